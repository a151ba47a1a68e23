"""A reel that is played before it is rendered: the renderer's plan, compositor and sound, one picture at a time.

`ReelReader` stands where a player expects a film's reader, `ReelSound` where it expects its sound.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Self

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from vig_annotator.jobs import JobContext
from vig_annotator.media.audio_tempo import Tempo, tempo_of
from vig_annotator.media.decoding import FilmDecoder
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.media.probe import AudioInfo, FilmInfo
from vig_annotator.media.seeking import FrameFinder
from vig_annotator.media.upright import fit
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.compose import Composer, faded
from vig_annotator.reels.fit import Fitter
from vig_annotator.reels.loudness import gains_of
from vig_annotator.reels.parts import AUDIO_RATE, PlannedCard, PlannedClip, ReelFilm, ReelPlan
from vig_annotator.reels.sound import Gains, sound_of_reel
from vig_annotator.reels.texts import TextPainter

_MOST_FILMS = 3
_CHUNK = AUDIO_RATE // 20


def index_of(plan: ReelPlan) -> FrameIndex:
    """The pictures of a reel as the frames of a film."""
    count = plan.picture_count
    times = np.array([plan.time_us(n) for n in range(count + 1)], dtype=np.int64)
    anywhere = np.ones(count, dtype=np.bool_)
    return FrameIndex(
        np.arange(count, dtype=np.int64), 1 / plan.rate, times[:-1], anywhere, anywhere.copy(), int(times[-1])
    )


class ReelReader:
    """The pictures of a reel, any of them at any time; owned by one thread.

    Args:
        plan: of the reel, made for the size that is looked at.
        painter: draws its words.
    """

    def __init__(self, plan: ReelPlan, painter: TextPainter | None) -> None:
        self._plan = plan
        self._composer = Composer(plan, painter)
        self._starts = [part.first_picture for part in plan.parts]
        self._films: dict[tuple[int, bool], _OpenFilm] = {}
        self._scaler = VideoReformatter()
        self._last: tuple[tuple[object, ...], VideoFrame] | None = None
        self.index: FrameIndex | None = None
        self.info = FilmInfo(
            path=None,
            container="",
            codec="",
            width=plan.canvas.width,
            height=plan.canvas.height,
            rotation=0,
            mirrored=False,
            sar=Fraction(1),
            pix_fmt="yuv420p",
            hdr=None,
            interlaced=False,
            duration_us=plan.duration_us,
            rate=plan.rate,
            audio=AudioInfo(0, "", AUDIO_RATE, 2, 0),
            stream_index=0,
        )

    def set_index(self, index: FrameIndex) -> None:
        """Tell that the pictures are known."""
        self.index = index

    def prepare(self, check: Callable[[], object] = lambda: None) -> None:
        """There is nothing to get ready."""

    def read_first(self, size: tuple[int, int] | None = None) -> Picture:
        """The first picture."""
        return self.read(0, size)

    def read(
        self,
        frame: int,
        size: tuple[int, int] | None = None,
        *,
        onward: bool = False,
        check: Callable[[], object] = lambda: None,
    ) -> Picture:
        """A picture of the reel; see `media.film_reader.FilmReader.read`.

        Raises:
            IndexError: there is no such picture.
            MediaError: a film can't be opened.
        """
        if not 0 <= frame < self._plan.picture_count:
            raise IndexError(f"picture {frame} of {self._plan.picture_count}")
        composed = self.composed(frame, check)
        check()
        canvas = (self._plan.canvas.width, self._plan.canvas.height)
        width, height = canvas if size is None else fit(canvas, size)
        rgb = self._scaler.reformat(
            composed,
            width,
            height,
            format="rgb24",
            src_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR,
        )
        plane = rgb.planes[0]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(height, plane.line_size)
        pixels = np.ascontiguousarray(rows[:, : width * 3].reshape(height, width, 3))
        return Picture(pixels, frame, self._plan.time_us(frame))

    def composed(self, picture: int, check: Callable[[], object] = lambda: None) -> VideoFrame:
        """A picture of the reel as the renderer gives it to the encoder."""
        number = bisect_right(self._starts, picture) - 1
        part = self._plan.parts[number]
        place = picture - part.first_picture
        if isinstance(part, PlannedCard):
            frame = self._kept((number,), lambda: self._composer.card(part.card))
        else:
            shown = (number, part.frames[place], part.beside.frames[place] if part.beside else None)
            frame = self._kept(shown, lambda: self._clip(part, place, check))
        return faded(frame, part, place)

    def close(self) -> None:
        """Let go of the films."""
        for film in self._films.values():
            film.close()
        self._films.clear()

    def _kept(self, what: tuple[object, ...], make: Callable[[], VideoFrame]) -> VideoFrame:
        """The picture that was composed last, if it is asked for again: stills, cards, films with few frames."""
        if self._last is None or self._last[0] != what:
            self._last = what, make()
        return self._last[1]

    def _clip(self, clip: PlannedClip, place: int, check: Callable[[], object]) -> VideoFrame:
        number = clip.frames[place]
        frame = self._film(clip, False).frame(number, self._composer.target(clip), check)
        other = None
        if clip.beside is not None:
            shown = clip.beside.frames[place]
            target = self._composer.target(clip.beside)
            other = shown, self._film(clip.beside, True).frame(shown, target, check)
        return self._composer.picture(clip, number, frame, other)

    def _film(self, clip: PlannedClip, beside: bool) -> _OpenFilm:
        key = (id(clip.film), beside)
        if key in self._films:
            self._films[key] = self._films.pop(key)  # the latest used is the last
        else:
            while len(self._films) >= _MOST_FILMS:
                self._films.pop(next(iter(self._films))).close()
            self._films[key] = _OpenFilm(clip.film)
        return self._films[key]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _OpenFilm:
    """A film, and how its pictures are brought to the sizes that are asked for."""

    def __init__(self, film: ReelFilm) -> None:
        self._film = film
        self._decoder = FilmDecoder(film.path)
        self._finder = FrameFinder(self._decoder, film.index)
        self._fitters: dict[Size, Fitter] = {}

    def frame(self, number: int, target: Size, check: Callable[[], object]) -> VideoFrame:
        """A frame, on a canvas of that size."""
        native = self._finder.find(number, onward=True, check=check).frame
        fitter = self._fitters.setdefault(target, Fitter(self._film.info, target))
        ready = fitter.push((number, native))
        if not ready or self._film.info.interlaced:
            # Filters that look at the neighbours would wait for one that may never come.
            ready += fitter.finish()
        return ready[-1][1]

    def close(self) -> None:
        """Let go of the file."""
        self._decoder.close()


class ReelSound:
    """The sound of a reel, from any moment on; owned by one thread.

    Args:
        plan: of the reel.
        gains: what `gains_of` says of it, if that is known; it is measured if not.
    """

    reason = ""
    """A reel always has sound, if only silence."""

    def __init__(self, plan: ReelPlan, gains: Gains | None = None) -> None:
        self._plan = plan
        self._gains = gains_of(plan, JobContext()) if gains is None else gains

    def chunks(
        self, start_us: int, speed: float = 1.0, stop_us: int | None = None
    ) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Blocks of stereo sound with the moment of the reel at which each begins; see `AudioReader.chunks`."""
        changer = tempo_of(speed, AUDIO_RATE)
        first = max(0, start_us * AUDIO_RATE // US_PER_SECOND)
        stop = self._plan.sample_count if stop_us is None else stop_us * AUDIO_RATE // US_PER_SECOND
        left = max(0, stop - first)
        total, given = round(left / speed), 0
        # No further than the end: nothing of the clip after it may be heard in what is stretched.
        blocks = _until(left, sound_of_reel(self._plan, self._gains, first))
        for block in blocks if changer is None else _changed(blocks, changer):
            for begin in range(0, len(block), _CHUNK):
                chunk = block[begin : begin + min(_CHUNK, total - given)]
                if not len(chunk):
                    return
                yield start_us + round(given * speed * US_PER_SECOND / AUDIO_RATE), chunk
                given += len(chunk)
        while given < total:
            count = min(_CHUNK, total - given)
            yield (
                start_us + round(given * speed * US_PER_SECOND / AUDIO_RATE),
                np.zeros((count, 2), np.float32),
            )
            given += count

    def close(self) -> None:
        """Nothing stays open between two runs."""


def _until(count: int, blocks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """The first `count` samples."""
    for block in blocks:
        if not count:
            return
        yield block[:count]
        count -= min(count, len(block))


def _changed(blocks: Iterator[NDArray[np.float32]], changer: Tempo) -> Iterator[NDArray[np.float32]]:
    for block in blocks:
        yield from changer.push(block)
    yield from changer.finish()
