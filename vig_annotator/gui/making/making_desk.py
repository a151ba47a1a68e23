"""The one queue of everything that is made of reels, for all windows: asks again before each is begun, keeps the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.messages import Messages
from vig_annotator.model.consent import Absence, Consent, Person
from vig_annotator.model.made_file import MadeFile
from vig_annotator.model.reel_style import FileFor
from vig_annotator.services import register
from vig_annotator.services.history import Changed
from vig_annotator.services.reel_queue import Item, RenderQueue, State
from vig_annotator.services.register import Written
from vig_annotator.services.workspace import Workspace
from vig_annotator.settings import Settings

if TYPE_CHECKING:
    # Loaded when something is made: the first window comes sooner.
    from vig_annotator.jobs import JobContext
    from vig_annotator.services.reel_estimates import Estimate, Pace
    from vig_annotator.services.reel_making import Making

_SHOWN_EVERY_MS = 100
_DONE_WORDS = {"film": "The film is made", "each": "The films are made", "stills": "The stills are saved"}


@dataclass(eq=False)
class _Ordered:
    """One thing that was asked for.

    Attributes:
        begun: its entries in the register, as long as they are not settled.
        written: files that are whole, noted by the queue's thread.
        thought: what its film was thought to cost, right before it was begun.
        refused: why it must not be made any more.
    """

    ws: Workspace
    reel_id: str
    making: Making
    out: Path
    pace: Pace
    begun: tuple[MadeFile, ...] = ()
    written: list[Written] = field(default_factory=list)
    thought: Estimate | None = None
    refused: VigError | None = None

    def __call__(self, context: JobContext) -> object:
        """Make it; on the queue's thread."""
        from vig_annotator.gui.making.keepsake_pages import QtSheetPainter
        from vig_annotator.gui.reels.text_painter import QtTextPainter
        from vig_annotator.reels.parts import ReelPlan
        from vig_annotator.services.reel_estimates import estimate, parts_there
        from vig_annotator.services.reel_making import make

        painter = QtTextPainter()

        def planned(plan: ReelPlan) -> None:
            there = parts_there(plan, painter, self.making.reel.segments)
            self.thought = estimate(plan, self.pace, there)

        # Whoever asked for it said that files of these names may be replaced.
        return make(
            self.making,
            self.out,
            context,
            overwrite=True,
            painter=painter,
            sheet_painter=QtSheetPainter(),
            made=self.written.append,
            planned=planned,
        )


