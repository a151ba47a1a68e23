"""From a tree to entries: every field has the shape that the format says, and knows its line.

This is the first of two checks: each field by itself. Whether the parts fit together is in ``rules.py``.
"""

from __future__ import annotations

from vig_annotator.codebook.entry import Entry, Value
from vig_annotator.codebook.faults import Faults, meant_word, shown, suggestion
from vig_annotator.codebook.fields import SYNONYMS, Field, Shape
from vig_annotator.codebook.limits import MAX_LABEL, MAX_LIST, MAX_TEXT
from vig_annotator.codebook.single_values import read_single
from vig_annotator.codebook.translation_reader import read_translations
from vig_annotator.codebook.yaml_tree import Mapping, Node, Scalar, Sequence

_LIST_OF = {Shape.IDS: Shape.ID, Shape.LABELS: Shape.LABEL, Shape.TEXTS: Shape.TEXT}
_LIMIT_OF = {Shape.LABEL: MAX_LABEL, Shape.TEXT: MAX_TEXT}


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
                self.faults.add(
                    name_node.line,
                    f"“{shown(name)}” stands here a second time (first on line {seen[name]})",
                    "keep one of the two",
                )
                continue
            seen[name] = name_node.line
            if name in known:
                self._take(entry, known[name], value_node)
                continue
            self.faults.add(
                name_node.line, f"{what} has no field “{shown(name)}”", suggestion(name, known, SYNONYMS)
            )
            meant = meant_word(name, known, SYNONYMS)
            if meant is not None:
                entry.wrong.add(meant)  # so that it is not called missing as well
        return entry

    def _take(self, entry: Entry, field: Field, node: Node) -> None:
        if isinstance(node, Scalar) and node.empty:
            # A colour without quotes is a comment to YAML: the most usual slip of all.
            if field.shape is Shape.COLOUR and "#" in self._source_line(node.line):
                self.faults.add(
                    node.line,
                    "the colour has no quotes, so it is taken for a comment",
                    "write it as '#2B6CB0'",
                )
            else:
                entry.cleared.add(field.name)
            return
        content = self._content(field, node)
        if content is None:
            entry.wrong.add(field.name)
        else:
            entry.values[field.name] = Value(content, node.line, self.faults.file)

    def _source_line(self, line: int) -> str:
        return self._source[line - 1] if 0 < line <= len(self._source) else ""

    def _content(self, field: Field, node: Node) -> object | None:
        if field.shape is Shape.ENTRIES:
            return self._entries(field, node)
        if field.shape is Shape.TRANSLATIONS:
            return read_translations(node, self)
        if field.shape in _LIST_OF:
            return self._list(field, node)
        return self.single(field, node)

    def _entries(self, field: Field, node: Node) -> tuple[Entry, ...] | None:
        if not isinstance(node, Sequence):
            self.faults.add(
                node.line, f"“{field.name}” must be a list", "start each entry with a dash:  - id: ..."
            )
            return None
        if len(node.items) > field.limit:
            self.faults.add(
                node.items[field.limit].line,
                f"“{field.name}” holds {len(node.items):,} entries; {field.limit:,} are the most",
                "check that it is the right file; split a very large codebook into several",
            )
            return None
        what = f"an entry of “{field.name}”"
        found = []
        for item in node.items:
            if isinstance(item, Mapping):
                found.append(self.entry(item, field.fields, what))
            else:
                self.faults.add(
                    item.line, f"{what} must have fields", "write  - id: ...  and its fields below it"
                )
        return tuple(found)

    def _list(self, field: Field, node: Node) -> tuple[str, ...] | None:
        if isinstance(node, Mapping):
            self.faults.add(node.line, f"“{field.name}” must be a list", "write it as [one, two]")
            return None
        items = node.items if isinstance(node, Sequence) else [node]
        if len(items) > MAX_LIST:
            self.faults.add(node.line, f"“{field.name}” has {len(items):,} items", f"keep at most {MAX_LIST}")
            return None
        shape = _LIST_OF[field.shape]
        item_field = Field(field.name, shape, field.help, limit=_LIMIT_OF.get(shape, 0))
        found: list[str] = []
        for item in items:
            content = self.single(item_field, item)
            if not isinstance(content, str):
                continue
            if content in found:
                self.faults.add(
                    item.line, f"“{shown(content)}” stands twice in “{field.name}”", "keep one of the two"
                )
            found.append(content)
        return tuple(found)

    def single(self, field: Field, node: Node) -> object | None:
        """One value; a list or fields in its place are noted."""
        if isinstance(node, Scalar):
            return read_single(field, node.line, "" if node.empty else node.text, self.faults)
        kind = "a list" if isinstance(node, Sequence) else "more fields"
        self.faults.add(
            node.line,
            f"“{field.name}” must be a single value, and {kind} stands here",
            "write one value behind it",
        )
        return None
