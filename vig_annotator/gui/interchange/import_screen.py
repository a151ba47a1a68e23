"""The import screen: what was found, what becomes of it, and one button that takes it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from vig_annotator.exchange.formats import format_of_id
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.interchange.found_panel import FoundPanel
from vig_annotator.gui.interchange.mapping_list import MappingList
from vig_annotator.gui.interchange.sheet import Sheet, head
from vig_annotator.services.interchange_into import Into
from vig_annotator.services.interchange_looking import Looked, ReadFile, ToDecide

_DRAWN, _IN_FILE = "One made from the file", "The one that it brings along"

_OF_VISIT = "That visit’s codebook"

_OTHER = "another file"

LIKE_NAMED = "like named"
"""Instead of a visit's id: the one whose name differs from the file's in one word at its end."""


@dataclass(frozen=True, slots=True)
class CodebookChoice:
    """A codebook that is offered.

    Attributes:
        path: None for one that is drawn from the file.
    """

    title: str
    path: Path | None


class ImportScreen(Sheet):
    """Shows one file at a time.

    Signals:
        codebook_chosen: another codebook, or none.
        visit_chosen: another visit to go into, or none that is named.
        asked_again: the lines are to be made anew, because texts are read in another way.
        changed: something else that matters for what becomes of the file.
        import_wanted(all of them): take it in; or it and all that follow in the same way.
        skip_wanted: go on to the next file without this one.
        film_wanted(name): show where a film is.
        other_codebook_wanted: choose a codebook file.
    """

    codebook_chosen = Signal()
    visit_chosen = Signal()
    asked_again = Signal()
    changed = Signal()
    import_wanted = Signal(bool)
    skip_wanted = Signal()
    film_wanted = Signal(str)
    other_codebook_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Import", "Import")
        self.found = FoundPanel()
        self.found.film_wanted.connect(self.film_wanted)
        self.left.addWidget(self.found)
        self.codebook, self.family, self.visit = Choice("Code with"), Choice("Family"), Choice("Goes into")
        self.coder = QLineEdit()
        self.coder.setAccessibleName("Coder, where none is named")
        self.coder.setMaxLength(60)
        self.mapping = MappingList()
        self.mapping.changed.connect(self.changed)
        self.mapping.texts_changed.connect(self.asked_again)
        top = QGridLayout()
        top.setHorizontalSpacing(12)
        top.setVerticalSpacing(3)
        labels = ("Code with", "Goes into", "For the family", "Coder, where none is named")
        fields = (self.codebook, self.visit, self.family, self.coder)
        for place, (text, field) in enumerate(zip(labels, fields, strict=True)):
            label = ElidedLabel(text)
            label.setProperty("role", "secondary")
            label.setBuddy(field)
            top.addWidget(label, 0, place)
            top.addWidget(field, 1, place)
            top.setColumnStretch(place, (3, 3, 2, 3)[place])
        self.right.addLayout(top)
        self.right.addSpacing(4)
        above = QHBoxLayout()
        above.addWidget(head("What becomes of it"), 1)
        above.addWidget(self.mapping.lasting)
        self.right.addLayout(above)
        self.right.addWidget(self.mapping, 1)
        self.skip = push_button("Leave this file out", self.skip_wanted.emit)
        self.all = push_button("Import all like this", lambda: self.import_wanted.emit(True))
        self.foot.insertWidget(2, self.skip)
        self.foot.insertWidget(3, self.all)
        self.button.clicked.connect(lambda: self.import_wanted.emit(False))
        self.codebook.currentIndexChanged.connect(self._codebook_changed)
        self.visit.currentIndexChanged.connect(self._visit_changed)
        self.coder.editingFinished.connect(self._coder_typed)
        self._codebook_before = 0
        self._files_left, self._brings_codebook = 1, False

    @property
    def codebook_path(self) -> Path | None:
        """The codebook to code with; None to draw one from the file."""
        chosen = self.codebook.currentData()
        return Path(chosen) if chosen else None

    @property
    def visit_id(self) -> str:
        """The visit that it goes into, or `LIKE_NAMED`; empty for its film's visit, or a new one."""
        return str(self.visit.currentData() or "")

    def offer(
        self,
        codebooks: Sequence[CodebookChoice],
        families: Sequence[tuple[str, str]],
        family_id: str,
        coder: str,
    ) -> None:
        """Offer codebooks and families (title and id; the first is a new one)."""
        with QSignalBlocker(self.codebook):
            self.codebook.clear()
            for one in codebooks:
                self.codebook.addItem(one.title, str(one.path) if one.path is not None else "")
            self.codebook.addItem("A codebook file…", _OTHER)
        self.family.clear()
        for title, one_id in families:
            self.family.addItem(title, one_id)
        self.family.setCurrentIndex(max(0, self.family.findData(family_id)))
        self.coder.setText(coder)
        self._codebook_before = 0

    def offer_visits(self, visits: Sequence[tuple[str, str]]) -> None:
        """Offer visits (title and id) to go into, for the next file: none that is named before is chosen still."""
        like = self.visit_id == LIKE_NAMED
        with QSignalBlocker(self.visit):
            self.visit.clear()
            self.visit.addItem("Film’s visit, or a new one", "")
            if visits:
                self.visit.addItem("The visit named like the file", LIKE_NAMED)
            for title, one_id in visits:
                self.visit.addItem(title, one_id)
            self.visit.setCurrentIndex(1 if like and visits else 0)
        self.family.setEnabled(not self.visit_id)

    def choose_codebook(self, title: str, path: Path) -> None:
        """Offer one more codebook and choose it."""
        place = self.codebook.findData(str(path))
        if place < 0:
            place = self.codebook.count() - 1
            with QSignalBlocker(self.codebook):
                self.codebook.insertItem(place, title, str(path))
        self.codebook.setCurrentIndex(place)

    def show_file(self, file: ReadFile, number: int, count: int) -> None:
        """Begin with a file: what was read; what becomes of it comes later."""
        document = file.document
        form = format_of_id(document.format)
        self.head.setText(f"Import “{file.path.name}”")
        self.badge.setText(f"{form.title} {document.version}".strip())
        self.step.setText(f"File {number} of {count}" if count > 1 else "")
        several = count - number > 0
        self.skip.setVisible(count > 1)
        self.all.setVisible(several)
        self._files_left, self._brings_codebook = count - number + 1, bool(document.codebook_text)
        self._name_choices(None)
        self.found.show_file(file)
        self.show_waiting()
        if not self.is_open:
            self.open(self.codebook)

    def show_rows(self, decide: ToDecide, into: Into | None) -> None:
        """Show what there is to decide; `into` is the visit that it goes into, if one is named."""
        self._name_choices(into)
        self.mapping.show_rows(decide)
        self.order_tabs()

    def _name_choices(self, into: Into | None) -> None:
        """What the first codebook is, and what happens to all files, depends on the file and on the visit."""
        alone = self.visit_id not in ("", LIKE_NAMED)
        self.all.setText(f"Import all {self._files_left} {'into this visit' if alone else 'like this'}")
        self.all.setAccessibleName(self.all.text())
        first = _IN_FILE if self._brings_codebook else _DRAWN
        with QSignalBlocker(self.codebook):
            self.codebook.setItemText(
                0, _OF_VISIT if into is not None and into.codebook is not None else first
            )

    def show_waiting(self) -> None:
        """What becomes of the file is being counted."""
        self.show_outcome("Counting…")
        self._allow(False)

    def show_writing(self, share: float) -> None:
        """It is being written; Cancel or Esc takes all of it back."""
        self.show_outcome(f"Taking it in: {round(share * 100)} %. Cancel leaves everything as it was.")
        self._allow(False)
        self.skip.setEnabled(False)

    def show_looked(self, looked: Looked) -> None:
        """Show what would become of the file."""
        self.found.show_looked(looked)
        self.order_tabs()
        text, count = outcome(looked)
        self.show_outcome(text)
        self._allow(count > 0 or looked.plan.left_out == 0)

    def show_trouble(self, text: str) -> None:
        """Say why the file can't be taken in like this."""
        self.show_outcome(text, trouble=True)
        self._allow(False)

    def _allow(self, allowed: bool) -> None:
        self.button.setEnabled(allowed)
        self.all.setEnabled(allowed)
        self.skip.setEnabled(True)

    def _coder_typed(self) -> None:
        """Leaving the line is no change by itself."""
        if self.coder.isModified():
            self.coder.setModified(False)
            self.changed.emit()

    def _visit_changed(self) -> None:
        self.family.setEnabled(not self.visit_id)
        self.visit_chosen.emit()

    def _codebook_changed(self, place: int) -> None:
        if self.codebook.itemData(place) == _OTHER:
            with QSignalBlocker(self.codebook):
                self.codebook.setCurrentIndex(self._codebook_before)
            self.other_codebook_wanted.emit()
            return
        self._codebook_before = place
        self.codebook_chosen.emit()


