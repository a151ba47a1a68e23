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
    """A job context whose progress is drawn on stderr when that is a terminal; Ctrl-C and SIGTERM cancel the job cleanly."""
    visible = sys.stderr.isatty()

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

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield context
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        if visible:
            click.echo("\r\033[K", nl=False, err=True)
