"""Sealed packets that left, and answers that came back."""

import sqlalchemy as sa
from alembic import op

revision = "v0015"
down_revision = "v0014"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    op.create_table(
        "sealed_packet",
        sa.Column("id", _ID, nullable=False),
        sa.Column("direction", sa.String(10), nullable=False),
        sa.Column("request_id", _ID, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("session_ids", sa.JSON(), nullable=False),
        sa.Column("pass_ids", sa.JSON(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.String(10), nullable=False),
        sa.Column("answer_key", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("remarks", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_packet"),
    )
    op.create_index("ix_sealed_packet_request_id", "sealed_packet", ["request_id"])
