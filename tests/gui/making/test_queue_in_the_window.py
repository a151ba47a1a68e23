"""What is made of reels while one goes on coding: one after the other, seen, stopped, tried again; nothing broken is ever left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from tests.builders.consents import agree
from tests.builders.reel_reading import read_reel
from tests.guards import Dialogs
from tests.gui.hand import Hand
from tests.gui.making_hand import ask_for, make, until_made
from vig_annotator.errors import ExportError
from vig_annotator.gui.making.make_sheet import Wish
from vig_annotator.jobs import JobContext
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.made_file import MadeKind
from vig_annotator.model.reel import Audience
from vig_annotator.services import consent, keepsakes, reel_building, reel_files, reel_making, register
from vig_annotator.services.reel_order import ReelOrder
from vig_annotator.services.reel_queue import State


@pytest.fixture
def ready(coding: Hand) -> Hand:
    """Two moments, frames 0 to 9 and 30 to 39, in a reel that may be shown to the parent."""
    for number, text in enumerate(("first", "second")):
        coding.go_to(number * 30)
        coding.press("[")
        coding.go_to(number * 30 + 9)
        coding.press("]")
        coding.press("F4")
        coding.type(text)
        coding.press("Return")
        coding.until(lambda: not isinstance(QApplication.focusWidget(), QLineEdit))
        coding.press("Ctrl+Return")
    film = coding.window.bench.open_film
    agree(film.ws, film.family.id)
    return coding


class Gate:
    """Holds what is made until the test lets it go on."""

    def __init__(self) -> None:
        self.began, self.goes_on = threading.Event(), threading.Event()
        self.share = 0.4
        self.trouble: ExportError | None = None

    def wrap(self, real: Callable[..., object]) -> Callable[..., object]:
        def waiting(making: object, out: Path, context: JobContext, **words: object) -> object:
            self.began.set()
            context.report(self.share, "Clip 1 of 2")
            assert self.goes_on.wait(60)
            if self.trouble is not None:
                raise self.trouble
            return real(making, out, context, **words)

        return waiting


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr(reel_making, "make", made.wrap(reel_making.make))
    yield made
    made.goes_on.set()


def entries(hand: Hand) -> list[tuple[str, MadeKind, str]]:
    ws = hand.window.door.workspace
    assert ws is not None
    return [(Path(one.path).name, one.kind, one.audience) for one in register.made_files(ws)]


def make_two(hand: Hand, dialogs: Dialogs, gate: Gate, folder: Path) -> None:
    """Ask for two films; the first has begun and is held at the gate, the second waits."""
    for name in ("one.mp4", "two.mp4"):
        dialogs.answer((str(folder / name), ""))
        make(hand)
    assert gate.began.wait(60)


def make_one_and_stay(hand: Hand, dialogs: Dialogs, gate: Gate, out: Path) -> None:
    """Ask for a film that has begun and is held at the gate; whoever then asks whether to stop it hears no."""
    dialogs.answer((str(out), ""))
    make(hand)
    assert gate.began.wait(60)
    dialogs.answer(QMessageBox.StandardButton.Cancel)


def test_the_film_is_made_and_entered(ready: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.answer((str(tmp_path / "for them"), ""))
    make(ready)
    until_made(ready)
    out = tmp_path / "for them.mp4"
    assert read_reel(out).numbers == [*range(10), *range(30, 40)]
    assert [path.name for path in tmp_path.glob("for them*")] == ["for them.mp4"]
    assert any("The film is made" in words for words in ready.said)
    assert entries(ready) == [("for them.mp4", MadeKind.FILM, Audience.PARENT)]
    assert ready.window.making.line.words == ""
    assert ready.window.screen_.side.reel._done.isVisibleTo(ready.window.screen_.side.reel)


def test_one_goes_on_coding_and_sees_how_far_it_is(
    ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path
) -> None:
    make_two(ready, dialogs, gate, tmp_path)
    line = ready.window.making.line
    ready.until(lambda: "40 %" in line.words)
    assert ready.window.bench.making(), "nothing is erased meanwhile"
    assert line.words.startswith("Making “For the shared review”") and line.words.endswith("1 more")
    ready.go_to(50)
    ready.press("b")
    assert len(ready.tags) == 1, "coding goes on"

    panel = ready.window.making.panel
    ready.press("Ctrl+Shift+J")
    assert panel.isVisible()
    first, second = panel.rows.values()
    assert "Clip 1 of 2" in first.state.text() and second.state.text() == "next"
    assert first.bar.value() == 400
    assert ready.window.focusWidget() is first.stop_button
    ready.press("Esc")
    assert not panel.isVisible()
    gate.goes_on.set()
    until_made(ready, 2)
    assert {name for name, _, _ in entries(ready)} == {"one.mp4", "two.mp4"}


def test_it_can_be_stopped_and_tried_again(ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path) -> None:
    dialogs.answer((str(tmp_path / "r.mp4"), ""))
    make(ready)
    assert gate.began.wait(60)
    ready.press("Ctrl+Shift+J")
    (row,) = ready.window.making.panel.rows.values()
    ready.click(row.stop_button)
    gate.goes_on.set()
    ready.until(row.again_button.isVisible)
    assert row.state.text() == "stopped; nothing unfinished is left"
    assert list(tmp_path.glob("r.mp4*")) == [] and entries(ready) == []
    assert "Nothing is left" in ready.said[-1]
    ready.click(row.again_button)
    until_made(ready)
    assert read_reel(tmp_path / "r.mp4").numbers[:3] == [0, 1, 2]
    ready.until(row.folder_button.isVisible)
    assert row.open_button.isVisible() and not row.again_button.isVisible()
    ready.click(row.forget_button)
    assert ready.window.making.panel.rows == {} and (tmp_path / "r.mp4").exists()


def test_a_trouble_is_told_in_the_window_and_on_the_row(
    ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path
) -> None:
    gate.trouble = ExportError("The disk is full: “r.mp4” could not be written.", "Make room.")
    gate.goes_on.set()
    dialogs.answer((str(tmp_path / "r.mp4"), ""))
    make(ready)
    ready.until(lambda: any("The disk is full" in words for words in ready.said))
    ready.press("Ctrl+Shift+J")
    (row,) = ready.window.making.panel.rows.values()
    assert row.state.text() == "The disk is full: “r.mp4” could not be written. Make room."
    assert entries(ready) == []


def test_closing_asks_and_stops_cleanly(ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path) -> None:
    make_one_and_stay(ready, dialogs, gate, tmp_path / "r.mp4")
    ready.window.close()
    assert ready.window.isVisible() and ready.window.door.workspace is not None
    assert "is still being made" in dialogs.asked[-1][1]
    library = ready.window.door.workspace.folder
    dialogs.answer(QMessageBox.StandardButton.Yes)
    gate.goes_on.set()
    ready.close()
    assert list(tmp_path.glob("r.mp4*")) == []
    assert not (library / "caches" / "reel-parts").exists()


def test_another_library_is_opened_only_after_asking(
    ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path
) -> None:
    make_one_and_stay(ready, dialogs, gate, tmp_path / "r.mp4")
    assert not ready.window.door.open(tmp_path / "other")
    assert ready.window.making.desk.busy
    assert ready.window.bench.film is not None, "the film stays where it is"
    gate.goes_on.set()
    until_made(ready)
    assert ready.window.door.open(tmp_path / "other")
    assert ready.window.making.desk.items == ()
    assert ready.window.bench.film is None, "nothing of the library that was left is on the screen"


def test_the_demo_is_opened_only_after_asking(
    ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path
) -> None:
    make_one_and_stay(ready, dialogs, gate, tmp_path / "r.mp4")
    ready.window.films.open_demo()
    assert ready.window.making.desk.busy and ready.window.bench.film is not None
    gate.goes_on.set()
    until_made(ready)


def test_consent_taken_back_meanwhile_stops_it(
    ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path
) -> None:
    make_two(ready, dialogs, gate, tmp_path)
    film = ready.window.bench.open_film
    mum = consent.people(film.ws, film.family.id)[0]
    consent.withdraw(film.ws, mum.id, [Purpose.SHARED_REVIEW])
    gate.goes_on.set()
    desk = ready.window.making.desk
    ready.until(lambda: not desk.busy and not any(order.begun for order in desk._orders.values()))
    assert [item.state for item in desk.items] == [State.CANCELLED] * 2
    assert list(tmp_path.glob("*.mp4*")) == [] and entries(ready) == []
    assert any("withdrew consent for the shared review" in words for words in ready.said)
    ready.press("Ctrl+Shift+J")
    row = next(iter(ready.window.making.panel.rows.values()))
    assert "withdrew consent" in row.state.text()
    ready.click(row.again_button)
    assert not desk.busy, "it may still not be made"


def test_the_same_file_is_not_made_twice_at_once(
    ready: Hand, dialogs: Dialogs, gate: Gate, tmp_path: Path
) -> None:
    dialogs.answer((str(tmp_path / "r.mp4"), ""))
    make(ready)
    dialogs.answer((str(tmp_path / "r.mp4"), ""))
    make(ready)
    assert "is being made already" in ready.said[-1]
    assert len(ready.window.making.desk.items) == 1
    gate.goes_on.set()
    until_made(ready)


def test_a_film_for_each_clip_and_stills(ready: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    folder = tmp_path / "to give"
    folder.mkdir()
    dialogs.answer(str(folder))
    make(ready, Wish.EACH)
    until_made(ready)
    dialogs.answer(str(folder))
    make(ready, Wish.STILLS)
    until_made(ready, 2)
    names = ["01 first.mp4", "02 second.mp4", "01 first.png", "02 second.png"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert read_reel(folder / names[1]).numbers == list(range(30, 40))
    assert {(name, kind) for name, kind, _ in entries(ready)} == {
        (name, MadeKind.FILM if name.endswith("mp4") else MadeKind.PICTURE) for name in names
    }
    dialogs.answer(str(folder))
    dialogs.answer(QMessageBox.StandardButton.Cancel)
    make(ready, Wish.STILLS)
    assert "there already" in dialogs.asked[-1][1]
    assert len(ready.window.making.desk.items) == 2
    ready.press("Esc")


def test_stills_only_is_kept_to(ready: Hand) -> None:
    film = ready.window.bench.open_film
    people = consent.people(film.ws, film.family.id)
    consent.record(film.ws, [one.id for one in people], [Purpose.SHARED_REVIEW], Answer(stills_only=True))
    sheet = ask_for(ready, Wish.FILM)
    assert not sheet.make.isEnabled()
    assert any("only in still pictures, but moves in clip 1, clip 2" in words for _, words in sheet.said)
    for wish in (Wish.STILLS, Wish.SHEET):
        ready.click(sheet.options[wish])
        ready.until(sheet.make.isEnabled)


def test_an_earlier_film_of_the_name_is_replaced_and_its_entry_says_so(
    ready: Hand, dialogs: Dialogs, tmp_path: Path
) -> None:
    out = tmp_path / "r.mp4"
    dialogs.answer((str(out), ""))
    make(ready)
    until_made(ready)
    film = ready.window.bench.open_film
    assert film.reel is not None
    reel_building.remove_clips(film.ws, film.reel.id, [film.clips[0].id])
    dialogs.answer((str(out), ""))
    make(ready)
    until_made(ready, 2)
    now, before = register.made_files(film.ws)
    assert before.erased_at and not now.erased_at
    assert register.whereabouts(now) is register.Whereabouts.THERE


def test_a_film_that_was_moved_or_changed_is_told_at_once(ready: Hand) -> None:
    film = ready.window.bench.open_film
    path = film.path
    content = path.read_bytes()
    aside = path.with_name("aside.mp4")
    path.rename(aside)
    ready.window.actions_.trigger("making.film")
    assert "film" in ready.said[-1] and not ready.window.making.make_sheet.is_open
    aside.rename(path)
    path.write_bytes(content + b"more")
    try:
        ready.window.actions_.trigger("making.film")
        sheet = ready.window.making.make_sheet
        ready.until(lambda: any("has changed" in words for _, words in sheet.said) or not sheet.is_open)
        assert not sheet.is_open or not sheet.make.isEnabled()
    finally:
        path.write_bytes(content)


def test_the_keepsake_sheet(ready: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    sheet = ask_for(ready, Wish.SHEET)
    assert sheet.heading.text() == keepsakes.USUAL_HEADING
    assert sheet._cost.text().startswith("1 page")
    out = tmp_path / "k.pdf"
    dialogs.answer((str(out), ""))
    ready.click(sheet.make)
    until_made(ready)
    assert out.read_bytes().startswith(b"%PDF")
    assert entries(ready) == [("k.pdf", MadeKind.PAGE, Audience.TAKE_HOME)]
    sheet = ask_for(ready, Wish.SHEET)
    sheet.heading.setText("")
    sheet.heading.setFocus()
    ready.type("80 % together")
    ready.until(lambda: not sheet.make.isEnabled())
    assert any("percentage" in words for _, words in sheet.said)


def test_single_stills_are_left_out_of_the_sheet_by_keys(
    ready: Hand, dialogs: Dialogs, tmp_path: Path
) -> None:
    sheet = ask_for(ready, Wish.SHEET)
    ticks = sheet.pictures.ticks
    assert [one.isChecked() for one in ticks] == [True] * len(ticks) and len(ticks) > 1
    sheet.heading.setFocus()
    ready.press("Tab")
    assert ticks[0].hasFocus()
    ready.press("Space")
    assert sheet.pictures.left_out == {0}
    for one in ticks[1:]:
        ready.press("Tab")
        assert one.hasFocus()
        ready.press("Space")
    ready.until(lambda: not sheet.make.isEnabled())
    assert any("No picture is left" in words for _, words in sheet.said)
    ready.press("Space")
    ready.until(sheet.make.isEnabled)
    out = tmp_path / "k.pdf"
    dialogs.answer((str(out), ""))
    ready.click(sheet.make)
    until_made(ready)
    assert out.read_bytes().startswith(b"%PDF")


def test_what_was_finished_of_several_stays_and_is_known(
    ready: Hand, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of two films is stopped: the first stays, and is in the register."""
    second, goes_on, real = threading.Event(), threading.Event(), reel_files.render_order

    def slow(order: ReelOrder, out: Path, context: JobContext, **words: object) -> Path:
        if out.name.startswith("02"):
            second.set()
            assert goes_on.wait(60)
        return real(order, out, context, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(reel_files, "render_order", slow)
    dialogs.answer(str(tmp_path))
    make(ready, Wish.EACH)
    assert second.wait(60)
    desk = ready.window.making.desk
    for item in reversed(desk.items):
        desk.cancel(item.number)
    goes_on.set()
    ready.until(lambda: not desk.busy and not any(order.begun for order in desk._orders.values()))
    assert sorted(path.name for path in tmp_path.glob("0*")) == ["01 first.mp4"]
    assert [name for name, _, _ in entries(ready)] == ["01 first.mp4"]
