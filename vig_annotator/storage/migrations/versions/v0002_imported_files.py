"""What sessions were imported from, so that writing back to the same format loses nothing."""

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    op.create_table(
        "imported_file",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("format", sa.String(20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_imported_file_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_imported_file"),
    )
    op.create_index("ix_imported_file_session_id", "imported_file", ["session_id"])
    op.create_index("ix_imported_file_digest", "imported_file", ["digest"])