class MakingDesk(QObject):
    """Holds the queue.

    Signals:
        changed: something of it is another way now.
        made(item): something is made.

    Args:
        settings: where what was learned about time and size is kept.
        messages: tells how it ended.
    """

    changed = Signal()
    made = Signal(object)
    _told = Signal(object)

    def __init__(self, settings: Settings, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._messages = settings, messages
        self._queue: RenderQueue | None = None
        self._orders: dict[int, _Ordered] = {}
        self._following: dict[Workspace, object] = {}
        # Progress is told for every picture; nobody can read that.
        self._soon = QTimer(self, singleShot=True, interval=_SHOWN_EVERY_MS)
        self._soon.timeout.connect(self.changed)
        self._told.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def items(self) -> tuple[Item, ...]:
        """All that was asked for and not removed, in order."""
        return self._queue.items if self._queue is not None else ()

    @property
    def busy(self) -> bool:
        """Whether anything waits or is being made."""
        return any(not item.state.ended for item in self.items)

    def refusal(self, number: int) -> VigError | None:
        """Why something was taken back that may not be made any more; None if it was not."""
        order = self._orders.get(number)
        return order.refused if order is not None else None

    def files(self, number: int) -> list[Path]:
        """The files of something, whether they are there or not."""
        order = self._orders.get(number)
        return order.making.files(order.out) if order is not None else []

    def pace(self, file_for: FileFor) -> Pace:
        """How making reels goes on this computer."""
        from vig_annotator.services.reel_estimates import Pace

        times, sizes = self._settings.render_times, self._settings.render_sizes
        return Pace(times.get(file_for, 100), sizes.get(file_for, 100))

    def add(
        self, ws: Workspace, reel_id: str, making: Making, out: Path, expected_s: float | None = None
    ) -> bool:
        """Ask for something; False, and it is told, where the same file is being made already."""
        files = set(making.files(out))
        waiting = [item.number for item in self.items if not item.state.ended]
        if any(files & set(self.files(number)) for number in waiting):
            self._messages.notice(
                f"“{out.name}” is being made already. Stop that first, or choose another name."
            )
            return False
        if self._queue is None:
            self._queue = RenderQueue(self._told.emit)
        if ws not in self._following:
            self._following[ws] = ws.events.subscribe(Changed, self._ask_again_after)
        pace = self.pace(making.reel.style.file_for)
        order = _Ordered(ws, reel_id, making, out, pace)
        try:
            self._begin(order)
        except VigError as error:
            self._messages.tell(error)
            return False
        number = self._queue.add(making.about.what, out, order, expected_s)
        self._orders[number] = order
        self.changed.emit()
        return True

    def again(self, number: int) -> None:
        """Try once more what failed or was stopped, if it may still be made."""
        order = self._orders.get(number)
        if self._queue is None or order is None:
            return
        order.refused = None
        try:
            self._require(order)
            self._begin(order)
        except VigError as error:
            self._messages.tell(error)
            return
        self._queue.again(number)
        self.changed.emit()

    def cancel(self, number: int) -> None:
        """Take it back, or stop it."""
        if self._queue is not None:
            self._queue.cancel(number)

    def forget(self, number: int) -> None:
        """Leave something that has ended out of the list."""
        if self._queue is not None:
            self._queue.forget(number)
            if not any(item.number == number for item in self._queue.items):
                self._orders.pop(number, None)
            self.changed.emit()

    def may_leave(self) -> bool:
        """Before the program or the library is closed: while something is made, ask; answers whether to go on."""
        going = [item for item in self.items if not item.state.ended]
        if not going:
            return True
        first = f"“{going[0].title}” is still being made."
        more = f" {len(going) - 1} more wait{'s' if len(going) == 2 else ''}." if len(going) > 1 else ""
        return self._messages.ask(
            first + more,
            "If you close now, it is stopped. Nothing is left of an unfinished film; what is finished stays.",
            yes="Stop and close",
            no="Go on making it",
        )

    def stop(self) -> None:
        """Stop everything, wait for its end, and settle the register: before the library is closed."""
        if self._queue is None:
            return
        self._queue.close()
        for order in self._orders.values():
            self._settle(order)
        self._queue = None
        self._orders.clear()
        for stop_following in self._following.values():
            assert callable(stop_following)
            stop_following()
        self._following.clear()
        self.changed.emit()

    def _begin(self, order: _Ordered) -> None:
        from vig_annotator.services import reel_making

        order.written.clear()
        order.begun = reel_making.begin(order.ws, order.making, order.out)

    def _settle(self, order: _Ordered) -> None:
        begun, order.begun = order.begun, ()
        if begun:
            register.settle(order.ws, begun, order.written)

    def _require(self, order: _Ordered) -> None:
        from vig_annotator.services import reel_making

        reel_making.require(order.ws, order.reel_id, order.making)

    def _follow(self, item: Item) -> None:
        """Something happened in the queue; on the window's thread."""
        order = self._orders.get(item.number)
        if order is None or self._queue is None:
            return
        if item.state is State.WORKING and not item.share:
            self._ask_again(item.number, order)
        if item.state.ended and order.begun:
            self._ended(item, order)
            self.changed.emit()
        elif not self._soon.isActive():
            self._soon.start()

    def _ended(self, item: Item, order: _Ordered) -> None:
        try:
            self._settle(order)
        except VigError as error:
            self._messages.tell(error)
        if item.state is State.DONE:
            self._learn(item, order)
            words = _DONE_WORDS.get(order.making.product, "The sheet is made")
            self._messages.say(f"{words}: “{item.out.name}”.")
            self.made.emit(item)
        elif order.refused is not None:
            self._messages.tell(order.refused)
        elif item.state is State.FAILED and item.error is not None:
            self._messages.tell(item.error)
        else:
            self._messages.say("Stopped. Nothing is left of what was not finished.")

    def _learn(self, item: Item, order: _Ordered) -> None:
        from vig_annotator.services.reel_estimates import learned

        if order.thought is None or len(order.written) != 1:
            return
        file_for = order.making.reel.style.file_for
        now = learned(order.pace, order.thought, item.took_s, order.written[0].size_bytes)
        self._settings.render_times[file_for.value] = now.time
        self._settings.render_sizes[file_for.value] = now.size

    def _ask_again_after(self, event: Changed) -> None:
        """Consent changed: whatever is not finished is asked about again."""
        rows = [change.row for change in event.change_set.changes]
        if any(isinstance(row, Consent | Person | Absence) for row in rows):
            for item in self.items:
                if not item.state.ended:
                    self._ask_again(item.number, self._orders[item.number])

    def _ask_again(self, number: int, order: _Ordered) -> None:
        assert self._queue is not None
        try:
            self._require(order)
        except VigError as error:  # also where the reel itself is gone
            order.refused = error
            self._queue.cancel(number)


def ahead_of(items: Sequence[Item], number: int) -> int:
    """How many are made before something that waits."""
    count = 0
    for item in items:
        if item.number == number:
            return count
        count += not item.state.ended
    return count
