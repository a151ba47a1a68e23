"""The sessions that two people coded, a row each: ticked ones are taken together; the worst stands first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from vig_annotator.analysis.estimate import Estimate
from vig_annotator.model.timecode import format_short
from vig_annotator.services.double_coded import OneSession, TwoPasses

Key = tuple[str, str]

_COLUMNS = ("Session", "Coders", "Observed", "Tags", "Kappa", "95 % interval", "F1", "Differ")
_HELP = (
    "Family and session; ticked ones are taken together",
    "A and B: whose names come first and second",
    "How much film both were to code",
    "How many tags A and B have",
    "Kappa of tags with a row for what was missed, pairs counted once",
    "Of kappa; blocks of time are drawn again within each session",
    "The share of tags that both have and call the same",
    "Tags that only one has, or that the two call differently",
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = range(2, len(_COLUMNS))
_SORTED_BY, _KEY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_LAST = float("inf")


class SessionsTable(QTreeWidget):
    """Lists pairs of codings.

    Signals:
        opened: a row was clicked twice, or Enter was pressed on it.
        ticks_changed: other sessions are to be taken together.
    """

    opened = Signal()
    ticks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: dict[Key, TwoPasses] = {}
        self._items: dict[Key, QTreeWidgetItem] = {}
        self.setAccessibleName("Sessions that two people coded, the worst first")
        self.setHeaderLabels(_COLUMNS)
        for column, words in enumerate(_HELP):
            self.headerItem().setToolTip(column, words)
            if column in _NUMBERS:
                self.headerItem().setTextAlignment(column, _RIGHT)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSortingEnabled(True)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSortIndicatorShown(
            False
        )  # its arrow would lie on the words of a column that is aligned right
        head.sortIndicatorChanged.connect(self._show_order)
        self.itemChanged.connect(self._item_changed)
        self.itemDoubleClicked.connect(lambda _item, _column: self.opened.emit())

    @property
    def chosen(self) -> TwoPasses | None:
        """The row that keys are about."""
        item = self.currentItem()
        return None if item is None else self._pairs.get(_key(item))

    @property
    def listed(self) -> list[TwoPasses]:
        """The pairs from the top down."""
        return [self._pairs[_key(item)] for item in self._all()]

    @property
    def ticked(self) -> list[TwoPasses]:
        """Those that are to be taken together."""
        return [
            self._pairs[_key(item)] for item in self._all() if item.checkState(0) is Qt.CheckState.Checked
        ]

    def show_pairs(self, pairs: Sequence[TwoPasses]) -> None:
        """List other pairs, all ticked; their figures come later."""
        self.blockSignals(True)
        self.clear()
        self._pairs = {one.key: one for one in pairs}
        self._items = {}
        self.setSortingEnabled(False)
        for place, one in enumerate(pairs):
            item = _Row([f"{one.family} › {one.session}", one.coders])
            item.setData(0, _KEY, one.key)
            item.setToolTip(0, f"{one.family} › {one.session}\n{one.codebook}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)
            for column in _NUMBERS:
                item.setTextAlignment(column, _RIGHT)
                item.setData(column, _SORTED_BY, float(place))
            self._items[one.key] = item
            self.addTopLevelItem(item)
        self.sortByColumn(4, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.blockSignals(False)
        self._choose_first()

    def show_figures(self, sessions: Sequence[OneSession]) -> None:
        """Fill in what is worked out, the worst first; rows without are emptied and stand last."""
        known: Mapping[Key, tuple[int, OneSession]] = {
            one.pair.key: (place, one) for place, one in enumerate(sessions)
        }
        self.blockSignals(True)
        self.setSortingEnabled(False)
        for key, item in self._items.items():
            _fill(item, *known.get(key, (0, None)))
        self.setSortingEnabled(True)
        self.sortByColumn(4, Qt.SortOrder.AscendingOrder)
        self.blockSignals(False)
        self._choose_first()

    def tick_all(self) -> None:
        """Tick all, or none if all are."""
        state = Qt.CheckState.Unchecked if len(self.ticked) == len(self._pairs) else Qt.CheckState.Checked
        self.blockSignals(True)
        for item in self._all():
            item.setCheckState(0, state)
        self.blockSignals(False)
        self.ticks_changed.emit()

    def words_of(self, pair: TwoPasses, column: str) -> str:
        """What a cell says."""
        return self._items[pair.key].text(_COLUMNS.index(column))

    def tick(self, pair: TwoPasses, ticked: bool) -> None:
        """Tick one, or not."""
        self._items[pair.key].setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _choose_first(self) -> None:
        # Sorting brings its arrow back, which would lie on the words of a column that is aligned right.
        self.header().setSortIndicatorShown(False)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
            self.scrollToTop()

    def _all(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _show_order(self, sorted_by: int, order: Qt.SortOrder) -> None:
        sign = "▴" if order is Qt.SortOrder.AscendingOrder else "▾"
        for column, words in enumerate(_COLUMNS):
            self.headerItem().setText(column, f"{words} {sign}" if column == sorted_by else words)

    def _item_changed(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.ticks_changed.emit()


class _Row(QTreeWidgetItem):
    """Sorted by number where a column holds numbers."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = tree.sortColumn() if tree is not None else 0
        if column in _NUMBERS:
            return bool(self.data(column, _SORTED_BY) < other.data(column, _SORTED_BY))
        return self.text(column).casefold() < other.text(column).casefold()


def _fill(item: QTreeWidgetItem, place: int, one: OneSession | None) -> None:
    """Fill in a row; `place` is where it stands among all, the worst first."""
    if one is None:
        for column in _NUMBERS:
            item.setText(column, "")
            item.setToolTip(column, "Not ticked when it was worked out")
            item.setData(column, _SORTED_BY, _LAST)
        return
    kappa = one.kappa
    interval = (
        f"{kappa.low:.2f} to {kappa.high:.2f}" if kappa.low is not None and kappa.high is not None else "–"
    )
    cells: tuple[tuple[str, float], ...] = (
        (format_short(one.observed_us), one.observed_us),
        (f"{one.tags[0]} · {one.tags[1]}", sum(one.tags)),
        (_number(kappa), place),
        (interval if kappa.value is not None else "", _LAST if kappa.low is None else kappa.low),
        (_number(one.f1), _LAST if one.f1.value is None else one.f1.value),
        (str(one.differ), one.differ),
    )
    for column, (words, number) in zip(_NUMBERS, cells, strict=True):
        item.setText(column, "" if one.trouble else words)
        item.setData(column, _SORTED_BY, _LAST if one.trouble else float(number))
        item.setToolTip(column, _HELP[column])
    item.setToolTip(4, kappa.undefined or kappa.note or _HELP[4])
    item.setToolTip(5, kappa.note or _HELP[5])
    item.setToolTip(6, one.f1.undefined or _HELP[6])
    if one.trouble:
        item.setText(4, "not compared")


def _number(figure: Estimate) -> str:
    return "undefined" if figure.value is None else f"{figure.value:.2f}"


def _key(item: QTreeWidgetItem) -> Key:
    first, second = item.data(0, _KEY)
    return str(first), str(second)
