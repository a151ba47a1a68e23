"""Rating a coding, or a guider's shared review, with a form of the service's; the ratings are entries of its review."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.rating_forms import LoadedForm, form_of_text, load_rating_form, shipped_forms
from vig_annotator.errors import CodebookError
from vig_annotator.model.edits import reviewing as rules
from vig_annotator.model.family import Family
from vig_annotator.model.rating_form import RatingForm
from vig_annotator.model.review import EntryKind, ReviewEntry
from vig_annotator.reels.whole_file import whole_file, write_trouble
from vig_annotator.services import passes, reviewing, sessions
from vig_annotator.services.coders import who_works
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.opening import DATABASE_NAME

FORM_FOLDER = "rating-forms"
"""Where a service keeps its own forms, in the library's folder."""

COLUMNS = (
    "family", "session", "coder", "rated_by", "rated_at", "form", "form_version", "item", "label", "rating", "lowest",
    "highest", "session_id", "coding_id",
)  # fmt: skip
"""The columns of the table of ratings."""


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A form that can be filled in, or why it can't.

    Attributes:
        loaded: None where the file has faults.
        trouble: its faults, a line each; empty where it has none.
    """

    path: Path
    loaded: LoadedForm | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that somebody filled in.

    Attributes:
        form: None where this version of the program can't read its text.
        ratings: by item id.
    """

    entry: ReviewEntry
    form: RatingForm | None
    ratings: Mapping[str, int]


def offered_forms(ws: Workspace) -> list[OfferedForm]:
    """The service's own forms, then those that come with the program; of one id only the first."""
    folder = ws.folder / FORM_FOLDER
    own = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    offered: list[OfferedForm] = []
    seen: set[str] = set()
    for path in (*own, *shipped_forms()):
        try:
            loaded = load_rating_form(path)
        except CodebookError as error:
            offered.append(OfferedForm(path, None, str(error)))
            continue
        if loaded.form.id not in seen:
            seen.add(loaded.form.id)
            offered.append(OfferedForm(path, loaded, ""))
    return offered


def rate(ws: Workspace, pass_id: str, loaded: LoadedForm, ratings: Mapping[str, int], text: str = "") -> None:
    """Fill in a form about a coding; one step for undo. An item that is not rated is left out.

    Raises:
        NotFound: the coding is not there, or is hidden.
        RuleViolation: who works is no supervisor or coded it; nothing is rated, or outside the scale.
    """
    one = passes.visible_pass(ws, pass_id)
    ws.history.apply(rules.rate(one, loaded.form, loaded.yaml_text, ratings, text, who_works(ws), ws.stamp()))


def filled_forms(ws: Workspace, pass_id: str) -> list[Filled]:
    """The forms that were filled in about a coding, oldest first.

    Raises:
        NotFound: the coding is not there, or is hidden.
    """
    return [_filled(one) for one in reviewing.entries_of(ws, pass_id) if one.kind is EntryKind.RATING]


def export_ratings(ws: Workspace, out: Path) -> int:
    """Write every rating of the library that who works may see to a CSV file, one row an item; answers how many.

    Raises:
        ExportError: the file can't be written; nothing was left behind.
    """
    ws.require_unsealed()
    rows = _rows(ws)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    with whole_file(out, overwrite=True, sources=(ws.folder / DATABASE_NAME,)) as part:
        try:
            part.write_text(text.getvalue(), encoding="utf-8", newline="")
        except OSError as error:
            raise write_trouble(error, out) from error
    return len(rows)


def count_ratings(ws: Workspace) -> int:
    """How many ratings the library holds that who works may see."""
    return len(_rows(ws))


def _rows(ws: Workspace) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for session in sessions.sessions_of(ws):
        family = ws.get(Family, session.family_id).pseudonym
        for one in passes.passes_of(ws, session.id):
            for filled in filled_forms(ws, one.id):
                if filled.form is None:
                    continue
                form, entry = filled.form, filled.entry
                about = (
                    family,
                    session.title,
                    one.coder,
                    entry.created_by,
                    entry.created_at,
                    form.id,
                    form.version,
                )
                rows += [
                    (
                        *about,
                        item.id,
                        item.label,
                        filled.ratings[item.id],
                        form.lowest,
                        form.highest,
                        session.id,
                        one.id,
                    )
                    for item in form.items
                    if item.id in filled.ratings
                ]
    return rows


def _filled(entry: ReviewEntry) -> Filled:
    ratings = entry.detail.get("ratings")
    known = ratings if isinstance(ratings, dict) else {}
    return Filled(
        entry,
        form_of_text(str(entry.detail.get("form", ""))),
        {str(item): rating for item, rating in known.items() if isinstance(rating, int)},
    )
