"""The guider's own notes about a shared review."""

import sqlalchemy as sa
from alembic import op

revision = "v0018"
down_revision = "v0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shared_review", recreate="always") as batch:
        batch.add_column(
            sa.Column("notes", sa.Text(), nullable=False, server_default=""), insert_after="ended_at"
        )
