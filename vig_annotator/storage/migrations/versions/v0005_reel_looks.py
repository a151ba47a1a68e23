"""How clips are shown and heard, and how a reel is made."""

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column, before in (("reel", "style", "handles_us"), ("reel_clip", "look", "position")):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(
                sa.Column(column, sa.JSON(), nullable=False, server_default="{}"), insert_after=before
            )
