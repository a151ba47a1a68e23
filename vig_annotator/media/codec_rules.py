"""Which codecs' packets can be counted as pictures, and what to look at in each packet to be sure.

A codec that is not here is decoded to be counted.
"""

from __future__ import annotations

from collections.abc import Callable

from vig_annotator.media.bit_reader import BitReader, EndOfBits
from vig_annotator.media.h264_rule import H264Rule
from vig_annotator.media.hevc_rule import HevcRule
from vig_annotator.media.nal_units import HEAD_BYTES
from vig_annotator.media.picture_kinds import Look, Rule, Shown

_YES = Look(Shown.YES, False)
_YES_KEY = Look(Shown.YES, True)
_UNSURE_SMALL_BYTES = 20
_VP9_MARKER = 2
_H263_EXTENDED = 7
_AV1_FRAME_HEADER, _AV1_FRAME = 3, 6


class OnePictureRule:
    """Codecs in which a packet is a picture, and the container's keyframe flags are to be trusted."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        return _YES_KEY if flagged else _YES


class MjpegRule:
    """Motion JPEG: every picture begins with the JPEG mark and is a keyframe."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        if data[:2] != b"\xff\xd8":
            return Look(Shown.UNSURE, flagged)
        return _YES_KEY if flagged else _YES


class Av1Rule:
    """AV1: a packet is what is shown at one time; its parts must add up to its length (AV1 specification, 5.3 and 7.5)."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        at, end, pictures = 0, len(data), False
        while at < end:
            head = data[at]
            if head & 0x81:
                return Look(Shown.UNSURE, flagged)
            pictures = pictures or head >> 3 & 15 in (_AV1_FRAME_HEADER, _AV1_FRAME)
            at += 2 if head & 4 else 1
            if not head & 2:
                break  # a part without a size reaches to the end
            size, shift = 0, 0
            while at < end and shift < 56:
                size |= (data[at] & 0x7F) << shift
                shift += 7
                at += 1
                if not data[at - 1] & 0x80:
                    break
            at += size
        if at > end or not pictures:
            return Look(Shown.UNSURE, flagged)
        return _YES_KEY if flagged else _YES


class Vp8Rule:
    """VP8: packets that make a hidden reference picture say so (RFC 6386, 9.1)."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        key = not data[0] & 1
        first_part = int.from_bytes(data[:3], "little") >> 5
        if first_part + 3 > len(data) or (key and data[3:6] != b"\x9d\x01\x2a"):
            return Look(Shown.UNSURE, key)
        return Look(Shown.YES if data[0] & 0x10 else Shown.NO, key)


class Vp9Rule:
    """VP9: frames may be hidden, and several may share a packet (VP9 bitstream specification, 6.2 and annex B)."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        frames = self._frames(data)
        shown = [self._shown(frame) for frame in frames]
        key = any(self._key(frame) for frame in frames[:1])
        if sum(shown) > 1 or any(frame >> 6 != _VP9_MARKER for frame in frames):
            return Look(Shown.UNSURE, key)
        return Look(Shown.YES if any(shown) else Shown.NO, key)

    def _frames(self, data: bytes) -> list[int]:
        """The first byte of each frame in a packet."""
        marker = data[-1]
        count, size_bytes = (marker & 7) + 1, (marker >> 3 & 3) + 1
        index_bytes = 2 + count * size_bytes
        if marker & 0xE0 != 0xC0 or len(data) < index_bytes or data[-index_bytes] != marker:
            return [data[0]]
        frames, at = [], 0
        for number in range(count):
            first = len(data) - index_bytes + 1 + number * size_bytes
            size = int.from_bytes(data[first : first + size_bytes], "little")
            if size and at < len(data) - index_bytes:
                frames.append(data[at])
            at += size
        return frames

    def _bits_after_profile(self, head: int) -> int:
        """The four bits after frame marker and profile, left-aligned in a byte."""
        return head << (5 if head & 0x30 == 0x30 else 4) & 0xFF

    def _shown(self, head: int) -> bool:
        bits = self._bits_after_profile(head)
        return bool(bits & 0x80) or bool(bits & 0x20)

    def _key(self, head: int) -> bool:
        bits = self._bits_after_profile(head)
        return not bits & 0x80 and not bits & 0x40


class Mpeg12Rule:
    """MPEG-1 and MPEG-2 video: single fields, and packets with several pictures, are left to the decoder."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        at = data.find(b"\x00\x00\x01\x00", 0, HEAD_BYTES)
        if at < 0 or at + 6 > len(data):
            return Look(Shown.UNSURE, flagged)
        key = data[at + 5] >> 3 & 7 == 1
        extension = data.find(b"\x00\x00\x01\xb5", at + 4, at + 64)
        if 0 <= extension < len(data) - 7 and data[extension + 4] >> 4 == 8 and data[extension + 6] & 3 != 3:
            # A field: its partner must be in the same packet.
            return Look(Shown.YES if data.count(b"\x00\x00\x01\x00", at) == 2 else Shown.UNSURE, key)
        return _YES_KEY if key else _YES


