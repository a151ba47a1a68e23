"""Silence is a test result: what must not happen during any test, and the watch over it.

Each guard is a context manager that fails the test at its end (or at once, where the culprit would block).
"""

from __future__ import annotations

import logging
import re
import socket
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

import pytest

_JOIN_SECONDS = 60.0
_STATIC_DIALOGS = {
    "QMessageBox": ("information", "question", "warning", "critical", "about", "aboutQt"),
    "QFileDialog": (
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
        "getExistingDirectory",
        "getOpenFileUrl",
        "getOpenFileUrls",
        "getSaveFileUrl",
        "getExistingDirectoryUrl",
    ),
    "QInputDialog": ("getText", "getMultiLineText", "getItem", "getInt", "getDouble"),
    "QColorDialog": ("getColor",),
    "QFontDialog": ("getFont",),
}


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def quiet_log(expected: list[str]) -> Iterator[None]:
    """No record at WARNING or above, save those that match one of the `expected` patterns; each of these must occur."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    messages = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in collector.records]
    unexpected = [m for m in messages if not any(re.search(p, m) for p in expected)]
    missing = [p for p in expected if not any(re.search(p, m) for m in messages)]
    if unexpected:
        pytest.fail("the log was not silent:\n" + "\n".join(unexpected), pytrace=False)
    if missing:
        pytest.fail(f"expected in the log, but not there: {missing}", pytrace=False)


@contextmanager
def no_leftover_threads() -> Iterator[None]:
    """Every thread that the test started has ended, daemons too."""
    before = set(threading.enumerate())
    yield
    left = []
    for thread in set(threading.enumerate()) - before:
        # Qt's own threads show up as dummies once Python code has run on them; they belong to Qt.
        if isinstance(thread, threading._DummyThread):
            continue
        thread.join(_JOIN_SECONDS)
        if thread.is_alive():
            left.append(thread.name)
    if left:
        pytest.fail(f"threads were left running: {sorted(left)}", pytrace=False)


_opened: list[sqlite3.Connection] | None = None


def _notice_database(event: str, args: tuple[Any, ...]) -> None:
    if event == "sqlite3.connect/handle" and _opened is not None:
        _opened.append(args[0])


sys.addaudithook(_notice_database)


@contextmanager
def no_open_database() -> Iterator[None]:
    """Every database that the test opened is closed."""
    global _opened
    _opened = opened = []
    try:
        yield
    finally:
        _opened = None
    left = sum(_is_open(connection) for connection in opened)
    if left:
        pytest.fail(f"{left} database connection(s) were left open", pytrace=False)


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.interrupt()  # the one harmless call that may be made from any thread
    except sqlite3.ProgrammingError:
        return False
    return True


@contextmanager
def no_network() -> Iterator[None]:
    """Any attempt to reach another machine, or to look one up, raises at once."""

    def forbidden(name: str, real: Any) -> Any:
        def guarded(self: socket.socket, *args: Any, **kwargs: Any) -> Any:
            if self.family == getattr(socket, "AF_UNIX", None):
                return real(self, *args, **kwargs)
            raise AssertionError(f"the program tried to use the network: {name}{args}")

        return guarded

    def no_lookup(*args: Any, **kwargs: Any) -> NoReturn:
        raise AssertionError(f"the program tried to look up a machine: {args}")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto", "bind"):
            patch.setattr(socket.socket, name, forbidden(name, getattr(socket.socket, name)))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, no_lookup)
        yield


@dataclass
class Dialogs:
    """Answers prepared for dialogs that would wait for a person, and what was asked.

    Attributes:
        answers: what the next dialogs give back, in order: the result of `exec`, or of a static function.
        asked: class name and text (or title) of each dialog that came up.
    """

    answers: list[Any] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)

    def answer(self, *values: Any) -> None:
        """Prepare answers for the next dialogs."""
        self.answers.extend(values)

    def take(self, kind: str, text: str) -> Any:
        """The next answer.

        Raises:
            AssertionError: nobody expected this dialog.
        """
        self.asked.append((kind, text))
        if not self.answers:
            self.unasked.append(f"{kind}: {text}")
            raise AssertionError(f"an unasked dialog came up: {kind}: {text}")
        return self.answers.pop(0)


@contextmanager
def no_unasked_dialog() -> Iterator[Dialogs]:
    """No dialog waits for a person unless the test prepared its answer, and none is left on the screen."""
    dialogs = Dialogs()
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None:
        yield dialogs
        return

    def executed(self: Any, *_: Any) -> Any:
        text = self.text() if hasattr(self, "text") else ""
        return dialogs.take(type(self).__name__, text or self.windowTitle())

    def static(kind: str, name: str) -> Any:
        def asked(*args: Any, **kwargs: Any) -> Any:
            words = [str(a) for a in (*args, *kwargs.values()) if isinstance(a, str)]
            return dialogs.take(f"{kind}.{name}", " / ".join(words))

        return staticmethod(asked)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(widgets.QDialog, "exec", executed)
        for kind, names in _STATIC_DIALOGS.items():
            for name in names:
                patch.setattr(getattr(widgets, kind), name, static(kind, name))
        yield dialogs
    if dialogs.unasked:
        pytest.fail(f"unasked dialogs came up: {dialogs.unasked}", pytrace=False)
    if dialogs.answers:
        pytest.fail(f"dialogs were expected but did not come up: {dialogs.answers}", pytrace=False)
    app = widgets.QApplication.instance()
    left = [] if app is None else [w for w in app.topLevelWidgets() if w.isVisible() and w.isModal()]
    if left:
        names = [w.windowTitle() or type(w).__name__ for w in left]
        for widget in left:
            widget.close()
        pytest.fail(f"dialogs were left on the screen: {names}", pytrace=False)
