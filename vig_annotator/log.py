"""The program's own diary: what went wrong inside, without a word about families.

The log and the crash reports hold no names, notes, captions or folders of films: paths are cut out
whole, because even a file name can name a child.
"""

from __future__ import annotations

import logging
import logging.handlers
import re
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import platformdirs

_QUOTED = re.compile(r"“[^”]*”|'[^'\n]*'|\"[^\"\n]*\"")
# From where a path begins to the end of the line: a folder's or film's name may hold spaces, so its end can't be told.
_PATH = re.compile(r"(?<!\w)(?:[A-Za-z]:)?[\\/]\S.*")
_LOG_BYTES = 512 * 1024


def log_folder() -> Path:
    """Where the diary is kept (made on first use)."""
    folder = Path(platformdirs.user_log_dir("VIG Annotator", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def without_names(text: str) -> str:
    """The text with quoted words and paths taken out, so that it can be sent to somebody."""
    return _PATH.sub("…", _QUOTED.sub("“…”", text))


def crash_report(error: BaseException) -> str:
    """What happened, as code places and the kind of error; the message itself is cleaned of names and paths."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    lines = [f"{type(error).__name__}: {without_names(str(error))}", *places]
    if cause is not None and cause is not error:
        lines += ["after:", crash_report(cause)]
    return "\n".join(lines)


class _NamelessFormatter(logging.Formatter):
    """Writes no path and no quoted word."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {without_names(record.getMessage())}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + crash_report(record.exc_info[1])
        return line


def start_log() -> None:
    """Write the diary of this run; a folder that can't be written is no reason not to start."""
    try:
        handler = logging.handlers.RotatingFileHandler(
            log_folder() / "vig-annotator.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(_NamelessFormatter())
    root = logging.getLogger("vig_annotator")
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def catch_bugs(tell: Callable[[BaseException], None]) -> None:
    """Send every error that nobody caught, on any thread, to the diary and then to `tell`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logging.getLogger("vig_annotator").critical("a bug", exc_info=(kind, error, trace))
        tell(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
