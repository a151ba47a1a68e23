"""A codebook as a table: one row for each code, and rows for what they rest on.

The columns are the fields of the format, and one named ``part`` that says what a row is: codebook, subject, group,
modifier or code. Without it every row is a code. Several values in one cell are separated by `` | ``; a code that is easily
confused stands as ``id: how to tell them apart``. Translations are not in the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vig_annotator.codebook.faults import Faults, shown, suggestion
from vig_annotator.codebook.fields import HEADER_FIELDS, SYNONYMS, Field, Shape
from vig_annotator.codebook.limits import MAX_CODES, MAX_ITEMS
from vig_annotator.codebook.loader import codebook_of_tree
from vig_annotator.codebook.single_values import id_from
from vig_annotator.codebook.writer import codebook_as_data
from vig_annotator.codebook.yaml_tree import Mapping, Node, Scalar
from vig_annotator.codebook.yaml_tree import Sequence as ListNode
from vig_annotator.model.codebook import Codebook

Row = tuple[int, list[str]]
"""A line number and the cells of that line."""

_PARTS = {"subject": "subjects", "group": "groups", "modifier": "modifiers", "code": "codes"}
_BETWEEN = " | "
_HEADER = tuple(field for field in HEADER_FIELDS if field.shape not in (Shape.ENTRIES, Shape.TRANSLATIONS))
_ENTRY_FIELDS = {
    part: next(f.fields for f in HEADER_FIELDS if f.name == name) for part, name in _PARTS.items()
}


def columns() -> list[str]:
    """The columns of a written table, ``part`` first, then those of codes, then the others."""
    names = ["part", *(field.name for field in _ENTRY_FIELDS["code"])]
    for fields in (*(_ENTRY_FIELDS[part] for part in _PARTS), _HEADER):
        names.extend(field.name for field in fields if field.name not in names and field.name != "extends")
    return names


def codebook_rows(codebook: Codebook) -> list[list[str]]:
    """The table with its heading."""
    names = columns()
    data = codebook_as_data(replace(codebook, translations=()))
    rows = [
        names,
        _row("codebook", {name: value for name, value in data.items() if name not in _PARTS.values()}, names),
    ]
    for part, name in _PARTS.items():
        rows.extend(_row(part, entry, names) for entry in data.get(name, []))
    return rows


def _row(part: str, entry: dict[str, Any], names: list[str]) -> list[str]:
    cells = {"part": part, **{name: _cell(value) for name, value in entry.items()}}
    return [cells.get(name, "") for name in names]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _BETWEEN.join(_cell(item) for item in value)
    if isinstance(value, dict):
        return f"{value['code']}: {value['note']}" if value.get("note") else str(value["code"])
    return str(value)


def codebook_from_rows(rows: Sequence[Row], title: str, faults: Faults) -> Codebook:
    """The codebook of a table, checked as any other; the faults name the table's lines.

    Columns may have the names that other programs use (colour or color, label or name). A code without an id gets one
    from its label; without a ``codebook`` row the title is that of the file.

    Raises:
        CodebookError: the table has no heading, or the codebook in it has faults.
    """
    filled = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        faults.add(
            1, "the table is empty", "name the columns in the first row: id, label, subject, kind, ..."
        )
        faults.raise_if_any()
    heading_line, heading = filled[0]
    names = _names(heading, heading_line, faults)
    if len(filled) > MAX_CODES + MAX_ITEMS:
        faults.add(filled[-1][0], f"the table has {len(filled):,} rows", f"keep at most {MAX_CODES} codes")
    faults.raise_if_any()
    header = Mapping(heading_line, complete=True)
    parts = {name: ListNode(heading_line, complete=True) for name in _PARTS.values()}
    for line, cells in filled[1:]:
        values = {
            name: cell.strip() for name, cell in zip(names, cells, strict=False) if name and cell.strip()
        }
        part = values.pop("part", "code").casefold()
        if part == "codebook":
            header.entries.extend(_entry(values, _HEADER, line).entries)
        elif part in _PARTS:
            if part == "code" and "id" not in values and id_from(values.get("label", "")):
                values["id"] = id_from(values["label"])
            parts[_PARTS[part]].items.append(_entry(values, _ENTRY_FIELDS[part], line))
        else:
            faults.add(
                line, f"“part” can’t be “{shown(part)}”", suggestion(part, ["codebook", *_PARTS], SYNONYMS)
            )
    _complete(header, parts, title, heading_line)
    return codebook_of_tree(header, faults)


def _names(heading: list[str], line: int, faults: Faults) -> list[str]:
    """The field of each column; empty for a column without a name."""
    known = columns()
    names: list[str] = []
    for cell in heading:
        name = "_".join(cell.strip().casefold().split())
        name = SYNONYMS.get(name, name) if name not in known else name
        if name and name not in known:
            faults.add(line, f"there is no column “{shown(cell)}”", suggestion(name, known, SYNONYMS))
        elif name and name in names:
            faults.add(line, f"the column “{name}” is there twice", "keep one of the two")
        names.append(name)
    if "label" not in names and not faults:
        faults.add(
            line,
            "the first row names no column “label”",
            "name the columns in the first row: id, label, subject, kind",
        )
    return names


def _entry(values: dict[str, str], fields: tuple[Field, ...], line: int) -> Mapping:
    shapes = {field.name: field.shape for field in fields}
    entry = Mapping(line, complete=True)
    for name, text in values.items():
        entry.entries.append((Scalar(line, name, plain=True), _node(shapes.get(name), text, line)))
    return entry


def _node(shape: Shape | None, text: str, line: int) -> Node:
    if shape in (Shape.IDS, Shape.LABELS, Shape.TEXTS):
        items: list[Node] = [
            Scalar(line, item.strip(), plain=False) for item in text.split("|") if item.strip()
        ]
        return ListNode(line, items, complete=True)
    if shape is Shape.ENTRIES:  # confused_with, the only list of entries in an entry
        return ListNode(
            line, [_confusion(item, line) for item in text.split(_BETWEEN) if item.strip()], complete=True
        )
    if shape in (Shape.CHOICE, Shape.YES_NO):
        text = SYNONYMS.get(text.casefold(), text.casefold())
    return Scalar(line, text, plain=False)


def _confusion(text: str, line: int) -> Mapping:
    code, colon, note = text.partition(":")
    entry = Mapping(
        line, [(Scalar(line, "code", plain=True), Scalar(line, code.strip(), plain=False))], complete=True
    )
    if colon and note.strip():
        entry.entries.append((Scalar(line, "note", plain=True), Scalar(line, note.strip(), plain=False)))
    return entry


def _complete(header: Mapping, parts: dict[str, ListNode], title: str, line: int) -> None:
    """What a simple table leaves out: the header, and the groups that its codes name."""
    there = {name.text for name, _ in header.entries}
    for name, text in (
        ("id", id_from(title) or "imported"),
        ("title", title or "Imported codebook"),
        ("version", "1"),
    ):
        if name not in there:
            header.entries.append((Scalar(line, name, plain=True), Scalar(line, text, plain=False)))
    for part, defined in (("groups", "group"), ("subjects", "subject")):
        if not parts[part].items:
            parts[part].items.extend(_named_only(parts["codes"], defined))
    for name, entries in parts.items():
        if entries.items or name == "codes":
            header.entries.append((Scalar(line, name, plain=True), entries))


def _named_only(codes: ListNode, field: str) -> list[Node]:
    """Groups or subjects that codes name and no row defines: their label is their name."""
    found: dict[str, Node] = {}
    for code in codes.items:
        if not isinstance(code, Mapping):
            continue
        for name, value in code.entries:
            if name.text == field and isinstance(value, Scalar):
                label, value.text = value.text, id_from(value.text) or value.text
                entry = Mapping(value.line, complete=True)
                for key, text in (("id", value.text), ("label", label)):
                    entry.entries.append(
                        (Scalar(value.line, key, plain=True), Scalar(value.line, text, plain=False))
                    )
                found.setdefault(value.text, entry)
    return list(found.values())
