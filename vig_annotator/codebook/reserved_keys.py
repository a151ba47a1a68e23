"""The keys the player needs while a film is coded; no code can have one of them.

A code's key is one character. Keys that are no character (arrows, Home, End, Esc, Tab, Enter, Delete, F1 to F12) can't be
written into a codebook at all. Every shipped codebook keeps clear of the list.
"""

from __future__ import annotations

RESERVED_KEYS: frozenset[str] = frozenset(" jklioz,.[]/?+-=")
"""Space (play), J K L (shuttle), I O (in and out), Z (undo), comma and full stop (a frame), brackets (loop), zoom, help."""

NAMED_KEYS: frozenset[str] = frozenset(
    [
        "space",
        "spacebar",
        "enter",
        "return",
        "esc",
        "escape",
        "tab",
        "backspace",
        "delete",
        "del",
        "insert",
        "home",
        "end",
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "shift",
        "ctrl",
        "control",
        "alt",
        "meta",
        "cmd",
        "f1",
        "f2",
        "f3",
        "f4",
        "f5",
        "f6",
        "f7",
        "f8",
        "f9",
        "f10",
        "f11",
        "f12",
        "comma",
        "period",
        "dot",
    ]
)
"""Names that people write for keys, all of which are the player's."""


def is_reserved(key: str) -> bool:
    """Whether the player needs this key (a character, or a key's name)."""
    return key.lower() in RESERVED_KEYS or key.casefold().replace(" ", "") in NAMED_KEYS


def free_keys() -> str:
    """Letters and digits that a code may have, in the order in which they are offered."""
    return "".join(key for key in "abcdefghijklmnopqrstuvwxyz1234567890" if key not in RESERVED_KEYS)
