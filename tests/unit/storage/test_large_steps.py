"""Steps of many rows, as an import is one: written, taken back and brought back together, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from vig_annotator.errors import Cancelled, StaleEdit
from vig_annotator.model.changes import ChangeSet, Origin, RowChange
from vig_annotator.model.edits.drafting import changed, made, removed
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.storage import queries
from vig_annotator.storage.library_store import LibraryStore

MANY = 1_300
FAMILIES = tuple(Family(new_id(), f"F-{number:04}") for number in range(MANY))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    opened = LibraryStore.open(tmp_path / "library")
    write(opened, *map(made, FAMILIES))
    yield opened
    opened.close()


def write(store: LibraryStore, *changes: RowChange, origin: Origin = Origin.EDIT) -> None:
    store.apply(ChangeSet("many things", changes), who="AB", at="now", origin=origin)


def families(store: LibraryStore) -> list[Family]:
    with store.reading() as connection:
        return queries.every(connection, Family)


def goals(store: LibraryStore) -> set[str]:
    return {one.goal for one in families(store)}


def test_a_large_step_is_walked_back_and_forth(store: LibraryStore) -> None:
    write(store, *(changed(one, goal="calm") for one in FAMILIES))

    store.undo(who="AB", at="now")
    assert goals(store) == {""}
    store.undo(who="AB", at="now")
    assert families(store) == []
    store.redo(who="AB", at="now")
    store.redo(who="AB", at="now")
    assert len(families(store)) == MANY
    assert goals(store) == {"calm"}


@pytest.mark.parametrize("stale", [0, 700, MANY - 1])
@pytest.mark.parametrize("kind", ["changed", "removed"])
def test_one_row_that_is_another_by_now_keeps_all_as_they_are(
    store: LibraryStore, kind: str, stale: int
) -> None:
    write(store, changed(FAMILIES[stale], goal="theirs"), origin=Origin.SETUP)
    before = families(store)

    with pytest.raises(StaleEdit, match="in the meantime"):
        if kind == "removed":
            write(store, *map(removed, FAMILIES))
        else:
            write(store, *(changed(one, goal="mine") for one in FAMILIES))
    assert families(store) == before

    with pytest.raises(StaleEdit, match="changed since"):
        store.undo(who="AB", at="now")
    assert families(store) == before


def test_a_row_that_was_changed_and_set_back_can_be_undone_among_many(store: LibraryStore) -> None:
    one = FAMILIES[700]
    write(store, changed(one, goal="theirs"), origin=Origin.SETUP)
    write(store, changed(replace(one, goal="theirs", revision=2), goal=""), origin=Origin.SETUP)

    store.undo(who="AB", at="now")

    assert families(store) == []


def test_how_far_a_large_step_is_is_told(store: LibraryStore) -> None:
    told: list[float] = []

    change_set = ChangeSet("many things", tuple(map(removed, FAMILIES)))
    store.apply(change_set, who="AB", at="now", tell=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("stop_at", [0.0, 0.3, 0.7])
def test_an_undo_that_is_stopped_on_the_way_is_not_done_at_all(store: LibraryStore, stop_at: float) -> None:
    write(store, *(changed(one, goal="calm") for one in FAMILIES))
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if share >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        store.undo(who="AB", at="now", tell=tell)
    assert told == sorted(told)
    assert goals(store) == {"calm"}
    assert store.labels("AB") == ("many things", None)
    store.undo(who="AB", at="now")
    assert goals(store) == {""}


def test_the_size_of_a_step_is_known_before_it_is_walked(store: LibraryStore) -> None:
    large = store.next_length("AB", on=False)
    assert large > 100 * MANY
    assert store.next_length("AB", on=True) == store.next_length("CD", on=False) == 0
    write(store, changed(FAMILIES[0], goal="calm"))
    small = store.next_length("AB", on=False)
    assert 0 < small < 2_000
    assert store.walk_length("AB", 0) == large + small
    store.undo(who="AB", at="now")
    assert (store.next_length("AB", on=False), store.next_length("AB", on=True)) == (large, small)
