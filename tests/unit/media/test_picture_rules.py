"""What single packets tell, on packets written here bit by bit, for kinds of film that no encoder at hand makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.media.bit_reader import BitReader, EndOfBits
from vig_annotator.media.codec_rules import (
    Av1Rule,
    H263Rule,
    MjpegRule,
    Mpeg4Rule,
    Mpeg12Rule,
    Vp8Rule,
    Vp9Rule,
    rule_for,
)
from vig_annotator.media.h264_rule import H264Rule
from vig_annotator.media.hevc_rule import HevcRule
from vig_annotator.media.picture_kinds import Field, Look, Shown


class Bits:
    """Writes bits, most significant first."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, value: int, count: int) -> Bits:
        self.text += f"{value:0{count}b}"
        return self

    def golomb(self, value: int) -> Bits:
        code = f"{value + 1:b}"
        self.text += "0" * (len(code) - 1) + code
        return self

    def signed(self, value: int) -> Bits:
        return self.golomb(2 * value - 1 if value > 0 else -2 * value)

    def data(self) -> bytes:
        text = self.text + "1"
        text += "0" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big")


@given(st.lists(st.integers(0, 2**31)), st.lists(st.integers(-(2**30), 2**30)))
def test_golomb_numbers(plain: list[int], signed: list[int]) -> None:
    bits = Bits()
    for value in plain:
        bits.golomb(value)
    for value in signed:
        bits.signed(value)
    reader = BitReader(bits.data())
    assert [reader.golomb() for _ in plain] == plain
    assert [reader.signed_golomb() for _ in signed] == signed


def test_bits_end() -> None:
    reader = BitReader(b"\x80")
    assert reader.flag() and reader.bits(7) == 0
    with pytest.raises(EndOfBits):
        reader.flag()
    with pytest.raises(EndOfBits):
        BitReader(bytes(20)).golomb()
    assert BitReader(b"\x00\x00\x03\x01", escaped=True).bits(24) == 1


# H.264


def sequence(
    *,
    profile: int = 77,
    frames_only: bool = False,
    gaps: bool = False,
    order_type: int = 0,
    lists: bool = False,
) -> bytes:
    bits = Bits().put(profile, 8).put(0, 8).put(40, 8).golomb(0)
    if profile in (100, 244):
        bits.golomb(3 if profile == 244 else 1)
        if profile == 244:
            bits.put(1, 1)  # colour planes apart
        bits.golomb(0).golomb(0).put(0, 1).put(lists, 1)
        if lists:
            for number in range(12 if profile == 244 else 8):
                bits.put(1, 1)
                for _ in range(16 if number < 6 else 64):
                    bits.signed(1)
    bits.golomb(0).golomb(order_type)  # four bits of frame number
    if order_type == 0:
        bits.golomb(2)
    elif order_type == 1:
        bits.put(0, 1).signed(-3).signed(2).golomb(2).signed(1).signed(-1)
    bits.golomb(4).put(gaps, 1).golomb(19).golomb(14).put(frames_only, 1)
    return b"\x67" + bits.data()


PICTURE_SET = b"\x68" + Bits().golomb(0).golomb(0).data()
RECOVERY_NOW = b"\x06\x06\x01\xc4\x80"
RECOVERY_LATER = b"\x06\x06\x01\x24\x80"


def picture(
    number: int,
    field: str = "",
    *,
    kind: int = 1,
    reference: bool = True,
    can_be_field: bool = True,
    planes: bool = False,
) -> bytes:
    bits = Bits().golomb(0).golomb(5).golomb(0)
    if planes:
        bits.put(0, 2)
    bits.put(number, 4)
    if can_be_field:
        bits.put(bool(field), 1)
        if field:
            bits.put(field == "bottom", 1)
    return bytes([kind | (0x60 if reference else 0)]) + bits.put(0b1010110, 7).data()


def with_lengths(*units: bytes) -> bytes:
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)


def with_start_codes(*units: bytes) -> bytes:
    return b"".join(b"\x00\x00\x00\x01" + unit for unit in units)


def avcc(*, sps: bytes) -> bytes:
    return (
        b"\x01\x4d\x00\x28\xff\xe1"
        + len(sps).to_bytes(2, "big") + sps
        + b"\x01" + len(PICTURE_SET).to_bytes(2, "big") + PICTURE_SET
    )  # fmt: skip


