"""The pictures of a reel in order: decoded, put on its canvas, composed."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from av.video.frame import VideoFrame

from vig_annotator.jobs import JobContext
from vig_annotator.media.decoding import FilmDecoder
from vig_annotator.media.seeking import FrameFinder
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.compose import Composer, faded, light_at
from vig_annotator.reels.fit import NumberedFrame, fitted
from vig_annotator.reels.parts import Part, PlannedCard, PlannedClip, ReelFilm, ReelPlan
from vig_annotator.reels.texts import TextPainter


@dataclass(frozen=True, slots=True)
class ReelPicture:
    """A picture that is shown once or several times in a row.

    Attributes:
        frame: as the encoder takes it.
        count: how often.
        part: number of the part, from 0.
        begins_part: whether it is the part's first.
    """

    frame: VideoFrame
    count: int
    part: int
    begins_part: bool


def pictures_of_reel(
    plan: ReelPlan,
    context: JobContext,
    painter: TextPainter | None = None,
    parts: Iterable[int] | None = None,
) -> Iterator[ReelPicture]:
    """The pictures of a reel, in order; no more films are open than are shown at the same time.

    Args:
        plan: of the reel.
        context: to notice a cancel.
        painter: draws its words.
        parts: numbers of the parts that are wanted; None for all.

    Raises:
        MediaError: a film can't be opened.
        Cancelled: the context was cancelled.
    """
    composer = Composer(plan, painter)
    films: dict[int, _OpenFilm] = {}
    try:
        for number in range(len(plan.parts)) if parts is None else parts:
            part = plan.parts[number]
            for key in set(films) - {id(film) for film in part.films}:
                films.pop(key).close()
            for film in part.films:
                if id(film) not in films:
                    films[id(film)] = _OpenFilm(film, context)
            yield from _part(part, number, composer, films)
    finally:
        for opened in films.values():
            opened.close()


def _part(part: Part, number: int, composer: Composer, films: dict[int, _OpenFilm]) -> Iterator[ReelPicture]:
    place = 0
    for frame, count in _composed(part, composer, films):
        for light, places in groupby(range(place, place + count), lambda n: light_at(part, n)):
            same = list(places)
            shown = frame if light >= 1 else faded(frame, part, same[0])
            yield ReelPicture(shown, len(same), number, same[0] == 0)
        place += count


def _composed(
    part: Part, composer: Composer, films: dict[int, _OpenFilm]
) -> Iterator[tuple[VideoFrame, int]]:
    """Each picture of a part, without fades, with how often it is shown."""
    if isinstance(part, PlannedCard):
        yield composer.card(part.card), part.count
        return
    others = part.frames if part.beside is None else part.beside.frames
    left = films[id(part.film)].frames(part, composer.target(part))
    right: Generator[NumberedFrame] | None = None
    if part.beside is not None:
        # A film that is shown beside itself is decoded twice, at two places.
        opened, target = films[id(part.beside.film)], composer.target(part.beside)
        same = part.beside.film is part.film
        right = opened.apart(part.beside, target) if same else opened.frames(part.beside, target)
    try:
        shown: NumberedFrame | None = None
        other: NumberedFrame | None = None
        for (number, beside), held in groupby(zip(part.frames, others, strict=True)):
            while shown is None or shown[0] != number:
                shown = next(left)
            while right is not None and (other is None or other[0] != beside):
                other = next(right)
            yield composer.picture(part, *shown, other), len(list(held))
    finally:
        if right is not None:
            right.close()


class _OpenFilm:
    """A film that is being decoded."""

    def __init__(self, film: ReelFilm, context: JobContext) -> None:
        self.film = film
        self._context = context
        self._decoder = FilmDecoder(film.path)
        self._finder = FrameFinder(self._decoder, film.index)

    def frames(self, clip: PlannedClip, target: Size) -> Generator[NumberedFrame]:
        """The frames of a run, each once, on a canvas of that size; where one is damaged, the nearest that is not."""
        return fitted(self._decoded(dict.fromkeys(clip.frames)), self.film.info, target)

    def apart(self, clip: PlannedClip, target: Size) -> Generator[NumberedFrame]:
        """Like `frames`, with a decoder of its own."""
        again = _OpenFilm(self.film, self._context)
        try:
            yield from again.frames(clip, target)
        finally:
            again.close()

    def _decoded(self, wanted: Iterable[int]) -> Iterator[NumberedFrame]:
        for number in wanted:
            yield number, self._finder.find(number, onward=True, check=self._context.check).frame

    def close(self) -> None:
        """Let go of the file."""
        self._decoder.close()
