"""The schema is made from the tables that the loader reads by, and says the same."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
import yaml

from vig_annotator.codebook.fields import (
    CODE_FIELDS,
    GROUP_FIELDS,
    HEADER_FIELDS,
    MODIFIER_FIELDS,
    SUBJECT_FIELDS,
)
from vig_annotator.codebook.schema import json_schema
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.codebook import Code, Codebook, Group, Modifier, Subject


def test_the_tables_name_the_fields_of_the_model() -> None:
    in_file = {"window_us": "window_s", "min_duration_us": "min_duration_s"}
    for model, table in (
        (Code, CODE_FIELDS),
        (Group, GROUP_FIELDS),
        (Subject, SUBJECT_FIELDS),
        (Modifier, MODIFIER_FIELDS),
    ):
        names = {in_file.get(field.name, field.name) for field in fields(model)} - {"choice_labels"}
        assert names == {field.name for field in table}
    assert {field.name for field in fields(Codebook)} | {"extends"} == {field.name for field in HEADER_FIELDS}


def test_it_is_json_and_describes_every_field() -> None:
    schema = json.loads(json.dumps(json_schema()))
    code = schema["properties"]["codes"]["items"]
    assert set(code["properties"]) == {field.name for field in CODE_FIELDS}
    assert all(prop["description"] for prop in code["properties"].values())
    assert code["additionalProperties"] is False
    assert code["properties"]["kind"]["enum"] == ["point", "state"]


def test_the_shipped_codebooks_follow_it_and_slips_do_not() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    validator = jsonschema.Draft202012Validator(json_schema())
    for path in shipped_codebooks():
        assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []
    code = {"id": "a", "label": "A", "subject": "infant", "kind": "point"}
    right = {"id": "x", "title": "X", "version": 1, "codes": [code]}
    assert validator.is_valid(right)
    for wrong in (
        {"kind": "interval"},
        {"colr": "#112233"},
        {"colour": "blue"},
        {"id": "Not An Id"},
        {"window_s": -1},
    ):
        assert not validator.is_valid({**right, "codes": [{**code, **wrong}]}), wrong
    assert not validator.is_valid({**right, "codes": [{"id": "a", "key": "x"}]})
    assert validator.is_valid(
        {"id": "x", "version": "1", "extends": "base", "codes": [{"id": "a", "key": "x"}]}
    )
