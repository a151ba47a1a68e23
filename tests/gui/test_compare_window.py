"""Two coders side by side, worked by keys and mouse on a film whose frames carry their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip
from tests.builders.double_coded import FRAME_US, code_film
from tests.gui.hand import Hand
from vig_annotator.analysis.side_by_side import Verdict
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.compare.compare_actions import COMPARE_ACTIONS
from vig_annotator.gui.compare.compare_window import CompareWindow
from vig_annotator.model.settlement import Choice
from vig_annotator.services import films, passes, sessions, training
from vig_annotator.services.workspace import Workspace

CODINGS = {
    # Bea is two frames later, calls one reception another one, and misses the last initiative.
    "AB": [("baby_initiative", 10), ("received_body", 30), ("baby_initiative", 80)],
    "Bea": [("baby_initiative", 12), ("received_voice", 31)],
}


def test_a_long_name_of_a_coder_is_read_in_full(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip
) -> None:
    long = "Wilhelmina Somebody"
    hand = hands(code_film(library_folder, plain_film, {"AB": CODINGS["AB"], long: CODINGS["Bea"]}))
    hand.open(plain_film.path)
    hand.window.actions_.trigger("compare.coders")
    window = hand.window.comparing.open_window
    assert window is not None
    choice = window.choice_b
    hand.until(lambda: choice.currentText() == long and choice.width() > 115)
    assert choice.width() >= choice.fontMetrics().horizontalAdvance(long) + 30, "and its arrow"
    hand.until(lambda: not window.jobs.running("work out the agreement"))
    hand.window.comparing.close()


@pytest.fixture
def library(library_folder: Path, plain_film: Clip) -> Path:
    return code_film(library_folder, plain_film, CODINGS)


@pytest.fixture
def compared(
    hands: Callable[[Path], Hand], library: Path, plain_film: Clip, qtbot: QtBot
) -> Iterator[tuple[Hand, CompareWindow]]:
    hand = hands(library)
    hand.open(plain_film.path)
    hand.window.actions_.trigger("compare.coders")
    window = hand.window.comparing.open_window
    assert window is not None
    hand.until(window.isActiveWindow)
    hand.until(
        lambda: window.player.picture is not None and not window.jobs.running("read the film’s frames")
    )
    hand.until(lambda: not window.jobs.running("work out the agreement"))
    yield hand, window
    hand.window.comparing.close()


def press(window: CompareWindow, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window.focusWidget() or window, combination.key(), combination.keyboardModifiers())


def number_on_screen(window: CompareWindow) -> int | None:
    picture = window.view.picture
    return None if picture is None else read_pattern(picture.rgb)


def test_what_they_see_differently_is_counted_and_played_one_after_the_other(
    compared: tuple[Hand, CompareWindow],
) -> None:
    hand, window = compared
    assert window.play_all_button.text() == "Play the 2 disagreements"
    press(window, "Ctrl+Return")
    walk = window.walk
    assert [match.verdict for match in walk.matches] == [Verdict.CONFUSED, Verdict.ONLY_A]
    assert walk.number == 1
    hand.until(lambda: walk.number == 2)  # it goes on by itself
    hand.until(lambda: not window.player.playing)
    assert number_on_screen(window) == 99, "two seconds after the last tag, as far as the film goes"


def test_a_number_of_the_table_plays_its_moments(compared: tuple[Hand, CompareWindow]) -> None:
    hand, window = compared
    missed = window.figures.table.cell_box(0, 3).center().toPoint()
    QTest.mouseClick(window.figures.table, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, missed)
    assert window.walk.title == "A: Baby's initiative · B: missed"
    assert [match.onset_us for match in window.walk.matches] == [80 * FRAME_US]
    hand.until(lambda: not window.player.playing and number_on_screen(window) == 99)


def test_keys_walk_over_the_table(compared: tuple[Hand, CompareWindow]) -> None:
    _, window = compared
    window.figures.table.setFocus()
    press(window, "Down")
    press(window, "Right")
    press(window, "Right")
    press(window, "Return")
    assert window.walk.title == "A: Received with face or body · B: Received with words or sound"
    window.player.pause()


def test_a_tag_on_the_timeline_is_looked_at_without_going_on(compared: tuple[Hand, CompareWindow]) -> None:
    hand, window = compared
    match = window.compared.disagreements[0]  # type: ignore[union-attr]
    at = window.timeline.box_of(match.b, of_b=True).center().toPoint()  # type: ignore[arg-type]
    QTest.mouseClick(window.timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at))
    assert window.walk.match is match
    hand.until(lambda: not window.player.playing and number_on_screen(window) == 30 + 1 + 50 - 1)
    assert window.walk.number == 1


def test_other_settings_give_other_matches(compared: tuple[Hand, CompareWindow]) -> None:
    hand, window = compared
    press(window, "Ctrl+,")
    assert window.settings_form.is_open
    window.settings_form.tolerance.setValue(0.04)
    window.settings_form._keep()
    hand.until(lambda: not window.jobs.running("work out the agreement"))
    assert window.compared is not None
    verdicts = [match.verdict for match in window.compared.matches]
    assert verdicts.count(Verdict.SAME) == 0, "two frames apart are 0.08 s"
    assert "0.04 s" in window._foot.text()


def test_every_measure_has_a_row_for_each_code(compared: tuple[Hand, CompareWindow]) -> None:
    _, window = compared
    for measure, rows in (("Tags: kappa", 5), ("Tags: F1", 5), ("Time: kappa", 0)):
        window.figures.card.measure.setCurrentText(measure)
        assert len(window.figures.card.chart.rows) == rows, measure
    window.figures.card.measure.setCurrentText("Tags: F1")
    words = {row.label: row.words for row in window.figures.card.chart.rows}
    assert words["Baby's initiative"].startswith("Baby's initiative: 0.67")
    assert "undefined" in words["All states"]


def test_the_methods_text_is_copied(compared: tuple[Hand, CompareWindow]) -> None:
    _, window = compared
    press(window, "Ctrl+M")
    assert window.text_card.is_open
    window.text_card.copy.click()
    assert "Both coded with Attuned interaction" in QGuiApplication.clipboard().text()
    press(window, "Esc")
    assert not window.text_card.is_open


def test_what_they_settle_on_is_a_coding_of_its_own(compared: tuple[Hand, CompareWindow]) -> None:
    hand, window = compared
    film = hand.window.bench.open_film
    before = hand.tags
    press(window, "Ctrl+Shift+Return")  # what both agree on
    press(window, "N")
    assert window.walk.number == 1
    press(window, "2")  # Bea's
    assert window.walk.number == 2, "on to the next by itself"
    press(window, "3")
    QTest.keyClicks(window.finder.line, "taken up")
    QTest.keyClick(window.finder.line, Qt.Key.Key_Return)
    made = [one for one in passes.passes_of(film.ws, film.session.id) if one.joint]
    assert [one.coder for one in made] == ["Consensus: AB, Bea"]
    codes = [(one.code_id, one.onset_us // FRAME_US) for one in film.ws.desk(made[0]).annotations]
    assert codes == [("baby_initiative", 10), ("received_voice", 31), ("not_received", 80)]
    assert "3 of 3 settled" in window.consensus._count.text()
    assert hand.tags == before
    press(window, "Ctrl+Z")
    assert "2 of 3 settled" in window.consensus._count.text()
    press(window, "0")
    press(window, "Ctrl+Z")
    press(window, "Ctrl+Z")
    assert "1 of 3 settled" in window.consensus._count.text()


def test_what_one_coder_does_not_have_can_not_be_taken(compared: tuple[Hand, CompareWindow]) -> None:
    _, window = compared
    assert not any(button.isEnabled() for button in window.consensus.buttons.values())
    press(window, "N")
    press(window, "N")
    window.player.pause()
    enabled = {choice for choice, button in window.consensus.buttons.items() if button.isEnabled()}
    assert enabled == {Choice.A, Choice.NEW, Choice.NEITHER}


def test_a_trainee_sees_the_weakest_codes_first_and_their_moments(
    hands: Callable[[Path], Hand], library: Path, plain_film: Clip, qtbot: QtBot
) -> None:
    with Workspace.open(library, "AB") as ws:
        known = {one.coder: one for one in passes.passes_of(ws, sessions.sessions_of(ws)[0].id)}
        training.mark_reference(ws, known["Bea"].id)
    hand = hands(library)
    hand.open(plain_film.path)
    hand.press("Ctrl+Shift+G")
    assert "was not sent yet" in hand.said[-1]
    hand.window.actions_.trigger("codings.submit")
    hand.press("Ctrl+Shift+G")
    window = hand.window.comparing.open_window
    assert window is not None
    hand.until(window.isActiveWindow)
    assert window.feedback is not None
    hand.until(lambda: window.feedback.result.text() == "Not yet.")
    rows = [window.feedback.rows.topLevelItem(n) for n in range(window.feedback.rows.topLevelItemCount())]
    told = [(row.text(0), row.text(1), row.text(5)) for row in rows]
    assert told[0] == ("Received with words or sound", "–", "Received with face or body (1)")
    assert ("Baby's initiative", "1", "") in told
    window.feedback.rows.itemClicked.emit(rows[0], 0)
    assert [match.onset_us for match in window.walk.matches] == [30 * FRAME_US]
    hand.window.comparing.close()
    hand.window.actions_.trigger("training.log")
    assert hand.window.attempt_log.rows.topLevelItem(0).text(5) == "not yet"


def test_it_closes_with_the_film(compared: tuple[Hand, CompareWindow]) -> None:
    hand, window = compared
    hand.window.actions_.trigger("film.start_page")
    assert hand.window.comparing.open_window is None
    assert not window.isVisible()


def test_the_coding_that_says_most_beside_ones_own_is_compared(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip
) -> None:
    """One's own coding with another codebook is older than the second coder's, which is compared all the same."""
    with Workspace.open(library_folder, "AB") as ws:
        session, _ = films.add_film(ws, plain_film.path)
        other = load_codebook(shipped_codebooks()[1])
        passes.ensure_pass(ws, session, other)
    hand = hands(code_film(library_folder, plain_film, CODINGS))
    hand.open(plain_film.path)
    hand.window.actions_.trigger("compare.coders")
    window = hand.window.comparing.open_window
    assert window is not None
    hand.until(lambda: window.play_all_button.text() == "Play the 2 disagreements")
    assert [window.choice_b.itemText(n) for n in range(window.choice_b.count())] == [
        f"AB · {load_codebook(shipped_codebooks()[0]).codebook.title}",
        "Bea",
        f"AB · {other.codebook.title}",
    ]
    hand.window.comparing.close()


def test_with_one_coder_it_says_what_is_missing(coding: Hand) -> None:
    coding.window.actions_.trigger("compare.coders")
    assert coding.window.comparing.open_window is None
    assert "Only one person" in coding.said[-1]


@pytest.mark.parametrize("row", COMPARE_ACTIONS, ids=lambda row: row.id)
def test_every_action_is_the_windows(row: object, compared: tuple[Hand, CompareWindow]) -> None:
    _, window = compared
    action = window.actions_[row.id]  # type: ignore[attr-defined]
    action.trigger()
    window.player.pause()
    for overlay in (window.settings_form, window.text_card, window.tolerance_card, window.finder):
        overlay.close_over()
