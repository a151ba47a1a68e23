"""The window in which a codebook is changed: codes in a table, the chosen one in a form, beside it what coders will see."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.codebook import editing
from vig_annotator.codebook.fault_places import PlacedFault
from vig_annotator.errors import RuleViolation
from vig_annotator.gui.annotating.palette import Palette
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.codebooks.change_sheet import ChangeSheet
from vig_annotator.gui.codebooks.code_form import CodeForm
from vig_annotator.gui.codebooks.code_list import CodeList
from vig_annotator.gui.codebooks.editor_actions import EDITOR_ACTIONS
from vig_annotator.gui.codebooks.group_form import GroupForm
from vig_annotator.gui.codebooks.header_form import HeaderForm
from vig_annotator.gui.codebooks.manual_saving import save_manual
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.messages import Messages, Notice
from vig_annotator.gui.theme import theme
from vig_annotator.model.codebook import Codebook
from vig_annotator.services.codebook_editing import CodebookDraft, new_draft, usual_file

_CHECK_MS = 150
_BADGE_PX = 24
_LEAST = (1000, 560)
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
    """

    saved = Signal(Path)
    closed = Signal()

    def __init__(self, draft: CodebookDraft, library: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.draft = draft
        self._library = library
        self._chosen = draft.book.codes[0].id
        self._faults: list[PlacedFault] = []
        self._covered = False
        self.setMinimumSize(*_LEAST)
        self.setProperty("role", "window")
        self.setAutoFillBackground(True)
        self.notice = Notice()
        self.messages = Messages(self, self.notice)
        self.list, self.form, self.palette_ = CodeList(), CodeForm(), Palette()
        self.groups, self.header = GroupForm(), HeaderForm()
        self.actions_ = {row.id: self._make_action(row.id) for row in EDITOR_ACTIONS}
        self._check_timer = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._check_timer.timeout.connect(self.check)
        self._lay_out()
        self.sheet, self.line_form = ChangeSheet(self), LineForm(self)
        self._connect()
        self._show()
        self.check()
        self.list.setFocus()

    @property
    def book(self) -> Codebook:
        """The codebook as it is now."""
        return self.draft.book

    @property
    def chosen(self) -> str:
        """Id of the code in the form."""
        return self._chosen

    # What can be done

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
        """Write the printable manual to a file that is asked for."""
        self.check()
        if self._faults:
            self.messages.notice(
                "Put right first what is wrong in the codebook; then its manual can be made."
            )
            return
        save_manual(self.book, self, self.messages)

    def new_from(self) -> None:
        """Go on with a new codebook that begins as this one."""
        self.line_form.ask("What is the new codebook called?", "", self._begin_new)

    def undo(self) -> None:
        """Take back the last change."""
        self._walked("Undone", self.draft.undo())

    def redo(self) -> None:
        """Bring back what was undone."""
        self._walked("Done again", self.draft.redo())

    def new_code(self) -> None:
        """Add a code below the chosen one."""
        self.line_form.ask("What is the new code called?", "", self._add_code)

    def retire(self) -> None:
        """Offer the chosen code no longer, or again; one that was never saved is taken out."""
        code = self.book.code(self._chosen)
        assert code is not None
        if code.retired:
            self._change(editing.revive_code(self.book, code.id), f"use “{code.label}” again")
        elif not self.draft.is_new(code.id):
            self._change(editing.retire_code(self.book, code.id), f"retire “{code.label}”")
        elif len(self.book.codes) > 1:
            place = [one.id for one in self.book.codes].index(code.id)
            book = editing.remove_code(self.book, code.id)
            self._chosen = book.codes[max(0, place - 1)].id
            self._change(book, f"take out “{code.label}”")

    def up(self) -> None:
        """Move the chosen code one place up."""
        self._move(self._chosen, self._place() - 1)

    def down(self) -> None:
        """Move the chosen code one place down."""
        self._move(self._chosen, self._place() + 1)

    def new_group(self) -> None:
        """Add a group of codes."""
        self.line_form.ask("What is the new group called?", "", self._add_group)

    # What the user chose

    def choose(self, code_id: str) -> None:
        """Show a code in the form."""
        if self.book.code(code_id) is not None:
            self._chosen = code_id
            self._tabs.setCurrentIndex(0)
            self._show()

    def check(self) -> None:
        """Look for faults now, and say each at its field; then show what coders will see."""
        self._check_timer.stop()
        self._faults = self.draft.faults()
        self._show_faults()
        self.palette_.set_codebook(self.book)

    @property
    def faults(self) -> list[PlacedFault]:
        """What was wrong when it was last looked at."""
        return self._faults

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

    # Changing

    def _change(self, book: Codebook, words: str, about: object = None) -> None:
        try:
            self.draft.change(book, words, about)
        except RuleViolation as error:
            self.messages.tell(error)
        self._show()
        self._check_timer.start()

    def _code_changed(self, field: str, values: dict[str, object]) -> None:
        code = self.book.code(self._chosen)
        assert code is not None
        self._change(
            editing.set_code(self.book, code.id, **values), f"change “{code.label}”", ("code", code.id, field)
        )
        if field == _KEY:
            self.check()

    def _header_changed(self, field: str, value: object) -> None:
        self._change(
            editing.set_header(self.book, **{field: value}), "change the codebook", ("header", field)
        )

    def _group_changed(self, group_id: str, field: str, value: object) -> None:
        about = ("group", group_id, field) if field == "label" else None
        self._change(editing.set_group(self.book, group_id, **{field: value}), "change a group", about)

    def _remove_group(self, group_id: str) -> None:
        self._change(editing.remove_group(self.book, group_id), "take a group away")

    def _move(self, code_id: str, place: int) -> None:
        code = self.book.code(code_id)
        if code is not None:
            self._chosen = code_id
            self._change(editing.move_code(self.book, code_id, place), f"move “{code.label}”")

    def _add_code(self, label: str) -> None:
        book, code_id = editing.add_code(self.book, label, self._chosen)
        self._chosen = code_id
        self._change(book, f"add “{label}”")
        self._tabs.setCurrentIndex(0)

    def _add_group(self, label: str) -> None:
        book, _ = editing.add_group(self.book, label)
        self._change(book, f"add the group “{label}”")
        self._tabs.setCurrentIndex(1)

    def _begin_new(self, title: str) -> None:
        self.draft = new_draft(self.draft, title)
        self._show()
        self.check()
        self.messages.say(f"“{title}” is new and not saved yet.")

    def _walked(self, what: str, words: str | None) -> None:
        if words is not None:
            self.messages.say(f"{what}: {words}")
        self._show()
        self.check()

    def _place(self) -> int:
        return [code.id for code in self.book.codes].index(self._chosen)

    # Saving

    def _ask_to_save(self, out: Path) -> None:
        self.check()
        if self._faults:
            self._go_to(self._faults[0])
            self.messages.notice(f"It can't be saved yet. {self._faults[0].message}.")
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

    def _go_to(self, fault: PlacedFault) -> None:
        if fault.part == "codes" and self.book.code(fault.id) is not None:
            self.choose(fault.id)
        else:
            self._tabs.setCurrentIndex(1 if fault.part == "groups" else 2)

    # Showing

    def _show(self) -> None:
        code = self.book.code(self._chosen)
        if code is None:
            code = self.book.codes[0]
            self._chosen = code.id
        self._title.setText(self.book.title or "(no title)")
        self._where.setText(self._words_of_place())
        self.setWindowTitle(f"{self.book.title}{' *' if self.draft.changed else ''} – codebook")
        self.list.show_codes(self.book, code.id, {one.id for one in self._faults if one.part == "codes"})
        self.form.show_code(self.book, code)
        self.header.show_codebook(self.book)
        self._show_faults()
        self.actions_["undo"].setEnabled(self.draft.undo_words is not None and not self._covered)
        self.actions_["redo"].setEnabled(self.draft.redo_words is not None and not self._covered)
        self._retire.setText(
            "Use again" if code.retired else "Take out" if self.draft.is_new(code.id) else "Retire"
        )

    def _show_faults(self) -> None:
        def of(part: str, entry: str) -> dict[str, str]:
            return {
                one.field: f"{one.message}."
                for one in reversed(self._faults)
                if (one.part, one.id) == (part, entry)
            }

        self.form.show_faults(of("codes", self._chosen))
        self.header.show_faults(of("header", ""))
        self.groups.show_groups(
            self.book, {one.id: f"{one.message}." for one in self._faults if one.part == "groups"}
        )
        wrong = {one.id for one in self._faults if one.part == "codes"}
        self.list.show_codes(self.book, self._chosen, wrong)
        count = len(self._faults)
        self._state.setText(
            f"{count} thing{'' if count == 1 else 's'} to put right" if count else "Nothing is wrong"
        )
        self._state.setProperty("role", "badge-warn" if count else "badge")
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)

    def _words_of_place(self) -> str:
        version = f"Version {self.book.version}"
        if self.draft.path is None:
            return f"{version} · not saved yet; saving makes a file of your own"
        return f"{version} · {self.draft.path.name}{' · changed' if self.draft.changed else ''}"

    # Putting together

    def _make_action(self, action_id: str) -> QAction:
        row = next(one for one in EDITOR_ACTIONS if one.id == action_id)
        made = QAction(row.title, self)
        made.setShortcuts([QKeySequence(key) for key in row.keys])
        made.setAutoRepeat(row.repeats)
        made.setToolTip(row.help)
        do = getattr(self, action_id)
        made.triggered.connect(lambda: do())
        self.addAction(made)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(self._left(), 5)
        row.addWidget(self._middle(), 7)
        row.addWidget(self._right(), 3)
        column.addLayout(row, 1)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 12, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title, self._where, self._state = QLabel(""), QLabel(""), QLabel("")
        self._state.setFixedHeight(_BADGE_PX)
        self._title.setProperty("role", "subtitle")
        self._where.setProperty("role", "hint")
        words.addWidget(self._title)
        words.addWidget(self._where)
        row.addLayout(words)
        row.addSpacing(12)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for name, icon in (("undo", "undo"), ("redo", "redo")):
            button = IconButton(icon, self.actions_[name].text(), key=_key_of(name))
            button.clicked.connect(self.actions_[name].trigger)
            row.addWidget(button)
        for name in ("changes", "new_from", "manual"):
            row.addWidget(
                push_button(self.actions_[name].text(), self.actions_[name].trigger, key=_key_of(name))
            )
        row.addWidget(push_button("Save…", self.actions_["save"].trigger, role="primary", key="Ctrl+S"))
        return bar

    def _left(self) -> QFrame:
        left = QFrame()
        left.setProperty("role", "panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(push_button("New code…", self.actions_["new_code"].trigger, key="Ctrl+N"))
        self._retire = push_button("Retire", self.actions_["retire"].trigger, key="Ctrl+Delete")
        row.addWidget(self._retire)
        row.addStretch(1)
        for name in ("up", "down"):
            row.addWidget(
                push_button(self.actions_[name].text(), self.actions_[name].trigger, key=_key_of(name))
            )
        column.addLayout(row)
        return left

    def _middle(self) -> QFrame:
        middle = QFrame()
        middle.setProperty("role", "panel")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Part of the codebook")
        self._tabs.setExpanding(False)
        pages = QStackedWidget()
        for name, page in (("Code", self.form), ("Groups", self.groups), ("About the codebook", self.header)):
            self._tabs.addTab(name)
            pages.addWidget(page)
        self._tabs.currentChanged.connect(pages.setCurrentIndex)
        column.addWidget(self._tabs)
        column.addWidget(pages, 1)
        return middle

    def _right(self) -> QFrame:
        right = QFrame()
        right.setProperty("role", "panel")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 12, 0, 0)
        head = QLabel("What coders see")
        head.setProperty("role", "strong")
        head.setContentsMargins(12, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(self.palette_, 1)
        return right

    def _connect(self) -> None:
        self.list.code_chosen.connect(self.choose)
        self.list.moved.connect(self._move)
        self.palette_.pressed.connect(self.choose)
        self.form.changed.connect(self._code_changed)
        self.header.changed.connect(self._header_changed)
        self.groups.changed.connect(self._group_changed)
        self.groups.gone.connect(self._remove_group)
        self.groups.wanted.connect(self.new_group)
        theme().changed.connect(self._dressed_anew)
        for overlay in (self.sheet, self.line_form):
            overlay.opened.connect(self._overlay_changed)
            overlay.closed.connect(self._overlay_changed)

    def _overlay_changed(self) -> None:
        """While something lies over the window, only that is worked with."""
        self._covered = self.sheet.is_open or self.line_form.is_open
        for made in self.actions_.values():
            made.setEnabled(not self._covered)
        self._show()

    def _dressed_anew(self) -> None:
        self._show()
        self.check()


def _key_of(action_id: str) -> str:
    return next(one.key for one in EDITOR_ACTIONS if one.id == action_id)
