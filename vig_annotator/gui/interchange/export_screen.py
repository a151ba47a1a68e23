"""The export screen: which sessions, for which program, who is named, and what is lost, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.exchange.formats import FORMATS, Format, format_of_id
from vig_annotator.exchange.losses import FoundLoss
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.interchange.loss_list import LossList
from vig_annotator.gui.interchange.sheet import Sheet, head, words
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.scrolling import scrolled
from vig_annotator.gui.tick import Tick
from vig_annotator.services.interchange_export import ExportChoices

_ABOUT = {
    "eaf": "For ELAN: tiers, vocabularies and the film.",
    "etf": "For ELAN: only the codes, to begin new files with.",
    "boris": "For BORIS: behaviours, subjects, modifiers and the film.",
    "opf": "For Datavyu: a column for each lane.",
    "textgrid": "For Praat: a tier for each lane.",
    "webvtt": "Captions that any player shows over the film.",
    "srt": "Captions that any player shows over the film.",
    "gseq": "For sequential analysis in GSEQ.",
    "otio": "For editing programs: the film with a marker for each tag.",
    "csv": "One row for each tag, for R, Python, SPSS or Excel.",
    "tsv": "One row for each tag, separated by tabs.",
    "xlsx": "One row for each tag, as an Excel sheet.",
    "parquet": "One row for each tag, for R and Python: exact types, quick to read.",
}


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session that can be chosen."""

    id: str
    family_id: str
    title: str
    tags: int


