"""What can be worked with on a screen, what it is called, and whether its text is read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QWidget,
)

from vig_annotator.gui.eliding import ElidedButton, ElidedLabel
from vig_annotator.gui.layouts import widgets_in
from vig_annotator.gui.overlay import Overlay

KINDS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar,
)  # fmt: skip

WIDE = ("Table of the codes",)
"""Tables that may be wider than their window."""


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
        gives_way = isinstance(one, ElidedLabel | ElidedButton)
        if gives_way or one.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            if one.heightForWidth(one.width()) > one.height() + 1:
                found.append(f"{one.text()!r}: {one.height()} of {one.heightForWidth(one.width())} px high")
        else:
            needs = max(one.fontMetrics().horizontalAdvance(line) for line in _plain(one.text()).split("\n"))
            room = _room(one)
            if needs > room + 2:  # words are drawn a little narrower than they are reckoned
                found.append(f"{one.text()!r}: {room} of {needs} px wide")
    for bar in root.findChildren(QTabBar):
        last = bar.tabRect(bar.count() - 1).right()
        if bar.isVisible() and last > bar.width() + 1:
            found.append(f"tabs of {name_of(bar)!r}: {bar.width()} of {last} px wide")
    return found


def _room(one: QLabel | QPushButton) -> int:
    """How wide the words of a label or button may be, without its padding."""
    if isinstance(one, QLabel):
        return one.contentsRect().width()
    option = QStyleOptionButton()
    one.initStyleOption(option)
    return one.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, one).width()


def out_of_sight(root: QWidget) -> list[str]:
    """What can be worked with, and words, of which a part lies outside of what holds it, where nothing can be scrolled."""
    found = []
    for one in [*interactive(root), *(label for label in root.findChildren(QLabel) if label.text())]:
        if not one.isVisible() or one is root:
            continue
        shown = one.rect()
        whose, at = one.parentWidget(), one.mapTo(one.parentWidget(), one.rect().topLeft())
        inner, holder = QRect(at, one.size()), whose
        while holder is not None:
            if isinstance(holder.parentWidget(), QScrollArea):
                break  # the rest is scrolled to
            shown = inner & holder.rect()
            if shown.width() < inner.width() - 1 or shown.height() < inner.height() - 1:
                found.append(
                    f"{type(one).__name__} {name_of(one)!r}: {shown.width()}x{shown.height()} of {inner.width()}x{inner.height()} px"
                    f" in {type(holder).__name__}"
                )
                break
            if holder is root or holder.isWindow():
                break
            inner = QRect(holder.mapToParent(inner.topLeft()), inner.size())
            holder = holder.parentWidget()
    return found


def sideways(root: QWidget) -> list[str]:
    """What has to be moved sideways to be read, tables and timelines aside."""
    return [
        f"{name_of(one)!r}: {one.viewport().width()} of {one.widget().width()} px wide"
        for one in root.findChildren(QScrollArea)
        if one.isVisible()
        and one.widget() is not None
        and one.widget().width() > one.viewport().width() + 1
        and name_of(one) not in WIDE
    ]


def overlapping(root: QWidget) -> list[str]:
    """What lies over its neighbour in the same layout."""
    found = []
    for layout in root.findChildren(QLayout):
        if isinstance(layout, QStackedLayout):
            continue
        seen = [one for one in widgets_in(layout) if one.isVisible() and not one.visibleRegion().isEmpty()]
        found += [
            f"{type(a).__name__} {name_of(a)!r} over {type(b).__name__} {name_of(b)!r}"
            for n, a in enumerate(seen)
            for b in seen[n + 1 :]
            if not a.geometry().adjusted(1, 1, -1, -1).intersected(b.geometry()).isEmpty()
        ]
    return found


def _plain(text: str) -> str:
    """Words without the markup of rich text and the signs of short cuts."""
    return re.sub(r"<[^>]*>", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&")
