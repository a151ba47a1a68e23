"""What the tables have in common: where they are gathered, and the columns of every row."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(36)
"""A UUIDv7 as text."""


def id_column() -> Column[str]:
    """What names the row."""
    return Column("id", ID, primary_key=True)


def made() -> tuple[Column[str], Column[int]]:
    """When the row was first written, and how often since."""
    return Column("created_at", String(40), nullable=False), Column("revision", Integer, nullable=False)
