"""Which camera's film a clip of a reel shows, in a visit that was filmed by two or more."""

import sqlalchemy as sa
from alembic import op

revision = "v0017"
down_revision = "v0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reel_clip", recreate="always") as batch:
        batch.add_column(sa.Column("camera_id", sa.String(36), nullable=True), insert_after="look")
