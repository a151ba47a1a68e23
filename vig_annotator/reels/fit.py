"""Putting a film's decoded pictures on the reel's canvas, without leaving YUV.

A picture that already is what the reel needs (same size, 4:2:0, HD colours, limited range) passes as it is. Any other goes
through an FFmpeg filter graph: fields woven back into whole pictures, high dynamic range brought to what every screen
shows, square pixels, upright, scaled, black bars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import av.error
from av.filter import Graph
from av.video.frame import VideoFrame

from vig_annotator.media.probe import FilmInfo
from vig_annotator.reels.canvas import Placement, Size, place

NumberedFrame = tuple[int, VideoFrame]
"""A film's frame number and its picture."""

_BT709, _UNKNOWN = 1, 2  # ITU-T H.273
_LIMITED, _FULL = 1, 2
_HD_HEIGHT = 720  # smaller pictures that don't say so have the colours of standard television
_PQ, _HLG = 16, 18


@dataclass(frozen=True, slots=True)
class Look:
    """All that decides how a decoded picture is brought to the canvas."""

    width: int
    height: int
    pixel_format: str
    matrix: int
    colour_range: int
    transfer: int
    interlaced: bool

    @property
    def hdr(self) -> bool:
        """Whether it has more brightness than ordinary screens show."""
        return self.transfer in (_PQ, _HLG)

    @property
    def hd_colours(self) -> bool:
        """Whether its colours are those of HD television, as written or by its size."""
        return self.matrix == _BT709 or (self.matrix == _UNKNOWN and self.height >= _HD_HEIGHT)


def look_of(frame: VideoFrame, interlaced: bool) -> Look:
    """What a decoded picture is."""
    full = frame.format.name.startswith("yuvj") or int(frame.color_range) == _FULL
    return Look(
        frame.width,
        frame.height,
        frame.format.name,
        int(frame.colorspace),
        _FULL if full else _LIMITED,
        int(frame.color_trc),
        interlaced,
    )


def filters(look: Look, info: FilmInfo, canvas: Size) -> list[tuple[str, str]]:
    """The filters that bring a picture to the canvas, each with its options; none if it passes as it is."""
    placed = place(upright_size(look, info), canvas)
    chain: list[tuple[str, str]] = []
    if look.interlaced:
        chain.append(("bwdif", "mode=send_frame:parity=auto:deint=interlaced"))
    turned = info.rotation in (90, 270)
    width, height = placed.picture.width, placed.picture.height
    if turned:
        width, height = height, width
    if (
        (width, height) != (look.width, look.height)
        or look.pixel_format != "yuv420p"
        or look.colour_range != _LIMITED
        or look.hdr
        or not look.hd_colours
    ):
        chain.append(("scale", _scaling(look, width, height)))
        chain.append(("format", "pix_fmts=yuv420p"))
    chain += _turning(info)
    chain += _framing(placed)
    return chain


def upright_size(look: Look, info: FilmInfo) -> Size:
    """The size of a picture as shown: square pixels (stretched, never squeezed), upright."""
    width, height = Fraction(look.width), Fraction(look.height)
    if info.sar >= 1:
        width *= info.sar
    else:
        height /= info.sar
    size = Size(max(1, round(width)), max(1, round(height)))
    return Size(size.height, size.width) if info.rotation in (90, 270) else size


def _scaling(look: Look, width: int, height: int) -> str:
    options = {
        "w": str(width),
        "h": str(height),
        "flags": "bicubic+accurate_rnd+full_chroma_int",
        "in_range": "pc" if look.colour_range == _FULL else "tv",
        "out_range": "tv",
        "out_color_matrix": "bt709",
    }
    if look.hdr:
        options |= {"out_primaries": "bt709", "out_transfer": "bt709", "intent": "perceptual"}
    elif look.matrix == _UNKNOWN:
        options["in_color_matrix"] = "bt709" if look.hd_colours else "bt601"
    return ":".join(f"{name}={value}" for name, value in options.items())


def _turning(info: FilmInfo) -> list[tuple[str, str]]:
    turns = {
        90: [("transpose", "clock")],
        180: [("hflip", ""), ("vflip", "")],
        270: [("transpose", "cclock")],
    }
    chain = turns.get(info.rotation, [])
    return [*chain, ("hflip", "")] if info.mirrored else [*chain]


def _framing(placed: Placement) -> list[tuple[str, str]]:
    picture, canvas = placed.picture, placed.canvas
    chain = []
    if picture.width > canvas.width or picture.height > canvas.height:
        width, height = min(picture.width, canvas.width), min(picture.height, canvas.height)
        chain.append(("crop", f"{width}:{height}:0:0"))
    if picture.width < canvas.width or picture.height < canvas.height:
        chain.append(("pad", f"{canvas.width}:{canvas.height}:{placed.x}:{placed.y}:black"))
    return chain


def fitted(frames: Iterable[NumberedFrame], info: FilmInfo, canvas: Size) -> Iterator[NumberedFrame]:
    """Each picture on the canvas, in the same order and with the same number."""
    look: Look | None = None
    way: _Way | None = None
    for number, frame in frames:
        seen = look_of(frame, interlaced=info.interlaced)
        if seen != look:
            if way is not None:
                yield from way.finish()
            look = seen
            chain = filters(seen, info, canvas)
            way = _Way(frame, chain) if chain else None
        if way is None:
            yield number, frame
        else:
            yield from way.push(number, frame)
    if way is not None:
        yield from way.finish()


class _Way:
    """A filter graph from pictures like `template` to the canvas.

    Filters that look at neighbouring pictures give theirs late, so pictures carry their numbers as timestamps.
    """

    _TICK = Fraction(1, 1000)

    def __init__(self, template: VideoFrame, chain: list[tuple[str, str]]) -> None:
        self._graph = Graph()
        source = f"{template.width}x{template.height}:pix_fmt={template.format.name}:time_base={self._TICK}"
        source += f":pixel_aspect=1/1:colorspace={int(template.colorspace)}:range={int(template.color_range)}"
        nodes = [self._graph.add("buffer", f"video_size={source}")]
        nodes += [self._graph.add(name, options or None) for name, options in chain]
        nodes.append(self._graph.add("buffersink"))
        self._graph.link_nodes(*nodes).configure()

    def push(self, number: int, frame: VideoFrame) -> Iterator[NumberedFrame]:
        frame.pts, frame.time_base = number, self._TICK
        self._graph.vpush(frame)
        yield from self._ready()

    def finish(self) -> Iterator[NumberedFrame]:
        self._graph.vpush(None)
        yield from self._ready()

    def _ready(self) -> Iterator[NumberedFrame]:
        while True:
            try:
                frame = self._graph.vpull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            assert frame.time_base is not None and frame.pts is not None
            yield int(frame.pts * frame.time_base / self._TICK), frame
