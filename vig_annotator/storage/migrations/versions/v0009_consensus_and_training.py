"""What two coders settle on in a coding that they make together; reference codings, and how trainees did against them."""

import sqlalchemy as sa
from alembic import op

revision = "v0009"
down_revision = "v0008"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    with op.batch_alter_table("coding_pass", recreate="always") as batch:
        batch.add_column(
            sa.Column("joint", sa.Boolean(), nullable=False, server_default="0"), insert_after="segments"
        )
        # An empty text as a default is read back in brackets, which would then be written.
        batch.alter_column("submitted_at", existing_type=sa.String(40), server_default="")
    op.create_table(
        "settlement",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pass_id", _ID, nullable=False),
        sa.Column("a_id", _ID, nullable=True),
        sa.Column("b_id", _ID, nullable=True),
        sa.Column("choice", sa.String(10), nullable=False),
        sa.Column("annotation_id", _ID, nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pass_id"], ["coding_pass.id"], name="fk_settlement_pass_id"),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
    )
    op.create_index("ix_settlement_pass_id", "settlement", ["pass_id"])
    op.create_table(
        "reference",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pass_id", _ID, nullable=False),
        sa.Column("pass_mark_percent", sa.Integer(), nullable=False),
        sa.Column("again_after_days", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pass_id"], ["coding_pass.id"], name="fk_reference_pass_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reference"),
        sa.UniqueConstraint("pass_id", name="uq_reference_pass_id"),
    )
    op.create_table(
        "training_attempt",
        sa.Column("id", _ID, nullable=False),
        sa.Column("reference_id", _ID, nullable=False),
        sa.Column("pass_id", _ID, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("snapshot_id", sa.String(64), nullable=False),
        sa.Column("tried_at", sa.String(40), nullable=False),
        sa.Column("kappa", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("undefined", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reference_id"], ["reference.id"], name="fk_training_attempt_reference_id"),
        sa.ForeignKeyConstraint(["pass_id"], ["coding_pass.id"], name="fk_training_attempt_pass_id"),
        sa.PrimaryKeyConstraint("id", name="pk_training_attempt"),
    )
    op.create_index("ix_training_attempt_reference_id", "training_attempt", ["reference_id"])
