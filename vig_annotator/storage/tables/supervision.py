"""Work on the coding of others: second codings, remarks, consensus, training, sealed packets."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

from vig_annotator.storage.tables.columns import ID, id_column, made, metadata

second_coding = Table(
    "second_coding",
    metadata,
    id_column(),
    Column("coder", Text, nullable=False),
    Column("unit", String(10), nullable=False),
    Column("share_percent", Integer, nullable=False),
    Column("least_us", BigInteger, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("drawn_from", JSON, nullable=False),
    Column("pass_ids", JSON, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)

review_entry = Table(
    "review_entry",
    metadata,
    id_column(),
    Column("pass_id", ID, ForeignKey("coding_pass.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("about_id", ID, nullable=True),
    Column("annotation_id", ID, nullable=True),
    Column("onset_us", BigInteger, nullable=True),
    Column("offset_us", BigInteger, nullable=True),
    Column("text", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)

seen_entry = Table(
    "seen_entry",
    metadata,
    id_column(),
    Column("entry_id", ID, nullable=False),
    Column("who", Text, nullable=False, index=True),
    *made(),
)

settlement = Table(
    "settlement",
    metadata,
    id_column(),
    Column("pass_id", ID, ForeignKey("coding_pass.id"), nullable=False, index=True),
    Column("a_id", ID, nullable=True),
    Column("b_id", ID, nullable=True),
    Column("choice", String(10), nullable=False),
    Column("annotation_id", ID, nullable=True),
    Column("created_by", Text, nullable=False),
    *made(),
)

reference = Table(
    "reference",
    metadata,
    id_column(),
    Column("pass_id", ID, ForeignKey("coding_pass.id"), nullable=False, unique=True),
    Column("pass_mark_percent", Integer, nullable=False),
    Column("again_after_days", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)

training_attempt = Table(
    "training_attempt",
    metadata,
    id_column(),
    Column("reference_id", ID, ForeignKey("reference.id"), nullable=False, index=True),
    Column("pass_id", ID, ForeignKey("coding_pass.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("snapshot_id", String(64), nullable=False),
    Column("tried_at", String(40), nullable=False),
    Column("kappa", Float, nullable=True),
    Column("low", Float, nullable=True),
    Column("high", Float, nullable=True),
    Column("undefined", Text, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("due_on", String(10), nullable=False),
    *made(),
)

sealed_packet = Table(
    "sealed_packet",
    metadata,
    id_column(),
    Column("direction", String(10), nullable=False),
    Column("request_id", ID, nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("session_ids", JSON, nullable=False),
    Column("pass_ids", JSON, nullable=False),
    Column("questions", Text, nullable=False),
    Column("expires_on", String(10), nullable=False),
    Column("answer_key", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("remarks", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    *made(),
)
