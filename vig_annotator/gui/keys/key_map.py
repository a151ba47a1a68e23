"""Which keys do what: a preset and what the user changed in it, as a value.

A key is written as Qt's portable text (``Ctrl+Shift+E``, ``F13``, ``Media Play``), one press each; whatever sends such a
key, also a foot pedal or a game pad's driver, works.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeySequence

from vig_annotator.gui.actions import ACTIONS, Action
from vig_annotator.gui.keys.presets import PRESETS, Preset

Keys = tuple[str, ...]


def normal_key(text: str) -> str:
    """A key as it is compared: ``ctrl+o`` and ``Ctrl+O`` are one; empty if it is no single key press."""
    sequence = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return ""
    written = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    # What Qt does not know becomes a key without a name.
    return written if written.isprintable() and _first(sequence) not in _NO_KEYS else ""


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The keys of every action.

    Attributes:
        preset: id of the preset that is changed.
        changes: by action id, the keys that the user gave it instead of the preset's, the first is the one that is shown.
    """

    preset: str = Preset.OURS.value
    changes: Mapping[str, Keys] = field(default_factory=dict)

    def keys(self, action_id: str) -> Keys:
        """The keys of an action; empty if it has none."""
        changed = self.changes.get(action_id)
        return changed if changed is not None else usual_keys(self.preset, action_id)

    def key(self, action_id: str) -> str:
        """The key of an action that is shown; empty if it has none."""
        keys = self.keys(action_id)
        return keys[0] if keys else ""

    def owners(self, key: str) -> tuple[str, ...]:
        """Ids of the actions that have a key, in the order of the table."""
        return tuple(row.id for row in ACTIONS if key in self.keys(row.id))

    def with_keys(self, action_id: str, keys: Iterable[str]) -> KeyMap:
        """The same with other keys for one action; the preset's own keys are no change."""
        wanted = tuple(dict.fromkeys(keys))
        changes = {name: one for name, one in self.changes.items() if name != action_id}
        if wanted != usual_keys(self.preset, action_id):
            changes[action_id] = wanted
        return replace(self, changes=changes)

    def taken_over(self, action_id: str, key: str) -> KeyMap:
        """The same with one key more for an action, taken from whoever had it."""
        changed = self
        for owner in self.owners(key):
            changed = changed.with_keys(owner, [one for one in changed.keys(owner) if one != key])
        return changed.with_keys(action_id, [*changed.keys(action_id), key])


def _first(sequence: QKeySequence) -> int:
    combination: QKeyCombination = sequence[0]  # type: ignore[index]
    return int(combination.key())


def usual_keys(preset: str, action_id: str) -> Keys:
    """What a preset gives to an action. What the preset itself does not speak of has our keys, as far as they are free."""
    return _USUAL[preset].get(action_id, ())


def _of_preset(own: Mapping[str, Keys]) -> dict[str, Keys]:
    own = {name: tuple(map(normal_key, keys)) for name, keys in own.items()}
    taken = {key for keys in own.values() for key in keys}

    ours = {row.id: tuple(normal_key(key) for key in row.keys) for row in ACTIONS}
    taken.update(key for name, keys in ours.items() if name not in own for key in keys)
    claimed = {key for keys in own.values() for key in keys}

    def keys(row: Action) -> Keys:
        free = tuple(key for key in ours[row.id] if key not in claimed)
        return own.get(row.id) or free or _instead(ours[row.id], taken)

    return {row.id: keys(row) for row in ACTIONS}


def _instead(ours: Keys, taken: set[str]) -> Keys:
    """A key near to the usual one, for what a preset has taken all keys from; noted as taken."""
    for modifiers in ("Alt", "Shift", "Ctrl", "Ctrl+Alt", "Alt+Shift", "Ctrl+Alt+Shift"):
        for key in ours:
            wanted = normal_key(f"{modifiers}+{key}")
            if wanted and wanted not in taken:
                taken.add(wanted)
                return (wanted,)
    return ()


_NO_KEYS = (0, 0x01FFFFFF)
"""What Qt makes of words that name no key."""
_USUAL = {preset.value: _of_preset(own) for preset, own in PRESETS.items()}
