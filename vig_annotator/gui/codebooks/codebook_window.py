"""The window in which a codebook is changed: codes in a table, the chosen one in a form, beside it what coders will see."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from vig_annotator.codebook import editing
from vig_annotator.codebook.fault_places import PlacedFault
from vig_annotator.gui.codebooks.change_sheet import ChangeSheet
from vig_annotator.gui.codebooks.codebook_desk import CodebookDesk
from vig_annotator.gui.codebooks.editor_actions import EDITOR_ACTIONS
from vig_annotator.gui.codebooks.editor_layout import EditorLayout, language_name
from vig_annotator.gui.codebooks.manual_saving import save_manual
from vig_annotator.gui.exemplars.exemplar_popup import ExemplarHover
from vig_annotator.gui.exemplars.exemplar_strip import ExemplarStrip
from vig_annotator.gui.exemplars.shelf import ExemplarShelf
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.messages import Messages, Notice
from vig_annotator.gui.theme import theme
from vig_annotator.gui.window_actions import window_actions
from vig_annotator.model.codebook import Codebook
from vig_annotator.services.codebook_editing import CodebookDraft, usual_file

_CHECK_MS = 150
_LEAST = (900, 500)
_KEY, _FILTER = "key", "Codebooks (*.yaml)"


class CodebookWindow(QWidget):
    """Changes one codebook.

    Signals:
        saved(path): the codebook was written to a file.
        closed: the window is gone.

    Args:
        draft: the codebook.
        library: the folder of the library, in which a service's own codebooks are kept.
        parent: the window that it belongs to.
        shelf: the exemplars of the open library, to be seen and let go here; None where no library is open.
    """

    saved = Signal(Path)
    closed = Signal()

    def __init__(
        self,
        draft: CodebookDraft,
        library: Path,
        parent: QWidget | None = None,
        shelf: ExemplarShelf | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.desk = CodebookDesk(draft, self)
        self._library = library
        self._faults: list[PlacedFault] = []
        self._covered = False
        self.setMinimumSize(*_LEAST)
        self.setProperty("role", "window")
        self.setAutoFillBackground(True)
        self.notice = Notice()
        self.messages = Messages(self, self.notice)
        self.actions_ = window_actions(self, EDITOR_ACTIONS)
        self.parts = EditorLayout(self.actions_, self.notice)
        self.list, self.form, self.header = self.parts.list, self.parts.form, self.parts.header
        self.palette_, self.entries = self.parts.palette_, self.parts.entries
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._check_timer = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._check_timer.timeout.connect(self.check)
        self.sheet, self.line_form = ChangeSheet(self), LineForm(self)
        self._connect()
        if shelf is not None:
            strip = ExemplarStrip(shelf)
            strip.refused.connect(self.messages.tell)
            self.form.add_exemplars(strip)
            self.hover = ExemplarHover(self, self.palette_, shelf)
        self._show()
        self.check()
        self.list.setFocus()

    @property
    def draft(self) -> CodebookDraft:
        """The codebook while it is changed."""
        return self.desk.draft

    @property
    def book(self) -> Codebook:
        """The codebook as it is now."""
        return self.desk.book

    @property
    def chosen(self) -> str:
        """Id of the code in the form."""
        return self.desk.code.id

    @property
    def faults(self) -> list[PlacedFault]:
        """What was wrong when it was last looked at."""
        return self._faults

    # What can be done: each is a row of `EDITOR_ACTIONS`

    def save(self) -> None:
        """Show what changed, then write it."""
        self._ask_to_save(usual_file(self.draft, self._library))

    def save_as(self) -> None:
        """The same, to a file that is asked for."""
        usual = usual_file(self.draft, self._library)
        name, _ = QFileDialog.getSaveFileName(self, "Save the codebook", str(usual), _FILTER)
        if name:
            self._ask_to_save(Path(name).with_suffix(".yaml"))

    def changes(self) -> None:
        """Say what is different from the last saved version."""
        self.sheet.show_changes(self.draft.differences())

    def manual(self) -> None:
        """Write the printable manual, in the language that is shown, to a file that is asked for."""
        self.check()
        if self._faults:
            self.messages.notice(
                "Put right first what is wrong in the codebook; then its manual can be made."
            )
            return
        save_manual(self.desk.as_read, self, self.messages)

    def new_from(self) -> None:
        """Go on with a new codebook that begins as this one."""
        self.line_form.ask("What is the new codebook called?", "", self._begin_new)

    def undo(self) -> None:
        """Take back the last change."""
        self._walked("Undone", self.desk.undo())

    def redo(self) -> None:
        """Bring back what was undone."""
        self._walked("Done again", self.desk.redo())

    def new_code(self) -> None:
        """Add a code below the chosen one."""
        self.line_form.ask("What is the new code called?", "", self._add_code)

    def retire(self) -> None:
        """Offer the chosen code no longer, or again; one that was never saved is taken out."""
        self.desk.retire()

    def up(self) -> None:
        """Move the chosen code one place up."""
        self.desk.move_by(-1)

    def down(self) -> None:
        """Move the chosen code one place down."""
        self.desk.move_by(1)

    def new_group(self) -> None:
        """Add a group of codes."""
        self._ask_for_entry("groups", "What is the new group called?")

    def new_question(self) -> None:
        """Add a question that a coder can answer about a tag."""
        self._ask_for_entry("modifiers", "What is asked, such as “How strong?”")

    def language(self) -> None:
        """Write the texts of the next language."""
        every = ["", *self.desk.languages]
        if len(every) == 1:
            self.new_language()
        else:
            self.desk.choose_language(every[(every.index(self.desk.language) + 1) % len(every)])

    def new_language(self) -> None:
        """Begin to translate the texts into another language."""
        self.parts.show_languages(self.book.language, self.desk.languages, self.desk.language)
        self.line_form.ask(
            "Which language? Its short name, such as cy, pl or pt-BR", "", self.desk.begin_language
        )

    # What the user chose

    def choose(self, code_id: str) -> None:
        """Show a code in the form."""
        self.parts.show_page("codes")
        self.desk.choose(code_id)

    def check(self) -> None:
        """Look for faults now, and say each at its field; then show what coders will see."""
        self._check_timer.stop()
        self._faults = self.draft.faults()
        self._show_faults()
        self.palette_.set_codebook(self.desk.as_read)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first if something is not saved."""
        if not self.may_close():
            event.ignore()
            return
        self._check_timer.stop()
        event.accept()
        self.closed.emit()

    def may_close(self) -> bool:
        """Whether nothing would be lost, or the user says that it may be."""
        if self.draft.undo_words is None or not self.draft.changed:
            return True
        return self.messages.ask(
            f"“{self.book.title}” is not saved.", "What you changed would be lost.", "Close without saving"
        )

    def _code_changed(self, field: str, values: dict[str, object]) -> None:
        self.desk.change_code(field, values)
        if field == _KEY:
            self.check()

    def _ask_for_entry(self, part: str, question: str) -> None:
        def add(label: str) -> None:
            self.desk.add_entry(part, label)
            self.parts.show_page(part)

        self.line_form.ask(question, "", add)

    def _add_code(self, label: str) -> None:
        self.desk.add_code(label)
        self.parts.show_page("codes")

    def _begin_new(self, title: str) -> None:
        self.desk.begin_new(title)
        self.check()
        self.messages.say(f"“{title}” is new and not saved yet.")

    def _walked(self, what: str, words: str | None) -> None:
        if words is not None:
            self.messages.say(f"{what}: {words}")
        self.check()

    # Saving

    def _ask_to_save(self, out: Path) -> None:
        self.check()
        if self._faults:
            fault = self._faults[0]
            self.parts.show_page(fault.part)
            if fault.part == "codes":
                self.desk.choose(fault.id)
            self.messages.notice(f"It can't be saved yet. {fault.message}.")
            return
        self.notice.hide()
        differences = self.draft.differences()
        same = self.book.version == self.draft.saved.version
        version = editing.next_version(self.book.version) if differences and same else self.book.version
        self.sheet.ask(differences, f"It is written to {out}.", version, partial(self._write, out))

    def _write(self, out: Path, version: str) -> None:
        if version != self.book.version:
            self.draft.change(editing.set_header(self.book, version=version), "change the version")
        try:
            loaded = self.draft.save(out)
        finally:
            self._show()
            self.check()
        self.messages.say(f"“{loaded.codebook.title}” {loaded.codebook.version} is saved.")
        self.saved.emit(out)

    # Showing

    def _changed(self) -> None:
        self._show()
        self._check_timer.start()

    def _show(self) -> None:
        desk, code = self.desk, self.desk.code
        retire = "Use again" if code.retired else "Take out" if self.draft.is_new(code.id) else "Retire"
        self.parts.show_head(self.book.title, self._words_of_place(), retire)
        self.parts.show_languages(self.book.language, desk.languages, desk.language)
        self.setWindowTitle(f"{self.book.title}{' *' if self.draft.changed else ''} – codebook")
        self.form.show_code(self.book, code, desk.own_texts("codes", code.id))
        self.header.show_codebook(self.book, self._words_of_lineage(), desk.own_texts("header", ""))
        self._show_faults()
        self.actions_["undo"].setEnabled(self.draft.undo_words is not None and not self._covered)
        self.actions_["redo"].setEnabled(self.draft.redo_words is not None and not self._covered)

    def _show_faults(self) -> None:
        def of(part: str, entry: str) -> dict[str, str]:
            return {
                one.field: f"{one.message}."
                for one in reversed(self._faults)
                if (one.part, one.id) == (part, entry)
            }

        self.form.show_faults(of("codes", self.chosen))
        self.header.show_faults(of("header", ""))
        for part, form in self.entries.items():
            wrong = {one.id: f"{one.message}." for one in self._faults if one.part == part}
            form.show_entries(self.book, self.desk.own_texts, wrong)
        self.list.show_codes(self.book, self.chosen, {one.id for one in self._faults if one.part == "codes"})
        self.parts.show_state([f"{one.message}." for one in self._faults])

    def _words_of_place(self) -> str:
        version = f"Version {self.book.version}"
        if self.draft.path is None:
            return f"{version} · not saved yet; saving makes a file of your own"
        return f"{version} · {self.draft.path.name}{' · changed' if self.draft.changed else ''}"

    def _words_of_lineage(self) -> str:
        words = f"Known to other programs as {self.book.id}."
        if self.draft.extends:
            return f"{words} It extends {self.draft.extends}: its file says only what is different."
        return f"{words} Made from {', '.join(self.book.based_on)}." if self.book.based_on else words

    # Putting together

    def _connect(self) -> None:
        desk, parts = self.desk, self.parts
        desk.changed.connect(self._changed)
        desk.refused.connect(self.messages.tell)
        self.list.code_chosen.connect(self.choose)
        self.list.moved.connect(desk.move_code)
        self.palette_.pressed.connect(self.choose)
        self.form.changed.connect(self._code_changed)
        self.header.changed.connect(desk.change_header)
        for part, form in self.entries.items():
            form.changed.connect(partial(desk.change_entry, part))
            form.gone.connect(partial(desk.remove_entry, part))
        self.entries["groups"].wanted.connect(self.new_group)
        self.entries["modifiers"].wanted.connect(self.new_question)
        self.entries["subjects"].wanted.connect(
            lambda: self._ask_for_entry("subjects", "Who is it, such as “Grandparent”?")
        )
        parts.language_chosen.connect(desk.choose_language)
        parts.language_wanted.connect(self.new_language)
        parts.language_gone.connect(self._take_language_away)
        theme().changed.connect(self._dressed_anew)
        for overlay in (self.sheet, self.line_form):
            overlay.opened.connect(self._overlay_changed)
            overlay.closed.connect(self._overlay_changed)

    def _take_language_away(self) -> None:
        name = language_name(self.desk.language)
        self.desk.take_language_away()
        self.messages.say(f"The texts in {name} are taken out. Undo brings them back.")

    def _overlay_changed(self) -> None:
        """While something lies over the window, only that is worked with."""
        self._covered = self.sheet.is_open or self.line_form.is_open
        for made in self.actions_.values():
            made.setEnabled(not self._covered)
        self._show()

    def _dressed_anew(self) -> None:
        self._show()
        self.check()
