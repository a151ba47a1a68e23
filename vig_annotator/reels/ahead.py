"""Work done ahead on a thread of its own, a few items at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """An iterator whose items another thread makes ready.

    That thread is at most `depth` items ahead. What it raises, `next` raises. Used in a ``with`` block: when the block
    ends, however it ends, the iterator is closed (on its own thread, so that what it holds open is closed there) and the
    thread has ended.

    Args:
        make: called on the thread; gives the items.
        depth: most items that wait to be taken.
        name: of the thread.
    """

    def __init__(self, make: Callable[[], Iterator[T]], depth: int, name: str) -> None:
        self._make = make
        self._depth = depth
        self._ready: deque[T] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._ended = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._ready.clear()
            self._changed.notify_all()
        self._thread.join()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        with self._changed:
            self._changed.wait_for(lambda: self._ready or self._ended)
            if self._ready:
                item = self._ready.popleft()
                self._changed.notify_all()
                return item
            if self._error is not None:
                raise self._error
            raise StopIteration

    def _run(self) -> None:
        error: BaseException | None = None
        items: Iterator[T] | None = None
        try:
            items = self._make()
            for item in items:
                if not self._put(item):
                    break
        except BaseException as raised:
            error = raised
        finally:
            close = getattr(items, "close", None)
            if close is not None:
                try:
                    close()
                except BaseException as raised:
                    error = error or raised
            with self._changed:
                self._ended, self._error = True, error
                self._changed.notify_all()

    def _put(self, item: T) -> bool:
        """Wait for room; answers whether anybody still wants the item."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._ready) < self._depth)
            if self._closed:
                return False
            self._ready.append(item)
            self._changed.notify_all()
            return True
