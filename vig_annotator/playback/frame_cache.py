"""Pictures around the playhead, as many as a fixed amount of memory holds."""

from __future__ import annotations

import threading

from vig_annotator.media.picture import Picture
from vig_annotator.media.upright import Size

DEFAULT_BYTES = 256_000_000
"""About 160 pictures of 960x540, or 90 of 1280x720: the frames around a place, both ways, so that a stretch of two seconds
between two places where decoding can begin is held whole."""


class FrameCache:
    """Keeps pictures of one size; when memory is used up, those furthest from the playhead go. Safe from any thread.

    Args:
        limit_bytes: how much the pictures may take; at least one is always kept.
        box: the size that the pictures were asked for (see `media.upright.fit`).
    """

    def __init__(self, limit_bytes: int, box: Size) -> None:
        self._lock = threading.Lock()
        self._limit = limit_bytes
        self._box = box
        self._pictures: dict[int, Picture] = {}
        self._bytes = 0
        self._largest = 3 * box[0] * box[1]

    @property
    def box(self) -> Size:
        """The size that the pictures were asked for."""
        return self._box

    @property
    def nbytes(self) -> int:
        """How much memory the pictures take."""
        return self._bytes

    @property
    def capacity(self) -> int:
        """How many pictures fit, at least one."""
        return max(1, self._limit // self._largest)

    def clear(self, box: Size) -> None:
        """Forget all pictures and take those of another size from now on."""
        with self._lock:
            self._pictures.clear()
            self._box, self._bytes, self._largest = box, 0, 3 * box[0] * box[1]

    def put(self, picture: Picture, box: Size, playhead: int, *, backwards: bool = False) -> None:
        """Keep a picture.

        Args:
            picture: of any frame.
            box: the size that it was asked for; it is not kept if another one is wanted by now.
            playhead: the frame around which pictures are wanted.
            backwards: the playhead runs back, so what lies after it goes first.
        """
        with self._lock:
            if box != self._box:
                return
            if not self._pictures:
                self._largest = picture.rgb.nbytes
            self._largest = max(self._largest, picture.rgb.nbytes)
            self._drop(picture.frame)
            self._pictures[picture.frame] = picture
            self._bytes += picture.rgb.nbytes
            while self._bytes > self._limit and len(self._pictures) > 1:
                self._drop(self._furthest(playhead, backwards))

    def get(self, frame: int) -> Picture | None:
        """The picture of a frame, if it is here."""
        with self._lock:
            return self._pictures.get(frame)

    def latest(self, first: int, last: int) -> Picture | None:
        """The last picture there is of the frames `first` to `last` (inclusive)."""
        with self._lock:
            frame = max((frame for frame in self._pictures if first <= frame <= last), default=None)
            return None if frame is None else self._pictures[frame]

    def frames(self) -> frozenset[int]:
        """Which frames are here."""
        with self._lock:
            return frozenset(self._pictures)

    def __contains__(self, frame: int) -> bool:
        with self._lock:
            return frame in self._pictures

    def _furthest(self, playhead: int, backwards: bool) -> int:
        """The picture that is needed last: one of the two at the ends."""
        first, last = min(self._pictures), max(self._pictures)
        if last > playhead and (backwards or last - playhead >= playhead - first):
            return last
        return first

    def _drop(self, frame: int) -> None:
        picture = self._pictures.pop(frame, None)
        if picture is not None:
            self._bytes -= picture.rgb.nbytes
