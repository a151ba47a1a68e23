"""Small tables that people write by hand or save from a spreadsheet, read column by column; a row that does not fit is named, never guessed at."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from vig_annotator.errors import UsageError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_columns(
    path: Path, needed: Sequence[str], wished: Sequence[str] = ()
) -> list[tuple[int, tuple[str, ...]]]:
    """The rows of a table, each with its line in the file and the cells of the needed and then of the wished columns.

    Comma-separated, UTF-8 with or without a mark at its beginning, line ends of any system. Spaces around names and cells, and
    empty lines, don't count; other columns are left alone. A wished column that is not there gives empty cells.

    Raises:
        UsageError: no such file, no table, a column missing or there twice, or a row with more or fewer cells than the first line.
    """
    rows = _rows(path)
    _, names = next(rows, (0, []))
    names = [name.strip() for name in names]
    missing = [name for name in needed if name not in names]
    if missing:
        if any(";" in name for name in names) and len(names) < len(needed):
            raise UsageError(
                f"The columns of “{path}” are separated by semicolons.",
                "Save it as CSV with commas between the columns and points in numbers.",
            )
        wanted = f"{', '.join(needed[:-1])} and {needed[-1]}"
        raise UsageError(f"The table “{path}” has no column {', '.join(missing)}.", f"It needs {wanted}.")
    double = next((name for name in (*needed, *wished) if names.count(name) > 1), None)
    if double is not None:
        raise UsageError(f"The table “{path}” has the column {double} twice.", "Keep one of the two.")
    places = [names.index(name) if name in names else -1 for name in (*needed, *wished)]
    found = []
    for line, cells in rows:
        if len(cells) != len(names):
            raise UsageError(
                f"{path}:{line}: {len(cells)} cells, where the first line names {len(names)} columns.",
                "Put text that holds a comma into double quotes, and a comma for each empty cell.",
            )
        found.append((line, tuple(cells[place].strip() if place >= 0 else "" for place in places)))
    return found


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    trouble = UsageError(f"“{path}” can't be read as a table.", "Save it as CSV, in UTF-8.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"There is no table “{path}”.", "Check the name.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise trouble from error
    if not text.strip() or _CONTROL.search(text):
        raise trouble
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), strict=True)
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield rows.line_num, cells
    except csv.Error as error:
        raise UsageError(
            f"{path}:{rows.line_num}: the table can't be read here ({error}).", "Save it as CSV, in UTF-8."
        ) from error
