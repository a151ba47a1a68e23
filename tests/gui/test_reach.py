"""Everything can be reached and named without seeing the screen, and one sees where the keys go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from tests.gui.hand import Hand
from vig_annotator.gui.overlay import Overlay

KINDS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar,
)  # fmt: skip


def interactive(root: QWidget) -> Iterator[QWidget]:
    """What can be worked with and is seen; parts that Qt makes for its own widgets are these widgets' business."""
    for one in root.findChildren(QWidget):
        whose = one.parentWidget()
        if not one.isVisible() or isinstance(one, QScrollBar) or one.objectName().startswith("qt_"):
            continue
        if isinstance(whose, QComboBox | QLineEdit | QAbstractSpinBox | QTabBar):
            continue
        if isinstance(one, KINDS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield one


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


SCREENS: dict[str, Callable[[Hand], object]] = {
    "coding": lambda h: None,
    "tags": lambda h: h.press("Alt+2"),
    "reel": lambda h: h.press("Alt+3"),
    "chosen": lambda h: (h.press("a"), h.press("Alt+2")),
    "pass": lambda h: (h.press("F7"), h.press("F5"), h.window.bench.passes.set_every(5)),
    "find": lambda h: h.press("Ctrl+K"),
    "go to": lambda h: h.press("Ctrl+G"),
    "keys": lambda h: h.press("F1"),
    "change keys": lambda h: h.press("Ctrl+F1"),
    "calibration": lambda h: h.window.actions_.trigger("tag.calibrate"),
    "line": lambda h: h.press("Shift+F5"),
    "own window": lambda h: h.press("Ctrl+Alt+8"),
    "start": lambda h: h.press("Ctrl+H"),
}


@pytest.mark.parametrize("screen", list(SCREENS))
def test_whatever_can_be_worked_with_has_a_name(coding: Hand, screen: str) -> None:
    SCREENS[screen](coding)
    coding.window.grab()
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]

    found = [one for window in windows for one in interactive(window)]
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}" for one in found if not name_of(one)
    ]

    assert nameless == []
    assert len(found) > 4


@pytest.mark.parametrize("screen", ["coding", "tags", "reel", "pass", "change keys", "start"])
def test_one_sees_where_the_keys_go(coding: Hand, screen: str) -> None:
    SCREENS[screen](coding)
    coding.window.grab()
    unseen = []
    for one in interactive(coding.window):
        if not one.isEnabled() or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(one, Overlay):
            continue  # has the keys only while nothing in it has them, and is seen by lying over everything
        if isinstance(one, QAbstractItemView) and one.model() is not None and not one.model().rowCount():
            continue
        coding.window.setFocus()
        one.clearFocus()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus() and one.grab().toImage() == before:
            unseen.append(f"{type(one).__name__}: {name_of(one)}")

    assert not unseen, unseen
