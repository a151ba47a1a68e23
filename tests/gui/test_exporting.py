"""The export screen, worked as a person works it: what is lost is said, what is chosen for it is in the file."""

from __future__ import annotations

import csv
from pathlib import Path

import opentimelineio as otio
import pytest
from PySide6.QtWidgets import QApplication

from tests.builders.consents import agree
from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.exchange.formats import read_document
from vig_annotator.gui.interchange.export_screen import ExportScreen


@pytest.fixture
def coded(coding: Hand) -> Hand:
    """A film with two instants and one stretch with a note."""
    coding.go_to(20)
    coding.press("b")
    coding.go_to(30)
    coding.press("a")
    coding.go_to(45)
    coding.press("a")
    coding.go_to(60)
    coding.press("b")
    return coding


def screen(hand: Hand) -> ExportScreen:
    return hand.window.exchange.export_screen


def opened(hand: Hand, form_id: str) -> ExportScreen:
    """The screen, with a format chosen by keys."""
    hand.press("Ctrl+Shift+S")
    hand.until(lambda: screen(hand).is_open)
    seen = screen(hand)
    seen.form.setFocus()
    wanted, now = seen.form.findData(form_id), seen.form.currentIndex()
    hand.press("Down" if wanted > now else "Up", times=abs(wanted - now))
    hand.until(lambda: seen.format.id == form_id and seen.button.isEnabled())
    return seen


def test_points_are_told_and_written_a_frame_long(coded: Hand, tmp_path: Path, dialogs: Dialogs) -> None:
    seen = opened(coded, "eaf")
    assert any("instants have no length" in one for one in seen.losses.sentences)
    assert not list(tmp_path.glob("*.eaf")), "nothing is written before the button is pressed"
    seen.losses.choices["points"].setFocus()
    coded.press("Down")
    coded.until(
        lambda: any("one frame long" in one for one in seen.losses.sentences) and seen.button.isEnabled()
    )
    focused = QApplication.focusWidget()
    assert focused is seen.losses.choices["points"], "the keys stay where they were"
    out = tmp_path / "visit.eaf"
    dialogs.answer((str(out), ""))
    coded.press("Ctrl+Return")
    coded.until(lambda: out.is_file() and not seen.is_open)
    text = out.read_text(encoding="utf-8")
    back = read_document(out.read_bytes(), "visit.eaf").observations[0].annotations
    assert sum(one.onset_us == one.offset_us for one in back) == 2
    assert 'TIME_VALUE="800"' in text
    assert 'TIME_VALUE="840"' in text, "a frame of 25 a second is 40 ms long"
    assert "in “visit.eaf”" in coded.said[-1]


def test_a_table_names_nobody_unless_it_is_asked_to(coded: Hand, tmp_path: Path, dialogs: Dialogs) -> None:
    seen = opened(coded, "csv")
    assert seen.without_names.isChecked()
    out = tmp_path / "t.csv"
    dialogs.answer((str(out), ""))
    coded.press("Ctrl+Return")
    coded.until(lambda: out.is_file() and not seen.is_open)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {row["coder"] for row in rows} == {"coder 1"}
    assert {row["session"] for row in rows} == {"F-001 1"}
    assert {row["onset_frame"] for row in rows} == {"20", "30", "60"}
    seen = opened(coded, "csv")
    seen.without_names.setFocus()
    coded.press("Space")
    named = tmp_path / "named.csv"
    dialogs.answer((str(named), ""))
    coded.press("Ctrl+Return")
    coded.until(lambda: named.is_file() and not seen.is_open)
    assert ",AB," in named.read_text(encoding="utf-8")


def test_without_a_session_nothing_can_be_written(coded: Hand) -> None:
    seen = opened(coded, "boris")
    box = next(iter(seen.sessions.values()))
    coded.until(box.isVisible)
    box.setFocus()
    coded.press("Space")
    assert not seen.button.isEnabled()
    assert seen.outcome.text() == "Choose at least one session."
    coded.press("Escape")
    assert not seen.is_open


def test_a_folder_that_is_gone_is_told_on_the_screen(coded: Hand, tmp_path: Path, dialogs: Dialogs) -> None:
    seen = opened(coded, "eaf")
    dialogs.answer((str(tmp_path / "gone" / "x.eaf"), ""))
    coded.press("Ctrl+Return")
    coded.until(lambda: "is not there" in seen.outcome.text())
    assert seen.is_open


def test_an_empty_library_says_what_to_do(hand: Hand) -> None:
    hand.press("Ctrl+Shift+S")
    assert not screen(hand).is_open
    assert "Open a film and code it first" in hand.said[-1]


def test_every_part_is_reached_by_tab(coded: Hand) -> None:
    seen = opened(coded, "eaf")
    names = set()
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert seen.isAncestorOf(focused)
        names.add(focused.accessibleName() or focused.property("text"))
        coded.press("Tab")
    assert {"Write", "Sessions of", "Name nobody", "Leave out notes", "Write the file", "Cancel"} <= names
    assert any("what stands for them" in one for one in names)


def test_the_reel_for_an_editing_program(coded: Hand, tmp_path: Path, dialogs: Dialogs) -> None:
    for first, last in ((10, 30), (50, 70)):
        coded.go_to(first)
        coded.press("[")
        coded.go_to(last)
        coded.press("]")
        coded.press("Ctrl+Return")
    out = tmp_path / "reel.otio"
    coded.window.actions_.trigger("exchange.reel")
    assert "consent" in coded.said[-1], "the same is asked as before the reel’s film is made"
    film = coded.window.bench.open_film
    agree(film.ws, film.family.id)
    dialogs.answer((str(out), ""))
    coded.window.actions_.trigger("exchange.reel")
    coded.until(lambda: "clips are in “reel.otio”" in (coded.said[-1] if coded.said else ""))
    timeline = otio.adapters.read_from_file(str(out))
    assert [track.kind for track in timeline.tracks] == ["Video", "Audio"]
    clips = list(timeline.video_tracks()[0])
    handles = coded.window.bench.open_film.reel.handles_us  # type: ignore[union-attr]
    assert handles == 0
    assert [
        (one.source_range.start_time.to_frames(), one.source_range.duration.to_frames()) for one in clips
    ] == [(10, 21), (50, 21)]
    assert clips[0].source_range.start_time.rate == 25
    assert clips[0].markers[0].name == "Your baby starts something", "what a parent may read, not the code"
    assert clips[0].media_reference.target_url.startswith("file:///")