class Mpeg4Rule:
    """MPEG-4 part 2: DivX packs two pictures in a packet and stuffs tiny ones between (ISO/IEC 14496-2, 6.2.5)."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        at = data.find(b"\x00\x00\x01\xb6")
        if at < 0 or at + 4 >= len(data):
            return Look(Shown.UNSURE, flagged)
        key = data[at + 4] >> 6 == 0
        if len(data) < _UNSURE_SMALL_BYTES or data.find(b"\x00\x00\x01\xb6", at + 4) >= 0:
            return Look(Shown.UNSURE, key)
        return _YES_KEY if key else _YES


class H263Rule:
    """H.263: phones' keyframe flags are often wrong, the picture's own type is not (ITU-T H.263, 5.1.3)."""

    def look(self, data: bytes, flagged: bool) -> Look:
        """What a packet holds; see `picture_kinds.Rule`."""
        if len(data) < 5 or data[0] or data[1] or data[2] & 0xFC != 0x80:
            return Look(Shown.UNSURE, flagged)
        try:
            key = self._is_intra(BitReader(data[4:16]))
        except EndOfBits:
            return Look(Shown.UNSURE, flagged)
        return _YES_KEY if key else _YES

    def _is_intra(self, bits: BitReader) -> bool:
        bits.bits(3)
        if bits.bits(3) != _H263_EXTENDED:
            return not bits.flag()
        if bits.bits(3) == 1:  # a full extended header
            bits.bits(18)
        return bits.bits(3) == 0


# fmt: off
_ONE_PICTURE = frozenset({
    "theora", "prores", "prores_raw", "dnxhd", "mjpegb", "ljpeg", "dvvideo", "ffv1",
    "huffyuv", "ffvhuff", "utvideo", "rawvideo", "v210", "v210x", "v308", "v408", "v410", "r210", "r10k",
    "yuv4", "uyvy422", "cfhd", "cineform", "apv", "png", "qtrle", "rpza", "8bps", "svq1", "cinepak",
    "indeo2", "indeo3", "msmpeg4v1", "msmpeg4v2", "msmpeg4v3", "wmv1", "wmv2", "wmv3", "vc1", "jpeg2000",
    "magicyuv", "hap", "dxv", "msrle", "msvideo1", "zmbv", "flashsv", "flashsv2", "tscc", "tscc2", "flv1",
    "h261", "fraps", "lagarith", "hq_hqa", "hqx", "aic",
})
# fmt: on
_RULES: dict[str, Callable[[], Rule]] = {
    "av1": Av1Rule,
    "mjpeg": MjpegRule,
    "vp8": Vp8Rule,
    "vp9": Vp9Rule,
    "mpeg1video": Mpeg12Rule,
    "mpeg2video": Mpeg12Rule,
    "mpeg4": Mpeg4Rule,
    "h263": H263Rule,
}


def rule_for(codec: str, extradata: bytes | None) -> Rule | None:
    """How to look at the packets of a stream; None if only decoding can count its pictures.

    Args:
        codec: FFmpeg's name of the codec (not of the decoder).
        extradata: the stream's decoder configuration.
    """
    if codec == "h264":
        return H264Rule(extradata)
    if codec == "hevc":
        return HevcRule(extradata)
    if codec in _RULES:
        return _RULES[codec]()
    return OnePictureRule() if codec in _ONE_PICTURE else None
