"""Which part of the work is coded twice: drawn by chance, from a seed that is kept, so that anybody can draw it again.

Drawn are whole sessions, or stretches of each session. The draw depends on the seed, the ids and the lengths of the films alone, not on the order in
which they are named.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.mediatime import MediaTime, Span

LARGEST_SEED = 2**31 - 1


class Unit(StrEnum):
    """What is drawn."""

    SESSIONS = "sessions"
    SEGMENTS = "segments"


@dataclass(frozen=True, slots=True)
class Draw:
    """What was sent for second coding, and how it was drawn.

    Attributes:
        coder: who codes it.
        unit: whole sessions, or stretches of each.
        share_percent: how much, 1 to 100.
        least_us: how long a stretch is at least, in microseconds; 0 for whole sessions.
        seed: of the random numbers.
        drawn_from: the ids of the first codings among which was drawn, in order.
        pass_ids: the second codings that were begun, in the same order as their sessions.
        created_by: who drew.
        created_at: UTC, ISO 8601.
    """

    id: str
    coder: str
    unit: Unit
    share_percent: int
    least_us: int
    seed: int
    drawn_from: tuple[str, ...]
    pass_ids: tuple[str, ...]
    created_by: str = ""
    created_at: str = ""
    revision: int = 1


def draw_sessions(session_ids: Sequence[str], share_percent: int, seed: int) -> list[str]:
    """A random share of sessions, at least one; in the order of their ids."""
    known = sorted(set(session_ids))
    if not known:
        return []
    count = max(1, math.ceil(len(known) * share_percent / 100))
    return sorted(random.Random(seed).sample(known, count))


def draw_segments(
    lengths_us: Mapping[str, int], share_percent: int, least_us: int, seed: int
) -> dict[str, tuple[Span, ...]]:
    """Random stretches of each session that make up its share; each is at least `least_us` long, or the whole film where that is shorter.

    A film is parted into slots of `least_us` (the last takes the rest), and slots are drawn until the share is reached;
    neighbours are joined.

    Args:
        lengths_us: by session id, how long its film is; those without length are left out.
        share_percent: how much of each film, 1 to 100.
        least_us: how long a stretch is at least.
        seed: of the random numbers.
    """
    found: dict[str, tuple[Span, ...]] = {}
    for session_id, length_us in sorted(lengths_us.items()):
        if length_us <= 0:
            continue
        slots = _slots(length_us, least_us)
        random.Random(f"{seed} {session_id}").shuffle(slots)
        drawn: list[Span] = []
        while slots and sum(one.duration_us for one in drawn) * 100 < length_us * share_percent:
            drawn.append(slots.pop())
        found[session_id] = _joined(drawn)
    return found


def _slots(length_us: int, least_us: int) -> list[Span]:
    count = max(1, length_us // least_us)
    edges = [number * least_us for number in range(count)] + [length_us]
    return [Span(MediaTime(start), MediaTime(end)) for start, end in itertools.pairwise(edges)]


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for one in sorted(spans):
        if joined and joined[-1].offset_us == one.onset_us:
            joined[-1] = Span(joined[-1].onset_us, one.offset_us)
        else:
            joined.append(one)
    return tuple(joined)
