"""Slow work, off the window's thread: takes values, gives values, can be stopped.

A job is a function ``work(ctx) -> value``. It calls ``ctx.report(fraction)`` now and then; that call also raises
`Cancelled` when somebody asked it to stop, so a job that reports progress can be cancelled without further care. The same call
waits while the job is held, so such a job can also be told to stand back for a while.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from vig_annotator.errors import Cancelled

T = TypeVar("T")
Progress = Callable[[float, str], None]

_STANDS_BACK_NICE, _STANDS_BACK_WINDOWS = 10, -2
"""Not the very lowest priority: a job holds the interpreter's lock now and then, and if it got no processor at all while it
does, the window would wait for it."""


class JobContext:
    """What a job's work function is given: the way to report and to notice a cancel."""

    def __init__(self, on_progress: Progress | None = None) -> None:
        self._cancel = threading.Event()
        self._go_on = threading.Event()
        self._go_on.set()
        self._on_progress = on_progress

    def report(self, fraction: float, message: str = "") -> None:
        """Tell how far the work is.

        Args:
            fraction: done share, 0.0 to 1.0 (clamped).
            message: what is being done, in plain words; may be empty.

        Raises:
            Cancelled: somebody called `cancel`.
        """
        self.check()
        if self._on_progress is not None:
            self._on_progress(min(1.0, max(0.0, fraction)), message)

    def check(self) -> None:
        """Wait for as long as the work is held; raise `Cancelled` if somebody called `cancel`."""
        self._go_on.wait()
        if self._cancel.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next report, also if it is held; safe from any thread."""
        self._cancel.set()
        self._go_on.set()

    def hold(self) -> None:
        """Have the work wait at its next report until `release`; safe from any thread."""
        if not self._cancel.is_set():
            self._go_on.clear()
        if self._cancel.is_set():  # cancelled meanwhile
            self._go_on.set()

    def release(self) -> None:
        """Let held work go on; no harm if it is not held."""
        self._go_on.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._cancel.is_set()

    def share(self, start: float, stop: float) -> JobContext:
        """A context for one step of the work, whose 0 to 1 is `start` to `stop` of the whole; cancelled together."""
        return _Share(self, start, stop)


class _Share(JobContext):
    """One step of a larger job."""

    def __init__(self, whole: JobContext, start: float, stop: float) -> None:
        super().__init__(lambda done, message: whole.report(start + done * (stop - start), message))
        self._cancel, self._go_on = whole._cancel, whole._go_on


class Job(Generic[T]):
    """One run of a work function on a thread of its own.

    The callbacks run on that thread; the window wraps them in queued signals (`gui/bridge.py`). Exactly one of
    `on_done` and `on_failed` is called, at the end; a job that noticed a cancel fails with
    `Cancelled`, one that had already finished is done.

    Args:
        name: of what is done.
        work: does it.
        on_progress, on_done, on_failed: told how it goes.
        stands_back: whether everything else on the computer goes first.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[JobContext], T],
        *,
        on_progress: Progress | None = None,
        on_done: Callable[[T], None] | None = None,
        on_failed: Callable[[BaseException], None] | None = None,
        stands_back: bool = False,
    ) -> None:
        self.name = name
        self.context = JobContext(on_progress)
        self._work = work
        self._stands_back = stands_back
        self._on_done = on_done
        self._on_failed = on_failed
        self._thread = threading.Thread(target=self._run, name=f"job-{name}", daemon=True)

    def start(self) -> Job[T]:
        """Begin; answers itself."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop; it ends at its next report."""
        self.context.cancel()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for the end, at most `timeout_s` seconds; answers whether it has ended."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    @property
    def running(self) -> bool:
        """Whether the thread is alive."""
        return self._thread.is_alive()

    def _run(self) -> None:
        if self._stands_back:
            stand_back()
        try:
            value = self._work(self.context)
        except BaseException as error:
            if self._on_failed is not None:
                self._on_failed(error)
            return
        if self._on_done is not None:
            self._on_done(value)


def stand_back() -> None:
    """Lower the priority of the thread that calls, and of those that it starts, where the system lets a thread have one of its own."""
    with suppress(OSError, AttributeError):
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _STANDS_BACK_NICE)
        elif sys.platform == "win32":
            kernel = ctypes.windll.kernel32
            kernel.GetCurrentThread.restype = ctypes.c_void_p
            kernel.SetThreadPriority(ctypes.c_void_p(kernel.GetCurrentThread()), _STANDS_BACK_WINDOWS)