@pytest.mark.parametrize("profile", [77, 100, 244])
@pytest.mark.parametrize("order_type", [0, 1, 2])
@pytest.mark.parametrize("lists", [False, True])
def test_fields_are_told_from_frames(profile: int, order_type: int, lists: bool) -> None:
    rule = H264Rule(avcc(sps=sequence(profile=profile, order_type=order_type, lists=lists)))
    planes = profile == 244
    top = picture(0, "top", kind=5, planes=planes)
    bottom = picture(0, "bottom", planes=planes)
    whole = picture(1, planes=planes)
    assert rule.look(with_lengths(top), True) == Look(Shown.FIELD, True, Field(False, 0))
    assert rule.look(with_lengths(bottom), False) == Look(Shown.FIELD, False, Field(True, 0))
    assert rule.look(with_lengths(whole), False) == Look(Shown.YES, False)


def test_parameters_may_come_with_the_packets() -> None:
    rule = H264Rule(None)
    first = with_start_codes(b"\x09\xf0", sequence(), PICTURE_SET, picture(0, "top", kind=5))
    assert rule.look(first, True).field == Field(False, 0)
    later = with_start_codes(sequence(frames_only=True), PICTURE_SET, picture(1, kind=5, can_be_field=False))
    assert rule.look(later, True) == Look(Shown.YES, True)
    assert rule.look(first, True).field == Field(False, 0)


def test_a_keyframe_is_what_decoders_call_so() -> None:
    rule = H264Rule(avcc(sps=sequence(frames_only=True)))
    plain = {"can_be_field": False}
    assert rule.look(with_lengths(picture(0, kind=5, **plain)), False).key  # whatever the container says
    assert rule.look(with_lengths(RECOVERY_NOW, picture(1, **plain)), True).key
    assert not rule.look(with_lengths(RECOVERY_LATER, picture(2, **plain)), True).key
    assert not rule.look(with_lengths(picture(3, **plain)), True).key
    other_message = b"\x06\x05\xff\x01" + bytes(256) + RECOVERY_NOW[1:]
    assert rule.look(with_lengths(other_message, picture(4, **plain)), True).key
    assert not rule.look(with_lengths(b"\x06\x05\xff", picture(5, **plain)), True).key


def test_a_missing_reference_picture_is_noticed() -> None:
    rule = H264Rule(avcc(sps=sequence(frames_only=True)))

    def breaks(number: int, reference: bool = True, kind: int = 1) -> bool:
        unit = picture(number, kind=kind, reference=reference, can_be_field=False)
        return rule.look(with_lengths(unit), False).breaks

    assert not breaks(7)  # where the film was cut
    assert not breaks(8) and not breaks(9, reference=False) and not breaks(9)
    assert breaks(11)
    assert not breaks(12) and not breaks(13) and not breaks(14) and not breaks(15) and not breaks(0)
    assert not breaks(0, kind=5) and not breaks(1)
    gaps_allowed = H264Rule(avcc(sps=sequence(frames_only=True, gaps=True)))
    for number in (0, 4, 8):
        assert not gaps_allowed.look(with_lengths(picture(number, can_be_field=False)), False).breaks


@pytest.mark.parametrize(
    "packet",
    [
        b"\x00\x00\xff\xff" + picture(0),  # longer than the packet
        with_lengths(picture(0)) + b"\x07",  # a rest
        with_lengths(b"\x09\xf0"),  # no picture
        with_lengths(bytes([0x85]) + picture(0)[1:]),  # forbidden bit
        with_lengths(bytes([0x05]) + picture(0)[1:]),  # a keyframe that nothing may refer to
        with_lengths(b"\x61"),  # no header
        with_lengths(b"\x61\x00\x00"),  # a number without end
        with_lengths(b"\x61" + Bits().golomb(0).golomb(5).golomb(9).data()),  # unknown parameters
        b"\x00",
    ],
)
def test_damaged_packets_are_left_to_the_decoder(packet: bytes) -> None:
    rule = H264Rule(avcc(sps=sequence()))
    assert rule.look(packet, False).shown == Shown.UNSURE


def test_unknown_parameters_are_left_to_the_decoder() -> None:
    for extradata in (
        None,
        b"",
        b"\x01",
        avcc(sps=sequence())[:12],
        avcc(sps=b"\x67\x4d"),
        b"\x00\x00\x01\x67\x4d",
    ):
        assert H264Rule(extradata).look(with_start_codes(picture(0)), True).shown == Shown.UNSURE


# H.265


