"""One remark with what came of it, as a card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.review.review_words import KIND_WORDS
from vig_annotator.model.review import EntryKind, Thread

_ICON_PX = 14


class ThreadCard(QFrame):
    """A remark; `wanted` carries its entry's id when it is clicked or Enter is pressed on it."""

    wanted = Signal(str)

    def __init__(
        self,
        thread: Thread,
        *,
        title: str,
        place: str,
        proposal: str,
        outcome: str,
        fresh: bool,
        icon: QIcon | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        top = thread.top
        self.entry_id = top.id
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(6)
        if icon is not None:
            mark = QLabel()
            mark.setPixmap(icon.pixmap(_ICON_PX, _ICON_PX))
            row.addWidget(mark)
        row.addWidget(_label(title, "strong", wraps=True), 1)
        if fresh:
            row.addWidget(_label("new", "badge"))
        column.addLayout(row)
        if place:
            column.addWidget(_label(place, "hint"))
        kind = KIND_WORDS[top.kind]
        said = f"{kind} · {top.created_by}"
        column.addWidget(_label(said, "concern" if top.kind is not EntryKind.COMMENT else "hint"))
        if proposal:
            column.addWidget(_label(proposal, "strong", wraps=True))
        if top.text:
            column.addWidget(_label(top.text, "", wraps=True))
        for one in thread.replies:
            if one.text:
                column.addWidget(_label(f"{one.created_by}: {one.text}", "secondary", wraps=True))
        if outcome:
            column.addWidget(_label(outcome, "positive", wraps=True))
        words = ". ".join(part for part in (title, place, said, proposal, top.text, outcome) if part)
        self.setAccessibleName(f"{'New. ' if fresh else ''}{words}")

    def choose(self, chosen: bool) -> None:
        """Show that it is the one that keys are about, or not."""
        if bool(self.property("chosen") == "true") != chosen:
            self.setProperty("chosen", "true" if chosen else "false")
            self.style().unpolish(self)
            self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self.entry_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.entry_id)
        else:
            super().keyPressEvent(event)


def _label(text: str, role: str, *, wraps: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wraps)
    return label
