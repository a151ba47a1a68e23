"""J, K and L as editors know them: back, stop, on; tapped again faster; with K held, slowly."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcutEvent

from vig_annotator.gui.player.player_controller import PlayerController

_LADDER = (1.0, 2.0, 4.0)
_SLOW = 0.25


class _Way(IntEnum):
    BACK = -1
    STOP = 0
    ON = 1


def next_rate(rate: float, way: int) -> float:
    """How fast it goes on after a tap; negative is backwards.

    Args:
        rate: how it goes now; 0 while it stands.
        way: 1 for a tap of L, -1 for one of J.
    """
    speed = rate * way
    if speed <= 0:  # it stands, or goes the other way: slow down to 1x first, then turn round
        slower = max((one for one in _LADDER if one < -speed), default=None)
        return -slower * way if slower is not None else way * _LADDER[0]
    return way * min((one for one in _LADDER if one > speed), default=_LADDER[-1])


class Shuttle(QObject):
    """Turns taps and held keys into playing. Once it stands again, the speed is what it was before.

    Args:
        player: what is shuttled.
        back, stop, on: the actions of the three keys. Their own keys are watched, whichever they are.
    """

    def __init__(
        self,
        player: PlayerController,
        back: QAction,
        stop: QAction,
        on: QAction,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._ways: dict[QObject, _Way] = {back: _Way.BACK, stop: _Way.STOP, on: _Way.ON}
        self._held: dict[str, _Way] = {}
        self._slow = False
        self._before: float | None = None
        self._set = 0.0
        for action in self._ways:
            action.installEventFilter(self)
        player.playing_changed.connect(self._playing_changed)

    def back(self) -> None:
        """Run back, or faster back; slowly while the key that stops is held."""
        self._tap(_Way.BACK)

    def on(self) -> None:
        """Play on, or faster on; slowly while the key that stops is held."""
        self._tap(_Way.ON)

    def stop(self) -> None:
        """Stop; while another of the keys is held, go on slowly."""
        way = next((one for one in self._held.values() if one is not _Way.STOP), None)
        if way is not None and self._player.playing:
            self._go_slowly(way)
        else:
            self._player.pause()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the three keys go down, and come up again; nothing is kept from anybody."""
        kind = event.type()
        if kind == QEvent.Type.Shortcut and watched in self._ways and isinstance(event, QShortcutEvent):
            if not self._held:  # otherwise every event of the program would come by here
                _program().installEventFilter(self)
            self._held[event.key().toString()] = self._ways[watched]
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self._release(QKeySequence(event.key()).toString())
        elif kind == QEvent.Type.ApplicationStateChange:  # nobody would tell when they come up
            for key in list(self._held):
                self._release(key)
        return False

    def _tap(self, way: _Way) -> None:
        if _Way.STOP in self._held.values():
            self._go_slowly(way)
        else:
            player = self._player
            self._go(next_rate(player.rate if player.playing else 0.0, way))

    def _go_slowly(self, way: _Way) -> None:
        self._slow = True
        self._go(way * _SLOW)

    def _go(self, rate: float) -> None:
        player = self._player
        if self._before is None or player.speed != self._set:
            self._before = player.speed
        self._set = abs(rate)
        player.set_speed(self._set)
        if rate < 0:
            player.play_backwards()
        else:
            player.play()
        if not player.playing:  # it stands at the start already
            self._playing_changed(False)

    def _release(self, key: str) -> None:
        if self._held.pop(key, None) is None:
            return
        if not self._held:
            _program().removeEventFilter(self)
        if self._slow:
            self._slow = False
            self._player.pause()

    def _playing_changed(self, playing: bool) -> None:
        if not playing and self._before is not None:
            before, self._before = self._before, None
            if self._player.speed == self._set:  # else somebody chose another one meanwhile
                self._player.set_speed(before)


def _program() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app
