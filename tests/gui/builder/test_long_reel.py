"""A change in a long reel costs what it changes: what is read, worked out and drawn anew is counted, not timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import Connection

from tests.gui.builder_hand import FRAME_US, press, ready
from tests.gui.hand import Hand
from vig_annotator.gui.builder.builder_window import BuilderWindow
from vig_annotator.model.edits.reels import Stretch
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services import moments, reel_building
from vig_annotator.storage import queries

FEW, MANY = 6, 60


@dataclass(frozen=True)
class Work:
    """What was done anew."""

    readings: int
    clips_read: int
    cards_drawn: int
    candidates_made: int
    codings_read: int
    clips_looked_at: int


class Counting:
    """Counts what the builder does; `since` answers what was done since it was asked last."""

    def __init__(self, window: BuilderWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        self._window, self._readings, self._clips_read = window, 0, 0
        store = window.open_reel.ws.store
        reading: Callable[[], AbstractContextManager[Connection]] = store.reading
        clips = queries.clips

        def counted() -> AbstractContextManager[Connection]:
            self._readings += 1
            return reading()

        def clips_counted(connection: Connection, reel_id: str) -> object:
            self._clips_read += 1
            return clips(connection, reel_id)

        monkeypatch.setattr(store, "reading", counted)
        monkeypatch.setattr(queries, "clips", clips_counted)
        self._before = self._now()

    def _now(self) -> Work:
        window = self._window
        return Work(
            self._readings,
            self._clips_read,
            window.strip.cards_drawn,
            window.candidates.cards.made,
            window.offered.times_worked_out,
            window._known.clips_looked_at,
        )

    def since(self) -> Work:
        """What was done since."""
        before, self._before = self._before, self._now()
        return Work(
            *(getattr(self._before, name) - getattr(before, name) for name in Work.__dataclass_fields__)
        )


def _fill(hand: Hand, window: BuilderWindow, count: int) -> None:
    """So many moments, and so many clips of them in the reel."""
    ws, reel = window.open_reel.ws, window.reel
    session_id = window.clips[0].session_id
    spans = [
        Span(MediaTime(number * FRAME_US), MediaTime((number + 20) * FRAME_US)) for number in range(count)
    ]
    for span in spans:
        moments.mark(ws, session_id, span.onset_us, span.offset_us)
    reel_building.add_stretches(ws, reel.id, [Stretch(session_id, span) for span in spans])
    _rest(hand, window)


def _rest(hand: Hand, window: BuilderWindow) -> None:
    ready(hand, window)
    hand.until(lambda: not any(name.startswith("pictures of") for name in _jobs(window)))


def _jobs(window: BuilderWindow) -> Iterator[str]:
    return (watch.name for watch in window.jobs._watches.values())


def _change_one(hand: Hand, window: BuilderWindow) -> None:
    window.choose(window.clips[3].id)
    window.clip_commands.set_caption(f"{len(window.clips)} clips")
    _rest(hand, window)


def test_a_caption_costs_the_same_in_a_long_reel(
    building: tuple[Hand, BuilderWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, window = building
    counting = Counting(window, monkeypatch)
    costs = []
    for count in (FEW, MANY):
        _fill(hand, window, count)
        _change_one(hand, window)
        counting.since()
        window.clip_commands.set_caption("She waits for him")
        _rest(hand, window)
        costs.append(counting.since())
        window.undo()
    # The panes ask anew when a job's answer comes, how often is up to the threads; but never once for each clip.
    assert costs[1].readings - costs[0].readings < MANY - FEW
    assert replace(costs[0], readings=0) == replace(costs[1], readings=0)
    assert (costs[1].clips_read, costs[1].cards_drawn, costs[1].clips_looked_at) == (0, 1, 1)
    assert (costs[1].candidates_made, costs[1].codings_read) == (0, 0)


def test_a_trim_draws_and_looks_at_one_clip(
    building: tuple[Hand, BuilderWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, window = building
    _fill(hand, window, MANY)
    _change_one(hand, window)
    counting = Counting(window, monkeypatch)
    press(window, "Ctrl+Right")
    _rest(hand, window)
    cost = counting.since()
    assert (cost.clips_read, cost.cards_drawn, cost.clips_looked_at) == (0, 1, 1)
    assert cost.candidates_made <= 1  # the moment that it was made from is in the reel no longer


def test_what_is_known_is_forgotten_when_a_coding_changes(
    building: tuple[Hand, BuilderWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, window = building
    _fill(hand, window, FEW)
    counting = Counting(window, monkeypatch)
    ws, session_id = window.open_reel.ws, window.clips[0].session_id
    moments.mark(ws, session_id, MediaTime(0), MediaTime(5 * FRAME_US))
    _rest(hand, window)
    cost = counting.since()
    assert cost.codings_read == 1
    assert cost.clips_looked_at == len(window.clips)
    assert window.candidates.list.model().rowCount() == FEW + 3


def test_cards_stay_in_step_with_the_clips(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    _fill(hand, window, FEW)

    def shown() -> list[str]:
        return [window.strip._cards[row].id for row in range(window.strip.count())]  # type: ignore[union-attr]

    def is_right() -> bool:
        items = [window.strip.item(row).data(0x100) for row in range(window.strip.count())]
        return shown() == [clip.id for clip in window.clips] and [one.number for one in items] == list(
            range(1, len(window.clips) + 1)
        )

    ws = window.open_reel.ws
    for place in (0, 4, 2):
        reel_building.move_clip(ws, window.clips[3].id, place)
        assert is_right()
    reel_building.remove_clips(ws, window.reel.id, [window.clips[0].id, window.clips[4].id])
    assert is_right()
    for _ in range(4):
        window.undo()
        assert is_right()
    assert list(window.clips) == _on_disk(window)


def _on_disk(window: BuilderWindow) -> list[object]:
    with window.open_reel.ws.store.reading() as connection:
        return list(queries.clips(connection, window.reel.id))
