"""A page of the clip's form: shows a look, and tells every change of it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.number_box import DecimalBox
from vig_annotator.model.clip_look import ClipLook

_TEXT_PX = 8


class FormPage(QFrame):
    """What is common to the pages.

    Signals:
        look_changed(look): the clip is to be shown otherwise.
    """

    look_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.look = ClipLook()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 14)
        self.column.setSpacing(10)

    def change(self, **values: object) -> None:
        """Tell that some values of the look are to be others."""
        look = replace(self.look, **values)  # type: ignore[arg-type]
        if look != self.look:
            self.look_changed.emit(look)


def form_layout() -> QFormLayout:
    """A form as all pages have it."""
    form = QFormLayout()
    form.setHorizontalSpacing(10)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setVerticalSpacing(8)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return form


def number_box(
    name: str, least: float, most: float, step: float, suffix: str, *, decimals: int = 0
) -> DecimalBox:
    """A field for a number.

    Args:
        name: for screen readers.
        least: the smallest that can be typed.
        most: the largest.
        step: of the arrow keys.
        suffix: its unit, with a space before it.
        decimals: behind the point.
    """
    box = DecimalBox()
    box.setAccessibleName(name)
    box.setDecimals(decimals)
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.lineEdit().setTextMargins(_TEXT_PX, 0, 0, 0)
    return box


def small(text: str, do: Callable[[], object], *, name: str = "", key: str = "") -> QPushButton:
    """A small button; `name` for screen readers, where the text does not say enough."""
    return push_button(text, do, role="small", name=name, key=key)


def beside(*widgets: QWidget) -> QWidget:
    """Widgets side by side; the first takes the room that is left."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(widgets[0], 1)
    for widget in widgets[1:]:
        row.addWidget(widget)
    return both
