"""A row of the form that is about a stretch of the clip: what it is, when, moved to the picture on the screen, taken away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vig_annotator.gui.builder.form_page import small
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.model.mediatime import Span
from vig_annotator.model.timecode import format_time


class StretchRow(QFrame):
    """A field, its stretch below it.

    Signals:
        edge_wanted(edge): its ``onset`` or ``offset`` is to be at the picture on the screen.
        shown_wanted: its beginning is to be shown.
        removed: it is to be taken away.

    Args:
        what: what it is, for screen readers: ``subtitle 2``.
        field: says what is there.
    """

    edge_wanted = Signal(str)
    shown_wanted = Signal()
    removed = Signal()

    def __init__(self, what: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel-card")
        self.field = field
        self._what = what
        self.when = push_button("", self.shown_wanted.emit, role="link")
        remove = IconButton("close", f"Remove {what}", role="quiet", size_px=14)
        remove.clicked.connect(self.removed)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(4)
        above.addWidget(field, 1)
        above.addWidget(remove)
        below.setSpacing(4)
        below.addWidget(self.when)
        below.addStretch(1)
        below.addWidget(
            small("Begin here", lambda: self.edge_wanted.emit("onset"), name=f"Let {what} begin here")
        )
        below.addWidget(
            small("End here", lambda: self.edge_wanted.emit("offset"), name=f"Let {what} end here")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(above)
        column.addLayout(below)

    def show_span(self, span: Span) -> None:
        """Say when it is."""
        self.when.setText(f"{format_time(span.onset_us)[2:-2]} · {span.duration_us / 1e6:.1f} s")
        words = (
            f"Show where {self._what} begins: {format_time(span.onset_us)} to {format_time(span.offset_us)}"
        )
        self.when.setAccessibleName(words)
        self.when.setToolTip(words)
