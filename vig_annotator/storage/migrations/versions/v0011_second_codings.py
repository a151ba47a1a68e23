"""What was sent for second coding, and how it was drawn."""

import sqlalchemy as sa
from alembic import op

revision = "v0011"
down_revision = "v0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_coding",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(10), nullable=False),
        sa.Column("share_percent", sa.Integer(), nullable=False),
        sa.Column("least_us", sa.BigInteger(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("drawn_from", sa.JSON(), nullable=False),
        sa.Column("pass_ids", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_second_coding"),
    )
