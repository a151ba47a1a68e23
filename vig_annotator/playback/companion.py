"""Another camera of the same visit: shows the frame that it filmed at the moment which the film that plays shows."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.joined_reader import JoinedReader
from vig_annotator.media.picture import Picture
from vig_annotator.media.upright import Size
from vig_annotator.playback.clock import NowUs, monotonic_us
from vig_annotator.playback.decode_thread import DecodeThread
from vig_annotator.playback.frame_cache import FrameCache
from vig_annotator.playback.play_run import PICTURES_PER_SECOND
from vig_annotator.playback.wish import Wish

CACHE_BYTES = 100_000_000


class Companion:
    """Pictures of one camera, led by another. All methods belong to one thread; decoding happens on another.

    Args:
        film: its file, or the first of its take.
        index: its frames.
        starts_us: where its first frame lies on the session's clock.
        size: width and height of the box that pictures are to fill.
        cache_bytes: memory for pictures.
        now_us: the computer's clock.
    """

    def __init__(
        self,
        film: Path,
        index: FrameIndex,
        starts_us: int,
        *,
        size: Size,
        cache_bytes: int = CACHE_BYTES,
        now_us: NowUs = monotonic_us,
    ) -> None:
        self._index, self._starts_us = index, starts_us
        self._at_us = 0
        self._playing = self._backwards = False
        self._speed = 1.0
        self._turn = self._due = self._floor = 0
        self._filming = False
        self._shown: Picture | None = None
        self._cache = FrameCache(cache_bytes, size)
        self._decoding = DecodeThread(lambda: JoinedReader(film, index), self._cache, Wish(0, size), now_us)
        self._decoding.set_index(index)

    @property
    def index(self) -> FrameIndex:
        """Its frames."""
        return self._index

    @property
    def shown(self) -> Picture | None:
        """The picture that `tick` handed out last; None while it did not film."""
        return self._shown

    @property
    def filming(self) -> bool:
        """Whether it filmed at that moment."""
        return self._filming

    @property
    def trouble(self) -> Exception | None:
        """A fault that ended decoding."""
        return self._decoding.trouble

    def move_to(self, starts_us: int) -> None:
        """Its first frame lies elsewhere on the session's clock."""
        if starts_us != self._starts_us:
            self._starts_us = starts_us
            self.follow(self._at_us)

    def follow(
        self, time_us: int, *, playing: bool = False, backwards: bool = False, speed: float = 1.0
    ) -> None:
        """Show what it filmed at a moment of the session's clock.

        Args:
            time_us: when the frame of the leading film begins.
            playing: the leading film plays, so that pictures are wanted ahead.
            backwards: it plays backwards.
            speed: how fast.
        """
        local_us = time_us - self._starts_us
        due = self._index.frame_at(local_us)
        jumped = not playing or (playing, backwards) != (self._playing, self._backwards) or due < self._due
        self._at_us, self._playing, self._backwards, self._speed = time_us, playing, backwards, speed
        self._filming = 0 <= local_us < self._index.end_us
        if not self._filming:
            self._shown = None
        if jumped and not backwards:
            self._turn += 1
            self._floor = due
        self._due = due
        self._wish()

    def tick(self) -> Picture | None:
        """The picture to show from now on, or None if the one on the screen stays."""
        if not self._filming:
            return None
        if self._playing and not self._backwards:
            picture = self._cache.latest(self._floor, self._due)
        else:
            picture = self._cache.get(self._due)
        if picture is None or picture is self._shown:
            return None
        self._floor = picture.frame
        self._shown = picture
        return picture

    def set_size(self, size: Size) -> None:
        """Make pictures as large as fits in another box."""
        if size != self._cache.box:
            self._cache.clear(size)
            self._turn += 1
            self._wish()

    def wait_until_ready(self, timeout_s: float = 10.0) -> bool:
        """Wait until all that is wanted is ready; False if that takes longer."""
        return self._decoding.wait_until_idle(timeout_s)

    def close(self) -> None:
        """End the thread and let go of the film."""
        self._decoding.close()

    def _wish(self) -> None:
        playing = self._playing and self._filming
        stride = max(1, ceil(self._speed * float(self._index.nominal_rate) / PICTURES_PER_SECOND))
        if self._backwards and self._due % stride:
            stride = 1  # led by another film, it can't choose which of its own frames are shown
        self._decoding.wish(
            Wish(
                self._due,
                self._cache.box,
                self._turn,
                playing,
                stride if playing else 1,
                None,
                self._backwards and playing,
                floor=self._floor if playing and not self._backwards else None,
            )
        )
