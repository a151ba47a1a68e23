"""From a tree to entries: every field has the shape that the format says, and knows its line.

This is the first of two checks: each field by itself. Whether the parts fit together is in ``rules.py``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from vig_annotator.codebook.faults import Faults, shown, suggestion
from vig_annotator.codebook.fields import SYNONYMS, TRANSLATED_HEADER, TRANSLATED_PARTS, Field, Shape
from vig_annotator.codebook.limits import MAX_LABEL, MAX_TEXT
from vig_annotator.codebook.reserved_keys import free_keys, is_reserved
from vig_annotator.codebook.yaml_tree import Mapping, Node, Scalar, Sequence

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SECONDS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
_YES = frozenset(("yes", "true", "on"))
_NO = frozenset(("no", "false", "off"))
_LONGEST_S = 3600


@dataclass(frozen=True, slots=True)
class Value:
    """What a field holds, and where it was written."""

    content: object
    line: int
    file: str


@dataclass(slots=True)
class Entry:
    """One entry of the file (the header, a code, a group ...) after its fields were checked one by one.

    Attributes:
        values: field name to value; fields that are not there, or not right, are missing.
        cleared: fields that were written with nothing behind them; in an extension they take the base's value away.
        whole: False when the file broke off inside the entry.
    """

    line: int
    file: str
    values: dict[str, Value] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    whole: bool = True

    def text(self, name: str, default: str = "") -> str:
        """A field's text, or the default."""
        value = self.values.get(name)
        return value.content if value is not None and isinstance(value.content, str) else default

    def optional(self, name: str) -> str | None:
        """A field's text, or None."""
        return self.text(name) or None

    def flag(self, name: str, default: bool) -> bool:
        """A yes or no, or the default."""
        value = self.values.get(name)
        return value.content if value is not None and isinstance(value.content, bool) else default

    def time_us(self, name: str) -> int | None:
        """A duration in microseconds, or None."""
        value = self.values.get(name)
        return value.content if value is not None and type(value.content) is int else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, or none."""
        value = self.values.get(name)
        if value is None or not isinstance(value.content, tuple):
            return ()
        return tuple(item for item in value.content if isinstance(item, str))

    def entries(self, name: str) -> tuple[Entry, ...]:
        """A list of entries, or none."""
        value = self.values.get(name)
        if value is None or not isinstance(value.content, tuple):
            return ()
        return tuple(item for item in value.content if isinstance(item, Entry))

    def line_of(self, name: str) -> int:
        """The line of a field; the entry's own when the field is not there."""
        value = self.values.get(name)
        return value.line if value is not None else self.line

    def file_of(self, name: str) -> str:
        """The file of a field."""
        value = self.values.get(name)
        return value.file if value is not None else self.file


