"""Where decoded sound lies: the short way for frames that just follow comes to the same as exact fractions do."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.media.audio_decoding import _JITTER, _Placer, _Sampler

RATES = (8_000, 44_100, 48_000)
BASES = (
    Fraction(1, 48_000),
    Fraction(1, 44_100),
    Fraction(1, 90_000),
    Fraction(1, 1000),
    Fraction(1001, 30_000),
)

steps = st.lists(
    st.tuples(
        st.integers(1, 40),  # samples
        st.integers(-3, 3) | st.integers(-4000, 4000),  # ticks that the timestamp is off
        st.sampled_from((True, True, True, False)),  # whether it has one
        st.sampled_from((0, 0, 0, 0, 1)),  # whether the rate changes
    ),
    max_size=30,
)


@given(st.sampled_from(BASES), st.sampled_from(RATES), st.fractions(-2, 2, max_denominator=90_000), steps)
def test_places_are_those_of_exact_fractions(
    base: Fraction, rate: int, origin_s: Fraction, made: list[tuple[int, int, bool, int]]
) -> None:
    placer, next_s, true_s = _Placer(origin_s), None, Fraction(1)
    for count, off, timed, changes in made:
        rate = RATES[(RATES.index(rate) + changes) % len(RATES)]
        frame = av.AudioFrame(format="fltp", layout="mono", samples=count)
        frame.sample_rate, frame.time_base = rate, base
        frame.pts = round((true_s + origin_s) / base) + off if timed else None
        true_s += Fraction(count, rate)
        expected, next_s = by_fractions(frame, count, origin_s, next_s)
        block = placer.place(frame)
        assert (None if block is None else (block.start, len(block.samples))) == expected


def by_fractions(
    frame: av.AudioFrame, count: int, origin_s: Fraction, next_s: Fraction | None
) -> tuple[tuple[int, int] | None, Fraction | None]:
    """Start and length of what is heard of a frame, and where the next one is due."""
    rate, at_s = frame.sample_rate, next_s
    if frame.pts is not None and frame.time_base is not None:
        at_s = frame.pts * frame.time_base - origin_s
        if next_s is not None and abs(at_s - next_s) <= max(_JITTER, 2 * frame.time_base):
            at_s = next_s
    if at_s is None:
        return None, next_s
    start = round(at_s * rate)
    if next_s is not None and at_s < next_s:
        late = round(next_s * rate) - start
        start, count = start + late, count - late
    if count <= 0:
        return None, next_s
    return (start, count), Fraction(start + count, rate)


def test_samples_are_those_of_ffmpegs_own_conversion() -> None:
    random = np.random.default_rng(5)
    for layout, channels in (("mono", 1), ("stereo", 2)):
        sound = random.normal(0, 0.5, (channels, 1000)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout=layout)
        frame.sample_rate = 48_000
        packed = av.AudioResampler(format="flt", layout=layout, rate=48_000).resample(frame)[0]
        assert np.array_equal(_Sampler().samples(frame), packed.to_ndarray().reshape(-1, channels))
