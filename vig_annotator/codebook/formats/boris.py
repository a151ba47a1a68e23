"""Reading and writing BORIS projects (.boris, JSON): the ethogram and the subjects, without observations.

In BORIS a behaviour belongs to no subject, so an imported code is about the project's only subject, or about one that has
to be said. A category whose states all exclude each other becomes a group that does; any other category is a heading.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.formats.drafting import Draft, Imported, one_line
from vig_annotator.codebook.formats.foreign_file import MAX_FOREIGN_BYTES, decode_any, read_foreign
from vig_annotator.model.codebook import Codebook, Group, Kind

_OURS = "Codebook of VIG Annotator"
_BETWEEN = " — "
_UNKNOWN_SUBJECT = "Focal subject"
_CHOICE_KEY = re.compile(r" \([^()]*\)\s*$")
_FORBIDDEN = re.compile(r"[(|),`~]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def read_boris(path: Path) -> Imported:
    """The codebook in a BORIS project.

    Raises:
        CodebookError: the file can't be read, is no BORIS project, or has no behaviours.
    """
    raw, faults = read_foreign(path)
    project = _project(raw, faults)
    faults.raise_if_any()
    draft = Draft(faults.file, title=one_line(str(project.get("project_name") or "")) or path.stem)
    description = str(project.get("project_description") or "")
    ours = description.startswith(_OURS)
    draft.note = "" if ours else description
    behaviours = _numbered(project.get("behaviors_conf"))
    subjects = [
        one_line(str(subject.get("name") or "")) for subject in _numbered(project.get("subjects_conf"))
    ]
    subjects = [name for name in dict.fromkeys(subjects) if name]
    who = subjects[0] if len(subjects) == 1 else _UNKNOWN_SUBJECT
    for name in [who, *subjects]:
        draft.subject(name)
    if who == _UNKNOWN_SUBJECT:
        draft.notes.append(f"BORIS does not say who a code is about; all are about “{who}”. Say who that is.")
    groups = _groups(behaviours, draft)
    for number, behaviour in enumerate(behaviours):
        code = str(behaviour.get("code") or "")
        about, definition = _description(str(behaviour.get("description") or ""), code, ours)
        colour = str(behaviour.get("color") or "")
        draft.code(
            about,
            draft.subject(who),
            _kind(behaviour),
            wanted_id=code,
            group=groups.get(number),
            key=str(behaviour.get("key") or ""),
            colour=colour if _COLOUR.fullmatch(colour) else None,
            definition=definition,
            modifiers=_modifiers(behaviour.get("modifiers"), draft),
        )
        if "coding map" in str(behaviour.get("type")):
            draft.notes.append(f"The coding map of “{one_line(code)}” is left out.")
    return draft.finish()


def _project(raw: bytes, faults: Faults) -> Mapping[str, Any]:
    if raw.startswith(b"\x1f\x8b"):
        try:
            unpacker = zlib.decompressobj(wbits=31)
            raw = unpacker.decompress(raw, MAX_FOREIGN_BYTES)
            if unpacker.unconsumed_tail:
                faults.add(1, "the file is too big when it is unpacked", "check that it is the right file")
                return {}
        except (zlib.error, EOFError, gzip.BadGzipFile):
            faults.add(1, "the file is damaged (it can’t be unpacked)", "save it anew from BORIS")
            return {}
    try:
        project = json.loads(decode_any(raw)[0])
    except json.JSONDecodeError as trouble:
        faults.add(
            trouble.lineno,
            "the file is not a BORIS project (it is not JSON)",
            "check that it is the right file",
        )
        return {}
    except (RecursionError, ValueError):
        faults.add(1, "the file is not a BORIS project (it can’t be read)", "check that it is the right file")
        return {}
    if not isinstance(project, dict) or "behaviors_conf" not in project:
        faults.add(
            1, "the file is not a BORIS project (it has no ethogram)", "check that it is the right file"
        )
        return {}
    return project


def _numbered(table: object) -> list[Mapping[str, Any]]:
    """The rows of one of BORIS's tables, which are kept under "0", "1", ..., in that order."""
    if not isinstance(table, dict):
        return []
    rows = [
        (int(number) if str(number).isdecimal() else 0, row)
        for number, row in table.items()
        if isinstance(row, dict)
    ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _kind(behaviour: Mapping[str, Any]) -> Kind:
    return Kind.STATE if str(behaviour.get("type") or "").casefold().startswith("state") else Kind.POINT


def _description(text: str, code: str, ours: bool) -> tuple[str, str]:
    """Label and definition: BORIS has one name and one description."""
    if ours:
        label, _, definition = text.partition(_BETWEEN)
        return label or code, definition
    return code, "" if text.strip() == code.strip() else text


def _excluded(behaviour: Mapping[str, Any]) -> set[str]:
    return {name for name in str(behaviour.get("excluded") or "").split(",") if name}


def _groups(behaviours: list[Mapping[str, Any]], draft: Draft) -> dict[int, str]:
    """Behaviour number to group id."""
    categories: dict[str, list[int]] = {}
    for number, behaviour in enumerate(behaviours):
        category = one_line(str(behaviour.get("category") or ""))
        if category:
            categories.setdefault(category, []).append(number)
    found: dict[int, str] = {}
    for category, members in categories.items():
        names = {str(behaviours[number].get("code") or "") for number in members}
        exclusive = len(members) > 1 and all(
            _kind(behaviours[number]) is Kind.STATE
            and names - {str(behaviours[number].get("code") or "")} <= _excluded(behaviours[number])
            for number in members
        )
        group = draft.group(category, exclusive=exclusive)
        found.update(dict.fromkeys(members, group))
        inside = any(_excluded(behaviours[number]) & names for number in members)
        if inside and not exclusive:
            draft.notes.append(
                f"In the category “{category}” some codes exclude each other; the group does not know that."
            )
    loose = [
        number for number, row in enumerate(behaviours) if number not in found and _kind(row) is Kind.STATE
    ]
    sets: dict[frozenset[str], list[int]] = {}
    for number in loose:
        name = str(behaviours[number].get("code") or "")
        sets.setdefault(frozenset({name} | _excluded(behaviours[number])), []).append(number)
    for members in sets.values():
        if len(members) > 1:
            label = f"{one_line(str(behaviours[members[0]].get('code')))} and others"
            found.update(dict.fromkeys(members, draft.group(label, exclusive=True)))
    return found


def _modifiers(table: object, draft: Draft) -> tuple[str, ...]:
    found = []
    for row in _numbered(table):
        values = row.get("values")
        choices = [_CHOICE_KEY.sub("", str(value)) for value in values] if isinstance(values, list) else []
        if row.get("type") in (2, 3):
            draft.notes.append(
                f"The modifier “{one_line(str(row.get('name') or ''))}” asks for a number or a file and is left out."
            )
            continue
        modifier = draft.modifier(str(row.get("name") or ""), choices, multiple=row.get("type") == 1)
        if modifier is not None:
            found.append(modifier)
    return tuple(dict.fromkeys(found))


def write_boris(codebook: Codebook) -> bytes:
    """A BORIS project with the codes that are in use as its ethogram, and no observations."""
    codes = codebook.active_codes
    behaviours = {}
    for number, code in enumerate(codes):
        group = codebook.group(code.group)
        behaviours[str(number)] = {
            "type": "State event" if code.kind is Kind.STATE else "Point event",
            "key": code.key or "",
            "code": code.id,
            "description": f"{code.label}{_BETWEEN}{code.definition}" if code.definition else code.label,
            "color": code.colour or "",
            "category": _category(codebook, group),
            "modifiers": _written_modifiers(codebook, code.modifiers),
            "excluded": ",".join(
                other.id
                for other in codes
                if group is not None
                and group.exclusive
                and other is not code
                and (other.group, other.subject) == (code.group, code.subject)
            ),
            "coding map": "",
        }
    project = {
        "time_format": "hh:mm:ss",
        "project_date": "1970-01-01T00:00:00",
        "project_name": codebook.title,
        "project_description": f"{_OURS}: {codebook.id} {codebook.version}. {codebook.licence}".strip(),
        "project_format_version": "7.0",
        "subjects_conf": {
            str(number): {"key": "", "name": subject.label, "description": ""}
            for number, subject in enumerate(codebook.subjects)
        },
        "behaviors_conf": behaviours,
        "behavioral_categories": list(
            dict.fromkeys(row["category"] for row in behaviours.values() if row["category"])
        ),
        "observations": {},
        "independent_variables": {},
        "coding_map": {},
        "behaviors_coding_map": [],
        "converters": {},
    }
    return json.dumps(project, indent=1, ensure_ascii=False).encode() + b"\n"


def _category(codebook: Codebook, group: Group | None) -> str:
    if group is None:
        return ""
    twins = [other.label for other in codebook.groups].count(group.label)
    return group.label if twins == 1 else f"{group.label} ({group.id})"


def _written_modifiers(codebook: Codebook, modifiers: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for modifier_id in modifiers:
        modifier = codebook.modifier(modifier_id)
        if modifier is not None:
            found[str(len(found))] = {
                "name": modifier.label,
                "description": "",
                "type": 1 if modifier.multiple else 0,
                "ask at stop": False,
                "values": [_FORBIDDEN.sub(" ", choice).strip() for choice in modifier.choices],
            }
    return found
