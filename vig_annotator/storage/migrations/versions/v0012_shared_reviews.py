"""Shared reviews: what was said, with which clip, and what was agreed."""

import sqlalchemy as sa
from alembic import op

revision = "v0012"
down_revision = "v0011"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def _made() -> tuple[sa.Column[str], sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "shared_review",
        sa.Column("id", _ID, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("reel_id", _ID, nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.String(40), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_shared_review_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shared_review"),
    )
    op.create_index("ix_shared_review_family_id", "shared_review", ["family_id"])
    op.create_table(
        "shared_words",
        sa.Column("id", _ID, nullable=False),
        sa.Column("review_id", _ID, nullable=False),
        sa.Column("clip_id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("voice", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(["review_id"], ["shared_review.id"], name="fk_shared_words_review_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_shared_words_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shared_words"),
    )
    op.create_index("ix_shared_words_review_id", "shared_words", ["review_id"])
    op.create_index("ix_shared_words_clip_id", "shared_words", ["clip_id"])
