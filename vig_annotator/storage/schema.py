"""The tables of a library, as SQLAlchemy Core describes them; the migrations make them (see docs/library-file.md).

Times of films are whole microseconds, moments of work are UTC text in ISO 8601. Every row carries a `revision` that rises with each
write. Where a row only remembers where it came from (a moment's annotation, a clip's moment), the column is no
foreign key: deleting the origin must not reach into what was made from it.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

KNOWN_VERSIONS = (
    "v0001",
    "v0002",
    "v0003",
    "v0004",
    "v0005",
    "v0006",
    "v0007",
    "v0008",
    "v0009",
    "v0010",
    "v0011",
    "v0012",
    "v0013",
    "v0014",
    "v0015",
    "v0016",
    "v0017",
)
"""Every version of the schema that this program can read, oldest first; a test holds it against the migrations."""

CURRENT_VERSION = KNOWN_VERSIONS[-1]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = String(36)


def _id_column() -> Column[str]:
    return Column("id", _ID, primary_key=True)


def _made() -> tuple[Column[str], Column[int]]:
    return Column("created_at", String(40), nullable=False), Column("revision", Integer, nullable=False)


family = Table(
    "family",
    metadata,
    _id_column(),
    Column("pseudonym", Text, nullable=False, unique=True),
    Column("goal", Text, nullable=False),
    Column("note", Text, nullable=False),
    *_made(),
)

session = Table(
    "session",
    metadata,
    _id_column(),
    Column("family_id", _ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("recorded_on", String(10), nullable=False),
    Column("note", Text, nullable=False),
    *_made(),
)

recording = Table(
    "recording",
    metadata,
    _id_column(),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("fingerprint", Text, nullable=False, index=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("duration_us", BigInteger, nullable=False),
    Column("starts_at_us", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    *_made(),
)

codebook_snapshot = Table(
    "codebook_snapshot",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("codebook_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("yaml_text", Text, nullable=False),
    *_made(),
)

coder = Table(
    "coder",
    metadata,
    _id_column(),
    Column("name", Text, nullable=False, unique=True),
    Column("initials", Text, nullable=False),
    Column("role", String(20), nullable=False),
    *_made(),
)

coding_pass = Table(
    "coding_pass",
    metadata,
    _id_column(),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("coder", Text, nullable=False),
    Column("snapshot_id", String(64), ForeignKey("codebook_snapshot.id"), nullable=False),
    Column("state", String(20), nullable=False, server_default="draft"),
    Column("submitted_at", String(40), nullable=False, server_default=""),
    Column("blind", Boolean, nullable=False, server_default="0"),
    Column("segments", JSON, nullable=False, server_default="[]"),
    Column("joint", Boolean, nullable=False, server_default="0"),
    *_made(),
)

annotation = Table(
    "annotation",
    metadata,
    _id_column(),
    Column("pass_id", _ID, ForeignKey("coding_pass.id"), nullable=False),
    Column("code_id", Text, nullable=False),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=True),
    Column("note", Text, nullable=False),
    Column("modifiers", JSON, nullable=False),
    Column("onset_shift_us", BigInteger, nullable=False, server_default="0"),
    Column("offset_shift_us", BigInteger, nullable=False, server_default="0"),
    Column("created_by", Text, nullable=False),
    *_made(),
    CheckConstraint("offset_us IS NULL OR offset_us >= onset_us", name="ends_after_start"),
    Index("ix_annotation_pass_id_onset_us", "pass_id", "onset_us"),
)

link = Table(
    "link",
    metadata,
    _id_column(),
    Column("pass_id", _ID, ForeignKey("coding_pass.id"), nullable=False, index=True),
    Column("answered_id", _ID, ForeignKey("annotation.id"), nullable=False, unique=True),
    Column("answer_id", _ID, ForeignKey("annotation.id"), nullable=False, unique=True),
    Column("by_hand", Boolean, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

moment = Table(
    "moment",
    metadata,
    _id_column(),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=False),
    Column("caption", Text, nullable=False),
    Column("starred", Boolean, nullable=False),
    Column("source_annotation_id", _ID, nullable=True),
    Column("position", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
    CheckConstraint("offset_us > onset_us", name="has_length"),
    Index("ix_moment_session_id_position", "session_id", "position"),
)

reel = Table(
    "reel",
    metadata,
    _id_column(),
    Column("family_id", _ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("audience", String(20), nullable=False),
    Column("handles_us", BigInteger, nullable=False),
    Column("style", JSON, nullable=False, server_default="{}"),
    *_made(),
)

reel_clip = Table(
    "reel_clip",
    metadata,
    _id_column(),
    Column("reel_id", _ID, ForeignKey("reel.id"), nullable=False),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=False),
    Column("caption", Text, nullable=False),
    Column("moment_id", _ID, nullable=True),
    Column("concern_allowed", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("look", JSON, nullable=False, server_default="{}"),
    Column("camera_id", _ID, nullable=True),
    *_made(),
    CheckConstraint("offset_us > onset_us", name="has_length"),
    Index("ix_reel_clip_reel_id_position", "reel_id", "position"),
)

second_coding = Table(
    "second_coding",
    metadata,
    _id_column(),
    Column("coder", Text, nullable=False),
    Column("unit", String(10), nullable=False),
    Column("share_percent", Integer, nullable=False),
    Column("least_us", BigInteger, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("drawn_from", JSON, nullable=False),
    Column("pass_ids", JSON, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

review_entry = Table(
    "review_entry",
    metadata,
    _id_column(),
    Column("pass_id", _ID, ForeignKey("coding_pass.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("about_id", _ID, nullable=True),
    Column("annotation_id", _ID, nullable=True),
    Column("onset_us", BigInteger, nullable=True),
    Column("offset_us", BigInteger, nullable=True),
    Column("text", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

seen_entry = Table(
    "seen_entry",
    metadata,
    _id_column(),
    Column("entry_id", _ID, nullable=False),
    Column("who", Text, nullable=False, index=True),
    *_made(),
)

imported_file = Table(
    "imported_file",
    metadata,
    _id_column(),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("format", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("kept", Text, nullable=False),
    *_made(),
)

person = Table(
    "person",
    metadata,
    _id_column(),
    Column("family_id", _ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    *_made(),
)

consent = Table(
    "consent",
    metadata,
    _id_column(),
    Column("person_id", _ID, ForeignKey("person.id"), nullable=False),
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
    *_made(),
    UniqueConstraint("person_id", "purpose", name="uq_consent_person_id_purpose"),
)

absence = Table(
    "absence",
    metadata,
    _id_column(),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False),
    Column("person_id", _ID, ForeignKey("person.id"), nullable=False, index=True),
    *_made(),
    UniqueConstraint("session_id", "person_id", name="uq_absence_session_id_person_id"),
)

consent_exception = Table(
    "consent_exception",
    metadata,
    _id_column(),
    Column("family_id", _ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

service_decision = Table(
    "service_decision",
    metadata,
    _id_column(),
    Column("allows_exceptions", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

exemplar = Table(
    "exemplar",
    metadata,
    _id_column(),
    Column("codebook_id", Text, nullable=False),
    Column("code_id", Text, nullable=False),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=False),
    Column("caption", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
    CheckConstraint("offset_us > onset_us", name="has_length"),
    Index("ix_exemplar_codebook_id_code_id", "codebook_id", "code_id"),
)

made_file = Table(
    "made_file",
    metadata,
    _id_column(),
    Column("family_id", _ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("reel_id", _ID, nullable=True),
    Column("session_ids", JSON, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("what", Text, nullable=False),
    Column("audience", String(20), nullable=False),
    Column("path", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_by", Text, nullable=False),
    Column("erased_at", String(40), nullable=False),
    *_made(),
)

settlement = Table(
    "settlement",
    metadata,
    _id_column(),
    Column("pass_id", _ID, ForeignKey("coding_pass.id"), nullable=False, index=True),
    Column("a_id", _ID, nullable=True),
    Column("b_id", _ID, nullable=True),
    Column("choice", String(10), nullable=False),
    Column("annotation_id", _ID, nullable=True),
    Column("created_by", Text, nullable=False),
    *_made(),
)

reference = Table(
    "reference",
    metadata,
    _id_column(),
    Column("pass_id", _ID, ForeignKey("coding_pass.id"), nullable=False, unique=True),
    Column("pass_mark_percent", Integer, nullable=False),
    Column("again_after_days", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

training_attempt = Table(
    "training_attempt",
    metadata,
    _id_column(),
    Column("reference_id", _ID, ForeignKey("reference.id"), nullable=False, index=True),
    Column("pass_id", _ID, ForeignKey("coding_pass.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("snapshot_id", String(64), nullable=False),
    Column("tried_at", String(40), nullable=False),
    Column("kappa", Float, nullable=True),
    Column("low", Float, nullable=True),
    Column("high", Float, nullable=True),
    Column("undefined", Text, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("due_on", String(10), nullable=False),
    *_made(),
)

shared_review = Table(
    "shared_review",
    metadata,
    _id_column(),
    Column("family_id", _ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("reel_id", _ID, nullable=False),
    Column("agreed", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("ended_at", String(40), nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

shared_words = Table(
    "shared_words",
    metadata,
    _id_column(),
    Column("review_id", _ID, ForeignKey("shared_review.id"), nullable=False, index=True),
    Column("clip_id", _ID, nullable=False, index=True),
    Column("session_id", _ID, ForeignKey("session.id"), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("voice", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

plan_item = Table(
    "plan_item",
    metadata,
    _id_column(),
    Column("family_id", _ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("done_on", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

erasing = Table(
    "erasing",
    metadata,
    _id_column(),
    Column("files", JSON, nullable=False),
)

sealed_packet = Table(
    "sealed_packet",
    metadata,
    _id_column(),
    Column("direction", String(10), nullable=False),
    Column("request_id", _ID, nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("session_ids", JSON, nullable=False),
    Column("pass_ids", JSON, nullable=False),
    Column("questions", Text, nullable=False),
    Column("expires_on", String(10), nullable=False),
    Column("answer_key", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("remarks", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *_made(),
)

change_log = Table(
    "change_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", _ID, nullable=False, unique=True),
    Column("at", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("origin", String(10), nullable=False),
    Column("of_change", _ID, nullable=True),
    Column("session_id", _ID, nullable=True),
    Column("changes", JSON, nullable=False),
    Index("ix_change_log_who_origin_seq", "who", "origin", "seq"),
    Index("ix_change_log_of_change_seq", "of_change", "seq"),
    Index("ix_change_log_session_id_at", "session_id", "at"),
    sqlite_autoincrement=True,
)