class ExportScreen(Sheet):
    """Shows what would be written.

    Signals:
        changed: something that matters for what is lost.
    """

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Export for another program", "Write the file…")
        self.badge.hide()
        self.form, self.family = Choice("Write"), Choice("Sessions of")
        for one in FORMATS:
            if one.write is not None:
                self.form.addItem(one.title[0].upper() + one.title[1:], one.id)
        self.about = words("", "hint")
        self._lines: Sequence[SessionLine] = ()
        self.sessions: dict[str, Tick] = {}
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(6)
        self.coder = Choice("Codings of")
        self.without_names = Tick("Name nobody")
        self.without_notes = Tick("Leave out notes")
        self._names_hint = words("", "hint")
        self.losses = LossList()
        self._lay_out()
        self.form.currentIndexChanged.connect(self._form_changed)
        self.family.currentIndexChanged.connect(lambda _: self._show_sessions(chosen=None))
        self.coder.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.without_names.toggled.connect(self._names_toggled)
        self.without_notes.toggled.connect(lambda _: self.changed.emit())
        self.losses.changed.connect(self.changed)

    def _lay_out(self) -> None:
        self.left.addWidget(head("What"))
        self.left.addWidget(self.family)
        inside = QWidget()
        inside.setLayout(self._list)
        self.left.addWidget(scrolled(inside, "Sessions"), 1)
        row = QHBoxLayout()
        row.addWidget(push_button("All", lambda: self._tick(True), role="link", name="Choose all sessions"))
        row.addWidget(push_button("None", lambda: self._tick(False), role="link", name="Choose no session"))
        row.addStretch(1)
        self.left.addLayout(row)
        label = QLabel("Codings of")
        label.setProperty("role", "secondary")
        label.setBuddy(self.coder)
        self.left.addWidget(label)
        self.left.addWidget(self.coder)
        self.right.addWidget(head("For which program"))
        self.right.addWidget(self.form)
        self.right.addWidget(self.about)
        self.right.addSpacing(4)
        self.right.addWidget(head("What is left out"))
        self.right.addWidget(self.without_names)
        self.right.addWidget(self._names_hint)
        self.right.addWidget(self.without_notes)
        self.right.addSpacing(4)
        self.right.addWidget(head("What this format can’t hold"))
        self.right.addWidget(self.losses, 1)

    @property
    def format(self) -> Format:
        """What is to be written."""
        return format_of_id(self.form.currentData())

    @property
    def chosen_sessions(self) -> list[str]:
        """The ids of the sessions that are ticked, in order."""
        return [one_id for one_id, box in self.sessions.items() if box.isChecked()]

    @property
    def choices(self) -> ExportChoices:
        """What was chosen."""
        return ExportChoices(
            self.without_names.isChecked(),
            self.without_notes.isChecked(),
            self.coder.currentData() or "",
            self.losses.substitutes,
        )

    def ask(
        self,
        families: Sequence[tuple[str, str]],
        lines: Sequence[SessionLine],
        family_id: str,
        session_id: str,
        form_id: str,
    ) -> None:
        """Offer families (title and id; an empty id for all) and their sessions.

        Args:
            families: in order.
            lines: every session.
            family_id: the family to begin with.
            session_id: the session to begin with; empty for all of the family.
            form_id: the format to begin with.
        """
        self._lines = lines
        with QSignalBlocker(self.family), QSignalBlocker(self.form):
            self.family.clear()
            for title, one_id in families:
                self.family.addItem(title, one_id)
            self.family.setCurrentIndex(max(0, self.family.findData(family_id)))
            self.form.setCurrentIndex(max(0, self.form.findData(form_id)))
        self.open(self.form)
        self._show_format()
        self._show_sessions(chosen=session_id or None)

    def offer_coders(self, coders: Sequence[str]) -> None:
        """Offer the coders of the chosen sessions; who was chosen stays, if still there."""
        before = self.coder.currentData()
        with QSignalBlocker(self.coder):
            self.coder.clear()
            self.coder.addItem("Everybody", "")
            for one in coders:
                self.coder.addItem(one, one)
            self.coder.setCurrentIndex(max(0, self.coder.findData(before)))
        self.coder.setEnabled(len(coders) > 1)

    def show_losses(self, losses: Sequence[FoundLoss], files: int, tags: int) -> None:
        """Show what would be written and what is lost."""
        self.losses.show_losses(losses)
        self.order_tabs()
        what = "tag" if tags == 1 else "tags"
        if files == 1:
            self.show_outcome(f"One file with {tags:,} {what}.")
        else:
            self.show_outcome(
                f"{files} files in a folder, with {tags:,} {what}: this format holds one session a file."
            )
        label = "Write the file…" if files == 1 else f"Write {files} files…"
        self.button.setText(label)
        self.button.setAccessibleName(label.rstrip("…"))
        self.button.setEnabled(True)

    def show_waiting(self, text: str) -> None:
        """Something is being looked at, or written."""
        self.show_outcome(text)
        self.button.setEnabled(False)

    def show_trouble(self, text: str) -> None:
        """Say why nothing can be written like this."""
        self.show_outcome(text, trouble=True)
        self.button.setEnabled(False)

    def _form_changed(self) -> None:
        self.losses.forget()
        self._show_format()
        self.changed.emit()

    def _show_format(self) -> None:
        form = self.format
        self.about.setText(f"{_ABOUT[form.id]} Written as {form.suffixes[0]}.")
        with QSignalBlocker(self.without_names):
            self.without_names.setChecked(form.research)
        self._say_names()

    def _names_toggled(self) -> None:
        self._say_names()
        self.changed.emit()

    def _say_names(self) -> None:
        if self.without_names.isChecked():
            text = "Coders become “coder 1”, “coder 2”; sessions and films are called after the family’s pseudonym. Notes stay as they are."
        else:
            text = "Coders, session titles and the names of films are in the file."
        self._names_hint.setText(text)

    def _show_sessions(self, chosen: str | None) -> None:
        emptied(self._list)
        self.sessions = {}
        family = self.family.currentData()
        for one in self._lines:
            if family and one.family_id != family:
                continue
            tags = "1 tag" if one.tags == 1 else f"{one.tags:,} tags"
            box = Tick(f"{one.title} · {tags}")
            box.setToolTip(one.title)
            box.setChecked(chosen is None or one.id == chosen)
            box.toggled.connect(lambda _: self.changed.emit())
            self.sessions[one.id] = box
            self._list.addWidget(box)
        self._list.addStretch(1)
        self.changed.emit()

    def _tick(self, on: bool) -> None:
        for box in self.sessions.values():
            with QSignalBlocker(box):
                box.setChecked(on)
        self.changed.emit()
