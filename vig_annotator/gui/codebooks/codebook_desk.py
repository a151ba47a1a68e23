"""The codebook that is being changed: which code is chosen, in which language it is read, and every change that a form asks for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from vig_annotator.codebook import editing, entry_editing
from vig_annotator.codebook.translating import languages, texts_in, translated
from vig_annotator.errors import RuleViolation, VigError
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.services.codebook_editing import CodebookDraft, new_draft

_ONE_BY_ONE = ("label", "choices")
"""Fields of an entry in which every letter typed is a change; a row of them is one step."""
_CONFUSED = "confused_with"


class CodebookDesk(QObject):
    """A draft, and what is looked at in it.

    Signals:
        changed: the codebook, or what is looked at, is another now.
        refused(error): a change was not taken.

    Args:
        draft: the codebook.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, draft: CodebookDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self._chosen = draft.book.codes[0].id
        self._language = ""
        self._begun: list[str] = []

    @property
    def book(self) -> Codebook:
        """The codebook as it is now."""
        return self.draft.book

    @property
    def code(self) -> Code:
        """The chosen code; the first one where the chosen is gone."""
        code = self.book.code(self._chosen) or self.book.codes[0]
        self._chosen = code.id
        return code

    @property
    def language(self) -> str:
        """The further language whose texts are written now; empty for the codebook's own."""
        return self._language if self._language in self.languages else ""

    @property
    def languages(self) -> list[str]:
        """The further languages: those that have texts, and those that were just begun."""
        there = list(languages(self.book))[1:]
        return there + [one for one in self._begun if one not in there]

    @property
    def as_read(self) -> Codebook:
        """The codebook as coders see it in the language that is written now."""
        return translated(self.book, self.language) if self.language else self.book

    def own_texts(self, part: str, entry_id: str) -> Mapping[str, tuple[str, ...]] | None:
        """An entry's texts in the further language by field; None while the codebook's own language is written."""
        return texts_in(self.book, self.language).get((part, entry_id), {}) if self.language else None

    # What is looked at

    def choose(self, code_id: str) -> None:
        """Look at a code."""
        if self.book.code(code_id) is not None:
            self._chosen = code_id
            self.changed.emit()

    def choose_language(self, language: str) -> None:
        """Write the texts of a further language; of the codebook's own where it is empty."""
        self._language = language
        self.changed.emit()

    def begin_language(self, language: str) -> None:
        """Write texts in a new language, named as in ``cy`` or ``pt-BR``.

        Raises:
            UsageError: that is no language, or the codebook's own.
        """
        name = entry_editing.language_tag(self.book, language)
        if name not in self.languages:
            self._begun.append(name)
        self.choose_language(name)

    def take_language_away(self) -> None:
        """Take out all texts of the language that is written now."""
        gone, self._language = self.language, ""
        self._begun = [one for one in self._begun if one != gone]
        self.take(entry_editing.remove_language(self.book, gone), f"take out the texts in {gone}")

    # Steps

    def take(self, book: Codebook, words: str, about: Hashable = None) -> None:
        """Take the codebook's next state."""
        try:
            self.draft.change(book, words, about)
        except RuleViolation as error:
            self.refused.emit(error)
        self.changed.emit()

    def undo(self) -> str | None:
        """Take back the last change; answers what it was."""
        words = self.draft.undo()
        self.changed.emit()
        return words

    def redo(self) -> str | None:
        """Bring back what was undone; answers what it was."""
        words = self.draft.redo()
        self.changed.emit()
        return words

    def begin_new(self, title: str) -> None:
        """Go on with a new codebook that begins as this one.

        Raises:
            VigError: no id can be made of the title, or the codebook has faults.
        """
        self.draft = new_draft(self.draft, title)
        self.changed.emit()

    # Codes

    def change_code(self, field: str, values: dict[str, Any]) -> None:
        """Other values of the chosen code; a text belongs to the language that is written."""
        code = self.code
        words = f"change “{code.label}”"
        about: tuple[object, ...] = ("code", code.id, field, self.language)
        picked = values.get(_CONFUSED)
        if picked is not None and [one.code for one in picked] != [one.code for one in code.confused_with]:
            about = (
                *about,
                len(picked),
            )  # a code more or less is a step of its own, a note while it is typed is one
        if self.language:
            self._translate("codes", code.id, field, values[field], words, about)
        else:
            self.take(editing.set_code(self.book, code.id, **values), words, about)

    def move_code(self, code_id: str, place: int) -> None:
        """A code at another place in the order."""
        code = self.book.code(code_id)
        if code is not None:
            self._chosen = code_id
            self.take(editing.move_code(self.book, code_id, place), f"move “{code.label}”")

    def move_by(self, steps: int) -> None:
        """The chosen code some places down."""
        place = [one.id for one in self.book.codes].index(self.code.id)
        self.move_code(self.code.id, place + steps)

    def add_code(self, label: str) -> None:
        """A new code below the chosen one.

        Raises:
            UsageError: no id can be made of the label.
        """
        book, code_id = editing.add_code(self.book, label, self.code.id)
        self._chosen = code_id
        self.take(book, f"add “{label}”")

    def retire(self) -> None:
        """Offer the chosen code no longer, or again; one that was never saved is taken out."""
        code = self.code
        if code.retired:
            self.take(editing.revive_code(self.book, code.id), f"use “{code.label}” again")
        elif not self.draft.is_new(code.id):
            self.take(editing.retire_code(self.book, code.id), f"retire “{code.label}”")
        elif len(self.book.codes) > 1:
            place = [one.id for one in self.book.codes].index(code.id)
            book = editing.remove_code(self.book, code.id)
            self._chosen = book.codes[max(0, place - 1)].id
            self.take(book, f"take out “{code.label}”")

    # Everything else

    def change_header(self, field: str, value: Any) -> None:
        """Another value in the header."""
        about = ("header", field, self.language)
        if self.language:
            self._translate("header", "", field, value, "change the codebook", about)
        else:
            self.take(editing.set_header(self.book, **{field: value}), "change the codebook", about)

    def change_entry(self, part: str, entry_id: str, field: str, value: Any) -> None:
        """Another value of a subject, group or modifier."""
        about = (part, entry_id, field, self.language) if field in _ONE_BY_ONE else None
        words = f"change a {entry_editing.NOUNS[part]}"
        if self.language:
            self._translate(part, entry_id, field, value, words, about)
        else:
            self.take(entry_editing.set_entry(self.book, part, entry_id, **{field: value}), words, about)

    def add_entry(self, part: str, label: str) -> None:
        """A new subject, group or modifier.

        Raises:
            UsageError: no id can be made of the label.
        """
        book, _ = entry_editing.add_entry(self.book, part, label)
        self.take(book, f"add the {entry_editing.NOUNS[part]} “{label}”")

    def remove_entry(self, part: str, entry_id: str) -> None:
        """Take a subject, group or modifier away."""
        try:
            book = entry_editing.remove_entry(self.book, part, entry_id)
        except VigError as error:
            self.refused.emit(error)
            return
        self.take(book, f"take a {entry_editing.NOUNS[part]} away")

    def _translate(
        self, part: str, entry_id: str, field: str, value: Any, words: str, about: Hashable
    ) -> None:
        texts = (value,) if isinstance(value, str) else tuple(value)
        book = entry_editing.set_translation(self.book, self.language, part, entry_id, field, texts)
        if self.language not in self._begun:
            self._begun.append(self.language)  # stays offered when its last text is emptied
        self.take(book, words, about)
