"""Where the mouse rests on a code that has exemplars, they play beside it, with the code's meaning below."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.annotating.code_words import code_tooltip
from vig_annotator.gui.annotating.palette import Palette
from vig_annotator.gui.exemplars.exemplar_view import ExemplarView
from vig_annotator.gui.exemplars.shelf import PICTURE, ExemplarShelf
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.exemplar import Exemplar
from vig_annotator.model.timecode import format_time

_REST_MS, _GAP_PX, _NEXT_MS = 450, 8, 9_000
_LEAST_PICTURE_PX = 90


class ExemplarPopup(QFrame):
    """A card over the window that takes neither mouse nor keys."""

    def __init__(self, window: QWidget, shelf: ExemplarShelf) -> None:
        super().__init__(window)
        self._window, self._shelf = window, shelf
        self.setProperty("role", "panel-card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.view = ExemplarView(shelf, self)
        self.caption = QLabel("")
        self.caption.setWordWrap(True)
        self.where = QLabel("")
        self.where.setProperty("role", "hint")
        self.words = QLabel("")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(6)
        for part in (self.caption, self.where, self.words):
            part.setMaximumWidth(PICTURE[0])
        column.addWidget(self.view, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.caption, self.where, self.words):
            column.addWidget(part)
        self._exemplars: list[Exemplar] = []
        self._place = 0
        self._next = QTimer(self)
        self._next.setInterval(_NEXT_MS)
        self._next.timeout.connect(self._show_next)
        self.hide()

    def show_code(self, book: Codebook, code_id: str, beside: QRect) -> bool:
        """Show the exemplars of a code beside a place of the window; answers whether there are any."""
        code = book.code(code_id)
        self._exemplars = self._shelf.of_code(book, code_id)
        if code is None or not self._exemplars:
            self.hide()
            return False
        self.words.setText(code_tooltip(code, book, PICTURE[0]))
        self._place = 0
        self._show()
        self._move(beside)
        self.show()
        self.raise_()
        if len(self._exemplars) > 1:
            self._next.start()
        return True

    def put_away(self) -> None:
        """Show nothing any more."""
        self._next.stop()
        self.hide()

    def _show_next(self) -> None:
        self._place = (self._place + 1) % len(self._exemplars)
        self._show()
        self.view.look()

    def _show(self) -> None:
        one = self._exemplars[self._place]
        self.view.show_exemplar(one)
        self.caption.setText(one.caption)
        self.caption.setVisible(bool(one.caption))
        count = len(self._exemplars)
        number = f"Exemplar {self._place + 1} of {count}  ·  " if count > 1 else ""
        self.where.setText(f"{number}{self._shelf.origin(one)}  ·  {format_time(one.onset_us)}")

    def _move(self, beside: QRect) -> None:
        layout = self.layout()
        assert layout is not None
        width = PICTURE[0] + 24
        self.setFixedWidth(width)
        room = self._window.rect()
        self.view.setFixedSize(*PICTURE)
        layout.activate()
        # On a low window the picture is smaller, so that all the words are read.
        over = layout.totalHeightForWidth(width) - (room.height() - 8)
        if over > 0:
            high = max(_LEAST_PICTURE_PX, PICTURE[1] - over)
            self.view.setFixedSize(round(high * PICTURE[0] / PICTURE[1]), high)
            layout.activate()
        size = QSize(width, layout.totalHeightForWidth(width))
        left = beside.right() + _GAP_PX
        if left + size.width() > room.right():
            left = beside.left() - _GAP_PX - size.width()
        top = min(max(room.top() + 4, beside.center().y() - 60), room.bottom() - size.height() - 4)
        self.setGeometry(left, max(4, top), size.width(), size.height())


class ExemplarHover(QObject):
    """Joins a palette with a popup of its window.

    Args:
        window: over which the popup lies.
        palette: whose codes are looked at.
        shelf: the exemplars.
    """

    def __init__(self, window: QWidget, palette: Palette, shelf: ExemplarShelf) -> None:
        super().__init__(window)
        self._window, self._palette, self._shelf = window, palette, shelf
        self.popup = ExemplarPopup(window, shelf)
        self._wanted = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._show)
        palette.looked_at.connect(self._look)
        palette.codebook_shown.connect(self._mark)
        shelf.changed.connect(self._mark)
        self._mark()

    def _look(self, code_id: str) -> None:
        self._wanted = code_id
        self.popup.put_away()
        if code_id:
            self._rest.start()
        else:
            self._rest.stop()

    def _show(self) -> None:
        book = self._palette.codebook
        if book is None or not self._wanted:
            return
        row = self._palette.row(self._wanted)
        corner = row.mapTo(self._window, QPoint(0, 0))
        self.popup.show_code(book, self._wanted, QRect(corner, row.size()))

    def _mark(self) -> None:
        book = self._palette.codebook
        self._look("")
        if book is not None:
            self._palette.show_exemplars({one.code_id for one in self._shelf.of_codebook(book)})
