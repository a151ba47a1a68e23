"""Press-and-hold that nothing can break, repeat last, and the reaction time of a coder."""

from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.frames import Frames, steady
from tests.builders.libraries import FRAME_US, at, small_codebook
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits import holding, reaction
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.tagging import FrameShown, press_code
from vig_annotator.model.mediatime import MediaTime

BOOK = small_codebook().codebook
A = TypeVar("A")


class Keys:
    """Keys that go down and come up on frames."""

    def __init__(self) -> None:
        self.coding = Coding(BOOK)
        self.clock = 0

    def stamp(self) -> Stamp:
        self.clock += 1
        return Stamp("AB", f"{self.clock:06}")

    def down(self, code_id: str, frame: int) -> Annotation:
        return self.take(holding.hold(self.coding, "pass", code_id, shown(frame), self.stamp()))

    def up(self, code_id: str, frame: int) -> Annotation | None:
        return self.take(holding.release(self.coding, "pass", code_id, shown(frame), self.stamp()))

    def again(self, frame: int) -> Annotation:
        return self.take(holding.repeat_last(self.coding, "pass", shown(frame), self.stamp()))

    def take(self, done: tuple[ChangeSet, A]) -> A:
        for change in done[0].changes:
            assert isinstance(change.row, Annotation)
            if change.after is None:
                self.coding.discard(change.row.id)
            else:
                self.coding.put(change.row)
        return done[1]

    def seen(self) -> list[tuple[str, int, int | None]]:
        found = [
            (
                one.code_id,
                one.onset_us // FRAME_US,
                None if one.offset_us is None else one.offset_us // FRAME_US,
            )
            for one in self.coding.annotations
        ]
        return sorted(found, key=lambda one: (one[1], one[0]))


def shown(frame: int) -> FrameShown:
    return FrameShown(at(frame), at(frame + 1))


@pytest.fixture
def keys() -> Keys:
    return Keys()


def test_a_state_lasts_as_long_as_its_key_is_held(keys: Keys) -> None:
    keys.down("voice", 10)
    keys.up("voice", 20)
    assert keys.seen() == [("voice", 10, 20)]


def test_a_short_tap_covers_its_frame(keys: Keys) -> None:
    keys.down("voice", 10)
    keys.up("voice", 10)
    assert keys.seen() == [("voice", 10, 11)]


def test_a_release_without_a_press_and_a_key_that_repeats_change_nothing(keys: Keys) -> None:
    assert keys.up("voice", 5) is None
    first = keys.down("voice", 10)
    assert keys.down("voice", 11) == first
    keys.up("voice", 20)
    assert keys.up("voice", 25) is None
    assert keys.seen() == [("voice", 10, 20)]


def test_several_keys_at_once(keys: Keys) -> None:
    keys.down("voice", 10)
    keys.down("baby_face", 12)
    keys.down("smile", 13)
    keys.up("smile", 14)
    keys.up("voice", 15)
    keys.up("baby_face", 18)
    assert keys.seen() == [("voice", 10, 15), ("baby_face", 12, 18), ("smile", 13, 13)]


def test_another_state_of_the_group_ends_the_one_that_is_held(keys: Keys) -> None:
    keys.down("face", 10)
    keys.down("toy", 14)
    assert keys.up("face", 16) is None
    keys.up("toy", 20)
    assert keys.seen() == [("face", 10, 14), ("toy", 14, 20)]


def test_an_unknown_code(keys: Keys) -> None:
    for action in (keys.down, keys.up):
        with pytest.raises(NotFound):
            action("none", 1)


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["voice", "baby_face", "smile"]), st.integers(0, 3)),
        max_size=40,
    )
)
def test_whatever_keys_do_a_key_that_came_up_runs_nothing(events: list[tuple[bool, str, int]]) -> None:
    keys, frame, held = Keys(), 0, set()
    for goes_down, code_id, frames in events:
        frame += frames
        try:
            if goes_down:
                keys.down(code_id, frame)
                held.add(code_id)
            else:
                keys.up(code_id, frame)
                held.discard(code_id)
        except RuleViolation as refused:
            assert goes_down and "already tagged" in refused.message
        assert {one.code_id for one in keys.coding.running} == held - {"smile"}


def test_the_last_code_is_tagged_again_with_its_modifiers(keys: Keys) -> None:
    with pytest.raises(RuleViolation, match="nothing to repeat"):
        keys.again(5)
    keys.down("cry", 90)
    smile = keys.down("smile", 50)
    keys.coding.put(replace(smile, modifiers={"strength": ("weak",)}, note="only here"))
    keys.coding.put(replace(smile, id="other", created_by="CD", created_at="999999", code_id="bid"))
    again = keys.again(60)
    assert (again.code_id, again.onset_us, again.modifiers, again.note) == (
        "smile", at(60), {"strength": ("weak",)}, "",
    )  # fmt: skip
    with pytest.raises(RuleViolation, match="already tagged"):
        keys.again(60)


