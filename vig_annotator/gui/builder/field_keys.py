"""Enter ends typing in a field, Enter and Space press the button that was reached by Tab; everywhere else they are the window's own keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldKeys(QObject):
    """Watches whichever field or button of a window has the focus.

    Args:
        window: whose fields.
        after: has the focus once something was typed.
    """

    def __init__(self, window: QWidget, after: QWidget) -> None:
        super().__init__(window)
        self._window, self._after = window, after
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys from the window where the field wants them."""
        if not isinstance(event, QKeyEvent) or event.modifiers() not in _PLAIN:
            return False
        typing = isinstance(watched, QLineEdit | QAbstractSpinBox)
        mine = event.key() in _ENTER or (event.key() == Qt.Key.Key_Space and not typing)
        if not mine:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is not QEvent.Type.KeyPress or event.key() not in _ENTER:
            return False
        if typing:
            self._after.setFocus()  # which ends the typing
        elif isinstance(watched, QAbstractButton):
            watched.click()
        elif isinstance(watched, QComboBox):
            watched.showPopup()
        return True

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, _FIELDS):
            before.removeEventFilter(self)
        if isinstance(now, _FIELDS) and now.window() is self._window:
            now.installEventFilter(self)


_FIELDS = (QLineEdit, QAbstractSpinBox, QAbstractButton, QComboBox)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
