"""The actions about training: each method is a row of the action table.

What compares codings is loaded when it is asked for: the first window comes sooner.
"""

from __future__ import annotations

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.compare.compare_commands import CompareCommands
from vig_annotator.gui.compare.training_forms import AttemptLog, ReferenceForm
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.reference import (
    USUAL_AGAIN_AFTER_DAYS,
    USUAL_PASS_MARK_PERCENT,
    Reference,
    TrainingAttempt,
)
from vig_annotator.model.session import Session
from vig_annotator.services import references
from vig_annotator.services.workspace import Workspace


class TrainingCommands:
    """Marking a reference, comparing with it, the log.

    Args:
        bench: the open film.
        door: the open library.
        comparing: opens the comparing window.
        form: asks for the pass mark.
        log: shows attempts.
    """

    def __init__(
        self,
        bench: Bench,
        door: LibraryDoor,
        comparing: CompareCommands,
        form: ReferenceForm,
        log: AttemptLog,
    ) -> None:
        self._bench, self._door = bench, door
        self._comparing, self._form, self._log = comparing, form, log

    def mark(self) -> None:
        """Make the coding on the screen the reference of its film."""
        from vig_annotator.services import training

        film = self._bench.open_film
        known = references.reference_of(film.ws, film.session.id)
        percent = USUAL_PASS_MARK_PERCENT if known is None else known.pass_mark_percent
        days = USUAL_AGAIN_AFTER_DAYS if known is None else known.again_after_days

        def keep(percent: int, days: int) -> None:
            training.mark_reference(film.ws, film.coding_pass.id, percent, days)
            self._bench.messages.say(f"{film.coding_pass.coder}’s coding is the reference now.")

        self._form.ask(percent, days, keep)

    def unmark(self) -> None:
        """Say that the coding on the screen is the reference no longer."""
        from vig_annotator.services import training

        film = self._bench.open_film
        if self._bench.messages.attempt(lambda: training.unmark_reference(film.ws, film.coding_pass.id)):
            self._bench.messages.say(f"{film.coding_pass.coder}’s coding is the reference no longer.")

    def check(self) -> None:
        """Compare the coding on the screen with the reference."""
        from vig_annotator.analysis.double_coding import Settings
        from vig_annotator.services import training

        film = self._bench.open_film
        try:
            compared = training.against_reference(film.ws, film.coding_pass, Settings())
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self._comparing.open_for(film.ws, [compared.a, compared.b], film.files, training=True)

    def log(self) -> None:
        """Show every attempt."""
        from vig_annotator.services import training

        ws = self._door.workspace
        if ws is None:
            return

        def film(attempt: TrainingAttempt) -> str:
            return _film(ws, attempt)

        def codebook(attempt: TrainingAttempt) -> str:
            snapshot = ws.get(CodebookSnapshot, attempt.snapshot_id)
            return f"{snapshot.title} {snapshot.version}"

        self._log.show_log(training.attempts(ws), film, codebook)


def _film(ws: Workspace, attempt: TrainingAttempt) -> str:
    reference = ws.get(Reference, attempt.reference_id)
    return ws.get(Session, ws.get(CodingPass, reference.pass_id).session_id).title
