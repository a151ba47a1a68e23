"""What an H.265 packet tells about pictures (ITU-T H.265, 7.3 and 7.4.2.2)."""

from __future__ import annotations

from vig_annotator.media.nal_units import BrokenPacket, length_bytes, units
from vig_annotator.media.picture_kinds import Look, Shown

_FIRST_ENTRY, _LAST_ENTRY, _CRA = 16, 23, 21
_BROKEN_LINKS = range(16, 19)
_PICTURES = range(32)
_END_OF_SEQUENCE = 36
_END_OF_SEQUENCE_UNIT = b"\x00\x00\x01\x48\x01"


class HevcRule:
    """Looks at the packets of one H.265 stream, in the order of the file.

    Args:
        extradata: the stream's decoder configuration (hvcC, or start codes, or nothing).
    """

    def __init__(self, extradata: bytes | None) -> None:
        self._length_size = length_bytes(extradata, 21)
        self._begun = False
        self._sequence_ended = False

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        picture, ends_sequence = None, not self._length_size and data.endswith(_END_OF_SEQUENCE_UNIT)
        try:
            for start, stop in units(data, self._length_size):
                kind = data[start] >> 1 & 63
                base_layer = stop - start > 2 and not data[start] & 1 and not data[start + 1] & 0xF8
                if kind in _PICTURES and base_layer:
                    picture = picture if picture is not None else (kind, data[start + 2])
                    if not self._length_size:
                        break
                ends_sequence = ends_sequence or kind == _END_OF_SEQUENCE
        except BrokenPacket:
            return Look(Shown.UNSURE, flagged)
        if picture is None:
            return Look(Shown.UNSURE, flagged)
        kind, slice_head = picture
        entry = _FIRST_ENTRY <= kind <= _LAST_ENTRY
        # After these, pictures that wait to be shown may be dropped, or leading pictures can't be decoded.
        breaks = self._begun and (
            kind in _BROKEN_LINKS
            or (entry and kind != _CRA and bool(slice_head & 0x40))
            or (entry and self._sequence_ended)
        )
        self._begun, self._sequence_ended = True, ends_sequence
        return Look(Shown.YES, entry, breaks=breaks)
