"""Somebody who presses, seeks, drags and edits at random for as long as one likes, and what must not come of it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from hypothesis import strategies as st
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from vig_annotator.gui.actions import ACTIONS
from vig_annotator.gui.main_window import MainWindow

NEVER = frozenset(
    # They end the program, or open dialogs of the system, other windows or other films.
    (
        "film.quit", "film.open", "film.relink", "film.export_table", "film.save_picture", "film.choose_library", "film.open_demo",
        "film.start_page", "making.film", "making.each", "making.stills", "making.sheet", "codebook.edit", "codebook.new_from",
        "codebook.manual", "codebook.take_over",
        "help.about", "help.print_keys", "view.full_screen", "guide.tour", "tag.calibrate",
    )
)  # fmt: skip
_MENU_MS = 50
_SAFE_TOPICS = ("Play", "Tag", "Moments", "View", "Picture")


@dataclass(frozen=True)
class Deed:
    """One thing that is done: what, and how much of it."""

    what: str
    how_much: int = 0


def deeds() -> st.SearchStrategy[Deed]:
    """Everything that may be done, keys most often."""
    actions = [row.id for row in ACTIONS if row.topic.value in _SAFE_TOPICS and row.id not in NEVER]
    keys = [f"key {row.keys[0]}" for row in ACTIONS if row.keys and row.id in actions]
    return st.one_of(
        st.builds(Deed, st.sampled_from([f"code {n}" for n in range(30)])),
        st.builds(Deed, st.sampled_from(keys)),
        st.builds(Deed, st.sampled_from([f"do {one}" for one in actions])),
        st.builds(
            Deed, st.sampled_from(["seek", "drag", "box", "wheel", "click"]), st.integers(0, 1_000_000)
        ),
        st.builds(Deed, st.just("type"), st.integers(0, 9)),
        st.builds(Deed, st.just("wait"), st.integers(0, 40)),
        st.builds(Deed, st.sampled_from(["undo all", "redo all"])),
    )


@dataclass
class Watch:
    """What went wrong, as it comes."""

    errors: list[str] = field(default_factory=list)
    _hook: Callable[..., object] | None = None

    def __enter__(self) -> Watch:
        self._hook = sys.excepthook
        sys.excepthook = self._caught
        return self

    def __exit__(self, *_: object) -> None:
        assert self._hook is not None
        sys.excepthook = self._hook

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.errors.append(f"{kind.__name__}: {error}")


def memory_mb() -> float | None:
    """Memory that the program holds now; None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * 4096 / 1e6


def threads() -> int:
    """Threads that the program itself has started and not ended."""
    return sum(not isinstance(one, threading._DummyThread) for one in threading.enumerate())


class Restless:
    """Works a window in which a film is open."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.bench.open_film.session.id if window.bench.film is not None else ""
        self.done = 0
        # A menu that a key opened would wait for ever for somebody to choose.
        self._closer = QTimer(window, interval=_MENU_MS)
        self._closer.timeout.connect(self._close_menu)
        self._closer.start()

    def do(self, deed: Deed) -> None:
        """Do one thing, and let the window work."""
        word, _, rest = deed.what.partition(" ")
        window = self._window
        self._go_back_to_the_film()
        if word == "code":
            codes = [code for code in window.bench.open_film.codebook.active_codes if code.key]
            self._press(str(codes[int(rest) % len(codes)].key))
        elif word == "key":
            self._press(rest)
        elif word == "do":
            window.actions_.trigger(rest)
        elif word == "type":
            QTest.keyClicks(self._focus(), str(deed.how_much))
            self._press("Esc")
        elif word == "seek":
            window.player.seek(window.bench.open_film.end_us * deed.how_much // 1_000_000)
        elif deed.what in ("undo all", "redo all"):
            self._walk("tag.undo" if word == "undo" else "tag.redo")
        elif word != "wait":
            self._mouse(word, deed.how_much)
        self.let_work(deed.how_much if word == "wait" else 0)
        self._leave_what_lies_over()
        self.done += 1

    def let_work(self, ms: int) -> None:
        """Let the window do what it has to do."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def _press(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]  # type: ignore[index]
        QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())

    def _walk(self, action_id: str) -> None:
        action = self._window.actions_.qaction(action_id)
        for _ in range(10_000):
            if not action.isEnabled():
                return
            action.trigger()

    def _mouse(self, word: str, where: int) -> None:
        timeline = self._window.screen_.timeline
        if not timeline.isVisible():
            return
        x, y = 160 + where % 1000, 8 + where // 1000 % max(timeline.height() - 10, 1)
        start, end = (
            QPoint(x, y),
            QPoint(160 + where * 7 % 1000, 8 + where * 3 % max(timeline.height() - 10, 1)),
        )
        if word == "click":
            QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=start)
        elif word == "wheel":
            timeline.zoom(1.5 if where % 2 else 0.6, float(x))
        else:
            modifier = (
                Qt.KeyboardModifier.ControlModifier if word == "box" else Qt.KeyboardModifier.NoModifier
            )
            QTest.mousePress(timeline, Qt.MouseButton.LeftButton, modifier, start)
            QTest.mouseMove(timeline, (start + end) / 2)
            QTest.mouseMove(timeline, end)
            QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, modifier, end)

    def _go_back_to_the_film(self) -> None:
        """A button leads to the start page; who wants to go on coding opens the film again."""
        window = self._window
        if window.bench.film is None:
            window.films.open_session(self._session)
        while window.bench.film is None or window.bench.film.index is None or window.player.picture is None:
            self.let_work(20)
        self._session = window.bench.film.session.id

    def _close_menu(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def _leave_what_lies_over(self) -> None:
        self._close_menu()
        for overlay in self._window.overlays:
            overlay.close_over()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window
