"""Every action with its keys as key caps, by topic; what clashes is said beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from vig_annotator.gui.actions import Topic, of_topic
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.keys.key_cap import cap_width, draw_cap
from vig_annotator.gui.keys.key_map import KeyMap
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX, HEAD_PX

_ID, _KEYS, _CLASH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_ROW_PX = 30
Index = QModelIndex | QPersistentModelIndex


class KeyList(QTreeWidget):
    """The table of actions; `chosen` carries the id of the action that was chosen, `wanted` of one to be given a key."""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Actions and their keys")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegateForColumn(1, _Caps(self))
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, 330)
        self.currentItemChanged.connect(lambda now, _before: self._tell(now))
        self.itemActivated.connect(lambda item, _column: self._want(item))

    def show_keys(self, keys: KeyMap, clashes: Mapping[str, str], narrowed_to: str) -> None:
        """Show the actions whose words or keys hold every word of `narrowed_to`; the chosen one stays chosen."""
        before = self.chosen_id
        words = narrowed_to.casefold().split()
        self.blockSignals(True)
        self.clear()
        for topic in Topic:
            rows = [
                row
                for row in of_topic(topic)
                if _fits(words, f"{row.title} {row.help} {topic.value}", keys.keys(row.id))
                or (words == ["clash"] and row.id in clashes)
            ]
            if rows:
                self._add_head(topic)
            for row in rows:
                self._add(row.id, row.title.rstrip("…"), keys.keys(row.id), clashes.get(row.id, ""))
        self.blockSignals(False)
        if words or not self.choose(before):
            self._choose_best(" ".join(words))

    @property
    def chosen_id(self) -> str:
        """The chosen action's id; empty if none is."""
        item = self.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    def choose(self, action_id: str) -> bool:
        """Choose an action; answers whether it is in the list."""
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None and action_id and item.data(0, _ID) == action_id:
                self.setCurrentItem(item)
                self._tell(item)
                return True
        return False

    def clash(self, action_id: str) -> str:
        """What is said beside an action about others that want its keys."""
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None and item.data(0, _ID) == action_id:
                return str(item.data(1, _CLASH))
        return ""

    def walk(self, by: int) -> None:
        """Choose another row, by so many rows."""
        now = self.currentItem()
        row = self.indexOfTopLevelItem(now) if now is not None else -1
        while 0 <= (row := row + by) < self.topLevelItemCount():
            item = self.topLevelItem(row)
            if item is not None and item.data(0, _ID):
                self.setCurrentItem(item)
                return

    def _choose_best(self, words: str) -> None:
        """The first row that is called so; else the first that has the words anywhere."""
        shown = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        rows = [item for item in shown if item is not None and item.data(0, _ID)]
        named = [item for item in rows if words in item.text(0).casefold()]
        if named or rows:
            self.setCurrentItem((named or rows)[0])
            self._tell((named or rows)[0])
        else:
            self.chosen.emit("")

    def _add_head(self, topic: Topic) -> None:
        head = QTreeWidgetItem([topic.value.upper(), ""])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFont(0, font(HEAD_PX, weight=QFont.Weight.DemiBold))
        head.setForeground(0, QColor(theme().tokens.ink2))
        head.setFirstColumnSpanned(True)
        self.addTopLevelItem(head)

    def _add(self, action_id: str, title: str, keys: tuple[str, ...], clash: str) -> None:
        item = QTreeWidgetItem([title, ""])
        item.setData(0, _ID, action_id)
        item.setData(1, _KEYS, [key_text(key) for key in keys])
        item.setData(1, _CLASH, clash)
        spoken = " or ".join(key_text(key) for key in keys) or "no key"
        item.setData(
            1, Qt.ItemDataRole.AccessibleTextRole, f"{spoken}, clashes: {clash}" if clash else spoken
        )
        item.setToolTip(1, f"Two things want this key.  {clash}" if clash else "")
        self.addTopLevelItem(item)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        self.chosen.emit(str(item.data(0, _ID) or "") if item is not None else "")

    def _want(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _ID):
            self.wanted.emit(str(item.data(0, _ID)))


class _Caps(QStyledItemDelegate):
    """Draws keys as caps, and after them a clash with the diamond of what wants looking at."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme().tokens
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(tokens.hover))
        left, middle = box.left() + 4, box.center().y()
        clash = str(index.data(_CLASH) or "")
        for text in index.data(_KEYS) or ():
            left = _draw_cap(painter, str(text), left, middle, warn=bool(clash)) + 6
        if clash:
            painter.setFont(font(BODY_PX))
            painter.setPen(QColor(tokens.concern))
            room = QRectF(left + 4, box.top(), box.right() - left - 10, box.height())
            words = QFontMetricsF(painter.font()).elidedText(
                f"◆ {clash}", Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


def _draw_cap(painter: QPainter, text: str, left: float, middle: float, *, warn: bool) -> float:
    cap = QRectF(left, middle - 10, max(22.0, cap_width(text) + 14), 20)
    draw_cap(painter, cap, text, warn=warn)
    return cap.right()


def _fits(words: list[str], text: str, keys: tuple[str, ...]) -> bool:
    shown = [key_text(key).casefold() for key in keys]
    everything = f"{text.casefold()} {' '.join(shown)} {' '.join(keys).casefold()}"
    return all(word in everything for word in words)
