"""Exporting one session of a library that nobody has open."""

from __future__ import annotations

from pathlib import Path

from vig_annotator.errors import MediaError
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.model.session import Session
from vig_annotator.services import exporting, films, sessions
from vig_annotator.services.workspace import Workspace

_WHO = "command line"


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
    with Workspace.open(library, _WHO, create=False) as ws:
        session = sessions.find_session(ws, wanted)
        return exporting.export_annotations(ws, session.id, out, _index_of(ws, session, context))


def _index_of(ws: Workspace, session: Session, context: JobContext | None) -> FrameIndex | None:
    """The frames of the session's first film; None where the film is not to be had: times are exported all the same."""
    recordings = sessions.recordings_of(ws, session.id)
    if not recordings:
        return None
    try:
        return load_or_build(films.find_film(ws, recordings[0]), ws.caches_dir, context)
    except MediaError:
        return None