def hevc(kind: int, *, first: int = 0x80, layer: int = 0) -> bytes:
    return bytes([kind << 1 | layer >> 5, (layer & 31) << 3 | 1, first, 0xAA, 0xBB])


HVCC = b"\x01" + bytes(20) + b"\x03" + bytes(2)


def test_hevc_entries() -> None:
    rule = HevcRule(HVCC)
    for kind, entry in ((19, True), (1, False), (21, True), (9, False), (8, False), (20, True)):
        assert rule.look(with_lengths(hevc(kind)), False) == Look(Shown.YES, entry)


def test_hevc_splices_are_left_to_the_decoder() -> None:
    rule = HevcRule(None)
    assert not rule.look(with_start_codes(hevc(16)), True).breaks  # the first picture breaks nothing
    assert rule.look(with_start_codes(hevc(17)), True).breaks  # a broken link
    assert rule.look(with_start_codes(hevc(19, first=0xC0)), True).breaks  # pictures in waiting are dropped
    assert not rule.look(with_start_codes(hevc(21, first=0xC0)), True).breaks
    assert not rule.look(with_start_codes(hevc(1)) + b"\x00\x00\x01\x48\x01", False).breaks
    assert rule.look(with_start_codes(hevc(21)), True).breaks  # the sequence ended before it
    lengths = HevcRule(HVCC)
    assert not lengths.look(with_lengths(hevc(19), b"\x48\x01"), True).breaks
    assert lengths.look(with_lengths(hevc(21)), True).breaks


def test_hevc_layers_and_damage() -> None:
    rule = HevcRule(HVCC)
    assert rule.look(with_lengths(hevc(1, layer=1)), False).shown == Shown.UNSURE
    assert rule.look(with_lengths(hevc(1), hevc(1, layer=1)), False) == Look(Shown.YES, False)
    assert rule.look(b"\xff\xff\xff\xff" + hevc(1), False).shown == Shown.UNSURE


# the others


def vp9(*, show: bool = True, key: bool = False, existing: bool = False, profile: int = 0) -> bytes:
    bits = Bits().put(2, 2).put(profile & 1, 1).put(profile >> 1, 1)
    if profile == 3:
        bits.put(0, 1)
    if existing:
        return bits.put(1, 1).put(3, 3).data() + bytes(3)
    return bits.put(0, 1).put(not key, 1).put(show, 1).put(0, 1).data() + bytes(3)


def superframe(*frames: bytes) -> bytes:
    marker = bytes([0xC0 | 1 << 3 | len(frames) - 1])
    sizes = b"".join(len(frame).to_bytes(2, "little") for frame in frames)
    return b"".join(frames) + marker + sizes + marker


@pytest.mark.parametrize("profile", [0, 1, 2, 3])
def test_vp9(profile: int) -> None:
    look = Vp9Rule().look
    shown, hidden = vp9(profile=profile), vp9(show=False, profile=profile)
    assert look(shown, False) == Look(Shown.YES, False)
    assert look(vp9(key=True, profile=profile), True) == Look(Shown.YES, True)
    assert look(hidden, False) == Look(Shown.NO, False)
    assert look(vp9(existing=True, profile=profile), False).shown == Shown.YES
    assert look(superframe(hidden, shown), False).shown == Shown.YES
    assert look(superframe(hidden, hidden), False).shown == Shown.NO
    assert look(superframe(shown, shown), False).shown == Shown.UNSURE
    assert look(b"\x00" + shown[1:], False).shown == Shown.UNSURE


def vp8(*, show: bool, key: bool, part: int = 1) -> bytes:
    tag = (not key) | show << 4 | part << 5
    return tag.to_bytes(3, "little") + (b"\x9d\x01\x2a" if key else b"") + bytes(8)


def test_vp8() -> None:
    look = Vp8Rule().look
    assert look(vp8(show=True, key=True), False) == Look(Shown.YES, True)
    assert look(vp8(show=True, key=False), True) == Look(Shown.YES, False)
    assert look(vp8(show=False, key=False), False) == Look(Shown.NO, False)
    assert look(vp8(show=True, key=False, part=500), False).shown == Shown.UNSURE
    assert look(vp8(show=True, key=True)[:3] + bytes(9), False).shown == Shown.UNSURE


