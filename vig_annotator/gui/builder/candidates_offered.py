"""Which candidates are offered: of the reel's family or, for training and research, of another one; and putting one into the reel."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.builder.candidates_panel import CandidatesPanel
from vig_annotator.gui.builder.family_films import FamilyFilms, key_of
from vig_annotator.gui.builder.open_reel import OpenReel
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.messages import Messages
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.reel_candidates import Candidate
from vig_annotator.services import reel_building, reel_candidates
from vig_annotator.services.reel_families import FamilyToChoose, families_for
from vig_annotator.services.sessions import sessions_of


class CandidatesOffered(QObject):
    """Fills the panel.

    Attributes:
        times_worked_out: how often all codings were read for it.

    Signals:
        put_in(id): a clip was put in.

    Args:
        reel: the open reel.
        panel: shows them.
        pictures: small pictures of films.
        films: reads a family's films.
        messages: asks about concerns.
    """

    put_in = Signal(str)

    def __init__(
        self,
        reel: OpenReel,
        panel: CandidatesPanel,
        pictures: Pictures,
        films: FamilyFilms,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reel, self._panel, self._pictures = reel, panel, pictures
        self._films, self._messages = films, messages
        self._family_id = reel.reel.family_id
        self._families: list[FamilyToChoose] | None = None
        self._families_of: object = None
        self._offered: list[Candidate] | None = None
        self._labels: dict[str, str] = {}
        self._seen: object = None
        self.times_worked_out = 0

    def forget(self) -> None:
        """Something changed that is not about reels: work everything out anew (all codings are read for it)."""
        self._offered = self._families = self._seen = None

    def choose_family(self, family_id: str) -> None:
        """Offer candidates of a family."""
        if family_id and family_id != self._family_id:
            self._family_id, self._offered = family_id, None
            self.show()

    def show_pictures(self) -> None:
        """More small pictures are there."""
        self._seen = None
        self.show()

    def show(self) -> None:
        """Show what could go into the reel."""
        reel, ws = self._reel.reel, self._reel.ws
        if self._families is None or self._families_of != reel.audience:
            self._families, self._families_of = families_for(ws, reel.id), reel.audience
        if self._family_id not in {one.family.id for one in self._families}:
            self._family_id, self._offered = reel.family_id, None
        self._films.want(self._family_id)
        if self._offered is None:
            try:
                self._offered = reel_candidates.candidates_for(ws, self._family_id)
            except VigError as error:
                self._messages.tell(error)
                return
            labels = reel_candidates.labels_of(ws, self._family_id)
            codes = sorted({code for one in self._offered for code in one.code_ids})
            self._labels = {code: labels.get(code, code) for code in codes}
            self.times_worked_out += 1
        offered, films = self._offered, self._reel.films
        titles = {one.id: one.title for one in sessions_of(ws, self._family_id)}
        there = frozenset((clip.session_id, clip.onset_us, clip.offset_us) for clip in self._reel.clips)
        # A caption or a speed changes nothing here; only pictures that arrived do, and they come by `show_pictures`.
        seen = (reel.audience, self._family_id, there, titles, dict(films), id(offered))
        if seen == self._seen:
            return
        self._seen = seen
        picture_of = {
            session_id: partial(self._pictures.get, film.path) for session_id, film in films.items()
        }
        self._panel.show_families(self._families, self._family_id)
        self._panel.show_candidates(offered, titles, self._labels, there, picture_of)
        for key, film in films.items():
            wanted = [one.span.onset_us for one in offered if one.session_id == key]
            wanted += [clip.onset_us for clip in self._reel.clips if key_of(clip) == key]
            places = [one - film.starts_at_us for one in wanted if film.starts_at_us <= one < film.end_us]
            self._pictures.want(film.path, film.index, places)

    def put(self, candidate: Candidate) -> None:
        """Put a candidate at the end of the reel; what would show a parent a concern is asked about first."""
        reel = self._reel.reel
        stretch = reel_candidates.stretch_of(candidate)
        allowed = False
        if candidate.concerns and reel.audience in STRENGTHS_FIRST:
            allowed = self._messages.ask(
                f"This moment shows “{candidate.concerns[0]}”, which is a concern.",
                "A reel for a parent shows what goes well. Put it in only if you and your supervisor mean to show it.",
                yes="Show it on purpose",
                no="Leave it out",
            )
            if not allowed:
                return
        known = {clip.id for clip in self._reel.clips}
        if self._reel.attempt(
            lambda: reel_building.add_stretches(self._reel.ws, reel.id, [stretch], concern_allowed=allowed)
        ):
            self.put_in.emit(next((clip.id for clip in self._reel.clips if clip.id not in known), ""))
