"""Slower sound: what begins is heard at its place, the pitch stays, nothing is lost, and blocks of any size give the same."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vig_annotator.media.audio_slowing import Slower
from vig_annotator.media.audio_tempo import tempo_of

RATE = 48_000
SPEEDS = (0.25, 0.5, 0.75)
PHASES = tuple(0.31 + number * 0.00173 for number in range(16))
"""Where something begins, in seconds: nowhere the same within a piece or a block."""

MOST_S = 0.010
"""How far off a beginning may be heard. The goal for a whole reel is 0.020."""

Mono = NDArray[np.float32]


def slowed(mono: Mono, speed: float, block: int = 2_400) -> Mono:
    changer, blocks = Slower(speed, RATE), []
    stereo = np.repeat(mono[:, np.newaxis], 2, axis=1).astype(np.float32)
    for begin in range(0, len(stereo), block):
        blocks += changer.push(stereo[begin : begin + block])
    return np.concatenate([*blocks, *changer.finish()])[:, 0]


def silence(seconds: float = 1.2) -> Mono:
    return np.zeros(round(seconds * RATE), np.float32)


def click(mono: Mono, at_s: float) -> Mono:
    begin = round(at_s * RATE)
    mono[begin : begin + 48] = 0.8
    return mono


def tone(mono: Mono, at_s: float, hertz: float = 880.0, length_s: float = 0.15) -> Mono:
    begin, count = round(at_s * RATE), round(length_s * RATE)
    place = np.arange(count)
    shape = np.minimum(1, np.minimum(place, place[::-1]) / 240)
    mono[begin : begin + count] += (0.6 * shape * np.sin(2 * np.pi * hertz * place / RATE)).astype(np.float32)
    return mono


def clap(mono: Mono, at_s: float) -> Mono:
    begin, noise = round(at_s * RATE), np.random.default_rng(7).uniform(-0.8, 0.8, 1_440)
    mono[begin : begin + 1_440] += (noise * np.exp(-np.arange(1_440) / 300)).astype(np.float32)
    return mono


def heard_s(mono: Mono, least: float, after_s: float = 0.0) -> float:
    """When the sound is first louder than that."""
    begin = round(after_s * RATE)
    return (begin + int(np.argmax(np.abs(mono[begin:]) > least))) / RATE


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("make", [click, tone, clap])
def test_what_begins_is_heard_at_its_place(make, speed):
    late = [heard_s(slowed(make(silence(), at_s), speed), 0.15) - at_s / speed for at_s in PHASES]
    assert min(late) > -0.002 and max(late) < MOST_S, (min(late), max(late))


@pytest.mark.parametrize("speed", SPEEDS)
def test_also_where_something_else_is_heard_already(speed):
    hum = 0.05 * np.sin(2 * np.pi * 140 * np.arange(round(1.2 * RATE)) / RATE)
    off = [heard_s(slowed(tone(hum.astype(np.float32), at_s), speed), 0.12) - at_s / speed for at_s in PHASES]
    assert max(map(abs, off)) < MOST_S, off


@pytest.mark.parametrize("speed", SPEEDS)
def test_claps_one_after_the_other_are_as_many_and_each_at_its_place(speed):
    places = (0.2, 0.33, 0.41, 0.6, 0.9)
    mono = silence()
    for at_s in places:
        clap(mono, at_s)
    loud = np.flatnonzero(np.abs(slowed(mono, speed)) > 0.35) / RATE
    heard = [float(loud[0]), *(float(b) for a, b in pairwise(loud) if b - a > 0.03 / speed)]
    assert heard == pytest.approx([at_s / speed for at_s in places], abs=MOST_S)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [90, 220, 440])
def test_a_voice_keeps_its_pitch_its_sound_and_its_loudness(hertz, speed):
    seconds = np.arange(2 * RATE) / RATE
    voice = sum(0.2 / k * np.sin(2 * np.pi * hertz * k * seconds) for k in range(1, 8))
    heard = slowed(np.asarray(voice, np.float32), speed)[RATE // 4 : -RATE // 4]
    power = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) ** 2
    places = np.fft.rfftfreq(len(heard), 1 / RATE)
    assert places[np.argmax(power)] == pytest.approx(hertz, rel=0.01)
    harmonics = sum(power[np.abs(places - hertz * k) < max(6, hertz * 0.03)].sum() for k in range(1, 8))
    assert harmonics / power.sum() > 0.995  # no buzz, no echo
    assert np.sqrt(np.mean(heard**2)) == pytest.approx(np.sqrt(np.mean(np.square(voice))), rel=0.05)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_tone_is_as_much_longer_and_has_no_holes(speed):
    heard = np.abs(slowed(tone(silence(), 0.4, 300, 0.4), speed))
    inside = heard[round((0.42 / speed) * RATE) : round((0.78 / speed) * RATE)]
    peaks = inside[: len(inside) // 480 * 480].reshape(-1, 480).max(axis=1)
    assert peaks.min() > 0.5 * peaks.max()
    assert heard[: round(0.39 / speed * RATE)].max() == heard[round(0.83 / speed * RATE) :].max() == 0


@settings(max_examples=20)
@given(
    st.lists(st.integers(1, 9_000), min_size=1, max_size=30),
    st.sampled_from([0.1, 0.25, 0.37, 0.5, 0.75, 0.9]),
)
def test_blocks_of_any_size_give_the_same_and_the_length_is_exact(sizes, speed):
    mono = clap(tone(silence(0.6), 0.2), 0.45)
    whole, stereo = slowed(mono, speed, len(mono)), np.repeat(mono[:, np.newaxis], 2, axis=1)
    changer, blocks, begin = Slower(speed, RATE), [], 0
    for size in [*sizes, len(mono)]:
        blocks += changer.push(stereo[begin : begin + size])
        begin += size
    parts = np.concatenate([*blocks, *changer.finish()])[:, 0]
    assert len(whole) == round(len(mono) / speed)
    assert np.array_equal(whole, parts)


@pytest.mark.parametrize("speed", [0.0, -1.0, 1.0, 1.5])
def test_what_is_not_slower_is_refused(speed):
    with pytest.raises(ValueError, match="slower"):
        Slower(speed, RATE)


@pytest.mark.parametrize("speed", [1.5, 2.0, 4.0])
def test_quicker_sound_is_at_its_place_too(speed):
    changer = tempo_of(speed, RATE)
    assert changer is not None
    stereo = np.repeat(tone(silence(2.0), 1.0)[:, np.newaxis], 2, axis=1)
    heard = np.concatenate([*changer.push(stereo), *changer.finish()])[:, 0]
    assert heard_s(heard, 0.15) == pytest.approx(1.0 / speed, abs=0.020)
