"""``extends``: a codebook that says only what it changes in another.

An entry with the id of one in the base changes the fields it names; a field with nothing behind it takes the base's value
away; an entry with a new id is added at the end. ``id`` and ``version`` are never taken over.
"""

from __future__ import annotations

from vig_annotator.codebook.entry import Entry, Value
from vig_annotator.codebook.faults import Faults, meant_word, shown
from vig_annotator.codebook.fields import HEADER_FIELDS, SYNONYMS
from vig_annotator.codebook.rules import LIST_PARTS

_OWN = ("id", "version", "extends", "based_on")


def merge(base: Entry, change: Entry, faults: Faults) -> Entry:
    """The header of the base as the change changes it; what can't be changed is noted."""
    merged = Entry(
        change.line,
        change.file,
        values={name: value for name, value in base.values.items() if name not in _OWN},
        wrong=base.wrong | change.wrong,
        whole=base.whole and change.whole,
    )
    for name in change.cleared:
        if name not in LIST_PARTS:
            merged.values.pop(name, None)
    for name, value in change.values.items():
        if name in LIST_PARTS:
            content: tuple[Entry, ...] = _merge_list(name, base, change, faults)
            merged.values[name] = Value(content, value.line, value.file)
        elif name == "translations":
            content = _merge_translations(base, change)
            merged.values[name] = Value(content, value.line, value.file)
        else:
            merged.values[name] = value
    _keep_restricted(base, change, merged, faults)
    line = change.line_of("extends")
    lineage = (base.text("id"), *base.texts("based_on"))
    merged.values["based_on"] = Value(lineage, line, change.file)
    return merged


def _keep_restricted(base: Entry, change: Entry, merged: Entry, faults: Faults) -> None:
    if not base.flag("restricted", default=False):
        return
    if "restricted" in change.values and not change.flag("restricted", default=True):
        faults.add(
            change.line_of("restricted"),
            f"“{base.text('id')}” is restricted, and so is every codebook that extends it",
            "delete the field",
            change.file,
        )
    merged.values["restricted"] = base.values["restricted"]


def _merge_list(part: str, base: Entry, change: Entry, faults: Faults) -> tuple[Entry, ...]:
    entries = {entry.text("id"): entry for entry in base.entries(part)}
    for entry in change.entries(part):
        entry_id = entry.text("id")
        if entry_id in entries:
            entries[entry_id] = _merge_entry(entries[entry_id], entry, faults)
        else:
            _note_misspelt(part, entry, entries, faults)
            entries[entry_id or f"?{entry.line}"] = entry
    return tuple(entries.values())


def _merge_entry(base: Entry, change: Entry, faults: Faults) -> Entry:
    if "kind" in change.values and change.text("kind") != base.text("kind") and "kind" in base.values:
        faults.add(
            change.line_of("kind"),
            f"“{base.text('id')}” is a {base.text('kind')} in the codebook that this one extends",
            "retire it (retired: yes) and add a code with a new id",
            change.file,
        )
    values = {name: value for name, value in base.values.items() if name not in change.cleared}
    return Entry(
        change.line,
        change.file,
        values={**values, **change.values},
        wrong=base.wrong | change.wrong,
        whole=base.whole and change.whole,
    )


def _note_misspelt(part: str, entry: Entry, base: dict[str, Entry], faults: Faults) -> None:
    """An entry that could stand by itself is new; one that could not, with nearly a known id, is a slip."""
    required = {
        field.name
        for header in HEADER_FIELDS
        if header.name == part
        for field in header.fields
        if field.required
    }
    missing = required - set(entry.values) - entry.wrong
    near = meant_word(entry.text("id"), base, SYNONYMS) if entry.text("id") else None
    if missing and near is not None:
        faults.add(
            entry.line_of("id"),
            f"the codebook that this one extends has no “{shown(entry.text('id'))}” in “{part}”",
            f"did you mean “{near}”?",
            entry.file,
        )
        entry.wrong |= missing


def _merge_translations(base: Entry, change: Entry) -> tuple[Entry, ...]:
    merged: dict[tuple[str, str, str], Entry] = {}
    for entry in (*base.entries("translations"), *change.entries("translations")):
        place = (entry.text("language").casefold(), entry.text("part"), entry.text("id"))
        if place in merged:
            merged[place].values.update(entry.values)
        else:
            merged[place] = Entry(entry.line, entry.file, values=dict(entry.values), whole=entry.whole)
    return tuple(merged.values())
