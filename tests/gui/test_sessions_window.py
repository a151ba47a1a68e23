"""Many double-coded sessions compared in their window, worked by keys and mouse; a take in several files beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip
from tests.builders.libraries import at, small_codebook
from tests.gui.hand import Hand
from vig_annotator.cli.main import cli
from vig_annotator.gui.compare.compare_window import CompareWindow
from vig_annotator.gui.compare.sessions_window import WORKING, SessionsWindow
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.session import Session
from vig_annotator.services import films, passes, recordings, tagging
from vig_annotator.services.families import create_family
from vig_annotator.services.workspace import Workspace

FRAME_US = 40_000


def code(
    ws: Workspace, session: Session, coder: str, presses: list[tuple[str, int]], **about: object
) -> CodingPass:
    ws.work_as(coder)
    coding = passes.new_pass(ws, session, small_codebook(), coder, **about)  # type: ignore[arg-type]
    for code_id, frame in presses:
        tagging.press_code(ws, coding, code_id, at(frame), next_frame_us=at(frame + 1), film_end_us=at(3000))
    return coding


def without_film(ws: Workspace, title: str, family_id: str) -> Session:
    session = Session(new_id(), family_id, title, created_at=ws.stamp().at)
    ws.history.set_up(ChangeSet("add a session", (made(session),)))
    return session


SMILES = [("smile", frame) for frame in range(0, 2000, 200)]
SOME = [("smile", frame) for frame in range(0, 1000, 200)] + [
    ("cry", frame) for frame in range(1000, 2000, 200)
]
CRIES = [("cry", frame) for frame in range(0, 2000, 200)]


@pytest.fixture
def library(library_folder: Path, plain_film: Clip) -> Path:
    """Visit 1 has a film and two that agree half, visit 2 two that agree; of visit 3 one coding is blind and not sent."""
    with Workspace.open(library_folder, "Ann") as ws:
        first, recording = films.add_film(ws, plain_film.path)
        films.note_duration(ws, recording, MediaTime(plain_film.end_us))
        other = create_family(ws)
        code(ws, first, "Ann", [("smile", 10), ("cry", 30), ("smile", 60), ("face", 20), ("face", 80)])
        code(ws, first, "Bea", [("smile", 11), ("smile", 30), ("face", 20), ("face", 90)])
        for title, of_bea in (("Visit 2", SOME), ("Visit 3", SMILES)):
            session = without_film(ws, title, other.id)
            code(ws, session, "Ann", SOME)
            code(ws, session, "Bea", of_bea, blind=title == "Visit 3")
        alone = without_film(ws, "Visit 4", other.id)
        code(ws, alone, "Ann", SMILES)
        ws.work_as("AB")
    return library_folder


@pytest.fixture
def across(hands: Callable[[Path], Hand], library: Path) -> Iterator[tuple[Hand, SessionsWindow]]:
    hand = hands(library)
    window = opened(hand)
    hand.until(lambda: window.known is not None)
    yield hand, window
    hand.window.comparing.close_all()


def opened(hand: Hand) -> SessionsWindow:
    """Ask for the window by its key, as from the start page."""
    hand.until(hand.window.isActiveWindow)
    hand.press("Ctrl+Alt+K")
    window = hand.window.comparing.sessions_window
    assert window is not None
    hand.until(window.isActiveWindow)
    return window


def press(window: QWidget, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window.focusWidget() or window, combination.key(), combination.keyboardModifiers())


def titles(window: SessionsWindow) -> list[str]:
    return [one.session for one in window.table.listed]


def test_each_session_is_listed_the_worst_first_and_what_is_blind_is_not(
    across: tuple[Hand, SessionsWindow], plain_film: Clip
) -> None:
    _, window = across
    assert titles(window) == [plain_film.path.stem, "Visit 2"]
    first, second = window.table.listed
    assert first.coders == "Ann and Bea"
    assert window.table.words_of(first, "Tags") == "4 · 3"
    assert window.table.words_of(first, "Differ") == "2"
    assert window.table.words_of(first, "F1") == "0.57"
    assert window.table.words_of(second, "Kappa") == "1.00"
    assert window.table.words_of(first, "Observed") == "0:00:04"
    assert "1 session is coded blind" in window._foot.text()


def test_all_together_is_what_the_command_says(across: tuple[Hand, SessionsWindow], library: Path) -> None:
    hand, window = across
    assert window.known is not None
    whole = window.known.figures.whole
    assert whole.sessions == 2
    assert whole.drawn == "blocks of time"
    assert "2 sessions" in window.card._about.text()
    hand.close()
    answer = CliRunner().invoke(
        cli, ["agreement", "--library", str(library), "--all", "--json"], catch_exceptions=False
    )
    told = json.loads(answer.output)
    assert told["tags"]["kappa"] == pytest.approx(whole.tags.figures["kappa"].value)
    assert told["tags"]["kappa_ci95"] == pytest.approx(
        [whole.tags.figures["kappa"].low, whole.tags.figures["kappa"].high]
    )
    assert [one["session"] for one in told["by_session"]] == titles(window)


def test_a_session_is_opened_and_closed_again_by_keys(across: tuple[Hand, SessionsWindow]) -> None:
    hand, window = across
    press(window, "Return")
    compared = hand.window.comparing.open_window
    assert isinstance(compared, CompareWindow)
    hand.until(
        lambda: compared.player.picture is not None and not compared.jobs.running("read the film’s frames")
    )
    assert compared.compared is not None
    assert (compared.compared.a.coder, compared.compared.b.coder) == ("Ann", "Bea")
    assert len(compared.compared.disagreements) == 2
    press(compared, "Ctrl+W")
    assert hand.window.comparing.open_window is None
    assert hand.window.comparing.sessions_window is window


def test_a_double_click_opens_a_session_without_its_film(across: tuple[Hand, SessionsWindow]) -> None:
    hand, window = across
    rows = window.table
    item = rows.topLevelItem(1)
    assert item is not None
    at_row = rows.visualItemRect(item).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at_row)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at_row)
    compared = hand.window.comparing.open_window
    assert compared is not None
    assert compared.windowTitle().startswith("Visit 2")


def test_only_what_is_ticked_is_taken_together(across: tuple[Hand, SessionsWindow]) -> None:
    hand, window = across
    press(window, "Space")  # the worst is not ticked any more
    assert window.known is None
    assert len(window.table.ticked) == 1
    press(window, "F5")
    hand.until(lambda: window.known is not None)
    assert window.known is not None
    assert window.known.figures.whole.tags.figures["kappa"].value == 1.0
    assert titles(window)[0] == "Visit 2"
    press(window, "Ctrl+A")
    press(window, "Ctrl+A")
    assert window.table.ticked == []
    press(window, "F5")
    assert "Tick the sessions" in window.card._under.text()


def test_one_family_alone(across: tuple[Hand, SessionsWindow]) -> None:
    hand, window = across
    families = window.bar.families
    assert families.itemText(0) == "All double-coded sessions (2)"
    families.setCurrentIndex(2)
    hand.until(lambda: window.known is not None)
    assert titles(window) == ["Visit 2"]


def test_stopping_leaves_nothing_half_done(across: tuple[Hand, SessionsWindow]) -> None:
    hand, window = across
    press(window, "F5")
    press(window, "Ctrl+.")
    assert not window.jobs.running(WORKING)
    assert "Stopped" in window.card._under.text()
    press(window, "F5")
    hand.until(lambda: window.known is not None)


def test_other_settings_and_the_methods_text(across: tuple[Hand, SessionsWindow]) -> None:
    hand, window = across
    press(window, "Ctrl+,")
    window.settings_form.tolerance.setValue(0.0)
    window.settings_form._keep()
    hand.until(lambda: window.known is not None)
    assert window.table.words_of(window.table.listed[0], "Differ") == "4", "one frame apart is apart now"
    press(window, "Ctrl+M")
    window.text_card.copy.click()
    assert "2 sessions (" in QGuiApplication.clipboard().text()
    assert "A small codebook 1.0" in QGuiApplication.clipboard().text()


def test_who_may_see_less_gets_another_list(across: tuple[Hand, SessionsWindow]) -> None:
    hand, _ = across
    hand.window.door.set_coder("Ann")
    assert hand.window.comparing.sessions_window is None, "somebody else works: what was shown is closed"


def test_a_library_that_lies_in_no_file_is_compared_too(
    across: tuple[Hand, SessionsWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a sealed packet, which is in memory only."""
    hand, window = across
    before = window.known
    monkeypatch.setattr(Workspace, "sealed", True)
    monkeypatch.setattr(window._ws, "folder", Path("/nowhere"))
    press(window, "F5")
    hand.until(lambda: window.known is not None)
    assert before is not None
    assert window.known is not None
    assert window.known.sessions == before.sessions


