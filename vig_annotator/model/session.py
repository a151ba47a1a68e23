"""A session (one visit that was filmed) and its recordings (its video files)."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.mediatime import MediaTime


@dataclass(frozen=True, slots=True)
class Session:
    """One visit that was filmed.

    Attributes:
        recorded_on: the day, ISO 8601 (``2026-11-12``), or empty where unknown.
        created_at: UTC, ISO 8601.
    """

    id: str
    family_id: str
    title: str
    recorded_on: str = ""
    note: str = ""
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Recording:
    """One video file of a session.

    Attributes:
        path: relative to the library's folder where it lies below it, else absolute; with forward slashes.
        fingerprint: of the content, so that a moved film is found again and a changed one is noticed.
        size_bytes: of the file when it was added.
        duration_us: from the first displayed frame to the end of the last, 0 while unknown.
        starts_at_us: where the recording's first frame lies on the session's clock; 0 for the first recording.
        position: order in the session, from 0.
    """

    id: str
    session_id: str
    path: str
    fingerprint: str
    size_bytes: int
    duration_us: int = 0
    starts_at_us: MediaTime = MediaTime(0)  # noqa: RUF009 - an int
    position: int = 0
    created_at: str = ""
    revision: int = 1
