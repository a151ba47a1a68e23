"""Replacing, adding, taking out and moving fields and entries in the lines of a YAML text.

Everything goes by whole lines: a field reaches from the line of its name to the next field's; blank lines and comments above
a name belong to what follows them.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.writer import dump_entry, dump_field
from vig_annotator.codebook.yaml_tree import Mapping, Scalar, Sequence, parse_tree


class Unpatchable(Exception):
    """The text is written in a way that does not go by whole lines."""


@dataclass(slots=True)
class Section:
    """A field of some entry: the lines ``[start, stop)`` from its name to what belongs to the next."""

    name: str
    start: int
    stop: int
    node: object


@dataclass(slots=True)
class Chunk:
    """An entry of a list: its lines, those that lead up to it (blank, comments) apart."""

    id: str
    lead: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    flow: bool = False


def read_sections(lines: list[str]) -> list[Section]:
    """The fields of the text's head, in their order.

    Raises:
        Unpatchable: two of them share a line.
    """
    tree = parse_tree("\n".join(lines), Faults("text"))
    if not isinstance(tree, Mapping):
        return []
    return _sections(tree, lines, len(lines))


def _sections(node: Mapping, lines: list[str], end: int) -> list[Section]:
    starts = [key.line - 1 for key, _ in node.entries]
    if len(set(starts)) < len(starts) or (starts and lines[starts[0]].lstrip(" -").startswith("{")):
        raise Unpatchable
    found = []
    for index, (key, value) in enumerate(node.entries):
        stop = starts[index + 1] if index + 1 < len(starts) else end
        found.append(Section(key.text, starts[index], _without_trailer(lines, starts[index], stop), value))
    return found


def _without_trailer(lines: list[str], start: int, stop: int) -> int:
    """Where a field ends when the blank lines and comments after it belong to what follows."""
    indent = _indent(lines[start])
    while stop > start + 1:
        line = lines[stop - 1]
        comment = line.lstrip().startswith("#") and _indent(line) <= indent
        if line.strip() and not comment:
            break
        stop -= 1
    return stop


def _indent(line: str) -> int:
    """Columns before the name of a field; a list's dash counts as two blanks."""
    rest = line.lstrip(" ")
    blanks = len(line) - len(rest)
    while rest.startswith("- "):
        inner = rest[2:].lstrip(" ")
        blanks += len(rest) - len(inner)
        rest = inner
    return blanks


def patch_fields(lines: list[str], changed: dict[str, Any], removed: set[str]) -> list[str]:
    """The lines with some fields of the head replaced, added at the end of the simple fields, or taken out."""
    for name, value in changed.items():
        sections = read_sections(lines)
        section = next((found for found in sections if found.name == name), None)
        fresh = dump_field(name, value)
        if section is not None:
            fresh = _with_comment(lines[section.start : section.stop], fresh)
            lines = [*lines[: section.start], *fresh, *lines[section.stop :]]
            continue
        place = _place_for(name, value, sections, len(lines))
        blank = [""] if isinstance(value, list | dict) and value else []
        lines = [*lines[:place], *blank, *fresh, *lines[place:]]
    for name in removed:
        section = next((found for found in read_sections(lines) if found.name == name), None)
        if section is not None:
            lines = [*lines[: section.start], *lines[section.stop :]]
    return lines


def patch_mapping(
    lines: list[str], section: Section, before: dict[str, Any], after: dict[str, Any]
) -> list[str]:
    """The lines with a field that holds further fields (such as the texts of languages) brought from one state to another.

    Raises:
        Unpatchable: it is not written line by line below its name.
    """
    first = section.start + 1
    inner = lines[first : section.stop]
    node = section.node
    if not isinstance(node, Mapping) or not node.entries or node.entries[0][0].line - 1 < first:
        raise Unpatchable
    indent = _indent(lines[node.entries[0][0].line - 1])
    if any(line.strip() and not line.startswith(" " * indent) for line in inner):
        raise Unpatchable  # a comment further left than what it stands beside
    inner = [line[indent:] for line in inner]
    for name, value in after.items():
        old = before.get(name)
        if old == value or not (isinstance(old, dict) and isinstance(value, dict)):
            continue
        found = next((one for one in read_sections(inner) if one.name == name), None)
        if found is not None:
            with suppress(Unpatchable):  # then this field alone is written anew
                inner = patch_mapping(inner, found, old, value)
                before = before | {name: value}
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    inner = patch_fields(inner, changed, {name for name in before if name not in after})
    return [
        *lines[:first],
        *(" " * indent + line if line else line for line in inner),
        *lines[section.stop :],
    ]


def _place_for(name: str, value: Any, sections: list[Section], end: int) -> int:
    """Simple fields go before the first list of entries, lists after the last field."""
    entries = [found for found in sections if isinstance(found.node, Sequence | Mapping)]
    if isinstance(value, list | dict) or not entries:
        return max((found.stop for found in sections), default=end)
    before = [found.stop for found in sections if found.start < entries[0].start]
    return max(before, default=entries[0].start)


