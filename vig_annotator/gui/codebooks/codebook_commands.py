"""The actions about codebooks: each method is a row of the action table.

The codebook window, the manual and all that they need are loaded when they are asked for: the first window comes sooner.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from vig_annotator.codebook.loader import LoadedCodebook, load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import RuleViolation, VigError
from vig_annotator.gui.annotating.palette import Palette
from vig_annotator.gui.codebooks.migration_form import MigrationForm
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.exemplars.exemplar_commands import ExemplarCommands
from vig_annotator.gui.exemplars.exemplar_popup import ExemplarHover
from vig_annotator.gui.exemplars.shelf import ExemplarShelf
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.model.coding_pass import CodebookSnapshot
from vig_annotator.services.codebook_places import codebook_folders, own_folder

if TYPE_CHECKING:
    from vig_annotator.gui.codebooks.codebook_window import CodebookWindow
    from vig_annotator.services.codebook_editing import CodebookDraft
    from vig_annotator.services.codebook_migration import Proposal


class CodebookCommands:
    """Changing codebooks, printing them, and going on with a changed one.

    Args:
        bench: the open film and its tools.
        window: the main window.
        door: the open library.
        form: asks what becomes of a coding.
        exemplars: keeps exemplars.
        palette: beside which exemplars are shown.
    """

    def __init__(
        self,
        bench: Bench,
        window: QWidget,
        door: LibraryDoor,
        form: MigrationForm,
        exemplars: ExemplarCommands,
        palette: Palette,
    ) -> None:
        self._bench = bench
        self._window = window
        self._door = door
        self._form = form
        self._shelf = ExemplarShelf(door, bench.jobs, window)
        self._exemplars = exemplars
        self.hover = ExemplarHover(window, palette, self._shelf)
        self.editor: CodebookWindow | None = None

    def edit(self) -> None:
        """Open the codebook of the film on the screen, else the usual one, in a window of its own."""
        if self.editor is None:
            draft = self._draft()
            if draft is None:
                return
            from vig_annotator.gui.codebooks.codebook_window import CodebookWindow

            self.editor = CodebookWindow(draft, self._library(), self._window, self._shelf)
            self.editor.resize(self._window.size())
            self.editor.saved.connect(self._saved)
            self.editor.closed.connect(self._closed)
            self.editor.show()
        else:
            self.editor.raise_()
        self.editor.activateWindow()

    def new_from(self) -> None:
        """The same, but begin a new codebook from it."""
        self.edit()
        if self.editor is not None:
            self.editor.new_from()

    def manual(self) -> None:
        """Save the printable manual of the codebook."""
        draft = self._draft()
        if draft is not None:
            from vig_annotator.gui.codebooks.manual_saving import save_manual

            save_manual(draft.book, self._window, self._bench.messages)

    def take_over(self) -> None:
        """Go on with the film's coding in the present version of its codebook."""
        from vig_annotator.services.codebook_editing import draft_of

        film = self._bench.open_film
        try:
            draft = draft_of(film.codebook.id, self._library(), None, self._bench.settings.codebook_folder)
            loaded = self._loaded(draft)
            look = partial(self._propose, loaded)
            self._form.ask(look, self._migrate)
        except RuleViolation as error:
            self._bench.messages.say(str(error))
        except VigError as error:
            self._bench.messages.tell(error)

    def folder(self) -> None:
        """Ask in which folder the service keeps its codebooks; the library's own folder means in no other."""
        from vig_annotator.services.codebooks import offered_codebooks

        settings, own = self._bench.settings, own_folder(self._library())
        chosen = QFileDialog.getExistingDirectory(
            self._window, "Where does your service keep its codebooks?", settings.codebook_folder or str(own)
        )
        if not chosen:
            return
        if Path(chosen).resolve() in (own.resolve(), self._library().resolve()):
            settings.codebook_folder = ""
            self._bench.messages.say("Only the library’s own codebooks are offered besides those that ship.")
            return
        settings.codebook_folder = chosen
        there = [one for one in offered_codebooks((Path(chosen),)) if one.path.parent == Path(chosen)]
        wrong = sum(one.loaded is None for one in there)
        words = f"{len(there) - wrong} codebook{'' if len(there) - wrong == 1 else 's'} of “{Path(chosen).name}” can be chosen now."
        self._bench.messages.say(f"{words} {wrong} more have faults." if wrong else words)

    def exemplar(self) -> None:
        """Keep the chosen tag or moment as an exemplar of a code."""
        self._exemplars.keep()

    def may_close(self) -> bool:
        """Whether the main window may close: nothing unsaved would be lost, or the user says that it may be."""
        return self.editor is None or self.editor.close()

    def _propose(self, loaded: LoadedCodebook, mapping: Mapping[str, str]) -> Proposal:
        from vig_annotator.services.codebook_migration import propose

        film = self._bench.open_film
        return propose(film.ws, film.coding_pass, loaded, mapping)

    def _migrate(self, proposal: Proposal) -> None:
        from vig_annotator.services.codebook_migration import migrate

        film = self._bench.open_film
        migrate(film.ws, proposal)
        book = proposal.new.codebook
        self._bench.messages.say(f"The coding goes on with “{book.title}” {book.version}.")

    def _draft(self) -> CodebookDraft | None:
        from vig_annotator.services.codebook_editing import draft_of, draft_of_file

        film = self._bench.film
        try:
            if film is None:
                chosen = Path(self._bench.settings.codebook)
                path = (
                    chosen if self._bench.settings.codebook and chosen.is_file() else shipped_codebooks()[0]
                )
                return draft_of_file(path, self._folders())
            row = film.ws.get(CodebookSnapshot, film.coding_pass.snapshot_id)
            snapshot = LoadedCodebook(film.codebook, row.yaml_text, row.id)
            return draft_of(film.codebook.id, self._library(), snapshot, self._bench.settings.codebook_folder)
        except VigError as error:
            self._bench.messages.tell(error)
            return None

    def _loaded(self, draft: CodebookDraft) -> LoadedCodebook:
        """The codebook's text as a coding keeps it."""
        if draft.path is not None:
            return load_codebook(draft.path, self._folders())
        return load_codebook(next(path for path in shipped_codebooks() if path.stem == draft.book.id))

    def _folders(self) -> tuple[Path, ...]:
        return codebook_folders(self._library(), self._bench.settings.codebook_folder)

    def _library(self) -> Path:
        ws = self._door.workspace
        return ws.folder if ws is not None else self._bench.settings.library_folder

    def _saved(self, path: Path) -> None:
        film = self._bench.film
        self._bench.settings.codebook = str(path)
        assert self.editor is not None
        if film is not None and film.codebook.id == self.editor.book.id:
            self._bench.messages.notice(
                "The codebook is saved. This film’s coding still goes by the version it was begun with.",
                "Go on with the new version…",
                self.take_over,
            )

    def _closed(self) -> None:
        if self.editor is not None:
            self.editor.deleteLater()
            self.editor = None
            self._window.activateWindow()
