"""Changing a codebook file as its writer would."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

import pytest

from vig_annotator.codebook.entry_editing import remove_language, set_translation
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.codebook.rewriting import rewrite, same_content
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.codebook import Code, Codebook, Confusion, Group, Kind, Valence

TEXT = """\
# Our own codebook.
# Agreed on by the team.
id: ours
title: Ours   # to be discussed
version: 1.0
note: |
  First line.
  # not a comment: it belongs to the note

# Who excludes whom.
groups:
  - id: looking
    label: 'Looking'

codes:
  # --- the baby ---
  - id: start          # the most important one
    label: Baby starts
    subject: infant
    kind: point
    key: b             # b for baby

  # --- the parent ---
  - id: watches
    label: "Watches"
    subject: parent
    kind: state
    group: looking
    key: a
    # the definition is that of 2024
    definition: Looks at the baby,
      for a while.
  - {id: waits, label: Waits, subject: parent, kind: state}

# the end
"""


def _change(code_id: str, **changes: object) -> Callable[[Codebook], Codebook]:
    return lambda book: replace(
        book,
        codes=tuple(replace(code, **changes) if code.id == code_id else code for code in book.codes),  # type: ignore[arg-type]
    )


def _changed_lines(before: str, after: str) -> list[str]:
    found = list(unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0))[2:]
    return [line for line in found if not line.startswith("@@")]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (_change("start", label="Baby begins"), ["-    label: Baby starts", "+    label: Baby begins"]),
        (_change("start", key="n"), ["-    key: b             # b for baby", "+    key: n  # b for baby"]),
        (_change("start", key=None), ["-    key: b             # b for baby"]),
        (_change("watches", label="Sees: well"), ['-    label: "Watches"', "+    label: 'Sees: well'"]),
        (_change("watches", definition="Short."), ["-    definition: Looks at the baby,", "-      for a while.", "+    definition: Short."]),
        (_change("watches", window_us=2_500_000), ["+    window_s: 2.5"]),
        (_change("watches", valence=Valence.CONCERN), ["+    valence: concern"]),
        (_change("start", confused_with=(Confusion("waits", "No."),)), ["+    confused_with:", "+      - code: waits", "+        note: No."]),
        (lambda book: replace(book, title="Theirs"), ["-title: Ours   # to be discussed", "+title: Theirs  # to be discussed"]),
        (lambda book: replace(book, licence="MIT"), ["+licence: MIT"]),
        (lambda book: replace(book, note=""), ["-note: |", "-  First line.", "-  # not a comment: it belongs to the note"]),
        (
            lambda book: replace(book, codes=(*book.codes[:2], Code("new", "New", "dyad", Kind.POINT), book.codes[2])),
            ["+", "+  - id: new", "+    label: New", "+    subject: dyad", "+    kind: point"],
        ),
        (
            lambda book: replace(book, codes=(book.codes[0], book.codes[2])),
            ["-  # --- the parent ---", "-  - id: watches", '-    label: "Watches"', "-    subject: parent", "-    kind: state",
             "-    group: looking", "-    key: a", "-    # the definition is that of 2024", "-    definition: Looks at the baby,", "-      for a while."],
        ),
        (
            _change("waits", label="Waits long"),
            ["-  - {id: waits, label: Waits, subject: parent, kind: state}", "+  - id: waits", "+    label: Waits long", "+    subject: parent", "+    kind: state"],
        ),
        (lambda book: replace(book, groups=(*book.groups, Group("more", "More"))), ["+", "+  - id: more", "+    label: More"]),
    ],
)  # fmt: skip
def test_only_what_changed_is_written_anew(change: Callable[[Codebook], Codebook], lines: list[str]) -> None:
    new = change(parse_codebook(TEXT, "ours").codebook)
    rewritten = rewrite(TEXT, new)
    assert rewritten.style_kept
    assert parse_codebook(rewritten.text, "ours").codebook == new
    changed = [line for line in _changed_lines(TEXT, rewritten.text) if line not in ("+", "-")]
    assert changed == [line for line in lines if line not in ("+", "-")]


def test_nothing_changed_is_nothing_written() -> None:
    assert rewrite(TEXT, parse_codebook(TEXT, "ours").codebook).text == TEXT


def test_codes_move_with_their_comments() -> None:
    book = parse_codebook(TEXT, "ours").codebook
    text = rewrite(TEXT, replace(book, codes=(book.codes[1], book.codes[0], book.codes[2]))).text
    order = [
        text.index(words)
        for words in (
            "# --- the parent",
            "id: watches",
            "# --- the baby",
            "id: start",
            "id: waits",
            "# the end",
        )
    ]
    assert order == sorted(order)


def test_an_extension_gets_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "luton.yaml"
    text = "# Luton\nid: luton\nversion: 1\nextends: vig_attunement\ncodes:\n  - id: repair  # ours\n    label: Mends\n"
    book = parse_codebook(text, "luton", path=path).codebook
    new = replace(
        book,
        codes=tuple(
            replace(code, label="Mends it", key=None) if code.id == "repair"
            else replace(code, window_us=2_000_000) if code.id == "received_body"
            else code
            for code in book.codes
        ),
    )  # fmt: skip
    rewritten = rewrite(text, new, path)
    assert rewritten.style_kept
    assert rewritten.text == (
        "# Luton\nid: luton\nversion: 1\nextends: vig_attunement\ncodes:\n"
        "  - id: received_body\n    window_s: 2\n"
        "  - id: repair  # ours\n    label: Mends it\n    key:\n"
    )
    back = rewrite(rewritten.text, book, path)
    assert back.text == text


def test_a_file_in_a_style_that_can_not_be_patched_is_written_anew() -> None:
    text = "{id: a, title: A, version: '1', codes: [{id: b, label: B, subject: dyad, kind: point}]}\n"
    book = parse_codebook(text, "a").codebook
    new = replace(book, title="Another")
    rewritten = rewrite(text, new)
    assert parse_codebook(rewritten.text, "a").codebook == new
    assert not rewritten.style_kept


def test_many_changes_in_a_row_keep_every_comment() -> None:
    chance = random.Random(4)
    source = next(path for path in shipped_codebooks() if path.stem == "infant_states").read_text(
        encoding="utf-8"
    )
    text = "\n".join(
        line
        + (f"  # c{number}" if line.startswith("    label:") else "")
        + (f"\n    # d{number}" if "kind:" in line else "")
        for number, line in enumerate(source.split("\n"))
    )
    comments = [line.split("# ")[1] for line in text.split("\n") if "# c" in line or "# d" in line]
    book = parse_codebook(text, "x").codebook
    for step in range(60):
        codes = list(book.codes)
        place = chance.randrange(len(codes))
        match chance.randrange(5):
            case 0:
                codes[place] = replace(codes[place], label=f"Label {step}: “new”")
            case 1:
                codes[place] = replace(
                    codes[place], definition=chance.choice(["", "Short.", "long " * 60]).strip()
                )
            case 2:
                chance.shuffle(codes)
            case 3:
                codes[place] = replace(codes[place], min_duration_us=chance.choice([None, 1_000_000, 40_000]))
            case _:
                codes[place] = replace(codes[place], colour=chance.choice(["#2E72B8", "#1B7F5C", None]))
        book = replace(book, codes=tuple(codes), version=str(step))
        rewritten = rewrite(text, book)
        assert rewritten.style_kept, f"step {step}"
        text = rewritten.text
        assert parse_codebook(text, "x").codebook == book
    there = [line.split("# ")[1] for line in text.split("\n") if "# c" in line or "# d" in line]
    assert sorted(there) == sorted(comments)


WELSH = """\
id: ours
title: Ours
version: '1.0'
codes:
  - {id: start, label: Baby starts, subject: infant, kind: point}
  - {id: waits, label: Waits, subject: parent, kind: state}
