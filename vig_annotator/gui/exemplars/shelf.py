"""The exemplars of the open library, and their pictures: read in the background, a few kept while the program runs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.coding.pictures import image_of
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.jobs import JobContext
from vig_annotator.media.joined_reader import open_pictures
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.mediatime import Span
from vig_annotator.services import exemplars
from vig_annotator.services.exemplars import Showing
from vig_annotator.services.history import Changed
from vig_annotator.services.recordings import PlacedFile, read_frames
from vig_annotator.services.workspace import Workspace

PICTURE = (320, 180)
_STEP_US = 100_000
_KEPT = 3


@dataclass(frozen=True, slots=True)
class Clip:
    """The pictures of an exemplar.

    Attributes:
        pictures: each with its time from the exemplar's start, in microseconds.
        duration_us: how long it lasts.
    """

    pictures: tuple[tuple[int, QImage], ...]
    duration_us: int


class ExemplarShelf(QObject):
    """Asks the library for exemplars, and whether they may be seen, each time.

    Signals:
        changed: an exemplar came, went, or is called otherwise; or the library is another one.
        arrived(exemplar id): its pictures are there, or can't be read.

    Args:
        door: the open library.
        jobs: slow work.
    """

    changed = Signal()
    arrived = Signal(str)

    def __init__(self, door: LibraryDoor, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door, self._jobs = door, jobs
        self._clips: OrderedDict[str, Clip] = OrderedDict()
        self._unreadable: set[str] = set()
        self._followed: Workspace | None = None
        door.changed.connect(self._follow_library)
        self._follow_library()

    def of_codebook(self, book: Codebook) -> list[Exemplar]:
        """The exemplars of a codebook, oldest first; none while no library is open."""
        ws = self._door.workspace
        return exemplars.exemplars_of(ws, book) if ws is not None else []

    def of_code(self, book: Codebook, code_id: str) -> list[Exemplar]:
        """Those of one code."""
        return [one for one in self.of_codebook(book) if one.code_id == code_id]

    def showing(self, exemplar: Exemplar) -> Showing:
        """Whether it may be seen now; its pictures are read if they are not there."""
        ws = self._door.workspace
        span = Span(exemplar.onset_us, exemplar.offset_us)
        if ws is None:
            return Showing((), span, "Not shown: no library is open.")
        told = exemplars.showing(ws, exemplar)
        if told.files and exemplar.id in self._unreadable:
            return Showing((), span, "Not shown: the film can’t be read.")
        if told.files and exemplar.id not in self._clips:
            self._jobs.start(
                "pictures of an exemplar",
                partial(_read, told.files, ws.caches_dir, told.span),
                partial(self._keep, exemplar.id),
                on_failed=lambda _: self._refuse(exemplar.id),
            )
        return told

    def clip(self, exemplar_id: str) -> Clip | None:
        """Its pictures, if they are there; to be asked only after `showing` allowed it."""
        return self._clips.get(exemplar_id)

    def origin(self, exemplar: Exemplar) -> str:
        """Whose film it is from."""
        ws = self._door.workspace
        try:
            return exemplars.origin(ws, exemplar) if ws is not None else ""
        except VigError:
            return ""

    def set_caption(self, exemplar_id: str, caption: str) -> None:
        """Say what to look at.

        Raises:
            VigError: it can't be written.
        """
        ws = self._door.workspace
        if ws is not None:
            exemplars.set_caption(ws, exemplar_id, caption)

    def let_go(self, exemplar_id: str) -> None:
        """Take an exemplar away.

        Raises:
            VigError: it can't be written.
        """
        ws = self._door.workspace
        if ws is not None:
            exemplars.let_go(ws, exemplar_id)

    def _keep(self, exemplar_id: str, clip: Clip) -> None:
        self._clips[exemplar_id] = clip
        while len(self._clips) > _KEPT:
            self._clips.popitem(last=False)
        self.arrived.emit(exemplar_id)

    def _refuse(self, exemplar_id: str) -> None:
        self._unreadable.add(exemplar_id)
        self.arrived.emit(exemplar_id)

    def _follow_library(self) -> None:
        ws = self._door.workspace
        if ws is not self._followed:
            self._followed = ws
            self._clips.clear()
            self._unreadable.clear()
            if ws is not None:
                ws.events.subscribe(Changed, self._tell)
            self.changed.emit()

    def _tell(self, event: Changed) -> None:
        if any(isinstance(one.row, Exemplar) for one in event.change_set.changes):
            self.changed.emit()


def _read(files: Sequence[PlacedFile], caches: Path | None, span: Span, context: JobContext) -> Clip:
    index = read_frames(files, caches, context)
    end_us = min(span.offset_us, index.end_us)
    frames = [index.frame_at(time) for time in range(span.onset_us, max(end_us, span.onset_us + 1), _STEP_US)]
    pictures: list[tuple[int, QImage]] = []
    with open_pictures(files[0][0], index) as reader:
        for frame in dict.fromkeys(frames):
            context.check()
            at_us = max(0, index.time_of(frame) - span.onset_us)
            pictures.append((at_us, image_of(reader.read(frame, PICTURE, onward=True, check=context.check))))
    return Clip(tuple(pictures), span.duration_us)
