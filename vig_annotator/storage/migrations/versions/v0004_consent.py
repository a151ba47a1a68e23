"""Who is filmed, what they said about showing it, and exceptions that were made."""

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def _made() -> tuple[sa.Column[str], sa.Column[int]]:
    return (
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", _ID, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_person_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_family_id", "person", ["family_id"])
    op.create_table(
        "consent",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("given_by", sa.String(10), nullable=False),
        sa.Column("method", sa.String(10), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.String(10), nullable=False),
        sa.Column("withdrawn_on", sa.String(10), nullable=False),
        sa.Column("expires_on", sa.String(10), nullable=False),
        sa.Column("only_blurred", sa.Boolean(), nullable=False),
        sa.Column("stills_only", sa.Boolean(), nullable=False),
        sa.Column("no_sound", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sa.UniqueConstraint("person_id", "purpose", name="uq_consent_person_id_purpose"),
    )
    op.create_index("ix_consent_expires_on", "consent", ["expires_on"])
    op.create_table(
        "absence",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_absence_session_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_absence_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        sa.UniqueConstraint("session_id", "person_id", name="uq_absence_session_id_person_id"),
    )
    op.create_index("ix_absence_person_id", "absence", ["person_id"])
    op.create_table(
        "consent_exception",
        sa.Column("id", _ID, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_consent_exception_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consent_exception"),
    )
    op.create_index("ix_consent_exception_family_id", "consent_exception", ["family_id"])
