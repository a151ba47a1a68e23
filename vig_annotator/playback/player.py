"""Plays a film: asked a few times per picture, it hands out the picture that belongs on the screen now.

What is tagged is `Player.shown`: the picture that was really handed out last, also while playing and after every stop.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from math import ceil

from vig_annotator.media.audio_source import AudioReader
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.media.probe import FilmInfo
from vig_annotator.media.upright import Size
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.playback.audio_feed import AudioFeed, Run, Sound
from vig_annotator.playback.audio_output import AudioOutput
from vig_annotator.playback.clock import NowUs, PlayClock, monotonic_us
from vig_annotator.playback.decode_thread import DecodeThread
from vig_annotator.playback.frame_cache import DEFAULT_BYTES, FrameCache
from vig_annotator.playback.sound_lead import SoundLead
from vig_annotator.playback.wish import Wish

SLOWEST, FASTEST = 0.1, 4.0

_PICTURES_PER_SECOND = 61
"""No more than this many are shown (screens show 60); faster play leaves out frames at even distances."""

Film = str | os.PathLike[str]
OpenSound = Callable[[FrameIndex], Sound]


class Player:
    """One film being looked at. All methods belong to one thread; decoding and reading sound happen on two others.

    Until the frames are known (`set_index`) the first picture is shown; what is asked for meanwhile is done then.

    Args:
        film: path of the film.
        index: its frames; None if they are still being listed.
        size: width and height of the box that pictures are to fill.
        audio_output: the sound device, which the player closes in the end; None plays silently.
        cache_bytes: memory for pictures.
        now_us: the computer's clock.
        open_film, open_sound: how to open it, if not by its path.
        on_trouble: told, from `tick`, of a fault that ended decoding or sound; without it `tick` raises the fault.
    """

    def __init__(
        self,
        film: Film,
        index: FrameIndex | None = None,
        *,
        size: Size,
        audio_output: AudioOutput | None = None,
        cache_bytes: int = DEFAULT_BYTES,
        now_us: NowUs = monotonic_us,
        open_film: Callable[[], FilmReader] | None = None,
        open_sound: OpenSound | None = None,
        on_trouble: Callable[[Exception], None] | None = None,
    ) -> None:
        self._output, self._now_us, self._on_trouble = audio_output, now_us, on_trouble
        self._open_sound: OpenSound = open_sound or partial(_open_sound, film)
        self._index: FrameIndex | None = None
        self._postponed: list[Callable[[], None]] = []
        self._clock = PlayClock(now_us)
        self._feed: AudioFeed | None = None
        self._lead = SoundLead(self._clock, None, now_us)
        self._target = self._turn = self._floor = 0
        self._playing = self._running = False
        self._speed = 1.0
        self._loop: Span | None = None
        self._until_us: int | None = None
        self._shown: Picture | None = None
        self._told: set[int] = set()
        self._cache = FrameCache(cache_bytes, size)
        self._decoding = DecodeThread(
            open_film or partial(FilmReader, film), self._cache, Wish(0, size), now_us
        )
        if index is not None:
            self.set_index(index)

    @property
    def shown(self) -> Picture | None:
        """The picture that is on the screen: the last one that `tick` handed out."""
        return self._shown

    @property
    def frame(self) -> int:
        """Where the playhead is: the frame shown while playing, the frame asked for while standing."""
        return self._shown.frame if self._playing and self._running and self._shown else self._target

    @property
    def position_us(self) -> MediaTime:
        """Where the playhead is, in media time; while playing it moves on smoothly between frames."""
        if self._index is None:
            return MediaTime(0)
        if self._playing and self._running:
            return MediaTime(min(max(0, self._clock.position_us()), self._index.end_us))
        return self._index.time_of(self._target)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._playing

    @property
    def speed(self) -> float:
        """1 is as it was filmed."""
        return self._speed

    @property
    def loop(self) -> Span | None:
        """What is played round and round."""
        return self._loop

    @property
    def index(self) -> FrameIndex | None:
        """The film's frames; None while they are being listed."""
        return self._index

    @property
    def info(self) -> FilmInfo | None:
        """What the film is; None until it is open."""
        return self._decoding.info

    @property
    def no_sound_because(self) -> str:
        """Why the film has nothing to hear, in plain words; empty if it has, or if that is not known yet."""
        return self._feed.reason if self._feed is not None else ""

    def set_index(self, index: FrameIndex) -> None:
        """Tell which frames the film has, once."""
        self._index = index
        if self._output is not None:
            self._feed = AudioFeed(partial(self._open_sound, index), self._output)
            self._lead = SoundLead(self._clock, self._feed, self._now_us)
        self._decoding.set_index(index)
        postponed, self._postponed = self._postponed, []
        for deed in postponed:
            deed()

    def tick(self) -> Picture | None:
        """Go on; to be called every few milliseconds while playing, and now and then while standing.

        Returns:
            the picture to show from now on, or None if the one on the screen stays.

        Raises:
            Exception: what ended decoding or sound, once, if there is no `on_trouble`.
        """
        self._tell_trouble()
        if self._playing:
            self._advance()
        picture = (
            self._cache.latest(self._floor, self._target)
            if self._playing and self._running
            else self._cache.get(self._target)
        )
        if picture is None or picture is self._shown:
            return None
        self._floor = max(self._floor, picture.frame) if self._playing else self._floor
        self._shown = picture
        return picture

    def play(self, until_us: int | None = None) -> None:
        """Play on from the frame shown; from the last frame on, begin again.

        Args:
            until_us: stop with the last frame before this moment; None plays to the end.
        """
        if self._index is None:
            self._postponed.append(partial(self.play, until_us))
            return
        if self._playing and until_us == self._until_us:
            return
        self._until_us = until_us
        at_end = self._target == len(self._index) - 1 or (
            until_us is not None and self._index.time_of(self._target) >= until_us
        )
        self._begin(0 if at_end and until_us is None else self._index.time_of(self._target))

    def play_span(self, span: Span) -> None:
        """Play a stretch once: from its first frame to its last one."""
        self.seek(span.onset_us)
        self.play(span.offset_us)

    def pause(self) -> None:
        """Stop with the picture that is on the screen."""
        if self._index is None:
            self._postponed.append(self.pause)
        elif self._playing:
            here = self._shown.frame if self._running and self._shown is not None else self._target
            self._stand(here)

    def toggle(self) -> None:
        """Play if it stands, stop if it plays."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def seek(self, time_us: int) -> None:
        """Go to the frame that is on screen at a moment; before the film is its first frame, after it its last."""
        if self._index is None:
            self._postponed.append(partial(self.seek, time_us))
            return
        self.seek_frame(self._index.frame_at(time_us))

    def seek_frame(self, frame: int) -> None:
        """Go to a frame (a number outside the film means its nearest end); go on playing if it plays."""
        if self._index is None:
            self._postponed.append(partial(self.seek_frame, frame))
            return
        frame = min(max(0, frame), len(self._index) - 1)
        self._until_us = None
        if self._playing:
            self._begin(self._index.time_of(frame))
        else:
            self._stand(frame)

    def step(self, frames: int) -> None:
        """Stop, and go some frames on (or back, if negative)."""
        if self._index is None:
            self._postponed.append(partial(self.step, frames))
            return
        self.pause()
        self.seek_frame(self._target + frames)

    def set_speed(self, speed: float) -> None:
        """Play slower or faster.

        Raises:
            ValueError: the speed is not between `SLOWEST` and `FASTEST`.
        """
        if not SLOWEST <= speed <= FASTEST:
            raise ValueError(f"the speed is {SLOWEST} to {FASTEST}, not {speed}")
        if speed != self._speed:
            position = self.position_us
            self._speed = speed
            if self._playing:
                self._begin(position)

    def set_loop(self, span: Span | None) -> None:
        """Play a stretch round and round, or no longer.

        Raises:
            ValueError: the stretch has no length.
        """
        if span is not None and span.duration_us == 0:
            raise ValueError("a loop has a length")
        position = self.position_us
        self._loop = span
        if self._playing:
            self._begin(position)

    def set_size(self, size: Size) -> None:
        """Make pictures as large as fits in another box; the one on the screen stays until the new one is ready."""
        if size != self._cache.box:
            self._cache.clear(size)
            self._jump()

    def set_volume(self, volume: float) -> None:
        """How loud: 0 is silent, 1 is as it was filmed."""
        if self._output is not None:
            self._output.set_volume(volume)

    def wait_for_picture(self, timeout_s: float = 10.0) -> Picture | None:
        """Wait until the picture that the playhead stands on is ready, and hand it out as `tick` does."""
        self._decoding.wait_for_picture(self._target, timeout_s)
        return self.tick()

    def wait_until_ready(self, timeout_s: float = 10.0) -> bool:
        """Wait until all pictures around the playhead, and the sound, are ready; False if that takes longer."""
        sound_ready = self._feed is None or self._feed.wait_until_ready(timeout_s)
        return self._decoding.wait_until_idle(timeout_s) and sound_ready

    def close(self) -> None:
        """Stop, end both threads, let go of film and device. The player can't be used afterwards."""
        self._playing = False
        self._lead.stop()
        if self._feed is not None:
            self._feed.close()
        self._decoding.close()
        if self._output is not None:
            self._output.close()

    def _stand(self, frame: int) -> None:
        self._playing = self._running = False
        self._until_us = None
        self._lead.stop()
        self._target = frame
        self._jump()

    def _begin(self, start_us: int) -> None:
        """Play from a moment on, as soon as its picture is there."""
        assert self._index is not None
        self._lead.stop()
        first_us, stop_us = self._bounds()
        self._start_us = start_us if first_us <= start_us < stop_us else first_us
        self._playing, self._running = True, False
        self._target = self._floor = self._index.frame_at(self._start_us)
        self._jump()

    def _bounds(self) -> tuple[int, int]:
        """From where to where it may play."""
        assert self._index is not None
        if self._loop is None:
            return 0, self._index.end_us if self._until_us is None else self._until_us
        return self._loop.onset_us, min(self._loop.offset_us, self._index.end_us)

    def _advance(self) -> None:
        """Put the playhead where the clock says."""
        assert self._index is not None
        first_us, stop_us = self._bounds()
        if not self._running:
            if self._target not in self._cache:
                return
            self._running = True
            again = first_us if self._loop is not None else None
            self._lead.start(Run(self._start_us, stop_us, self._speed, again))
        self._lead.tick()
        position = self._clock.position_us()
        if position >= stop_us:
            last = self._index.frame_at(stop_us - 1)
            if self._loop is None:
                self._stand(last)
                return
            position = first_us + (position - first_us) % (stop_us - first_us)
            self._clock.start(position, self._speed)
            self._floor = self._index.frame_at(first_us)
        frame = self._index.frame_at(max(position, first_us))
        target = max(frame - frame % self._stride(), self._floor)
        if target != self._target:
            self._target = target
            self._decoding.wish(self._wish())

    def _stride(self) -> int:
        assert self._index is not None
        return max(1, ceil(self._speed * float(self._index.nominal_rate) / _PICTURES_PER_SECOND))

    def _jump(self) -> None:
        self._turn += 1
        self._decoding.wish(self._wish())

    def _wish(self) -> Wish:
        if self._index is None or not self._playing:
            return Wish(self._target, self._cache.box, self._turn)
        first_us, stop_us = self._bounds()
        span = self._index.frame_at(first_us), self._index.frame_at(stop_us - 1) + 1
        loop = span if self._loop is not None else None
        return Wish(self._target, self._cache.box, self._turn, True, self._stride(), loop)

    def _tell_trouble(self) -> None:
        for trouble in (self._decoding.trouble, self._feed.trouble if self._feed is not None else None):
            if trouble is not None and id(trouble) not in self._told:
                self._told.add(id(trouble))
                if trouble is self._decoding.trouble:
                    self._playing = self._running = False
                    self._lead.stop()
                if self._on_trouble is None:
                    raise trouble
                self._on_trouble(trouble)


def _open_sound(film: Film, index: FrameIndex) -> Sound:
    return AudioReader(film, int(index.pts[0]) * index.time_base)
