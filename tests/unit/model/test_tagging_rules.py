"""What a key press means: every case of starting, ending and giving way, on pure values."""

import pytest

from tests.builders.libraries import FRAME_US, at, small_codebook
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.tagging import FrameShown, end_running, press_code

BOOK = small_codebook().codebook


class Coder:
    """Presses keys on frames; remembers the last label."""

    def __init__(self) -> None:
        self.coding = Coding(BOOK)
        self.label = ""

    def press(self, code_id: str, frame: int) -> Annotation:
        shown = FrameShown(at(frame), at(frame + 1))
        change_set, annotation = press_code(self.coding, "pass", code_id, shown, Stamp("AB", "now"))
        self.take(change_set)
        return annotation

    def end(self, frame: int) -> None:
        self.take(end_running(self.coding, at(frame)))

    def take(self, change_set: ChangeSet) -> None:
        self.label = change_set.label
        for change in change_set.changes:
            if change.before is not None:
                assert self.coding.get(change.before.id) == change.before
            if change.after is None:
                self.coding.discard(change.row.id)
            else:
                assert isinstance(change.after, Annotation)
                self.coding.put(change.after)

    def seen(self) -> list[tuple[str, int, int | None]]:
        return [
            (a.code_id, a.onset_us // FRAME_US, None if a.offset_us is None else a.offset_us // FRAME_US)
            for a in self.coding.annotations
        ]


@pytest.fixture
def coder() -> Coder:
    return Coder()


def test_a_point_is_made_at_the_frame_shown(coder: Coder) -> None:
    point = coder.press("smile", 7)
    assert point.is_point
    assert (point.pass_id, point.created_by, point.created_at, point.revision) == ("pass", "AB", "now", 1)
    assert coder.seen() == [("smile", 7, 7)]
    assert coder.label == "tag “Smile”"


def test_the_same_point_twice_on_a_frame_is_refused(coder: Coder) -> None:
    coder.press("smile", 7)
    with pytest.raises(RuleViolation, match="“Smile” is already tagged on this frame"):
        coder.press("smile", 7)
    coder.press("cry", 7)
    coder.press("smile", 8)
    assert len(coder.coding) == 3


def test_a_state_is_started_and_ended(coder: Coder) -> None:
    started = coder.press("voice", 10)
    assert started.running
    assert coder.label == "start “Warm voice”"
    ended = coder.press("voice", 20)
    assert ended.id == started.id
    assert ended.revision == 2
    assert coder.seen() == [("voice", 10, 20)]
    assert coder.label == "end “Warm voice”"


def test_a_state_ended_on_its_start_frame_covers_that_frame(coder: Coder) -> None:
    coder.press("voice", 10)
    coder.press("voice", 10)
    assert coder.seen() == [("voice", 10, 11)]


def test_a_state_ended_further_back_covers_the_stretch_between(coder: Coder) -> None:
    coder.press("voice", 20)
    coder.press("voice", 12)
    assert coder.seen() == [("voice", 12, 20)]


def test_a_state_of_an_exclusive_group_ends_the_running_one(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("toy", 15)
    assert coder.seen() == [("face", 10, 15), ("toy", 15, None)]
    coder.press("away", 18)
    coder.press("away", 30)
    assert coder.seen() == [("face", 10, 15), ("toy", 15, 18), ("away", 18, 30)]


def test_a_state_that_would_be_left_empty_is_removed(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("toy", 10)
    assert coder.seen() == [("toy", 10, None)]
    assert coder.label == "start “Looks at toy”"


def test_other_subjects_and_codes_without_a_group_go_on(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("baby_face", 12)
    coder.press("voice", 13)
    coder.press("smile", 14)
    assert [one.code_id for one in coder.coding.running] == ["face", "baby_face", "voice"]


def test_a_state_can_not_start_before_the_running_one_of_its_group(coder: Coder) -> None:
    coder.press("face", 10)
    with pytest.raises(RuleViolation, match="started after this frame"):
        coder.press("toy", 5)
    assert coder.seen() == [("face", 10, None)]


def test_a_state_inside_another_of_its_group_parts_it(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("face", 20)
    coder.press("toy", 13)
    assert coder.seen() == [("face", 10, 20), ("toy", 13, None)], "nothing gives way before the end is known"
    coder.press("toy", 16)
    assert coder.seen() == [("face", 10, 13), ("toy", 13, 16), ("face", 16, 20)]


def test_the_parted_state_keeps_its_note_and_choices(coder: Coder) -> None:
    coder.coding.put(
        Annotation("x", "pass", "face", at(10), at(20), note="long", modifiers={"strength": ("weak",)})
    )
    coder.press("toy", 13)
    coder.press("toy", 16)
    parts = [one for one in coder.coding.annotations if one.code_id == "face"]
    assert [(one.note, one.modifiers) for one in parts] == [("long", {"strength": ("weak",)})] * 2
    assert len({one.id for one in parts}) == 2


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        (15, 25, [("face", 10, 15), ("toy", 15, 25)]),
        (5, 15, [("toy", 5, 15), ("face", 15, 20)]),
        (10, 15, [("toy", 10, 15), ("face", 15, 20)]),
        (20, 25, [("face", 10, 20), ("toy", 20, 25)]),
        (5, 10, [("toy", 5, 10), ("face", 10, 20)]),
        (15, 20, [("face", 10, 15), ("toy", 15, 20)]),
    ],
)
def test_a_neighbour_is_cut_back(
    coder: Coder, first: int, end: int, expected: list[tuple[str, int, int]]
) -> None:
    coder.press("face", 10)
    coder.press("face", 20)
    coder.press("toy", first)
    coder.press("toy", end)
    assert coder.seen() == expected


@pytest.mark.parametrize(("first", "end"), [(5, 25), (10, 20), (10, 25), (5, 20)])
def test_a_neighbour_never_vanishes_silently(coder: Coder, first: int, end: int) -> None:
    coder.press("face", 10)
    coder.press("face", 20)
    coder.press("toy", first)
    with pytest.raises(
        RuleViolation, match=r"“Looks at face” \(0:00:00.400 to 0:00:00.800\) lies in between"
    ):
        coder.press("toy", end)
    with pytest.raises(RuleViolation, match="lies in between"):
        coder.press("away", end)
    assert coder.seen() in (
        [("face", 10, 20), ("toy", first, None)],
        [("toy", first, None), ("face", 10, 20)],
    )


def test_a_code_is_not_tagged_inside_itself(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("face", 20)
    for frame in (10, 15, 19):
        with pytest.raises(RuleViolation, match="already tagged here"):
            coder.press("face", frame)
    coder.press("face", 20)
    assert coder.seen() == [("face", 10, 20), ("face", 20, None)]


def test_running_states_end_at_the_end_of_the_film(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("voice", 12)
    coder.press("smile", 13)
    coder.end(50)
    assert coder.seen() == [("face", 10, 50), ("voice", 12, 50), ("smile", 13, 13)]
    assert coder.label == "end 2 tags"
    coder.end(50)
    assert coder.label == "end"


def test_a_forgotten_state_ends_where_the_next_of_its_group_begins(coder: Coder) -> None:
    for first, end in ((10, 20), (30, 35)):
        coder.press("face", first)
        coder.press("face", end)
    coder.press("toy", 15)
    coder.end(50)
    assert coder.seen() == [("face", 10, 15), ("toy", 15, 30), ("face", 30, 35)]


def test_a_forgotten_state_without_any_room_is_removed(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("face", 20)
    coder.press("toy", 10)
    coder.end(50)
    assert coder.seen() == [("face", 10, 20)]


def test_a_state_that_starts_later_goes_on_running(coder: Coder) -> None:
    coder.press("face", 10)
    coder.press("voice", 30)
    coder.end(30)
    assert coder.seen() == [("face", 10, 30), ("voice", 30, None)]


def test_an_unknown_code_is_told(coder: Coder) -> None:
    with pytest.raises(NotFound, match="no code “laugh”"):
        coder.press("laugh", 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (6, 5)])
def test_a_frame_has_a_place_and_a_length(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="frame"):
        FrameShown(at(start), at(end))
