"""The stretch of the chosen clip that is marked: to be muted, subtitled or listened to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vig_annotator.model.mediatime import MediaTime, Span


class Marking(QObject):
    """Two ends, each of which may be missing; on the session's clock.

    Signals:
        changed: another stretch is marked, or none.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.onset_us: MediaTime | None = None
        self.offset_us: MediaTime | None = None

    @property
    def span(self) -> Span | None:
        """The stretch, once both ends are there."""
        if self.onset_us is None or self.offset_us is None:
            return None
        return Span(self.onset_us, self.offset_us)

    def begin(self, at_us: MediaTime) -> None:
        """It begins at a moment; an end before that counts no longer."""
        self.onset_us = at_us
        if self.offset_us is not None and self.offset_us <= at_us:
            self.offset_us = None
        self.changed.emit()

    def end(self, at_us: MediaTime) -> None:
        """It ends at a moment; a beginning after that counts no longer."""
        self.offset_us = at_us
        if self.onset_us is not None and self.onset_us >= at_us:
            self.onset_us = None
        self.changed.emit()

    def mark(self, span: Span | None) -> None:
        """Mark a stretch, or none."""
        self.onset_us = None if span is None else span.onset_us
        self.offset_us = None if span is None else span.offset_us
        self.changed.emit()
