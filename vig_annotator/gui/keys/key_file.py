"""Keys as a file, to carry them to another computer or to a colleague."""

from __future__ import annotations

import json
from pathlib import Path

from vig_annotator.errors import UsageError
from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.keys.key_map import KeyMap, normal_key
from vig_annotator.gui.keys.presets import Preset
from vig_annotator.reels.whole_file import whole_file

_FORMAT, _VERSION = "vig-annotator keys", 1
_MOST_BYTES = 1_000_000
_CHOOSE = "Choose a file that this program wrote under “Save as a file…”."


def write_keys(keys: KeyMap, out: Path) -> None:
    """Write the preset and every change.

    Raises:
        ExportError: the file can't be written.
    """
    words = {
        "format": _FORMAT,
        "version": _VERSION,
        "preset": keys.preset,
        "keys": {name: list(given) for name, given in keys.changes.items()},
    }
    with whole_file(out, overwrite=True, sources=()) as part:
        part.write_text(json.dumps(words, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_keys(path: Path) -> tuple[KeyMap, tuple[str, ...]]:
    """The keys of a file, and the ids of actions in it that this version of the program does not have.

    Raises:
        UsageError: it can't be read, is no file of keys, or holds something that is no key; nothing is to be changed then.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"“{path.name}” is too big for a file of keys.", _CHOOSE)
        words = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"“{path.name}” can't be read.", "Choose another file.") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"“{path.name}” is no file of keys.", _CHOOSE) from error
    if not isinstance(words, dict) or words.get("format") != _FORMAT:
        raise UsageError(f"“{path.name}” is no file of keys.", _CHOOSE)
    if words.get("version") != _VERSION or words.get("preset") not in list(Preset):
        raise UsageError(
            f"“{path.name}” was written by another version of the program.", "Bring this program up to date."
        )
    return _changes(path.name, words["preset"], words.get("keys"))


def _changes(name: str, preset: str, given: object) -> tuple[KeyMap, tuple[str, ...]]:
    if not isinstance(given, dict):
        raise UsageError(f"“{name}” holds no keys.", _CHOOSE)
    known = {row.id for row in ACTIONS}
    read, unknown = KeyMap(preset), []
    for action_id, keys in given.items():
        if not isinstance(keys, list) or not all(isinstance(key, str) and normal_key(key) for key in keys):
            raise UsageError(
                f"“{name}” has something under “{str(action_id)[:60]}” that is no key.",
                "Put it right in the file, or choose another one.",
            )
        if action_id in known:
            read = read.with_keys(action_id, map(normal_key, keys))
        else:
            unknown.append(action_id)
    return read, tuple(unknown)
