"""The disk is full, or the library's folder is gone, in the middle of work, in each window: said in words, nothing lost, and it goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.disk import files_no_bigger_than
from tests.builders.library_content import content
from tests.gui.hand import Hand
from tests.gui.test_compare_window import compared, library, press  # noqa: F401 - fixtures
from vig_annotator.gui.compare.compare_window import CompareWindow
from vig_annotator.model.plan import PlanKind
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.opening import DATABASE_NAME


def goes_on(hand: Hand, do: Callable[[], object], said: Callable[[], str]) -> None:
    """Do something while the disk is full, and again when it is not."""
    ws = hand.window.door.workspace
    assert ws is not None
    before, undo = content(ws.store), ws.history.undo_label
    with files_no_bigger_than((Path(hand.settings.library) / f"{DATABASE_NAME}-wal").stat().st_size):
        do()
        assert content(ws.store) == before
        assert ws.history.undo_label == undo
    assert "full" in said() or "refused" in said()
    do()
    assert content(ws.store) != before


@pytest.fixture
def moment(coding: Hand) -> Hand:
    """Frames 10 to 39 are a moment."""
    for frame, keys in ((10, "["), (39, "]")):
        coding.go_to(frame)
        coding.press(keys)
    return coding


def test_tags_and_notes(moment: Hand) -> None:
    goes_on(moment, lambda: moment.press("b"), lambda: moment.said[-1])

    def note() -> None:
        moment.press("F2")
        moment.type("He looks. " * 500)
        moment.press("Return")

    goes_on(moment, note, lambda: moment.said[-1])


def test_the_builder(moment: Hand) -> None:
    moment.window.actions_.trigger("builder.open")
    window = moment.window.building.open_window
    assert window is not None
    moment.until(lambda: bool(window.films))
    said: list[str] = []
    window.messages.said.connect(said.append)
    window.candidates.list.choose("0")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Z):
        goes_on(
            moment,
            lambda key=key: QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier),  # type: ignore[misc]
            lambda: said[-1],
        )


def test_comparing(compared: tuple[Hand, CompareWindow]) -> None:  # noqa: F811
    hand, window = compared
    said: list[str] = []
    window.messages.said.connect(said.append)
    goes_on(hand, lambda: press(window, "Ctrl+Shift+Return"), lambda: said[-1])
    press(window, "N")
    goes_on(hand, lambda: press(window, "2"), lambda: said[-1])


def test_forms(moment: Hand) -> None:
    window = moment.window
    consent_form, plan = window.family_screens.consent_form, window.family_screens.plan_form
    moment.press("Ctrl+Shift+C")
    goes_on(
        moment, lambda: moment.click(consent_form.answer.keep), lambda: consent_form.answer.trouble.text()
    )
    moment.press("Esc")

    window.actions_.trigger("plan.show")
    plan.lines[PlanKind.TRY].setFocus()
    moment.type("Sing")
    goes_on(moment, lambda: moment.press("Return"), lambda: plan.trouble.text())
    moment.press("Esc")

    window.actions_.trigger("review.comment_all")
    moment.type("well seen")
    goes_on(moment, lambda: moment.press("Ctrl+Return"), lambda: window.remark_form.trouble)
    assert not window.remark_form.is_open

    window.actions_.trigger("training.mark")
    goes_on(moment, window.reference_form._keep, lambda: window.reference_form._trouble.text())


def test_the_folder_is_gone_for_a_while(moment: Hand) -> None:
    folder = Path(moment.settings.library)
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    moment.press("b")
    assert "no longer in its folder" in moment.said[-1]
    assert moment.tags == [], "what the window shows is what is on disk"
    assert not folder.exists(), "no empty library takes its place"
    elsewhere.rename(folder)
    moment.press("b")
    moment.close()
    with Workspace.open(folder, "AB") as ws:
        assert ws.history.undo_label == "tag “Baby's initiative”"
