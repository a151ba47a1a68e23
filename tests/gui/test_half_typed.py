"""Words that were typed and not ended by Enter: going elsewhere, closing a window or quitting keeps them; so are settings kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.hand import Hand
from vig_annotator.model.plan import PlanItem, PlanKind
from vig_annotator.model.reel import ReelClip
from vig_annotator.services.workspace import Workspace
from vig_annotator.settings import load_settings
from vig_annotator.storage import queries


def on_disk(hand: Hand, kind: type) -> list:  # type: ignore[type-arg]
    """Rows of that kind, read after the program was quit."""
    hand.close()
    with Workspace.open(Path(hand.settings.library), "AB") as ws, ws.store.reading() as connection:
        return queries.every(connection, kind)


@pytest.mark.parametrize("leave", ["Ctrl+W", "close", "quit"])
def test_a_caption_is_kept_however_the_builder_is_left(coding: Hand, leave: str) -> None:
    for frame, keys in ((10, "["), (39, "]")):
        coding.go_to(frame)
        coding.press(keys)
    coding.window.actions_.trigger("builder.open")
    window = coding.window.building.open_window
    assert window is not None
    coding.until(lambda: bool(window.films))
    window.candidates.list.choose("0")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    caption = window.form.words.caption
    caption.setFocus()
    QTest.keyClicks(caption, "She looks")
    if leave == "close":
        window.close()
    elif leave == "Ctrl+W":
        QTest.keyClick(caption, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert [one.caption for one in on_disk(coding, ReelClip)] == ["She looks"]


@pytest.mark.parametrize("leave", ["Esc", "quit", "print"])
def test_a_line_of_the_plan_is_kept_when_its_screen_is_left(coding: Hand, leave: str) -> None:
    coding.window.actions_.trigger("plan.show")
    form = coding.window.family_screens.plan_form
    form.lines[PlanKind.TRY].setFocus()
    coding.type("Sing at bath time")
    if leave == "Esc":
        coding.press("Esc")
    elif leave == "print":
        form.print_wanted.disconnect()
        form.print.setEnabled(True)
        form.print.click()
    assert [one.text for one in on_disk(coding, PlanItem)] == ["Sing at bath time"]


def test_a_click_beside_does_not_throw_sentences_away(coding: Hand) -> None:
    coding.window.actions_.trigger("review.comment_all")
    form = coding.window.remark_form
    corner = QPoint(4, 4)
    coding.click(form, corner)
    assert form.isHidden(), "nothing was written yet"
    coding.window.actions_.trigger("review.comment_all")
    coding.type("You wait for him, and he turns to you")
    coding.click(form, corner)
    assert not form.isHidden()
    coding.press("Esc")
    assert form.isHidden()


def test_what_was_chosen_outlives_a_crash(coding: Hand) -> None:
    coding.settings.reactions["AB"] = 240
    coding.until(lambda: load_settings().reactions == {"AB": 240})
