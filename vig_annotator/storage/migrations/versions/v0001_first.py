"""The first schema: families, sessions, recordings, codings, moments, reels and the change log."""

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    op.create_table(
        "family",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_family"),
        sa.UniqueConstraint("pseudonym", name="uq_family_pseudonym"),
    )
    op.create_table(
        "session",
        sa.Column("id", _ID, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_session_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_family_id", "session", ["family_id"])
    op.create_table(
        "recording",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("duration_us", sa.BigInteger(), nullable=False),
        sa.Column("starts_at_us", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_recording_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recording"),
    )
    op.create_index("ix_recording_session_id", "recording", ["session_id"])
    op.create_index("ix_recording_fingerprint", "recording", ["fingerprint"])
    op.create_table(
        "codebook_snapshot",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("codebook_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("yaml_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_codebook_snapshot"),
    )
    op.create_table(
        "coding_pass",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("snapshot_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_coding_pass_session_id"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["codebook_snapshot.id"], name="fk_coding_pass_snapshot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_coding_pass"),
    )
    op.create_index("ix_coding_pass_session_id", "coding_pass", ["session_id"])
    op.create_table(
        "annotation",
        sa.Column("id", _ID, nullable=False),
        sa.Column("pass_id", _ID, nullable=False),
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("onset_us", sa.BigInteger(), nullable=False),
        sa.Column("offset_us", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("modifiers", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "offset_us IS NULL OR offset_us >= onset_us", name=op.f("ck_annotation_ends_after_start")
        ),
        sa.ForeignKeyConstraint(["pass_id"], ["coding_pass.id"], name="fk_annotation_pass_id"),
        sa.PrimaryKeyConstraint("id", name="pk_annotation"),
    )
    op.create_index("ix_annotation_pass_id_onset_us", "annotation", ["pass_id", "onset_us"])
    op.create_table(
        "moment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("onset_us", sa.BigInteger(), nullable=False),
        sa.Column("offset_us", sa.BigInteger(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("source_annotation_id", _ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("offset_us > onset_us", name=op.f("ck_moment_has_length")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_moment_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_moment"),
    )
    op.create_index("ix_moment_session_id_position", "moment", ["session_id", "position"])
    op.create_table(
        "reel",
        sa.Column("id", _ID, nullable=False),
        sa.Column("family_id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("handles_us", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name="fk_reel_family_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reel"),
    )
    op.create_index("ix_reel_family_id", "reel", ["family_id"])
    op.create_table(
        "reel_clip",
        sa.Column("id", _ID, nullable=False),
        sa.Column("reel_id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("onset_us", sa.BigInteger(), nullable=False),
        sa.Column("offset_us", sa.BigInteger(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("moment_id", _ID, nullable=True),
        sa.Column("concern_allowed", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("offset_us > onset_us", name=op.f("ck_reel_clip_has_length")),
        sa.ForeignKeyConstraint(["reel_id"], ["reel.id"], name="fk_reel_clip_reel_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_reel_clip_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reel_clip"),
    )
    op.create_index("ix_reel_clip_session_id", "reel_clip", ["session_id"])
    op.create_index("ix_reel_clip_reel_id_position", "reel_clip", ["reel_id", "position"])
    op.create_table(
        "change_log",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("of_change", _ID, nullable=True),
        sa.Column("session_id", _ID, nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_change_log"),
        sa.UniqueConstraint("id", name="uq_change_log_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_log_who_origin_seq", "change_log", ["who", "origin", "seq"])
    op.create_index("ix_change_log_of_change_seq", "change_log", ["of_change", "seq"])
    op.create_index("ix_change_log_session_id_at", "change_log", ["session_id", "at"])
