"""Which coding of a session trainees are compared with, and what they code with; `services.training` compares them.

A module of its own, as it is asked for whenever a film is opened: what compares codings is loaded when somebody compares.
"""

from __future__ import annotations

from vig_annotator.codebook.loader import LoadedCodebook, parse_codebook
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.reference import Reference
from vig_annotator.services.coders import who_works
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage.settlements import references_of


def reference_of(ws: Workspace, session_id: str) -> Reference | None:
    """The reference of a session: the newest; None where there is none."""
    with ws.store.reading() as connection:
        found = references_of(connection, session_id)
    return found[-1] if found else None


def codebook_to_learn_with(ws: Workspace, session_id: str) -> LoadedCodebook | None:
    """For a trainee the codebook of the session's reference, so that both code with the same; None for others, or without a reference.

    Raises:
        CodebookError: it can't be understood.
    """
    reference = reference_of(ws, session_id) if who_works(ws).role is Role.TRAINEE else None
    if reference is None:
        return None
    snapshot = ws.get(CodebookSnapshot, ws.get(CodingPass, reference.pass_id).snapshot_id)
    return parse_codebook(snapshot.yaml_text, snapshot.title)
