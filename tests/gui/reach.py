"""What can be worked with on a screen, what it is called, and whether its text is read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSizePolicy,
    QTabBar,
    QWidget,
)

from vig_annotator.gui.overlay import Overlay

KINDS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar,
)  # fmt: skip


def interactive(root: QWidget) -> Iterator[QWidget]:
    """What can be worked with and is seen; parts that Qt makes for its own widgets are these widgets' business."""
    for one in root.findChildren(QWidget):
        whose = one.parentWidget()
        if (
            not one.isVisible()
            or isinstance(one, QScrollBar | QHeaderView)
            or one.objectName().startswith("qt_")
        ):
            continue
        if isinstance(whose, QComboBox | QLineEdit | QAbstractSpinBox | QTabBar):
            continue
        if isinstance(one, KINDS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield one


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def nameless(root: QWidget) -> list[str]:
    """What can be worked with and has no name."""
    return [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in interactive(root)
        if not name_of(one)
    ]


def unseen_focus(root: QWidget) -> list[str]:
    """What looks the same whether it has the keys or not."""
    found = []
    for one in interactive(root):
        if not one.isEnabled() or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(one, Overlay):
            continue  # has the keys only while nothing in it has them, and is seen by lying over everything
        if isinstance(one, QAbstractItemView) and one.model() is not None and not one.model().rowCount():
            continue
        root.window().setFocus()
        one.clearFocus()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus() and one.grab().toImage() == before:
            found.append(f"{type(one).__name__}: {name_of(one)}")
    return found


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words need; those that are meant to give way (`Ignored`) aside."""
    found = []
    for one in [root, *root.findChildren(QWidget)]:
        layout = one.layout()
        if layout is not None:
            layout.activate()
    for one in root.findChildren(QLabel) + root.findChildren(QPushButton):
        if not one.isVisible() or not one.text() or one.visibleRegion().isEmpty():
            continue
        if one.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            if one.heightForWidth(one.width()) > one.height() + 1:
                found.append(f"{one.text()!r}: {one.height()} of {one.heightForWidth(one.width())} px high")
        else:
            needs = max(one.fontMetrics().horizontalAdvance(line) for line in _plain(one.text()).split("\n"))
            if needs > one.width() + 1:
                found.append(f"{one.text()!r}: {one.width()} of {needs} px wide")
    return found


def _plain(text: str) -> str:
    """Words without the markup of rich text and the signs of short cuts."""
    return re.sub(r"<[^>]*>", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&")
