"""The hand of a person at the window: presses keys, clicks, and looks at what is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sample_clips.frame_pattern import read_pattern
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.moment import Moment
from vig_annotator.services.moments import moments_of
from vig_annotator.settings import Settings
from vig_annotator.storage import queries


class Hand:
    """Works one window, as its only user."""

    def __init__(
        self, qtbot: QtBot, library: Path, *, size: tuple[int, int] = (1366, 768), coder: str = "AB"
    ) -> None:
        self._qtbot = qtbot
        self._open = True
        self.said: list[str] = []
        theme().set_choice(ThemeChoice.LIGHT)
        self.settings = Settings(library=str(library), coder=coder)
        self.window = MainWindow(self.settings)
        self.window.messages.said.connect(self.said.append)
        self.window.resize(*size)
        self.window.show()
        self.until(self.window.isActiveWindow)
        self.window.start()

    def close(self) -> None:
        """Close the window; once is enough."""
        if self._open:
            self._open = False
            self.window.close()
            self.window.deleteLater()

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        self._qtbot.waitUntil(condition)

    def open(self, path: Path) -> None:
        """Open a film and wait until its frames are known and its first picture is there."""
        self.window.films.open_path(path)
        self.until_ready()

    def until_ready(self) -> None:
        """Wait until a film's frames are known and a picture is there."""
        bench = self.window.bench
        self.until(
            lambda: (
                bench.film is not None and bench.film.index is not None and bench.player.picture is not None
            )
        )

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key as the action table writes it: ``Ctrl+G``, ``b``, ``Shift+Left``."""
        for _ in range(times):
            combination: QKeyCombination = QKeySequence(keys)[0]
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type words where the keys go."""
        QTest.keyClicks(self._focus(), text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget."""
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )

    def go_to(self, frame: int) -> None:
        """Go to a frame by Ctrl+G and wait until it is on the screen."""
        self.press("Ctrl+G")
        self.type(f"f{frame}")
        self.press("Return")
        self.until_shown(frame)

    def until_shown(self, frame: int) -> None:
        """Wait until a frame is on the screen."""
        self.until(lambda: self.window.player.shown_frame == frame)

    @property
    def number_on_screen(self) -> int | None:
        """The number that is drawn in the picture on the screen."""
        picture = self.window.view.picture
        return None if picture is None else read_pattern(picture.rgb)

    @property
    def tags(self) -> list[Annotation]:
        """The annotations as they are on disk, by onset."""
        film = self.window.bench.open_film
        with film.ws.store.reading() as connection:
            return queries.annotations_of(connection, film.coding_pass.id)

    @property
    def moments(self) -> list[Moment]:
        """The moments as they are on disk."""
        film = self.window.bench.open_film
        return moments_of(film.ws, film.session.id)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window