def test_av1() -> None:
    look = Av1Rule().look
    delimiter, frame = b"\x12\x00", b"\x32\x05abcde"
    assert look(delimiter + frame, True) == Look(Shown.YES, True)
    assert look(delimiter + b"\x36\x00\x05abcde", False) == Look(Shown.YES, False)  # with an extension
    assert look(delimiter + b"\x30abcdefgh", False).shown == Shown.YES  # the last one needs no size
    assert look(delimiter, False).shown == Shown.UNSURE
    assert look(delimiter + frame[:-1], False).shown == Shown.UNSURE
    assert look(b"\xff" + frame, False).shown == Shown.UNSURE
    assert look(b"\x32\xff\xff\xff\xff\xff\xff\xff\xff\xff", False).shown == Shown.UNSURE


def mpeg2(picture_type: int, structure: int | None) -> bytes:
    head = b"\x00\x00\x01\x00" + bytes([0, picture_type << 3, 0, 0])
    if structure is not None:
        head += b"\x00\x00\x01\xb5" + bytes([0x8F, 0xFF, 0xF0 | structure, 0x80, 0])
    return head + b"\x00\x00\x01\x01" + bytes(20)


def test_mpeg_video() -> None:
    look = Mpeg12Rule().look
    frame, top, bottom = 3, 1, 2
    assert look(b"\x00\x00\x01\xb3" + bytes(8) + mpeg2(1, frame), True) == Look(Shown.YES, True)
    assert look(mpeg2(2, frame), True) == Look(Shown.YES, False)
    assert look(mpeg2(3, None), False) == Look(Shown.YES, False)
    assert look(mpeg2(1, top) + mpeg2(2, bottom), True) == Look(Shown.YES, True)
    assert look(mpeg2(2, top), False).shown == Shown.UNSURE
    assert look(bytes(50), False).shown == Shown.UNSURE
    assert look(b"\x00\x00\x01\x00", False).shown == Shown.UNSURE


def test_mpeg4() -> None:
    look = Mpeg4Rule().look
    inner, predicted = b"\x00\x00\x01\xb6\x10" + bytes(30), b"\x00\x00\x01\xb6\x50" + bytes(30)
    assert look(b"\x00\x00\x01\xb0\x01" + inner, False) == Look(Shown.YES, True)
    assert look(predicted, True) == Look(Shown.YES, False)
    assert look(predicted + inner, False).shown == Shown.UNSURE  # packed
    assert look(predicted[:7], False).shown == Shown.UNSURE  # perhaps a placeholder
    assert look(bytes(40), False).shown == Shown.UNSURE


def test_h263() -> None:
    look = H263Rule().look
    assert look(b"\x00\x00\x80\x02\x08" + bytes(9), False) == Look(Shown.YES, True)
    assert look(b"\x00\x00\x80\x02\x0a" + bytes(9), True) == Look(Shown.YES, False)
    full = Bits().put(0, 3).put(7, 3).put(1, 3).put(0, 18)  # extended header
    short = Bits().put(0, 3).put(7, 3).put(0, 3)
    start = b"\x00\x00\x80\x02"
    assert look(start + full.put(0, 3).data(), False) == Look(Shown.YES, True)
    assert look(start + short.put(1, 3).data(), True) == Look(Shown.YES, False)
    assert look(start + b"\x1c", True).shown == Shown.UNSURE
    assert look(bytes(9), False).shown == Shown.UNSURE


def test_mjpeg() -> None:
    look = MjpegRule().look
    assert look(b"\xff\xd8\xff\xe0", True) == Look(Shown.YES, True)
    assert look(b"\x00\xd8\xff\xe0", True).shown == Shown.UNSURE
    assert look(b"\xff", True).shown == Shown.UNSURE


def test_codecs_without_a_rule_are_decoded() -> None:
    assert rule_for("rv40", None) is None
    for codec in (
        "h264",
        "hevc",
        "vp8",
        "vp9",
        "av1",
        "mpeg2video",
        "mpeg4",
        "h263",
        "mjpeg",
        "wmv3",
        "prores",
    ):
        assert rule_for(codec, None) is not None


@given(st.binary(min_size=1, max_size=300), st.booleans(), st.binary(max_size=80))
def test_no_packet_can_upset_a_rule(packet: bytes, flagged: bool, extradata: bytes) -> None:
    for codec in ("h264", "hevc", "vp8", "vp9", "av1", "mpeg2video", "mpeg4", "h263", "mjpeg"):
        for configuration in (extradata, avcc(sps=sequence()), HVCC):
            rule = rule_for(codec, configuration)
            assert rule is not None
            assert rule.look(packet, flagged).shown in Shown
            assert rule.look(with_start_codes(packet), flagged).shown in Shown
