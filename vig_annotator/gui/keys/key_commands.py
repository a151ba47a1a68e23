"""The actions about keys: change them, carry them to another computer, print them as a card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.keys.key_card import write_card
from vig_annotator.gui.keys.key_clashes import clashes
from vig_annotator.gui.keys.key_file import read_keys, write_keys
from vig_annotator.gui.keys.key_window import KeyWindow
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.system_files import show_folder

_KIND = "Keys (*.keys.json)"
_CARDS = "PDF (*.pdf);;Web page (*.html)"


class KeyCommands:
    """The window of keys and its buttons."""

    def __init__(self, window: QWidget, messages: Messages) -> None:
        self._window, self._messages = window, messages
        self.overlay = KeyWindow(window)
        buttons = self.overlay.buttons
        for text, do in (
            ("Open a file…", self.open_file),
            ("Save as a file…", self.save_file),
            ("Print as a card…", self.print_card),
        ):
            buttons.insertWidget(buttons.count() - 1, push_button(text, do))

    def change(self) -> None:
        """Show every action with its keys, to change them."""
        self.overlay.ask()

    def save_file(self) -> None:
        """Write the keys to a file that is asked for."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save the keys", str(_folder() / "My keys.keys.json"), _KIND
        )
        if not name:
            return
        out = Path(name) if Path(name).suffix else Path(name).with_name(Path(name).name + ".keys.json")
        try:
            write_keys(key_book().map, out)
        except VigError as error:
            self._messages.tell(error)
            return
        self._messages.say(f"The keys are in “{out.name}”.")

    def open_file(self) -> None:
        """Take the keys of a file that is asked for."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open a file of keys", str(_folder()), "Keys (*.json)"
        )
        if not name:
            return
        try:
            read, unknown = read_keys(Path(name))
        except VigError as error:
            self._messages.tell(error)
            return
        key_book().set_map(read)
        words = f"The keys of “{Path(name).name}” are in use."
        if unknown:
            words += f" {len(unknown)} of them belong to actions that this version does not have."
        if clashes(key_book(), read):
            words += " Some keys are wanted twice; they are marked."
        self._messages.say(words)

    def print_card(self) -> None:
        """Write every key on one page, as PDF or web page."""
        name, kind = QFileDialog.getSaveFileName(
            self._window, "Save the card of keys", str(_folder() / "Keys.pdf"), _CARDS
        )
        if not name:
            return
        out = Path(name)
        if out.suffix.casefold() not in (".pdf", ".html", ".htm"):
            out = out.with_name(out.name + (".html" if "html" in kind else ".pdf"))
        try:
            write_card(key_book(), key_book().codebook, out)
        except VigError as error:
            self._messages.tell(error)
            return
        self._messages.notice(
            f"The card is in “{out.name}”.", "Show its folder", lambda: show_folder(out.parent)
        )


def _folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents else Path.home()
