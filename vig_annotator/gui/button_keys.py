"""The keys of buttons: Space and Enter press the button that was reached by Tab; everywhere else they are the player's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.panels.floating_panel import FloatingPanel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ButtonKeys(QObject):
    """Watches the button that has the keys, in a window and in its panels outside, until `stop`.

    Args:
        window: the main window.
        screen: its coding screen, whose film gets the keys where what had them was hidden.
    """

    def __init__(self, window: QMainWindow, screen: CodingScreen) -> None:
        super().__init__(window)
        self._window, self._screen = window, screen
        _app().focusChanged.connect(self._focus_moved)

    def stop(self) -> None:
        """Before the window goes."""
        _app().focusChanged.disconnect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Space and Enter before the window's actions do."""
        if isinstance(watched, QAbstractButton) and isinstance(event, QKeyEvent) and not event.modifiers():
            kind, key = event.type(), event.key()
            if kind == QEvent.Type.ShortcutOverride and key in (Qt.Key.Key_Space, *_ENTER):
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress and key in _ENTER and not event.isAutoRepeat():
                watched.click()
                return True
        return super().eventFilter(watched, event)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        hidden = before is not None and not before.isVisible()
        if hidden and isinstance(now, QAbstractButton) and self._screen.isVisible():
            # What had the keys was hidden, and Qt gave them to any button: the next press of Space would press it.
            self._screen.focus_film()
            return
        if isinstance(before, QAbstractButton):
            before.removeEventFilter(self)
        if isinstance(now, QAbstractButton) and self._is_ours(now.window()):
            now.installEventFilter(self)

    def _is_ours(self, window: QWidget) -> bool:
        """The window itself, or a panel's own; found upwards: on the way down there may be widgets that are just being destroyed."""
        if window is self._window:
            return True
        above = window.parent() if isinstance(window, FloatingPanel) else None
        while above is not None and above is not self._window:
            above = above.parent()
        return above is not None


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
