"""How remarks are put into words."""

from __future__ import annotations

from collections.abc import Mapping

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.review import EntryKind, ReviewEntry, Thread
from vig_annotator.model.timecode import format_time

KIND_WORDS = {
    EntryKind.COMMENT: "Comment",
    EntryKind.ACCEPT: "Accepted",
    EntryKind.AMEND: "Amended",
    EntryKind.QUESTION: "Question",
    EntryKind.REJECT: "Rejected",
    EntryKind.PROPOSE: "Missing, proposed",
    EntryKind.SUMMARY: "Summary",
    EntryKind.RATING: "Rating form",
    EntryKind.REPLY: "Answer",
    EntryKind.RESOLVE: "Closed",
    EntryKind.UNRESOLVE: "Opened again",
    EntryKind.TAKE: "Taken",
    EntryKind.LEAVE: "Left as it is",
}
"""What each kind of entry is called."""


def title_of(one: ReviewEntry, book: Codebook, code_id: str | None) -> str:
    """What a remark is about: the tag's code, a frame, a stretch, or the whole coding."""
    if one.annotation_id is not None:
        return _label(book, code_id) if code_id else "A tag that is gone"
    if one.kind is EntryKind.PROPOSE:
        return _label(book, proposed_code(one))
    if one.onset_us is None:
        return "The whole coding"
    return "A frame" if one.onset_us == one.offset_us else "A stretch"


def place_of(one: ReviewEntry, index: FrameIndex | None) -> str:
    """Where a remark is: ``0:00:12.400 · frame 310``; empty for the whole coding."""
    if one.onset_us is None:
        return ""
    words = format_time(one.onset_us)
    return words if index is None else f"{words} · frame {index.frame_at(one.onset_us)}"


def proposed_code(one: ReviewEntry) -> str:
    """The code that an amendment or a proposal would have; empty for anything else."""
    after = one.detail.get("after")
    return str(after["code_id"]) if isinstance(after, Mapping) else ""


def proposal_of(one: ReviewEntry, book: Codebook) -> str:
    """What an amendment changes: ``Watching → Attention away; ends at 0:00:13.200``; how long a proposal is; else empty."""
    before, after = one.detail.get("before"), one.detail.get("after")
    if one.kind is EntryKind.PROPOSE and one.onset_us is not None and one.offset_us is not None:
        if one.onset_us == one.offset_us:
            return "A new tag here"
        return f"A new tag, until {format_time(one.offset_us)}"
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ""
    parts = []
    if before["code_id"] != after["code_id"]:
        parts.append(f"{_label(book, before['code_id'])} → {_label(book, after['code_id'])}")
    if before["onset_us"] != after["onset_us"]:
        parts.append(f"starts at {format_time(after['onset_us'])}, not {format_time(before['onset_us'])}")
    if before["offset_us"] != after["offset_us"] and after["offset_us"] != after["onset_us"]:
        was = "not yet ended" if before["offset_us"] is None else f"not {format_time(before['offset_us'])}"
        ends = after["offset_us"]
        parts.append(f"ends at {format_time(ends)}, {was}" if ends is not None else "is still running")
    return "; ".join(parts)


def outcome_of(thread: Thread) -> str:
    """What came of a remark; empty while nothing did."""
    last = next(
        (
            one
            for one in reversed(thread.replies)
            if one.kind in (EntryKind.TAKE, EntryKind.LEAVE, EntryKind.RESOLVE)
        ),
        None,
    )
    if thread.overtaken:
        return "Overtaken by a later word on the same tag"
    return f"{KIND_WORDS[last.kind]} by {last.created_by}" if thread.resolved and last is not None else ""


def _label(book: Codebook, code_id: object) -> str:
    code = book.code(str(code_id))
    return str(code_id) if code is None else code.label
