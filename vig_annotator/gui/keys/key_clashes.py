"""Which keys two things want, and how that is said."""

from __future__ import annotations

from vig_annotator.gui.actions import ACTIONS, action
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.keys.key_book import KeyBook
from vig_annotator.gui.keys.key_map import KeyMap


def clash_words(book: KeyBook, keys: KeyMap, action_id: str, key: str) -> str:
    """Who else wants a key that an action has or is to have: ``also: Delete``; empty if nobody does."""
    others = [action(one).title.rstrip("…") for one in keys.owners(key) if one != action_id]
    label = book.code_label(key)
    if label:
        others.append(f"the code “{label}”")
    return " and ".join(others)


def clashes(book: KeyBook, keys: KeyMap) -> dict[str, str]:
    """By action id, what its keys clash with, in words; actions that clash with nothing are left out."""
    found: dict[str, str] = {}
    for row in ACTIONS:
        parts = [
            f"{key_text(key)}: {words}"
            for key in keys.keys(row.id)
            if (words := clash_words(book, keys, row.id, key))
        ]
        if parts:
            found[row.id] = "  ·  ".join(parts)
    return found
