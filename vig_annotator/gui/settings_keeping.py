"""Keeps on disk what was chosen, so that it outlives a crash: who codes, a measured reaction time, keys, where the panels lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QObject, QTimer

from vig_annotator.settings import Settings, save_settings

_EVERY_MS = 1_000


class SettingsKeeper(QObject):
    """Looks every second whether a setting was changed, and writes all of them then; ended by `stop`.

    Args:
        settings: what is kept.
        parent: as long as it lives.
        gather: writes into them what is known elsewhere, such as where the window is.
    """

    def __init__(self, settings: Settings, parent: QObject, gather: Callable[[], object]) -> None:
        super().__init__(parent)
        self._settings, self._gather = settings, gather
        self._kept = asdict(settings)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Write them for the last time."""
        self._timer.stop()
        save_settings(self._settings)

    def _look(self) -> None:
        self._gather()
        now = asdict(self._settings)
        if now != self._kept and save_settings(self._settings):
            self._kept = now
