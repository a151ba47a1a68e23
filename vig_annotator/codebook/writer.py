"""From a codebook to the YAML text that the loader reads back as the same codebook."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from vig_annotator.codebook.fields import CODE_FIELDS, HEADER_FIELDS, TRANSLATED_PARTS, Field, Shape
from vig_annotator.model.codebook import Codebook, Valence

_LINE_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Indents lists below their field, as the shipped codebooks do, and never writes anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_codebook(codebook: Codebook) -> str:
    """The codebook as YAML; fields that hold what they hold anyway are left out."""
    parts = [_dump({name: value}) for name, value in codebook_as_data(codebook).items()]
    lists = {field.name for field in HEADER_FIELDS if field.shape in (Shape.ENTRIES, Shape.TRANSLATIONS)}
    return "".join("\n" + part if part.split(":", 1)[0] in lists else part for part in parts)


def dump_field(name: str, value: Any) -> list[str]:
    """One field as lines; with nothing behind its name for None."""
    return [f"{name}:"] if value is None else _dump({name: value}).removesuffix("\n").split("\n")


def dump_entry(entry: dict[str, Any], indent: int) -> list[str]:
    """One entry of a list as lines, its dash so many columns in."""
    lines = [line for name, value in entry.items() for line in dump_field(name, value)]
    return [
        " " * indent + ("  " if number else "- ") + line if line else "" for number, line in enumerate(lines)
    ]


def _dump(data: dict[str, Any]) -> str:
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_LINE_WIDTH,
        default_flow_style=False,
    )
    return text


def codebook_as_data(codebook: Codebook) -> dict[str, Any]:
    """The codebook as dictionaries, lists, texts, numbers and truth values, in the order of the format."""
    data: dict[str, Any] = {}
    for field in HEADER_FIELDS:
        value = _header_value(codebook, field)
        if value not in ("", (), [], {}, None, False):
            data[field.name] = value
    return data


def _header_value(codebook: Codebook, field: Field) -> Any:
    match field.name:
        case "subjects":
            return [{"id": subject.id, "label": subject.label} for subject in codebook.subjects]
        case "groups":
            return [_group(codebook, index) for index in range(len(codebook.groups))]
        case "modifiers":
            return [_modifier(codebook, index) for index in range(len(codebook.modifiers))]
        case "codes":
            return [_code(codebook, index) for index in range(len(codebook.codes))]
        case "translations":
            return _translations(codebook)
        case "extends":
            return None
        case "decision_rules" | "based_on":
            return list(getattr(codebook, field.name))
        case _:
            return getattr(codebook, field.name)


def _group(codebook: Codebook, index: int) -> dict[str, Any]:
    group = codebook.groups[index]
    data: dict[str, Any] = {"id": group.id, "label": group.label}
    if not group.exclusive:
        data["exclusive"] = False
    if group.exhaustive:
        data["exhaustive"] = True
    return data


def _modifier(codebook: Codebook, index: int) -> dict[str, Any]:
    modifier = codebook.modifiers[index]
    data: dict[str, Any] = {"id": modifier.id, "label": modifier.label, "choices": list(modifier.choices)}
    if modifier.multiple:
        data["multiple"] = True
    return data


def _code(codebook: Codebook, index: int) -> dict[str, Any]:
    code = codebook.codes[index]
    data: dict[str, Any] = {}
    for field in CODE_FIELDS:
        match field.name:
            case "window_s":
                value: Any = _seconds(code.window_us)
            case "min_duration_s":
                value = _seconds(code.min_duration_us)
            case "confused_with":
                value = [
                    {"code": confusion.code, "note": confusion.note}
                    if confusion.note
                    else {"code": confusion.code}
                    for confusion in code.confused_with
                ]
            case "valence":
                value = code.valence.value if code.valence is not Valence.NEUTRAL else None
            case "kind":
                value = code.kind.value
            case _:
                value = getattr(code, field.name)
        if isinstance(value, tuple):
            value = list(value)
        if value not in ("", [], None, False):
            data[field.name] = value
    return data


def _seconds(duration_us: int | None) -> int | float | None:
    if duration_us is None:
        return None
    seconds = Decimal(duration_us) / 1_000_000
    return int(seconds) if seconds == int(seconds) else float(seconds)


def _translations(codebook: Codebook) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for text in codebook.translations:
        language = data.setdefault(text.language, {})
        place = language
        if text.part in TRANSLATED_PARTS:
            place = language.setdefault(text.part, {}).setdefault(text.id, {})
        several = text.field in ("choices", "decision_rules")
        place[text.field] = list(text.texts) if several else text.texts[0]
    return data
