"""Moments that a mouse points at, moved to frames: nothing is ever placed between two frames."""

from __future__ import annotations

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.mediatime import MediaTime


def frame_start(time_us: int, index: FrameIndex | None) -> MediaTime:
    """When the frame that is on screen at a moment began; the moment itself while frames are not known."""
    if index is None:
        return MediaTime(time_us)
    return index.time_of(index.frame_at(time_us))


def frames_moved(time_us: int, to_us: int, index: FrameIndex) -> int:
    """By how many frames what begins at a frame's start is moved when it is dragged to a moment."""
    return min(_nearest(max(to_us, 0), index), len(index) - 1) - index.frame_at(time_us)


def moved_by(time_us: int, frames: int, index: FrameIndex) -> MediaTime:
    """Where an edge comes to lie that is moved by frames; within the film."""
    place = _first_at_or_after(time_us, index) if time_us < index.end_us else len(index)
    return index.time_of(min(max(place + frames, 0), len(index)))


def edge_place(
    onset_us: int, offset_us: int | None, edge: Edge, to_us: int, index: FrameIndex | None
) -> MediaTime:
    """Where an edge lands that is dragged to a moment: on a frame's beginning, at least a frame from the other edge.

    Args:
        onset_us: where the stretch begins now.
        offset_us: where it ends; None while it is running. The same as the onset for a point, which moves as a whole.
        edge: the one that is dragged.
        to_us: where the mouse is.
        index: the film's frames; None while they are not known.
    """
    if index is None:
        if offset_us is None or offset_us == onset_us:
            return MediaTime(max(to_us, 0))
        return MediaTime(
            max(to_us, onset_us + 1) if edge is Edge.OFFSET else max(min(to_us, offset_us - 1), 0)
        )
    place = _nearest(to_us, index)
    if edge is Edge.OFFSET and offset_us != onset_us:
        return index.time_of(max(place, min(index.frame_at(onset_us) + 1, len(index))))
    last = len(index) - 1
    if offset_us is not None and offset_us > onset_us:
        last = min(last, _first_at_or_after(offset_us, index) - 1)
    return index.time_of(max(0, min(place, last)))


def _nearest(time_us: int, index: FrameIndex) -> int:
    frame = index.frame_at(time_us)
    before, after = index.time_of(frame), index.time_of(frame + 1)
    return frame if time_us - before <= after - time_us else frame + 1


def _first_at_or_after(time_us: int, index: FrameIndex) -> int:
    frame = index.frame_at(time_us)
    return frame if index.time_of(frame) >= time_us else frame + 1
