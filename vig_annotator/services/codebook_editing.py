"""A codebook that somebody is changing: every step can be undone, nothing is written before it is right and asked for."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vig_annotator.codebook.compare import Difference, compare
from vig_annotator.codebook.editing import copied
from vig_annotator.codebook.fault_places import PlacedFault, find_faults
from vig_annotator.codebook.file_text import read_codebook_text
from vig_annotator.codebook.loader import (
    LoadedCodebook,
    extended_name,
    load_base,
    load_codebook,
    parse_codebook,
)
from vig_annotator.codebook.rewriting import rewrite, same_content
from vig_annotator.codebook.rules import LIST_PARTS
from vig_annotator.codebook.shipped import shipped_codebook_folder
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.errors import CodebookError, ExportError, RuleViolation
from vig_annotator.model.codebook import Codebook
from vig_annotator.services.codebook_places import codebook_folders, own_folder
from vig_annotator.services.codebooks import offered_codebooks, write_text


@dataclass(frozen=True, slots=True)
class _Step:
    """A state of the codebook before a change.

    Attributes:
        book: as it was.
        words: what the change was, for undo.
        about: changes in a row about the same thing (the same field, while it is typed in) are one step.
    """

    book: Codebook
    words: str
    about: Hashable


class CodebookDraft:
    """A codebook while it is changed.

    Args:
        text: the file's text as it is, which is changed as its writer would.
        book: what it holds, or shall hold at first.
        path: its file, which saving writes anew; None if it is to become a new file.
        folders: where the codebooks are that it may extend.
    """

    def __init__(self, text: str, book: Codebook, path: Path | None, folders: Sequence[Path] = ()) -> None:
        self._text = text
        self._book = self._saved = book
        self._path = path
        self._folders = tuple(folders)
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        extends = path is not None and extended_name(text)
        self._base = load_base(text, path, folders) if extends else None

    @property
    def book(self) -> Codebook:
        """The codebook as it is now."""
        return self._book

    @property
    def saved(self) -> Codebook:
        """The codebook as it was opened or last saved."""
        return self._saved

    @property
    def path(self) -> Path | None:
        """Its file; None if it has none yet."""
        return self._path

    @property
    def extends(self) -> str:
        """The codebook that its file extends, as the file names it; empty if it stands by itself."""
        return (extended_name(self._text) or "") if self._base is not None else ""

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self._book != self._saved or self._path is None

    @property
    def undo_words(self) -> str | None:
        """What undo would take back, or None."""
        return self._done[-1].words if self._done else None

    @property
    def redo_words(self) -> str | None:
        """What redo would bring back, or None."""
        return self._undone[-1].words if self._undone else None

    def is_new(self, code_id: str) -> bool:
        """Whether a code was never saved, so that nobody can have tagged with it."""
        return self._saved.code(code_id) is None

    def change(self, book: Codebook, words: str, about: Hashable = None) -> None:
        """Take the codebook's next state. What is new in one that extends another comes behind what the other has.

        Raises:
            RuleViolation: it takes out or reorders entries of the codebook that this one extends.
        """
        self._require_base(book)
        book = self._behind_base(book)
        if book == self._book:
            return
        if about is None or not self._done or self._done[-1].about != about or self._undone:
            self._done.append(_Step(self._book, words, about))
        self._undone.clear()
        self._book = book

    def undo(self) -> str | None:
        """Take back the last change; answers what it was."""
        return self._walk(self._done, self._undone)

    def redo(self) -> str | None:
        """Bring back what was undone; answers what it was."""
        return self._walk(self._undone, self._done)

    def faults(self) -> list[PlacedFault]:
        """What hinders it from being saved, each with the field that it is about."""
        return find_faults(self._book)

    def differences(self) -> list[Difference]:
        """What changed since it was opened or saved."""
        return compare(self._saved, self._book)

    def save(self, path: Path | None = None) -> LoadedCodebook:
        """Write the file: only what changed is written anew, comments and order stay.

        Args:
            path: another file than its own; needed if it has none.

        Raises:
            CodebookError: it has faults; nothing was written.
            RuleViolation: the file is one that ships with the program.
            ExportError: it can't be written.
        """
        out = path or self._path
        assert out is not None, "a new codebook needs a file"
        if out.resolve().parent == shipped_codebook_folder().resolve():
            raise RuleViolation(
                "The codebooks that come with the program stay as they are.", "Save yours in another folder."
            )
        # Blanks at the ends of texts are not kept, so the text is compared with what will be read.
        wanted = parse_codebook(write_codebook(self._book), out.name).codebook
        rewritten = rewrite(self._text, wanted, self._path, self._folders)
        text, place = rewritten.text, self._path or out
        if not same_content(parse_codebook(text, out.name, self._folders, place).codebook, wanted) or (
            out.parent != place.parent and extended_name(text)
        ):
            text = write_codebook(wanted)
        _make_folder(out.parent)
        write_text(text, out)
        loaded = load_codebook(out, self._folders)
        self._text, self._path = text, out
        if not extended_name(text):
            self._base = None
        self._book = self._saved = loaded.codebook
        return loaded

    def _walk(self, source: list[_Step], goal: list[_Step]) -> str | None:
        if not source:
            return None
        step = source.pop()
        goal.append(replace(step, book=self._book, about=None))
        self._book = step.book
        return step.words

    def _require_base(self, book: Codebook) -> None:
        for part in LIST_PARTS if self._base is not None else ():
            ids = [one.id for one in getattr(self._base, part)]
            if [one.id for one in getattr(book, part) if one.id in ids] != ids:
                raise RuleViolation(
                    "This codebook extends another, and keeps all that the other has, in its order.",
                    "Retire a code instead, or make a new codebook from this one.",
                )

    def _behind_base(self, book: Codebook) -> Codebook:
        if self._base is None:
            return book
        known = {one.id for one in self._base.codes}
        return replace(book, codes=tuple(sorted(book.codes, key=lambda one: one.id not in known)))


def draft_of(
    codebook_id: str, library: Path, snapshot: LoadedCodebook | None = None, shared: str = ""
) -> CodebookDraft:
    """A codebook to be changed: a service's own file as it is; one that ships, as a copy that will take its place.

    Args:
        codebook_id: which.
        library: the library's folder.
        snapshot: the codebook as a coding keeps it, for one whose file is not there any more.
        shared: a further folder of the service's codebooks, or empty.

    Raises:
        CodebookError: its file has faults.
    """
    folders = codebook_folders(library, shared)
    for offered in offered_codebooks(folders):
        if offered.loaded is not None and offered.loaded.codebook.id == codebook_id:
            own = offered.path.parent in folders
            return draft_of_file(offered.path, folders) if own else _copy(offered.loaded)
    if snapshot is None:
        raise CodebookError(f"There is no codebook “{codebook_id}”.", "Choose another one.")
    return _copy(snapshot)


def draft_of_file(path: Path, folders: Sequence[Path] = ()) -> CodebookDraft:
    """A codebook file to be changed; one that ships, as a copy.

    Raises:
        CodebookError: it has faults.
    """
    loaded = load_codebook(path, folders)
    if path.resolve().parent == shipped_codebook_folder().resolve():
        return _copy(loaded)
    return CodebookDraft(read_codebook_text(path), loaded.codebook, path, folders)


def new_draft(source: CodebookDraft, title: str) -> CodebookDraft:
    """A new codebook that begins as another one is now.

    Raises:
        UsageError: no id can be made of the title.
        CodebookError: the other has faults.
    """
    text = write_codebook(copied(source.book, title))
    return CodebookDraft(text, parse_codebook(text, "codebook").codebook, None)


def usual_file(draft: CodebookDraft, library: Path) -> Path:
    """Where a draft is saved if nothing else is said: its own file, else one named for it in the service's folder."""
    return draft.path or own_folder(library) / f"{draft.book.id}.yaml"


def _copy(loaded: LoadedCodebook) -> CodebookDraft:
    return CodebookDraft(loaded.yaml_text, loaded.codebook, None)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"The folder “{folder.name}” can't be made: {error.strerror or error}.", "Save in another folder."
        ) from error