def outcome(looked: Looked) -> tuple[str, int]:
    """What would come in, in words; and how many annotations."""
    books: Counter[str] = Counter()
    drawn: dict[str, int] = {}
    coders: dict[str, None] = {}
    for passes in looked.plan.passes:
        for one in passes:
            if one.placed:
                coders.setdefault(one.coder)
            if looked.codebook is not None and one.loaded.sha256 == looked.codebook.sha256:
                books[one.loaded.codebook.title] += len(one.placed)
            else:
                books[""] += len(one.placed)
                drawn[one.loaded.sha256] = len(one.loaded.codebook.codes)
    total = sum(books.values())
    parts = [f"{count:,} with codes of “{title}”" for title, count in books.items() if title and count]
    if books[""]:
        codes = sum(drawn.values())
        parts.append(
            f"{books['']:,} with a codebook of their own ({codes} {'code' if codes == 1 else 'codes'})"
        )
    what = "annotation comes" if total == 1 else "annotations come"
    into = looked.choices.into
    where = f"into “{into.title}”" if into is not None else "in"
    text = f"{total:,} {what} {where}: {', '.join(parts)}." if parts else "No annotations come in."
    if looked.plan.left_out:
        text += f" {looked.plan.left_out:,} are left out."
    if coders:
        codings = f"{len(coders)} codings" if len(coders) > 1 else "One coding"
        text += f" {codings}: {', '.join(coders)}."
    return f"{text} One undo takes it out again.", total
