"""The codes about going out and coming in as a map: the child goes out above and comes in below, the adult is the base.

Drawn by ourselves from two arcs; a click on the place where the child is tags what its key tags. The cues lie in the middle:
a click tags one, and the need behind it is the one that is tagged at that moment, or the one that is clicked next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vig_annotator.gui.annotating import circle_painter
from vig_annotator.gui.annotating.circle_places import HEIGHT_PX, SPOT_PX, codes_on_map, spot
from vig_annotator.gui.annotating.code_words import code_tooltip
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.cues import CUES, CuePair, needs


class CircleMap(QWidget):
    """The map.

    Signals:
        pressed(code id): a code is to be tagged.
        cue_pressed(code id): a cue is to be tagged, with the need that is tagged there.
        need_named(tag id, code id): this need is behind that cue.
    """

    pressed = Signal(str)
    cue_pressed = Signal(str)
    need_named = Signal(str, str)

    def __init__(self, book: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._codes: dict[str, Code] = codes_on_map(book)
        self._needs = set(needs(book).values()) & self._codes.keys()
        self._counts: Mapping[str, int] = {}
        self._running: frozenset[str] = frozenset()
        self._chosen = next(iter(self._codes))
        self._cue: CuePair | None = None
        self._pairs: tuple[CuePair, ...] = ()
        self._drawing = ""
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def sizeHint(self) -> QSize:
        """As wide as the palette."""
        return QSize(220, HEIGHT_PX)

    @property
    def asks(self) -> bool:
        """Whether a click on a need says what is behind the chosen cue, which nobody said yet."""
        return self._cue is not None and self._cue.need_code is None

    @property
    def hint(self) -> str:
        """What is said below the map about the chosen cue."""
        if self._cue is None:
            return ""
        if self._cue.need_code is None:
            return "Which need is behind it? Click it."
        code = self._book.code(self._cue.need_code)
        name = code.label if code is not None else self._cue.need_code
        name = name.rpartition(": ")[2]
        return f"covers up: {name}" if self._cue.cover_up else f"shows: {name}"

    def spot(self, code_id: str) -> QPointF:
        """The middle of a code's place on the map."""
        return spot(code_id, self.size().toSizeF())

    def show_use(self, counts: Mapping[str, int], running: frozenset[str]) -> None:
        """How often each code was tagged, and which run now."""
        self._counts, self._running = dict(counts), running
        self.update()

    def show_cues(self, chosen: CuePair | None, pairs: Iterable[CuePair]) -> None:
        """Which cue is chosen, and all cues with their needs."""
        self._cue, self._pairs = chosen, tuple(pairs)
        self._name()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tag the code under the mouse."""
        found = self._at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._chosen = found
            self._drawing = found if found in CUES else ""
            self._press(found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """From a cue to a need: that is the need behind it."""
        found, self._drawing = self._at(event.position()) if self._drawing else None, ""
        if found in self._needs and self._cue is not None:
            self.need_named.emit(self._cue.cue.id, found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go round, Space and Enter tag."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is not None:
            around = list(self._codes)
            self._chosen = around[(around.index(self._chosen) + step) % len(around)]
            self._name()
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press(self._chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what the code under the mouse means; arrows, Space and Enter are the map's while it has the keys."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tooltip(found) if found else "")
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
            if event.key() in (*mine, Qt.Key.Key_Space, Qt.Key.Key_Return) and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The two ways, the base, what links cues with needs, and a place for each code."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        size = self.size().toSizeF()
        circle_painter.draw_ways(painter, size)
        circle_painter.draw_pairs(painter, size, self._pairs, self._cue)
        for code in self._codes.values():
            circle_painter.draw_spot(
                painter,
                size,
                code,
                self._book,
                count=self._counts.get(code.id, 0),
                running=code.id in self._running,
                marked=self.hasFocus() and code.id == self._chosen,
                asked=self.asks and code.id in self._needs,
            )
        circle_painter.draw_hint(painter, size, self.hint, asks=self.asks)
        painter.end()

    def _press(self, code_id: str) -> None:
        self._name()
        if code_id in CUES:
            self.cue_pressed.emit(code_id)
        elif self._cue is not None and self.asks and code_id in self._needs:
            self.need_named.emit(self._cue.cue.id, code_id)
        else:
            self.pressed.emit(code_id)

    def _tooltip(self, code_id: str) -> str:
        words = code_tooltip(self._codes[code_id], self._book)
        here = [one for one in self._pairs if one.need_code == code_id]
        if here:
            covered = sum(one.cover_up for one in here)
            words += f"<p>Shown by {len(here) - covered} clear cues, covered up by {covered}.</p>"
        return words

    def _at(self, place: QPointF) -> str | None:
        for code_id in self._codes:
            gap = place - self.spot(code_id)
            if hypot(gap.x(), gap.y()) <= SPOT_PX + 3:
                return code_id
        return None

    def _name(self) -> None:
        hint = f". {self.hint}" if self.hint else ""
        self.setAccessibleName(f"Map of going out and coming in: {self._codes[self._chosen].label}{hint}")
