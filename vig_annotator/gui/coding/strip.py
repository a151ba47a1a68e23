"""The timeline's film and sound lanes: read in the background, kept beside the library, dropped when another film comes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.timeline.timeline_view import TimelineView
from vig_annotator.jobs import JobContext
from vig_annotator.media import thumbnails, waveform
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.joined_index import parts_of
from vig_annotator.media.picture import Picture
from vig_annotator.media.waveform import Waveform

_PICTURES, _SOUND = "pictures for the timeline", "sound for the timeline"
_UNKNOWN = "The sound of this film can’t be shown."


class Strip(QObject):
    """Fills the two lanes of a timeline; `ended` is sent when there is no more to come for them."""

    ended = Signal()
    _made = Signal(int, object)

    def __init__(self, jobs: JobBridge, timeline: TimelineView) -> None:
        super().__init__(timeline)
        self._jobs = jobs
        self._timeline = timeline
        self._turn = 0
        # Pictures are handed over one by one while the job still runs.
        self._made.connect(self._add, Qt.ConnectionType.QueuedConnection)

    def start(self, path: Path, index: FrameIndex, caches: Path | None) -> None:
        """Read the lanes of a film."""
        self._turn += 1
        turn, parts = self._turn, parts_of(path, index)

        def pictures(context: JobContext) -> None:
            for part in parts:

                def made(one: Picture, starts_us: int = part.starts_us) -> None:
                    self._made.emit(turn, replace(one, time_us=one.time_us + starts_us))

                thumbnails.load_or_make(part.path, part.index, caches, context, made)

        self._timeline.set_sound(None, note="listening …")
        self._jobs.start(_PICTURES, pictures, self._end, on_failed=self._end)
        self._jobs.start(_SOUND, partial(waveform.listen, parts, caches), self._heard, on_failed=self._deaf)

    def stop(self) -> None:
        """Read no further."""
        self._turn += 1
        self._jobs.cancel(_PICTURES)
        self._jobs.cancel(_SOUND)

    def _add(self, turn: int, picture: Picture) -> None:
        if turn == self._turn:
            self._timeline.add_thumbnail(picture.time_us, picture.rgb)

    def _heard(self, found: Waveform) -> None:
        if found.reason:
            self._timeline.set_sound(None, note=found.reason)
        else:
            self._timeline.set_sound(found.peaks, found.per_second)
        self._end()

    def _deaf(self, _error: BaseException) -> None:
        self._timeline.set_sound(None, note=_UNKNOWN)
        self._end()

    def _end(self, _answer: object = None) -> None:
        if not (self._jobs.running(_PICTURES) or self._jobs.running(_SOUND)):
            self.ended.emit()
