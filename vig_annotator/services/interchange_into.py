"""Taking a file into a visit that is there, as another coder's coding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from vig_annotator.codebook.loader import LoadedCodebook, parse_codebook
from vig_annotator.errors import NotFound
from vig_annotator.model.coding_pass import CodebookSnapshot
from vig_annotator.model.session import Session
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import recordings_of, sessions_of
from vig_annotator.services.workspace import Workspace

_SHORTEST_LIKE = 4
_EDGES = " _.-"
_BETWEEN = re.compile(r"[\s_.-]")


@dataclass(frozen=True, slots=True)
class Into:
    """A session that a file goes into, as values, so that any thread can look at it.

    Attributes:
        starts_at_us: where its first film begins on its clock; 0 without a film.
        has_film: whether it has one.
        codebook: of its first coding that who works may see; None if there is none.
    """

    session_id: str
    title: str
    starts_at_us: int
    has_film: bool
    codebook: LoadedCodebook | None


def into_session(ws: Workspace, session_id: str) -> Into:
    """What has to be known of a session to take a file into it.

    Raises:
        NotFound: it is not there.
        CodebookError: its codebook can't be understood.
    """
    session = ws.get(Session, session_id)
    films = recordings_of(ws, session_id)
    codings = [one for one in passes_of(ws, session_id) if not one.joint]
    codebook = None
    if codings:
        snapshot = ws.get(CodebookSnapshot, codings[0].snapshot_id)
        codebook = parse_codebook(snapshot.yaml_text, snapshot.title)
    start = films[0].starts_at_us if films else 0
    return Into(session_id, session.title, start, bool(films), codebook)


def like_named(ws: Workspace, name: str) -> Session:
    """The session whose title differs from a file's name in one word at its end, as ``visit 3 Ann`` and ``visit 3 Bea`` do.

    Raises:
        NotFound: there is none, or several are equally like it.
    """
    every = sessions_of(ws)
    found = _most_like(name, [one.title for one in every])
    if found is None:
        raise NotFound(
            f"There is not exactly one visit with a name like “{name}”.", "Choose the visit by its name."
        )
    return every[found]


def _most_like(name: str, titles: Sequence[str]) -> int | None:
    """Which title shares the longest beginning with a name; of several the one that goes on least after it, if it is one.

    What comes after the beginning may be one word in each: ``visit 1 Ann`` is another visit than ``visit 2 Bea``.
    """
    wanted = name.strip().casefold()
    ranks: list[tuple[int, int]] = []
    for title in titles:
        said = title.strip().casefold()
        shared = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(wanted, said, strict=False)))
        one_word = not any(_BETWEEN.search(text[shared:].strip(_EDGES)) for text in (wanted, said))
        ranks.append((shared, shared - len(said)) if one_word else (0, 0))
    best = max(ranks, default=(0, 0))
    if best[0] < _SHORTEST_LIKE or ranks.count(best) > 1:
        return None
    return ranks.index(best)
