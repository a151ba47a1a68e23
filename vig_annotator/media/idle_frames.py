"""Frames that no other frame needs: on the way to a wanted frame they need not be decoded.

Leaving out their packets is quicker than FFmpeg's own ``skip_frame=NONREF``, which hands them round its threads all the
same: every thread but one may get nothing else to do.
"""

from __future__ import annotations

from vig_annotator.media.nal_units import HEAD_BYTES, BrokenPacket, length_bytes, units

_H264_SLICES, _H264_PARAMETERS = frozenset({1, 5}), frozenset({7, 8, 13, 15})
_HEVC_PICTURES, _HEVC_PARAMETERS = range(32), range(32, 36)
_HEVC_FIRST_REFERENCES = range(16, 32)
_MPEG_PICTURE = b"\x00\x00\x01\x00"
_MPEG_B = 3


class IdleFrames:
    """Tells, of one stream's packets, which hold nothing but such a frame.

    Args:
        codec: FFmpeg's name.
        extradata: the stream's decoder configuration.

    Attributes:
        known: whether it can be told at all.
    """

    def __init__(self, codec: str, extradata: bytes | None) -> None:
        self._codec = codec
        self._length_size = length_bytes(extradata, 21 if codec == "hevc" else 4)
        # In HEVC a frame that its own temporal layer does not need may be needed by a higher one. numTemporalLayers of the
        # decoder configuration record (ISO/IEC 14496-15) says whether there is a higher one.
        one_layer = extradata is not None and len(extradata) > 22 and extradata[21] >> 3 & 7 == 1
        self.known = codec in ("h264", "mpeg1video", "mpeg2video") or (
            codec == "hevc" and self._length_size > 0 and one_layer
        )

    def is_idle(self, packet: bytes | memoryview) -> bool:
        """Whether no other frame needs the frame of a packet, and the packet holds nothing else of use.

        A view of a packet spares copying it: most of those looked at are thrown away.
        """
        if not self.known:
            return False
        if not self._length_size:
            packet = bytes(packet[:HEAD_BYTES])  # searched for start codes, which a view can't be
        try:
            if self._codec == "h264":
                return self._is_idle_h264(packet)
            if self._codec == "hevc":
                return self._is_idle_hevc(packet)
            return _is_b_of_mpeg(bytes(packet[:HEAD_BYTES]))
        except BrokenPacket:
            return False

    def _is_idle_h264(self, packet: bytes | memoryview) -> bool:
        """The reference number of the first slice, which all slices of a picture share (ITU-T H.264, 7.4.1, nal_ref_idc)."""
        for start, _ in units(packet, self._length_size):
            kind = packet[start] & 31
            if kind in _H264_PARAMETERS:
                return False
            if kind in _H264_SLICES:
                return not packet[start] & 0x60
        return False

    def _is_idle_hevc(self, packet: bytes | memoryview) -> bool:
        """The even kinds of ordinary pictures are sub-layer non-reference pictures (ITU-T H.265, table 7-1)."""
        for start, _ in units(packet, self._length_size):
            kind = packet[start] >> 1 & 63
            if kind in _HEVC_PARAMETERS or kind in _HEVC_FIRST_REFERENCES:
                return False
            if kind in _HEVC_PICTURES:
                return kind % 2 == 0
        return False


def _is_b_of_mpeg(packet: bytes) -> bool:
    """B-pictures of MPEG-1 and MPEG-2 are never referred to (ISO/IEC 13818-2, 6.3.9, picture_coding_type)."""
    at = packet.find(_MPEG_PICTURE, 0, HEAD_BYTES)
    return 0 <= at < len(packet) - 5 and packet[at + 5] >> 3 & 7 == _MPEG_B
