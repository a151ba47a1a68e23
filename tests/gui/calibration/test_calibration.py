"""The minute with the light, with a clock that the test holds: what is measured, shown, used and taken back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest

from tests.gui.hand import Hand
from vig_annotator.errors import RuleViolation
from vig_annotator.gui.calibration.calibration_screen import CalibrationScreen
from vig_annotator.gui.calibration.trial_run import PRACTICE, SIGNALS, Stage, TrialRun
from vig_annotator.model.edits.reaction import measure


class Quick(random.Random):
    """Lets nobody wait."""

    def randint(self, a: int, b: int) -> int:
        return 1


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.us = 5_000_000

    def __call__(self) -> int:
        return self.us


@pytest.fixture
def clock(coding: Hand) -> Clock:
    clock, screen = Clock(), coding.window.calibration
    screen._now_us = clock
    screen.run = TrialRun(chance=Quick())
    return clock


def answer(hand: Hand, clock: Clock, after_ms: int) -> None:
    """Wait for the light, and press so much later."""
    screen = hand.window.calibration
    hand.until(lambda: screen.light.on and screen.run.waiting)
    clock.us += after_ms * 1000
    hand.press("Space")
    assert not screen.light.on


def go_through(hand: Hand, clock: Clock, times_ms: list[int]) -> CalibrationScreen:
    screen = hand.window.calibration
    hand.window.actions_.trigger("tag.calibrate")
    hand.press("Space")
    for _ in range(PRACTICE):
        answer(hand, clock, 300)
    assert screen.run.stage is Stage.READY
    hand.press("Space")
    for ms in times_ms:
        answer(hand, clock, ms)
    assert screen.run.stage is Stage.RESULT
    return screen


def test_what_is_measured_is_used_for_this_coder_and_can_be_changed_back(coding: Hand, clock: Clock) -> None:
    screen = go_through(coding, clock, [200, 240, 900, 240, 250, 238, 242, 230, 244] * 2)

    assert screen.reaction is not None and screen.reaction.median_us == 240_000
    assert "240 ms" in screen.words.text() and "18 of 18" in screen.words.text()
    assert coding.settings.reactions == {}
    coding.click(screen.use)

    assert coding.settings.reactions == {"AB": 240}
    assert not screen.is_open
    assert coding.said[-1] == "While the film plays, tags are set 240 ms earlier."
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 20)
    coding.press("b")
    coding.press("Space")
    (tag,) = coding.tags
    assert tag.onset_shift_us in (240_000, 280_000)
    coding.window.actions_.trigger("tag.as_pressed")
    assert coding.tags[0].onset_us == tag.onset_us + tag.onset_shift_us
    coding.window.actions_.trigger("tag.set_back")
    assert coding.tags[0].onset_us == tag.onset_us
    coding.press("Ctrl+Z")
    assert coding.tags[0].onset_us == tag.onset_us + tag.onset_shift_us


def test_another_coder_has_a_time_of_their_own(coding: Hand) -> None:
    coding.settings.reactions["somebody else"] = 400

    assert coding.settings.reaction_of("AB") == 0


def test_closing_changes_nothing(coding: Hand, clock: Clock) -> None:
    screen = go_through(coding, clock, [240] * SIGNALS)
    coding.press("Esc")

    assert not screen.is_open
    assert coding.settings.reactions == {}


def test_a_press_without_a_light_is_said_to_be_too_early_and_does_not_count(
    coding: Hand, clock: Clock
) -> None:
    coding.window.actions_.trigger("tag.calibrate")
    screen = coding.window.calibration
    coding.press("Space")
    coding.press("Space")

    assert "Too early" in screen._foot.text()
    assert screen.run.stage is Stage.PRACTICE and not coding.window.player.playing


def test_lights_that_nobody_answers_go_by_and_nothing_is_offered(coding: Hand, clock: Clock) -> None:
    coding.window.actions_.trigger("tag.calibrate")
    screen = coding.window.calibration
    screen.run.begin(Stage.RUN)
    screen.run.shown_us = [n * 1_000_000 for n in range(SIGNALS)]
    screen.run.end()
    screen.show_stage()

    assert "Only 0 of 18 signals were answered" in screen.words.text()
    assert screen.use.isHidden() and screen.again.isVisible()
    coding.click(screen.again)
    assert screen.run.stage is Stage.INTRO


def test_a_key_that_is_held_is_one_press(coding: Hand, clock: Clock) -> None:
    coding.window.actions_.trigger("tag.calibrate")
    coding.press("Space")
    screen = coding.window.calibration
    before = len(screen.run.pressed_us)
    QTest.keyPress(screen, " ")
    QTest.keyRelease(screen, " ")

    assert len(screen.run.pressed_us) == before + 1


@given(
    st.lists(st.integers(100_000, 900_000), min_size=5, max_size=40),
    st.lists(st.integers(0, 99_000), max_size=5),
)
def test_the_median_is_not_moved_by_presses_that_are_too_quick(times: list[int], slips: list[int]) -> None:
    shown = [n * 3_000_000 for n in range(len(times))]
    pressed = [at + took for at, took in zip(shown, times, strict=True)]
    early = [shown[n % len(shown)] + slip for n, slip in enumerate(slips)]

    found = measure(shown, pressed + early)

    assert found.times_us == tuple(times)
    assert found.median_us == sorted(times)[(len(times) - 1) // 2]
    assert found.quick_us <= found.median_us <= found.slow_us
    assert (found.early, found.missed) == (len(slips), 0)


def test_too_few_answers_are_no_measurement() -> None:
    with pytest.raises(RuleViolation, match="Only 4 of 6"):
        measure([n * 1_000_000 for n in range(6)], [n * 1_000_000 + 250_000 for n in range(4)])


def test_enter_begins_as_space_does_but_answers_no_light(coding: Hand, clock: Clock) -> None:
    screen = coding.window.calibration
    coding.window.actions_.trigger("tag.calibrate")
    coding.press("Return")
    assert screen.run.stage is Stage.PRACTICE
    coding.until(lambda: screen.light.on and screen.run.waiting)
    clock.us += 300_000
    coding.press("Return")
    assert screen.light.on
    coding.press("Esc")
