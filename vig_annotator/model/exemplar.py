"""An exemplar: a short stretch of film that shows what a code means, for whoever learns to code."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.mediatime import MediaTime

LONGEST_US = 12_000_000
"""An exemplar is looked at in passing: twelve seconds at most."""


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A stretch of a session's film that belongs to a code, in all versions of its codebook.

    It holds no pictures: whether it may be seen is asked each time (`services/exemplars.py`).

    Attributes:
        codebook_id: of the codebook.
        code_id: of the code.
        onset_us: first moment shown.
        offset_us: end, half-open.
        caption: what to look at.
        created_by: who kept it.
    """

    id: str
    codebook_id: str
    code_id: str
    session_id: str
    onset_us: MediaTime
    offset_us: MediaTime
    caption: str = ""
    created_by: str = ""
    created_at: str = ""
    revision: int = 1
