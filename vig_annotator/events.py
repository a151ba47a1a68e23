"""One small event bus: who changed what is told to whoever asked to know.

Events are plain frozen values. Handlers run at once, on the thread that published (the window's thread, for every
change of data). A handler that raises is a bug and is let through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
Unsubscribe = Callable[[], None]


class EventBus:
    """Delivers each published event to the handlers of exactly its type, in the order of subscription."""

    def __init__(self) -> None:
        self._handlers: dict[type, list[Callable[[Any], None]]] = {}

    def subscribe(self, event_type: type[E], handler: Callable[[E], None]) -> Unsubscribe:
        """Call `handler` for each event of `event_type`; the answer, called once, ends that."""
        handlers = self._handlers.setdefault(event_type, [])
        handlers.append(handler)

        def unsubscribe() -> None:
            if handler in handlers:
                handlers.remove(handler)

        return unsubscribe

    def publish(self, event: object) -> None:
        """Tell every handler of the event's type."""
        for handler in tuple(self._handlers.get(type(event), ())):
            handler(event)
