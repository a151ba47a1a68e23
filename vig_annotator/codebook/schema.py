"""The format as a JSON Schema (draft 2020-12), made from the same tables that the loader reads by.

Editors that know YAML complete and check a codebook with it while it is written. It can't say everything: which ids exist,
which keys are taken and what a group may hold is checked by the loader only.
"""

from __future__ import annotations

from typing import Any

from vig_annotator.codebook.fields import HEADER_FIELDS, TRANSLATED_PARTS, Field, Shape
from vig_annotator.codebook.limits import MAX_LIST
from vig_annotator.codebook.reserved_keys import free_keys
from vig_annotator.codebook.translation_reader import translated_fields

_ID = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}
_LANGUAGE = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"


def json_schema() -> dict[str, Any]:
    """The schema, ready to be written as JSON."""
    codebook = _entry(HEADER_FIELDS)
    # A codebook that extends another has its entries in part; what it must hold by itself is less.
    required = codebook.pop("required")
    codebook["if"] = {"required": ["extends"]}
    codebook["then"] = {"required": ["id", "version"]}
    codebook["else"] = {
        "required": required,
        "properties": {
            field.name: {"items": {"required": [inner.name for inner in field.fields if inner.required]}}
            for field in HEADER_FIELDS
            if field.shape is Shape.ENTRIES
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Codebook of VIG Annotator",
        **codebook,
    }


def _entry(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: {"description": field.help, **_shape(field)} for field in fields},
    }


def _shape(field: Field) -> dict[str, Any]:
    match field.shape:
        case Shape.ID:
            return dict(_ID)
        case Shape.IDS:
            return {"type": "array", "items": dict(_ID), "uniqueItems": True, "maxItems": MAX_LIST}
        case Shape.LABEL:
            return {"type": ["string", "number"], "minLength": 1, "maxLength": field.limit}
        case Shape.LABELS | Shape.TEXTS:
            item = {"type": ["string", "number"], "minLength": 1, "maxLength": field.limit}
            return {"type": "array", "items": item, "uniqueItems": True, "maxItems": MAX_LIST}
        case Shape.TEXT:
            return {"type": ["string", "null"], "maxLength": field.limit}
        case Shape.YES_NO:
            return {"enum": [True, False, "yes", "no"]}
        case Shape.SECONDS:
            return {"type": "number", "exclusiveMinimum": 0, "maximum": 3600}
        case Shape.CHOICE:
            return {"enum": list(field.choices)}
        case Shape.COLOUR:
            return {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}
        case Shape.KEY:
            return {"type": ["string", "number", "null"], "examples": list(free_keys())}
        case Shape.LANGUAGE:
            return {"type": "string", "pattern": _LANGUAGE}
        case Shape.ENTRIES:
            return _entries(field)
        case Shape.TRANSLATIONS:
            return {
                "type": "object",
                "propertyNames": {"pattern": _LANGUAGE},
                "additionalProperties": _translation(),
            }


def _entries(field: Field) -> dict[str, Any]:
    item = _entry(field.fields)
    if any(inner.name == "id" for inner in field.fields):
        item["required"] = ["id"]  # the rest is required only where nothing is extended
    return {"type": "array", "items": item, "maxItems": field.limit}


def _translation() -> dict[str, Any]:
    language = _entry(translated_fields("header"))
    for part in TRANSLATED_PARTS:
        texts = _entry(translated_fields(part))
        del texts["required"]
        language["properties"][part] = {"type": "object", "additionalProperties": texts}
    del language["required"]
    return language
