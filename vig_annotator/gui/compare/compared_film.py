"""The film of the comparing window: the whole take is read, in however many files it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.mediatime import Span
from vig_annotator.services.recordings import PlacedFile, read_frames

READING = "read the film’s frames"
_LOST = "The film is not where it was; the codings can be compared without it."


class ComparedFilm(QObject):
    """Opens a film on the window's player, and knows its frames when they are read.

    Signals:
        picture_shown(time_us, frame): where the film is.

    Args:
        view: where pictures are shown.
        player: plays it.
        jobs: slow work.
        tell: is given what goes wrong.
    """

    picture_shown = Signal(object, int)

    def __init__(
        self,
        view: FilmView,
        player: PlayerController,
        jobs: JobBridge,
        tell: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._player, self._jobs, self._tell = view, player, jobs, tell
        self._index: FrameIndex | None = None
        player.picture_shown.connect(lambda picture: self.picture_shown.emit(picture.time_us, picture.frame))
        player.failed.connect(self._failed)

    def open(self, files: Sequence[PlacedFile], caches: Path | None) -> None:
        """Show the first picture of a take; it plays once its frames are known.

        Args:
            files: of the take, in order; none where they can't be found.
            caches: where indexes are kept.
        """
        if not files:
            self._view.set_waiting(_LOST)
            return
        self._player.open(files[0][0])
        self._jobs.start(READING, partial(read_frames, tuple(files), caches), self._frames_known)

    def last_frame(self, span: Span) -> int | None:
        """The number of the last frame of a stretch, or None while frames are not known."""
        return None if self._index is None else self._index.frame_at(span.offset_us - 1)

    def _frames_known(self, index: FrameIndex) -> None:
        self._index = index
        self._player.set_index(index)

    def _failed(self, error: BaseException) -> None:
        self._player.close()
        self._tell(error)