modifiers:
  - {id: strong, label: How strong?, choices: [faint, clear]}
translations:
  # read by Nia, in May
  cy:
    title: Ein rhai ni   # she is not sure
    codes:
      waits:
        label: Aros
      # the first word of all
      start:
        label: Dechrau
        definition: |
          Llinell un.
          # not a comment

  pl:
    # nothing yet
    codes: {start: {label: Zaczyna}}
# the end
"""


@pytest.mark.parametrize(
    ("place", "texts", "lines"),
    [
        (("cy", "codes", "start", "label"), ("Cychwyn",), ["-        label: Dechrau", "+        label: Cychwyn"]),
        (("cy", "header", "", "title"), ("Ni",), ["-    title: Ein rhai ni   # she is not sure", "+    title: Ni  # she is not sure"]),
        (("cy", "codes", "waits", "example"), ("Mae’n aros.",), ["+        example: Mae’n aros."]),
        (("cy", "codes", "start", "definition"), ("",), ["-        definition: |", "-          Llinell un.", "-          # not a comment"]),
        (("cy", "codes", "waits", "label"), ("",), ["-      waits:", "-        label: Aros"]),
        (("cy", "modifiers", "strong", "choices"), ("gwan", "clir"), ["+    modifiers:", "+      strong:", "+        choices:", "+          - gwan", "+          - clir", "+"]),
    ],
)  # fmt: skip
def test_a_translated_text_is_changed_in_its_place(
    place: tuple[str, str, str, str], texts: tuple[str, ...], lines: list[str]
) -> None:
    book = set_translation(parse_codebook(WELSH, "ours").codebook, *place, texts)
    rewritten = rewrite(WELSH, book)
    assert rewritten.style_kept
    assert _changed_lines(WELSH, rewritten.text) == lines
    assert same_content(parse_codebook(rewritten.text, "ours").codebook, book)


def test_texts_in_braces_are_written_anew_and_the_others_stay() -> None:
    book = set_translation(
        parse_codebook(WELSH, "ours").codebook, "pl", "codes", "start", "label", ("Zaczął",)
    )
    rewritten = rewrite(WELSH, book)
    assert same_content(parse_codebook(rewritten.text, "ours").codebook, book)
    assert "# read by Nia, in May" in rewritten.text
    assert "# she is not sure" in rewritten.text


def test_a_language_comes_and_goes() -> None:
    book = parse_codebook(TEXT, "ours").codebook
    more = set_translation(book, "cy", "codes", "start", "label", ("Dechrau",))
    text = rewrite(TEXT, more).text
    assert text.startswith(TEXT.removesuffix("\n# the end\n"))
    assert rewrite(text, remove_language(more, "cy")).text.count("translations") == 0
