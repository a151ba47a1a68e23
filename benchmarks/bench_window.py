"""The program's own window for a measurement: 1366x768, on a screen in memory, with a home and library of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

from vig_annotator.gui.application import make_application
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.settings import Settings
from vig_annotator.tidying import put_off

sys.path.append(str(Path(__file__).resolve().parents[1]))

from tests.builders.sound_server import SoundServer, missing_program, sound_server

SIZE = (1366, 768)


@contextmanager
def screen() -> Iterator[str]:
    """A screen in memory for what Qt does next: Xvfb, or Qt's own where Xvfb is not installed. Answers its name."""
    if which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            os.environ["DISPLAY"] = f":{answer.readline().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield "Xvfb"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def sound() -> Iterator[SoundServer | None]:
    """A sound server whose only device plays into the void, for what is played next; None where there is none."""
    if missing_program() is not None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="vig-snd-") as folder, sound_server(Path(folder)) as server:
        os.environ["PULSE_SERVER"] = server.environment["PULSE_SERVER"]
        yield server


class PaintedFrames(QObject):
    """Notes when the film's widget first paints each frame.

    Attributes:
        times: by frame, seconds on the computer's monotonic clock.
    """

    def __init__(self, view: FilmView) -> None:
        super().__init__(view)
        self.times: dict[int, float] = {}
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note it, let it through."""
        if event.type() == QEvent.Type.Paint and self._view.picture is not None:
            self.times.setdefault(self._view.picture.frame, time.monotonic())
        return False


class BenchWindow:
    """The window, shown, on a library; `screen` first.

    Args:
        home: a folder for settings, logs and the library.
    """

    def __init__(self, home: Path) -> None:
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        put_off()
        self.app = make_application()
        theme().set_choice(ThemeChoice.LIGHT)
        settings = Settings(library=str(home / "library"), coder="bench")
        self.window = MainWindow(settings, keep_settings=False)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.start()

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work, as it does for a person, until something is so."""
        loop, timer = QEventLoop(), QTimer()
        timer.timeout.connect(lambda: loop.quit() if condition() else None)
        timer.start(20)
        if not condition():
            loop.exec()

    def open(self, film: Path) -> None:
        """Open a film; wait for its frames, its first picture, and the timeline's pictures and sound."""
        self.window.films.open_path(film)
        self.until_ready()

    def until_ready(self) -> None:
        """Wait for the frames of a film, its first picture, and the timeline's pictures and sound."""
        bench = self.window.bench
        self.until(
            lambda: (
                bench.film is not None and bench.film.index is not None and bench.player.picture is not None
            )
        )
        names = ("pictures for the timeline", "sound for the timeline")
        self.until(lambda: not any(bench.jobs.running(name) for name in names))

    def close(self) -> None:
        """Close it and let it go."""
        self.window.close()
        self.window.deleteLater()
        self.app.processEvents()
