"""Buttons as this program has them: named for people who can't see them, reached by Tab, not stealing the keys by a click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from vig_annotator.gui.icons import icon
from vig_annotator.gui.theme import theme

_SIGNS = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Return": "Enter",
    "PgUp": "Page ↑",
    "PgDown": "Page ↓",
}


class IconButton(QToolButton):
    """A button that is an icon; its colour follows the theme.

    Args:
        icon_name: see `icons`.
        name: what it does, for tooltips and screen readers.
        key: the key that does the same, as in the action table; shown in the tooltip.
        role: of the style sheet: empty, ``quiet`` or ``primary``.
    """

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        key: str = "",
        role: str = "",
        size_px: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._size_px, self._key = icon_name, size_px, key
        self._color_name = "on_accent" if role == "primary" else "ink"
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(size_px, size_px))
        self.set_name(name)
        theme().changed.connect(self._paint_icon)
        self._paint_icon()

    def set_name(self, name: str) -> None:
        """Say what it does."""
        self.setAccessibleName(name)
        self.setToolTip(with_key(name, self._key))

    def set_icon(self, icon_name: str, color_name: str | None = None) -> None:
        """Show another icon, in another of the theme's colours if one is named."""
        if icon_name != self._icon_name or (color_name or self._color_name) != self._color_name:
            self._icon_name, self._color_name = icon_name, color_name or self._color_name
            self._paint_icon()

    @property
    def icon_name(self) -> str:
        """The icon that is shown."""
        return self._icon_name

    def _paint_icon(self) -> None:
        tokens = theme().tokens
        self.setIcon(icon(self._icon_name, getattr(tokens, self._color_name), self._size_px, tokens.ink3))


def push_button(
    text: str,
    do: Callable[[], object] | None = None,
    *,
    role: str = "",
    key: str = "",
    name: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words.

    Args:
        text: what it says.
        do: what a click does.
        role: ``primary`` for the one obvious next step, ``quiet``, or empty.
        key: the key that does the same, for the tooltip.
        name: for screen readers, if the text alone does not say enough.
        parent: the widget that it lies in.
    """
    button = QPushButton(text, parent)
    button.setProperty("role", role)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoDefault(False)
    button.setAccessibleName(name or text.rstrip("…"))
    if key:
        button.setToolTip(with_key(name or text.rstrip("…"), key))
    if do is not None:
        action = do
        button.clicked.connect(lambda: action())
    return button


def with_key(text: str, key: str) -> str:
    """A tooltip: what it does and the key that does it."""
    return f"{text}  ·  {key_text(key)}" if key else text


def key_text(key: str) -> str:
    """A key of the action table as this system writes it."""
    if not key:
        return ""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for word, sign in _SIGNS.items():
        if text == word or text.endswith(f"+{word}"):
            return text.removesuffix(word) + sign
    return text
