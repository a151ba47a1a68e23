"""The texts in further languages: ``translations`` of the header.

Each language holds the header's texts and, part by part and id by id, the texts of subjects, groups, modifiers and codes.
Every one of them becomes an entry with the three extra values ``language``, ``part`` and ``id``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vig_annotator.codebook.entry import Entry, Value
from vig_annotator.codebook.faults import shown
from vig_annotator.codebook.fields import (
    CODE_FIELDS,
    GROUP_FIELDS,
    HEADER_FIELDS,
    MODIFIER_FIELDS,
    SUBJECT_FIELDS,
    TRANSLATED_HEADER,
    TRANSLATED_PARTS,
    Field,
    Shape,
)
from vig_annotator.codebook.yaml_tree import Mapping, Node, Scalar

if TYPE_CHECKING:
    from vig_annotator.codebook.entry_reader import EntryReader

_PART_FIELDS = {
    "header": HEADER_FIELDS,
    "subjects": SUBJECT_FIELDS,
    "groups": GROUP_FIELDS,
    "modifiers": MODIFIER_FIELDS,
    "codes": CODE_FIELDS,
}


def translated_fields(part: str) -> tuple[Field, ...]:
    """The fields of a part that hold text."""
    names = TRANSLATED_HEADER if part == "header" else TRANSLATED_PARTS[part]
    return tuple(field for field in _PART_FIELDS[part] if field.name in names)


def read_translations(node: Node, reader: EntryReader) -> tuple[Entry, ...] | None:
    """Every translated entry of every language; None when there are no languages to read."""
    if not isinstance(node, Mapping):
        reader.faults.add(
            node.line, "“translations” must name languages", "write  cy:  and the texts below it"
        )
        return None
    found: list[Entry] = []
    seen: set[str] = set()
    for name_node, language_node in node.entries:
        language = reader.single(Field("language", Shape.LANGUAGE, ""), name_node)
        if not isinstance(language, str):
            continue
        if language.casefold() in seen:
            reader.faults.add(
                name_node.line, f"the language “{language}” stands here a second time", "put the two together"
            )
        seen.add(language.casefold())
        if isinstance(language_node, Mapping):
            found.extend(_language(language, language_node, reader))
        elif not (isinstance(language_node, Scalar) and language_node.empty):
            reader.faults.add(
                language_node.line, f"“{language}” must have fields", "write the texts below it"
            )
    return tuple(found)


def _language(language: str, node: Mapping, reader: EntryReader) -> list[Entry]:
    found: list[Entry] = []
    header = Mapping(node.line, complete=node.complete)
    for name_node, part_node in node.entries:
        if name_node.text not in TRANSLATED_PARTS:
            header.entries.append((name_node, part_node))
        elif isinstance(part_node, Mapping):
            found.extend(_part(language, name_node.text, part_node, reader))
        elif not (isinstance(part_node, Scalar) and part_node.empty):
            reader.faults.add(
                part_node.line,
                f"“{name_node.text}” of a translation names ids",
                "write  the_id:  and its texts below it",
            )
    entry = reader.entry(header, translated_fields("header"), "a translation")
    found.append(_marked(entry, language, "header", "", node.line))
    return found


def _part(language: str, part: str, node: Mapping, reader: EntryReader) -> list[Entry]:
    found: list[Entry] = []
    seen: set[str] = set()
    for id_node, texts_node in node.entries:
        if id_node.text in seen:
            reader.faults.add(
                id_node.line, f"“{shown(id_node.text)}” stands here a second time", "put the two together"
            )
        seen.add(id_node.text)
        if isinstance(texts_node, Mapping):
            entry = reader.entry(
                texts_node, translated_fields(part), f"the translation of an entry of “{part}”"
            )
            found.append(_marked(entry, language, part, id_node.text, id_node.line))
        else:
            reader.faults.add(
                id_node.line, f"“{shown(id_node.text)}” must have fields", "write  label: ...  below it"
            )
    return found


def _marked(entry: Entry, language: str, part: str, entry_id: str, line: int) -> Entry:
    for name, content in (("language", language), ("part", part), ("id", entry_id)):
        entry.values[name] = Value(content, line, entry.file)
    return entry
