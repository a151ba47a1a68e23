"""A progress line on the terminal; silent where nobody looks."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from vig_annotator.jobs import JobContext

_WIDTH = 30


@contextmanager
def progress_context(title: str) -> Iterator[JobContext]:
    """A job context whose progress is drawn on stderr if that is a terminal; what asks the program to stop cancels it cleanly."""
    visible = sys.stderr is not None and sys.stderr.isatty()

    def draw(fraction: float, message: str) -> None:
        filled = round(fraction * _WIDTH)
        click.echo(
            f"\r{message or title} [{'█' * filled}{'·' * (_WIDTH - filled)}] {fraction:4.0%}",
            nl=False,
            err=True,
        )

    context = JobContext(draw if visible else None)

    def stop(signal_number: int, frame: FrameType | None) -> None:
        if context.cancelled:  # asked twice: don't wait for the job to notice
            raise KeyboardInterrupt
        context.cancel()

    previous = {number: signal.signal(number, stop) for number in _stopping_signals()}
    try:
        yield context
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        if visible:
            click.echo("\r\033[K", nl=False, err=True)


def _stopping_signals() -> list[signal.Signals]:
    """What asks the program to stop. SIGHUP is unknown on Windows, and stays ignored under ``nohup``."""
    found = [signal.SIGINT, signal.SIGTERM]
    hang_up = getattr(signal, "SIGHUP", None)
    if hang_up is not None and signal.getsignal(hang_up) is not signal.SIG_IGN:
        found.append(hang_up)
    return found
