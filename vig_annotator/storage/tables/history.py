"""The log of every change, and what is still to be erased."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text

from vig_annotator.storage.tables.columns import ID, id_column, metadata

change_log = Table(
    "change_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", ID, nullable=False, unique=True),
    Column("at", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("origin", String(10), nullable=False),
    Column("of_change", ID, nullable=True),
    Column("session_id", ID, nullable=True),
    Column("changes", JSON, nullable=False),
    Index("ix_change_log_who_origin_seq", "who", "origin", "seq"),
    Index("ix_change_log_of_change_seq", "of_change", "seq"),
    Index("ix_change_log_session_id_at", "session_id", "at"),
    sqlite_autoincrement=True,
)

erasing = Table(
    "erasing",
    metadata,
    id_column(),
    Column("files", JSON, nullable=False),
)
