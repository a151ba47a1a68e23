"""Slow work and the window: a job's answers come back on the window's thread; answers nobody waits for are dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from vig_annotator.errors import Cancelled
from vig_annotator.jobs import Job, JobContext, Progress

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Watch:
    """One run of a job and who waits for it."""

    name: str
    job: Job[Any]
    on_done: Callable[[Any], None]
    on_failed: Callable[[BaseException], None]
    on_progress: Progress | None


class JobBridge(QObject):
    """Starts jobs for a window and hands their answers to it.

    A job is known by a name: starting another one of the same name cancels the first, and what the first still
    answers is dropped. After `stop` nothing is handed out any more.

    Args:
        tell: is given every error that a job's own `on_failed` does not take.
    """

    _answered = Signal(int, str, object)

    def __init__(self, tell: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._watches: dict[int, _Watch] = {}
        self._ended: list[Job[Any]] = []
        self._next = 0
        self._answered.connect(self._hand_out, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        name: str,
        work: Callable[[JobContext], T],
        on_done: Callable[[T], None],
        *,
        on_failed: Callable[[BaseException], None] | None = None,
        on_progress: Progress | None = None,
        stands_back: bool = False,
    ) -> None:
        """Run `work` on a thread of its own; the callbacks run on the window's thread.

        Args:
            name: of what is done; a job that still runs under it is cancelled.
            work: must touch no widget and no row that the window may change.
            on_done: is given the answer.
            on_failed: is given the error; a cancel is not told. Without it, the error is told to the user.
            on_progress: is given the done share (0 to 1) and words.
            stands_back: whether everything else goes first.
        """
        self.cancel(name)
        self._next += 1
        number = self._next

        def progress(share: float, words: str) -> None:
            self._answered.emit(number, "progress", (share, words))

        job: Job[T] = Job(
            name,
            work,
            on_progress=progress,
            on_done=lambda value: self._answered.emit(number, "done", value),
            on_failed=lambda error: self._answered.emit(number, "failed", error),
            stands_back=stands_back,
        )
        self._watches[number] = _Watch(name, job, on_done, on_failed or self._tell, on_progress)
        job.start()

    def cancel(self, name: str) -> None:
        """Ask the job of that name to stop, and forget its answer; no harm if there is none."""
        for number in [n for n, watch in self._watches.items() if watch.name == name]:
            watch = self._watches.pop(number)
            watch.job.cancel()
            self._ended = [job for job in self._ended if job.running] + [watch.job]

    def hold(self, name: str, held: bool) -> None:
        """Have the job of that name stand back, or go on; no harm if there is none."""
        for watch in self._watches.values():
            if watch.name == name:
                context = watch.job.context
                (context.hold if held else context.release)()

    def running(self, name: str) -> bool:
        """Whether an answer of that job is still waited for."""
        return any(watch.name == name for watch in self._watches.values())

    def stop(self) -> None:
        """Ask all jobs to stop and wait until they have: at the end, before what they use is closed."""
        for name in {watch.name for watch in self._watches.values()}:
            self.cancel(name)
        for job in self._ended:
            job.wait()
        self._ended = []

    def _hand_out(self, number: int, kind: str, value: Any) -> None:
        watch = self._watches.get(number)
        if watch is None:
            return  # stale: cancelled, or replaced by a newer one
        if kind == "progress":
            if watch.on_progress is not None:
                watch.on_progress(*value)
            return
        del self._watches[number]
        self._ended = [job for job in self._ended if job.running] + [watch.job]
        if kind == "done":
            watch.on_done(value)
        elif not isinstance(value, Cancelled):
            watch.on_failed(value)
