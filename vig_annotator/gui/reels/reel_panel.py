"""The reel: its clips in order, extra time around them, how long it will be, and making the film of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.annotating.moments_panel import PictureAt
from vig_annotator.gui.buttons import IconButton, press_words, push_button
from vig_annotator.gui.card_painter import CardPainter
from vig_annotator.gui.cards import Card, CardList
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.eliding import ElidedButton
from vig_annotator.gui.empty_state import cover_empty
from vig_annotator.gui.reels.reel_words import clips_and_length
from vig_annotator.model.audiences import AUDIENCE_WORDS, STRENGTHS_FIRST
from vig_annotator.model.edits.concerns import Coded, without_leave
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.timecode import format_duration, format_short

_HANDLES_S = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0)


class ReelPanel(QWidget):
    """Shows one reel of the family.

    Signals:
        reel_chosen(id): another reel was chosen.
        renamed(text): the reel's title was typed.
        handles_chosen(seconds): the extra time around each clip.
        audience_chosen(audience): whom it is for.
        folder_wanted(path): the folder of what was made last.
        checks_wanted: what is to be looked at before the film is made is to be listed.
    """

    reel_chosen = Signal(str)
    renamed = Signal(str)
    handles_chosen = Signal(float)
    audience_chosen = Signal(str)
    folder_wanted = Signal(object)
    checks_wanted = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Choice("Reel")
        self._title.setEditable(True)
        self._title.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self._title.setToolTip("The reel’s title, for people. Choose another reel from the list.")
        self._title.activated.connect(lambda row: self.reel_chosen.emit(self._title.itemData(row)))
        editor = self._title.lineEdit()
        assert editor is not None
        editor.setPlaceholderText("No reel yet")
        editor.editingFinished.connect(self._tell_title)
        new = IconButton("plus", action("reel.new").title, parent=self)
        new.clicked.connect(actions.qaction("reel.new").trigger)
        self._for = Choice("Whom it is for")
        for audience, words in AUDIENCE_WORDS.items():
            self._for.addItem(words, audience)
        self._for.activated.connect(lambda row: self.audience_chosen.emit(self._for.itemData(row)))
        self._handles = Choice("Extra time before and after each clip")
        self._handles.setToolTip("Extra time before and after each clip.")
        for length in _HANDLES_S:
            self._handles.addItem(_handles_words(length), length)
        self._handles.activated.connect(lambda row: self.handles_chosen.emit(self._handles.itemData(row)))
        self.list = CardList("Clips of the reel", self)
        self.list.setItemDelegate(CardPainter(self.list))
        self._empty = cover_empty(
            self.list.viewport(),
            lambda: (
                f"The reel is empty.\n\nChoose a moment and {press_words('moment.to_reel')}, or press the + on its card."
            ),
        )
        self._total = QLabel("")
        self._total.setProperty("role", "strong")
        self._make = push_button(
            "Make…",
            actions.qaction("making.film").trigger,
            role="primary",
            action_id="making.film",
            name="Make a film or something else of the reel",
        )
        actions.qaction("making.film").enabledChanged.connect(self._make.setEnabled)
        present = actions.qaction("share.present")
        self.present = push_button("Look together", present.trigger, key=action("share.present").key)
        self.present.setToolTip(action("share.present").help)
        self.present.setEnabled(present.isEnabled())
        present.enabledChanged.connect(self.present.setEnabled)
        self._done = ElidedButton()
        self._done.setProperty("role", "link")
        self._done.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._done.setAccessibleName("Show the folder of what was made")
        self._done.clicked.connect(self._show_done)
        self._done.hide()
        self._done_folder: Path | None = None
        self.checks = push_button("", self.checks_wanted.emit, role="link-warn")
        self.checks.hide()
        self._lay_out(new)

    def show_reel(
        self,
        reels: Sequence[Reel],
        reel: Reel | None,
        clips: Sequence[ReelClip],
        length_us: int,
        concerns: Mapping[str, Sequence[Coded]],
        picture_of: Mapping[str, PictureAt],
    ) -> None:
        """Show a reel with its clips.

        Args:
            reels: all of the family.
            reel: the one that is shown; None while there is none.
            clips: its clips, in order.
            length_us: how long its film will be.
            concerns: by clip id, the concerns that a clip shows.
            picture_of: by session id, where small pictures are.
        """
        with QSignalBlocker(self._title), QSignalBlocker(self._handles), QSignalBlocker(self._for):
            self._title.clear()
            for one in reels:
                self._title.addItem(one.title, one.id)
            self._title.setCurrentIndex(
                next((n for n, r in enumerate(reels) if reel and r.id == reel.id), -1)
            )
            self._show_title_start()
            self._show_handles((reel.handles_us if reel else 0) / US_PER_SECOND)
            self._for.setCurrentIndex(self._for.findData(reel.audience if reel else Audience.PARENT))
        for part in (self._title, self._handles, self._for):
            part.setEnabled(reel is not None)
        parent = reel is not None and reel.audience in STRENGTHS_FIRST
        self.list.set_cards(
            [
                _card(number, clip, concerns.get(clip.id, ()), picture_of.get(clip.session_id), parent)
                for number, clip in enumerate(clips, start=1)
            ]
        )
        self._empty.setVisible(not clips)
        self._total.setText(clips_and_length(len(clips), length_us) if clips else "")

    def show_made(self, film: Path | None) -> None:
        """Say where what was made last is; None for nothing."""
        self._done_folder = None if film is None else film if film.is_dir() else film.parent
        self._done.setVisible(film is not None)
        if film is not None:
            self._done.setText(f"✓ “{film.name}” – show its folder")
            self._done.setToolTip(str(film))

    def show_checks(self, count: int | None) -> None:
        """How much there is to look at before the film is made; None while that is not known."""
        things = "1 thing" if count == 1 else f"{count} things"
        self.checks.setText(f"{things} to look at first ›" if count else "✓ Looked through")
        self.checks.setToolTip(
            "Cuts in a word or in what goes well, clips too short, words that don’t fit or don’t belong."
        )
        self.checks.setEnabled(bool(count))
        self.checks.setProperty("role", "link-warn" if count else "link")
        self.checks.style().unpolish(self.checks)
        self.checks.style().polish(self.checks)
        self.checks.setVisible(count is not None)

    def _show_done(self) -> None:
        if self._done_folder is not None:
            self.folder_wanted.emit(self._done_folder)

    def _show_title_start(self) -> None:
        editor = self._title.lineEdit()
        if editor is not None and not editor.hasFocus():
            editor.setCursorPosition(0)

    def _show_handles(self, length: float) -> None:
        row = self._handles.findData(length)
        if row < 0:
            self._handles.addItem(_handles_words(length), length)
            row = self._handles.count() - 1
        self._handles.setCurrentIndex(row)

    def _lay_out(self, new: IconButton) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 10, 12, 0)
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(new)
        options = QHBoxLayout()
        options.setContentsMargins(12, 8, 12, 8)
        options.setSpacing(6)
        options.addWidget(self._for, 6)
        options.addWidget(self._handles, 5)
        foot = QFrame()
        foot.setProperty("role", "foot")
        bottom = QVBoxLayout(foot)
        bottom.setContentsMargins(12, 8, 12, 10)
        bottom.setSpacing(7)
        bottom.addWidget(self._total, 0, Qt.AlignmentFlag.AlignLeft)
        bottom.addWidget(self.checks, 0, Qt.AlignmentFlag.AlignLeft)
        bottom.addWidget(self._done)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        steps.addWidget(self.present)
        steps.addWidget(self._make, 1)
        bottom.addLayout(steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(options)
        column.addWidget(self.list, 1)
        column.addWidget(foot)

    def _tell_title(self) -> None:
        text = self._title.currentText().strip()
        if text and text != self._title.itemText(self._title.currentIndex()):
            self.renamed.emit(text)


def _handles_words(length: float) -> str:
    return f"+ {length:g} s each side" if length else "Cut exactly"


def _card(
    number: int, clip: ReelClip, concerns: Sequence[Coded], picture_at: PictureAt | None, parent: bool
) -> Card:
    words = ""
    if concerns:
        refused = without_leave(clip, concerns) if parent else ()
        words = (
            f"{refused[0].label}: not to be shown" if refused else f"{concerns[0].label}: shown on purpose"
        )
    return Card(
        id=clip.id,
        title=clip.caption,
        when=f"{format_short(clip.onset_us)} · {format_duration(clip.offset_us - clip.onset_us)}",
        words=words,
        concern=bool(concerns),
        number=number,
        button="close",
        button_name="Take it out of the reel",
        picture=picture_at(clip.onset_us) if picture_at is not None else None,
    )
