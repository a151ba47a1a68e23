"""Agreement by tolerance in the comparing window, worked by keys and mouse."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders.clips import Clip
from tests.builders.double_coded import code_film
from tests.gui.hand import Hand
from vig_annotator.analysis.estimate import Estimate
from vig_annotator.gui.compare import tolerance_card
from vig_annotator.gui.compare.compare_sights import code_long_visit
from vig_annotator.gui.compare.compare_window import CompareWindow
from vig_annotator.gui.compare.tolerance_card import ToleranceCard
from vig_annotator.gui.compare.tolerance_chart import CurveLine, ToleranceChart
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.jobs import JobContext
from vig_annotator.services.sessions import sessions_of

CODINGS = {
    # Bea is two frames later, then 15 frames later, and misses the last one.
    "AB": [("baby_initiative", 10), ("received_body", 30), ("baby_initiative", 80)],
    "Bea": [("baby_initiative", 12), ("received_body", 45)],
}


@pytest.fixture
def compared(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip, qtbot: QtBot
) -> Iterator[tuple[Hand, CompareWindow]]:
    hand = hands(code_film(library_folder, plain_film, CODINGS))
    hand.open(plain_film.path)
    hand.window.actions_.trigger("compare.coders")
    window = hand.window.comparing.open_window
    assert window is not None
    hand.until(window.isActiveWindow)
    hand.until(lambda: not window.jobs.running("work out the agreement"))
    yield hand, window
    hand.window.comparing.close()


def opened(hand: Hand, window: CompareWindow) -> ToleranceCard:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    card = window.tolerance_card
    assert card.is_open
    hand.until(lambda: not window.jobs.running("work out the curve"))
    return card


def test_the_curve_is_read_with_the_arrows_at_the_chosen_tolerance_first(
    compared: tuple[Hand, CompareWindow],
) -> None:
    hand, window = compared
    card = opened(hand, window)
    # Nobody set a state, so the first figure that there is is shown.
    assert card.measure.currentText() == "Points: kappa"
    card.measure.setCurrentText("Points: F1")
    # Two of A's three and both of Bea's lie within a second: 2 x 2 / 5.
    assert card.said.text().startswith("Tolerance 1 s (chosen): F1: 0.80, no interval")
    said = [card.said.text()]
    card.chart.setFocus()
    for _ in range(4):
        QTest.keyClick(card.chart, Qt.Key.Key_Left)
        said.append(card.said.text())
    assert [words.split(", ")[0] for words in said[1:]] == [
        "Tolerance 0.5 s: F1: 0.40",
        "Tolerance 0.25 s: F1: 0.40",
        "Tolerance 0 s: F1: 0.00",
        "Tolerance 0 s: F1: 0.00",
    ]
    described = card.chart.accessibleDescription()
    assert described.startswith("Tolerance 0 s: F1: 0.00")
    assert all(words in described for words in said)
    assert "Tolerance 5 s" in described
    QTest.keyClick(card.chart, Qt.Key.Key_End)
    assert card.said.text().startswith("Tolerance 5 s: F1: 0.80")
    point = card.chart.place_of(1)
    assert point is not None
    hovered = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point.x() + 3, 120),
        card.chart.mapToGlobal(QPointF(point.x() + 3, 120)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(card.chart, hovered)
    assert card.said.text().startswith("Tolerance 0.25 s: F1: 0.40")
    assert "No band" in card.under.text()
    QTest.keyClick(card.chart, Qt.Key.Key_Escape)
    assert not card.is_open


def test_what_has_no_value_says_why(compared: tuple[Hand, CompareWindow]) -> None:
    hand, window = compared
    card = opened(hand, window)
    card.measure.setCurrentText("Time: kappa")
    assert card.chart.lines == ()
    assert card.said.text().startswith("No curve: undefined, because nobody coded a state here")
    card.measure.setCurrentText("States: F1")
    assert card.said.text() == "No curve: undefined, because there is nothing to compare."
    assert "no tolerance is marked" in card.under.text()
    assert "report that one" in " ".join(one.text() for one in card.card.findChildren(type(card.said)))


def test_a_tolerance_of_ones_own_is_on_the_curve(compared: tuple[Hand, CompareWindow]) -> None:
    hand, window = compared
    window._set_settings(replace(window._settings, tolerance_us=600_000))
    card = opened(hand, window)
    card.measure.setCurrentText("Points: F1")
    assert card.said.text().startswith("Tolerance 0.6 s (chosen): F1: 0.80")


def test_it_is_stopped_and_begun_again(
    compared: tuple[Hand, CompareWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, window = compared
    contexts: list[JobContext] = []
    whole = tolerance_card._work_out

    def held(compared: object, codes: object, context: JobContext) -> object:
        contexts.append(context)
        context.hold()
        return whole(compared, codes, context)  # type: ignore[arg-type]

    monkeypatch.setattr(tolerance_card, "_work_out", held)
    card = window.tolerance_card
    window.curve()
    hand.until(lambda: bool(contexts))
    assert card.bar.isVisible() and card.said.text() == "Working out the curve …"
    QTest.mouseClick(card.stop_button, Qt.MouseButton.LeftButton)
    assert contexts[0].cancelled
    assert card.said.text() == "Stopped." and not card.bar.isVisible()
    monkeypatch.setattr(tolerance_card, "_work_out", whole)
    QTest.mouseClick(card.again_button, Qt.MouseButton.LeftButton)
    hand.until(lambda: bool(card.chart.lines))
    assert not card.again_button.isVisible()
    # Closed while it works, it works no longer.
    monkeypatch.setattr(tolerance_card, "_work_out", held)
    card.close_over()
    window._set_settings(replace(window._settings, tolerance_us=700_000))
    window.curve()
    hand.until(lambda: len(contexts) == 2)
    card.close_over()
    assert contexts[1].cancelled and not window.jobs.running("work out the curve")


def test_both_directions_are_painted_apart(qtbot: QtBot) -> None:
    chart = ToleranceChart()
    qtbot.addWidget(chart)
    chart.resize(640, 250)
    chart.show()
    values = (0.2, 0.5, None, 0.9)
    lines = [
        CurveLine(label, tuple(Estimate(v if v is None else v - less, low=None) for v in values))
        for label, less in (("A the reference", 0.0), ("B the reference", 0.1))
    ]
    chart.show_curve((0, 1_000_000, 2_000_000, 3_000_000), lines, 1_000_000)
    assert "A the reference: 0.50" in chart.words(1) and "B the reference: 0.40" in chart.words(1)
    picture = chart.grab().toImage()
    colours = []
    for line in (0, 1):
        point = chart.place_of(1, line)
        assert point is not None
        colours.append(picture.pixelColor(point.toPoint() * picture.devicePixelRatio()).name())
        assert chart.place_of(2, line) is None
    assert colours[0] != colours[1]


@pytest.fixture
def long_visit(
    hands: Callable[[Path], Hand], library_folder: Path, plain_film: Clip, qtbot: QtBot
) -> Iterator[tuple[Hand, CompareWindow]]:
    """Twelve minutes that two have coded, which is enough for intervals."""
    hand = hands(code_film(library_folder, plain_film, CODINGS))
    ws = hand.window.door.workspace
    assert ws is not None
    hand.window.comparing.open_for(ws, code_long_visit(ws, sessions_of(ws)[0].id), ())
    window = hand.window.comparing.open_window
    assert window is not None
    qtbot.waitActive(window)
    hand.until(lambda: not window.jobs.running("work out the agreement"))
    yield hand, window
    hand.window.comparing.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_band_lies_where_the_interval_is(long_visit: tuple[Hand, CompareWindow], dark: bool) -> None:
    hand, window = long_visit
    theme().set_choice(ThemeChoice.DARK if dark else ThemeChoice.LIGHT)
    card = opened(hand, window)
    card.measure.setCurrentText("States: F1")
    (line,) = card.chart.lines
    assert all(one.low is not None and one.high is not None for one in line.figures)
    assert "95 % interval" in card.said.text()
    assert "Band: 95 % interval" in card.under.text()
    card.chart.clearFocus()
    picture = card.chart.grab().toImage()
    ground = picture.pixelColor(picture.width() // 2, picture.height() - 30)
    points = [card.chart.place_of(number) for number in range(len(line.figures))]
    checked = 0
    for left, right in itertools.pairwise(range(len(points))):
        a, b = points[left], points[right]
        assert a is not None
        assert b is not None
        x = round((a.x() + b.x()) / 2)
        for shift, inside in ((0.5, True), (3.0, False)):
            share = [
                one.value - shift * (one.value - one.low) for one in (line.figures[left], line.figures[right])
            ]  # type: ignore[operator]
            y = card.chart.y_of(sum(share) / 2)
            if all(abs(y - card.chart.y_of(fifth / 5)) > 3 for fifth in range(6)):
                seen = picture.pixelColor(x, round(y))
                assert (seen != ground) is inside, (left, shift, seen.name())
                checked += 1
    assert checked > 6