def patch_list(
    lines: list[str], section: Section, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> list[str]:
    """The lines with the entries of a list brought from one state to another."""
    node = section.node
    whole = dump_field(section.name, after)
    if (
        not isinstance(node, Sequence)
        or not node.items
        or not all(isinstance(item, Mapping) for item in node.items)
    ):
        return [*lines[: section.start], *whole, *lines[section.stop :]]
    first = node.items[0].line - 1
    if first == section.start:  # the whole list stands on the line of its name
        return [*lines[: section.start], *whole, *lines[section.stop :]]
    if not all(lines[item.line - 1].lstrip(" ").startswith("- ") for item in node.items):
        raise Unpatchable  # a dash on a line of its own
    chunks = _chunks(lines, section, [item for item in node.items if isinstance(item, Mapping)])
    dash = len(lines[first]) - len(lines[first].lstrip(" "))
    old = {entry["id"]: entry for entry in before}
    wanted = {entry["id"] for entry in after}
    by_id = {chunk.id: chunk for chunk in chunks}
    for entry in after:
        chunk = by_id.get(entry["id"])
        if chunk is None:
            by_id[entry["id"]] = Chunk(entry["id"], _usual_lead(chunks), dump_entry(entry, dash))
        elif old.get(entry["id"]) != entry:
            chunk.body = _patched_entry(chunk, old.get(entry["id"], {}), entry, dash)
    # Entries that say nothing any more (an extension's, equal to the base again) are kept only when they were unknown before.
    kept = [chunk.id for chunk in chunks if chunk.id in wanted or chunk.id not in old]
    order = _order(kept, [entry["id"] for entry in after])
    body = [line for position, chunk_id in enumerate(order) for line in _lines_of(by_id[chunk_id], position)]
    return [*lines[: section.start + 1], *body, *lines[section.stop :]]


def _lines_of(chunk: Chunk, position: int) -> list[str]:
    lead = chunk.lead
    while position == 0 and lead and not lead[0].strip():
        lead = lead[1:]  # no blank line right below the list's name
    return [*lead, *chunk.body]


def _chunks(lines: list[str], section: Section, items: list[Mapping]) -> list[Chunk]:
    starts = [item.line - 1 for item in items]
    stops = [
        _without_trailer(lines, start, stop)
        for start, stop in zip(starts, [*starts[1:], section.stop], strict=True)
    ]
    found = []
    for index, item in enumerate(items):
        names = [key.line for key, _ in item.entries]
        entry_id = next(
            (value.text for key, value in item.entries if key.text == "id" and isinstance(value, Scalar)), ""
        )
        lead_start = section.start + 1 if index == 0 else stops[index - 1]
        found.append(
            Chunk(
                entry_id.strip(),
                lines[lead_start : starts[index]],
                lines[starts[index] : stops[index]],
                flow=len(set(names)) < len(names) or not _starts_entry(lines[starts[index]]),
            )
        )
    return found


def _starts_entry(line: str) -> bool:
    """Whether a line is a dash with a field behind it, and not a dash alone or an entry in braces."""
    return line.lstrip(" ").startswith("- ") and not line.lstrip(" -").startswith(("{", "#", "?", "- "))


def _usual_lead(chunks: list[Chunk]) -> list[str]:
    """A blank line before a new entry where the others have one."""
    return [""] if any(chunk.lead and not chunk.lead[-1].strip() for chunk in chunks[1:]) else []


def _order(there: list[str], wanted: list[str]) -> list[str]:
    """The wanted order; entries that are not wanted, and stay, keep their neighbour before them."""
    order = list(wanted)
    for index, entry_id in enumerate(there):
        if entry_id not in order:
            before = there[index - 1] if index else None
            order.insert(order.index(before) + 1 if before in order else 0, entry_id)
    return order


def _patched_entry(chunk: Chunk, before: dict[str, Any], after: dict[str, Any], dash: int) -> list[str]:
    if chunk.flow:
        return dump_entry(after, dash)
    body = list(chunk.body)
    indent = _indent(body[0])
    # The dash becomes a blank, so that the entry can be read by itself.
    first = body[0].replace("-", " ", 1)
    for name in (*after, *before):
        if after.get(name) == before.get(name) and (name in after) == (name in before):
            continue
        inner = [first, *body[1:]]
        tree = parse_tree("\n".join(inner), Faults("entry"))
        if not isinstance(tree, Mapping):
            return dump_entry(after, dash)
        sections = _sections(tree, inner, len(inner))
        section = next((found for found in sections if found.name == name), None)
        fresh = (
            [" " * indent + line if line else line for line in dump_field(name, after[name])]
            if name in after
            else []
        )
        if section is not None:
            fresh = _with_comment(inner[section.start : section.stop], fresh)
            inner = [*inner[: section.start], *fresh, *inner[section.stop :]]
        elif fresh:
            place = _place_in_entry(name, list(after), sections, len(inner))
            inner = [*inner[:place], *fresh, *inner[place:]]
        if not any(line.strip() for line in inner):
            return dump_entry(after, dash)
        first, body = inner[0], ["", *inner[1:]]
    return [
        body_line if index else first[:dash] + "-" + first[dash + 1 :]
        for index, body_line in enumerate([first, *body[1:]])
    ]


def _place_in_entry(name: str, order: list[str], sections: list[Section], end: int) -> int:
    """Behind the nearest field that comes before it in the format."""
    earlier = order[: order.index(name)]
    return max((found.stop for found in sections if found.name in earlier), default=end)


def _with_comment(old: list[str], fresh: list[str]) -> list[str]:
    """The new lines of a field, with the comment that stood behind the old value."""
    if not fresh or len(fresh) > 1:
        return fresh
    comment = _comment_behind(old[0])
    return [f"{fresh[0]}  {comment}"] if comment else fresh


def _comment_behind(line: str) -> str:
    """The comment behind the value of a line, if YAML sees one there."""
    text = line.lstrip(" -")
    try:
        tokens = [
            token
            for token in yaml.scan(text)
            if not isinstance(token, yaml.StreamEndToken | yaml.BlockEndToken)
        ]
    except yaml.YAMLError:
        return ""
    column = max((token.end_mark.column for token in tokens if token.end_mark.line == 0), default=0)
    rest = text[column:].strip()
    return rest if rest.startswith("#") else ""
