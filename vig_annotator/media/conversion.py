"""From a decoded frame, as the film stores it, to the picture that people see."""

from __future__ import annotations

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Interpolation, VideoReformatter

from vig_annotator.media.colours import matrix_of
from vig_annotator.media.fields import FieldTaker
from vig_annotator.media.probe import FilmInfo, Hdr
from vig_annotator.media.tone_mapping import CUBE_FORMAT, ToneMapper
from vig_annotator.media.upright import Rgb, Size, before_turning, shown_size, turn_upright

_HDR: dict[int, Hdr] = {16: "pq", 18: "hlg"}  # transfer characteristics, ITU-T H.273, table 3


class Converter:
    """Makes pictures of one film's frames: the size wanted, square pixels, upright, ordinary tones, no combs.

    It keeps FFmpeg's scaling tables, so one is kept for as long as the film is open. Owned by one thread.
    """

    def __init__(self, info: FilmInfo) -> None:
        self._info = info
        self._scaler = VideoReformatter()
        self._fields = FieldTaker()
        self._tones: dict[Hdr, ToneMapper] = {}

    def to_rgb(self, frame: VideoFrame, box: Size | None) -> Rgb:
        """The picture of a frame.

        Args:
            frame: as it was decoded.
            box: see `upright.shown_size`.
        """
        size = before_turning(shown_size(self._info, (frame.width, frame.height), box), self._info)
        hdr = _HDR.get(int(frame.color_trc))
        scaled = self._scaled(frame, size, "rgb24" if hdr is None else CUBE_FORMAT)
        if hdr is not None:
            scaled = self._tones.setdefault(hdr, ToneMapper(hdr)).to_sdr(scaled)
        return turn_upright(_rows(scaled), self._info)

    def _scaled(self, frame: VideoFrame, size: Size, pix_fmt: str) -> VideoFrame:
        matrix, colour_range = matrix_of(frame), ColorRange(int(frame.color_range))
        if frame.interlaced_frame and frame.height > 1:
            frame = self._fields.top_field(frame)
        return self._scaler.reformat(
            frame,
            *size,
            format=pix_fmt,
            src_colorspace=matrix,
            src_color_range=colour_range,
            interpolation=Interpolation.AREA,  # means of areas: quicker than weighted ones, and fine lines do not flicker
            threads=2,  # halves the wait for a single picture; more would not pay for their meeting
        )


def _rows(frame: VideoFrame) -> Rgb:
    """The frame's own memory as an array, without the padding of its rows."""
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(frame.height, plane.line_size)
    return rows[:, : frame.width * 3].reshape(frame.height, frame.width, 3)
