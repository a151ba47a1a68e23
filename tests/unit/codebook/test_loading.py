"""What a right codebook means."""

from __future__ import annotations

import hashlib
from pathlib import Path

from vig_annotator.codebook.loader import load_codebook, parse_codebook
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.model.codebook import Confusion, Kind, Valence

FULL = """\
id: full
title: "Everything: at once"
version: 1.10
language: en-GB
note: |
  Two
  lines.
licence: CC BY 4.0
owner: A service
training_required: Two days
restricted: yes
hold_keys: yes
decision_rules: [First this., 'Then: that.']
subjects:
  - {id: infant, label: Baby}
  - {id: gran, label: Gran}
groups:
  - {id: looking, label: Looking, exhaustive: yes}
  - {id: heading, label: Heading, exclusive: no}
modifiers:
  - {id: strength, label: How strong?, choices: [quiet, clear], multiple: no}
codes:
  - id: n
    label: No
    subject: gran
    kind: point
    group: heading
    key: n
    answers: [y]
    window_s: 2.5
  - id: y
    label: Yes
    parent_label: Baby says yes
    subject: infant
    kind: state
    group: looking
    valence: positive
    key: Y
    colour: '#a1b2c3'
    definition: D
    example: E
    counter_example: C
    starts_when: S
    ends_when: X
    min_duration_s: 0.04
    confused_with: [{code: n, note: Not that.}]
    modifiers: strength
  - id: old
    label: Old
    subject: infant
    kind: point
    key: n
    retired: yes
    replaced_by: n
translations:
  cy:
    title: Popeth
    codes:
      y: {label: Ie}
    modifiers:
      strength: {label: Pa mor gryf?, choices: [tawel, clir]}
"""


def test_every_field_arrives_as_it_was_written() -> None:
    loaded = parse_codebook(FULL, "full.yaml")
    book = loaded.codebook
    assert (book.title, book.version, book.note) == ("Everything: at once", "1.10", "Two\nlines.")
    assert book.hold_keys
    assert (book.licence, book.owner, book.training_required, book.restricted) == (
        "CC BY 4.0",
        "A service",
        "Two days",
        True,
    )
    assert book.decision_rules == ("First this.", "Then: that.")
    assert [(g.id, g.exclusive, g.exhaustive) for g in book.groups] == [
        ("looking", True, True),
        ("heading", False, False),
    ]
    assert [(m.choices, m.multiple) for m in book.modifiers] == [(("quiet", "clear"), False)]
    no, yes, old = book.codes
    assert (no.kind, no.key, no.valence, no.answers, no.window_us) == (
        Kind.POINT,
        "n",
        Valence.NEUTRAL,
        ("y",),
        2_500_000,
    )
    assert (yes.key, yes.colour, yes.min_duration_us, yes.modifiers) == (
        "y",
        "#A1B2C3",
        40_000,
        ("strength",),
    )
    assert yes.confused_with == (Confusion("n", "Not that."),)
    assert (yes.definition, yes.example, yes.counter_example, yes.starts_when, yes.ends_when) == (
        "D",
        "E",
        "C",
        "S",
        "X",
    )
    assert (old.retired, old.replaced_by, old.key) == (True, "n", None)


def test_retired_codes_are_kept_and_not_offered() -> None:
    book = parse_codebook(FULL, "full.yaml").codebook
    assert [code.id for code in book.active_codes] == ["n", "y"]
    assert book.code("old") is not None


def test_the_usual_subjects_are_there_without_being_named(small: str) -> None:
    book = parse_codebook(small, "small.yaml").codebook
    assert [(s.id, s.label) for s in book.subjects] == [
        ("infant", "Baby"),
        ("parent", "Parent"),
        ("dyad", "Together"),
    ]
    assert book.language == "en-GB"


def test_the_hash_is_that_of_the_text_and_does_not_depend_on_line_ends(small: str, tmp_path: Path) -> None:
    unix, windows = tmp_path / "unix.yaml", tmp_path / "windows.yaml"
    unix.write_bytes(small.encode())
    windows.write_bytes(b"\xef\xbb\xbf" + small.replace("\n", "\r\n").encode())
    loaded = load_codebook(unix)
    assert loaded.sha256 == hashlib.sha256(small.encode()).hexdigest()
    assert load_codebook(windows) == loaded


def test_what_is_written_is_read_back_the_same() -> None:
    book = parse_codebook(FULL, "full.yaml").codebook
    assert parse_codebook(write_codebook(book), "again.yaml").codebook == book
