"""The library that the window has open: opening, changing, closing; every trouble is told in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import LibraryBusy, LibraryError, VigError
from vig_annotator.gui.messages import Messages
from vig_annotator.services import register
from vig_annotator.services.workspace import Workspace
from vig_annotator.settings import Settings


class LibraryDoor(QObject):
    """Holds the open workspace.

    Signals:
        changed: it is another one, or none.
        leaving: it is closed as soon as this was heard: whoever works with it lets go of it.
    """

    changed = Signal()
    leaving = Signal()

    def __init__(self, settings: Settings, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._messages = messages
        self._ws: Workspace | None = None
        self._usual = True
        self._may_leave: Callable[[], bool] = lambda: True

    @property
    def workspace(self) -> Workspace | None:
        """The open library; None where it can't be opened."""
        return self._ws

    @property
    def usual(self) -> bool:
        """Whether it is the person's own library, not one opened for once (such as the demo)."""
        return self._usual

    def ask_before_leaving(self, may_leave: Callable[[], bool]) -> None:
        """Have somebody asked before the library is closed for another one."""
        self._may_leave = may_leave

    def may_leave(self) -> bool:
        """Ask whether the library that is open may be closed for another one."""
        return self._ws is None or self._may_leave()

    def open(self, folder: Path, *, coder: str | None = None, usual: bool = True) -> bool:
        """Open a library instead of the one that is open; answers whether that could be done.

        Args:
            folder: of the library; made if it is not there.
            coder: who works; the one of the settings if not given.
            usual: whether it is the person's own library, to be opened again next time.
        """
        if not self.may_leave():
            return False
        before = self._ws.folder if self._ws is not None else None
        self.close()
        try:
            self._ws = Workspace.open(folder, coder or self._settings.coder_name)
            register.settle_left(self._ws)
        except VigError as error:
            self.close()  # it was opened, but could not be written to
            self._tell(error, folder, coder, usual)
            if before is not None and before != folder.absolute():
                self._reopen(before)
            self.changed.emit()
            return False
        self._usual = usual
        if usual:
            self._settings.library = str(self._ws.folder) if folder != Settings().library_folder else ""
        self._messages.clear()
        self.changed.emit()
        return True

    def open_sealed(self, ws: Workspace) -> None:
        """A sealed packet takes the library's place until another library is opened; `may_leave` was asked before."""
        self.close()
        self._ws, self._usual = ws, False
        self._messages.clear()
        self.changed.emit()

    def set_coder(self, name: str) -> None:
        """Somebody else works from now on."""
        now = self._ws.coder if self._ws is not None else self._settings.coder_name
        if not name or name == now or (self._ws is not None and self._ws.sealed):
            return
        if self._usual:
            self._settings.coder = name
        if self._ws is not None:
            self._ws.work_as(name)
        self.changed.emit()

    def close(self) -> None:
        """Let go of the library."""
        if self._ws is not None:
            self.leaving.emit()
            self._ws.close()
            self._ws = None

    def _reopen(self, folder: Path) -> None:
        try:
            self._ws = Workspace.open(folder, self._settings.coder_name)
        except LibraryError as error:
            self._messages.tell(error)

    def _tell(self, error: VigError, folder: Path, coder: str | None, usual: bool) -> None:
        if isinstance(error, LibraryBusy):
            self._messages.tell(error, "Try again", lambda: self.open(folder, coder=coder, usual=usual))
        else:
            self._messages.notice(str(error))
