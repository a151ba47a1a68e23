"""The builder's preview: laid out anew after every change, played as the film will be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.builder.open_reel import OpenReel
from vig_annotator.gui.builder.reel_bar import ReelBar
from vig_annotator.gui.builder.reel_work import LaidOut, laid_out
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services.reel_order import order_preview
from vig_annotator.services.reel_preview import Preview

_WAIT_MS = 250
_PREVIEW = "lay out the reel"


class PreviewPlaying(QObject):
    """Keeps the preview as the reel is.

    Signals:
        ordered: the reel is not empty, and is being laid out.
        ready: the preview is as the reel is.

    Args:
        reel: the open reel.
        jobs: lays it out.
        player: plays it.
        view: where it is seen.
        bar: shows where one is, and how long it is.
        messages: tells what is wrong with a film.
    """

    ordered = Signal()
    ready = Signal()

    def __init__(
        self,
        reel: OpenReel,
        jobs: JobBridge,
        player: PlayerController,
        view: FilmView,
        bar: ReelBar,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reel, self._jobs, self._player, self._view = reel, jobs, player, view
        self._bar, self._messages = bar, messages
        self._edge = ""
        self._sought_us = 0
        self.held = False
        self.preview: Preview | None = None
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self.order)

    @property
    def waiting(self) -> bool:
        """Whether it will be laid out in a moment."""
        return self._later.isActive()

    def order_soon(self) -> None:
        """Lay the reel out anew, once nothing more is changed for a moment."""
        self._later.start()

    def stop(self) -> None:
        """Lay nothing out any more."""
        self._later.stop()

    def hold(self, held: bool) -> None:
        """The player is needed for something else, or is free again."""
        if held:
            self._sought_us = self._shown_us()  # where to come back to
        self.held = held
        if not held:
            self.order()

    def order(self) -> None:
        """Lay the reel out anew."""
        if self.held:
            return
        if not self._reel.clips:
            self.preview = None
            self._player.close()
            self._view.set_waiting("The reel is empty: put a candidate in with its +.")
            self._bar.show_total(0, 0, None)
            return
        try:
            order = order_preview(self._reel.ws, self._reel.reel.id)
        except VigError as error:
            self._messages.tell(error)
            return
        self._jobs.start(_PREVIEW, partial(laid_out, order), self._play)
        self.ordered.emit()

    def show_edge(self, edge: str) -> None:
        """Once it is laid out, show the picture at an edge of the chosen clip: ``onset`` or ``offset``."""
        self._edge = edge

    def span_of_chosen(self) -> Span | None:
        """Where in the reel the chosen clip is shown, all its runs together."""
        place = self._reel.place
        return None if self.preview is None or place is None else self.preview.span_of_clip(place)

    def show_chosen(self) -> None:
        """Show the first picture of the chosen clip that is not on its way out of the dark, unless the reel plays."""
        place, preview = self._reel.place, self.preview
        if place is not None and preview is not None and not self.held and not self._player.playing:
            self._player.seek(preview.lit_start(place))

    def source_time(self) -> MediaTime | None:
        """The moment of the chosen clip's session that is on the screen, or None where another clip or a card is."""
        place, preview = self._reel.place, self.preview
        if place is None or preview is None:
            return None
        return preview.source_time(self._shown_us(), place)

    def time_of_source(self, source_us: MediaTime) -> MediaTime | None:
        """When a moment of the chosen clip's session is seen in the reel; None while it is being laid out."""
        place, preview = self._reel.place, self.preview
        return None if place is None or preview is None else preview.time_of_source(place, source_us)

    def _play(self, laid: LaidOut) -> None:
        if self.held:
            return
        preview = laid.preview
        was_us, first = self._shown_us(), self.preview is None
        seen, self.preview = self._view.picture, preview
        self._player.open_prepared(preview.index, preview.open_film, preview.open_sound)
        if seen is not None:
            self._view.set_picture(seen)  # stays until the new one is made: no black between two changes
        self._bar.show_total(len(self._reel.clips), preview.index.end_us, laid.cost)
        wanted = preview.lit_start(self._reel.place or 0) if first else self._wanted(preview, was_us)
        self._sought_us = min(wanted, preview.index.end_us - 1)
        self._player.seek(self._sought_us)
        self.ready.emit()

    def _shown_us(self) -> MediaTime:
        """The moment of the reel that is on the screen, or will be once its picture is made."""
        return self._player.shown_us if self._player.picture is not None else MediaTime(self._sought_us)

    def _wanted(self, preview: Preview, was_us: int) -> int:
        edge, self._edge = self._edge, ""
        place = self._reel.place
        wanted = None if not edge or place is None else preview.edge_of_clip(place, edge)
        return was_us if wanted is None else wanted
