"""Coding passes: who codes which session with which codebook."""

from __future__ import annotations

from vig_annotator.codebook.loader import LoadedCodebook
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.session import Session
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries


def ensure_pass(
    ws: Workspace, session: Session, loaded: LoadedCodebook, coder: str | None = None
) -> CodingPass:
    """The pass of a coder on a session with exactly this text of a codebook; made if there is none.

    The codebook's text is kept in the library, once for each version, so that the coding stays readable whatever
    becomes of the file.

    Args:
        ws: the open library.
        session: what is coded.
        loaded: the codebook as loaded from its file.
        coder: whose pass; who has the library open, if not given.
    """
    who = coder or ws.coder
    for one in passes_of(ws, session.id):
        if one.coder == who and one.snapshot_id == loaded.sha256:
            return one
    now = ws.stamp().at
    changes: list[RowChange] = []
    with ws.store.reading() as connection:
        known = queries.get(connection, CodebookSnapshot, loaded.sha256)
    if known is None:
        book = loaded.codebook
        changes.append(
            made(
                CodebookSnapshot(
                    id=loaded.sha256,
                    codebook_id=book.id,
                    version=book.version,
                    title=book.title,
                    yaml_text=loaded.yaml_text,
                    created_at=now,
                )
            )
        )
    coding_pass = CodingPass(
        id=new_id(), session_id=session.id, coder=who, snapshot_id=loaded.sha256, created_at=now
    )
    ws.history.set_up(
        ChangeSet(f"begin coding with “{loaded.codebook.title}”", (*changes, made(coding_pass)))
    )
    return coding_pass


def passes_of(ws: Workspace, session_id: str) -> list[CodingPass]:
    """All passes of a session, oldest first."""
    with ws.store.reading() as connection:
        return queries.passes(connection, session_id)
