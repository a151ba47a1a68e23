"""Draws cards and knows where on a card its star and its button are."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from vig_annotator.gui import icons
from vig_annotator.gui.cards import CARD_ROLE, Card, CardList
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, CARD_RADIUS_PX, SMALL_PX

Index = QModelIndex | QPersistentModelIndex

_GAP_PX, _SIDE_PX, _PAD_PX = 9, 12, 9
_PICTURE = QSize(96, 60)
_BUTTON_PX = 26
_LINE_PX, _SMALL_LINE_PX = 18, 17

_EDITOR_TOP_PX, _EDITOR_PX = 3, 30


class CardPainter(QStyledItemDelegate):
    """The look of a `CardList`.

    Attributes:
        measured: how many titles were measured so far; a long list asks for all of them whenever its width or height changes.
    """

    def __init__(self, view: CardList) -> None:
        super().__init__(view)
        self._view = view
        self._high: dict[tuple[str, int, bool], int] = {}
        self._edited = ""
        self.measured = 0
        theme().changed.connect(self._high.clear)
        theme().changed.connect(view.viewport().update)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need."""
        card: Card = index.data(CARD_ROLE)
        width = self._view.viewport().width()
        text = self._title_height(card, width) + _SMALL_LINE_PX
        if card.words:
            text += _SMALL_LINE_PX
        return QSize(width, max(_PICTURE.height(), text + 2 * _PAD_PX) + _GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card."""
        card: Card = index.data(CARD_ROLE)
        tokens = theme().tokens
        box = _card_box(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if chosen or focus else tokens.ink3 if hover else tokens.line
        painter.setPen(QPen(QColor(edge), 2 if focus else 1))
        painter.setBrush(QColor(tokens.soft if chosen else tokens.panel))
        shape = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, CARD_RADIUS_PX, CARD_RADIUS_PX)
        self._paint_picture(painter, card, shape)
        self._paint_words(painter, card, box, option.rect.width(), edited=card.id == self._edited)
        if card.button:
            icons.draw(
                painter, card.button, QRectF(_button_box(box)).adjusted(4, 4, -4, -4), QColor(tokens.accent)
            )
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line over the title."""
        self._edited = index.data(CARD_ROLE).id
        editor = QLineEdit(parent)
        editor.setPlaceholderText(index.data(CARD_ROLE).placeholder)
        editor.setAccessibleName("Caption")
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """What the line lay over is seen again."""
        self._edited = ""
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The caption as it is, once: a picture that arrives meanwhile must not undo what was typed."""
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Where the title is."""
        box = _card_box(option.rect)
        left = box.left() + _PICTURE.width() + 4
        editor.setGeometry(left, box.top() + _EDITOR_TOP_PX, box.right() - left - 3, _EDITOR_PX)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on star or button."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        card: Card = index.data(CARD_ROLE)
        box = _card_box(option.rect)
        place = event.position().toPoint()
        if card.starred is not None and _star_box(box).contains(place):
            self._view.star_clicked.emit(card.id)
            return True
        if card.button and _button_box(box).contains(place):
            self._view.button_clicked.emit(card.id)
            return True
        return False

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """What the button does, where the mouse rests on it; else the whole of the card's words."""
        card: Card | None = index.data(CARD_ROLE)
        if (
            card is not None
            and card.button_name
            and _button_box(_card_box(option.rect)).contains(event.pos())
        ):
            QToolTip.showText(event.globalPos(), card.button_name, view)
            return True
        return super().helpEvent(event, view, option, index)

    def star_box(self, index: QModelIndex) -> QRect:
        """Where the star of a card is, in the view."""
        return _star_box(_card_box(self._view.visualRect(index)))

    def button_box(self, index: QModelIndex) -> QRect:
        """Where the button of a card is, in the view."""
        return _button_box(_card_box(self._view.visualRect(index)))

    def _paint_picture(self, painter: QPainter, card: Card, shape: QRectF) -> None:
        tokens = theme().tokens
        clip = QPainterPath()
        clip.addRoundedRect(shape.adjusted(1, 1, -1, -1), CARD_RADIUS_PX - 1, CARD_RADIUS_PX - 1)
        area = QRectF(shape.left() + 1, shape.top() + 1, _PICTURE.width(), shape.height() - 2)
        painter.save()
        painter.setClipPath(clip)
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.fillRect(area, QColor(tokens.film))
        if card.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(_filled(area, card.picture), card.picture)
        if card.number is not None:
            self._paint_number(painter, card.number, area)
        painter.restore()

    def _paint_number(self, painter: QPainter, number: int, area: QRectF) -> None:
        badge = QRectF(area.left() + 6, area.top() + 6, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawEllipse(badge)
        painter.setPen(QColor(theme().tokens.on_film))
        painter.setFont(font(SMALL_PX, weight=QFont.Weight.DemiBold, tabular=True))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_words(self, painter: QPainter, card: Card, box: QRect, width: int, *, edited: bool) -> None:
        tokens = theme().tokens
        left, top = box.left() + _PICTURE.width() + 10, box.top() + _PAD_PX
        title_left = left
        if card.starred is not None:
            star = "star" if card.starred else "star_outline"
            color = tokens.accent if card.starred else tokens.ink2
            icons.draw(painter, star, QRectF(left - 1, top + 1, 16, 16), QColor(color))
            title_left += 20
        height = self._title_height(card, width)
        painter.setFont(font(BODY_PX, weight=QFont.Weight.DemiBold if card.title else QFont.Weight.Normal))
        painter.setPen(QColor(tokens.ink if card.title else tokens.ink2))
        title = QRect(title_left, top, _title_width(card, width), height)
        painter.drawText(title, _WRAPPED, _two_lines(card.title or card.placeholder, title.width()))
        painter.setFont(font(SMALL_PX, tabular=True))
        painter.setPen(QColor(tokens.ink2))
        when = QRect(left, top + height, _words_width(width), _SMALL_LINE_PX)
        if not edited or when.top() > box.top() + _EDITOR_TOP_PX + _EDITOR_PX:
            painter.drawText(when, Qt.AlignmentFlag.AlignVCenter, card.when)
        if card.words:
            painter.setPen(QColor(tokens.concern if card.concern else tokens.positive))
            words = QRect(left, when.bottom() + 1, _beside_button(card, width), _SMALL_LINE_PX)
            if card.concern:
                icons.draw(painter, "diamond", QRectF(left, words.top() + 3, 11, 11), QColor(tokens.concern))
                words.setLeft(left + 15)
            text = QFontMetrics(font(SMALL_PX, tabular=True)).elidedText(
                card.words, Qt.TextElideMode.ElideRight, words.width()
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)

    def _title_height(self, card: Card, width: int) -> int:
        text = card.title or card.placeholder
        key = (text, width, card.starred is None)
        if key not in self._high:
            metrics = QFontMetrics(font(BODY_PX, weight=QFont.Weight.DemiBold))
            lines = _wrapped_lines(metrics, text, _title_width(card, width))
            self._high[key] = _LINE_PX * (2 if lines > 1 else 1)
            self.measured += 1
        return self._high[key]


_ABOVE = 0.3
"""Share of what is cut off a high picture that is cut off at its top."""

_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def _card_box(rect: QRect) -> QRect:
    return rect.adjusted(_SIDE_PX, 0, -_SIDE_PX, -_GAP_PX)


def _star_box(box: QRect) -> QRect:
    return QRect(box.left() + _PICTURE.width() + 6, box.top() + _PAD_PX - 3, 24, 24)


def _button_box(box: QRect) -> QRect:
    return QRect(box.right() - _BUTTON_PX - 4, box.bottom() - _BUTTON_PX - 4, _BUTTON_PX, _BUTTON_PX)


def _words_width(width: int) -> int:
    return max(40, width - 2 * _SIDE_PX - _PICTURE.width() - 20)


def _beside_button(card: Card, width: int) -> int:
    return _words_width(width) - (_BUTTON_PX - 6 if card.button else 0)


def _title_width(card: Card, width: int) -> int:
    return _words_width(width) - (20 if card.starred is not None else 0)


def _wrapped_lines(metrics: QFontMetrics, text: str, width: int) -> int:
    box = metrics.boundingRect(0, 0, max(20, width), 10_000, Qt.TextFlag.TextWordWrap, text or " ")
    return max(1, round(box.height() / metrics.lineSpacing()))


def _two_lines(text: str, width: int) -> str:
    metrics = QFontMetrics(font(BODY_PX, weight=QFont.Weight.DemiBold))
    if _wrapped_lines(metrics, text, width) <= 2:
        return text
    while text and _wrapped_lines(metrics, text + "…", width) > 2:
        text = text[:-1]
    return text.rstrip() + "…"


def _filled(area: QRectF, picture: QImage) -> QRectF:
    """The picture's rectangle that fills an area, cut at its edges, not squeezed."""
    scale = max(area.width() / picture.width(), area.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    # Faces are rather in the upper half of an upright picture.
    return QRectF(
        area.center().x() - width / 2, area.top() - (height - area.height()) * _ABOVE, width, height
    )
