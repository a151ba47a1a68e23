"""The codebooks that come with the program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_folder() -> Path:
    """Where they are: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "shipped" / "codebooks"
    return installed if installed.is_dir() else _PACKAGE.parent / "codebooks"


def shipped_codebooks() -> list[Path]:
    """Their files, by name; the first to offer (``vig_attunement``) comes first."""
    files = sorted(shipped_folder().glob("*.yaml"))
    return sorted(files, key=lambda path: path.stem != "vig_attunement")
