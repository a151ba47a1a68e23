"""The reel as a strip of cards, in order: what each clip shows, how long, and how it is played; dragged into another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, CARD_RADIUS_PX, SMALL_PX
from vig_annotator.model.clip_look import ClipLook
from vig_annotator.model.reel import ReelClip
from vig_annotator.model.timecode import format_duration

_CARD_PX, _PICTURE_PX, _GAP_PX = QSize(164, 150), 84.0, 8
_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class StripCard:
    """One clip of the strip.

    Attributes:
        warning: something to be seen to, in a few words; empty for nothing.
    """

    id: str
    number: int
    title: str
    words: str
    warning: str = ""
    picture: QImage | None = None


def words_of(clip: ReelClip) -> str:
    """How a clip is played, in a few words: ``7.8 s · 1×, then 0.5×, then a still``."""
    look: ClipLook = clip.look
    played = [f"{look.speed_percent / 100:g}×"]
    if look.replay_percent is not None:
        played.append(f"then {look.replay_percent / 100:g}×")
    if look.freeze is not None:
        played.append(f"still {look.freeze.length_us / 1e6:g} s")
    extras = [f"blur {len(look.blurs)}"] if look.blurs else []
    if look.framing:
        extras.append("part")
    if look.spotlight is not None:
        extras.append("spotlight")
    return " · ".join([format_duration(clip.offset_us - clip.onset_us), ", ".join(played), *extras])


class ClipStrip(QListWidget):
    """The cards from left to right.

    Attributes:
        cards_drawn: how many cards were drawn anew so far.

    Signals:
        clip_chosen(id): another card is chosen; empty for none.
        dropped(id, place): a card was dragged to a place, from 0.
    """

    clip_chosen = Signal(str)
    dropped = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Clips of the reel, in order")
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setSpacing(_GAP_PX // 2)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setFixedHeight(_CARD_PX.height() + 26)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_CardDelegate(self))
        self._cards: list[StripCard | None] = []
        self.cards_drawn = 0
        self.currentItemChanged.connect(self._tell)
        self.model().rowsMoved.connect(self._moved)
        theme().changed.connect(self.viewport().update)

    def show_cards(self, cards: Sequence[StripCard], chosen: str) -> None:
        """Show the clips as they are now; the card of `chosen` stays chosen. What did not change is left alone."""
        blocked = self.blockSignals(True)
        self._put_in_place([card.id for card in cards])
        place = -1
        for row, card in enumerate(cards):
            if self._cards[row] != card:
                self._cards[row] = card
                self._draw(row, card)
            if card.id == chosen:
                place = row
        if self.currentRow() != place:
            self.setCurrentRow(place)
        self.blockSignals(blocked)

    def _put_in_place(self, ids: Sequence[str]) -> None:
        """Have an item for each card in its place; those before and after what moved stay."""
        here = [None if card is None else card.id for card in self._cards]
        shorter = min(len(here), len(ids))
        first = next((n for n in range(shorter) if here[n] != ids[n]), shorter)
        last = next((n for n in range(shorter - first) if here[-1 - n] != ids[-1 - n]), shorter - first)
        for row in range(len(here) - last - 1, first - 1, -1):
            self.takeItem(row)
        for row in range(first, len(ids) - last):
            self.insertItem(row, QListWidgetItem())
        self._cards[first : len(here) - last] = [None] * (len(ids) - last - first)

    def _draw(self, row: int, card: StripCard) -> None:
        item = self.item(row)
        item.setData(_ROLE, card)
        warning = f". {card.warning}" if card.warning else ""
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{card.number}. {card.title}, {card.words}{warning}"
        )
        item.setToolTip("\n".join(part for part in (card.title, card.words, card.warning) if part))
        self.cards_drawn += 1

    @property
    def chosen_id(self) -> str:
        """The chosen clip; empty for none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(_ROLE).id)

    def _tell(self) -> None:
        self.clip_chosen.emit(self.chosen_id)

    def _moved(self) -> None:
        # Qt moved its item by itself: all are put in their places anew.
        item = self.currentItem()
        self._cards = [self.item(row).data(_ROLE) for row in range(self.count())]
        if item is not None:
            self.dropped.emit(item.data(_ROLE).id, self.row(item))


class _CardDelegate(QStyledItemDelegate):
    """Paints a card: picture, number and title, how it is played."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All cards are alike."""
        return QSize(_CARD_PX.width() + _GAP_PX, _CARD_PX.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One card."""
        card: StripCard = index.data(_ROLE)
        tokens = theme().tokens
        style = option  # the stubs hide the fields of Qt's option
        rect = QRectF(style.rect).adjusted(_GAP_PX / 2, 1, -_GAP_PX / 2, -1)
        is_chosen = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if is_chosen else tokens.line), 2.0 if is_chosen else 1.0))
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(rect, CARD_RADIUS_PX, CARD_RADIUS_PX)
        picture = QRectF(rect.left() + 2, rect.top() + 2, rect.width() - 4, _PICTURE_PX)
        painter.fillRect(picture, QColor(tokens.film))
        if card.picture is not None:
            image = card.picture
            size = image.size().scaled(picture.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(0, 0, size.width(), size.height())
            box.moveCenter(picture.center())
            painter.drawImage(box, image)
        inside = rect.adjusted(9, 0, -9, 0)
        self._line(
            painter,
            f"{card.number} {card.title}",
            inside,
            picture.bottom() + 5,
            BODY_PX,
            tokens.ink,
            bold=True,
        )
        words = QRectF(inside.left(), picture.bottom() + 25, inside.width(), 34)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(words, Qt.TextFlag.TextWordWrap, card.words)
        if card.warning:
            self._line(painter, f"◆ {card.warning}", inside, rect.bottom() - 19, SMALL_PX, tokens.concern)
        painter.restore()

    @staticmethod
    def _line(
        painter: QPainter,
        text: str,
        inside: QRectF,
        top: float,
        size: int,
        colour: str,
        *,
        bold: bool = False,
    ) -> None:
        painter.setFont(font(size, weight=QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
        painter.setPen(QColor(colour))
        short = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QRectF(inside.left(), top, inside.width(), 18), Qt.AlignmentFlag.AlignVCenter, short)
