"""Links from what is answered to its answer; how far a tag was set back for the coder's reaction time."""

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    with op.batch_alter_table("annotation", recreate="always") as batch:
        batch.add_column(
            sa.Column("onset_shift_us", sa.BigInteger(), nullable=False, server_default="0"),
            insert_after="modifiers",
        )
        batch.add_column(
            sa.Column("offset_shift_us", sa.BigInteger(), nullable=False, server_default="0"),
            insert_after="onset_shift_us",
        )
    op.create_table(
        "link",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pass_id", _ID, nullable=False),
        sa.Column("answered_id", _ID, nullable=False),
        sa.Column("answer_id", _ID, nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pass_id"], ["coding_pass.id"], name="fk_link_pass_id"),
        sa.ForeignKeyConstraint(["answered_id"], ["annotation.id"], name="fk_link_answered_id"),
        sa.ForeignKeyConstraint(["answer_id"], ["annotation.id"], name="fk_link_answer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("answered_id", name="uq_link_answered_id"),
        sa.UniqueConstraint("answer_id", name="uq_link_answer_id"),
    )
    op.create_index("ix_link_pass_id", "link", ["pass_id"])
