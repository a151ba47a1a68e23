"""The table of consent: a row for each purpose, a column for each person, what they said in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from vig_annotator.gui.consent.consent_words import cell_warns, cell_words, purpose_title
from vig_annotator.gui.theme import theme
from vig_annotator.model.consent import ROLE_WORDS, Consent, Person, Purpose, Standing, standing

_ROW_PX = 30
_PURPOSES = tuple(Purpose)


class ConsentTable(QTableWidget):
    """Choose cells, whole rows or whole columns; `chosen_changed` tells that others are chosen."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(len(_PURPOSES), 0, parent)
        self.setAccessibleName("What each person said, by purpose")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalHeaderLabels([purpose_title(one) for one in _PURPOSES])
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_PX)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(120)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(_ROW_PX * len(_PURPOSES) + 34)
        self._people: tuple[Person, ...] = ()
        self._known: Mapping[tuple[str, Purpose], Consent] = {}
        self._today = ""
        self.itemSelectionChanged.connect(self.chosen_changed)
        theme().changed.connect(self._fill)

    def show_answers(
        self, people: Sequence[Person], known: Mapping[tuple[str, Purpose], Consent], today: str
    ) -> None:
        """Show what is on file; what is chosen stays chosen if the people are the same."""
        chosen = {(index.row(), index.column()) for index in self.selectedIndexes()}
        same = [one.id for one in people] == [one.id for one in self._people]
        self._people, self._known, self._today = tuple(people), known, today
        with QSignalBlocker(self):
            self.setColumnCount(len(people))
            for column, person in enumerate(people):
                head = QTableWidgetItem(person.called)
                head.setToolTip(f"{person.called}: {ROLE_WORDS[person.role].lower()}")
                self.setHorizontalHeaderItem(column, head)
            self._fill()
            self.clearSelection()
            for row, column in chosen if same else {(0, place) for place in range(len(people))}:
                self.selectionModel().select(
                    self.model().index(row, column), QItemSelectionModel.SelectionFlag.Select
                )
        self.chosen_changed.emit()

    @property
    def chosen(self) -> list[tuple[Person, Purpose]]:
        """The chosen cells, by row."""
        places = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        return [(self._people[column], _PURPOSES[row]) for row, column in places]

    def words_at(self, person_id: str, purpose: Purpose) -> str:
        """What stands in a cell."""
        column = next(n for n, one in enumerate(self._people) if one.id == person_id)
        item = self.item(_PURPOSES.index(purpose), column)
        return "" if item is None else item.text()

    def _fill(self) -> None:
        tokens = theme().tokens
        for row, purpose in enumerate(_PURPOSES):
            for column, person in enumerate(self._people):
                consent = self._known.get((person.id, purpose))
                words = cell_words(consent, self._today)
                item = QTableWidgetItem(words)
                item.setToolTip(_told(consent, words))
                color = tokens.ink2
                if cell_warns(consent, self._today):
                    color = tokens.concern
                elif standing(consent, self._today) is Standing.GIVEN:
                    color = tokens.positive
                item.setForeground(QColor(color))
                self.setItem(row, column, item)


def _told(consent: Consent | None, words: str) -> str:
    if consent is None:
        return words
    more = (consent.form, consent.note, f"written down by {consent.recorded_by}, {consent.recorded_at[:10]}")
    return "\n".join(one for one in (words, *more) if one)
