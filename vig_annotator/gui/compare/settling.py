"""Settling what two coders see differently, in the comparing window: each choice is one step and is on disk at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from vig_annotator.analysis.side_by_side import Match, Verdict
from vig_annotator.errors import VigError
from vig_annotator.gui.compare.consensus_bar import ConsensusBar
from vig_annotator.gui.compare.moment_walk import MomentWalk
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.messages import Messages
from vig_annotator.model.codebook import Kind
from vig_annotator.model.settlement import Choice
from vig_annotator.services import consensus
from vig_annotator.services.comparing import Comparison
from vig_annotator.services.history import Changed
from vig_annotator.services.workspace import Workspace


class Settling(QObject):
    """Does what the consensus bar offers.

    Args:
        ws: the open library.
        walk: which moment is looked at.
        bar: where choices are made.
        finder: finds another code.
        messages: tells what can't be done.
    """

    def __init__(
        self,
        ws: Workspace,
        walk: MomentWalk,
        bar: ConsensusBar,
        finder: Finder,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ws, self._walk, self._bar = ws, walk, bar
        self._finder, self._messages = finder, messages
        self._compared: Comparison | None = None
        walk.moved.connect(self._show)
        self._stop_following = ws.events.subscribe(Changed, lambda _changed: self._show())

    def close(self) -> None:
        """Follow the library no longer."""
        self._stop_following()

    def show_comparison(self, compared: Comparison) -> None:
        """Settle this from now on."""
        self._compared = compared
        self._show()

    def settle(self, choice: Choice, code: str = "") -> None:
        """Settle the moment that is looked at, then go on to the next."""
        match, compared = self._walk.match, self._compared
        if match is None or compared is None:
            self._messages.say("Choose a moment first: press N for the next disagreement.")
            return
        if self._messages.attempt(lambda: consensus.settle(self._ws, compared, match, choice, code)):
            self._walk.go(1)

    def ask_for_code(self) -> None:
        """Settle it with a code that neither used, found by typing."""
        match, compared = self._walk.match, self._compared
        if match is None or compared is None:
            self._messages.say("Choose a moment first: press N for the next disagreement.")
            return
        kind = Kind.POINT if match.tags[0].event.onset_us == match.tags[0].event.offset_us else Kind.STATE
        entries = [
            Entry(code.label, lambda code_id=code.id: self.settle(Choice.NEW, code_id), words=code.id)  # type: ignore[misc]
            for code in compared.codebooks[0].active_codes
            if code.kind is kind
        ]
        self._finder.ask("What was it?", entries)

    def take_agreed(self) -> None:
        """Take over what both call the same."""
        compared = self._compared
        if compared is not None:
            self._messages.attempt(lambda: consensus.take_agreed(self._ws, compared))

    def undo(self) -> None:
        """Take back the last step."""
        self._walked("Undone", self._ws.history.undo)

    def redo(self) -> None:
        """Do it again."""
        self._walked("Done again", self._ws.history.redo)

    def _walked(self, word: str, step: Callable[[], str | None]) -> None:
        try:
            label = step()
        except VigError as error:
            self._messages.tell(error)
            return
        self._messages.say(f"{word}: {label}" if label else "There is nothing to take back.")

    def _show(self) -> None:
        compared = self._compared
        if compared is None:
            return
        progress = consensus.progress(self._ws, compared)
        match = self._walk.match
        known = None if match is None else progress.settled.get(consensus.about(match))
        self._bar.show_moment(None if known is None else known.choice, _possible(match))
        agreed = {consensus.about(one) for one in compared.matches if one.verdict is Verdict.SAME}
        agreed_left = len(agreed.difference(progress.settled))
        self._bar.show_count(progress.count, progress.total, agreed_left)


def _possible(match: Match | None) -> tuple[Choice, ...]:
    if match is None:
        return ()
    taken = [choice for choice, tag in ((Choice.A, match.a), (Choice.B, match.b)) if tag is not None]
    return (*taken, Choice.NEW, Choice.NEITHER)
