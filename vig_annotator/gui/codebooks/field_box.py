"""A field of a form: what it is called, where it is written, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

_LINE_PX = 18
_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class FieldBox(QWidget):
    """A label above a widget, and below it, while there is one, the trouble with it in plain words."""

    def __init__(self, label: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.widget = widget
        widget.setAccessibleName(label)
        widget.setToolTip(hint)
        self._words = QLabel(label)
        self._words.setProperty("role", "secondary")
        self._words.setBuddy(widget)
        self._trouble = QLabel("")
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "concern")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._words, widget, self._trouble):
            column.addWidget(part)

    @property
    def trouble(self) -> str:
        """What is wrong with it; empty if nothing is."""
        return self._trouble.text()

    def show_trouble(self, text: str) -> None:
        """Say what is wrong with it, or nothing."""
        if text != self._trouble.text():
            self._trouble.setText(text)
            self.widget.setAccessibleDescription(text)
            self._trouble.setVisible(bool(text))


class WindowUndo(QObject):
    """Leaves Ctrl+Z and Ctrl+Y in a field to the window, whose undo knows every step, not only the last field's."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Don't let the field claim the key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if any(pressed in QKeySequence.keyBindings(step) for step in _STEPS):
                event.ignore()
                return True
        return False


def text_area(lines: int) -> QPlainTextEdit:
    """A field for a text of several lines; Tab leaves it."""
    area = QPlainTextEdit()
    area.setTabChangesFocus(True)
    area.setFixedHeight(lines * _LINE_PX + 16)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def show_line(line: QLineEdit, text: str, translation: str | None) -> None:
    """Show a text in a line, or its translation over the text in grey; one that says so already keeps its cursor."""
    shown = text if translation is None else translation
    if line.text() != shown:
        line.setText(shown)
        line.setCursorPosition(0 if not line.hasFocus() else len(shown))
    line.setPlaceholderText("" if translation is None else text)


def show_area(
    area: QPlainTextEdit,
    text: str | Sequence[str],
    translation: str | Sequence[str] | None,
    *,
    kept: bool = False,
) -> None:
    """The same for a field of several lines; a list stands one a line.

    Args:
        area: the field.
        text: in the codebook's own language.
        translation: in the language that is written; None for the own.
        kept: the field says so already, if in other blanks.
    """
    shown = _as_lines(text if translation is None else translation)
    if not kept and area.toPlainText() != shown:
        area.setPlainText(shown)
    area.setPlaceholderText("" if translation is None else _as_lines(text))


def _as_lines(text: str | Sequence[str]) -> str:
    return text if isinstance(text, str) else "\n".join(text)
