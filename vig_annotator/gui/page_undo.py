"""Undo on the start page: of what was done on the page itself (consent, names, families), never of tags that can't be seen there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.services.workspace import Workspace


class PageUndo(QObject):
    """Steps that were made since the start page came up; `changed` is sent when one was taken back or made again."""

    changed = Signal()

    def __init__(self, door: LibraryDoor, opening: FilmOpening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._before: str | None = None
        self._undone = 0
        door.changed.connect(self._arrive)
        opening.closed.connect(self._arrive)

    @property
    def workspace(self) -> Workspace | None:
        """The open library."""
        return self._door.workspace

    @property
    def undo_label(self) -> str | None:
        """What the next undo takes back; None where nothing was done here."""
        ws = self._door.workspace
        if ws is None or ws.store.next_undo(ws.coder) == self._before:
            return None
        return ws.history.undo_label

    @property
    def redo_label(self) -> str | None:
        """What the next redo makes again; None where nothing was taken back here."""
        ws = self._door.workspace
        return ws.history.redo_label if ws is not None and self._undone else None

    def undo(self, *, knowingly: bool = False) -> str | None:
        """Take back the last step that was made here; answers what it was.

        Args:
            knowingly: whoever undoes was told that it puts consent back on file that is not there now.

        Raises:
            ConsentGivenBack: it would, and they were not.
            StaleEdit: what it made was changed since.
            LibraryNotWritable: the disk is full, or refuses.
        """
        ws = self._door.workspace
        if ws is None or self.undo_label is None:
            return None
        label = ws.history.undo(knowingly=knowingly)
        self.walked(on=False)
        return label

    def redo(self, *, knowingly: bool = False) -> str | None:
        """Make the step again that was taken back last; argument and errors as of `undo`."""
        ws = self._door.workspace
        if ws is None or self.redo_label is None:
            return None
        label = ws.history.redo(knowingly=knowingly)
        self.walked(on=True)
        return label

    def walked(self, *, on: bool) -> None:
        """A step was taken back, or (`on`) made again."""
        self._undone += -1 if on else 1
        self.changed.emit()

    def _arrive(self) -> None:
        ws = self._door.workspace
        self._before = ws.store.next_undo(ws.coder) if ws is not None else None
        self._undone = 0
