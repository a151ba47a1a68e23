"""Exporting one session of a library that nobody has open."""

from __future__ import annotations

from pathlib import Path

from vig_annotator.errors import MediaError
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.model.session import Session
from vig_annotator.services import films, sessions
from vig_annotator.services.interchange_export import (
    ExportChoices,
    ExportPlan,
    plan_export,
    writable,
    write_export,
)
from vig_annotator.services.workspace import Workspace

_WHO = "command line"
_WITH_FRAMES = ("csv", "tsv", "xlsx", "parquet")


def plan_session_export(
    library: Path,
    wanted: str,
    format_id: str,
    choices: ExportChoices | None = None,
    context: JobContext | None = None,
) -> ExportPlan:
    """Say what an export of a session will write and lose.

    Args:
        library: the library's folder.
        wanted: the session's title, its id, or the beginning of its id.
        format_id: what to write.
        choices: what to leave out.
        context: progress and cancel.

    Raises:
        NotFound: there is no such library or session.
        UsageError: there is no such format or coder.
        LibraryError: the library can't be opened.
    """
    writable(format_id)
    with Workspace.open(library, _WHO, create=False) as ws:
        session = sessions.find_session(ws, wanted)
        index = _index_of(ws, session, context) if format_id in _WITH_FRAMES else None
        return plan_export(ws, session.id, format_id, choices, index)


def write_session_export(plan: ExportPlan, out: Path) -> int:
    """Write what was planned; answers how many annotations there are.

    Raises:
        ExportError: the file can't be written; nothing was left behind.
    """
    return write_export(plan, out)


def export_session(library: Path, wanted: str, out: Path, context: JobContext | None = None) -> int:
    """Write the annotations of a session to a CSV file; answers how many there are.

    Args:
        library: the library's folder.
        wanted: the session's title, its id, or the beginning of its id.
        out: the file to write; it appears whole or not at all.
        context: progress and cancel.

    Raises:
        NotFound: there is no such library or session.
        LibraryError: the library can't be opened.
        ExportError: the file can't be written.
    """
    return write_export(plan_session_export(library, wanted, "csv", None, context), out)


def _index_of(ws: Workspace, session: Session, context: JobContext | None) -> FrameIndex | None:
    """The frames of the session's first film; None where the film is not to be had: times are exported all the same."""
    recordings = sessions.recordings_of(ws, session.id)
    if not recordings:
        return None
    try:
        return load_or_build(films.find_film(ws, recordings[0]), ws.caches_dir, context)
    except MediaError:
        return None
