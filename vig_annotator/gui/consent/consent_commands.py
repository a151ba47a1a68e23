"""The actions about consent: opening its screen for the film that is open, for a family, or where something was refused."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.consent.consent_form import ConsentForm
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.register.register_commands import RegisterCommands
from vig_annotator.model.coder import Role
from vig_annotator.model.consent import Person, Purpose
from vig_annotator.services import consent
from vig_annotator.services.coders import who_works
from vig_annotator.services.workspace import Workspace


class ConsentCommands:
    """Opens the screen for consent."""

    def __init__(
        self,
        bench: Bench,
        door: LibraryDoor,
        form: ConsentForm,
        register: RegisterCommands,
        line_form: LineForm,
    ) -> None:
        self._bench = bench
        self._door = door
        self._form = form
        self._register = register
        self._line_form = line_form
        form.taken_back.connect(self._show_made)

    def show(self) -> None:
        """The consent of the family whose film is open."""
        film = self._bench.film
        if film is not None:
            self._form.show_family(film.ws, film.family.id, film.session.id)

    def show_family(self, family_id: str) -> None:
        """The consent of a family."""
        ws = self._door.workspace
        if ws is not None:
            self._form.show_family(ws, family_id)

    def allow_exceptions(self) -> None:
        """A supervisor says whether the service allows film to be shown without consent on file, with a reason."""
        ws = self._door.workspace
        if ws is None:
            return
        if consent.exceptions_allowed(ws):
            self._decide(ws, False, "")
        elif who_works(ws).role is Role.SUPERVISOR:
            self._line_form.ask(
                "Which law, or which policy of your service, allows exceptions?",
                "",
                lambda reason: self._decide(ws, True, reason),
            )
        else:
            self._decide(ws, True, "")  # refused, with who could

    def _decide(self, ws: Workspace, allowed: bool, reason: str) -> None:
        """A missing reason is said in the form, everything else in the window."""
        try:
            consent.decide_exceptions(ws, allowed, reason)
        except RuleViolation as error:
            if self._line_form.isVisible():
                raise
            self._bench.messages.notice(str(error))
            return
        self._bench.messages.say(
            "Exceptions are possible now in this library: each one needs a reason and stays in the log."
            if allowed
            else "Without consent on file nothing is shown or saved for others."
        )

    def _show_made(self, persons: Sequence[Person], purposes: Sequence[Purpose]) -> None:
        """Consent was taken back or refused: show what was already made with it."""
        if self._register.any_touched(persons, purposes):
            self._form.close_over()
            self._register.show_touched(persons, purposes)
