"""What is said about packets: who was filmed, how long it is, what answers bring."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.model.consent import Purpose, Shown
from vig_annotator.model.timecode import format_short
from vig_annotator.services import consent
from vig_annotator.services.workspace import Workspace

Filmed = tuple[str, str]
"""A session's id and its family's."""


def consent_words(
    ws: Workspace, sessions: Sequence[Filmed], sound: bool, *, only_hindrances: bool = False
) -> str:
    """Who can be seen or heard, and whether they agreed to supervision.

    Args:
        ws: the open library.
        sessions: what would leave.
        sound: whether it is heard.
        only_hindrances: only what stands against it; empty if nothing does.
    """
    lines: list[str] = []
    for family_id in dict.fromkeys(family for _, family in sessions):
        shown = [
            Shown(session, "the film", sound=sound) for session, family in sessions if family == family_id
        ]
        found = consent.hindrances(ws, family_id, Purpose.SUPERVISION, shown)
        if found:
            lines += [f"{one.words}." for one in found]
        elif not only_hindrances:
            away = consent.absences(ws, [one.session_id for one in shown])
            gone = {one.person_id for one in away} if len(shown) == 1 else set()
            names = [one.called for one in consent.people(ws, family_id) if one.id not in gone]
            lines.append(f"{_listed(names)} agreed to supervision.")
    return "\n".join(lines)


def length_words(films: int, length_us: int) -> str:
    """How much would leave: ``2 films, 0:12:30``."""
    noun = "1 film" if films == 1 else f"{films} films"
    return f"{noun}, {format_short(length_us)}" if length_us else noun


def remarks_words(count: int) -> str:
    """How many remarks: ``1 remark``, ``12 remarks``."""
    return "1 remark" if count == 1 else f"{count} remarks"


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
