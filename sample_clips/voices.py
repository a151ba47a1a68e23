"""The voices of the sample films: sung tones, low and swinging for the parent, higher and shorter for the baby."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from sample_clips.story import US, Act, Story, pulses

RATE = 48_000

# Pitch over the sound's length, in Hz at equal distances.
_MELODIES: dict[tuple[str, str], tuple[float, ...]] = {
    ("baby", "rise"): (400, 430, 520),
    ("baby", "fall"): (540, 480, 400),
    ("baby", "call"): (430, 560, 540),
    ("baby", ""): (470, 430),
    ("parent", "echo"): (190, 205, 255),
    ("parent", "sing"): (180, 250, 210, 240, 180),
    ("parent", "soft"): (210, 190, 200, 165),
    ("parent", "boo"): (170, 280, 230),
    ("parent", ""): (235, 205),
}
_LOUDNESS = {"soft": 0.2, "call": 0.34}


def sound_of(story: Story) -> NDArray[np.float32]:
    """The whole sound track, mono, at `RATE`; exactly silent where nobody is heard."""
    track = np.zeros(_sample(story.end_us), dtype=np.float32)
    for act in story.acts:
        for onset_us, offset_us in pulses(act):
            tone = _voice(act, _sample(offset_us) - _sample(onset_us))
            first = _sample(onset_us)
            track[first : first + len(tone)] += tone[: len(track) - first]
    return track


def _sample(time_us: int) -> int:
    return round(Fraction(time_us * RATE, US))


def _voice(act: Act, count: int) -> NDArray[np.float32]:
    melody = _MELODIES[act.who, act.towards if act.what == "voice" else ""]
    along = np.linspace(0.0, 1.0, count)
    pitch = np.interp(along, np.linspace(0.0, 1.0, len(melody)), melody)
    pitch = pitch * (1 + 0.008 * np.sin(2 * np.pi * 5.5 * np.arange(count) / RATE))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    overtones = (1.0, 0.42, 0.2, 0.08) if act.who == "parent" else (1.0, 0.3, 0.12)
    tone = sum(share * np.sin((i + 1) * phase) for i, share in enumerate(overtones))
    # Up in 8 ms, so that the onset can be seen in the waveform; down softly.
    seconds = np.arange(count) / RATE
    swell = np.minimum(1.0, seconds / 0.008) * np.minimum(1.0, seconds[::-1] / 0.07)
    return np.asarray(_LOUDNESS.get(act.towards, 0.28) * tone * swell, dtype=np.float32)
