"""pytest-qt's bot, with patience: a computer on which others work may need long for a picture or a sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

_FOR_EVER_MS = 180_000
"""What has not come by then never will."""


class PatientBot(QtBot):
    """Waits for what must come, however busy the computer is."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _FOR_EVER_MS) -> None:
        """Let the window work until something is so."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _FOR_EVER_MS, **others: Any) -> SignalBlocker:
        """Let the window work until something is told."""
        return super().waitSignal(signal, timeout=timeout, **others)
