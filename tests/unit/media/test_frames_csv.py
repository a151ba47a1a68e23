from __future__ import annotations

import io
from fractions import Fraction

import numpy as np

from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.frames_csv import write_frames_csv


def test_a_line_for_every_frame() -> None:
    flags = np.array([True, False, True])
    index = FrameIndex(
        np.array([-3003, 0, 3003]),
        Fraction(1, 90_000),
        np.array([0, 33_367, 66_733]),
        flags,
        flags.copy(),
        100_100,
    )
    out = io.StringIO()
    write_frames_csv(index, out)
    assert out.getvalue() == "frame,pts,time_us,keyframe\n0,-3003,0,1\n1,0,33367,0\n2,3003,66733,1\n"
