"""The pictures of a reel, decoded in order and put on its canvas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from av.video.frame import VideoFrame

from vig_annotator.jobs import JobContext
from vig_annotator.media.decoding import FilmDecoder
from vig_annotator.media.seeking import FrameFinder
from vig_annotator.reels.fit import NumberedFrame, fitted
from vig_annotator.reels.plan import ReelFilm, ReelPlan


@dataclass(frozen=True, slots=True)
class ReelPicture:
    """A picture that is shown once or several times in a row.

    Attributes:
        frame: as the encoder takes it.
        count: how often.
        clip: number of the clip, from 0.
        begins_clip: whether it is the clip's first.
    """

    frame: VideoFrame
    count: int
    clip: int
    begins_clip: bool


def pictures_of_reel(plan: ReelPlan, context: JobContext) -> Iterator[ReelPicture]:
    """All pictures of a reel, in order; films are opened one at a time.

    Raises:
        MediaError: a film can't be opened.
        Cancelled: the context was cancelled.
    """
    film: _OpenFilm | None = None
    try:
        for number, clip in enumerate(plan.clips):
            if film is None or film.film is not clip.film:
                if film is not None:
                    film.close()
                film = _OpenFilm(clip.film, context)
            counts = Counter(clip.frames)
            first = clip.frames[0]
            for frame_number, frame in fitted(film.frames(counts), clip.film.info, plan.canvas):
                yield ReelPicture(frame, counts[frame_number], number, frame_number == first)
    finally:
        if film is not None:
            film.close()


class _OpenFilm:
    """A film that is being decoded."""

    def __init__(self, film: ReelFilm, context: JobContext) -> None:
        self.film = film
        self._context = context
        self._decoder = FilmDecoder(film.path)
        self._finder = FrameFinder(self._decoder, film.index)

    def frames(self, wanted: Iterable[int]) -> Iterator[NumberedFrame]:
        """Decoded frames, as the film stores them; where one is damaged, the nearest that is not."""
        for number in wanted:
            yield number, self._finder.find(number, onward=True, check=self._context.check).frame

    def close(self) -> None:
        """Let go of the file."""
        self._decoder.close()
