"""Reading rows: each query by name, on a connection from `LibraryStore.reading`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Select, bindparam, func, select

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import Row
from vig_annotator.model.coder import Coder
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.family import Family
from vig_annotator.model.imported_file import ImportedFile
from vig_annotator.model.link import Link
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.session import Recording, Session
from vig_annotator.storage import schema
from vig_annotator.storage.rows import TABLES, row_of

R = TypeVar("R", bound=Row)
# Said once, not at each look: putting a statement together takes longer than the look.
_BY_ID = {
    row_type: select(table).where(table.c.id == bindparam("wanted")) for row_type, table in TABLES.items()
}

_BY_IDS = {
    row_type: select(table).where(table.c.id.in_(bindparam("wanted", expanding=True)))
    for row_type, table in TABLES.items()
}
_MOST_IDS = 500
"""In one question: every database takes so many."""


def _rows(connection: Connection, row_type: type[R], query: Select[*tuple[object, ...]]) -> list[R]:
    return [row_of(row_type, found) for found in connection.execute(query)]


def get(connection: Connection, row_type: type[R], row_id: str) -> R | None:
    """The row of that kind and id, or None."""
    found = connection.execute(_BY_ID[row_type], {"wanted": row_id}).one_or_none()
    return None if found is None else row_of(row_type, found)


def rows_with_ids(connection: Connection, row_type: type[R], ids: Sequence[str]) -> list[R]:
    """The rows of that kind and of those ids that are there, in no order."""
    if len(ids) == 1:
        one = get(connection, row_type, ids[0])
        return [] if one is None else [one]
    found: list[R] = []
    for first in range(0, len(ids), _MOST_IDS):
        some = {"wanted": ids[first : first + _MOST_IDS]}
        found += [row_of(row_type, one) for one in connection.execute(_BY_IDS[row_type], some)]
    return found


def every(connection: Connection, row_type: type[R]) -> list[R]:
    """All rows of a kind, by id, which is the order in which they were made."""
    table = TABLES[row_type]
    return _rows(connection, row_type, select(table).order_by(table.c.id))


def families(connection: Connection) -> list[Family]:
    """All families, by pseudonym."""
    return _rows(connection, Family, select(schema.family).order_by(schema.family.c.pseudonym))


def sessions(connection: Connection, family_id: str | None = None) -> list[Session]:
    """The sessions of a family, or all, in the order in which they were made."""
    table = schema.session
    query = select(table).order_by(table.c.created_at, table.c.id)
    return _rows(
        connection, Session, query if family_id is None else query.where(table.c.family_id == family_id)
    )


def recordings(connection: Connection, session_id: str) -> list[Recording]:
    """The films of a session, in order."""
    table = schema.recording
    query = select(table).where(table.c.session_id == session_id).order_by(table.c.position, table.c.id)
    return _rows(connection, Recording, query)


def recordings_with(connection: Connection, fingerprint: str) -> list[Recording]:
    """The films with that content, oldest first."""
    table = schema.recording
    query = select(table).where(table.c.fingerprint == fingerprint).order_by(table.c.created_at, table.c.id)
    return _rows(connection, Recording, query)


def film_fingerprints(connection: Connection) -> set[str]:
    """The contents of all films of the library."""
    return set(connection.execute(select(schema.recording.c.fingerprint)).scalars())


def recording_paths(connection: Connection) -> list[str]:
    """Where the films of the library are, each place once."""
    return list(connection.execute(select(schema.recording.c.path).distinct()).scalars())


def coders(connection: Connection) -> list[Coder]:
    """Everybody who works or worked in the library, by name."""
    return _rows(connection, Coder, select(schema.coder).order_by(schema.coder.c.name))


def coder_named(connection: Connection, name: str) -> Coder | None:
    """The coder of that name, or None."""
    found = _rows(connection, Coder, select(schema.coder).where(schema.coder.c.name == name))
    return found[0] if found else None


def passes_with_ids(connection: Connection, ids: Collection[str]) -> list[CodingPass]:
    """The codings of those ids that are there."""
    # One look into the index for each: it is asked at every key, mostly for one, and a list takes four times as long to say.
    found = [get(connection, CodingPass, one) for one in ids]
    return [one for one in found if one is not None]


def every_pass(connection: Connection) -> list[CodingPass]:
    """All codings of the library, oldest first."""
    table = schema.coding_pass
    return _rows(connection, CodingPass, select(table).order_by(table.c.created_at, table.c.id))


def passes_with_tags(connection: Connection) -> set[str]:
    """The ids of the codings that hold at least one tag."""
    return set(connection.execute(select(schema.annotation.c.pass_id).distinct()).scalars())


def passes(connection: Connection, session_id: str) -> list[CodingPass]:
    """The codings of a session, oldest first."""
    table = schema.coding_pass
    query = select(table).where(table.c.session_id == session_id).order_by(table.c.created_at, table.c.id)
    return _rows(connection, CodingPass, query)


def annotations_of(connection: Connection, pass_id: str) -> list[Annotation]:
    """The annotations of a coding, by onset."""
    table = schema.annotation
    query = select(table).where(table.c.pass_id == pass_id).order_by(table.c.onset_us, table.c.id)
    return _rows(connection, Annotation, query)


def annotation_count(connection: Connection, pass_id: str) -> int:
    """How many annotations a coding has."""
    table = schema.annotation
    query = select(func.count()).select_from(table).where(table.c.pass_id == pass_id)
    return int(connection.execute(query).scalar_one())


def annotations_with(connection: Connection, pass_id: str, code_ids: Collection[str]) -> list[Annotation]:
    """The annotations of a coding that are of these codes, by onset."""
    table = schema.annotation
    query = (
        select(table)
        .where(table.c.pass_id == pass_id, table.c.code_id.in_(code_ids))
        .order_by(table.c.onset_us, table.c.id)
    )
    return _rows(connection, Annotation, query)


def links_of(connection: Connection, pass_id: str) -> list[Link]:
    """The links of a coding, oldest first."""
    table = schema.link
    return _rows(connection, Link, select(table).where(table.c.pass_id == pass_id).order_by(table.c.id))


def moments(connection: Connection, session_id: str) -> list[Moment]:
    """The moments of a session, in the clinician's order."""
    table = schema.moment
    query = select(table).where(table.c.session_id == session_id).order_by(table.c.position, table.c.id)
    return _rows(connection, Moment, query)


