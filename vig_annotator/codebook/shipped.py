"""The codebooks that come with the program."""

from __future__ import annotations

from pathlib import Path

from vig_annotator.resources import shipped_folder


def shipped_codebook_folder() -> Path:
    """Where they are.

    Raises:
        NotFound: the installation is incomplete.
    """
    return shipped_folder("codebooks")


def shipped_codebooks() -> list[Path]:
    """Their files, by name; the first to offer (``vig_attunement``) comes first.

    Raises:
        NotFound: the installation is incomplete.
    """
    files = sorted(shipped_codebook_folder().glob("*.yaml"))
    return sorted(files, key=lambda path: path.stem != "vig_attunement")
