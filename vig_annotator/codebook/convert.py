"""From one kind of codebook file to another, chosen by the ending of the name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from vig_annotator.codebook.formats.boris import read_boris, write_boris
from vig_annotator.codebook.formats.csv_file import read_csv, write_csv
from vig_annotator.codebook.formats.drafting import Imported
from vig_annotator.codebook.formats.elan import read_elan
from vig_annotator.codebook.formats.elan_writing import write_elan
from vig_annotator.codebook.formats.xlsx_file import read_xlsx, write_xlsx
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.manual import write_manual
from vig_annotator.codebook.restricting import for_export
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.errors import UsageError
from vig_annotator.model.codebook import Codebook

Found = TypeVar("Found")


def _read_yaml(path: Path) -> Imported:
    return Imported(load_codebook(path).codebook, ())


def _write_yaml(codebook: Codebook) -> bytes:
    return write_codebook(codebook).encode()


READERS: dict[str, Callable[[Path], Imported]] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".etf": read_elan,
    ".eaf": read_elan,
    ".ecv": read_elan,
    ".boris": read_boris,
    ".boris.gz": read_boris,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
}
"""Ending of a name to what reads it."""

WRITERS: dict[str, Callable[[Codebook], bytes]] = {
    ".yaml": _write_yaml,
    ".yml": _write_yaml,
    ".etf": write_elan,
    ".eaf": write_elan,
    ".boris": write_boris,
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".html": write_manual,
}
"""Ending of a name to what writes it."""


def read_any(path: Path) -> Imported:
    """The codebook in a file of this or another program.

    Raises:
        UsageError: no codebook is known to be in files with that ending.
        CodebookError: the file can't be read, or the codebook in it has faults.
    """
    return _chosen(READERS, path, "read")(path)


def as_bytes(codebook: Codebook, path: Path) -> bytes:
    """The codebook in the format that the ending of a name asks for; restricted wording is left out.

    Raises:
        UsageError: codebooks can't be written in files with that ending.
    """
    return _chosen(WRITERS, path, "written")(for_export(codebook))


def _chosen(choices: Mapping[str, Found], path: Path, what: str) -> Found:
    name = path.name.casefold()
    for ending in sorted(choices, key=len, reverse=True):
        if name.endswith(ending):
            return choices[ending]
    raise UsageError(
        f"Codebooks can't be {what} as “{path.suffix or path.name}” files.",
        f"Use one of: {', '.join(choices)}.",
    )
