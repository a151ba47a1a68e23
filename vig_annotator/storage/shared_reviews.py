"""Reading shared reviews, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from vig_annotator.model.shared_review import SharedReview, SharedWords
from vig_annotator.storage.rows import row_of
from vig_annotator.storage.schema import shared_review, shared_words


def reviews(connection: Connection, family_id: str) -> list[SharedReview]:
    """The shared reviews of a family, the latest first."""
    query = (
        select(shared_review)
        .where(shared_review.c.family_id == family_id)
        .order_by(shared_review.c.created_at.desc())
    )
    return [row_of(SharedReview, found) for found in connection.execute(query)]


def words_in(connection: Connection, review_ids: Collection[str]) -> list[SharedWords]:
    """What was said in these reviews, oldest first."""
    table = shared_words
    query = select(table).where(table.c.review_id.in_(review_ids)).order_by(table.c.created_at, table.c.id)
    return [row_of(SharedWords, found) for found in connection.execute(query)]


def words_with(connection: Connection, clip_ids: Collection[str]) -> list[SharedWords]:
    """What was said with these clips, in whatever review, oldest first."""
    table = shared_words
    query = select(table).where(table.c.clip_id.in_(clip_ids)).order_by(table.c.created_at, table.c.id)
    return [row_of(SharedWords, found) for found in connection.execute(query)]
