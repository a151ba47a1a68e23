"""The actions about files of other programs: each method is a row of the action table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QMainWindow

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.interchange.export_commands import ExportCommands
from vig_annotator.gui.interchange.export_screen import ExportScreen
from vig_annotator.gui.interchange.import_commands import ImportCommands, is_importable
from vig_annotator.gui.interchange.import_screen import ImportScreen
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.overlay import Overlay


class ExchangeCommands:
    """Both screens and what leads to them.

    Args:
        bench: the open film and its tools.
        window: the main window.
        door: the open library.
        open_session: goes on with a session.
    """

    def __init__(
        self, bench: Bench, window: QMainWindow, door: LibraryDoor, open_session: Callable[[str], object]
    ) -> None:
        self.import_screen = ImportScreen(window)
        self.export_screen = ExportScreen(window)
        self.imports = ImportCommands(bench, window, door, self.import_screen, open_session)
        self.exports = ExportCommands(bench, window, door, self.export_screen)

    @property
    def screens(self) -> tuple[Overlay, ...]:
        """What may lie over the window."""
        return self.import_screen, self.export_screen

    def bring_in(self) -> None:
        """Choose files of other programs and take them in."""
        self.imports.choose()

    def take_out(self) -> None:
        """Write sessions for another program."""
        self.exports.choose()

    def reel(self) -> None:
        """Write the reel for an editing program."""
        self.exports.reel()

    def drop(self, paths: Sequence[Path]) -> None:
        """Files were dropped on the window."""
        self.imports.begin(paths)


def dropped_files(data: QMimeData) -> list[Path]:
    """The files and folders that are dropped, if all of them are for importing; else none."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths if paths and all(is_importable(one) for one in paths) else []


def dropped_film(data: QMimeData) -> Path | None:
    """The first file that is dropped, or None."""
    for url in data.urls():
        if url.isLocalFile() and Path(url.toLocalFile()).is_file():
            return Path(url.toLocalFile())
    return None
