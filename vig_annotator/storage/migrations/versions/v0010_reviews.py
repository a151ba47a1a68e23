"""Reviews: what a supervisor and a coder say about a coding, and who has read it."""

import sqlalchemy as sa
from alembic import op

revision = "v0010"
down_revision = "v0009"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    op.create_table(
        "review_entry",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pass_id", _ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("about_id", _ID, nullable=True),
        sa.Column("annotation_id", _ID, nullable=True),
        sa.Column("onset_us", sa.BigInteger(), nullable=True),
        sa.Column("offset_us", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pass_id"], ["coding_pass.id"], name="fk_review_entry_pass_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_entry"),
    )
    op.create_index("ix_review_entry_pass_id", "review_entry", ["pass_id"])
    op.create_table(
        "seen_entry",
        sa.Column("id", _ID, nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seen_entry"),
    )
    op.create_index("ix_seen_entry_who", "seen_entry", ["who"])
