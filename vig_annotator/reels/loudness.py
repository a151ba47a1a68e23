"""How loud clips are, as EBU R 128 (ITU-R BS.1770) measures it, and what makes them equally loud."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import numpy as np
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as NothingLeft
from av.filter import Graph
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.media.audio_resampling import frame_of
from vig_annotator.model.reel_style import Loudness
from vig_annotator.reels.parts import AUDIO_RATE, PlannedClip, ReelPlan
from vig_annotator.reels.sound import Readers, sound_of_part

TARGETS = {Loudness.EVEN: -16.0, Loudness.BROADCAST: -23.0}
"""LUFS. -23 is EBU R 128 for television; -16 is AES TD1008's for speech on phones and small loudspeakers."""

QUIETEST = -55.0
"""LUFS below which there is no voice to be made louder, only noise."""

_MOST = 20.0  # dB: more would make a loud room of a quiet one


def measured(blocks: Iterable[NDArray[np.float32]]) -> float | None:
    """The integrated loudness of stereo sound at `AUDIO_RATE` in LUFS; None for silence, or for less than 0.4 s."""
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=AUDIO_RATE, format="flt", layout="stereo", time_base=Fraction(1, AUDIO_RATE)
    )
    meter, sink = graph.add("ebur128", "metadata=1:framelog=quiet"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    done, found = 0, None

    def pull() -> None:
        nonlocal found
        while True:
            try:
                frame = graph.pull()
            except (NothingReady, NothingLeft):
                return
            found = frame.metadata.get("lavfi.r128.I", found)

    for block in blocks:
        frame = frame_of(np.ascontiguousarray(block, np.float32), AUDIO_RATE)
        frame.pts, frame.time_base = done, Fraction(1, AUDIO_RATE)
        done += len(block)
        graph.push(frame)
        pull()
    graph.push(None)
    pull()
    level = float(found) if found is not None else -70.0
    return level if level > -69.0 else None


def gains_of(plan: ReelPlan, context: JobContext) -> dict[int, float] | None:
    """By how much each clip's sound is multiplied to be as loud as the reel is to be; None if it stays as it was filmed.

    A clip is measured as it is first heard, before what its look says about its sound: somebody who makes a clip softer
    wants it softer than the others.

    Raises:
        MediaError: a film can't be opened.
        Cancelled: the context was cancelled.
    """
    target = TARGETS.get(plan.style.loudness)
    if target is None:
        return None
    gains: dict[int, float] = {}
    readers = Readers()
    try:
        for first in _first_heard(plan):
            context.check()
            readers.keep(first)
            level = measured(sound_of_part(readers, first, {}))
            if level is None or level < QUIETEST:
                gains[first.number] = 1.0
            else:
                gains[first.number] = 10 ** (min(_MOST, target - level) / 20)
    finally:
        readers.close()
    return gains


def _first_heard(plan: ReelPlan) -> list[PlannedClip]:
    """The first run of each clip that is heard, as loud as it was filmed."""
    first: dict[int, PlannedClip] = {}
    for part in plan.clips:
        for one in (part, part.beside):
            if one is not None and one.speed:
                first.setdefault(one.number, one)
    return [
        replace(one, beside=None, cut=replace(one.cut, look=replace(one.cut.look, sound_percent=100)))
        for one in first.values()
    ]
