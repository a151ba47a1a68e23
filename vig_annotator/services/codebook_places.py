"""Where the codebooks of a service are."""

from __future__ import annotations

from pathlib import Path

_FOLDER = "codebooks"


def own_folder(library: Path) -> Path:
    """Where a library keeps the service's own codebooks."""
    return library / _FOLDER


def codebook_folders(library: Path, shared: str) -> tuple[Path, ...]:
    """All places: the library's own folder, and one that everybody shares, if there is one (its path, or empty)."""
    return (own_folder(library), Path(shared)) if shared else (own_folder(library),)
