"""Moments: marked, made from tags, starred, captioned, moved, ordered, deleted."""

from dataclasses import replace

import pytest

from tests.builders.libraries import Desk, at
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.edits import moments as rules
from vig_annotator.model.moment import Moment
from vig_annotator.services import moments


def mark(desk: Desk, first: int, end: int, caption: str = "") -> Moment:
    return moments.mark(
        desk.ws, desk.session.id, at(first), at(end), next_frame_us=at(first + 1), caption=caption
    )


def captions(desk: Desk) -> str:
    return "".join(one.caption for one in moments.moments_of(desk.ws, desk.session.id))


def test_marking(desk: Desk) -> None:
    one = mark(desk, 5, 9, " smiles ")
    assert moments.moments_of(desk.ws, desk.session.id) == [one]
    assert (one.onset_us, one.offset_us, one.caption, one.created_by) == (at(5), at(9), "smiles", "AB")
    assert desk.ws.history.undo_label == "mark a moment"
    swapped = mark(desk, 20, 12)
    assert (swapped.onset_us, swapped.offset_us, swapped.position) == (at(12), at(20), 1)
    single = mark(desk, 30, 30)
    assert (single.onset_us, single.offset_us) == (at(30), at(31))
    with pytest.raises(RuleViolation, match="needs some length"):
        moments.mark(desk.ws, desk.session.id, at(1), at(1))
    with pytest.raises(RuleViolation, match="beyond the film"):
        mark(desk, -3, 3)


def test_a_moment_of_a_state_is_its_stretch(desk: Desk) -> None:
    tagged = desk.state("face", 10, 20)
    one = moments.from_annotation(desk.ws, desk.coding_pass, tagged, at(1000))
    assert (one.onset_us, one.offset_us, one.source_annotation_id) == (at(10), at(20), tagged.id)
    assert one.caption == "", "the coder's label is not for a parent, and this codebook has no other"
    assert desk.ws.history.undo_label == "make a moment of “Looks at face”"


def test_a_moment_of_a_point_has_two_seconds_around_it(desk: Desk) -> None:
    for frame, first, end in ((100, 50, 150), (10, 0, 60), (990, 940, 1000)):
        one = moments.from_annotation(desk.ws, desk.coding_pass, desk.press("smile", frame), at(1000))
        assert (one.onset_us, one.offset_us) == (at(first), at(end))


def test_no_wording_of_a_restricted_codebook_gets_into_a_caption(desk: Desk) -> None:
    book = desk.ws.codebook(desk.coding_pass.snapshot_id)
    found = book.code("face")
    assert found is not None
    code = replace(found, parent_label="You look at your baby")
    tagged = desk.state("face", 10, 20)
    stamp = desk.ws.stamp()
    told = [
        rules.from_annotation([], desk.session.id, tagged, one, code, at(1000), stamp)[1].caption
        for one in (book, replace(book, restricted=True))
    ]
    assert told == ["You look at your baby", ""]


def test_other_labels_are_not_for_a_parents_eyes(desk: Desk) -> None:
    one = moments.from_annotation(desk.ws, desk.coding_pass, desk.press("cry", 100), at(1000))
    assert one.caption == ""
    with pytest.raises(RuleViolation, match="still running"):
        moments.from_annotation(desk.ws, desk.coding_pass, desk.press("voice", 5), at(1000))


def test_a_moment_outlives_the_tag_that_it_was_made_from(desk: Desk) -> None:
    tagged = desk.press("smile", 100)
    one = moments.from_annotation(desk.ws, desk.coding_pass, tagged, at(1000))
    desk.ws.history.undo()
    desk.ws.history.undo()
    desk.ws.history.redo()
    desk.ws.history.redo()
    assert [row.id for row in moments.moments_of(desk.ws, desk.session.id)] == [one.id]


def test_changing(desk: Desk) -> None:
    one = mark(desk, 5, 9)
    assert moments.set_caption(desk.ws, one.id, " x ").caption == "x"
    assert moments.set_starred(desk.ws, one.id, True).starred
    assert desk.ws.history.undo_label == "star a moment"
    assert not moments.set_starred(desk.ws, one.id, False).starred
    moved = moments.set_edges(desk.ws, one.id, at(30), at(20), film_end_us=at(40))
    assert (moved.onset_us, moved.offset_us) == (at(20), at(30))
    with pytest.raises(RuleViolation, match="beyond the film"):
        moments.set_edges(desk.ws, one.id, at(30), at(41), film_end_us=at(40))
    with pytest.raises(RuleViolation, match="some length"):
        moments.set_edges(desk.ws, one.id, at(30), at(30))


def test_the_order_is_the_clinicians(desk: Desk) -> None:
    ids = [mark(desk, 50 - k, 60, name).id for k, name in enumerate("abcd")]
    assert captions(desk) == "abcd", "not by time"
    moments.move(desk.ws, ids[3], 0)
    assert captions(desk) == "dabc"
    moments.move(desk.ws, ids[3], 99)
    assert captions(desk) == "abcd"
    moments.reorder(desk.ws, desk.session.id, [ids[k] for k in (2, 0, 3, 1)])
    assert captions(desk) == "cadb"
    moments.delete(desk.ws, [ids[0], ids[0]])
    assert captions(desk) == "cdb"
    assert mark(desk, 1, 2, "e").position > 3
    assert captions(desk) == "cdbe"
    for wrong in (ids[1:], [*ids[1:], "none"], []):
        with pytest.raises(RuleViolation, match="list has changed"):
            moments.reorder(desk.ws, desk.session.id, wrong)
    with pytest.raises(NotFound):
        moments.delete(desk.ws, [ids[0]])
    while desk.ws.history.undo():
        pass
    assert captions(desk) == ""
    while desk.ws.history.redo():
        pass
    assert captions(desk) == "cdbe"


def test_deleting_several_is_one_step(desk: Desk) -> None:
    ids = [mark(desk, k, k + 5).id for k in range(3)]
    moments.delete(desk.ws, ids)
    assert desk.ws.history.undo() == "delete 3 moments"
    assert len(moments.moments_of(desk.ws, desk.session.id)) == 3


def test_half_a_character_is_refused_and_nothing_is_lost(desk: Desk) -> None:
    moment = moments.mark(desk.ws, desk.session.id, at(1), at(5))
    moments.set_caption(desk.ws, moment.id, "He looks")
    with pytest.raises(RuleViolation, match="half there"):
        moments.set_caption(desk.ws, moment.id, "He \ud83d looks")
    assert [one.caption for one in moments.moments_of(desk.ws, desk.session.id)] == ["He looks"]
