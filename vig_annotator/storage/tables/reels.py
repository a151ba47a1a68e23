"""What is chosen to be shown: moments and reels, and the review with the parent for which they are made."""

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

moment = Table(
    "moment",
    metadata,
    id_column(),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=False),
    Column("caption", Text, nullable=False),
    Column("starred", Boolean, nullable=False),
    Column("source_annotation_id", ID, nullable=True),
    Column("position", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
    CheckConstraint("offset_us > onset_us", name="has_length"),
    Index("ix_moment_session_id_position", "session_id", "position"),
)

reel = Table(
    "reel",
    metadata,
    id_column(),
    Column("family_id", ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("audience", String(20), nullable=False),
    Column("handles_us", BigInteger, nullable=False),
    Column("style", JSON, nullable=False, server_default="{}"),
    *made(),
)

reel_clip = Table(
    "reel_clip",
    metadata,
    id_column(),
    Column("reel_id", ID, ForeignKey("reel.id"), nullable=False),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False, index=True),
    Column("onset_us", BigInteger, nullable=False),
    Column("offset_us", BigInteger, nullable=False),
    Column("caption", Text, nullable=False),
    Column("moment_id", ID, nullable=True),
    Column("leave_for", JSON, nullable=False, server_default="[]"),
    Column("position", Integer, nullable=False),
    Column("look", JSON, nullable=False, server_default="{}"),
    Column("camera_id", ID, nullable=True),
    *made(),
    CheckConstraint("offset_us > onset_us", name="has_length"),
    Index("ix_reel_clip_reel_id_position", "reel_id", "position"),
)

shared_review = Table(
    "shared_review",
    metadata,
    id_column(),
    Column("family_id", ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("reel_id", ID, nullable=False),
    Column("agreed", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("ended_at", String(40), nullable=False),
    Column("notes", Text, nullable=False, server_default=""),
    Column("created_by", Text, nullable=False),
    *made(),
)

shared_words = Table(
    "shared_words",
    metadata,
    id_column(),
    Column("review_id", ID, ForeignKey("shared_review.id"), nullable=False, index=True),
    Column("clip_id", ID, nullable=False, index=True),
    Column("session_id", ID, ForeignKey("session.id"), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("voice", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)

plan_item = Table(
    "plan_item",
    metadata,
    id_column(),
    Column("family_id", ID, ForeignKey("family.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("done_on", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)
