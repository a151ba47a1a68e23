"""The codes on the left: what runs is in view."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.gui.hand import Hand

RUN, LAST_POINT = "h", "b"


def in_view(hand: Hand, code_id: str) -> bool:
    codes = hand.window.screen_.codes
    row = codes.row(code_id)
    top = row.mapTo(codes.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + row.height() <= codes.viewport().height()


def test_a_code_that_begins_to_run_is_brought_into_view(coding: Hand) -> None:
    codes = coding.window.screen_.codes
    code = next(code for code in coding.window.bench.open_film.codebook.active_codes if code.key == RUN)
    codes.verticalScrollBar().setValue(0)
    assert not in_view(coding, code.id), "the list is longer than the window is high"

    coding.press(RUN)
    assert codes.row(code.id).running
    assert in_view(coding, code.id)

    codes.verticalScrollBar().setValue(0)
    coding.press(LAST_POINT)
    assert codes.verticalScrollBar().value() == 0, "what runs already does not pull the list about"


def test_what_a_code_means_is_said_over_the_codes_and_not_over_the_film(coding: Hand) -> None:
    window = coding.window
    codes, view = window.screen_.codes, window.view
    film = view.rect().translated(view.mapToGlobal(QPoint(0, 0)))
    for row in codes.rows[:3]:
        at = row.rect().center()
        QApplication.sendEvent(row, QHelpEvent(QEvent.Type.ToolTip, at, row.mapToGlobal(at)))
        tips = [one for one in QApplication.topLevelWidgets() if one.objectName() == "qtooltip_label"]
        tip = next(one for one in tips if one.isVisible())
        assert escape(row.code.label) in tip.text()  # type: ignore[attr-defined]
        assert not tip.geometry().intersects(film)
        QToolTip.hideText()
