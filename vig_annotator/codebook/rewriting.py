"""Changing a codebook file as its writer would: only what changed is written anew; comments, order and style stay.

The editor works on a `Codebook`; this puts its changes into the file's own text. A file that extends another gets no more
than what differs from its base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vig_annotator.codebook.fields import HEADER_FIELDS, Shape
from vig_annotator.codebook.file_text import with_plain_line_ends
from vig_annotator.codebook.loader import extended_name, load_base, parse_codebook
from vig_annotator.codebook.text_patching import (
    Unpatchable,
    patch_fields,
    patch_list,
    patch_mapping,
    read_sections,
)
from vig_annotator.codebook.writer import codebook_as_data, dump_field
from vig_annotator.errors import CodebookError
from vig_annotator.model.codebook import Codebook

_LISTS = [field.name for field in HEADER_FIELDS if field.shape is Shape.ENTRIES]
_TEXTS = "translations"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The text of a codebook file after a change.

    Attributes:
        text: what the loader reads as the changed codebook.
        style_kept: False when the file was written in a way that can't be patched and is written anew, without comments.
    """

    text: str
    style_kept: bool


def rewrite(text: str, new: Codebook, path: Path | None = None, folders: Sequence[Path] = ()) -> Rewritten:
    """Bring the text of a codebook file to another state of the codebook.

    Comments that stand by themselves or behind a value stay with the entry or field that they belong to; they go with it
    when it is taken out. In a file that extends another, codes of the base can be retired, but not taken out or reordered.

    Args:
        text: the file as it is.
        new: the codebook that it is to hold.
        path: where the file is, if it extends another that lies beside it.
        folders: further places in which that may be.

    Raises:
        CodebookError: the text has faults, or the changed codebook would have.
    """
    text = with_plain_line_ends(text)
    base = load_base(text, path, folders)
    old = parse_codebook(text, "codebook", folders, path).codebook
    before, after = own_data(old, base), own_data(new, base)
    try:
        patched = _patched(text, before, after)
        if same_content(parse_codebook(patched, "codebook", folders, path).codebook, new):
            return Rewritten(patched, style_kept=True)
    except (CodebookError, Unpatchable):
        pass  # written in an unusual way, or the new codebook itself has faults: then the next reading says so
    if base is not None:
        after = {"extends": extended_name(text), **after}
    fresh = "".join("\n".join(dump_field(name, value)) + "\n" for name, value in after.items())
    parse_codebook(fresh, "codebook", folders, path)
    return Rewritten(fresh, style_kept=False)


def same_content(one: Codebook, other: Codebook) -> bool:
    """Whether two codebooks say the same; the order of translations means nothing."""
    return set(one.translations) == set(other.translations) and (
        replace(one, translations=()) == replace(other, translations=())
    )


def _patched(text: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    lines = text.split("\n")
    for name in _LISTS:
        if before.get(name, []) == after.get(name, []):
            continue
        section = next((found for found in read_sections(lines) if found.name == name), None)
        if section is None:
            lines = patch_fields(lines, {name: after[name]}, set())
        elif not after.get(name):
            lines = patch_fields(lines, {}, {name})
        else:
            lines = patch_list(lines, section, before.get(name, []), after[name])
    if after.get(_TEXTS) and before.get(_TEXTS):
        section = next(found for found in read_sections(lines) if found.name == _TEXTS)
        lines = patch_mapping(lines, section, before[_TEXTS], after[_TEXTS])
        before = before | {_TEXTS: after[_TEXTS]}
    changed = {
        name: value
        for name, value in after.items()
        if name not in _LISTS and (name not in before or before[name] != value)
    }
    lines = patch_fields(
        lines, changed, {name for name in before if name not in _LISTS and name not in after}
    )
    return "\n".join(lines)


def own_data(codebook: Codebook, base: Codebook | None) -> dict[str, Any]:
    """What a file must hold for a codebook: all of it, or what differs from the base."""
    data = codebook_as_data(codebook)
    if base is None:
        return data
    data.pop("based_on", None)
    rest = codebook_as_data(base)
    own: dict[str, Any] = {}
    for name, value in data.items():
        if name in _LISTS:
            entries = _own_entries(value, rest.get(name, []))
            if entries:
                own[name] = entries
        elif name == "translations":
            texts = _own_translations(value, rest.get(name, {}))
            if texts:
                own[name] = texts
        elif name in ("id", "version") or rest.get(name) != value:
            own[name] = value
    for name in rest:
        if name not in data and name not in (*_LISTS, "translations", "based_on"):
            own[name] = None  # written with nothing behind it, which takes the base's value away
    return own


def _own_entries(entries: list[dict[str, Any]], base: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = {entry["id"]: entry for entry in base}
    own = []
    for entry in entries:
        if entry["id"] not in known:
            own.append(entry)
            continue
        rest = known[entry["id"]]
        changed = {name: value for name, value in entry.items() if rest.get(name) != value}
        changed |= {name: None for name in rest if name not in entry}
        if changed:
            own.append({"id": entry["id"], **changed})
    return own


def _own_translations(texts: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for name, value in texts.items():
        if isinstance(value, dict):
            inner = _own_translations(value, base.get(name, {}) if isinstance(base.get(name), dict) else {})
            if inner:
                own[name] = inner
        elif base.get(name) != value:
            own[name] = value
    return own
