"""The action that shows which shared reviews were held with a family."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.sharing.held_form import HeldForm
from vig_annotator.services import reel_building, sharing
from vig_annotator.services.workspace import Workspace


class HeldCommands(QObject):
    """Opens the screen of the reviews, and keeps the notes that are written there."""

    def __init__(self, bench: Bench, door: LibraryDoor, form: HeldForm) -> None:
        super().__init__(form)
        self._bench = bench
        self._door = door
        self._form = form

    def show(self) -> None:
        """Those with the family whose film is open."""
        film = self._bench.film
        if film is not None:
            self._show(film.ws, film.family.id)

    def show_family(self, family_id: str) -> None:
        """Those with a family."""
        ws = self._door.workspace
        if ws is not None:
            self._show(ws, family_id)

    def _show(self, ws: Workspace, family_id: str) -> None:
        reviews = sharing.reviews_of(ws, family_id)
        titles = {one.id: one.title for one in reel_building.reels_of(ws, family_id)}
        self._form.show_reviews(reviews, sharing.words_in(ws, reviews), titles, partial(_keep, ws))


def _keep(ws: Workspace, review_id: str, text: str) -> str:
    try:
        sharing.rewrite_notes(ws, review_id, text)
    except VigError as error:
        return str(error)
    return ""
