"""The export register: every film or picture that was made for somebody, so that it can be found again and erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.audiences import PURPOSE_OF
from vig_annotator.model.consent import Purpose
from vig_annotator.model.reel import Audience


class MadeKind(StrEnum):
    """What was made."""

    FILM = "film"
    PICTURE = "picture"
    PAGE = "page"
    PACKET = "packet"


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was made from a family's films.

    Attributes:
        reel_id: the reel that it was made from; it may be gone. None for what comes from no reel.
        session_ids: the sessions that it shows.
        what: what it shows, such as the reel's title.
        audience: whom it was made for.
        path: where it was put, or was found last.
        size_bytes: of the file.
        digest: SHA-256 of its content, by which it is found again when it was moved or renamed; empty while it is
            being made.
        created_by: who made it.
        erased_at: when it was erased from here; UTC, ISO 8601, or empty.
    """

    id: str
    family_id: str
    reel_id: str | None
    session_ids: tuple[str, ...]
    kind: MadeKind
    what: str
    audience: Audience
    path: str
    size_bytes: int
    digest: str
    created_by: str = ""
    erased_at: str = ""
    created_at: str = ""
    revision: int = 1

    @property
    def purpose(self) -> Purpose:
        """What consent it rests on."""
        return PURPOSE_OF[self.audience]


def showing(
    files: Iterable[MadeFile], purposes: Iterable[Purpose], sessions: Collection[str], away: Collection[str]
) -> tuple[MadeFile, ...]:
    """The files, not erased yet, that show somebody for one of these purposes: what a withdrawal is about.

    Args:
        files: whatever was made.
        purposes: what consent is taken back for.
        sessions: the sessions of the person's family.
        away: those of them that the person is not in.
    """
    about, seen_in = frozenset(purposes), frozenset(sessions) - frozenset(away)
    return tuple(
        one
        for one in files
        if one.purpose in about and not one.erased_at and seen_in.intersection(one.session_ids)
    )
