"""The moments of the session as cards: picture, star, caption, place and length, what lies in them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import follow_keys, key_text, press_words, push_button
from vig_annotator.gui.card_painter import CardPainter
from vig_annotator.gui.cards import Card, CardList
from vig_annotator.gui.empty_state import cover_empty
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.model.codebook import Codebook, Valence
from vig_annotator.model.coding import Coding
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.moment import Moment
from vig_annotator.model.timecode import format_duration, format_short

PictureAt = Callable[[int], QImage | None]


class MomentsPanel(QWidget):
    """The moments, and the two buttons that mark one."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = CardList("Moments", self)
        self.list.setItemDelegate(CardPainter(self.list))
        mark_in, mark_out = action("moment.mark_in"), action("moment.mark_out")
        self._empty = cover_empty(self.list.viewport(), _empty_words)
        self._begin = push_button("", actions.qaction(mark_in.id).trigger, name=mark_in.title)
        self._end = push_button("", actions.qaction(mark_out.id).trigger, name=mark_out.title)
        follow_keys(self._begin, lambda: self._begin.setText(f"Begins here  {_key('mark_in')}".strip()))
        follow_keys(self._end, lambda: self._end.setText(f"Ends here  {_key('mark_out')}".strip()))
        for row_id, button in ((mark_in.id, self._begin), (mark_out.id, self._end)):
            button.setToolTip(action(row_id).help)
            qaction = actions.qaction(row_id)
            button.setEnabled(qaction.isEnabled())
            qaction.enabledChanged.connect(button.setEnabled)
        self._marked = QLabel("")
        self._marked.setProperty("role", "hint")
        self._marked.setContentsMargins(14, 0, 14, 6)
        self._marked.hide()
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(12, 8, 12, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self._begin, 1)
        buttons.addWidget(self._end, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self._marked)
        column.addWidget(self._buttons)

    def show_moments(self, moments: Sequence[Moment], coding: Coding, picture_at: PictureAt) -> None:
        """Show the session's moments, in the clinician's order."""
        to_reel = action("moment.to_reel").title
        self.list.set_cards(
            [
                Card(
                    id=one.id,
                    title=one.caption,
                    when=f"{format_short(one.onset_us)} · {format_duration(one.offset_us - one.onset_us)}",
                    words=words_in(coding, one.onset_us, one.offset_us),
                    starred=one.starred,
                    button="plus",
                    button_name=to_reel,
                    picture=picture_at(one.onset_us),
                )
                for one in moments
            ]
        )
        self._empty.setVisible(not moments)

    def show_buttons(self, shown: bool) -> None:
        """Show the two buttons, or leave their room to the cards; their keys work all the same."""
        self._buttons.setVisible(shown)

    def show_mark(self, begins_us: MediaTime | None) -> None:
        """Where a moment was marked to begin."""
        self._marked.setVisible(begins_us is not None)
        if begins_us is not None:
            self._marked.setText(
                f"A moment begins at {format_short(begins_us)} – go to its end and {press_words('moment.mark_out')}"
            )
        self._end.setProperty("role", "primary" if begins_us is not None else "")
        self._end.style().unpolish(self._end)
        self._end.style().polish(self._end)


def _key(action_name: str) -> str:
    return key_text(key_book().key(f"moment.{action_name}"))


def _empty_words() -> str:
    return (
        f"No moments yet.\n\nWhen they get it right together, {press_words('moment.mark_in')} where it begins and "
        f"{press_words('moment.mark_out')} where it ends."
    )


def words_in(coding: Coding, onset_us: int, offset_us: int) -> str:
    """What lies in a stretch, strengths only: the positive code that is tagged most, and how often.

    A state that runs and began before the stretch is left out: nobody knows yet whether it reaches into it.
    """
    positive = _positive(coding.codebook)
    tags = coding.annotations
    first = bisect_left(tags, onset_us, key=lambda one: one.onset_us)
    stop = bisect_left(tags, offset_us, key=lambda one: one.onset_us)
    found = Counter(one.code_id for one in tags[first:stop] if one.code_id in positive)
    # States that began before the stretch and reach into it.
    lanes = {coding.lane_of(code_id) for code_id in positive}
    for lane in lanes:
        reaching = (one for one in coding.overlapping(lane, onset_us, offset_us) if one.onset_us < onset_us)
        found.update(one.code_id for one in reaching if one.code_id in positive)
    if not found:
        return ""
    code_id, count = found.most_common(1)[0]
    return positive[code_id] if count == 1 else f"{positive[code_id]} × {count}"


def _positive(codebook: Codebook) -> dict[str, str]:
    return {code.id: code.label for code in codebook.codes if code.valence is Valence.POSITIVE}
