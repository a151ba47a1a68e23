"""Sending a random share of the work for second coding, and the list of what was sent."""

from __future__ import annotations

import random
from dataclasses import dataclass

from vig_annotator.errors import RuleViolation, UsageError
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import Span
from vig_annotator.model.second_coding import LARGEST_SEED, Draw, Unit, draw_segments, draw_sessions
from vig_annotator.model.session import Session
from vig_annotator.services import sessions
from vig_annotator.services.coders import ensure_coders
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.second_codings import draws

_LEAST_US, _LONGEST_US = 1_000_000, 86_400_000_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drawn.

    Attributes:
        coder: who is to code it.
        of: whose codings are drawn from; empty for everybody else's.
        unit: whole sessions, or stretches of each.
        share_percent: 1 to 100.
        least_us: how long a stretch is at least; does not matter for whole sessions.
        seed: of the random numbers; None for a fresh one.
        blind: whether the codings are hidden from each other until both were sent.
    """

    coder: str
    of: str = ""
    unit: Unit = Unit.SESSIONS
    share_percent: int = 20
    least_us: int = 120_000_000
    seed: int | None = None
    blind: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A session that was drawn.

    Attributes:
        first: the coding that it is to be held against.
        segments: the stretches to be coded; empty for the whole session.
    """

    first: CodingPass
    family: str
    session: str
    segments: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What was drawn, before anything is written.

    Attributes:
        wish: with the seed that was used.
        drawn_from: the first codings among which was drawn.
        drawn: what came out.
    """

    wish: Wish
    drawn_from: tuple[str, ...]
    drawn: tuple[Drawn, ...]


def fresh_seed() -> int:
    """A seed that nobody chose, short enough to be read out."""
    return random.SystemRandom().randint(0, 999_999)


def plan(ws: Workspace, wish: Wish) -> Plan:
    """Draw; nothing is written yet. The same wish with the same seed draws the same again.

    Drawn from are the sessions that somebody else coded (the oldest coding of each) and that this coder has not.

    Raises:
        UsageError: no coder, or a share or length that makes no sense.
        RuleViolation: there is nothing to draw from.
    """
    _require_sense(wish)
    seed = fresh_seed() if wish.seed is None else wish.seed
    first = _first_codings(ws, wish)
    if not first:
        raise RuleViolation(
            f"There is no session that somebody has coded and {wish.coder} has not.", "Code a session first."
        )
    segments: dict[str, tuple[Span, ...]] = {}
    if wish.unit is Unit.SESSIONS:
        chosen = draw_sessions(list(first), wish.share_percent, seed)
    else:
        segments = draw_segments(
            {session_id: _length_us(ws, session_id) for session_id in first},
            wish.share_percent,
            wish.least_us,
            seed,
        )
        chosen = sorted(segments)
        if not chosen:
            raise RuleViolation("The length of no film is known.", "Open the films once.")
    drawn = []
    for session_id in chosen:
        session = ws.get(Session, session_id)
        family = ws.get(Family, session.family_id).pseudonym
        drawn.append(Drawn(first[session_id], family, session.title, segments.get(session_id, ())))
    used = Wish(wish.coder.strip(), wish.of, wish.unit, wish.share_percent, wish.least_us, seed, wish.blind)
    return Plan(used, tuple(first[session_id].id for session_id in sorted(first)), tuple(drawn))


def send(ws: Workspace, planned: Plan) -> Draw:
    """Begin the second codings that were drawn, and keep how; it is logged and is no step for undo."""
    wish, stamp = planned.wish, ws.stamp()
    ensure_coders(ws, (wish.coder,))
    assert wish.seed is not None
    changes: list[RowChange] = []
    begun: list[str] = []
    for one in planned.drawn:
        row = CodingPass(
            id=new_id(),
            session_id=one.first.session_id,
            coder=wish.coder,
            snapshot_id=one.first.snapshot_id,
            blind=wish.blind,
            segments=one.segments,
            created_at=stamp.at,
        )
        begun.append(row.id)
        changes.append(made(row))
    draw = Draw(
        id=new_id(),
        coder=wish.coder,
        unit=wish.unit,
        share_percent=wish.share_percent,
        least_us=wish.least_us if wish.unit is Unit.SEGMENTS else 0,
        seed=wish.seed,
        drawn_from=planned.drawn_from,
        pass_ids=tuple(begun),
        created_by=stamp.who,
        created_at=stamp.at,
    )
    ws.history.set_up(ChangeSet(f"send for second coding to {wish.coder}", (*changes, made(draw))))
    return draw


def sent(ws: Workspace) -> list[Draw]:
    """What was sent for second coding, the latest first."""
    with ws.store.reading() as connection:
        return draws(connection)


def passes_in(ws: Workspace, draw: Draw) -> list[CodingPass]:
    """The second codings of a draw that are still there: names and states, never tags."""
    with ws.store.reading() as connection:
        return queries.passes_with_ids(connection, draw.pass_ids)


def _first_codings(ws: Workspace, wish: Wish) -> dict[str, CodingPass]:
    with ws.store.reading() as connection:
        every = queries.every_pass(connection)
        tagged = queries.passes_with_tags(connection)
    done = {one.session_id for one in every if one.coder == wish.coder.strip()}
    first: dict[str, CodingPass] = {}
    for one in every:
        others = one.coder == wish.of if wish.of else one.coder != wish.coder.strip()
        if others and one.session_id not in done and one.id in tagged:
            first.setdefault(one.session_id, one)
    return first


def _length_us(ws: Workspace, session_id: str) -> int:
    films = sessions.recordings_of(ws, session_id)
    return max((film.starts_at_us + film.duration_us for film in films), default=0)


def _require_sense(wish: Wish) -> None:
    if not wish.coder.strip():
        raise UsageError("Who is to code it?", "Name the second coder.")
    if wish.of and wish.of == wish.coder.strip():
        raise UsageError("Nobody is their own second coder.", "Name somebody else.")
    if not 1 <= wish.share_percent <= 100:
        raise UsageError(f"A share of {wish.share_percent} % makes no sense.", "Give a number from 1 to 100.")
    if wish.unit is Unit.SEGMENTS and not _LEAST_US <= wish.least_us <= _LONGEST_US:
        raise UsageError(
            "A stretch is at least one second long, and at most a day.", "Give minutes, such as 2."
        )
    if wish.seed is not None and not 0 <= wish.seed <= LARGEST_SEED:
        raise UsageError(
            f"The seed {wish.seed} is not one.", f"Give a whole number from 0 to {LARGEST_SEED}."
        )
