"""A moment: a chosen stretch of a session that is worth showing."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.mediatime import MediaTime


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of film marked in and out by the clinician.

    Attributes:
        onset_us: first moment shown.
        offset_us: end, half-open.
        caption: what it shows, in words that the parent may read.
        starred: one of the best.
        source_annotation_id: the annotation it was made from, or None.
        position: order in the list, from 0.
    """

    id: str
    session_id: str
    onset_us: MediaTime
    offset_us: MediaTime
    caption: str = ""
    starred: bool = False
    source_annotation_id: str | None = None
    position: int = 0
    created_by: str = ""
    created_at: str = ""
    revision: int = 1
