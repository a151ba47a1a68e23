"""Finds any frame of a film, exactly.

A container's seek is a guess. Here every decoded frame is recognised by its own timestamp, and trusted only once a frame
has come out at which decoding can begin; when the wanted frame has gone by, the search begins again further ahead in
the film, at last with its very first packet. Where a film stores no timestamps, frames are counted from the start.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction

import numpy as np
from av.video.frame import VideoFrame

from vig_annotator.media.decoding import FilmDecoder
from vig_annotator.media.frame_index import FrameIndex

Check = Callable[[], object]
"""Called between packets; may raise to give up a search."""

_WORTH_A_JUMP = 8
"""If decoding can begin this many frames ahead of where the decoder is, and not after the wanted frame, jumping there
is quicker than decoding on."""

_AIMS = (
    (0, Fraction(0)),
    (0, Fraction(1, 2)),
    (1, Fraction(0)),
    (3, Fraction(0)),
    (8, Fraction(0)),
    (20, Fraction(0)),
)
"""Where a jump aims, the next when the one before landed too late: how many entries before the nearest one, and how many
seconds before that. MPEG streams, which have no table of their keyframes, need the half second."""


@dataclass(frozen=True, slots=True)
class NativeFrame:
    """A decoded frame as the film stores it: its own pixel format, not turned, not scaled.

    Attributes:
        frame: the pixels.
        number: the frame that was asked for.
        approximate: these are not exactly its pixels: the decoder patched them up, or they are a neighbour's.
    """

    frame: VideoFrame
    number: int
    approximate: bool


class _Outcome(Enum):
    FOUND = auto()
    LATE = auto()  # nothing that can be trusted came out before the wanted frame
    MISSING = auto()  # frames before or after it came out, it did not


_Result = tuple[_Outcome, NativeFrame | None]


class FrameFinder:
    """Random access to the frames of one film; owned by one thread.

    Args:
        decoder: used by nobody else.
        index: of the same film.
    """

    def __init__(self, decoder: FilmDecoder, index: FrameIndex) -> None:
        self._decoder, self._index = decoder, index
        self._entries = np.flatnonzero(index.entry)
        self._counting = not index.stored or index.clock_jumps
        self._last_wanted = len(index)
        self._aim = 0  # the first of _AIMS that is worth a try in this film
        self._missing: set[int] = set()
        self._forget(from_start=False)
        self._drained = True

    def find(self, wanted: int, *, onward: bool = False, check: Check = lambda: None) -> NativeFrame:
        """The frame of a number, or the nearest one that can be decoded (then it is `approximate`).

        Args:
            wanted: number of the frame.
            onward: the frames after it will be asked for next. Otherwise it is found sooner, but they later.
            check: called between packets.

        Raises:
            IndexError: there is no such frame.
            MediaError: the film can't be opened any more.
        """
        if not 0 <= wanted < len(self._index):
            raise IndexError(f"frame {wanted} of {len(self._index)}")
        if self._before is not None and self._before[0] == wanted:
            return self._native(self._before, wanted)
        # Whoever goes forward in small hops wants the decoder to stay where it is.
        onward = onward or self._index.entry_before(wanted) <= self._last_wanted < wanted
        self._last_wanted = wanted
        nearest: NativeFrame | None = None
        if self._within_reach(wanted):
            outcome, nearest = self._run(wanted, skip=wanted > self._number + 1, drain=False, check=check)
            if outcome is _Outcome.FOUND or (nearest is not None and wanted in self._missing):
                assert nearest is not None
                return nearest
        found = self._search(wanted, onward, check)
        if found is not None and found.approximate:
            self._missing.add(wanted)
        return found or nearest or NativeFrame(self._decoder.first, wanted, True)

    def _search(self, wanted: int, onward: bool, check: Check) -> NativeFrame | None:
        """Jump, or begin at the start, until the frame is found; the nearest one if it can't be decoded."""
        hurry = wanted not in self._missing
        place = int(np.searchsorted(self._entries, wanted, side="right")) - 1
        for aim, (back, early) in enumerate(_AIMS):
            entry = place - back
            if self._counting or aim < self._aim or entry < 0:
                continue
            if not self._jump(entry, early):
                break
            outcome, found = self._run(wanted, skip=hurry, drain=hurry and not onward, check=check)
            if outcome is _Outcome.MISSING and hurry and self._jump(entry, early):
                hurry = False
                outcome, found = self._run(wanted, skip=False, drain=False, check=check)
            if outcome is not _Outcome.LATE:
                self._aim = min(aim, 1)  # a damaged place may need more, the rest of the film does not
                return found
        self._decoder.rewind()
        self._forget(from_start=True)
        return self._run(wanted, skip=False, drain=False, check=check)[1]

    def _within_reach(self, wanted: int) -> bool:
        """Whether decoding on from here is the way to a frame."""
        if any(number == wanted for number, _ in self._ready):
            return True
        if not self._trusted or self._drained or wanted <= self._number or wanted < self._complete_from:
            return False
        return self._counting or self._index.entry_before(wanted) - self._number < _WORTH_A_JUMP

    def _jump(self, entry: int, early: Fraction) -> bool:
        frame = int(self._entries[entry])
        self._forget(from_start=False)
        pts = int(self._index.pts[frame]) - round(early / self._index.time_base)
        return self._decoder.jump(pts, await_keyframe=frame > 0)

    def _forget(self, *, from_start: bool) -> None:
        self._ready: deque[tuple[int, VideoFrame]] = deque()
        self._before: tuple[int, VideoFrame] | None = None  # the newest frame at or before the wanted one
        self._number = -1  # of the newest frame that came out
        self._complete_from = 0  # frames before this one may have been left out
        self._from_start = self._trusted = from_start
        self._gone_by = -1  # the newest frame that can't be trusted
        self._drained = False

    def _run(self, wanted: int, *, skip: bool, drain: bool, check: Check) -> _Result:
        """Decode until a frame comes out, or can't come out any more.

        Args:
            wanted: number of the frame.
            skip: leave out frames before it that no other frame needs.
            drain: don't wait for the frames behind it: the decoder can't go on afterwards.
            check: called between packets.
        """
        pts = int(self._index.pts[wanted])
        skip_before = pts if skip and self._decoder.can_skip and not self._counting else None
        if skip_before is not None:
            self._complete_from = wanted
        while True:
            check()
            result = self._look(wanted)
            if result is not None:
                return result
            self._take(self._decoder.feed(skip_before), complete=skip_before is None)
            if drain and self._decoder.fed_pts == pts and not self._decoder.ended:
                if self._decoder.info.interlaced:  # the frame's other half may be a packet of its own
                    self._take(self._decoder.feed(), complete=False)
                self._take(self._decoder.drain(), complete=False)
                self._drained = True

    def _look(self, wanted: int) -> _Result | None:
        """See whether the frames that came out settle the question."""
        while self._ready and self._ready[0][0] <= wanted:
            self._before = self._ready.popleft()
        if self._before is not None and self._before[0] == wanted:
            return _Outcome.FOUND, self._native(self._before, wanted)
        after = self._ready[0] if self._ready else None
        if after is None and self._gone_by < wanted and not (self._decoder.ended or self._drained):
            return None
        if self._before is None and not (after is not None and self._from_start):
            return _Outcome.LATE, None
        around = [frame for frame in (self._before, after) if frame is not None]
        times = self._index.time_us
        nearest = min(around, key=lambda frame: abs(int(times[frame[0]]) - int(times[wanted])))
        return _Outcome.MISSING, self._native(nearest, wanted)

    def _native(self, found: tuple[int, VideoFrame], wanted: int) -> NativeFrame:
        number, frame = found
        return NativeFrame(frame, wanted, approximate=number != wanted or frame.is_corrupt)

    def _take(self, frames: list[VideoFrame], *, complete: bool) -> None:
        """Put numbers to frames that came out of the decoder.

        Args:
            frames: in display order.
            complete: none was left out on purpose.
        """
        for frame in frames:
            number = self._number_of(frame, complete)
            if number is None or number <= self._number:
                continue
            if not self._trusted:
                self._trusted = bool(self._index.entry[number])
            if self._trusted:
                self._number = number
                self._ready.append((number, frame))
            else:
                self._gone_by = number

    def _number_of(self, frame: VideoFrame, complete: bool) -> int | None:
        follows = self._number + 1 if self._number + 1 < len(self._index) else None
        if self._counting:
            return follows
        if frame.pts is None:
            return follows if self._trusted and complete else None
        number = int(np.searchsorted(self._index.pts, frame.pts))
        if number < len(self._index) and int(self._index.pts[number]) == frame.pts:
            return number
        return None
