"""The other cameras of a visit, each on a view of its own beside the film, in step with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.playback.companion import Companion

_TICK_MS, _RESIZE_MS = 8, 120
_NOT_FILMED = "This camera did not film here."


@dataclass(frozen=True, eq=False)
class SideFilm:
    """Another camera's film.

    Attributes:
        id: of its first recording.
        name: what is written in its corner.
        path: its file, or the first of its take.
        index: its frames.
        starts_us: where its first frame lies on the session's clock.
    """

    id: str
    name: str
    path: Path
    index: FrameIndex
    starts_us: int


class _Beside(QObject):
    """One view and what is shown on it."""

    def __init__(self, film: SideFilm, player: PlayerController, parent: QObject) -> None:
        super().__init__(parent)
        self.id, self.view = film.id, FilmView()
        self.view.setAccessibleName(f"Film of {film.name}")
        self.view.set_running((film.name,))
        self._player = player
        self._size = (640, 360)
        self.companion = Companion(film.path, film.index, film.starts_us, size=self._size)
        self._resize = QTimer(self)
        self._resize.setSingleShot(True)
        self._resize.setInterval(_RESIZE_MS)
        self._resize.timeout.connect(lambda: self.companion.set_size(self._size))
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.show_due)
        self._timer.start(_TICK_MS)
        self.view.wanted_size.connect(self._resized)
        player.picture_shown.connect(self.follow)
        player.playing_changed.connect(self.follow)
        self.follow()

    def follow(self, _change: object = None) -> None:
        player = self._player
        self.companion.follow(
            player.shown_us, playing=player.playing, backwards=player.backwards, speed=player.speed
        )
        self.show_due()

    def show_due(self) -> None:
        companion = self.companion
        picture = companion.tick()
        if picture is not None:
            self.view.set_picture(picture)
        elif not companion.filming and self.view.picture is not None:
            self.view.set_picture(None)
        trouble = companion.trouble
        self.view.set_waiting(
            str(trouble) if trouble is not None else "" if companion.filming else _NOT_FILMED
        )

    def close(self) -> None:
        self._timer.stop()
        self._resize.stop()
        self._player.picture_shown.disconnect(self.follow)
        self._player.playing_changed.disconnect(self.follow)
        self.companion.close()
        self.view.hide()
        self.view.deleteLater()
        self.deleteLater()

    def _resized(self, width: int, height: int, zoom: float) -> None:
        self._size = (round(width * min(zoom, 3.0)), round(height * min(zoom, 3.0)))
        self._resize.start()


class SideFilms(QSplitter):
    """The film, and beside it the other cameras' films, if there are any.

    Signals:
        clicked: another camera's film was clicked.

    Args:
        view: the film.
    """

    clicked = Signal()

    def __init__(self, view: FilmView, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(2)
        self.setChildrenCollapsible(False)
        self.addWidget(view)
        self._beside: list[_Beside] = []

    @property
    def companions(self) -> list[Companion]:
        """What is shown beside the film, from left to right."""
        return [one.companion for one in self._beside]

    @property
    def views(self) -> list[FilmView]:
        """The views beside the film's, from left to right."""
        return [one.view for one in self._beside]

    def show_films(self, films: Sequence[SideFilm], player: PlayerController) -> None:
        """Show these films beside the film; those that are there stay, and lie where they are said to lie now."""
        if [one.id for one in films] == [one.id for one in self._beside]:
            for film, beside in zip(films, self._beside, strict=True):
                beside.companion.move_to(film.starts_us)
                beside.follow()
            return
        self.clear()
        for film in films:
            beside = _Beside(film, player, self)
            beside.view.clicked.connect(self.clicked)
            self._beside.append(beside)
            self.addWidget(beside.view)
        self.setSizes([1000] * self.count())

    def clear(self) -> None:
        """Show the film alone."""
        for one in self._beside:
            one.close()
        self._beside = []
