"""Splitting, merging, copying, nudging; neighbours that stay and neighbours that give way."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.builders.frames import Frames, steady
from tests.builders.libraries import FRAME_US, at, small_codebook
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits import annotations as edits
from vig_annotator.model.edits import describing, shaping
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.nudging import nudge
from vig_annotator.model.edits.room import Neighbours

BOOK = small_codebook().codebook
STAMP = Stamp("CD", "later")
GIVE = Neighbours.GIVE_WAY


def tag(name: str, code_id: str, first: int, end: int | None) -> Annotation:
    return Annotation(name, "pass", code_id, at(first), None if end is None else at(end), created_by="AB")


@pytest.fixture
def coding() -> Coding:
    """Face 10-20, toy 30-40, face 50-60; a voice 12-18 and one 25-28; smiles at 15 and 16."""
    return Coding(
        BOOK,
        [
            tag("f1", "face", 10, 20),
            tag("t", "toy", 30, 40),
            tag("f2", "face", 50, 60),
            tag("v1", "voice", 12, 18),
            tag("v2", "voice", 25, 28),
            tag("s1", "smile", 15, 15),
            tag("s2", "smile", 16, 16),
        ],
    )


def seen(coding: Coding, change_set: ChangeSet, *codes: str) -> list[tuple[str, int, int | None]]:
    """What is coded of some codes once a change is made: code, first frame, end frame."""
    for change in change_set.changes:
        assert isinstance(change.row, Annotation)
        if change.after is None:
            coding.discard(change.row.id)
        else:
            coding.put(change.row)
    return [
        (one.code_id, one.onset_us // FRAME_US, None if one.offset_us is None else one.offset_us // FRAME_US)
        for one in coding.annotations
        if one.code_id in codes
    ]


def test_a_state_is_split(coding: Coding) -> None:
    coding.put(replace(coding.get("f1"), note="n", modifiers={"strength": ("weak",)}, onset_shift_us=7))
    change_set = shaping.split(coding, "f1", at(14), STAMP)
    assert change_set.label == "split “Looks at face”"
    assert seen(coding, change_set, "face") == [("face", 10, 14), ("face", 14, 20), ("face", 50, 60)]
    first, second = coding.annotations[0], next(coding.after(coding.lane_of("face"), at(14)))
    assert (first.id, first.revision, first.onset_shift_us) == ("f1", 2, 7)
    assert (second.note, second.modifiers, second.created_by) == ("n", {"strength": ("weak",)}, "CD")
    assert (second.revision, second.onset_shift_us) == (1, 0)


@pytest.mark.parametrize(("name", "frame", "why"), [
    ("f1", 10, "only be split inside it"), ("f1", 20, "only be split inside it"),
    ("f1", 99, "only be split inside it"), ("s1", 15, "marks an instant"), ("r", 75, "still running"),
])  # fmt: skip
def test_what_can_not_be_split(coding: Coding, name: str, frame: int, why: str) -> None:
    coding.put(tag("r", "voice", 70, None))
    with pytest.raises(RuleViolation, match=why):
        shaping.split(coding, name, at(frame), STAMP)


def test_states_are_merged(coding: Coding) -> None:
    coding.put(replace(coding.get("v1"), note="one", offset_shift_us=3))
    coding.put(replace(coding.get("v2"), note="two", offset_shift_us=5))
    change_set = shaping.merge(coding, ["v2", "v1"])
    assert change_set.label == "merge 2 “Warm voice”"
    assert seen(coding, change_set, "voice") == [("voice", 12, 28)]
    whole = coding.get("v1")
    assert (whole.note, whole.offset_shift_us) == ("one\ntwo", 5)


def test_one_alone_is_merged_with_the_next_of_its_code(coding: Coding) -> None:
    assert seen(coding, shaping.merge(coding, ["v1"]), "voice") == [("voice", 12, 28)]
    with pytest.raises(RuleViolation, match="no later “Warm voice”"):
        shaping.merge(coding, ["v1"])


def test_merging_puts_modifiers_together(coding: Coding) -> None:
    coding.discard("t")
    coding.put(replace(coding.get("f1"), modifiers={"strength": ("weak",), "hands": ("left",)}))
    coding.put(replace(coding.get("f2"), modifiers={"strength": ("strong",), "hands": ("right", "left")}))
    seen(coding, shaping.merge(coding, ["f1", "f2"]))
    assert coding.get("f1").modifiers == {"strength": ("weak",), "hands": ("left", "right")}


@pytest.mark.parametrize(("names", "why"), [
    (["f1", "f2"], "“Looks at toy” .* is there already"), (["v1", "f1"], "Only tags of one code"),
    (["s1", "s2"], "marks an instant"), (["v1", "r"], "still running"),
])  # fmt: skip
def test_what_can_not_be_merged(coding: Coding, names: list[str], why: str) -> None:
    coding.put(tag("r", "voice", 70, None))
    with pytest.raises(RuleViolation, match=why):
        shaping.merge(coding, names)


def test_tags_are_copied_to_another_code(coding: Coding) -> None:
    coding.put(replace(coding.get("f1"), note="n", modifiers={"strength": ("weak",), "hands": ("left",)}))
    change_set, ids = shaping.copy(coding, ["f1", "t"], "baby_face", STAMP)
    assert change_set.label == "copy 2 tags to “Baby looks at face”"
    assert sorted(seen(coding, change_set, "baby_face", "face", "toy")) == [
        ("baby_face", 10, 20), ("baby_face", 30, 40), ("face", 10, 20), ("face", 50, 60), ("toy", 30, 40),
    ]  # fmt: skip
    copied = coding.get(ids[0])
    assert (copied.note, copied.modifiers, copied.created_by, copied.revision) == ("n", {}, "CD", 1)


def test_copies_between_points_and_states(coding: Coding) -> None:
    change_set, _ = shaping.copy(coding, ["f1", "t"], "cry", STAMP)
    assert seen(coding, change_set, "cry") == [("cry", 10, 10), ("cry", 30, 30)]
    with pytest.raises(RuleViolation, match="has no length"):
        shaping.copy(coding, ["s1"], "baby_face", STAMP)
    change_set, _ = shaping.copy(coding, ["s1"], "baby_face", STAMP, {"s1": at(16)})
    assert seen(coding, change_set, "baby_face") == [("baby_face", 15, 16)]


def test_copies_where_something_is(coding: Coding) -> None:
    with pytest.raises(RuleViolation, match=r"“Looks at face” .* is there already"):
        shaping.copy(coding, ["v1"], "away", STAMP)
    change_set, _ = shaping.copy(coding, ["v1"], "away", STAMP, neighbours=GIVE)
    assert seen(coding, change_set, "away", "face") == [
        ("face", 10, 12), ("away", 12, 18), ("face", 18, 20), ("face", 50, 60),
    ]  # fmt: skip
    with pytest.raises(RuleViolation, match="of that code already"):
        shaping.copy(coding, ["v2"], "voice", STAMP)
    with pytest.raises(NotFound):
        shaping.copy(coding, ["v2"], "none", STAMP)


def test_two_copies_can_not_lie_over_each_other(coding: Coding) -> None:
    with pytest.raises(RuleViolation, match="lie over each other"):
        shaping.copy(coding, ["v1", "f1"], "baby_face", STAMP)
    both = Coding(BOOK, [tag("a", "smile", 5, 5), tag("b", "cry", 5, 5), tag("v", "voice", 5, 9)])
    with pytest.raises(RuleViolation, match="already tagged on this frame"):
        shaping.copy(both, ["b"], "smile", STAMP)
    with pytest.raises(RuleViolation, match="lie over each other"):
        shaping.copy(both, ["b", "v"], "bid", STAMP)


def test_neighbours_that_give_way_to_an_edge(coding: Coding) -> None:
    change_set = edits.move_edge(coding, "f1", Edge.OFFSET, at(35), neighbours=GIVE)
    assert seen(coding, change_set, "face", "toy") == [("face", 10, 35), ("toy", 35, 40), ("face", 50, 60)]
    with pytest.raises(RuleViolation, match=r"“Looks at toy” .* lies in between"):
        edits.move_edge(coding, "f1", Edge.OFFSET, at(40), neighbours=GIVE)


def test_neighbours_that_give_way_to_a_bar_and_a_code(coding: Coding) -> None:
    with pytest.raises(RuleViolation, match="is there already, and only one of its group"):
        edits.set_span(coding, "f1", at(32), at(38))
    change_set = edits.set_span(coding, "f1", at(32), at(38), neighbours=GIVE)
    assert seen(coding, change_set, "face", "toy") == [
        ("toy", 30, 32), ("face", 32, 38), ("toy", 38, 40), ("face", 50, 60),
    ]  # fmt: skip
    change_set = describing.change_code(coding, "v2", "away")
    seen(coding, change_set)
    seen(coding, edits.set_span(coding, "v2", at(39), at(51), neighbours=GIVE))
    assert seen(coding, ChangeSet("", ()), "away", "face", "toy")[-3:] == [
        ("toy", 38, 39), ("away", 39, 51), ("face", 51, 60),
    ]  # fmt: skip


def test_neighbours_give_way_to_several_at_once() -> None:
    coding = Coding(
        BOOK,
        [tag("a", "face", 0, 5), tag("b", "toy", 10, 15), tag("c", "away", 20, 60), tag("d", "face", 70, 72)],
    )
    with pytest.raises(RuleViolation, match=r"“Looks away” .* is there already"):
        edits.shift(coding, ["a", "b"], at(25))
    change_set = edits.shift(coding, ["a", "b"], at(25), neighbours=GIVE)
    assert seen(coding, change_set, "face", "toy", "away") == [
        ("away", 20, 25), ("face", 25, 30), ("away", 30, 35), ("toy", 35, 40), ("away", 40, 60), ("face", 70, 72),
    ]  # fmt: skip
    with pytest.raises(RuleViolation, match=r"“Looks at face” .* lies in between"):
        edits.shift(coding, ["b"], at(34), neighbours=GIVE)


def test_an_edge_moved_by_hand_is_no_longer_set_back(coding: Coding) -> None:
    coding.put(replace(coding.get("f1"), onset_shift_us=1, offset_shift_us=2))
    seen(coding, edits.move_edge(coding, "f1", Edge.OFFSET, at(22)))
    assert (coding.get("f1").onset_shift_us, coding.get("f1").offset_shift_us) == (1, 0)
    seen(coding, edits.shift(coding, ["f1"], at(1)))
    assert coding.get("f1").onset_shift_us == 0


UNEVEN = Frames([0, 30_000, 70_000, 100_000, 180_000, 200_000])


@pytest.mark.parametrize(("by", "places"), [
    (1, {"s": (70_000, 70_000), "v": (100_000, 200_000)}),
    (-1, {"s": (0, 0), "v": (30_000, 100_000)}),
])  # fmt: skip
def test_tags_are_nudged_by_frames(by: int, places: Mapping[str, tuple[int, int]]) -> None:
    def us(name: str, code: str, first: int, end: int) -> Annotation:
        return replace(tag(name, code, 0, 0), onset_us=first, offset_us=end)

    coding = Coding(BOOK, [us("s", "smile", 30_000, 30_000), us("v", "voice", 70_000, 180_000)])
    change_set = nudge(coding, ["s", "v"], by, UNEVEN)
    assert change_set.label == "move 2 tags"
    seen(coding, change_set)
    assert {one.id: (one.onset_us, one.offset_us) for one in coding.annotations} == places
    with pytest.raises(RuleViolation, match="beyond the film"):
        nudge(coding, ["s", "v"], by, UNEVEN)
    assert nudge(coding, ["s"], 0, UNEVEN).changes == ()


def test_a_nudge_meets_a_neighbour(coding: Coding) -> None:
    with pytest.raises(RuleViolation, match="is there already"):
        nudge(coding, ["f1"], 12, steady(1000))
    assert seen(coding, nudge(coding, ["f1"], 12, steady(1000), GIVE), "face", "toy")[:2] == [
        ("face", 22, 32), ("toy", 32, 40),
    ]  # fmt: skip


def test_a_running_state_is_nudged_by_its_start() -> None:
    coding = Coding(BOOK, [tag("r", "voice", 5, None)])
    assert seen(coding, nudge(coding, ["r"], -2, steady(10)), "voice") == [("voice", 3, None)]
