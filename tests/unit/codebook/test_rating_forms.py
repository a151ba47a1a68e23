"""Rating forms: the shipped one is good; every fault is told with its line; no text makes the reader fail."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.codebook.rating_forms import (
    HEADER_FIELDS,
    ITEM_FIELDS,
    load_rating_form,
    parse_rating_form,
    shipped_forms,
)
from vig_annotator.errors import CodebookError

GOOD = """id: skills
title: Skills
version: 1.10
lowest: 0
highest: 3
words: {0: never, 3: always}
items:
- {id: waits, label: Waits, help: How long?}
- {id: names, label: Names}
"""


def test_a_good_form() -> None:
    form = parse_rating_form(GOOD, "skills.yaml").form
    assert (form.id, form.version, form.lowest, form.highest) == ("skills", "1.10", 0, 3)
    assert [item.label for item in form.items] == ["Waits", "Names"]
    assert (form.said(0), form.said(2)) == ("0 – never", "2")


def test_what_ships_is_good() -> None:
    assert [load_rating_form(path).form.id for path in shipped_forms()] == ["shared_review_skills"]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("id: skills", "id: Skills!"), 1, "is no id"),
        (("title: Skills\n", ""), 1, "“title” is missing"),
        (("highest: 3", "highest: 0"), 5, "can’t be used"),
        (("highest: 3", "highest: many"), 5, "no whole number"),
        (("lowest: 0", "lovest: 0"), 4, "no field “lovest”"),
        (("3: always", "9: always"), 6, "the scale has no 9"),
        (("id: names", "id: waits"), 9, "used twice"),
        (("label: Names", "label: ''"), 9, "has no label"),
        (("- {id: names, label: Names}", "- names"), 9, "an item has an id"),
        (("title: Skills", "title: [a]"), 2, "words are needed"),
        (("title: Skills", "title: A\ntitle: B"), 3, "twice"),
    ],
)
def test_faults_have_a_line(change: tuple[str, str], line: int, words: str) -> None:
    with pytest.raises(CodebookError) as told:
        parse_rating_form(GOOD.replace(*change), "skills.yaml")
    assert any(fault.line == line and words in fault.message for fault in told.value.faults), str(told.value)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    try:
        parse_rating_form(text, "x.yaml")
    except CodebookError as error:
        assert error.faults


@given(st.integers(0, len(GOOD)), st.text("\n:-{}[]&*!|>'\"ab1 ", max_size=4))
def test_a_good_form_with_something_put_in(place: int, more: str) -> None:
    try:
        parse_rating_form(GOOD[:place] + more + GOOD[place:], "x.yaml")
    except CodebookError as error:
        assert error.faults


def test_the_page_names_every_field() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "rating-forms.md").read_text(encoding="utf-8")
    for field in (*HEADER_FIELDS, *ITEM_FIELDS):
        assert f"`{field}`" in page
