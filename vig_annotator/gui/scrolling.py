"""Areas that are scrolled where a screen is low, and pages of which only the one in front asks for room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


def scrolled(inside: QWidget, name: str, *, focus: Qt.FocusPolicy = Qt.FocusPolicy.TabFocus) -> QScrollArea:
    """A scroll area without a frame, as clear as what it lies on.

    Args:
        inside: what is scrolled.
        name: what a screen reader calls it.
        focus: `NoFocus` where what is inside has the keys and is scrolled to.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setFocusPolicy(focus)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def show_inside(area: QScrollArea, inside: QWidget) -> None:
    """Show other content in an area; what was there goes when whatever is calling from it is done."""
    before = area.takeWidget()
    if before is not None:
        before.hide()
        before.setParent(None)
        before.deleteLater()
    area.setWidget(inside)
    inside.setAutoFillBackground(False)


class FrontStack(QStackedWidget):
    """Pages of which the one in front alone says how much room is needed: an area around it scrolls no more than that one needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:
        """No: lists in it take what there is, and broken lines are counted in what is needed at least."""
        return False

    def sizeHint(self) -> QSize:
        """What is needed at least; it grows with its room."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the page in front needs at this width."""
        page = self.currentWidget()
        if page is None:
            return QSize(0, 0)
        least, layout = page.minimumSizeHint().expandedTo(page.minimumSize()), page.layout()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(max(page.minimumHeight(), layout.totalMinimumHeightForWidth(self.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
