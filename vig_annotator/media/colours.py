"""Which colours a decoded frame's numbers mean: the film's own word for it, or what players agree to guess."""

from __future__ import annotations

from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace

# Values of AVColorSpace (ITU-T H.273, table 4).
_UNSAID = (2, 3)  # unspecified, reserved
_TO_SCALER = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.SMPTE170M,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
_BROADCAST_HEIGHT = 576
_HD_WIDTH = 1280


def matrix_of(frame: VideoFrame) -> Colorspace | None:
    """The matrix between the frame's brightness and colour planes and RGB; None where there is nothing to choose.

    A film that does not say is taken as players take it: BT.709 from HD sizes on, BT.601 below.
    """
    stored = int(frame.colorspace)
    if stored in _UNSAID and not frame.format.is_rgb:
        large = frame.width >= _HD_WIDTH or frame.height > _BROADCAST_HEIGHT
        return Colorspace.ITU709 if large else Colorspace.ITU601
    return _TO_SCALER.get(stored)
