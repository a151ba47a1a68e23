"""Which displays there are for a shared review, and word when one comes or goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


class Displays(QObject):
    """Watches the displays.

    Signals:
        changed: one came or went, or lies elsewhere now.

    Args:
        window: is on the guider's display.
    """

    changed = Signal()

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._going: QScreen | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._came)
        app.screenRemoved.connect(self._went)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self.changed)

    def all(self) -> list[QScreen]:
        """All that there are, without the one that is being taken away."""
        return [one for one in QGuiApplication.screens() if one is not self._going]

    def others(self, screen: QScreen) -> list[QScreen]:
        """Those that show something else than one of them. Two that show the same are one: what is seen there is seen here."""
        return [
            one
            for one in self.all()
            if one is not screen and not one.geometry().intersects(screen.geometry())
        ]

    def mine(self) -> QScreen:
        """The guider's display."""
        mine = self._window.screen()
        return mine if mine in self.all() else self.all()[0]

    def theirs(self) -> QScreen | None:
        """Another one, for the parent, if there is one."""
        return next(iter(self.others(self.mine())), None)

    def _came(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.changed)
        self.changed.emit()

    def _went(self, screen: QScreen) -> None:
        # The windows on it are moved to another display after this; what may not be seen there must be hidden by then.
        self._going = screen
        try:
            self.changed.emit()
        finally:
            self._going = None
