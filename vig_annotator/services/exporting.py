"""Tables for other programs: one tidy row for each annotation (the columns are described in docs/library-file.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from vig_annotator.codebook.restricting import for_export
from vig_annotator.exchange.tables import COLUMNS as TYPES
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.mediatime import to_seconds
from vig_annotator.model.session import Session
from vig_annotator.reels.whole_file import whole_file, write_trouble
from vig_annotator.services.films import recording_path
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.opening import DATABASE_NAME

_DECIMALS = 6

COLUMNS = tuple(TYPES)
"""The columns of the table, in order."""


def annotations_table(ws: Workspace, session_id: str, index: FrameIndex | None = None) -> pd.DataFrame:
    """Every annotation of a session, of all coders, by onset.

    Offsets are half-open: `offset_frame` is the first frame that is no longer part of the annotation. A state that is
    still running has no offset and no duration. Without an index, the frame columns are empty. Of a restricted codebook
    the labels are its ids.

    Raises:
        NotFound: there is no such session.
        CodebookError: a coding's codebook can't be understood.
    """
    session = ws.get(Session, session_id)
    family = ws.get(Family, session.family_id)
    rows: list[dict[str, object]] = []
    for coding_pass in passes_of(ws, session_id):
        codebook = for_export(ws.codebook(coding_pass.snapshot_id))
        with ws.store.reading() as connection:
            tagged = queries.annotations_of(connection, coding_pass.id)
        for annotation in tagged:
            rows.append(
                {"family": family.pseudonym, "session": session.title, "session_id": session.id}
                | _who_and_what(coding_pass, codebook, annotation)
                | _when(annotation, index)
            )
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(TYPES)
    return table.sort_values(["onset_us", "annotation_id"], ignore_index=True)


def export_annotations(ws: Workspace, session_id: str, out: Path, index: FrameIndex | None = None) -> int:
    """Write the annotations of a session to a CSV file (UTF-8, comma, a header line); answers how many there are.

    Raises:
        NotFound: there is no such session.
        CodebookError: a coding's codebook can't be understood.
        ExportError: the file can't be written; nothing was left behind.
    """
    table = annotations_table(ws, session_id, index)
    for column in ("onset_s", "offset_s", "duration_s"):
        table[column] = table[column].map(f"{{:.{_DECIMALS}f}}".format, na_action="ignore")
    films = [recording_path(ws, recording) for recording in recordings_of(ws, session_id)]
    with whole_file(out, overwrite=True, sources=(ws.folder / DATABASE_NAME, *films)) as part:
        try:
            table.to_csv(part, index=False, encoding="utf-8", lineterminator="\n")
        except OSError as error:
            raise write_trouble(error, out) from error
    return len(table)


def _who_and_what(coding_pass: CodingPass, codebook: Codebook, annotation: Annotation) -> dict[str, object]:
    code = codebook.code(annotation.code_id)
    subject = None if code is None else codebook.subject(code.subject)
    group = None if code is None else codebook.group(code.group)
    return {
        "coder": coding_pass.coder,
        "codebook": codebook.id,
        "codebook_version": codebook.version,
        "code_id": annotation.code_id,
        "label": annotation.code_id if code is None else code.label,
        "subject": "" if subject is None else subject.id,
        "group": "" if group is None else group.id,
        "kind": "" if code is None else code.kind.value,
        "valence": "" if code is None else code.valence.value,
        "note": annotation.note,
        "modifiers": _modifiers_text(annotation.modifiers),
        "annotation_id": annotation.id,
    }


def _when(annotation: Annotation, index: FrameIndex | None) -> dict[str, object]:
    onset, offset = annotation.onset_us, annotation.offset_us
    return {
        "onset_s": to_seconds(onset),
        "offset_s": None if offset is None else to_seconds(offset),
        "duration_s": None if offset is None else to_seconds(offset - onset),
        "onset_us": onset,
        "offset_us": offset,
        "onset_frame": None if index is None else index.frame_at(onset),
        "offset_frame": None if index is None or offset is None else _end_frame(index, offset),
    }


def _end_frame(index: FrameIndex, offset_us: int) -> int:
    return len(index) if offset_us >= index.end_us else index.frame_at(offset_us)


def _modifiers_text(modifiers: Mapping[str, Sequence[str]]) -> str:
    """``strength=strong; hands=left|right``."""
    return "; ".join(f"{name}={'|'.join(chosen)}" for name, chosen in sorted(modifiers.items()))
