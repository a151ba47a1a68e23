"""Saving the coding manual from the window: PDF or HTML, by the ending of the name that is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from vig_annotator.codebook.manual import write_manual
from vig_annotator.errors import VigError
from vig_annotator.gui.codebooks.manual_pages import write_manual_pdf
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.system_files import show_folder
from vig_annotator.model.codebook import Codebook
from vig_annotator.reels.whole_file import whole_file

_KINDS = "PDF (*.pdf);;Web page (*.html)"


def save_manual(book: Codebook, window: QWidget, messages: Messages) -> None:
    """Ask where to, write the manual, and say where it is."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    usual = Path(folder or Path.home()) / file_name(f"{book.title} coding manual", ".pdf")
    name, kind = QFileDialog.getSaveFileName(window, "Save the coding manual", str(usual), _KINDS)
    if not name:
        return
    out = Path(name)
    if out.suffix.casefold() not in (".pdf", ".html", ".htm"):
        out = out.with_name(out.name + (".html" if "html" in kind else ".pdf"))
    try:
        write_manual_file(book, out)
    except VigError as error:
        messages.tell(error)
        return
    messages.notice(f"The manual is in “{out.name}”.", "Show its folder", lambda: show_folder(out.parent))


def write_manual_file(book: Codebook, out: Path) -> None:
    """Write the manual, whole or not at all: a PDF if the name ends in .pdf, else HTML.

    Raises:
        ExportError: it can't be written.
    """
    with whole_file(out, overwrite=True, sources=()) as part:
        if out.suffix.casefold() == ".pdf":
            write_manual_pdf(book, part)
        else:
            part.write_bytes(write_manual(book))
