"""Stops the playing film at even intervals, exactly on the frame that is on the screen there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.sampling import next_stop


class Stops(QObject):
    """Watches what is shown.

    Signals:
        next_changed(time_us or None): where the film stops next.
        stopped(time_us): it stopped by itself.
    """

    next_changed = Signal(object)
    stopped = Signal(object)

    def __init__(self, player: PlayerController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._index: FrameIndex | None = None
        self._every_us = 0
        self._next: MediaTime | None = None
        player.picture_shown.connect(self._look)
        player.playing_changed.connect(self._look)

    def set_index(self, index: FrameIndex | None) -> None:
        """The frames of another film."""
        self._index = index
        self._set_next(self._following())

    def set_every(self, every_us: int) -> None:
        """How far the stops lie apart; 0: none."""
        self._every_us = every_us
        self._set_next(self._following())

    @property
    def next_us(self) -> MediaTime | None:
        """Where the film stops next; None if nowhere."""
        return self._next

    def _look(self, _told: object = None) -> None:
        player, index, stop = self._player, self._index, self._next
        if not self._every_us or index is None:
            return
        if not player.playing or player.backwards:
            self._set_next(self._following())
            return
        if stop is None:
            return
        frame = index.frame_at(stop)
        if player.shown_frame < frame:
            # Somebody jumped back while it plays: an earlier stop may be nearer now.
            self._set_next(self._following())
            return
        player.pause()
        if player.shown_frame > frame:
            player.seek_frame(frame)
        self._set_next(next_stop(index.time_of(frame + 1) - 1, self._every_us, end_us=index.end_us))
        self.stopped.emit(stop)

    def _following(self) -> MediaTime | None:
        """The next stop after the frame on the screen: one does not stop twice on one frame."""
        index = self._index
        if not self._every_us or index is None:
            return None
        after_us = index.time_of(min(self._player.shown_frame, len(index) - 1) + 1) - 1
        return next_stop(after_us, self._every_us, end_us=index.end_us)

    def _set_next(self, stop: MediaTime | None) -> None:
        if stop != self._next:
            self._next = stop
            self.next_changed.emit(stop)
