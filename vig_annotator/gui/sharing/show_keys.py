"""The keys of the shared review, which are those that a presenter's remote control sends, and a few of the guider's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from vig_annotator.gui.sharing.show import Show

KEYS: dict[Qt.Key, Callable[[Show], object]] = {
    Qt.Key.Key_PageDown: Show.next,
    Qt.Key.Key_Return: Show.next,
    Qt.Key.Key_Enter: Show.next,
    Qt.Key.Key_PageUp: Show.before,
    Qt.Key.Key_F5: Show.once_more,
    Qt.Key.Key_Backspace: Show.once_more,
    Qt.Key.Key_Space: Show.toggle,
    Qt.Key.Key_K: Show.toggle,
    Qt.Key.Key_S: Show.slowly,
    Qt.Key.Key_H: Show.hold,
    Qt.Key.Key_L: Show.loop,
    Qt.Key.Key_B: Show.blacken,
    Qt.Key.Key_Period: Show.blacken,
    Qt.Key.Key_1: lambda show: show.set_speed(1.0),
    Qt.Key.Key_2: lambda show: show.set_speed(0.5),
    Qt.Key.Key_4: lambda show: show.set_speed(0.25),
    Qt.Key.Key_Left: lambda show: show.step(-1),
    Qt.Key.Key_Right: lambda show: show.step(1),
    Qt.Key.Key_Home: lambda show: show.go_to(show.stop.film.onset_us),
    Qt.Key.Key_Escape: Show.leave,
}
"""Page keys, B, F5 and Esc are a remote's; its full stop darkens the screen as B does, and the second press of its button for
"start" is an Esc: so that takes the picture away first, and ends only from the dark."""

_SECOND_US = 1_000_000
_FAR: dict[Qt.Key, Callable[[Show], object]] = {
    Qt.Key.Key_Left: lambda show: show.jump(-_SECOND_US),
    Qt.Key.Key_Right: lambda show: show.jump(_SECOND_US),
}
"""With Shift."""


def press(show: Show, event: QKeyEvent) -> bool:
    """Do what a key says; answers whether it says anything."""
    key = Qt.Key(event.key())
    far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    do = _FAR.get(key, KEYS.get(key)) if far else KEYS.get(key)
    if do is None or (event.isAutoRepeat() and event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right)):
        return False
    do(show)
    return True
