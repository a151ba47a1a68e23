"""The keys in force in the program; who shows a key asks here, and is told when they change.

While a film is coded, a key that a code of its codebook has tags that code; an action that the user gave the same key keeps
its other keys only. So no press is ever lost between two that want it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.keys.key_map import KeyMap, Keys, normal_key
from vig_annotator.gui.keys.presets import Preset
from vig_annotator.model.codebook import Codebook
from vig_annotator.settings import Settings


class KeyBook(QObject):
    """The keys in force; `changed` is sent when they are others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._map = KeyMap()
        self._settings: Settings | None = None
        self._codebook: Codebook | None = None
        self._codes: dict[str, str] = {}

    @property
    def map(self) -> KeyMap:
        """The keys as they were chosen, whatever codebook is open."""
        return self._map

    @property
    def codebook(self) -> Codebook | None:
        """The codebook of the film on the screen."""
        return self._codebook

    def follow(self, settings: Settings) -> None:
        """Take the keys that were remembered; from now on changes are noted there."""
        self._settings = settings
        self._set(map_of(settings.key_preset, settings.keys))

    def set_map(self, wanted: KeyMap) -> None:
        """Other keys, from now on and remembered."""
        if self._settings is not None:
            self._settings.key_preset = wanted.preset
            self._settings.keys = {name: list(keys) for name, keys in wanted.changes.items()}
        self._set(wanted)

    def set_codebook(self, codebook: Codebook | None) -> None:
        """The codes that are tagged by key now; None while no film is open."""
        self._codebook = codebook
        self._codes = (
            {normal_key(code.key.upper()): code.label for code in codebook.active_codes if code.key}
            if codebook is not None
            else {}
        )
        self.changed.emit()

    def code_label(self, key: str) -> str:
        """What the code is called that a key tags; empty if it tags none."""
        return self._codes.get(key, "")

    def keys(self, action_id: str) -> Keys:
        """The keys that do an action now."""
        return tuple(key for key in self._map.keys(action_id) if key not in self._codes)

    def key(self, action_id: str) -> str:
        """The key that is shown for an action; empty if it has none now."""
        keys = self.keys(action_id)
        return keys[0] if keys else ""

    def _set(self, wanted: KeyMap) -> None:
        if wanted != self._map:
            self._map = wanted
            self.changed.emit()


def map_of(preset: str, changes: dict[str, list[str]]) -> KeyMap:
    """A map from words that were written down; what is not understood is left out."""
    known = preset if preset in list(Preset) else Preset.OURS.value
    read = KeyMap(known)
    for action_id, keys in changes.items():
        normal = [one for key in keys if (one := normal_key(key))]
        if action_id in _action_ids() and len(normal) == len(keys):
            read = read.with_keys(action_id, normal)
    return read


def _action_ids() -> frozenset[str]:
    return frozenset(row.id for row in ACTIONS)


_BOOK: KeyBook | None = None


def key_book() -> KeyBook:
    """The program's one book of keys."""
    global _BOOK
    if _BOOK is None:
        _BOOK = KeyBook()
    return _BOOK
