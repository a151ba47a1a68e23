"""Two recordings of one room, put in step by what both heard; refused where that does not tell."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vig_annotator.media.sound_match import match
from vig_annotator.media.waveform import Waveform

RATE = 100


def room(seed: int, seconds: int) -> np.ndarray:
    """Loudness of a room in which something sounds now and then, each time fading away."""
    rng = np.random.default_rng(seed)
    level = np.zeros(seconds * RATE)
    for at in rng.integers(0, len(level), seconds):
        fade = np.exp(-np.arange(len(level) - at) / rng.uniform(5, 30))
        level[at:] = np.maximum(level[at:], rng.uniform(0.05, 0.8) * fade)
    return level


def heard(level: np.ndarray, seed: int, gain: float) -> Waveform:
    """As one microphone hears it: louder or quieter, with a noise of its own."""
    noise = np.abs(np.random.default_rng(seed).normal(0, 0.004, len(level)))
    return Waveform((level * gain + noise).astype(np.float32), RATE, "")


# Chance decides how alike two rooms sound, so the rooms are the same in every run.
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(0, 3000), st.integers(2500, 4000), st.floats(0.2, 1.0))
def test_the_place_is_found_to_a_hundredth_of_a_second(
    seed: int, first: int, length: int, gain: float
) -> None:
    level = room(seed, 60)
    one, other = heard(level[1000:5000], 1, 1.0), heard(level[first : first + length], 2, gain)
    shared = min(5000, first + length) - max(1000, first)
    found = match(one, other)
    if found.sure:
        assert abs(found.starts_us - (first - 1000) * 10_000) <= 10_000
    if shared >= 2000 and gain >= 0.4:  # what is short, or hardly heard, may be refused
        assert found.sure


# Chance decides how alike two rooms sound, so the rooms are the same in every run.
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_two_rooms_are_told_apart(seed: int) -> None:
    assert not match(heard(room(seed, 40), 1, 1.0), heard(room(seed + 20_000, 40), 2, 1.0)).sure


def test_what_sounds_alike_everywhere_or_nowhere_is_refused() -> None:
    ticks = np.zeros(4000)
    ticks[::100] = 0.8
    assert not match(heard(ticks, 1, 1.0), heard(ticks, 2, 0.7)).sure
    silent = Waveform(np.zeros(4000, np.float32), RATE, "")
    assert match(silent, heard(room(1, 40), 1, 1.0)).likeness == 0
    assert not match(silent, silent).sure