def test_repeating_a_state_starts_and_ends_it(keys: Keys) -> None:
    keys.down("voice", 10)
    keys.again(15)
    keys.again(30)
    keys.again(32)
    assert keys.seen() == [("voice", 10, 15), ("voice", 30, 32)]


FILM = steady(1000)


def test_a_tag_lies_on_the_frame_that_was_meant(keys: Keys) -> None:
    # 250 ms before frame 100 (4.000 s) is 3.750 s: on the screen was frame 93 (3.720 s).
    frame = reaction.frame_meant(FILM, at(100), 250_000)
    assert frame == FrameShown(at(93), at(94), at(100))
    tagged = keys.take(press_code(keys.coding, "pass", "smile", frame, keys.stamp()))
    assert (tagged.onset_us, tagged.onset_shift_us, tagged.offset_shift_us) == (at(93), at(7), 0)
    assert reaction.frame_meant(FILM, at(3), 250_000).at_us == 0
    assert reaction.frame_meant(FILM, at(3), 0) == FrameShown(at(3), at(4), at(3))
    with pytest.raises(RuleViolation, match="after the end"):
        reaction.frame_meant(FILM, at(1000), 250_000)
    uneven = Frames([0, 30_000, 70_000, 100_000, 180_000, 200_000])
    assert reaction.frame_meant(uneven, MediaTime(180_000), 90_000) == FrameShown(
        MediaTime(70_000), MediaTime(100_000), MediaTime(180_000)
    )


def test_both_ends_of_a_state_are_set_back_and_put_back(keys: Keys) -> None:
    for pressed in (100, 200):
        frame = reaction.frame_meant(FILM, at(pressed), 250_000)
        keys.take(press_code(keys.coding, "pass", "face", frame, keys.stamp()))
    keys.take(
        press_code(keys.coding, "pass", "toy", reaction.frame_meant(FILM, at(200), 250_000), keys.stamp())
    )
    keys.take(
        press_code(keys.coding, "pass", "away", reaction.frame_meant(FILM, at(300), 250_000), keys.stamp())
    )
    assert keys.seen() == [("face", 93, 193), ("toy", 193, 293), ("away", 293, None)]
    ids = [one.id for one in keys.coding.annotations]
    change_set = reaction.take_back(keys.coding, ids)
    assert change_set.label == "put 3 tags where the key came down"
    keys.take((change_set, None))
    assert keys.seen() == [("face", 100, 200), ("toy", 200, 300), ("away", 300, None)]
    assert {(one.onset_shift_us, one.offset_shift_us) for one in keys.coding.annotations} == {(0, 0)}
    assert reaction.take_back(keys.coding, ids).changes == ()


def test_tags_are_set_back_after_the_fact(keys: Keys) -> None:
    keys.down("voice", 100)
    keys.up("voice", 200)
    keys.down("smile", 150)
    ids = [one.id for one in keys.coding.annotations]
    keys.take((reaction.set_back(keys.coding, ids, 250_000, FILM), None))
    assert keys.seen() == [("voice", 93, 193), ("smile", 143, 143)]
    assert reaction.set_back(keys.coding, ids, 250_000, FILM).changes == ()
    keys.take((reaction.take_back(keys.coding, ids), None))
    assert keys.seen() == [("voice", 100, 200), ("smile", 150, 150)]


def test_a_calibration() -> None:
    shown_at = [1_000_000, 3_000_000, 5_000_000, 7_000_000, 9_000_000, 11_000_000, 13_000_000]
    pressed = [500, 1_300_000, 1_400_000, 3_260_000, 5_900_000, 7_240_000, 9_280_000, 13_300_000]
    # answered after 300, 260, 900, 240, 280 and 300 ms; one signal was missed, one press was a second one
    assert reaction.measure(shown_at, pressed).median_us == 280_000
    with pytest.raises(RuleViolation, match="Only 4 of 4 signals"):
        reaction.measure(shown_at[:4], pressed)
    with pytest.raises(RuleViolation, match="Only 0 of 7"):
        reaction.measure(shown_at, [])


@pytest.mark.parametrize("values", [(at(5), at(5), None), (at(5), at(6), at(4))])
def test_a_frame_that_can_not_be(values: tuple[MediaTime, MediaTime, MediaTime | None]) -> None:
    with pytest.raises(ValueError, match="can't"):
        FrameShown(*values)
