"""A review: what a supervisor and a coder say to each other about a coding, and how that stands.

Everything that is said is an *entry*, made once and never changed; what came of an earlier entry (an answer, a decision to take
an amendment) is an entry about it. So entries that were made in different places can be put together in any order. The coder's
tags are none of the review's business: an amendment is a proposal, kept beside the tag until its coder takes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.mediatime import MediaTime


class EntryKind(StrEnum):
    """What an entry says.

    The first six stand by themselves; a summary and a filled form are about the whole coding; the others are about an
    earlier entry.
    """

    COMMENT = "comment"
    ACCEPT = "accept"
    AMEND = "amend"
    QUESTION = "question"
    REJECT = "reject"
    PROPOSE = "propose"
    SUMMARY = "summary"
    RATING = "rating"
    REPLY = "reply"
    RESOLVE = "resolve"
    UNRESOLVE = "unresolve"
    TAKE = "take"
    LEAVE = "leave"


VERDICTS = (EntryKind.ACCEPT, EntryKind.AMEND, EntryKind.QUESTION, EntryKind.REJECT)
"""What a supervisor says about one tag; the latest of a supervisor's counts."""

REMARKS = (EntryKind.COMMENT, EntryKind.AMEND, EntryKind.QUESTION, EntryKind.REJECT, EntryKind.PROPOSE)
"""What a coder walks through."""


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """Something that was said about a coding.

    Attributes:
        pass_id: the coding.
        kind: what it says.
        about_id: the earlier entry that it is about, or None.
        annotation_id: the tag that it is about, or None; the tag may be gone by now. Of a proposal that was taken, the tag that came of it.
        onset_us: the frame's time, or where the stretch starts, or None for the whole coding.
        offset_us: where the stretch ends, half-open; equal to the onset for a frame.
        text: the words.
        detail: of an amendment ``before`` and ``after``, the tag's columns; of a missing tag that is proposed ``after``; of a summary ``strengths`` and ``next_steps``;
            of a filled form its text and ratings.
        created_by: who said it.
        created_at: UTC, ISO 8601.
    """

    id: str
    pass_id: str
    kind: EntryKind
    about_id: str | None = None
    annotation_id: str | None = None
    onset_us: MediaTime | None = None
    offset_us: MediaTime | None = None
    text: str = ""
    detail: dict[str, object] = field(default_factory=dict)
    created_by: str = ""
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """Somebody has read an entry.

    Attributes:
        entry_id: what was read.
        who: by whom.
        created_at: when, UTC, ISO 8601.
    """

    id: str
    entry_id: str
    who: str
    created_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with all that came of it.

    Attributes:
        top: the remark.
        replies: the entries about it, oldest first.
        resolved: whether somebody closed it, or its coder took or left it.
        outcome: the coder's decision about an amendment or a rejection; None while there is none.
        overtaken: whether the same supervisor said something else about the same tag later.
    """

    top: ReviewEntry
    replies: tuple[ReviewEntry, ...]
    resolved: bool
    outcome: EntryKind | None
    overtaken: bool


def ordered(entries: Iterable[ReviewEntry]) -> list[ReviewEntry]:
    """Entries in the order in which they were made, the same wherever they are put together."""
    return sorted(entries, key=lambda one: (one.created_at, one.id))


def threads(entries: Iterable[ReviewEntry]) -> list[Thread]:
    """The remarks of a coding with what came of each, by their place in the film; those about the whole of it first."""
    known = ordered(entries)
    latest = _latest_verdicts(known)
    about: dict[str, list[ReviewEntry]] = {}
    for one in known:
        if one.about_id is not None:
            about.setdefault(one.about_id, []).append(one)
    found = [_thread(one, about.get(one.id, ()), latest) for one in known if one.kind in REMARKS]
    return sorted(found, key=lambda one: -1 if one.top.onset_us is None else one.top.onset_us)


def _thread(
    top: ReviewEntry, replies: Sequence[ReviewEntry], latest: Mapping[tuple[str, str], ReviewEntry]
) -> Thread:
    outcome, resolved = None, False
    for one in replies:
        if one.kind in (EntryKind.TAKE, EntryKind.LEAVE):
            outcome, resolved = one.kind, True
        elif one.kind in (EntryKind.RESOLVE, EntryKind.UNRESOLVE):
            resolved = one.kind is EntryKind.RESOLVE
    overtaken = (
        top.kind in VERDICTS
        and top.annotation_id is not None
        and latest[top.annotation_id, top.created_by].id != top.id
    )
    return Thread(top, tuple(replies), resolved, outcome, overtaken)


def _latest_verdicts(known: Sequence[ReviewEntry]) -> dict[tuple[str, str], ReviewEntry]:
    return {
        (one.annotation_id, one.created_by): one
        for one in known
        if one.kind in VERDICTS and one.annotation_id is not None
    }


def verdicts(entries: Iterable[ReviewEntry]) -> dict[str, ReviewEntry]:
    """What was said last about each tag, by the tag's id."""
    return {
        one.annotation_id: one
        for one in ordered(entries)
        if one.kind in VERDICTS and one.annotation_id is not None
    }


def waiting_for(coder: str, entries: Iterable[ReviewEntry]) -> list[Thread]:
    """The remarks that a coder has still to take, answer or leave, by their place in the film."""
    return [
        one
        for one in threads(entries)
        if one.top.created_by != coder
        and not one.resolved
        and not one.overtaken
        and not (
            one.top.kind in (EntryKind.COMMENT, EntryKind.QUESTION)
            and one.replies
            and one.replies[-1].created_by == coder
        )
    ]


def unread(who: str, entries: Iterable[ReviewEntry], seen: Collection[str]) -> list[ReviewEntry]:
    """What others said that somebody has not read yet, oldest first.

    Args:
        who: the reader.
        entries: of one coding.
        seen: the ids of the entries that they have read.
    """
    return [one for one in ordered(entries) if one.created_by != who and one.id not in seen]


def summary_of(entries: Iterable[ReviewEntry]) -> ReviewEntry | None:
    """The latest summary, or None."""
    return next((one for one in reversed(ordered(entries)) if one.kind is EntryKind.SUMMARY), None)


def as_said(one: Annotation) -> dict[str, object]:
    """What an amendment keeps of a tag: code, edges, note and choices."""
    return {
        "code_id": one.code_id,
        "onset_us": one.onset_us,
        "offset_us": one.offset_us,
        "note": one.note,
        "modifiers": {name: list(chosen) for name, chosen in one.modifiers.items()},
    }
