"""A coding pass: one coder's annotations of one session with one version of a codebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodebookSnapshot:
    """The text of a codebook as it was when a pass began, so that old codings stay readable.

    Attributes:
        id: SHA-256 of the text, in hex: the same text is kept once.
        codebook_id: the id inside the codebook.
        version: the version inside the codebook.
        yaml_text: the whole file, as loaded.
    """

    id: str
    codebook_id: str
    version: str
    title: str
    yaml_text: str
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class CodingPass:
    """One coder's work on one session.

    Attributes:
        coder: the name of who codes, as they gave it.
        snapshot_id: the codebook it is made with.
    """

    id: str
    session_id: str
    coder: str
    snapshot_id: str
    created_at: str = ""
    revision: int = 1
