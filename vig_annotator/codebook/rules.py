"""Whether the parts of a codebook fit together: the second check, after every field was read by itself."""

from __future__ import annotations

from collections.abc import Iterable

from vig_annotator.codebook.entry import Entry
from vig_annotator.codebook.faults import Faults, shown, suggestion
from vig_annotator.codebook.fields import HEADER_FIELDS, SYNONYMS, TRANSLATED_PARTS, Field, Shape
from vig_annotator.codebook.reserved_keys import free_keys
from vig_annotator.model.codebook import Kind

LIST_PARTS = ("subjects", "groups", "modifiers", "codes")
"""The header's lists whose entries have ids."""

USUAL_SUBJECTS = (("infant", "Baby"), ("parent", "Parent"), ("dyad", "Together"))
"""Ids and labels of the subjects that a codebook has when it names none."""


def check_fit(header: Entry, faults: Faults) -> None:
    """All the rules that look at more than one field."""
    check_required(header, faults)
    check_references(header, faults)
    check_keys(header, faults)
    check_codes(header, faults)


def check_unique_ids(header: Entry, faults: Faults) -> None:
    """Note every id that a list of the file has twice."""
    for part in LIST_PARTS:
        first: dict[str, int] = {}
        for entry in header.entries(part):
            entry_id = entry.text("id")
            if not entry_id:
                continue
            if entry_id in first:
                faults.add(
                    entry.line_of("id"),
                    f"the id “{shown(entry_id)}” is used a second time in “{part}” (first on line {first[entry_id]})",
                    "give one of the two another id",
                    entry.file_of("id"),
                )
            else:
                first[entry_id] = entry.line_of("id")


def check_required(header: Entry, faults: Faults) -> None:
    """Note every required field that is not there."""
    _check_required(header, HEADER_FIELDS, "the codebook", faults)
    for part_field in HEADER_FIELDS:
        if part_field.shape is Shape.ENTRIES:
            for entry in header.entries(part_field.name):
                name = entry.text("id")
                what = f"“{shown(name)}”" if name else f"this entry of “{part_field.name}”"
                _check_required(entry, part_field.fields, what, faults)
                for inner in part_field.fields:
                    if inner.shape is Shape.ENTRIES:
                        for inner_entry in entry.entries(inner.name):
                            _check_required(
                                inner_entry, inner.fields, f"this entry of “{inner.name}”", faults
                            )


def _check_required(entry: Entry, fields: Iterable[Field], what: str, faults: Faults) -> None:
    if not entry.whole:
        return
    for field in fields:
        if field.required and field.name not in entry.values and field.name not in entry.wrong:
            faults.add(entry.line, f"{what} has no “{field.name}”", f"add  {field.name}: ...", entry.file)


def check_references(header: Entry, faults: Faults) -> None:
    """Note every id that is used and nowhere defined."""
    ids = {part: [entry.text("id") for entry in header.entries(part)] for part in LIST_PARTS}
    if not header.entries("subjects"):
        ids["subjects"] = [subject_id for subject_id, _ in USUAL_SUBJECTS]
    unsure = {part for part in LIST_PARTS if part in header.wrong}

    def check(entry: Entry, field: str, part: str, what: str) -> None:
        value = entry.values.get(field)
        if value is None or part in unsure:
            return
        used = entry.texts(field) or (entry.text(field),)
        for used_id in used:
            if used_id not in ids[part]:
                remedy = suggestion(used_id, ids[part], SYNONYMS)
                if not ids[part]:
                    remedy = f"define it under “{part}” first, or delete the field"
                faults.add(value.line, f"there is no {what} “{shown(used_id)}”", remedy, value.file)

    for code in header.entries("codes"):
        check(code, "subject", "subjects", "subject")
        check(code, "group", "groups", "group")
        check(code, "modifiers", "modifiers", "modifier")
        check(code, "answers", "codes", "code")
        check(code, "replaced_by", "codes", "code")
        for confusion in code.entries("confused_with"):
            check(confusion, "code", "codes", "code")
    for entry in header.entries("translations"):
        if entry.text("part") in TRANSLATED_PARTS:
            check(entry, "id", entry.text("part"), "entry of “" + entry.text("part") + "” with the id")


