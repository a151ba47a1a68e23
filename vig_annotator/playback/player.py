"""Plays a film: asked a few times per picture, it hands out the picture that belongs on the screen now.

What is tagged is `Player.shown`: the picture that was really handed out last, also while playing and after every stop.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.hardware import Hardware
from vig_annotator.media.joined_reader import JoinedReader, open_sound
from vig_annotator.media.picture import Picture
from vig_annotator.media.probe import FilmInfo
from vig_annotator.media.upright import Size
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.playback.audio_feed import AudioFeed, Sound
from vig_annotator.playback.audio_output import AudioOutput
from vig_annotator.playback.back_run import BackRun
from vig_annotator.playback.clock import NowUs, monotonic_us
from vig_annotator.playback.decode_thread import DecodeThread
from vig_annotator.playback.frame_cache import DEFAULT_BYTES, FrameCache
from vig_annotator.playback.picture_source import PictureSource
from vig_annotator.playback.play_run import PlayRun
from vig_annotator.playback.sound_lead import STOPPED, SoundLead
from vig_annotator.playback.wish import Wish

SLOWEST, FASTEST = 0.1, 4.0

Film = str | os.PathLike[str]
OpenSound = Callable[[FrameIndex], Sound]


class Player:
    """One film being looked at. All methods belong to one thread; decoding and reading sound happen on two others.

    Until the frames are known (`set_index`) the first picture is shown; what is asked for meanwhile is done then.

    Args:
        film: path of the film, or of the first file of a take (the index knows the others); None for what `open_film` and `open_sound` open.
        index: its frames; None if they are still being listed.
        size: width and height of the box that pictures are to fill.
        audio_output: the sound device, which the player closes in the end; None plays silently.
        cache_bytes: memory for pictures.
        now_us: the computer's clock.
        open_film, open_sound: how to open it, if not by its path.
        hardware: what may decode the film instead of the processor; None for the processor alone.
        on_trouble: told, from `tick`, of a fault that ended decoding or sound; without it `tick` raises the fault.
    """

    def __init__(
        self,
        film: Film | None,
        index: FrameIndex | None = None,
        *,
        size: Size,
        audio_output: AudioOutput | None = None,
        cache_bytes: int = DEFAULT_BYTES,
        now_us: NowUs = monotonic_us,
        open_film: Callable[[], PictureSource] | None = None,
        open_sound: OpenSound | None = None,
        hardware: Hardware | None = None,
        on_trouble: Callable[[Exception], None] | None = None,
    ) -> None:
        self._output, self._now_us, self._on_trouble = audio_output, now_us, on_trouble
        self._open_sound: OpenSound = open_sound or partial(_open_sound, film)
        self._index: FrameIndex | None = None
        self._postponed: list[Callable[[], None]] = []
        self._feed: AudioFeed | None = None
        self._lead = SoundLead(None, now_us)
        self._run: PlayRun | BackRun | None = None
        self._standing_at = self._turn = 0
        self._speed = 1.0
        self._loop: Span | None = None
        self._until_us: int | None = None
        self._to_the_end = self._ended = False
        self._shown: Picture | None = None
        self._told: set[int] = set()
        self._cache = FrameCache(cache_bytes, size)
        self._decoding = DecodeThread(
            open_film or partial(_open_film, film, hardware), self._cache, Wish(0, size), now_us
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
        if self._run is None or self._shown is None:
            return self._standing_at
        return self._shown.frame if self._run.started else self._run.due

    @property
    def position_us(self) -> MediaTime:
        """Where the playhead is, in media time; while playing it moves on smoothly between frames."""
        if self._index is None:
            return MediaTime(0)
        if self._run is not None:
            return MediaTime(min(max(0, self._run.position_us), self._index.end_us))
        return self._index.time_of(self._standing_at)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._run is not None

    @property
    def ended(self) -> bool:
        """Whether it stands because it played to the film's end; a jump there, or the end of a stretch, is none."""
        return self._ended

    @property
    def backwards(self) -> bool:
        """Whether it plays backwards."""
        return self._run is not None and self._run.backwards

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
        """Why nothing is heard of the film, in plain words; empty if there is, or if that is not known yet."""
        if self._lead.given_up:
            return STOPPED
        return self._feed.reason if self._feed is not None else ""

    def set_index(self, index: FrameIndex) -> None:
        """Tell which frames the film has, once."""
        self._index = index
        if self._output is not None:
            self._feed = AudioFeed(partial(self._open_sound, index), self._output)
            self._lead = SoundLead(self._feed, self._now_us)
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
        if self._run is not None:
            self._advance(self._run)
        picture = self._cache.get(self._standing_at) if self._run is None else self._run.pick()
        if picture is None or picture is self._shown:
            return None
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
        if self.playing and not self.backwards and until_us == self._until_us:
            return
        here = self.frame
        if until_us is not None and until_us <= self._index.time_of(here):
            return
        self._until_us = until_us
        again = until_us is None and here == len(self._index) - 1
        self._begin(0 if again else self._index.time_of(here))

    def play_backwards(self) -> None:
        """Run back from the frame shown, silently, at `speed`; at the first frame it stands."""
        if self._index is None:
            self._postponed.append(self.play_backwards)
        elif not self.backwards and self.frame > 0:
            self._until_us = None
            self._begin(self._index.time_of(self.frame), backwards=True)

    def play_span(self, span: Span) -> None:
        """Play a stretch once, from its first frame to its last one; go to it only, if it is no more than an instant."""
        self.seek(span.onset_us)
        self.play(span.offset_us)

    def pause(self) -> None:
        """Stop with the picture that is on the screen."""
        if self._index is None:
            self._postponed.append(self.pause)
        elif self.playing:
            self._stand(self.frame)

    def toggle(self) -> None:
        """Play if it stands, stop if it plays."""
        if self.playing:
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
        if self.playing:
            self._begin(self._index.time_of(frame), backwards=self.backwards)
        else:
            self._stand(frame)

    def step(self, frames: int) -> None:
        """Stop, and go some frames on (or back, if negative)."""
        if self._index is None:
            self._postponed.append(partial(self.step, frames))
            return
        frame = min(max(0, self.frame + frames), len(self._index) - 1)
        self._stand(frame, backwards=frames < 0)

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
            if self.playing:
                self._begin(position, backwards=self.backwards)

    def set_loop(self, span: Span | None) -> None:
        """Play a stretch round and round, or no longer. Going backwards pays no heed to it.

        Raises:
            ValueError: the stretch has no length.
        """
        if span is not None and span.duration_us == 0:
            raise ValueError("a loop has a length")
        position = self.position_us
        self._loop = span
        if self.playing:
            self._begin(position, backwards=self.backwards)

    def set_size(self, size: Size) -> None:
        """Make pictures as large as fits in another box; the one on the screen stays until the new one is ready."""
        if size != self._cache.box:
            self._cache.clear(size)
            self._wish(jump=True)

    def renew_sound(self) -> None:
        """Begin the sound anew where the film is, because it is to be heard elsewhere now; the film plays on."""
        if self.playing and not self.backwards:
            self._begin(self.position_us)

    def make_anew(self) -> None:
        """Make all pictures anew, because they come from elsewhere now; the one on the screen stays until then."""
        self._cache.clear(self._cache.box)
        self._wish(jump=True)

    def set_volume(self, volume: float) -> None:
        """How loud: 0 is silent, 1 is as it was filmed."""
        if self._output is not None:
            self._output.set_volume(volume)

    def wait_for_picture(self, timeout_s: float = 10.0) -> Picture | None:
        """Wait until the picture that the playhead stands on is ready, and hand it out as `tick` does."""
        self._decoding.wait_for_picture(self.frame, timeout_s)
        return self.tick()

    def wait_until_ready(self, timeout_s: float = 10.0) -> bool:
        """Wait until all pictures around the playhead, and the sound, are ready; False if that takes longer."""
        sound_ready = self._feed is None or self._feed.wait_until_ready(timeout_s)
        return self._decoding.wait_until_idle(timeout_s) and sound_ready

    def close(self) -> None:
        """Stop, end both threads, let go of film and device. The player can't be used afterwards."""
        self._run = None
        self._lead.stop()
        if self._feed is not None:
            self._feed.close()
        self._decoding.close()
        if self._output is not None:
            self._output.close()

    def _stand(self, frame: int, *, backwards: bool = False) -> None:
        self._run = self._until_us = None
        self._ended = False
        self._lead.stop()
        self._standing_at = frame
        self._wish(jump=True, backwards=backwards)

    def _begin(self, start_us: int, *, backwards: bool = False) -> None:
        """Play from a moment on, or back, as soon as its picture is there."""
        assert self._index is not None
        self._ended = False
        self._to_the_end = (
            not backwards and self._until_us is None and self._index.frame_at(start_us) < len(self._index) - 1
        )
        self._lead.stop()
        if backwards:
            self._run = BackRun(self._index, self._cache, self._now_us, start_us, speed=self._speed)
            self._wish(jump=True)
            return
        first_us, stop_us = 0, self._index.end_us if self._until_us is None else self._until_us
        looped = self._loop is not None and self._loop.onset_us < self._index.end_us
        if self._loop is not None and looped:
            first_us, stop_us = self._loop.onset_us, min(self._loop.offset_us, self._index.end_us)
        self._run = PlayRun(
            self._index,
            self._cache,
            self._lead,
            start_us,
            first_us,
            stop_us,
            looped=looped,
            speed=self._speed,
        )
        self._wish(jump=True)

    def _advance(self, run: PlayRun | BackRun) -> None:
        """Put the playhead where the clock says."""
        if not run.started:
            if run.due not in self._cache:
                return
            run.start()
        before = run.due
        if not run.advance():
            self._stand(run.last)
            self._ended = self._to_the_end
        elif run.due != before:
            self._wish()

    def _wish(self, *, jump: bool = False, backwards: bool = False) -> None:
        """Tell the decode thread what is wanted now."""
        self._turn += jump
        box, run = self._cache.box, self._run
        if run is None:
            wish = Wish(self._standing_at, box, self._turn, backwards=backwards)
        else:
            wish = Wish(
                run.due, box, self._turn, True, run.stride, run.loop_frames, run.backwards, floor=run.floor
            )
        self._decoding.wish(wish)

    def _tell_trouble(self) -> None:
        for trouble in (self._decoding.trouble, self._feed.trouble if self._feed is not None else None):
            if trouble is not None and id(trouble) not in self._told:
                self._told.add(id(trouble))
                if trouble is self._decoding.trouble:
                    self._run = None
                    self._lead.stop()
                if self._on_trouble is None:
                    raise trouble
                self._on_trouble(trouble)


def _open_film(film: Film | None, hardware: Hardware | None) -> PictureSource:
    assert film is not None
    return JoinedReader(Path(film), hardware=hardware)


def _open_sound(film: Film | None, index: FrameIndex) -> Sound:
    assert film is not None
    return open_sound(Path(film), index)
