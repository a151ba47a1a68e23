"""Changing annotations: edges, spans, codes, notes, modifiers, places, deleting."""

from dataclasses import replace

import pytest

from tests.builders.libraries import at, small_codebook
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits import annotations as edits
from vig_annotator.model.edits import describing
from vig_annotator.model.edits.annotations import Edge

BOOK = small_codebook().codebook


def tag(name: str, code_id: str, first: int, end: int | None) -> Annotation:
    return Annotation(name, "pass", code_id, at(first), None if end is None else at(end))


@pytest.fixture
def coding() -> Coding:
    """Face 10-20, toy 30-40, away running from 60; a voice 12-18; smiles at 15 and 16."""
    return Coding(
        BOOK,
        [
            tag("face", "face", 10, 20),
            tag("toy", "toy", 30, 40),
            tag("away", "away", 60, None),
            tag("voice", "voice", 12, 18),
            tag("smile", "smile", 15, 15),
            tag("later smile", "smile", 16, 16),
        ],
    )


def after(change_set: ChangeSet, name: str | None = None) -> Annotation:
    found = [c.after for c in change_set.changes if name is None or c.row.id == name]
    assert len(found) == 1
    assert isinstance(found[0], Annotation)
    return found[0]


@pytest.mark.parametrize(
    ("name", "edge", "to", "onset", "offset"),
    [
        ("face", Edge.ONSET, 5, 5, 20),
        ("face", Edge.ONSET, 15, 15, 20),
        ("face", Edge.OFFSET, 25, 10, 25),
        ("face", Edge.OFFSET, 12, 10, 12),
        ("face", Edge.OFFSET, 35, 10, 30),  # stops at the neighbour
        ("face", Edge.OFFSET, 99, 10, 30),
        ("toy", Edge.ONSET, 15, 20, 40),
        ("toy", Edge.ONSET, 0, 20, 40),
        ("toy", Edge.OFFSET, 200, 30, 100),  # stops at the film's end
        ("face", Edge.ONSET, -5, 0, 20),
        ("voice", Edge.ONSET, 0, 0, 18),  # other codes are no neighbours
        ("smile", Edge.ONSET, 40, 40, 40),
        ("smile", Edge.OFFSET, 40, 40, 40),
        ("away", Edge.ONSET, 50, 50, None),
    ],
)
def test_an_edge_moves(
    coding: Coding, name: str, edge: Edge, to: int, onset: int, offset: int | None
) -> None:
    moved = after(edits.move_edge(coding, name, edge, at(to), film_end_us=at(100)))
    assert (moved.onset_us, moved.offset_us) == (at(onset), None if offset is None else at(offset))
    assert moved.revision == 2


@pytest.mark.parametrize(
    ("edge", "to"), [(Edge.ONSET, 20), (Edge.ONSET, 25), (Edge.OFFSET, 10), (Edge.OFFSET, 3)]
)
def test_an_edge_does_not_cross_the_other(coding: Coding, edge: Edge, to: int) -> None:
    with pytest.raises(RuleViolation, match="end must come after the start"):
        edits.move_edge(coding, "face", edge, at(to))


def test_a_running_state_has_no_end_to_move(coding: Coding) -> None:
    with pytest.raises(RuleViolation, match="“Looks away” is still running"):
        edits.move_edge(coding, "away", Edge.OFFSET, at(70))
    with pytest.raises(RuleViolation, match="still running"):
        edits.set_span(coding, "away", at(70), at(80))


def test_an_edge_that_stays_changes_nothing(coding: Coding) -> None:
    assert edits.move_edge(coding, "face", Edge.ONSET, at(10)).changes == ()
    assert edits.set_span(coding, "face", at(10), at(20)).changes == ()
    assert edits.shift(coding, ["face"], 0).changes == ()
    assert describing.change_code(coding, "face", "face").changes == ()
    assert describing.set_note(coding, "face", "  ").changes == ()
    assert describing.set_modifiers(coding, "face", {"strength": ()}).changes == ()
    assert edits.delete(coding, []).changes == ()


@pytest.mark.parametrize(
    ("name", "edge", "wanted", "why"),
    [
        ("face", Edge.OFFSET, 35, "the end stops at it"),
        ("face", Edge.OFFSET, 30, None),
        ("toy", Edge.ONSET, 15, "the start stops at it"),
        ("toy", Edge.ONSET, 20, None),
        ("toy", Edge.OFFSET, 200, None),  # the film's end is no neighbour
        ("voice", Edge.ONSET, 0, None),
        ("smile", Edge.ONSET, 40, None),
        ("away", Edge.ONSET, 50, None),
    ],
)
def test_it_is_said_where_a_neighbour_stops_an_edge(
    coding: Coding, name: str, edge: Edge, wanted: int, why: str | None
) -> None:
    change_set = edits.move_edge(coding, name, edge, at(wanted), film_end_us=at(100))
    for change in change_set.changes:
        assert isinstance(change.after, Annotation)
        coding.put(change.after)

    told = edits.why_stopped(coding, name, edge, at(wanted))

    assert (why in str(told)) if why is not None else told is None