def test_nobody_coded_twice_yet(hand: Hand) -> None:
    window = opened(hand)
    assert window._empty.isVisible()
    assert not window.actions_["again"].isEnabled()
    assert "Send some for second coding" in window._empty.text()


def test_a_drawn_second_coding_is_compared_where_it_was_to_look(
    hands: Callable[[Path], Hand], library: Path, plain_film: Clip
) -> None:
    with Workspace.open(library, "Ann") as ws:
        session, _ = films.add_film(ws, plain_film.path)
        drawn = (Span(at(0), at(25)), Span(at(75), at(100)))
        code(ws, session, "Cleo", [("smile", 10), ("face", 20), ("face", 25)], segments=drawn)
    hand = hands(library)
    window = opened(hand)
    hand.until(lambda: window.known is not None)
    pair = next(one for one in window.table.listed if one.coders == "Ann and Cleo")
    assert window.table.words_of(pair, "Observed") == "0:00:02"
    assert window.table.words_of(pair, "Differ") == "1", "Ann's state in the second stretch"
    window.wanted.emit(pair, window._settings)
    compared = hand.window.comparing.open_window
    assert compared is not None
    assert compared.compared is not None
    assert compared.compared.stretches == drawn
    assert compared.figures.card._about.text().startswith("Observed 0:00:00–0:00:01, 0:00:03–0:00:04 · ")
    hand.window.comparing.close_all()


