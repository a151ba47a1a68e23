"""Families, their visits and films, and what coders tag in them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from vig_annotator.storage.tables.columns import ID, id_column, made, metadata

family = Table(
    "family",
    metadata,
    id_column(),
    Column("pseudonym", Text, nullable=False, unique=True),
    Column("goal", Text, nullable=False),
    Column("note", Text, nullable=False),
    *made(),
)

session = Table(
    "session",
    metadata,
    id_column(),
    Column("family_id", ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("recorded_on", String(10), nullable=False),
    Column("note", Text, nullable=False),
    *made(),
)

recording = Table(
    "recording",
    metadata,
    id_column(),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("fingerprint", Text, nullable=False, index=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("duration_us", BigInteger, nullable=False),
    Column("starts_at_us", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    *made(),
)

imported_file = Table(
    "imported_file",
    metadata,
    id_column(),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("format", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("kept", Text, nullable=False),
    *made(),
)

codebook_snapshot = Table(
    "codebook_snapshot",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("codebook_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("yaml_text", Text, nullable=False),
    *made(),
)

coder = Table(
    "coder",
    metadata,
    id_column(),
    Column("name", Text, nullable=False, unique=True),
    Column("initials", Text, nullable=False),
    Column("role", String(20), nullable=False),
    *made(),
)

coding_pass = Table(
    "coding_pass",
    metadata,
    id_column(),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("coder", Text, nullable=False),
    Column("snapshot_id", String(64), ForeignKey("codebook_snapshot.id"), nullable=False),
    Column("state", String(20), nullable=False, server_default="draft"),
    Column("submitted_at", String(40), nullable=False, server_default=""),
    Column("blind", Boolean, nullable=False, server_default="0"),
    Column("segments", JSON, nullable=False, server_default="[]"),
    Column("joint", Boolean, nullable=False, server_default="0"),
    *made(),
)

annotation = Table(
    "annotation",
    metadata,
    id_column(),
    Column("pass_id", ID, ForeignKey("coding_pass.id"), nullable=False),
    Column("code_id", Text, nullable=False),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=True),
    Column("note", Text, nullable=False),
    Column("modifiers", JSON, nullable=False),
    Column("onset_shift_us", BigInteger, nullable=False, server_default="0"),
    Column("offset_shift_us", BigInteger, nullable=False, server_default="0"),
    Column("created_by", Text, nullable=False),
    *made(),
    CheckConstraint("offset_us IS NULL OR offset_us >= onset_us", name="ends_after_start"),
    Index("ix_annotation_pass_id_onset_us", "pass_id", "onset_us"),
)

link = Table(
    "link",
    metadata,
    id_column(),
    Column("pass_id", ID, ForeignKey("coding_pass.id"), nullable=False, index=True),
    Column("answered_id", ID, ForeignKey("annotation.id"), nullable=False, unique=True),
    Column("answer_id", ID, ForeignKey("annotation.id"), nullable=False, unique=True),
    Column("by_hand", Boolean, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)

exemplar = Table(
    "exemplar",
    metadata,
    id_column(),
    Column("codebook_id", Text, nullable=False),
    Column("code_id", Text, nullable=False),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=False),
    Column("caption", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
    CheckConstraint("offset_us > onset_us", name="has_length"),
    Index("ix_exemplar_codebook_id_code_id", "codebook_id", "code_id"),
)