def test_points_do_not_meet(coding: Coding) -> None:
    for attempt in (
        lambda: edits.move_edge(coding, "smile", Edge.ONSET, at(16)),
        lambda: edits.set_span(coding, "smile", at(16), at(16)),
        lambda: edits.shift(coding, ["smile"], at(1)),
    ):
        with pytest.raises(RuleViolation, match="already tagged on this frame"):
            attempt()
    assert len(edits.shift(coding, ["smile", "later smile"], at(1)).changes) == 2


def test_a_span_is_set(coding: Coding) -> None:
    moved = after(edits.set_span(coding, "face", at(22), at(30)))
    assert (moved.onset_us, moved.offset_us) == (at(22), at(30))
    with pytest.raises(RuleViolation, match=r"“Looks at toy” .* is there already, and only one of its group"):
        edits.set_span(coding, "face", at(22), at(31))
    with pytest.raises(RuleViolation, match="beyond the film"):
        edits.set_span(coding, "face", at(90), at(101), film_end_us=at(100))
    with pytest.raises(RuleViolation, match="no length"):
        edits.set_span(coding, "smile", at(1), at(2))
    with pytest.raises(RuleViolation, match="end must come"):
        edits.set_span(coding, "face", at(2), at(2))


def test_annotations_move_together(coding: Coding) -> None:
    change_set = edits.shift(coding, ["face", "toy", "smile", "face"], at(15), film_end_us=at(100))
    assert change_set.label == "move 3 tags"
    assert (after(change_set, "face").onset_us, after(change_set, "toy").offset_us) == (at(25), at(55))
    with pytest.raises(RuleViolation, match="“Looks at toy”"):
        edits.shift(coding, ["face"], at(15))
    with pytest.raises(RuleViolation, match="beyond the film"):
        edits.shift(coding, ["face"], -at(11))
    with pytest.raises(RuleViolation, match="beyond the film"):
        edits.shift(coding, ["toy"], at(61), film_end_us=at(100))
    assert after(edits.shift(coding, ["away"], at(1))).offset_us is None


def test_a_code_changes_within_its_kind(coding: Coding) -> None:
    change_set = describing.change_code(coding, "face", "away")
    assert after(change_set).code_id == "away"
    assert change_set.label == "change “Looks at face” to “Looks away”"
    assert after(describing.change_code(coding, "smile", "cry")).code_id == "cry"
    with pytest.raises(RuleViolation, match="“Looks at face”"):
        describing.change_code(coding, "voice", "toy")


def test_a_state_becomes_a_point_at_its_start(coding: Coding) -> None:
    point = after(describing.change_code(coding, "face", "cry"))
    assert (point.onset_us, point.offset_us) == (at(10), at(10))
    assert after(describing.change_code(coding, "away", "cry")).is_point
    coding.put(tag("third", "smile", 10, 10))
    with pytest.raises(RuleViolation, match="already tagged on this frame"):
        describing.change_code(coding, "face", "smile")


def test_a_point_becomes_a_state_of_one_frame(coding: Coding) -> None:
    coding.put(tag("free", "smile", 50, 50))
    state = after(describing.change_code(coding, "free", "toy", frame_end_us=at(51)))
    assert (state.onset_us, state.offset_us) == (at(50), at(51))
    with pytest.raises(RuleViolation, match="has no length"):
        describing.change_code(coding, "free", "toy")
    with pytest.raises(RuleViolation, match="“Looks at face”"):
        describing.change_code(coding, "smile", "toy", frame_end_us=at(16))


def test_one_state_of_a_group_runs(coding: Coding) -> None:
    coding.put(tag("speaking", "voice", 70, None))
    with pytest.raises(RuleViolation, match=r"“Looks away” .*still running"):
        describing.change_code(coding, "speaking", "toy")
    assert after(describing.change_code(coding, "away", "toy")).running


def test_modifiers_that_a_code_does_not_have_are_dropped(coding: Coding) -> None:
    coding.put(replace(coding.get("face"), modifiers={"strength": ("weak",), "hands": ("left",)}))
    assert after(describing.change_code(coding, "face", "smile")).modifiers == {"strength": ("weak",)}
    assert after(describing.change_code(coding, "face", "away")).modifiers == {}


def test_notes_and_modifiers(coding: Coding) -> None:
    assert after(describing.set_note(coding, "face", " a note ")).note == "a note"
    chosen = after(
        describing.set_modifiers(coding, "face", {"hands": ["left", "right", "left"], "strength": []})
    )
    assert chosen.modifiers == {"hands": ("left", "right")}
    for modifiers, reason in (
        ({"strength": ["weak", "strong"]}, "Only one choice"),
        ({"strength": ["odd"]}, "no choice “odd”"),
        ({"colour": ["red"]}, "no modifier “colour”"),
    ):
        with pytest.raises(RuleViolation, match=reason):
            describing.set_modifiers(coding, "face", modifiers)
    with pytest.raises(RuleViolation, match="no modifier"):
        describing.set_modifiers(coding, "smile", {"hands": ["left"]})


def test_deleting(coding: Coding) -> None:
    assert edits.delete(coding, ["face"]).label == "delete “Looks at face”"
    several = edits.delete(coding, ["face", "smile", "face"])
    assert several.label == "delete 2 tags"
    assert [c.after for c in several.changes] == [None, None]
    with pytest.raises(NotFound, match="no longer there"):
        edits.delete(coding, ["face", "gone"])
