"""The actions that erase a visit, a family or a person: look what goes, ask, do it in the background, show the start page anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.erasing.erase_form import EraseForm
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.jobs import JobContext
from vig_annotator.services import consent, erasing
from vig_annotator.services.erasing import Doomed, Erased, WhatGoes
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.erasing import DoomedFile

_LOOK, _ERASE = "look what would be erased", "erase for good"


class EraseCommands(QObject):
    """Erases; `erased` is sent when something is gone."""

    erased = Signal()

    def __init__(
        self, bench: Bench, door: LibraryDoor, opening: FilmOpening, form: EraseForm, finder: Finder
    ) -> None:
        super().__init__(form)
        self._bench, self._door, self._opening = bench, door, opening
        self._form, self._finder = form, finder
        self._doomed: Doomed | None = None
        form.wanted.connect(self._erase)

    def session(self) -> None:
        """Ask whether the visit that is open is to be erased."""
        self.ask_session(self._bench.open_film.session.id)

    def family(self) -> None:
        """Ask whether the family of the open film is to be erased."""
        self.ask_family(self._bench.open_film.family.id)

    def person(self) -> None:
        """Ask which person of the open film's family is to be erased."""
        self.ask_person(self._bench.open_film.family.id)

    def ask_session(self, session_id: str) -> None:
        """Ask whether a visit is to be erased."""
        ws = self._door.workspace
        if ws is not None:
            self._look(ws, erasing.a_session(ws, session_id))

    def ask_family(self, family_id: str) -> None:
        """Ask whether a family is to be erased."""
        ws = self._door.workspace
        if ws is not None:
            self._look(ws, erasing.a_family(ws, family_id))

    def ask_person(self, family_id: str) -> None:
        """Ask which person of a family is to be erased."""
        ws = self._door.workspace
        people = consent.people(ws, family_id) if ws is not None else []
        if ws is None or not people:
            self._bench.messages.say("Nobody of this family is named yet: see “Consent…”.")
            return

        def entry(person_id: str, name: str) -> Entry:
            return Entry(name, lambda: self._look(ws, erasing.a_person(ws, person_id)))

        self._finder.ask("Erase whom?", [entry(one.id, one.called) for one in people])

    def _look(self, ws: Workspace, doomed: Doomed) -> None:
        self._bench.messages.say("Looking for everything that belongs to it …")

        def work(_context: JobContext) -> WhatGoes:
            with ws.store.on_this_thread() as store:
                return erasing.what_goes(store, doomed)

        self._bench.jobs.start(_LOOK, work, partial(self._show, doomed))

    def _show(self, doomed: Doomed, goes: WhatGoes) -> None:
        self._doomed = doomed
        self._form.show_doomed(doomed, goes)

    def _erase(self, typed: str, files: Sequence[DoomedFile]) -> None:
        ws, doomed, jobs = self._door.workspace, self._doomed, self._bench.jobs
        if ws is None or doomed is None or jobs.running(_ERASE):
            return
        if self._bench.making():
            self._form.show_trouble(
                "Something of a reel is being made. Wait until it is done, or stop it; then erase."
            )
            return
        self._opening.close_film()
        caches, stamp = ws.caches_dir, ws.stamp()

        def work(context: JobContext) -> Erased:
            with ws.store.on_this_thread() as store:
                return erasing.erase(
                    store, doomed, typed, files, caches, who=stamp.who, at=stamp.at, context=context
                )

        self._form.show_progress(0.0, "Erasing")
        jobs.start(
            _ERASE,
            work,
            partial(self._done, ws),
            on_failed=self._failed,
            on_progress=self._form.show_progress,
        )

    def _done(self, ws: Workspace, gone: Erased) -> None:
        ws.renew()
        for session_id in gone.session_ids:
            self._bench.settings.places.pop(session_id, None)
        self._form.show_done(gone)
        self.erased.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, VigError):
            self._form.show_trouble("It could not be erased.")
            self._bench.messages.tell(error)
            return
        self._form.show_trouble(str(error))