class EntryReader:
    """Reads entries by a table of fields."""

    def __init__(self, faults: Faults, source_lines: list[str]) -> None:
        self.faults = faults
        self._source = source_lines

    def entry(self, node: Mapping, fields: tuple[Field, ...], what: str) -> Entry:
        """One entry: unknown and repeated fields, and values of the wrong shape, are noted."""
        entry = Entry(node.line, self.faults.file, whole=node.complete)
        known = {field.name: field for field in fields}
        seen: dict[str, int] = {}
        for name_node, value_node in node.entries:
            name = name_node.text
            if name in seen:
                self._note(
                    name_node.line,
                    f"‘{shown(name)}’ stands here a second time (first on line {seen[name]})",
                    "keep one of the two",
                )
                continue
            seen[name] = name_node.line
            if name not in known:
                self._note(
                    name_node.line,
                    f"{what} has no field ‘{shown(name)}’",
                    suggestion(name, known, SYNONYMS),
                )
                continue
            if isinstance(value_node, Scalar) and value_node.empty:
                if not self._colour_lost(known[name], value_node):
                    entry.cleared.add(name)
                continue
            content = self._content(known[name], value_node)
            if content is None:
                entry.wrong.add(name)
            else:
                entry.values[name] = Value(content, value_node.line, self.faults.file)
        return entry

    def _note(self, line: int, message: str, remedy: str) -> None:
        self.faults.add(line, message, remedy)

    def _colour_lost(self, field: Field, node: Scalar) -> bool:
        """A colour without quotes is a comment to YAML: the most usual slip of all."""
        if field.shape is not Shape.COLOUR or "#" not in self._source_line(node.line):
            return False
        self._note(
            node.line, "the colour has no quotes, so it is taken for a comment", "write it as '#2B6CB0'"
        )
        return True

    def _source_line(self, line: int) -> str:
        return self._source[line - 1] if 0 < line <= len(self._source) else ""

    def _content(self, field: Field, node: Node) -> object | None:
        if field.shape is Shape.ENTRIES:
            return self._entries(field, node)
        if field.shape is Shape.TRANSLATIONS:
            return self._translations(node)
        if field.shape in (Shape.IDS, Shape.LABELS, Shape.TEXTS):
            return self._list(field, node)
        return self._single(field, node)

    def _entries(self, field: Field, node: Node) -> tuple[Entry, ...] | None:
        if not isinstance(node, Sequence):
            self._note(
                node.line, f"‘{field.name}’ must be a list", "start each entry with a dash:  - id: ..."
            )
            return None
        if len(node.items) > field.limit:
            self._note(
                node.items[field.limit].line,
                f"‘{field.name}’ holds {len(node.items):,} entries; {field.limit} are the most",
                "check that it is the right file; split a very large codebook into several",
            )
            return None
        what = "an entry of ‘" + field.name + "’"
        found = []
        for item in node.items:
            if isinstance(item, Mapping):
                found.append(self.entry(item, field.fields, what))
            else:
                self._note(item.line, f"{what} must have fields", "write  - id: ...  and its fields below it")
        return tuple(found)

    def _list(self, field: Field, node: Node) -> tuple[str, ...] | None:
        if isinstance(node, Scalar):
            node = Sequence(node.line, [node], complete=True)
        if not isinstance(node, Sequence):
            self._note(node.line, f"‘{field.name}’ must be a list", "write it as [one, two]")
            return None
        if len(node.items) > 200:
            self._note(node.line, f"‘{field.name}’ has too many items", "keep at most 200")
            return None
        single = {Shape.IDS: Shape.ID, Shape.LABELS: Shape.LABEL, Shape.TEXTS: Shape.TEXT}[field.shape]
        limit = {Shape.LABEL: MAX_LABEL, Shape.TEXT: MAX_TEXT}.get(single, 0)
        item_field = Field(field.name, single, field.help, limit=limit)
        found: list[str] = []
        for item in node.items:
            content = self._single(item_field, item)
            if isinstance(content, str):
                if content in found:
                    self._note(
                        item.line, f"‘{shown(content)}’ stands twice in ‘{field.name}’", "keep one of the two"
                    )
                found.append(content)
        return tuple(found)

    def _single(self, field: Field, node: Node) -> object | None:
        if not isinstance(node, Scalar):
            kind = "a list" if isinstance(node, Sequence) else "fields"
            self._note(
                node.line,
                f"‘{field.name}’ must be a single value, and {kind} stands here",
                "write one value behind it",
            )
            return None
        text = node.text.strip()
        if not text or node.empty:
            self._note(node.line, f"‘{field.name}’ is empty", "write something, or delete the field")
            return None
        reader = {
            Shape.ID: self._id,
            Shape.LABEL: self._label,
            Shape.TEXT: self._text,
            Shape.YES_NO: self._yes_no,
            Shape.SECONDS: self._seconds,
            Shape.CHOICE: self._choice,
            Shape.COLOUR: self._colour,
            Shape.KEY: self._key,
            Shape.LANGUAGE: self._language,
        }[field.shape]
        return reader(
            field, node.line, node.text if field.shape is Shape.KEY and len(node.text) == 1 else text
        )

    def _id(self, field: Field, line: int, text: str) -> str | None:
        if _ID.fullmatch(text):
            return text
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
        )
        near = re.sub(r"[^a-z0-9]+", "_", plain)[:64].strip("_")
        remedy = f"write it as ‘{near}’" if _ID.fullmatch(near) else "start with a small letter"
        self._note(line, f"‘{shown(text)}’ can't be an id: small letters a to z, digits and _ only", remedy)
        return None

    def _label(self, field: Field, line: int, text: str) -> str | None:
        if "\n" in text:
            self._note(
                line,
                f"‘{field.name}’ must stand on one line",
                "shorten it; long texts go into ‘definition’ or ‘note’",
            )
            return None
        return self._text(field, line, text)

    def _text(self, field: Field, line: int, text: str) -> str | None:
        if len(text) > field.limit:
            self._note(
                line,
                f"‘{field.name}’ is too long ({len(text):,} characters; {field.limit:,} are the most)",
                "shorten it",
            )
            return None
        odd = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"), None)
        if odd is not None:
            self._note(
                line,
                f"‘{field.name}’ holds a character that can't be printed (U+{ord(odd):04X})",
                "delete it; look for a backslash",
            )
            return None
        return text

    def _yes_no(self, field: Field, line: int, text: str) -> bool | None:
        word = text.casefold()
        if word in _YES or word in _NO:
            return word in _YES
        self._note(line, f"‘{field.name}’ can't be ‘{shown(text)}’", "write yes or no")
        return None

    def _seconds(self, field: Field, line: int, text: str) -> int | None:
        if _SECONDS.fullmatch(text):
            duration_us = int(Decimal(text) * 1_000_000)
            if 0 < duration_us <= _LONGEST_S * 1_000_000:
                return duration_us
        self._note(
            line,
            f"‘{field.name}’ can't be ‘{shown(text)}’",
            f"write a number of seconds, such as 3 or 0.5 (more than 0, at most {_LONGEST_S})",
        )
        return None

    def _choice(self, field: Field, line: int, text: str) -> str | None:
        if text in field.choices:
            return text
        self._note(
            line, f"‘{field.name}’ can't be ‘{shown(text)}’", suggestion(text, field.choices, SYNONYMS)
        )
        return None

    def _colour(self, field: Field, line: int, text: str) -> str | None:
        if _COLOUR.fullmatch(text):
            return text.upper()
        self._note(
            line, f"‘{shown(text)}’ is not a colour", "write it as '#RRGGBB' in quotes, such as '#2B6CB0'"
        )
        return None

    def _key(self, field: Field, line: int, text: str) -> str | None:
        if is_reserved(text):
            self._note(
                line, f"the key ‘{shown(text)}’ belongs to the player", f"choose another: {free_keys()}"
            )
            return None
        if len(text) == 1 and text.isprintable() and not unicodedata.combining(text):
            return text.lower() if len(text.lower()) == 1 else text
        self._note(line, f"‘{shown(text)}’ is not a key", f"write one letter or digit: {free_keys()}")
        return None

    def _language(self, field: Field, line: int, text: str) -> str | None:
        if _LANGUAGE.fullmatch(text):
            return text
        self._note(line, f"‘{shown(text)}’ is not a language code", "write it as en-GB, cy, de ...")
        return None

    def _translations(self, node: Node) -> tuple[Entry, ...] | None:
        """Languages, each with the header's texts and, by id, the texts of each part."""
        if not isinstance(node, Mapping):
            self._note(node.line, "‘translations’ must name languages", "write  cy:  and the texts below it")
            return None
        found: list[Entry] = []
        seen: set[str] = set()
        for name_node, language_node in node.entries:
            language = self._language(Field("language", Shape.LANGUAGE, ""), name_node.line, name_node.text)
            if language is None:
                continue
            if language.casefold() in seen:
                self._note(
                    name_node.line,
                    f"the language ‘{language}’ stands here a second time",
                    "put the two together",
                )
                continue
            seen.add(language.casefold())
            if not isinstance(language_node, Mapping):
                if not (isinstance(language_node, Scalar) and language_node.empty):
                    self._note(
                        language_node.line, f"‘{language}’ must have fields", "write the texts below it"
                    )
                continue
            found.extend(self._language_texts(language, language_node))
        return tuple(found)

    def _language_texts(self, language: str, node: Mapping) -> list[Entry]:
        found: list[Entry] = []
        header = Mapping(node.line, complete=node.complete)
        for name_node, part_node in node.entries:
            part = name_node.text
            if part not in TRANSLATED_PARTS:
                header.entries.append((name_node, part_node))
                continue
            if isinstance(part_node, Scalar) and part_node.empty:
                continue
            if not isinstance(part_node, Mapping):
                self._note(
                    part_node.line,
                    f"‘{part}’ of a translation names ids",
                    "write  the_id:  and its texts below it",
                )
                continue
            fields = tuple(_translated_field(name) for name in TRANSLATED_PARTS[part])
            seen: set[str] = set()
            for id_node, texts_node in part_node.entries:
                if id_node.text in seen:
                    self._note(
                        id_node.line,
                        f"‘{shown(id_node.text)}’ stands here a second time",
                        "put the two together",
                    )
                    continue
                seen.add(id_node.text)
                if not isinstance(texts_node, Mapping):
                    self._note(
                        id_node.line,
                        f"‘{shown(id_node.text)}’ must have fields",
                        "write  label: ...  below it",
                    )
                    continue
                entry = self.entry(texts_node, fields, f"the translation of an entry of ‘{part}’")
                for name, content in (("language", language), ("part", part), ("id", id_node.text)):
                    entry.values[name] = Value(content, id_node.line, self.faults.file)
                found.append(entry)
        entry = self.entry(
            header, tuple(_translated_field(name) for name in TRANSLATED_HEADER), "a translation"
        )
        for name, content in (("language", language), ("part", "header"), ("id", "")):
            entry.values[name] = Value(content, node.line, self.faults.file)
        found.append(entry)
        return found


def _translated_field(name: str) -> Field:
    shapes = {
        "label": Shape.LABEL,
        "parent_label": Shape.LABEL,
        "title": Shape.LABEL,
        "choices": Shape.LABELS,
    }
    shapes["decision_rules"] = Shape.TEXTS
    shape = shapes.get(name, Shape.TEXT)
    return Field(name, shape, "", limit=MAX_LABEL if shape in (Shape.LABEL, Shape.LABELS) else MAX_TEXT)
