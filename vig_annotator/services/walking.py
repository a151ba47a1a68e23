"""Steps of the history that are too large for a window to wait for: walked beside it, each in one transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from vig_annotator.errors import Cancelled, VigError
from vig_annotator.jobs import JobContext
from vig_annotator.services.history import Changed, History, Tell
from vig_annotator.services.workspace import Workspace
from vig_annotator.tidying import without_collector

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Walked(Generic[T]):
    """What became of a walk.

    Attributes:
        answer: of the walk; None where it was stopped or refused.
        changes: what is on disk now, for `History.take_over` on the thread that opened the library; also of a walk that did not come to its end.
        trouble: why it did not; None where somebody stopped it.
    """

    answer: T | None
    changes: tuple[Changed, ...]
    trouble: VigError | None = None
    stopped: bool = False


def walk_beside(ws: Workspace, walk: Callable[[History, Tell], T], context: JobContext) -> Walked[T]:
    """Walk on another thread than the one that opened the library; a step that is stopped half-way is not done at all."""
    changes: list[Changed] = []
    with without_collector(), ws.on_this_thread() as side:
        side.events.subscribe(Changed, changes.append)
        try:
            answer = walk(side.history, context.report)
        except VigError as error:
            return Walked(None, tuple(changes), error)
        except Cancelled:
            return Walked(None, tuple(changes), stopped=True)
    return Walked(answer, tuple(changes))
