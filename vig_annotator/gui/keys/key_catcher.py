"""Waits for one key press and tells which key it was, whatever that key does elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from vig_annotator.gui.keys.key_map import normal_key

_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
)
_OF_THE_WINDOW = frozenset(("Tab", "Backtab", "Shift+Tab", "Shift+Backtab", "Return", "Enter", "Num+Enter"))


class KeyCatcher(QLabel):
    """A field that takes the next key press.

    Signals:
        caught(key): a key was pressed that can be given to an action.
        refused(key): it moves through the window or presses buttons, so it can't be given away.
        given_up: Esc, or the keys went elsewhere.
    """

    caught = Signal(str)
    refused = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "catcher")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumHeight(36)

    def event(self, event: QEvent) -> bool:
        """Every key is this field's while it waits."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nobody presses here any more."""
        super().focusOutEvent(event)
        self.given_up.emit()

    def _take(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.key() in _MODIFIERS:
            return
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.given_up.emit()
            return
        key = pressed_key(event)
        if not key or key in _OF_THE_WINDOW:
            self.refused.emit(key or "?")
        else:
            self.caught.emit(key)


def pressed_key(event: QKeyEvent) -> str:
    """The key of a press as it is written; empty if it has no name.

    A sign that needs Shift on this keyboard, such as ``?``, is the sign alone: on another keyboard it may need no Shift.
    """
    modifiers = event.modifiers()
    text = event.text()
    sign = len(text) == 1 and text.isprintable() and not text.isalpha() and not text.isspace()
    if sign and modifiers & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ShiftModifier:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return normal_key(sequence.toString(QKeySequence.SequenceFormat.PortableText))
