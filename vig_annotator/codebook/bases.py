"""Finding the codebook that another one extends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from vig_annotator.codebook.shipped import shipped_codebook_folder

_ENDINGS = (".yaml", ".yml")


def find_base(name: str, extending_file: Path | None, folders: Sequence[Path]) -> Path | None:
    """The file of a codebook named by ``extends``.

    Args:
        name: a file's name (ending in .yaml), seen from the folder of the file that extends it; or an id, looked for
            as ``<id>.yaml`` beside that file, in the folders given, and among the shipped codebooks. A file is never
            taken for its own base by its id, so a service's ``vig_attunement.yaml`` can extend the shipped one.
        extending_file: where the name is written; None when it is no file.
        folders: further places to look for an id.
    """
    home = extending_file.parent if extending_file is not None else None
    if name.casefold().endswith(_ENDINGS):
        if home is None:
            return None
        return _existing(home / name)
    for folder in _places(home, folders):
        for ending in _ENDINGS:
            found = _existing(folder / f"{name}{ending}")
            if found is not None and not (extending_file is not None and _same(found, extending_file)):
                return found
    return None


def near_base(name: str, extending_file: Path | None, folders: Sequence[Path]) -> str | None:
    """The name of a codebook that is there and was probably meant."""
    home = extending_file.parent if extending_file is not None else None
    stems = {
        path.stem for folder in _places(home, folders) for path in folder.glob("*.yaml") if _existing(path)
    }
    if extending_file is not None:
        stems.discard(extending_file.stem)
    near = get_close_matches(Path(name).stem, sorted(stems), n=1)
    return near[0] if near else None


def _places(home: Path | None, folders: Sequence[Path]) -> Iterable[Path]:
    if home is not None:
        yield home
    yield from folders
    yield shipped_codebook_folder()


def _existing(path: Path) -> Path | None:
    try:
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except OSError:
        return False
