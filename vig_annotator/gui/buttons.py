"""Buttons as this program has them: named for people who can't see them, reached by Tab, not stealing the keys by a click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from vig_annotator.gui.actions import action
from vig_annotator.gui.icons import icon
from vig_annotator.gui.keys.key_book import key_book
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
        key: the key that does the same; shown in the tooltip.
        action_id: instead of a key, the action that it does: its key is shown, whichever that is.
        role: of the style sheet: empty, ``quiet`` or ``primary``.
    """

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        key: str = "",
        action_id: str = "",
        role: str = "",
        size_px: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._size_px = icon_name, size_px
        self._key, self._action_id = key, action_id
        self._color_name = "on_accent" if role == "primary" else "ink"
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(size_px, size_px))
        self.set_name(name)
        theme().changed.connect(self._paint_icon)
        key_book().changed.connect(self._show_key)
        self._paint_icon()

    def set_name(self, name: str) -> None:
        """Say what it does."""
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self._show_key()

    def set_icon(self, icon_name: str, color_name: str | None = None) -> None:
        """Show another icon, in another of the theme's colours if one is named."""
        if icon_name != self._icon_name or (color_name or self._color_name) != self._color_name:
            self._icon_name, self._color_name = icon_name, color_name or self._color_name
            self._paint_icon()

    @property
    def icon_name(self) -> str:
        """The icon that is shown."""
        return self._icon_name

    def _show_key(self) -> None:
        key = key_book().key(self._action_id) if self._action_id else self._key
        self.setToolTip(with_key(self.accessibleName(), key))

    def _paint_icon(self) -> None:
        tokens = theme().tokens
        self.setIcon(icon(self._icon_name, getattr(tokens, self._color_name), self._size_px, tokens.ink3))


def push_button(
    text: str,
    do: Callable[[], object] | None = None,
    *,
    role: str = "",
    key: str = "",
    action_id: str = "",
    name: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words.

    Args:
        text: what it says.
        do: what a click does.
        role: ``primary`` for the one obvious next step, ``quiet``, or empty.
        key: the key that does the same, for the tooltip.
        action_id: instead of a key, the action that it does: the tooltip names its key, whichever that is.
        name: for screen readers, if the text alone does not say enough.
        parent: the widget that it lies in.
    """
    button = QPushButton(text, parent)
    button.setProperty("role", role)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoDefault(False)
    button.setAccessibleName(name or text.rstrip("…"))
    words = name or text.rstrip("…")
    if key:
        button.setToolTip(with_key(words, key))
    if action_id:
        follow_keys(button, lambda: button.setToolTip(with_key(words, key_book().key(action_id))))
    if do is not None:
        action = do
        button.clicked.connect(lambda: action())
    return button


class _KeyFollower(QObject):
    """Lives as long as its widget, so nobody has to take leave of the keys."""

    def __init__(self, widget: QWidget, show: Callable[[], object]) -> None:
        super().__init__(widget)
        self._show = show
        key_book().changed.connect(self.show_again)

    def show_again(self) -> None:
        """Say the words anew."""
        self._show()


def follow_keys(widget: QWidget, show: Callable[[], object]) -> None:
    """Show words that name a key, now and whenever the keys are changed, for as long as the widget lives."""
    _KeyFollower(widget, show)
    show()


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


def press_words(action_id: str) -> str:
    """How an action is done, within a sentence: ``press Alt+B``, or ``choose “Loop to here (B)”`` where it has no key."""
    key = key_text(key_book().key(action_id))
    return f"press {key}" if key else f"choose “{action(action_id).title}”"
