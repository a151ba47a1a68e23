"""Coders as rows of their own; how far a coding is, whether it is blind, and which stretches it covers."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from vig_annotator.model.ids import new_id

revision = "v0006"
down_revision = "v0005"
branch_labels = None
depends_on = None

_NO_PERSON = ("", "command line")


def upgrade() -> None:
    coder = op.create_table(
        "coder",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coder"),
        sa.UniqueConstraint("name", name="uq_coder_name"),
    )
    with op.batch_alter_table("coding_pass", recreate="always") as batch:
        for column, before in (
            (sa.Column("state", sa.String(20), nullable=False, server_default="draft"), "snapshot_id"),
            (sa.Column("submitted_at", sa.String(40), nullable=False, server_default=""), "state"),
            (sa.Column("blind", sa.Boolean(), nullable=False, server_default="0"), "submitted_at"),
            (sa.Column("segments", sa.JSON(), nullable=False, server_default="[]"), "blind"),
        ):
            batch.add_column(column, insert_after=before)
    names = sorted(_everybody() - set(_NO_PERSON))
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    rows = [
        {
            "id": new_id(),
            "name": name,
            "initials": _initials(name),
            "role": "clinician",
            "created_at": now,
            "revision": 1,
        }
        for name in names
    ]
    if rows:
        op.bulk_insert(coder, rows)


def _everybody() -> set[str]:
    """Every name that something in the library is signed with."""
    names: set[str] = set()
    for table, column in (
        ("coding_pass", "coder"),
        ("annotation", "created_by"),
        ("link", "created_by"),
        ("moment", "created_by"),
        ("change_log", "who"),
    ):
        name = sa.column(column, sa.Text())
        query = sa.select(name).select_from(sa.table(table)).distinct()
        names.update(op.get_bind().execute(query).scalars())
    return names


def _initials(name: str) -> str:
    words = name.split()
    if len(words) > 1:
        return "".join(word[0] for word in words[:3]).upper()
    return (name.strip() if len(name.strip()) <= 3 else name.strip()[:2]).upper()
