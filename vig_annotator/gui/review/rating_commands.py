"""The action that saves what was rated: a row of the action table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.services import rating


class RatingCommands:
    """Saves the library's ratings as a table.

    Args:
        bench: tells how it went.
        door: the open library.
        window: asks where to.
    """

    def __init__(self, bench: Bench, door: LibraryDoor, window: QWidget) -> None:
        self._bench, self._door, self._window = bench, door, window

    def save(self) -> None:
        """Ask for a file, and write every rating that who works may see into it, one row an item."""
        ws, messages = self._door.workspace, self._bench.messages
        if ws is None:
            messages.say("Open a library first.")
            return
        if not rating.count_ratings(ws):
            messages.say(
                "Nothing is rated yet. A supervisor fills in a form in the review of a coding (menu Review)."
            )
            return
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save the ratings", str(documents / "ratings.csv"), "Table (*.csv)"
        )
        if not chosen:
            return
        out = Path(chosen)
        if not out.suffix:
            out = out.with_suffix(".csv")
        try:
            count = rating.export_ratings(ws, out)
        except VigError as error:
            messages.tell(error)
            return
        rows = "1 rating is" if count == 1 else f"{count} ratings are"
        messages.notice(f"{rows} in “{out.name}”. Names of coders and raters stand in it.")
