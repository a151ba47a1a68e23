"""What an H.264 packet tells about pictures (ITU-T H.264, 7.3): fields, keyframes, damage."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.media.bit_reader import BitReader, EndOfBits
from vig_annotator.media.nal_units import BrokenPacket, length_bytes, units
from vig_annotator.media.picture_kinds import Field, Look, Shown

_SLICE, _PARTITION_A, _IDR, _SEI, _SPS, _PPS = 1, 2, 5, 6, 7, 8
_SEI_RECOVERY_POINT = 6
_HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})


@dataclass(frozen=True, slots=True)
class _Sequence:
    frames_only: bool
    frame_number_bits: int
    colour_planes: bool
    gaps_allowed: bool


class H264Rule:
    """Looks at the packets of one H.264 stream, in the order of the file.

    Args:
        extradata: the stream's decoder configuration (avcC, or start codes, or nothing).
    """

    def __init__(self, extradata: bytes | None) -> None:
        self._length_size = length_bytes(extradata, 4)
        self._sequences: dict[int, _Sequence] = {}
        self._picture_sequence: dict[int, int] = {}
        self._parsed: dict[bytes, tuple[int, _Sequence | int]] = {}
        self._last_reference: int | None = None
        if extradata:
            self._learn_configuration(extradata)

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds.

        Args:
            data: the packet.
            flagged: whether the container calls it a keyframe.
        """
        try:
            return self._look(data, flagged)
        except (BrokenPacket, EndOfBits, KeyError):
            return Look(Shown.UNSURE, flagged)

    def _look(self, data: bytes, flagged: bool) -> Look:
        recovery, first_slice = False, None
        for start, stop in units(data, self._length_size):
            kind = data[start] & 31
            if kind in (_SLICE, _PARTITION_A, _IDR):
                # With lengths the walk goes on to the end, to see whether they add up.
                first_slice = first_slice or (kind, start, stop)
                if not self._length_size:
                    break
            elif first_slice is None:
                if kind in (_SPS, _PPS):
                    self._learn(data[start:stop])
                elif kind == _SEI and flagged:
                    recovery = recovery or _recovers_at_once(data[start:stop])
        if first_slice is None:
            return Look(Shown.UNSURE, flagged)
        kind, start, stop = first_slice
        if data[start] & 0x80 or (kind == _IDR and not data[start] & 0x60):
            raise BrokenPacket
        key = kind == _IDR or (flagged and recovery)
        return self._picture(data[start : start + 40], kind == _IDR, key)

    def _picture(self, unit: bytes, is_idr: bool, key: bool) -> Look:
        bits = BitReader(unit[1:], escaped=True)
        bits.golomb()  # first macroblock
        bits.golomb()  # slice type
        sequence = self._sequences[self._picture_sequence[bits.golomb()]]
        if sequence.colour_planes:
            bits.bits(2)
        number = bits.bits(sequence.frame_number_bits)
        gap = self._gap(sequence, number, is_idr)
        if unit[0] & 0x60:
            self._last_reference = number
        if sequence.frames_only or not bits.flag():
            return Look(Shown.YES, key, None, gap)
        return Look(Shown.FIELD, key, Field(bits.flag(), number), gap)

    def _gap(self, sequence: _Sequence, number: int, is_idr: bool) -> bool:
        """Whether a picture that others refer to is missing before this one (ITU-T H.264, 7.4.3, frame_num)."""
        last = self._last_reference
        if is_idr or last is None or sequence.gaps_allowed:
            return False
        return number not in (last, (last + 1) % (1 << sequence.frame_number_bits))

    def _learn_configuration(self, extradata: bytes) -> None:
        try:
            if not self._length_size:
                for start, stop in units(extradata, 0):
                    if extradata[start] & 31 in (_SPS, _PPS):
                        self._learn(extradata[start:stop])
                return
            at = 5
            for mask in (31, 255):
                count = extradata[at] & mask
                at += 1
                for _ in range(count):
                    size = int.from_bytes(extradata[at : at + 2], "big")
                    self._learn(extradata[at + 2 : at + 2 + size])
                    at += 2 + size
        except (BrokenPacket, EndOfBits, IndexError):
            return  # what is missing here comes with the packets, or makes them unsure

    def _learn(self, unit: bytes) -> None:
        if unit not in self._parsed:
            self._parsed[unit] = _sequence(unit) if unit[0] & 31 == _SPS else _picture_set(unit)
        number, meaning = self._parsed[unit]
        if isinstance(meaning, _Sequence):
            self._sequences[number] = meaning
        else:
            self._picture_sequence[number] = meaning


def _picture_set(unit: bytes) -> tuple[int, int]:
    bits = BitReader(unit[1:40], escaped=True)
    return bits.golomb(), bits.golomb()


def _sequence(unit: bytes) -> tuple[int, _Sequence]:
    bits = BitReader(unit[1:], escaped=True)
    profile = bits.bits(8)
    bits.bits(16)  # constraints, level
    number = bits.golomb()
    colour_planes = False
    if profile in _HIGH_PROFILES:
        chroma = bits.golomb()
        if chroma == 3:
            colour_planes = bits.flag()
        bits.golomb()  # bit depths
        bits.golomb()
        bits.flag()
        if bits.flag():
            for scaling_list in range(8 if chroma != 3 else 12):
                if bits.flag():
                    _skip_scaling_list(bits, 16 if scaling_list < 6 else 64)
    frame_number_bits = bits.golomb() + 4
    order_type = bits.golomb()
    if order_type == 0:
        bits.golomb()
    elif order_type == 1:
        bits.flag()
        bits.signed_golomb()
        bits.signed_golomb()
        for _ in range(bits.golomb()):
            bits.signed_golomb()
    bits.golomb()  # reference frames
    gaps_allowed = bits.flag()
    bits.golomb()  # width, height
    bits.golomb()
    return number, _Sequence(bits.flag(), frame_number_bits, colour_planes, gaps_allowed)


def _skip_scaling_list(bits: BitReader, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed_golomb() + 256) % 256
        last = following or last


def _recovers_at_once(unit: bytes) -> bool:
    """Whether an SEI unit holds a recovery point with no frames to wait for: then FFmpeg takes it for a keyframe."""
    at = 1
    while at + 2 < len(unit):
        kind = size = 0
        while at < len(unit) and unit[at] == 255:
            kind += 255
            at += 1
        kind += unit[at]
        at += 1
        while at < len(unit) and unit[at] == 255:
            size += 255
            at += 1
        if at >= len(unit):
            return False
        size += unit[at]
        at += 1
        if kind == _SEI_RECOVERY_POINT:
            return at < len(unit) and bool(unit[at] & 0x80)
        at += size
    return False