def check_keys(header: Entry, faults: Faults) -> None:
    """Note every key that two codes share; retired codes have no key."""
    taken: dict[str, Entry] = {}
    for code in header.entries("codes"):
        key = code.text("key").casefold()
        if not key or code.flag("retired", default=False):
            continue
        if key in taken:
            first = taken[key]
            used = {entry.text("key").casefold() for entry in header.entries("codes")}
            free = "".join(candidate for candidate in free_keys() if candidate not in used)
            faults.add(
                code.line_of("key"),
                f"the key “{shown(key)}” is already that of “{shown(first.text('id'))}” (line {first.line_of('key')})",
                f"choose another: {free}" if free else "leave one of the two without a key",
                code.file_of("key"),
            )
        else:
            taken[key] = code


def check_codes(header: Entry, faults: Faults) -> None:
    """Note fields of one code that don't go together."""
    groups = {group.text("id"): group for group in header.entries("groups")}
    retired = {code.text("id") for code in header.entries("codes") if code.flag("retired", default=False)}

    def note(code: Entry, field: str, message: str, remedy: str) -> None:
        faults.add(code.line_of(field), message, remedy, code.file_of(field))

    for code in header.entries("codes"):
        code_id = code.text("id")
        is_point = code.text("kind") == Kind.POINT.value
        group = groups.get(code.text("group"))
        if is_point and group is not None:
            _check_point_in_group(code, group, faults)
        for field in ("ends_when", "min_duration_s"):
            if is_point and field in code.values:
                note(
                    code,
                    field,
                    f"“{code_id}” is a point and can’t have “{field}”",
                    "delete it, or make the code a state",
                )
        if "replaced_by" in code.values:
            if code_id not in retired:
                note(
                    code,
                    "replaced_by",
                    f"“{code_id}” is not retired and has a “replaced_by”",
                    "add  retired: yes  or delete it",
                )
            elif code.text("replaced_by") in retired:
                note(
                    code,
                    "replaced_by",
                    f"“{code_id}” is replaced by a retired code",
                    "name the code that is in use",
                )
        if code_id and code_id in code.texts("answers"):
            note(code, "answers", f"“{code_id}” answers itself", "name the code that comes before it")
        for confusion in code.entries("confused_with"):
            if code_id and confusion.text("code") == code_id:
                note(confusion, "code", f"“{code_id}” is confused with itself", "name another code")
    for modifier in header.entries("modifiers"):
        if "choices" in modifier.values and len(modifier.texts("choices")) < 2:
            note(
                modifier,
                "choices",
                "a modifier needs at least two choices",
                "add one, or delete the modifier",
            )
    choices = {
        modifier.text("id"): len(modifier.texts("choices")) for modifier in header.entries("modifiers")
    }
    for translation in header.entries("translations"):
        wanted = choices.get(translation.text("id"), 0)
        if "choices" in translation.values and wanted and len(translation.texts("choices")) != wanted:
            note(
                translation,
                "choices",
                f"“{translation.text('id')}” has {wanted} choices, and another number is translated",
                "translate each choice, in the same order",
            )
    codes = header.entries("codes")
    if "codes" in header.values and (not codes or all(code.text("id") in retired for code in codes)):
        note(header, "codes", "the codebook holds no codes to code with", "add one:  - id: ...")


def _check_point_in_group(code: Entry, group: Entry, faults: Faults) -> None:
    if group.flag("exclusive", default=True) or group.flag("exhaustive", default=False):
        faults.add(
            code.line_of("group"),
            f"“{code.text('id')}” is a point, and the states of the group “{group.text('id')}” exclude each other",
            "make it a state, take it out of the group, or give the group  exclusive: no",
            code.file_of("group"),
        )
