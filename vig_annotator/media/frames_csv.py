"""A film's frames as a table, for people who want to check them."""

from __future__ import annotations

from typing import TextIO

from vig_annotator.media.frame_index import FrameIndex

HEADER = "frame,pts,time_us,keyframe"


def write_frames_csv(index: FrameIndex, out: TextIO) -> None:
    """Write a line for every displayed frame, in display order.

    Columns: number of the frame, counted from 0; its timestamp in ticks of the film's time base; its media time in
    microseconds; 1 for a keyframe, else 0.
    """
    out.write(HEADER + "\n")
    rows = zip(index.pts.tolist(), index.time_us.tolist(), index.keyframe.tolist(), strict=True)
    out.writelines(f"{frame},{pts},{time},{key:d}\n" for frame, (pts, time, key) in enumerate(rows))
