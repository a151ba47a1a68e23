"""The screens about a family beside its films: consent, and what was made of them; puts their parts together."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.consent.consent_commands import ConsentCommands
from vig_annotator.gui.consent.consent_form import ConsentForm
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.register.register_commands import RegisterCommands
from vig_annotator.gui.register.register_form import RegisterForm


class FamilyScreens:
    """Makes the screens, and holds who does what is wanted in them.

    Attributes:
        consent_form, register_form: what lies over the window.
        consent, register: who does the actions of that name.
    """

    def __init__(self, bench: Bench, window: QMainWindow, door: LibraryDoor) -> None:
        self.consent_form, self.register_form = ConsentForm(window), RegisterForm(window)
        self.register = RegisterCommands(bench, door, self.register_form)
        self.consent = ConsentCommands(bench, door, self.consent_form, self.register)
        bench.messages.consent_wanted.connect(self.consent.show_family)

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What lies over the window while it is open."""
        return (self.consent_form, self.register_form)

    @property
    def doers(self) -> dict[str, object]:
        """Who does the actions, by the first part of their ids."""
        return {"consent": self.consent, "register": self.register}
