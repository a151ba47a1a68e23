"""What could go into the reel, the best first: moments, runs of received initiatives, positive tags; filtered; one click puts it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.annotating.moments_panel import PictureAt
from vig_annotator.gui.builder.kept_cards import KeptCards
from vig_annotator.gui.card_painter import CardPainter
from vig_annotator.gui.cards import Card, CardList
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.empty_state import cover_empty
from vig_annotator.gui.tick import Tick
from vig_annotator.model.reel_candidates import Candidate, Source, filtered
from vig_annotator.model.timecode import format_duration, format_short
from vig_annotator.services.reel_families import FamilyToChoose

_SOURCES = (
    ("Everything", None),
    ("Moments", Source.MOMENT),
    ("Runs of turns", Source.RUN),
    ("Positive tags", Source.ANNOTATION),
)


class CandidatesPanel(QWidget):
    """The list with its filters.

    Attributes:
        cards: of the candidates, as they were put into words.

    Signals:
        wanted(candidate): put it into the reel.
        family_chosen(id): candidates of another family are wanted.
    """

    wanted = Signal(object)
    family_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: Sequence[Candidate] = ()
        self._shown: Sequence[Candidate] = ()
        self._in_reel: frozenset[tuple[str, int, int]] = frozenset()
        self._sessions: Mapping[str, str] = {}
        self._codes: Mapping[str, str] = {}
        self._picture_of: Mapping[str, PictureAt] = {}
        self.cards = KeptCards[Candidate, Card]()
        head = QLabel("CANDIDATES")
        head.setProperty("role", "head")
        self.family = Choice("Of which family")
        self.family.hide()
        self.refusal = QLabel("")
        self.refusal.setProperty("role", "concern")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.source = Choice("Which candidates")
        for words, source in _SOURCES:
            self.source.addItem(words, source)
        self.code = Choice("Of which code")
        self.session = Choice("Of which session")
        self.starred = Tick("★ only")
        self.starred.setAccessibleName("Starred moments only")
        self.list = CardList("Candidates, the best first", self)
        self.list.setItemDelegate(CardPainter(self.list))
        self._empty = cover_empty(
            self.list.viewport(),
            lambda: "Nothing here yet.\n\nMark moments while you code, or tag what goes well.",
        )
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.source, 1)
        first.addWidget(self.starred)
        second.addWidget(self.code, 1)
        second.addWidget(self.session, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.family)
        column.addWidget(self.refusal)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.list, 1)
        self.family.activated.connect(lambda: self.family_chosen.emit(self.family.currentData()))
        for choice in (self.source, self.code, self.session):
            choice.activated.connect(self._narrow)
        self.starred.toggled.connect(self._narrow)
        self.list.button_clicked.connect(self._add)
        self.list.activated_card.connect(self._add)

    def show_families(self, families: Sequence[FamilyToChoose], chosen: str) -> None:
        """Show whose candidates can be looked at; nothing to choose where there is the reel's own family only."""
        self.family.clear()
        for one in families:
            about = "this family" if one.own else "no consent" if one.refusal else "consent is on file"
            self.family.addItem(f"{one.family.pseudonym} · {about}", one.family.id)
        self.family.setCurrentIndex(max(0, self.family.findData(chosen)))
        self.family.setVisible(len(families) > 1)
        refusal = next((one.refusal for one in families if one.family.id == chosen), "")
        self.refusal.setText(f"Nothing of this family can be put in: {refusal}.")
        self.refusal.setVisible(bool(refusal))

    def show_candidates(
        self,
        offered: Sequence[Candidate],
        sessions: Mapping[str, str],
        codes: Mapping[str, str],
        in_reel: frozenset[tuple[str, int, int]],
        picture_of: Mapping[str, PictureAt],
    ) -> None:
        """Show other candidates.

        Args:
            offered: the best first.
            sessions: titles by id.
            codes: labels by id, of codes that occur.
            in_reel: session, onset and offset of what is in the reel already.
            picture_of: by session id, where small pictures are.
        """
        if offered is not self._offered:
            self.cards.forget()
        if (codes, sessions) != (self._codes, self._sessions):
            _fill(self.code, "All codes", codes)
            _fill(self.session, "All sessions", sessions)
        self._offered, self._sessions, self._codes = offered, sessions, codes
        self._in_reel, self._picture_of = in_reel, picture_of
        self.session.setVisible(len(sessions) > 1)
        self._narrow()

    @property
    def chosen(self) -> Candidate | None:
        """The candidate whose card is chosen."""
        row = self.list.chosen_id
        return None if row is None else self._shown[int(row)]

    def _narrow(self) -> None:
        self._shown = filtered(
            self._offered,
            code_id=self.code.currentData(),
            session_id=self.session.currentData(),
            starred_only=self.starred.isChecked(),
            source=self.source.currentData(),
        )
        self.list.set_cards([self._card(number, one) for number, one in enumerate(self._shown)])
        self._empty.setVisible(not self._shown)

    def _card(self, number: int, one: Candidate) -> Card:
        there = (one.session_id, one.span.onset_us, one.span.offset_us) in self._in_reel
        picture_at = self._picture_of.get(one.session_id)
        picture = None if picture_at is None else picture_at(one.span.onset_us)
        seen = (number, there, id(picture), self._sessions.get(one.session_id), len(self._sessions) > 1)
        return self.cards.get(one, seen, lambda: self._made(number, one, there, picture))

    def _made(self, number: int, one: Candidate, there: bool, picture: QImage | None) -> Card:
        words = [self._sessions.get(one.session_id, "")] if len(self._sessions) > 1 else []
        if one.turns:
            words.append(f"{one.turns} turns")
        if one.seen_by > 1:
            words.append("both coders" if one.seen_by == 2 else f"{one.seen_by} coders")
        if one.concerns:
            words.append(f"shows “{one.concerns[0]}”")
        if there:
            words.append("in the reel")
        return Card(
            id=str(number),
            title=one.title,
            when=f"{format_short(one.span.onset_us)} · {format_duration(one.span.duration_us)}",
            words=" · ".join(words),
            concern=bool(one.concerns),
            starred=one.starred if one.source is Source.MOMENT else None,
            button="check" if there else "plus",
            button_name="In the reel already; put it in once more" if there else "Put it into the reel",
            picture=picture,
        )

    def _add(self, row: str) -> None:
        self.wanted.emit(self._shown[int(row)])


def _fill(choice: Choice, everything: str, rows: Mapping[str, str]) -> None:
    before = choice.currentData()
    choice.clear()
    choice.addItem(everything, None)
    for row_id, words in rows.items():
        choice.addItem(words, row_id)
    choice.setCurrentIndex(max(0, choice.findData(before)))
