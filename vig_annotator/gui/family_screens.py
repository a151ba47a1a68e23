"""The screens about a family beside its films: consent, what was made of them, the shared review; puts their parts together."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.consent.consent_commands import ConsentCommands
from vig_annotator.gui.consent.consent_form import ConsentForm
from vig_annotator.gui.erasing.erase_commands import EraseCommands
from vig_annotator.gui.erasing.erase_form import EraseForm
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.finder import Finder
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.plan.plan_commands import PlanCommands
from vig_annotator.gui.plan.plan_form import PlanForm
from vig_annotator.gui.reels.check_list import CheckForm, ReelChecks
from vig_annotator.gui.reels.reel_panel import ReelPanel
from vig_annotator.gui.register.register_commands import RegisterCommands
from vig_annotator.gui.register.register_form import RegisterForm
from vig_annotator.gui.sharing.held_commands import HeldCommands
from vig_annotator.gui.sharing.held_form import HeldForm
from vig_annotator.gui.sharing.share_commands import ShareCommands


class FamilyScreens:
    """Makes the screens, and holds who does what is wanted in them.

    Attributes:
        consent_form, register_form, check_form: what lies over the window.
        consent, register, sharing: who does the actions.
        checks: looks through the reel.
    """

    def __init__(
        self,
        bench: Bench,
        window: QMainWindow,
        door: LibraryDoor,
        opening: FilmOpening,
        panel: ReelPanel,
        finder: Finder,
        line_form: LineForm,
    ) -> None:
        self.consent_form, self.register_form = ConsentForm(window), RegisterForm(window)
        self.register = RegisterCommands(bench, door, self.register_form)
        self.consent = ConsentCommands(bench, door, self.consent_form, self.register, line_form)
        self.sharing = ShareCommands(bench, window)
        self.plan_form = PlanForm(window)
        self.plan = PlanCommands(bench, door, self.plan_form)
        self.held_form = HeldForm(window)
        self.held = HeldCommands(bench, door, self.held_form)
        self.erase_form = EraseForm(window)
        self.erasing = EraseCommands(bench, door, opening, self.erase_form, finder)
        self.check_form = CheckForm(window)
        self.checks = ReelChecks(bench, opening, panel, self.check_form)
        self.check_form.clip_wanted.connect(panel.list.chosen)
        bench.messages.consent_wanted.connect(self.consent.show_family)

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What lies over the window while it is open."""
        return (
            self.consent_form,
            self.register_form,
            self.check_form,
            self.plan_form,
            self.held_form,
            self.erase_form,
        )

    @property
    def doers(self) -> dict[str, object]:
        """Who does the actions, by the first part of their ids."""
        return {
            "consent": self.consent,
            "register": self.register,
            "share": self.sharing,
            "plan": self.plan,
            "held": self.held,
            "erase": self.erasing,
        }
