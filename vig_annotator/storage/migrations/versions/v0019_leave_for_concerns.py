"""For which concerns a clip has leave to show them, in place of whether it has: leave given before must be given anew."""

import sqlalchemy as sa
from alembic import op

revision = "v0019"
down_revision = "v0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reel_clip", recreate="always") as batch:
        batch.add_column(
            sa.Column("leave_for", sa.JSON(), nullable=False, server_default="[]"), insert_after="moment_id"
        )
        batch.drop_column("concern_allowed")
