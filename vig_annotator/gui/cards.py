"""A list of cards (moments, clips): picture, title, two lines of words, star or number, a button; put in order by dragging or keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QFocusEvent, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from vig_annotator.gui.first_row import stand_on_a_row

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = Qt.ItemDataRole.UserRole
_LEAST_PX = 44
_MIME = "application/x-vig-card"


@dataclass(frozen=True, slots=True)
class Card:
    """What one card shows.

    Attributes:
        id: of the moment or clip.
        title: its caption; empty shows `placeholder` instead.
        when: place and length.
        words: a third line; empty for none.
        concern: whether the third line tells of a concern (amber, with a diamond).
        starred: with a star; None for cards that have no star.
        number: place in the order; None for none.
        button: icon of the button at the right, or empty.
        button_name: what the button does.
        picture: a frame of it, or None while it is being made.
    """

    id: str
    title: str
    when: str
    words: str = ""
    concern: bool = False
    starred: bool | None = None
    number: int | None = None
    button: str = ""
    button_name: str = ""
    placeholder: str = "Say what it shows"
    picture: QImage | None = None

    @property
    def spoken(self) -> str:
        """The whole card as one sentence, for screen readers."""
        star = "starred, " if self.starred else ""
        number = f"{self.number}. " if self.number is not None else ""
        return f"{number}{self.title or self.placeholder}, {star}{self.when}" + (
            f", {self.words}" if self.words else ""
        )


class CardModel(QAbstractListModel):
    """The cards in order. `captioned` and `dropped` carry what the user did; the owner makes it so and sets the cards anew."""

    captioned = Signal(str, str)
    dropped = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []

    @property
    def cards(self) -> Sequence[Card]:
        """What is shown."""
        return self._cards

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; if they are the same ones in the same order, only what changed is drawn anew."""
        if [card.id for card in cards] == [card.id for card in self._cards]:
            for row, (old, new) in enumerate(zip(self._cards, cards, strict=True)):
                if old != new:
                    self._cards[row] = new
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._cards = list(cards)
        self.endResetModel()

    def row_of(self, card_id: str | None) -> int:
        """The row of a card; -1 if it is not there."""
        return next((row for row, card in enumerate(self._cards) if card.id == card_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """How many cards there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card, and its words for screen readers and the editor."""
        card = self._cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return card.spoken
        if role == Qt.ItemDataRole.EditRole:
            return card.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(line for line in (card.title, card.words) if line)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A caption was typed."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        card = self._cards[index.row()]
        if str(value).strip() != card.title:
            self.captioned.emit(card.id, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be chosen, captioned and dragged."""
        usual = super().flags(index)
        if not index.isValid():
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        return usual | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Cards are moved, not copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only our own cards can be dropped."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged card's id."""
        data = QMimeData()
        if indexes:
            data.setData(_MIME, QByteArray(self._cards[indexes[0].row()].id.encode()))
        return data

    def drop(self, data: QMimeData, before_row: int) -> bool:
        """A card was dropped before a row (behind the last one: the number of rows)."""
        row = self.row_of(data.data(_MIME).toStdString())
        if row < 0:
            return False
        to_index = before_row - 1 if before_row > row else before_row
        if to_index != row:
            self.dropped.emit(self._cards[row].id, to_index)
        return True


class CardList(QListView):
    """Shows a `CardModel`.

    Signals:
        chosen(id): the user chose a card (empty: none); not sent for `choose`.
        activated_card(id): double click or Enter.
        star_clicked(id), button_clicked(id): on the card.
        menu_requested(id, global position): right click, or the menu key.
    """

    chosen = Signal(str)
    activated_card = Signal(str)
    star_clicked = Signal(str)
    button_clicked = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LEAST_PX)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSpacing(0)
        self._quiet = False
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(lambda index: self.activated_card.emit(index.data(CARD_ROLE).id))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys stand on a card."""
        super().focusInEvent(event)
        stand_on_a_row(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out anew where their width changed, also by a scroll bar that came or went: their titles break elsewhere then."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    @property
    def chosen_id(self) -> str | None:
        """The chosen card, or None."""
        rows = self.selectionModel().selectedIndexes()
        return rows[0].data(CARD_ROLE).id if rows else None

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show cards; what was chosen stays chosen if it is still there."""
        kept = self.chosen_id
        self._quiet = True
        self.cards.set_cards(cards)
        self._quiet = False
        self.choose(kept)

    def choose(self, card_id: str | None) -> None:
        """Choose a card (None: none) without telling."""
        if card_id == self.chosen_id:
            return
        self._quiet = True
        row = self.cards.row_of(card_id)
        if row < 0:
            self.clearSelection()
        else:
            self.setCurrentIndex(self.cards.index(row))
            self.scrollTo(self.cards.index(row))
        self._quiet = False

    def edit_caption(self, card_id: str) -> None:
        """Open the editor over a card's title."""
        row = self.cards.row_of(card_id)
        if row >= 0:
            self.edit(self.cards.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter plays a card; the other keys walk, or are the window's."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the Enter that ended the typing comes by here, too
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_id is not None:
            self.activated_card.emit(self.chosen_id)
            return
        if event.text().strip():
            event.ignore()  # letters are codes' keys, not a search in the list
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a card's menu."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.menu_requested.emit(index.data(CARD_ROLE).id, event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dragged card where it was let go."""
        index = self.indexAt(event.position().toPoint())
        row = self.cards.rowCount()
        if index.isValid():
            box = self.visualRect(index)
            row = index.row() + (1 if event.position().y() > box.center().y() else 0)
        self.cards.drop(event.mimeData(), row)
        # The owner sets the cards anew; Qt must not take the dragged row out by itself.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _tell_chosen(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.chosen_id or "")
