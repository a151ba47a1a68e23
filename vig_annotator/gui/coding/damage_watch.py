"""Looks in the background whether every frame of the open film can be decoded, and stands back while somebody works with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.jobs import JobContext
from vig_annotator.media.damage import Damage, with_damage
from vig_annotator.media.damage_cache import load_or_search
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.joined_index import parts_of

_SEARCH = "look for damaged frames"
_QUIET_MS = 2000
"""The search goes on when the film has stood still for this long."""


class DamageWatch(QObject):
    """Searches one film at a time. `found` is sent at the end with the film's frames: as they were, or "approximate"."""

    found = Signal(object)

    def __init__(self, jobs: JobBridge, player: PlayerController) -> None:
        super().__init__(player)
        self._jobs = jobs
        self._player = player
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._go_on)
        player.picture_shown.connect(self._stand_back)
        player.playing_changed.connect(self._stand_back)

    @property
    def running(self) -> bool:
        """Whether a film is being searched, or waits to be."""
        return self._jobs.running(_SEARCH)

    @property
    def standing_back(self) -> bool:
        """Whether it waits for the film to stand still."""
        return self._player.playing or self._quiet.isActive()

    def start(self, path: Path, index: FrameIndex, caches: Path | None) -> None:
        """Search a film, as soon as nothing moves."""
        self._jobs.start(
            _SEARCH,
            partial(_search, path, index, caches),
            partial(self._tell, index),
            on_failed=lambda _error: None,  # a film that can't be read any more is told by the player
            stands_back=True,
        )
        if self.standing_back:
            self._stand_back()

    def stop(self) -> None:
        """Search no further; what was found so far is kept for the next time."""
        self._quiet.stop()
        self._jobs.cancel(_SEARCH)

    def _tell(self, index: FrameIndex, damage: Damage) -> None:
        self.found.emit(with_damage(index, damage))

    def _stand_back(self, _change: object = None) -> None:
        if self.running:
            self._jobs.hold(_SEARCH, True)
        self._quiet.start()

    def _go_on(self) -> None:
        if not self._player.playing:
            self._jobs.hold(_SEARCH, False)


def _search(path: Path, index: FrameIndex, caches: Path | None, context: JobContext) -> Damage:
    found, first = [], 0
    parts = parts_of(path, index)
    for number, part in enumerate(parts):
        step = context.share(number / len(parts), (number + 1) / len(parts))
        one = load_or_search(part.path, part.index, caches, step)
        found.append((one.missing + first, one.faulty + first))
        first += len(part.index)
    return Damage(np.concatenate([one for one, _ in found]), np.concatenate([one for _, one in found]))
