"""Plays moments one after the other: each with what lies around it, then the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from vig_annotator.analysis.side_by_side import Match
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.model.mediatime import Span


class MomentWalk(QObject):
    """Walks over matches of two codings.

    Signals:
        moved: another moment, another list, or none.

    Args:
        player: plays them.
        stretch: what of the film to play for one.
        last_frame: number of the last frame of a stretch, or None while frames are not known.
    """

    moved = Signal()

    def __init__(
        self,
        player: PlayerController,
        stretch: Callable[[Match], Span],
        last_frame: Callable[[Span], int | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._last_frame = last_frame
        self._player = player
        self._stretch = stretch
        self._matches: tuple[Match, ...] = ()
        self._at = -1
        self._runs = False
        self._span: Span | None = None
        self.title = ""
        player.playing_changed.connect(self._playing_changed)

    @property
    def match(self) -> Match | None:
        """The one that is looked at."""
        return self._matches[self._at] if 0 <= self._at < len(self._matches) else None

    @property
    def matches(self) -> tuple[Match, ...]:
        """The list that is walked over."""
        return self._matches

    @property
    def number(self) -> int:
        """Which of the list it is, from 1; 0 for none."""
        return self._at + 1

    def begin(self, title: str, matches: Sequence[Match], at: int = 0, *, run: bool = True) -> None:
        """Walk over another list.

        Args:
            title: what the list is.
            matches: in the order in which to see them.
            at: where to begin.
            run: go on to the next by itself when one was played.
        """
        self.title, self._matches, self._at, self._runs = title, tuple(matches), at, run
        self.again()

    def put(self, matches: Sequence[Match]) -> None:
        """The same list after the codings changed; nothing is played."""
        self._matches = tuple(matches)
        self._at = min(self._at, len(self._matches) - 1)
        self.moved.emit()

    def clear(self) -> None:
        """Walk over nothing."""
        self.title, self._matches, self._at, self._runs, self._span = "", (), -1, False, None
        self.moved.emit()

    def again(self) -> None:
        """Play the present moment once more."""
        match = self.match
        self.moved.emit()
        if match is not None:
            self._span = self._stretch(match)
            self._player.play_span(self._span)

    def go(self, by: int) -> bool:
        """Some moments on, or back; answers whether there was one."""
        if not 0 <= self._at + by < len(self._matches):
            return False
        self._at += by
        self.again()
        return True

    def _playing_changed(self, playing: bool) -> None:
        """Go on when a moment was played to its end; not when somebody stopped it on the way."""
        if playing or not self._runs or self._span is None:
            return
        if self._player.shown_frame == self._last_frame(self._span) and not self.go(1):
            self._runs = False
