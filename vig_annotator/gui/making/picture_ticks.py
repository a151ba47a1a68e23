"""Which of a reel's pictures are on a keepsake sheet: a box to tick for each, with its caption."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vig_annotator.gui.scrolling import scrolled, show_inside
from vig_annotator.gui.tick import Tick

_ROW_PX, _MOST_ROWS = 27, 4
_LONGEST = 64


class PictureTicks(QWidget):
    """The boxes, all ticked at first; up and down walk through them, Space ticks.

    Signals:
        changed: a picture is on the sheet now, or no longer.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = scrolled(QWidget(), "Pictures on the sheet", focus=Qt.FocusPolicy.NoFocus)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        self.ticks: list[Tick] = []

    @property
    def left_out(self) -> frozenset[int]:
        """The pictures that are not ticked, by their place, from 0."""
        return frozenset(place for place, tick in enumerate(self.ticks) if not tick.isChecked())

    def show_pictures(self, captions: Sequence[str]) -> None:
        """Show other pictures, all of them ticked."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(2)
        self.ticks = []
        for number, caption in enumerate(captions, start=1):
            words = caption.replace("\n", " ") or "without words"
            short = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
            tick = Tick(f"{number}  {short}".replace("&", "&&"))
            tick.setAccessibleName(f"Picture {number}: {words}")
            tick.setToolTip(words)
            tick.setChecked(True)
            tick.toggled.connect(lambda _: self.changed.emit())
            column.addWidget(tick)
            self.ticks.append(tick)
        column.addStretch(1)
        show_inside(self._area, inside)
        self.setFixedHeight(_ROW_PX * max(1, min(_MOST_ROWS, len(captions))) + 2)
