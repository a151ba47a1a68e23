"""A library as data frames, for Python and (through reticulate, or the files that it writes) for R.

Everything is only read: no lock is taken, and the program may have the library open at the same time. Times are in
seconds (``..._s``, floats) and in whole microseconds (``..._us``, exact), from the film's first displayed frame; ends
do not belong to what they end. See docs/formats.md for all columns::

    from vig_annotator.tables import read_annotations, read_sessions

    tags = read_annotations("~/Documents/VIG")
    tags.query("kind == 'state'").groupby(["session", "coder", "code_id"])["duration_s"].sum()
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.codebook.restricting import for_export
from vig_annotator.errors import NotFound
from vig_annotator.exchange.document import Counts, Document, Observation
from vig_annotator.exchange.session_tiers import SessionTiers
from vig_annotator.exchange.tables import COLUMNS, frame_of
from vig_annotator.model.blindness import hidden_passes
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.session import Session
from vig_annotator.storage import queries
from vig_annotator.storage.hiding import learning_in
from vig_annotator.storage.reading_only import Reading, open_for_reading

Folder = str | os.PathLike[str]

SESSION_COLUMNS = {
    "family": "str",
    "session": "str",
    "recorded_on": "str",
    "films": "Int64",
    "duration_s": "Float64",
    "coders": "str",
    "annotations": "Int64",
    "session_id": "str",
}
"""The columns of `read_sessions`."""

CODE_COLUMNS = {
    "codebook": "str",
    "codebook_version": "str",
    "code_id": "str",
    "label": "str",
    "subject": "str",
    "group": "str",
    "kind": "str",
    "valence": "str",
    "definition": "str",
}
"""The columns of `read_codes`."""

MOMENT_COLUMNS = {
    "family": "str",
    "session": "str",
    "caption": "str",
    "starred": "boolean",
    "onset_s": "Float64",
    "offset_s": "Float64",
    "duration_s": "Float64",
    "onset_us": "Int64",
    "offset_us": "Int64",
    "created_by": "str",
    "session_id": "str",
    "moment_id": "str",
}
"""The columns of `read_moments`."""


def read_annotations(library: Folder, session: str | None = None) -> pd.DataFrame:
    """One row for each annotation, of all sessions and coders, or of one session.

    Args:
        library: the library's folder.
        session: a session's title or id; all if not given.

    Raises:
        NotFound: there is no such library or session.
        LibraryError: the library can't be read.
        CodebookError: a coding's codebook can't be understood.
    """
    with open_for_reading(_folder(library)) as connection:
        books = _codebooks(connection)
        frames = [_annotations_of(connection, one, books) for one in _sessions(connection, session)]
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    return pd.concat(filled, ignore_index=True)


def read_sessions(library: Folder) -> pd.DataFrame:
    """One row for each session: whose it is, its films, who coded it.

    Raises:
        NotFound: there is no such library.
        LibraryError: the library can't be read.
    """
    rows: list[dict[str, object]] = []
    with open_for_reading(_folder(library)) as connection:
        for session in queries.sessions(connection):
            passes = _shown_passes(connection, session)
            films = queries.recordings(connection, session.id)
            end_us = max((film.starts_at_us + film.duration_us for film in films), default=0)
            rows.append(
                {
                    "family": _pseudonym(connection, session),
                    "session": session.title,
                    "recorded_on": session.recorded_on,
                    "films": len(films),
                    "duration_s": end_us / 1_000_000 if end_us else None,
                    "coders": "; ".join(dict.fromkeys(one.coder for one in passes)),
                    "annotations": sum(len(queries.annotations_of(connection, one.id)) for one in passes),
                    "session_id": session.id,
                }
            )
    return pd.DataFrame(rows, columns=list(SESSION_COLUMNS)).astype(SESSION_COLUMNS)


def read_codes(library: Folder) -> pd.DataFrame:
    """One row for each code of each codebook that something was coded with; of a restricted one without its wording.

    Raises:
        NotFound: there is no such library.
        LibraryError: the library can't be read.
        CodebookError: a codebook can't be understood.
    """
    rows: list[dict[str, object]] = []
    with open_for_reading(_folder(library)) as connection:
        books = _codebooks(connection)
    for book in books.values():
        for code in book.codes:
            rows.append(
                {
                    "codebook": book.id,
                    "codebook_version": book.version,
                    "code_id": code.id,
                    "label": code.label,
                    "subject": code.subject,
                    "group": code.group or "",
                    "kind": code.kind.value,
                    "valence": code.valence.value,
                    "definition": code.definition,
                }
            )
    return pd.DataFrame(rows, columns=list(CODE_COLUMNS)).astype(CODE_COLUMNS)


def read_moments(library: Folder, session: str | None = None) -> pd.DataFrame:
    """One row for each moment that was chosen, in the clinician's order.

    Raises:
        NotFound: there is no such library or session.
        LibraryError: the library can't be read.
    """
    rows: list[dict[str, object]] = []
    with open_for_reading(_folder(library)) as connection:
        for one in _sessions(connection, session):
            family = _pseudonym(connection, one)
            for moment in queries.moments(connection, one.id):
                rows.append(
                    {
                        "family": family,
                        "session": one.title,
                        "caption": moment.caption,
                        "starred": moment.starred,
                        "onset_s": moment.onset_us / 1_000_000,
                        "offset_s": moment.offset_us / 1_000_000,
                        "duration_s": (moment.offset_us - moment.onset_us) / 1_000_000,
                        "onset_us": moment.onset_us,
                        "offset_us": moment.offset_us,
                        "created_by": moment.created_by,
                        "session_id": one.id,
                        "moment_id": moment.id,
                    }
                )
    return pd.DataFrame(rows, columns=list(MOMENT_COLUMNS)).astype(MOMENT_COLUMNS)


def _folder(library: Folder) -> Path:
    return Path(library).expanduser()


def _sessions(connection: Reading, wanted: str | None) -> list[Session]:
    every = queries.sessions(connection)
    if wanted is None:
        return every
    found = [one for one in every if wanted in (one.id, one.title)]
    if not found:
        raise NotFound(f"There is no session “{wanted}” in this library.", "Use its title or its id.")
    return found


def _codebooks(connection: Reading) -> dict[str, Codebook]:
    return {
        one.id: for_export(parse_codebook(one.yaml_text, one.title).codebook)
        for one in queries.every(connection, CodebookSnapshot)
    }


def _pseudonym(connection: Reading, session: Session) -> str:
    family = queries.get(connection, Family, session.family_id)
    return family.pseudonym if family is not None else ""


def _shown_passes(connection: Reading, session: Session) -> list[CodingPass]:
    """The codings of a session but for those that are still blind."""
    passes = queries.passes(connection, session.id)
    hidden = hidden_passes("", None, passes, learning_in(connection, session.id))
    return [one for one in passes if one.id not in hidden]


def _annotations_of(connection: Reading, session: Session, books: dict[str, Codebook]) -> pd.DataFrame:
    tiers = SessionTiers()
    for coding_pass in _shown_passes(connection, session):
        annotations = queries.annotations_of(connection, coding_pass.id)
        tiers.add_pass(coding_pass.coder, books[coding_pass.snapshot_id], annotations)
    kept = {"family": _pseudonym(connection, session), "session_id": session.id}
    observation = Observation(
        session.title, (), tuple(tiers.tiers), tuple(tiers.annotations), session.recorded_on, kept=kept
    )
    return frame_of(Document("vig", "", (observation,), Counts(), tuple(tiers.codes.values())))