def reels(connection: Connection, family_id: str) -> list[Reel]:
    """The reels of a family, oldest first."""
    table = schema.reel
    query = select(table).where(table.c.family_id == family_id).order_by(table.c.created_at, table.c.id)
    return _rows(connection, Reel, query)


def reels_showing(connection: Connection, session_id: str) -> list[Reel]:
    """The reels that hold a clip of a session, oldest first."""
    table, clip = schema.reel, schema.reel_clip
    holding = select(clip.c.reel_id).where(clip.c.session_id == session_id)
    query = select(table).where(table.c.id.in_(holding)).order_by(table.c.created_at, table.c.id)
    return _rows(connection, Reel, query)


def clips(connection: Connection, reel_id: str) -> list[ReelClip]:
    """The clips of a reel, in order."""
    table = schema.reel_clip
    query = select(table).where(table.c.reel_id == reel_id).order_by(table.c.position, table.c.id)
    return _rows(connection, ReelClip, query)


def exemplars(connection: Connection, codebook_ids: Collection[str]) -> list[Exemplar]:
    """The exemplars of codebooks, oldest first."""
    table = schema.exemplar
    query = (
        select(table).where(table.c.codebook_id.in_(codebook_ids)).order_by(table.c.created_at, table.c.id)
    )
    return _rows(connection, Exemplar, query)


def imported_files(connection: Connection, session_id: str) -> list[ImportedFile]:
    """What a session was imported from, oldest first."""
    table = schema.imported_file
    query = select(table).where(table.c.session_id == session_id).order_by(table.c.created_at, table.c.id)
    return _rows(connection, ImportedFile, query)


def imported_digests(connection: Connection) -> dict[str, str]:
    """For the content of each file that was imported the title of a session that it went into."""
    query = select(schema.imported_file.c.digest, schema.session.c.title).join(
        schema.session, schema.imported_file.c.session_id == schema.session.c.id
    )
    return {str(digest): str(title) for digest, title in connection.execute(query)}
