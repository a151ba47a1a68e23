"""Who is filmed, what they agreed to, and what was made of their films."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from vig_annotator.storage.tables.columns import ID, id_column, made, metadata

person = Table(
    "person",
    metadata,
    id_column(),
    Column("family_id", ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    *made(),
)

consent = Table(
    "consent",
    metadata,
    id_column(),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("decision", String(10), nullable=False),
    Column("given_by", String(10), nullable=False),
    Column("method", String(10), nullable=False),
    Column("form", Text, nullable=False),
    Column("decided_on", String(10), nullable=False),
    Column("withdrawn_on", String(10), nullable=False),
    Column("expires_on", String(10), nullable=False, index=True),
    Column("only_blurred", Boolean, nullable=False),
    Column("stills_only", Boolean, nullable=False),
    Column("no_sound", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", String(40), nullable=False),
    *made(),
    UniqueConstraint("person_id", "purpose", name="uq_consent_person_id_purpose"),
)

absence = Table(
    "absence",
    metadata,
    id_column(),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False),
    Column("person_id", ID, ForeignKey("person.id"), nullable=False, index=True),
    *made(),
    UniqueConstraint("session_id", "person_id", name="uq_absence_session_id_person_id"),
)

consent_exception = Table(
    "consent_exception",
    metadata,
    id_column(),
    Column("family_id", ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)

service_decision = Table(
    "service_decision",
    metadata,
    id_column(),
    Column("allows_exceptions", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)

made_file = Table(
    "made_file",
    metadata,
    id_column(),
    Column("family_id", ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("reel_id", ID, nullable=True),
    Column("session_ids", JSON, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("what", Text, nullable=False),
    Column("audience", String(20), nullable=False),
    Column("path", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_by", Text, nullable=False),
    Column("erased_at", String(40), nullable=False),
    *made(),
)
