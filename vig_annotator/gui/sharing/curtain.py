"""All other windows of the program stay away while a parent looks: whatever happens to the displays, no coding can be seen."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QApplication, QWidget


class Curtain:
    """Hides windows, and brings back those that it hid."""

    def __init__(self) -> None:
        self._hidden: list[QWidget] = []
        self._quits = True

    @property
    def drawn(self) -> bool:
        """Whether it hides anything now."""
        return bool(self._hidden)

    def draw(self, but: Collection[QWidget]) -> None:
        """Hide every window that is seen now, but for some."""
        # A hidden window is no closed program.
        if not self._hidden:
            self._quits = QApplication.quitOnLastWindowClosed()
            QApplication.setQuitOnLastWindowClosed(False)
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window not in but:
                self._hidden.append(window)
                window.hide()

    def open(self) -> None:
        """Bring them back."""
        hidden, self._hidden = self._hidden, []
        if hidden:
            QApplication.setQuitOnLastWindowClosed(self._quits)
        for window in hidden:
            window.show()
