"""Lanes by subject and group, and the row of each code."""

from __future__ import annotations

from dataclasses import replace

from tests.gui.timeline.books import BOOK
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.timeline.lanes import plan_lanes
from vig_annotator.model.codebook import Subject


def test_a_lane_for_each_subject_and_group_in_the_book_s_order() -> None:
    plan = plan_lanes(BOOK)
    assert [lane.title for lane in plan.lanes] == [
        "Baby",
        "Parent · attention",
        "Parent · receives",
        "Together",
    ]
    assert [lane.subject for lane in plan.lanes] == ["infant", "parent", "parent", "dyad"]
    assert [lane.rows for lane in plan.lanes] == [1, 1, 1, 1]


def test_states_that_may_overlap_get_rows_once_they_are_used() -> None:
    plan = plan_lanes(BOOK, {"run", "joy", "missed", "watching", "away"})
    assert [lane.rows for lane in plan.lanes] == [1, 1, 1, 2]
    assert [plan.place(code).row for code in ("run", "joy", "missed", "watching", "away")] == [0, 1, 0, 0, 0]


def test_codes_that_the_book_does_not_know_have_a_lane_at_the_end() -> None:
    plan = plan_lanes(BOOK, {"older_code", "another"})
    assert plan.lanes[-1].title == "Not in this codebook" and plan.lanes[-1].rows == 2
    assert plan.place("older_code").lane == 4


def test_without_a_codebook_there_are_no_lanes() -> None:
    assert plan_lanes(None).lanes == ()


def test_a_subject_of_a_service_s_own() -> None:
    book = replace(
        BOOK,
        subjects=(*BOOK.subjects, Subject("gran", "Gran")),
        codes=(replace(BOOK.codes[0], subject="gran"),),
    )
    assert [lane.title for lane in plan_lanes(book).lanes] == ["Gran"]


def test_every_shipped_code_has_its_place() -> None:
    for path in shipped_codebooks():
        book = load_codebook(path).codebook
        plan = plan_lanes(book, [code.id for code in book.codes])
        assert set(plan.places) == {code.id for code in book.codes}
        for code in book.codes:
            place = plan.place(code.id)
            assert plan.lanes[place.lane].subject == code.subject and place.row < plan.lanes[place.lane].rows
