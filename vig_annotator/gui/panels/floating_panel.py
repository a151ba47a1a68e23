"""A window of its own for a panel, such as for a second screen; the keys work there as in the program's window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.panels.docked_panel import PanelHead


class FloatingPanel(QWidget):
    """Holds one panel.

    Signals:
        dock_wanted: the panel is to go back to its place.
    """

    dock_wanted = Signal()

    def __init__(self, window: QWidget, title: str, panel: QWidget, place: QRect | None) -> None:
        # A tool window: while it has the keyboard, the shortcuts of the window that it belongs to work on.
        super().__init__(window, Qt.WindowType.Tool)
        self.panel = panel
        self.setProperty("role", "window")
        self.setAutoFillBackground(True)
        self.setWindowTitle(f"{title} – VIG Annotator")
        self.setAccessibleName(title)
        self.head = PanelHead(title)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        name = QLabel(title)
        name.setProperty("role", "strong")
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(push_button("Back to its place", self.dock_wanted.emit, role="small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(head)
        column.addWidget(panel, 1)
        panel.show()
        if place is not None and QApplication.screenAt(place.center()) is not None:
            self.setGeometry(place)
        else:
            heads = self.head.sizeHint().height() + head.sizeHint().height()
            self.resize(max(panel.width(), 320), max(panel.height(), 360) + heads)
            room, corner = window.screen().availableGeometry(), window.frameGeometry().topRight()
            x = min(corner.x(), room.right()) - self.width() - 40
            self.move(max(room.left(), x), max(room.top(), min(corner.y() + 80, room.bottom() - 200)))

    def give_back(self) -> QWidget:
        """The panel, out of this window, which is of no use any more."""
        panel = self.panel
        panel.setParent(None)
        self.hide()
        self.deleteLater()
        return panel

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by its frame: the panel goes back to its place."""
        event.ignore()
        self.dock_wanted.emit()
