"""The codes of the codebook by subject and group: what the keys are, what runs, how often each was tagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.gui.annotating.circle_map import CircleMap
from vig_annotator.gui.annotating.circle_places import has_map
from vig_annotator.gui.annotating.palette_row import ROW_PX, PaletteRow
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.theme import font
from vig_annotator.gui.timeline.lanes import plan_lanes
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding import Coding
from vig_annotator.model.cues import cue_pairs, is_cue, pair_of

_HEAD_PX = 28
"""Room for the head above a code, which comes into view with it."""


class Palette(QScrollArea):
    """Every code that a coder is offered; a click does what its key does.

    Signals:
        pressed(code id): it is to be tagged.
        cue_pressed, need_named: those of the map (`CircleMap`).
        looked_at(code id): the mouse or the keys rest on a code; empty when on none.
        codebook_shown: the codes of a codebook are shown anew.
    """

    pressed = Signal(str)
    cue_pressed = Signal(str)
    need_named = Signal(str, str)
    looked_at = Signal(str)
    codebook_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Codes")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._rows: dict[str, PaletteRow] = {}
        self.map: CircleMap | None = None
        self.codebook: Codebook | None = None
        self._counts: Counter[str] = Counter()
        self._ready = True
        self._heads: list[tuple[QLabel, tuple[str, ...]]] = []
        self._out: frozenset[str] = frozenset()
        self._hide_out = False
        self.setMinimumWidth(190)

    @property
    def rows(self) -> tuple[PaletteRow, ...]:
        """The rows, from top to bottom."""
        return tuple(self._rows.values())

    def row(self, code_id: str) -> PaletteRow:
        """The row of a code.

        Raises:
            KeyError: it is not offered.
        """
        return self._rows[code_id]

    def set_codebook(self, codebook: Codebook) -> None:
        """Show the codes of a codebook, by subject and group."""
        inside = QFrame()
        inside.setProperty("role", "panel")
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(0)
        self._rows, self._heads = {}, []
        self.map = CircleMap(codebook, inside) if has_map(codebook) else None
        if self.map is not None:
            self.map.pressed.connect(self.pressed)
            self.map.cue_pressed.connect(self.cue_pressed)
            self.map.need_named.connect(self.need_named)
            column.addWidget(self.map)
        offered = {code.id for code in codebook.active_codes}
        for lane in plan_lanes(codebook).lanes:
            codes = [codebook.code(code_id) for code_id in lane.code_ids if code_id in offered]
            if not codes:
                continue
            head = ElidedLabel(lane.title.upper())
            head.setProperty("role", "head")
            head.setAccessibleName(lane.title)
            head.setContentsMargins(12, 8, 12, 5)
            column.addWidget(head)
            self._heads.append((head, tuple(code.id for code in codes if code is not None)))
            for code in codes:
                assert code is not None
                row = PaletteRow(code, codebook, inside)
                row.looked_at.connect(lambda on, code_id=code.id: self.looked_at.emit(code_id if on else ""))
                row.clicked.connect(lambda _=False, code_id=code.id: self.pressed.emit(code_id))
                self._rows[code.id] = row
                column.addWidget(row)
            column.addSpacing(4)
        column.addStretch(1)
        self.setWidget(inside)
        self._show_focus()
        self.codebook = codebook
        self.codebook_shown.emit()

    def show_exemplars(self, code_ids: Collection[str]) -> None:
        """Mark the codes that have exemplars."""
        for code_id, row in self._rows.items():
            row.show_exemplars(code_id in code_ids)

    def set_ready(self, ready: bool) -> None:
        """Whether tags can be made now: not before the film's frames are known."""
        self._ready = ready
        self._show_focus()

    def show_focus(self, out: frozenset[str], *, hidden: bool) -> None:
        """Which codes this pass is not about, and whether they are hidden; else they are dimmed. The others come into view."""
        moved = out != self._out
        self._out, self._hide_out = out, hidden
        self._show_focus()
        rows = [row for code_id, row in self._rows.items() if code_id not in out]
        if moved and out and rows:
            self._column.activate()
            self.ensureWidgetVisible(rows[-1], 0, ROW_PX)
            self.ensureWidgetVisible(rows[0], 0, ROW_PX + _HEAD_PX)

    def show_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Count all tags anew."""
        chosen = list(annotations)
        self._counts = Counter(one.code_id for one in chosen)
        self._show(frozenset(one.code_id for one in chosen if one.running))

    def count_change(
        self, removed: Iterable[Annotation], added: Iterable[Annotation], running: Iterable[Annotation]
    ) -> None:
        """Take over a change without walking through all tags."""
        self._counts.subtract(one.code_id for one in removed)
        self._counts.update(one.code_id for one in added)
        self._show(frozenset(one.code_id for one in running))

    def show_cues(self, chosen: Annotation | None, coding: Coding) -> None:
        """On the map: the cues with the needs behind them, and the chosen tag if it is a cue."""
        if self.map is not None:
            cue = chosen if chosen is not None and is_cue(coding.codebook, chosen.code_id) else None
            self.map.show_cues(None if cue is None else pair_of(coding, cue), cue_pairs(coding))

    def best_width(self) -> int:
        """A width at which most names are read whole."""
        metrics = QFontMetricsF(font(BODY_PX))
        widths = sorted(metrics.horizontalAdvance(row.code.label) for row in self._rows.values())
        usual = widths[int(len(widths) * 0.9)] if widths else 140.0
        return round(max(usual + 100, 200))

    def _show_focus(self) -> None:
        shown = {code_id for code_id in self._rows if not (self._hide_out and code_id in self._out)}
        for code_id, row in self._rows.items():
            row.setEnabled(self._ready and code_id not in self._out)
            row.setVisible(code_id in shown)
        for head, codes in self._heads:
            head.setVisible(not shown.isdisjoint(codes))
            head.setEnabled(not self._out.issuperset(codes))
        if self.map is not None:
            self.map.setEnabled(self._ready and not self._out)
            self.map.setVisible(not (self._hide_out and self._out))

    def _show(self, running: frozenset[str]) -> None:
        begun: PaletteRow | None = None
        for code_id, row in self._rows.items():
            if code_id in running and not row.running:
                begun = row
            row.show_use(self._counts[code_id], code_id in running)
        if begun is not None and begun.isVisibleTo(self) and not any(row.hovered for row in self.rows):
            # What runs is to be seen. Under the mouse nothing moves: somebody is about to click.
            self.ensureWidgetVisible(begun, 0, ROW_PX)
        if self.map is not None:
            self.map.show_use(self._counts, running)
