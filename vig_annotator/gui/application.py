"""Starts Qt and the window, and stays until the window is closed."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.log import catch_bugs
from vig_annotator.settings import APP_NAME, load_settings


def make_application() -> QApplication:
    """Qt's application object; the one that is there, if there is one."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    app.setApplicationDisplayName(APP_NAME)
    app.setDesktopFileName("vig-annotator")
    return app


def run(film: Path | None = None, library: Path | None = None, demo: bool = False) -> int:
    """Open the program's window and stay until it is closed.

    Args:
        film: a film to open at once, or None for the start page.
        library: the library's folder; the person's own if not given.
        demo: open the demo session instead.

    Returns:
        The exit status.
    """
    app = make_application()
    settings = load_settings()
    theme().set_choice(_choice(settings.theme))
    window = MainWindow(settings)
    catch_bugs(window.messages.caught)
    window.place.restore()
    window.show()
    window.start(library, film, demo=demo)
    return app.exec()


def _choice(name: str) -> ThemeChoice:
    try:
        return ThemeChoice(name)
    except ValueError:
        return ThemeChoice.SYSTEM
