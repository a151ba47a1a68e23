"""Frames of a film that its index lists but that can't be decoded: the one kind of damage that packets do not show.

Every frame is decoded once, which takes its time: the window does it in the background, when nothing else wants the
processors. Number and times of the frames stay as they are, and so does every tag; what is found is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.media.decoding import FilmDecoder
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.opening import Source
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.model.timecode import format_time

_ONE_PLACE_US = US_PER_SECOND
"""Frames that lie nearer to one another belong to one damaged place."""

_PLACES_NAMED = 3
_WORK = "Decoding every frame"


@dataclass(frozen=True, eq=False)
class Damage:
    """What does not come out of the decoder as it was filmed.

    Attributes:
        missing: numbers of the frames that do not come out; their nearest neighbour is shown in their place.
        faulty: numbers of those that come out, but patched up by the decoder.
    """

    missing: NDArray[np.int64]
    faulty: NDArray[np.int64]

    def __bool__(self) -> bool:
        return bool(len(self.missing) or len(self.faulty))

    def reason(self, index: FrameIndex) -> str:
        """In plain words, what is damaged and where; empty if nothing is."""
        told = []
        if len(self.missing):
            told.append(f"{_frames(self.missing)} can't be decoded ({_places(self.missing, index)}).")
        if len(self.faulty):
            told.append(
                f"{_frames(self.faulty)} can be decoded in part only ({_places(self.faulty, index)})."
            )
        return " ".join(["Parts of the film are damaged:", *told]) if told else ""


class DamageSearch:
    """One search through one film. It can be broken off, and taken up again later from `settled`.

    Args:
        index: the film's frames.
        settled: frames before this one were looked at earlier.
        known: what was found among them.

    Attributes:
        settled: frames before this one are known to be whole, or in `damage`.
    """

    def __init__(self, index: FrameIndex, settled: int = 0, known: Damage | None = None) -> None:
        self._index = index
        self.settled = settled
        count = len(index)
        self._came = np.zeros(count, np.bool_)
        self._faulty = np.zeros(count, np.bool_)
        self._came[:settled] = True
        if known is not None:
            self._came[known.missing] = False
            self._faulty[known.faulty] = True
        self._counted = 0

    @property
    def damage(self) -> Damage:
        """What was found before `settled`."""
        before = slice(0, self.settled)
        return Damage(np.flatnonzero(~self._came[before]), np.flatnonzero(self._faulty[before]))

    def run(self, source: Source, ctx: JobContext | None = None) -> Damage:
        """Decode what has not been looked at yet, one frame after the other.

        Where FFmpeg decodes several frames at a time, it may give one out before it notices that it is damaged.

        Args:
            source: the film.
            ctx: told how far the work is, and asked whether to stop.

        Raises:
            MediaMissing, MediaUnreadable, NoPicture: the film can't be opened.
            Cancelled: somebody asked to stop; what was found so far is kept here.
        """
        ctx, count = ctx or JobContext(), len(self._index)
        decoder = FilmDecoder(source, threads=1, rough=True)
        try:
            begin = self._begin(decoder)
            while not decoder.ended:
                ctx.report(self.settled / count, _WORK)
                self._take(decoder.feed(), begin)
        finally:
            decoder.close()
        self.settled = count
        return self.damage

    def _begin(self, decoder: FilmDecoder) -> int:
        """Go to where the search was broken off; answers the first frame that counts from here on."""
        entry = self._index.entry_before(self.settled) if self.settled < len(self._index) else 0
        pts = int(self._index.pts[entry])
        if entry and self._index.matchable and decoder.jump(pts, await_keyframe=False):
            frames: list[VideoFrame] = []
            while not frames and not decoder.ended:
                frames = decoder.feed()
            first = self._number_of(frames[0]) if frames else None
            if first is not None and first <= entry:
                self._came[entry:] = self._faulty[entry:] = False
                self._take(frames, entry)
                return entry
        decoder.rewind()
        self._came[:] = self._faulty[:] = False
        self.settled = self._counted = 0
        return 0

    def _take(self, frames: Sequence[VideoFrame], begin: int) -> None:
        for frame in frames:
            number = self._number_of(frame)
            self._counted += 1
            if number is None or number < begin:
                continue
            self._came[number] = True
            self._faulty[number] |= frame.is_corrupt
            # They come out in the order in which they are displayed, but for the odd one in a damaged film.
            self.settled = max(self.settled, self._index.entry_before(number))

    def _number_of(self, frame: VideoFrame) -> int | None:
        index = self._index
        if not index.matchable:
            return self._counted if self._counted < len(index) else None
        if frame.pts is None:
            return None
        number = int(np.searchsorted(index.pts, frame.pts))
        return number if number < len(index) and int(index.pts[number]) == frame.pts else None


def with_damage(index: FrameIndex, damage: Damage) -> FrameIndex:
    """The same frames, "approximate" with the reason if any of them is damaged."""
    if not damage:
        return index
    return replace(index, exact=False, reason=" ".join(filter(None, (index.reason, damage.reason(index)))))


def _frames(numbers: NDArray[np.int64]) -> str:
    return f"{len(numbers):,} frame{'' if len(numbers) == 1 else 's'}"


def _places(numbers: NDArray[np.int64], index: FrameIndex) -> str:
    """Where frames lie: the first places, and how many more there are."""
    times = index.time_us[numbers]
    begins = np.concatenate(([True], np.diff(times) > _ONE_PLACE_US))
    starts = [format_time(int(time_us)) for time_us in times[begins]]
    named, more = starts[:_PLACES_NAMED], len(starts) - _PLACES_NAMED
    if more > 0:
        return f"at {', '.join(named)} and {more:,} more place{'' if more == 1 else 's'}"
    return "at " + " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
