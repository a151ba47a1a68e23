"""Exemplars: short stretches of film that show what a code means."""

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    op.create_table(
        "exemplar",
        sa.Column("id", _ID, nullable=False),
        sa.Column("codebook_id", sa.Text(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("onset_us", sa.BigInteger(), nullable=False),
        sa.Column("offset_us", sa.BigInteger(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("offset_us > onset_us", name=op.f("ck_exemplar_has_length")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_exemplar_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exemplar"),
    )
    op.create_index("ix_exemplar_session_id", "exemplar", ["session_id"])
    op.create_index("ix_exemplar_codebook_id_code_id", "exemplar", ["codebook_id", "code_id"])
