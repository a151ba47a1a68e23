"""Files and folders in the system's own programs, and where things are usually saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def show_folder(folder: Path) -> None:
    """Show a folder in the system's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def open_file(path: Path) -> None:
    """Open a file with whatever program the system opens its kind with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def films_folder(remembered: str) -> Path:
    """Where a film is to be saved: where one was last, else the person's own folder for films."""
    if remembered and Path(remembered).is_dir():
        return Path(remembered)
    films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    folder = Path(films) if films else Path.home()
    return folder if folder.is_dir() else Path.home()
