"""A coding pass: one coder's annotations of one session with one version of a codebook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.model.mediatime import Span


class PassState(StrEnum):
    """How far a coding is: being made, with the supervisor, back with remarks, or approved."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


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
        coder: the name of who codes; of a `model.coder.Coder`.
        snapshot_id: the codebook it is made with.
        state: how far it is.
        submitted_at: when it was submitted for the first time, UTC, ISO 8601; empty until then.
        blind: whether it and the codings of others are hidden from each other until both were submitted.
        segments: the stretches of the session that are to be coded, in order; empty for all of it.
        joint: made together, as the consensus of two coders is: whoever works may change it.
    """

    id: str
    session_id: str
    coder: str
    snapshot_id: str
    state: PassState = PassState.DRAFT
    submitted_at: str = ""
    blind: bool = False
    segments: tuple[Span, ...] = ()
    joint: bool = False
    created_at: str = ""
    revision: int = 1

    @property
    def open(self) -> bool:
        """Whether its coder may change it: it is a draft, or was returned."""
        return self.state in (PassState.DRAFT, PassState.RETURNED)