def test_the_whole_take_is_read(
    hands: Callable[[Path], Hand], library: Path, plain_film: Clip, phone_film: Clip
) -> None:
    """The second file of the visit begins at frame 100: a difference there is shown from that file."""
    with Workspace.open(library, "Ann") as ws:
        session, _ = films.add_film(ws, plain_film.path)
        length = recordings.look_at([phone_film.path], None)[0][1]
        recordings.go_on_with(ws, session.id, [(phone_film.path, length)])
        for coder in ("Dan", "Eve"):
            code(ws, session, coder, [("cry", 5)])
        ws.work_as("Dan")
        dan = next(one for one in passes.passes_of(ws, session.id) if one.coder == "Dan")
        late = MediaTime(plain_film.end_us + 1_000_000)
        tagging.press_code(ws, dan, "smile", late, next_frame_us=MediaTime(late + FRAME_US))
    hand = hands(library)
    window = opened(hand)
    hand.until(lambda: window.known is not None)
    pair = next(one for one in window.table.listed if one.coders == "Dan and Eve")
    window.wanted.emit(pair, window._settings)
    compared = hand.window.comparing.open_window
    assert compared is not None
    hand.until(
        lambda: compared.player.picture is not None and not compared.jobs.running("read the film’s frames")
    )
    assert compared.compared is not None
    compared.player.seek(compared.compared.disagreements[0].onset_us)
    hand.until(lambda: compared.player.shown_us >= plain_film.end_us)
    picture = compared.view.picture
    assert picture is not None
    local = read_pattern(picture.rgb)
    assert local is not None
    assert compared.player.shown_frame == 100 + local, "the number in the picture is that of the second file"
    hand.window.comparing.close_all()
