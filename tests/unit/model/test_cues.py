"""Cues and the needs behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding import Coding
from vig_annotator.model.cues import choice_for, cue_pairs, need_at, needs
from vig_annotator.model.edits.cueing import name_need, tag_cue
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.tagging import FrameShown
from vig_annotator.model.mediatime import MediaTime

STAMP = Stamp("AB", "2026-01-01T00:00:00.000000Z")


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook(
        next(path for path in shipped_codebooks() if path.stem == "circle_of_security")
    ).codebook


def tag(name: str, code: str, onset: int, offset: int | None, need: str = "") -> Annotation:
    chosen = {"need_behind": (need,)} if need else {}
    end = None if offset is None else MediaTime(offset)
    return Annotation(name, "p", code, MediaTime(onset), end, modifiers=chosen)


def test_every_choice_stands_for_a_need_and_every_need_has_one(book: Codebook) -> None:
    codes = [code.id for code in book.codes if code.group == "child_need"]
    assert list(needs(book).values()) == codes
    assert choice_for(book, "need_comfort") == "Comfort me"


def test_needs_of_other_names_are_found_by_their_order(book: Codebook) -> None:
    renamed = replace(
        book,
        codes=tuple(
            replace(code, label=f"{code.id}!", parent_label="") if code.group == "child_need" else code
            for code in book.codes
        ),
    )
    assert list(needs(renamed).values()) == list(needs(book).values())
    assert needs(replace(book, modifiers=())) == {}


def test_a_pair_finds_its_need_around_it_or_soon_after(book: Codebook) -> None:
    coding = Coding(
        book,
        [
            tag("n1", "need_comfort", 1_000_000, 4_000_000),
            tag("n2", "need_watch", 9_000_000, None),
            tag("in", "cue_hidden", 3_999_999, 3_999_999, "Comfort me"),
            tag("end", "cue_clear", 4_000_000, 4_000_000, "Comfort me"),
            tag("soon", "cue_clear", 5_000_000, 5_000_000, "Keep an eye on me"),
            tag("none", "cue_clear", 6_000_000, 6_000_000),
        ],
    )
    told = [
        (pair.cue.id, pair.cover_up, pair.need_code, pair.need.id if pair.need else None)
        for pair in cue_pairs(coding)
    ]
    assert told == [
        ("in", True, "need_comfort", "n1"),
        ("end", False, "need_comfort", None),
        ("soon", False, "need_watch", "n2"),
        ("none", False, None, None),
    ]
    assert [need_at(coding, time) for time in (999_999, 1_000_000, 4_000_000, 60_000_000)] == [
        None,
        "need_comfort",
        None,
        "need_watch",
    ]


def test_only_a_cue_has_a_need_behind_it(book: Codebook) -> None:
    frame = FrameShown(MediaTime(0), MediaTime(40_000))
    coding = Coding(book, [tag("m", "moving_out", 0, 0)])
    change_set, cue = tag_cue(coding, "p", "cue_clear", "need_help", frame, STAMP)
    assert cue.modifiers == {"need_behind": ("Help me a little",)}
    assert change_set.label == "tag “Clear cue”"
    with pytest.raises(RuleViolation, match="can’t be told as the need behind"):
        tag_cue(coding, "p", "cue_clear", "moving_out", frame, STAMP)
    with pytest.raises(RuleViolation, match="can’t be told as the need behind"):
        name_need(coding, "m", "need_help")
