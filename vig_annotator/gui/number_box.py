"""Boxes for numbers whose figures stand as far from the edge as words do; a style sheet alone does not move them."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

_LEFT_PX = 8


class NumberBox(QSpinBox):
    """A box for a whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_LEFT_PX, 0, 0, 0)


class DecimalBox(QDoubleSpinBox):
    """A box for a number with decimals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_LEFT_PX, 0, 0, 0)
