"""The menu of a family, or of one of its films, on the start page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from vig_annotator.gui.family_names import FamilyNames
from vig_annotator.gui.family_screens import FamilyScreens


class FamilyMenu:
    """Shows the menu; what is chosen is done by whom it belongs to.

    Args:
        window: it lies over.
        screens: about a family beside its films.
        names: of families and films.
        find_lost: asks where a film is that is not where it was.
    """

    def __init__(
        self, window: QWidget, screens: FamilyScreens, names: FamilyNames, find_lost: Callable[[str], object]
    ) -> None:
        self._window, self._screens, self._names, self._find_lost = window, screens, names, find_lost

    def show(self, family_id: str, session_id: str, at: QPoint) -> None:
        """Show the menu of a family; of a film, if one is named."""
        screens, names = self._screens, self._names
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("Consent…").triggered.connect(lambda: screens.consent.show_family(family_id))
        menu.addAction("Plan…").triggered.connect(lambda: screens.plan.show_family(family_id))
        menu.addAction("Shared reviews…").triggered.connect(lambda: screens.held.show_family(family_id))
        menu.addAction("What was made…").triggered.connect(lambda: screens.register.show_family(family_id))
        menu.addAction("Name and hope…").triggered.connect(lambda: names.change_family(family_id))
        if session_id:
            menu.addSeparator()
            menu.addAction("Film’s name…").triggered.connect(lambda: names.rename_session(session_id))
            menu.addAction("Show where the film is…").triggered.connect(lambda: self._find_lost(session_id))
            menu.addAction("Erase this visit…").triggered.connect(
                lambda: screens.erasing.ask_session(session_id)
            )
        menu.addSeparator()
        menu.addAction("Erase a person…").triggered.connect(lambda: screens.erasing.ask_person(family_id))
        menu.addAction("Erase this family…").triggered.connect(lambda: screens.erasing.ask_family(family_id))
        menu.popup(at)
