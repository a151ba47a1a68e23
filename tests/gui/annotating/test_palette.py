"""The codes on the left: what runs is in view."""

from __future__ import annotations

from PySide6.QtCore import QPoint

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
