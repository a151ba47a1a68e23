from fractions import Fraction

import numpy as np
import pytest

from tests.builders.reel_films import MPEG_CLOCK, constant_index, film_of
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.reels.parts import AUDIO_RATE, Cut
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.sound import BLOCK_SAMPLES, FADE_SAMPLES, fade, sound_of_clip


class Ramp:
    """A film whose sound tells its own time: a sample's value is its number, too small to clip."""

    SCALE = 2.0**-24

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def read(self, start_us, stop_us, rate, channels):
        start, stop = round(Fraction(start_us * rate, 10**6)), round(Fraction(stop_us * rate, 10**6))
        self.asked.append((start, stop))
        return np.repeat(np.arange(start, stop, dtype=np.float32)[:, None] * self.SCALE, channels, axis=1)


def planned(onset_us: int, offset_us: int):
    film = film_of(constant_index(2000, Fraction(25), MPEG_CLOCK))
    return make_plan([Cut(film, Span(MediaTime(onset_us), MediaTime(offset_us)))]).clips[0]


@pytest.mark.parametrize(
    ("onset_us", "offset_us"),
    [(0, 40_000), (1_000_000, 3_000_000), (1_234_567, 9_876_543), (7, 250_007), (79_960_000, 80_000_000)],
)
def test_sound_is_as_long_as_the_pictures_and_begins_with_the_first_of_them(onset_us, offset_us):
    clip, reader = planned(onset_us, offset_us), Ramp()
    blocks = list(sound_of_clip(reader, clip))
    sound = np.concatenate(blocks)
    count = clip.stop_sample - clip.first_sample
    assert sound.shape == (count, 2)
    assert max(map(len, blocks)) <= BLOCK_SAMPLES
    inner = slice(FADE_SAMPLES, count - FADE_SAMPLES)
    begun_us = onset_us // 40_000 * 40_000  # when the first picture was first seen
    first = round(Fraction(begun_us * AUDIO_RATE, 10**6))
    assert np.array_equal(sound[inner, 0] / Ramp.SCALE, np.arange(first, first + count)[inner])


def test_blocks_touch_so_that_the_film_is_read_on_without_a_jump():
    reader = Ramp()
    list(sound_of_clip(reader, planned(1_234_567, 9_876_543)))
    assert all(after[0] == before[1] for before, after in zip(reader.asked, reader.asked[1:], strict=False))


def test_cuts_rise_from_silence_and_fall_to_it_within_five_milliseconds():
    total = AUDIO_RATE
    loudness = fade(0, total, total)
    assert loudness[0] < 0.001 and loudness[-1] < 0.001
    assert (np.diff(loudness[:FADE_SAMPLES]) > 0).all() and (np.diff(loudness[-FADE_SAMPLES:]) < 0).all()
    assert (loudness[FADE_SAMPLES:-FADE_SAMPLES] == 1).all()
    assert FADE_SAMPLES == AUDIO_RATE // 200
    # No step that could be heard as a click.
    assert np.abs(np.diff(loudness)).max() < 0.01


def test_a_fade_is_the_same_in_blocks_as_in_one():
    pieces = [fade(first, min(700, 5000 - first), 5000) for first in range(0, 5000, 700)]
    assert np.array_equal(np.concatenate(pieces), fade(0, 5000, 5000))


@pytest.mark.parametrize("total", [1, 2, 3, 100, FADE_SAMPLES])
def test_a_clip_shorter_than_its_fades_still_has_sound(total):
    loudness = fade(0, total, total)
    assert loudness.max() > 0.4
    assert np.array_equal(loudness, loudness[::-1])


def test_sound_louder_than_full_is_cut_off_at_full():
    class Loud:
        def read(self, start_us, stop_us, rate, channels):
            return np.full((round((stop_us - start_us) * rate / 10**6), channels), 3.0, np.float32)

    sound = np.concatenate(list(sound_of_clip(Loud(), planned(0, 1_000_000))))
    assert sound.max() == 1.0
