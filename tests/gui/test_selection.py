"""What is chosen: told once for all that happens together, and never lost."""

from __future__ import annotations

import pytest

from vig_annotator.gui.coding.selection import Selection


@pytest.fixture
def told(selection: Selection) -> list[frozenset[str]]:
    seen: list[frozenset[str]] = []
    selection.changed.connect(lambda: seen.append(selection.tags))
    return seen


@pytest.fixture
def selection() -> Selection:
    return Selection()


def test_each_other_choice_is_told(selection: Selection, told: list[frozenset[str]]) -> None:
    selection.choose_tags(["a"])
    selection.choose_tags(["a"])
    selection.clear()

    assert told == [{"a"}, set()]


def test_what_happens_together_is_told_once_and_at_the_end(
    selection: Selection, told: list[frozenset[str]]
) -> None:
    with selection.told_once():
        selection.tell()
        with selection.told_once():
            selection.choose_tags(["a"])
        selection.choose_tags(["a", "b"])
        assert told == []

    assert told == [{"a", "b"}]


def test_where_nothing_happens_nothing_is_told(selection: Selection, told: list[frozenset[str]]) -> None:
    selection.choose_tags(["a"])

    with selection.told_once():
        selection.choose_tags(["a"])

    assert told == [{"a"}]


def test_a_failure_half_way_keeps_nothing_back(selection: Selection, told: list[frozenset[str]]) -> None:
    with pytest.raises(RuntimeError), selection.told_once():
        selection.choose_tags(["a"])
        raise RuntimeError

    selection.tell()
    assert told == [{"a"}, {"a"}]
