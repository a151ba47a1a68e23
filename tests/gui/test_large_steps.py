"""Undo and redo of large steps: the window goes on meanwhile, says how far they are, and can stop them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.gui.hand import Hand
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.services import history
from vig_annotator.services.families import all_families
from vig_annotator.storage import apply_changes


class Gate:
    """Lets nobody write on another thread than the window's until it is opened."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def write(self, *args: Any) -> None:
        if threading.current_thread() is not threading.main_thread():
            self.reached.set()
            self.opened.wait()
        _write(*args)


_write = apply_changes.write


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Every step is a large one, and waits at the gate."""
    made = Gate()
    monkeypatch.setattr(history, "LARGE", 0)
    monkeypatch.setattr(apply_changes, "write", made.write)
    yield made
    made.opened.set()


def tag_some(coding: Hand) -> None:
    for frame, key in ((10, "b"), (20, "r")):
        coding.go_to(frame)
        coding.press(key)
    assert len(coding.tags) == 2


def until_over(coding: Hand) -> None:
    coding.until(lambda: not coding.window.large_steps.card.is_open)


def test_a_large_step_is_walked_beside_the_window(coding: Hand, gate: Gate) -> None:
    tag_some(coding)
    coding.press("Ctrl+Z")
    card = coding.window.large_steps.card
    coding.until(gate.reached.is_set)
    coding.until(lambda: card.bar.value() > 0)
    assert card.is_open and card.head.text().startswith("Undoing: tag “")
    coding.press("b")
    assert len(coding.tags) == 2, "nothing is tagged while it goes on"

    gate.opened.set()
    until_over(coding)
    assert len(coding.tags) == len(coding.window.bench.open_film.desk.annotations) == 1
    assert coding.said[-1].startswith("Undone: tag “")

    coding.press("Ctrl+Shift+Z")
    assert card.is_open
    until_over(coding)
    assert len(coding.tags) == len(coding.window.bench.open_film.desk.annotations) == 2
    assert coding.said[-1].startswith("Done again: tag “")


def test_escape_stops_it_and_nothing_is_changed(coding: Hand, gate: Gate) -> None:
    tag_some(coding)
    before = coding.tags
    coding.press("Ctrl+Z")
    coding.until(gate.reached.is_set)
    coding.press("Escape")
    card = coding.window.large_steps.card
    assert card.is_open and card.head.text() == "Stopping…"

    gate.opened.set()
    until_over(coding)
    assert coding.tags == before
    assert coding.said[-1] == "Stopped. Nothing was changed."
    assert len(coding.window.bench.open_film.desk.annotations) == 2
    coding.press("Ctrl+Z")
    until_over(coding)
    assert coding.tags == before[:1]


def test_the_list_of_steps_goes_beside_the_window_too(coding: Hand, gate: Gate) -> None:
    gate.opened.set()
    tag_some(coding)
    steps = coding.window.bench.open_film.ws.history.steps()
    coding.window.tags._go_to(steps[1])
    assert coding.window.large_steps.card.is_open
    until_over(coding)
    assert len(coding.tags) == 1 and coding.said[-1] == "1 step undone"


def test_closing_the_window_meanwhile_leaves_all_of_it_or_nothing(coding: Hand, gate: Gate) -> None:
    tag_some(coding)
    coding.press("Ctrl+Z")
    coding.until(gate.reached.is_set)
    gate.opened.set()
    coding.close()
    assert coding.window.door.workspace is None


def test_a_small_step_is_taken_at_once(coding: Hand) -> None:
    tag_some(coding)
    coding.press("Ctrl+Z")
    assert not coding.window.large_steps.card.is_open
    assert len(coding.tags) == 1


def test_on_the_start_page_too(hand: Hand, gate: Gate) -> None:
    ws = hand.window.door.workspace
    assert ws is not None
    ws.history.apply(ChangeSet("new family “Rose”", (made(Family(new_id(), "Rose")),)))
    hand.window.show_start()
    hand.press("Ctrl+Z")
    hand.until(gate.reached.is_set)
    gate.opened.set()
    until_over(hand)
    assert all_families(ws) == [] and hand.said[-1] == "Undone: new family “Rose”"
    hand.press("Ctrl+Shift+Z")
    until_over(hand)
    assert [one.pseudonym for one in all_families(ws)] == ["Rose"]
    assert hand.window.page_undo.redo_label is None
