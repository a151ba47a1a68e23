"""docs/codebook-format.md says what the loader does: every field, every limit, every example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vig_annotator.codebook.fields import (
    CODE_FIELDS,
    CONFUSION_FIELDS,
    GROUP_FIELDS,
    HEADER_FIELDS,
    MODIFIER_FIELDS,
    SUBJECT_FIELDS,
    TRANSLATED_HEADER,
    TRANSLATED_PARTS,
    Field,
    Shape,
)
from vig_annotator.codebook.limits import MAX_BYTES, MAX_CODES, MAX_LABEL, MAX_TEXT
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.codebook.reserved_keys import RESERVED_KEYS, free_keys

_ROOT = Path(__file__).resolve().parents[3]
_DOC = _ROOT / "docs" / "codebook-format.md"
_TABLES = (HEADER_FIELDS, SUBJECT_FIELDS, GROUP_FIELDS, MODIFIER_FIELDS, CODE_FIELDS, CONFUSION_FIELDS)
_SHAPES = {
    Shape.ID: "an id",
    Shape.IDS: "ids in a list",
    Shape.LABEL: "one line",
    Shape.LABELS: "lines in a list",
    Shape.TEXT: "a text",
    Shape.TEXTS: "texts in a list",
    Shape.YES_NO: "yes or no",
    Shape.SECONDS: "seconds",
    Shape.COLOUR: "'#RRGGBB'",
    Shape.KEY: "one key",
    Shape.LANGUAGE: "a language code",
    Shape.ENTRIES: "a list of entries",
    Shape.TRANSLATIONS: "languages",
}


def field_row(field: Field) -> str:
    """The documentation's row of a field."""
    shape = " or ".join(field.choices) if field.choices else _SHAPES[field.shape]
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    return f"| {name} | {shape} | {field.help} |"


@pytest.mark.parametrize("row", [field_row(field) for table in _TABLES for field in table])
def test_every_field_is_described_as_it_is(row: str) -> None:
    assert row in _DOC.read_text(encoding="utf-8").splitlines()


def test_no_field_is_described_that_is_not_there() -> None:
    rows = [line for line in _DOC.read_text(encoding="utf-8").splitlines() if re.match(r"\| \**`", line)]
    assert sorted(rows) == sorted(field_row(field) for table in _TABLES for field in table)


def test_limits_keys_and_translations_are_those_of_the_program() -> None:
    text = " ".join(_DOC.read_text(encoding="utf-8").split())
    for limit in (
        f"{MAX_BYTES // 1_000_000} MB",
        f"{MAX_CODES} codes",
        f"{MAX_LABEL} characters",
        f"{MAX_TEXT:,} characters",
    ):
        assert limit in text
    assert f"`{' '.join(free_keys())}`" in text
    assert all(f"`{key}`" in text for key in RESERVED_KEYS - {" "})
    for name in (*TRANSLATED_HEADER, *(field for fields in TRANSLATED_PARTS.values() for field in fields)):
        assert f"`{name}`" in text


@pytest.mark.parametrize("page", ["docs/codebook-format.md", "codebooks/README.md"])
def test_every_example_is_a_right_codebook(page: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (_ROOT / page).read_text(encoding="utf-8"), flags=re.S)
    whole = [block for block in blocks if block.startswith("id:")]
    assert whole
    for block in whole:
        assert parse_codebook(block, page).codebook.codes
