"""The shared reviews that were held, over the window: what was said and agreed, and the guider's own notes, to read again and go on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.scrolling import scrolled, show_inside
from vig_annotator.gui.sharing.sharing_words import quoted
from vig_annotator.model.days import in_words
from vig_annotator.model.shared_review import SharedReview, SharedWords

_WIDTH_PX, _LEAST_PX, _NOTES_PX = 640, 160, 84
_NONE = "No shared review was held yet.\n\nPress Look together below a reel; what is said and agreed is read here."


class HeldForm(Overlay):
    """Lists reviews, the latest first. Notes are on disk when their field is left, or the form closed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Shared reviews", width_px=_WIDTH_PX, high=True)
        self.area = scrolled(QWidget(), "The reviews", focus=Qt.FocusPolicy.NoFocus)
        self.area.setMinimumHeight(_LEAST_PX)
        self.column.addWidget(self.area, 1)
        self.trouble = QLabel("")
        self.trouble.setProperty("role", "concern")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self._close = push_button("Close", self.close_over)
        foot.addWidget(self._close)
        self.column.addLayout(foot)
        self.notes: dict[str, QPlainTextEdit] = {}
        self._keep: Callable[[str, str], str] = lambda review_id, text: ""

    def show_reviews(
        self,
        reviews: Sequence[SharedReview],
        said: Mapping[str, Sequence[SharedWords]],
        titles: Mapping[str, str],
        keep: Callable[[str, str], str],
    ) -> None:
        """Show them.

        Args:
            reviews: the latest first.
            said: in each, by its id.
            titles: of the reels that are still there, by id.
            keep: is given a review's id and its notes; answers why they can't be kept, or nothing.
        """
        self._keep = keep
        self.notes = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for one in reviews:
            column.addWidget(self._card(one, said.get(one.id, ()), titles.get(one.reel_id, "")))
        if not reviews:
            column.addWidget(_lines(_NONE, "hint"))
        column.addStretch(1)
        show_inside(self.area, page)
        self._say("")
        self.open(next(iter(self.notes.values()), self._close))

    def close_over(self) -> None:
        """Keep what was typed, then close; if it can't be kept, say why and stay."""
        if self.is_open:
            troubles = [self._keep(review_id, field.toPlainText()) for review_id, field in self.notes.items()]
            self._say(next(filter(None, troubles), ""))
            if any(troubles):
                return
        super().close_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes are kept when their field is left."""
        if event.type() == QEvent.Type.FocusOut:
            for review_id, field in self.notes.items():
                if field is watched and self.is_open:
                    self._say(self._keep(review_id, field.toPlainText()))
        return super().eventFilter(watched, event)

    def _card(self, review: SharedReview, said: Sequence[SharedWords], title: str) -> QFrame:
        card = QFrame()
        card.setProperty("role", "panel-card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        day = in_words(review.created_at)
        column.addWidget(_lines(" · ".join(part for part in (day, title) if part), "strong"))
        for words in said:
            column.addWidget(_lines(quoted(words), "goal"))
        if review.agreed:
            column.addWidget(_lines(review.agreed, ""))
        if review.next_step:
            column.addWidget(_lines(f"Next: {review.next_step}", "secondary"))
        field = QPlainTextEdit(review.notes)
        field.setAccessibleName(f"Your notes about the review of {day}")
        field.setPlaceholderText("Notes for yourself; no parent sees them.")
        field.setTabChangesFocus(True)
        field.setFixedHeight(_NOTES_PX)
        field.installEventFilter(self)
        self.notes[review.id] = field
        column.addWidget(field)
        return card

    def _say(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))


def _lines(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
