"""The sheet for sending films and codings to a supervisor elsewhere: what leaves, who was filmed, how it is opened, until when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.packets.how_opened import HowOpened
from vig_annotator.gui.packets.what_leaves import Offered, WhatLeaves
from vig_annotator.model.consent import Purpose
from vig_annotator.model.mediatime import Span
from vig_annotator.services import consent
from vig_annotator.services.packet_sealing import Wish
from vig_annotator.services.workspace import Workspace

_WIDTH_PX = 920
_HINT = (
    "One sealed file with film, tags and your questions. It opens in this program, for your supervisor alone, and nothing of it is ever saved in clear there. "
    "The answers come back in the same way."
)


class SendForm(Overlay):
    """Two columns: what leaves, and how it is opened; then what to do with the file.

    Signals:
        seal_wanted: the button was pressed, and all is there.
        stop_wanted: the work is to be stopped.
        consent_wanted(family id): their consent is to be looked at.
        folder_wanted(path): the folder of the packet that was made.
    """

    seal_wanted = Signal()
    stop_wanted = Signal()
    consent_wanted = Signal(str)
    folder_wanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Send to a supervisor elsewhere", width_px=_WIDTH_PX)
        self._file: Path | None = None
        self._ws: Workspace | None = None
        self.what, self.how = WhatLeaves(), HowOpened()
        self._asked, self._told_page = self._asking(), self._done()
        self.column.addWidget(self._asked)
        self.column.addWidget(self._told_page)
        self.what.changed.connect(self._end_with_consent)
        self.what.changed.connect(self._refresh)
        self.how.changed.connect(self._refresh)
        self.what.consent_wanted.connect(self._go_to_consent)

    def ask(self, ws: Workspace, offered: Sequence[Offered], chosen: str) -> None:
        """Ask what is to be sent; arguments as of `WhatLeaves.offer`."""
        self.how.clear()
        self._ws = ws
        self.what.offer(ws, offered, chosen)
        self.show_trouble("")
        self._show_page(done=False)
        self.open(self.what.films)
        self._end_with_consent()
        self._refresh()

    def wish(self, stretch: Span | None) -> Wish:
        """What is asked for; the argument as of `WhatLeaves.wishes`."""
        return Wish(
            self.what.wishes(stretch),
            meant_for=self.how.meant_for.text().strip(),
            questions=self.how.questions.toPlainText().strip(),
            expires_on=self.how.last_day,
            sound=self.what.sound.isChecked(),
            small=self.what.small.isChecked(),
        )

    @property
    def trouble(self) -> str:
        """What can't be done; empty if nothing is wrong."""
        return self._trouble.text()

    @property
    def working(self) -> bool:
        """Whether a packet is being sealed."""
        return not self._progress.isHidden()

    @property
    def done(self) -> bool:
        """Whether the packet is there, and the sheet says what to do with it."""
        return not self._told_page.isHidden()

    def show_trouble(self, words: str) -> None:
        """Say what can't be done; nothing if empty."""
        self._show_working(False)
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._place()

    def show_progress(self, share: float, words: str) -> None:
        """Say how far the sealing is."""
        self._show_working(True)
        self._progress.setValue(round(share * 1000))
        self._doing.setText(f"{words} …" if words else "Packing …")

    def show_done(self, file: Path) -> None:
        """Say that it is done, and what to do now."""
        self._file = file
        by_phrase = not self.how.by_key
        self._made.setText(f"“{file.name}” is sealed.")
        self._told.setText(
            "Send the file any way you like. Tell the pass phrase by telephone:"
            if by_phrase
            else "Send the file any way you like. It opens with the supervisor’s own key and with nothing else."
        )
        self.phrase_shown.setText(self.how.phrase.text if by_phrase else "")
        self.phrase_shown.setVisible(by_phrase)
        self._copy.setVisible(by_phrase)
        self._later.setText(
            f"It can be opened {self.how.until}. What left is noted under “What was made…”. When the answers come back, drop that file on this window."
        )
        self._show_working(False)
        self._show_page(done=True)
        self._close.setFocus()

    def close_over(self) -> None:
        """Close, unless a packet is being sealed; the pass phrase is not kept."""
        if not self.working:
            super().close_over()
            self.how.phrase.clear()
            self.phrase_shown.clear()

    def _show_page(self, *, done: bool) -> None:
        self._asked.setVisible(not done)
        self._told_page.setVisible(done)
        self._place()

    def _refresh(self) -> None:
        if not self.is_open:
            return
        lacking = self.what.lacking or self.how.lacking
        self.leaves.setText(self.what.summary)
        self.seal.setEnabled(not lacking)
        self.seal.setToolTip(lacking)
        self._needs.setText(lacking)
        self._place()

    def _end_with_consent(self) -> None:
        """A packet can't be opened for longer than everybody in it agreed to."""
        if self.is_open and self._ws is not None:
            there = [one.session_id for one in self.what.chosen]
            self.how.end_by(consent.last_day(self._ws, Purpose.SUPERVISION, there))

    def _go_to_consent(self, family_id: str) -> None:
        self.close_over()
        self.consent_wanted.emit(family_id)

    def _show_working(self, working: bool) -> None:
        self._progress.setVisible(working)
        self._doing.setVisible(working)
        self.what.setEnabled(not working)
        self.how.setEnabled(not working)
        self._needs.setVisible(not working)
        self.seal.setVisible(not working)
        self._cancel.setText("Stop" if working else "Cancel")

    def _cancel_or_stop(self) -> None:
        if self.working:
            self.stop_wanted.emit()
        else:
            self.close_over()

    def _tell_folder(self) -> None:
        if self._file is not None:
            self.folder_wanted.emit(self._file.parent)

    def _asking(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        hint = QLabel(_HINT)
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        column.addWidget(hint)
        sides = QHBoxLayout()
        sides.setSpacing(28)
        sides.addWidget(self.what, 1)
        sides.addWidget(self.how, 1)
        column.addLayout(sides)
        self._trouble = QLabel("")
        self._trouble.setProperty("role", "concern")
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._trouble)
        column.addLayout(self._foot())
        return page

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.leaves, self._needs, self._doing = QLabel(""), QLabel(""), QLabel("")
        self.leaves.setProperty("role", "strong")
        self.leaves.setAccessibleName("What leaves")
        self._needs.setProperty("role", "hint")
        self._doing.setProperty("role", "hint")
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._progress.setFixedWidth(190)
        self._progress.setAccessibleName("How far the sealing is")
        self._cancel = push_button("Cancel", self._cancel_or_stop)
        self.seal = push_button("Seal…", self.seal_wanted.emit, role="primary", name="Choose a file and seal")
        foot.addWidget(self.leaves)
        foot.addStretch(1)
        for part in (self._needs, self._doing, self._progress, self._cancel, self.seal):
            foot.addWidget(part)
        return foot

    def _done(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._made, self._told, self._later = QLabel(""), QLabel(""), QLabel("")
        self._made.setProperty("role", "strong")
        self._later.setProperty("role", "hint")
        self.phrase_shown = QLabel("")
        self.phrase_shown.setProperty("role", "phrase")
        self.phrase_shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.phrase_shown.setAccessibleName("The pass phrase")
        for label in (self._made, self._told, self.phrase_shown, self._later):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        foot = QHBoxLayout()
        self._copy = push_button("Copy the pass phrase", self.how.phrase.copy.click)
        foot.addWidget(self._copy)
        foot.addWidget(push_button("Show its folder", self._tell_folder))
        foot.addStretch(1)
        self._close = push_button("Close", self.close_over, role="primary")
        foot.addWidget(self._close)
        column.addLayout(foot)
        return page
