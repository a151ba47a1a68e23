"""Making reels in the background, one after the other, while somebody goes on coding. No Qt: the window is told through `Tell`.

One reel is made at a time: two at once would take as long together on two cores, and leave nothing for playing. What plays and is
coded meanwhile goes first.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from vig_annotator.errors import Cancelled
from vig_annotator.jobs import JobContext, stand_back

Work = Callable[[JobContext], object]
"""Makes what was asked for; such as ``lambda context: render_order(order, out, context, painter=painter)``."""


class State(StrEnum):
    """How far something that was asked for is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (State.WAITING, State.WORKING)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was asked for.

    Attributes:
        number: counted from 1, in the order in which it was asked for.
        title: for people.
        out: the file or folder that is made.
        share: done, 0 to 1.
        doing: what is being done, in plain words; may be empty.
        left_s: how many seconds it will still take, guessed from what is done; None while nobody can know.
        error: why it failed, or None.
        expected_s: how many seconds it was thought to take, before it was begun; None if nobody thought about it.
        took_s: how many seconds it took, of what is done.
        result: what the work answered.
    """

    number: int
    title: str
    out: Path
    state: State = State.WAITING
    share: float = 0.0
    doing: str = ""
    left_s: float | None = None
    error: BaseException | None = None
    expected_s: float | None = None
    took_s: float = 0.0
    result: object = None


Tell = Callable[[Item], None]
"""Told of every change of an item, on the queue's own thread (the window wraps it in a queued signal)."""

_KNOWN_FROM = 0.03  # of the work: before that a guess of what is left is worth nothing


class RenderQueue:
    """Works off what is asked for, in order; all methods may be called from any thread.

    Args:
        tell: see `Tell`.
        now_s: a clock that never goes back.
    """

    def __init__(self, tell: Tell = lambda item: None, now_s: Callable[[], float] = time.monotonic) -> None:
        self._tell, self._now_s = tell, now_s
        self._changed = threading.Condition()
        self._items: dict[int, Item] = {}
        self._works: dict[int, Work] = {}
        self._contexts: dict[int, JobContext] = {}
        self._began_s: dict[int, float] = {}
        self._last = 0
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="reel-queue", daemon=True)
        self._thread.start()

    @property
    def items(self) -> tuple[Item, ...]:
        """All that was asked for and not removed, in order."""
        with self._changed:
            return tuple(self._items.values())

    @property
    def busy(self) -> bool:
        """Whether anything waits or is being made."""
        return any(not item.state.ended for item in self.items)

    def add(self, title: str, out: Path, work: Work, expected_s: float | None = None) -> int:
        """Ask for something; answers its number."""
        with self._changed:
            self._last = number = self._last + 1
            self._items[number] = item = Item(number, title, out, expected_s=expected_s)
            self._works[number] = work
            self._changed.notify_all()
        self._tell(item)
        return number

    def again(self, number: int) -> None:
        """Ask once more for something that failed or was stopped; anything else stays as it is."""
        with self._changed:
            item = self._items.get(number)
            if item is None or item.state not in (State.FAILED, State.CANCELLED):
                return
            # It goes to the end, as whatever was asked for meanwhile was asked for first.
            del self._items[number]
            self._items[number] = item = Item(number, item.title, item.out, expected_s=item.expected_s)
            self._changed.notify_all()
        self._tell(item)

    def cancel(self, number: int) -> None:
        """Take back what waits, stop what is being made; nothing is left of it. What has ended stays as it is."""
        with self._changed:
            item = self._items.get(number)
            if item is None or item.state.ended:
                return
            if item.state is State.WORKING:
                self._contexts[number].cancel()
                return
            self._items[number] = item = replace(item, state=State.CANCELLED)
            self._changed.notify_all()
        self._tell(item)

    def forget(self, number: int) -> None:
        """Leave something that has ended out of the list; the file stays."""
        with self._changed:
            if number in self._items and self._items[number].state.ended:
                del self._items[number], self._works[number]

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until nothing waits or is being made; False if that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: all(i.state.ended for i in self._items.values()), timeout_s)

    def close(self) -> None:
        """Stop everything and end the thread; unfinished files are gone, and what waited counts as stopped."""
        with self._changed:
            self._closing = True
            for context in self._contexts.values():
                context.cancel()
            for number, item in self._items.items():
                if item.state is State.WAITING:
                    self._items[number] = replace(item, state=State.CANCELLED)
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        stand_back()
        while (number := self._next()) is not None:
            self._make(number)

    def _next(self) -> int | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self._waiting() is not None)
            number = None if self._closing else self._waiting()
            if number is not None:
                # Its context is there as soon as it counts as being made: from then on it can be stopped.
                self._contexts[number] = JobContext(partial(self._progress, number))
                self._began_s[number] = self._now_s()
                item = self._items[number]
                self._items[number] = replace(item, state=State.WORKING, left_s=item.expected_s)
            return number

    def _waiting(self) -> int | None:
        return next((n for n, item in self._items.items() if item.state is State.WAITING), None)

    def _progress(self, number: int, share: float, doing: str) -> None:
        gone_s = self._now_s() - self._began_s[number]
        if share >= _KNOWN_FROM:
            left_s: float | None = gone_s * (1 - share) / share
        else:
            expected_s = self._items[number].expected_s
            left_s = None if expected_s is None else max(1.0, expected_s - gone_s)
        self._set(number, share=share, doing=doing, left_s=left_s)

    def _make(self, number: int) -> None:
        self._tell(self._items[number])
        try:
            result = self._works[number](self._contexts[number])
        except Cancelled:
            self._end(number, State.CANCELLED)
        except BaseException as error:  # told to the window, which says it in plain words
            self._end(number, State.FAILED, error=error)
        else:
            self._end(number, State.DONE, result=result, share=1.0, left_s=0.0)

    def _end(self, number: int, state: State, **values: object) -> None:
        with self._changed:
            del self._contexts[number]
            took_s = self._now_s() - self._began_s.pop(number)
            ended = replace(self._items[number], state=state, doing="", left_s=None, took_s=took_s)
            self._items[number] = item = replace(ended, **values)  # type: ignore[arg-type]
            self._changed.notify_all()
        self._tell(item)

    def _set(self, number: int, **values: object) -> None:
        with self._changed:
            item = replace(self._items[number], **values)  # type: ignore[arg-type]
            self._items[number] = item
            self._changed.notify_all()
        self._tell(item)
