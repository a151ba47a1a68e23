"""The exemplars of a code in its form: they play where the mouse or the keys are; captions are typed, and one can be let go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import IconButton
from vig_annotator.gui.exemplars.exemplar_view import ExemplarView
from vig_annotator.gui.exemplars.shelf import ExemplarShelf
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.timecode import format_time

_NONE = (
    "None yet. In the main window, choose a tag or a moment that shows the code well, and then “Keep as an exemplar”. "
    "An exemplar is seen only while everybody in the film agrees to training in the team."
)
_SMALL = 0.5


class _Row(QFrame):
    """One exemplar. `captioned` carries its id and the words, `gone` its id."""

    captioned = Signal(str, str)
    gone = Signal(str)

    def __init__(self, exemplar: Exemplar, shelf: ExemplarShelf) -> None:
        super().__init__()
        self.setProperty("role", "panel-card")
        self.view = ExemplarView(shelf, self, _SMALL)
        self.view.show_exemplar(exemplar)
        self.caption = QLineEdit(exemplar.caption)
        self.caption.setPlaceholderText("What to look at")
        self.caption.setAccessibleName("What to look at")
        self.caption.editingFinished.connect(lambda: self.captioned.emit(exemplar.id, self.caption.text()))
        where = QLabel(f"{shelf.origin(exemplar)}  ·  {format_time(exemplar.onset_us)}")
        where.setProperty("role", "hint")
        self.remove = IconButton("close", "Take this exemplar away; the film stays", role="quiet", size_px=14)
        self.remove.clicked.connect(lambda: self.gone.emit(exemplar.id))
        words = QVBoxLayout()
        words.addWidget(self.caption)
        words.addWidget(where)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self.view)
        row.addLayout(words, 1)
        row.addWidget(self.remove)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over it: from the beginning."""
        self.view.look()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse went elsewhere: the first picture stands."""
        self.view.rest()


class ExemplarStrip(QWidget):
    """All exemplars of the code in the form. `refused` carries an error that hindered a change."""

    refused = Signal(object)

    def __init__(self, shelf: ExemplarShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._book: Codebook | None = None
        self._code: Code | None = None
        self._shown: list[Exemplar] = []
        self.rows: list[_Row] = []
        self._none = QLabel(_NONE)
        self._none.setWordWrap(True)
        self._none.setProperty("role", "hint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._none)
        shelf.changed.connect(self._refresh)

    def show_code(self, book: Codebook, code: Code) -> None:
        """Show the exemplars of a code."""
        same = self._code is not None and self._code.id == code.id and self._book is not None
        changed = not same or self._book is None or self._book.id != book.id
        self._book, self._code = book, code
        if changed:
            self._refresh()

    def _refresh(self) -> None:
        if self._book is None or self._code is None:
            return
        found = self._shelf.of_code(self._book, self._code.id)
        if found == self._shown and self.rows:
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown, self.rows = found, [_Row(one, self._shelf) for one in found]
        for row in self.rows:
            row.captioned.connect(self._caption)
            row.gone.connect(self._let_go)
            self._column.addWidget(row)
        self._none.setVisible(not found)

    def _caption(self, exemplar_id: str, words: str) -> None:
        try:
            self._shelf.set_caption(exemplar_id, words)
        except VigError as error:
            self.refused.emit(error)

    def _let_go(self, exemplar_id: str) -> None:
        try:
            self._shelf.let_go(exemplar_id)
        except VigError as error:
            self.refused.emit(error)
