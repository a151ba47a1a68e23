"""Starts the window: the one place where the parts that need a screen are put together."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from vig_annotator.errors import VigError
from vig_annotator.log import start_log
from vig_annotator.model.codebook import Codebook
from vig_annotator.tidying import put_off


def open_window(*, film: Path | None = None, demo: bool = False) -> int:
    """Open the program's window and stay until it is closed.

    Args:
        film: a film to open at once, or None for the start page.
        demo: open the demo session instead.

    Returns:
        The exit status.

    Raises:
        VigError: there is no display, or Qt can't start here.
    """
    if not _display_there():
        raise VigError(
            "There is no display here, so no window can be opened.",
            "Use a command that works without one, such as vig-annotator demo --headless DIR.",
        )
    start_log()
    put_off()
    try:
        from vig_annotator.gui.application import run
    except ImportError as error:
        raise VigError(
            f"The window can't be opened because a system library is missing ({error}).",
            "README.md names the command that installs it.",
        ) from error
    return run(film=film, demo=demo)


def print_manual(book: Codebook, out: Path) -> None:
    """Write the manual of a codebook as a PDF; no display is needed.

    Raises:
        ExportError: it can't be written.
        VigError: Qt can't start here.
    """
    if not _display_there():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from vig_annotator.gui.application import make_application
        from vig_annotator.gui.codebooks.manual_saving import write_manual_file
    except ImportError as error:
        raise VigError(
            f"A PDF can't be made because a system library is missing ({error}).",
            "README.md names the command that installs it; a manual ending in .html needs none.",
        ) from error
    application = make_application()
    write_manual_file(book, out)
    del application


def _display_there() -> bool:
    if sys.platform != "linux":
        return True
    return bool(
        os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or os.environ.get("QT_QPA_PLATFORM") == "offscreen"
    )
