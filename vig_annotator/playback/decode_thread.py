"""The thread that owns the film: it decodes what the player wishes for, newest wish first, and then what comes next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.probe import FilmInfo
from vig_annotator.playback.clock import NowUs
from vig_annotator.playback.frame_cache import FrameCache
from vig_annotator.playback.pace import Pace
from vig_annotator.playback.picture_source import PictureSource
from vig_annotator.playback.wish import Wish, now, soon

_PATIENCE_US = 250_000
"""While the playhead is dragged, a picture that is no longer wanted is given up for the newest one; but not if the screen
has stood still for this long, so that something always moves under the hand."""


class _Overtaken(Exception):
    """A newer wish makes the picture that is being decoded useless."""


class DecodeThread:
    """Fills a cache with pictures. All methods may be called from any thread.

    Args:
        open_film: opens the film, on the thread.
        cache: where pictures go.
        wish: the first one.
        now_us: the computer's clock.
    """

    def __init__(
        self, open_film: Callable[[], PictureSource], cache: FrameCache, wish: Wish, now_us: NowUs
    ) -> None:
        self._open_film, self._cache, self._now_us = open_film, cache, now_us
        self._changed = threading.Condition()
        self._wish = wish
        self._index: FrameIndex | None = None
        self._info: FilmInfo | None = None
        self._trouble: Exception | None = None
        self._closing = self._idle = False
        self._delivered_us = now_us()
        self._thread = threading.Thread(target=self._run, name="film-decode", daemon=True)
        self._thread.start()

    @property
    def info(self) -> FilmInfo | None:
        """What the film is, once it is open."""
        return self._info

    @property
    def trouble(self) -> Exception | None:
        """Why the thread has ended before it was closed."""
        return self._trouble

    def wish(self, wish: Wish) -> None:
        """Replace the wish."""
        with self._changed:
            if wish != self._wish:
                self._wish, self._idle = wish, False
                self._changed.notify_all()

    def set_index(self, index: FrameIndex) -> None:
        """Tell which frames the film has; before that only its first picture is decoded."""
        with self._changed:
            self._index, self._idle = index, False
            self._changed.notify_all()

    def wait_until_idle(self, timeout_s: float) -> bool:
        """Wait until all that is wished for is ready; False if that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: self._idle or self._trouble is not None, timeout_s)

    def wait_for_picture(self, frame: int, timeout_s: float) -> bool:
        """Wait until the picture of a frame is ready; False if that takes longer."""
        with self._changed:
            return self._changed.wait_for(
                lambda: frame in self._cache or self._trouble is not None, timeout_s
            )

    def close(self) -> None:
        """End the thread and let go of the film."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        try:
            with self._open_film() as reader:
                self._info = reader.info
                self._serve(reader)
        except Exception as error:  # told to the window, which owns the player
            with self._changed:
                self._trouble = error
                self._changed.notify_all()

    def _serve(self, reader: PictureSource) -> None:
        pace = Pace()
        while True:
            with self._changed:
                while not self._closing and (job := self._next_job()) is None:
                    self._idle = True
                    self._changed.notify_all()
                    self._changed.wait()
                if self._closing:
                    return
                wish, index = self._wish, self._index
            assert job is not None
            if index is None:
                picture = reader.read_first(wish.box)
            else:
                if reader.index is not index:
                    reader.set_index(index)
                onward = wish.playing or job != wish.frame
                try:
                    if onward and not wish.playing:
                        reader.prepare(partial(self._check_same, wish))
                    picture = reader.read(job, wish.box, onward=onward, check=partial(self._check, wish, job))
                except _Overtaken:
                    continue
            newest = self._wish
            self._cache.put(picture, wish.box, newest.frame, backwards=newest.playing and newest.backwards)
            if job == wish.frame:
                self._delivered_us = self._now_us()
            with self._changed:
                self._changed.notify_all()
                owed_s = pace.owed_s()
                if owed_s and self._wish is wish and not wish.playing and wish.frame in self._cache:
                    # What lies round the frame on the screen may come a little later: the window goes first.
                    self._changed.wait(owed_s)

    def _next_job(self) -> int | None:
        """The frame to decode next; None if all is ready."""
        wish, index = self._wish, self._index
        if index is None:
            return 0 if 0 not in self._cache else None
        have, capacity = self._cache.frames(), self._cache.capacity
        stretch = now(wish, have, index, capacity) or soon(wish, have, index, capacity)
        return next((frame for frame in stretch if frame not in have), None)

    def _check_same(self, wish: Wish) -> None:
        """Give up what nobody waits for as soon as anything is wished for.

        Raises:
            _Overtaken: do that.
        """
        if self._closing or self._wish is not wish:
            raise _Overtaken

    def _check(self, wish: Wish, job: int) -> None:
        """Give up a picture for a newer wish.

        Raises:
            _Overtaken: do that.
        """
        newest = self._wish
        if self._closing:
            raise _Overtaken
        if newest.turn == wish.turn or newest.frame in self._cache or newest.frame == job:
            return
        if job != wish.frame or self._now_us() - self._delivered_us < _PATIENCE_US:
            raise _Overtaken
