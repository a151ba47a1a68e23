"""What a film's decoded pictures are like, and the FFmpeg filters that bring them to a reel's canvas. Pure.

Everything stays in YUV; only high dynamic range is brought to ordinary tones in RGB, by the same tables as on the
screen, so it needs filters before and after.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace

from vig_annotator.media.colours import matrix_of
from vig_annotator.media.probe import FilmInfo, Hdr
from vig_annotator.media.tone_mapping import CUBE_FORMAT
from vig_annotator.media.upright import before_turning, shown_size
from vig_annotator.reels.canvas import Placement, Size, place

Chain = list[tuple[str, str]]
"""FFmpeg filters, each with its options."""

_FULL_RANGE = 2  # AVCOL_RANGE_JPEG
_HDR: dict[int, Hdr] = {16: "pq", 18: "hlg"}  # transfer characteristics, ITU-T H.273, table 3
_MATRIX_NAMES = {
    Colorspace.ITU709: "bt709",
    Colorspace.FCC: "fcc",
    Colorspace.ITU601: "bt601",
    Colorspace.SMPTE170M: "smpte170m",
    Colorspace.SMPTE240M: "smpte240m",
    Colorspace.BT2020: "bt2020",
}
_SHARP = "flags=bicubic+accurate_rnd+full_chroma_int"
_REEL_COLOURS = "out_color_matrix=bt709:out_range=tv"
_REEL_FORMAT = ("format", "pix_fmts=yuv420p")


@dataclass(frozen=True, slots=True)
class Look:
    """All that decides how a decoded picture is brought to the canvas.

    Attributes:
        matrix: FFmpeg's name of the colour matrix, or None for RGB.
        hdr: kind of high dynamic range, or None.
        interlaced: whether it has two fields.
    """

    width: int
    height: int
    pixel_format: str
    matrix: str | None
    full_range: bool
    hdr: Hdr | None
    interlaced: bool

    @property
    def is_reel_like(self) -> bool:
        """Whether its pixels are what the encoder takes."""
        return (
            self.pixel_format == "yuv420p" and self.matrix == "bt709" and not self.full_range and not self.hdr
        )


def look_of(frame: VideoFrame, interlaced: bool) -> Look:
    """What a decoded picture is."""
    matrix = matrix_of(frame)
    return Look(
        frame.width,
        frame.height,
        frame.format.name,
        None if matrix is None else _MATRIX_NAMES[matrix],
        frame.format.name.startswith("yuvj") or int(frame.color_range) == _FULL_RANGE,
        _HDR.get(int(frame.color_trc)),
        interlaced,
    )


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done with a picture.

    Attributes:
        before: filters that come first; all there are, unless it is HDR.
        hdr: kind of high dynamic range to be brought to ordinary tones then, or None.
        after: filters that come last.
    """

    before: Chain
    hdr: Hdr | None = None
    after: Chain = field(default_factory=list)


def recipe_for(look: Look, info: FilmInfo, canvas: Size) -> Recipe:
    """The filters that bring such a picture of a film to the canvas; none if it passes as it is."""
    placed = place(Size(*shown_size(info, (look.width, look.height), None)), canvas)
    stored = Size(*before_turning((placed.picture.width, placed.picture.height), info))
    size = f"w={stored.width}:h={stored.height}:{_SHARP}"
    whole: Chain = [("bwdif", "mode=send_frame:parity=auto:deint=interlaced")] if look.interlaced else []
    framing = _turning(info) + _framing(placed)
    if look.hdr is not None:
        scaled: Chain = [("scale", f"{_from(look)}:{size}"), ("format", CUBE_FORMAT)]
        return Recipe(whole + scaled, look.hdr, [("scale", _REEL_COLOURS), _REEL_FORMAT, *framing])
    if stored == Size(look.width, look.height) and look.is_reel_like:
        return Recipe(whole + framing)
    return Recipe([*whole, ("scale", f"{_from(look)}:{_REEL_COLOURS}:{size}"), _REEL_FORMAT, *framing])


def _from(look: Look) -> str:
    options = f"in_range={'pc' if look.full_range else 'tv'}"
    return options if look.matrix is None else f"{options}:in_color_matrix={look.matrix}"


def _turning(info: FilmInfo) -> Chain:
    turns = {
        90: [("transpose", "clock")],
        180: [("hflip", ""), ("vflip", "")],
        270: [("transpose", "cclock")],
    }
    chain = turns.get(info.rotation, [])
    return [*chain, ("hflip", "")] if info.mirrored else [*chain]


def _framing(placed: Placement) -> Chain:
    picture, canvas = placed.picture, placed.canvas
    chain: Chain = []
    if picture.width > canvas.width or picture.height > canvas.height:
        width, height = min(picture.width, canvas.width), min(picture.height, canvas.height)
        chain.append(("crop", f"{width}:{height}:0:0"))
    if picture.width < canvas.width or picture.height < canvas.height:
        chain.append(("pad", f"{canvas.width}:{canvas.height}:{placed.x}:{placed.y}:black"))
    return chain
