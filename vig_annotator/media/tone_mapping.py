"""High dynamic range (HLG, PQ) shown on an ordinary screen.

Each stored colour is worked out once, as a cube of 33 x 33 x 33 colours, and FFmpeg's `lut3d` applies the cube to
every picture. (FFmpeg's own conversion needs seconds for its tables whenever the size of the picture changes; the cube
needs a tenth of a second, once.) The steps:

1. Stored signal to light: SMPTE ST 2084 for PQ; ITU-R BT.2100 HLG with the system gamma of a 1,000 cd/m² screen.
2. Brightness: diffuse white (203 cd/m², ITU-R BT.2408) becomes the screen's white level less some room for lights;
   what is brighter is rolled off with the knee of ITU-R BT.2390, so faces keep their tones and windows don't burn out.
3. Colours: BT.2020 to BT.709 primaries, what lies outside is moved towards grey; then the screen's gamma of 2.2.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from vig_annotator.media.probe import Hdr

CUBE_FORMAT = "gbrp16le"
"""What `ToneMapper.to_sdr` takes: full-range RGB of 16 bits, still in the film's own tones and primaries."""

_EDGE = 33
_PEAK = 1000.0
"""cd/m² that are told apart; brighter lights are white."""

_WHITE = 203.0
_GAMMA = 2.2
_BT2020_TO_BT709 = np.array(
    [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
)
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593])
_LUMA_709 = np.array([0.2126, 0.7152, 0.0722])

Numbers = NDArray[np.float64]


class ToneMapper:
    """Turns pictures of one kind of HDR into ordinary ones; owned by one thread."""

    def __init__(self, kind: Hdr) -> None:
        self._kind = kind
        self._graph: Graph | None = None
        self._size = (0, 0)

    def to_sdr(self, frame: VideoFrame) -> VideoFrame:
        """An 8-bit RGB picture of the same size.

        Args:
            frame: in `CUBE_FORMAT`.
        """
        size = (frame.width, frame.height)
        if self._graph is None or size != self._size:
            self._graph, self._size = _graph(self._kind, *size), size
        self._graph.push(frame)
        shown = self._graph.pull()
        assert isinstance(shown, VideoFrame)
        return shown


def sdr_colours(kind: Hdr, stored: Numbers) -> Numbers:
    """What stored HDR colours look like on an ordinary screen.

    Args:
        kind: of HDR.
        stored: BT.2020 R'G'B' signal, ``(..., 3)``, 0 to 1.

    Returns:
        R'G'B' signal for the screen, same shape, 0 to 1.
    """
    nits = _pq_light(stored) if kind == "pq" else _hlg_light(stored)
    brightest = nits.max(axis=-1, keepdims=True)
    dimmed = nits * (_rolled_off(brightest) / np.maximum(brightest, 1e-6))
    linear = _in_gamut(dimmed / _WHITE @ _BT2020_TO_BT709.T)
    return np.asarray(np.clip(linear, 0.0, 1.0) ** (1 / _GAMMA))


def _pq_light(signal: Numbers) -> Numbers:
    """ST 2084: signal to cd/m²."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 4096 * 128, 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = np.clip(signal, 0, 1) ** (1 / m2)
    return np.asarray(10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1))


def _pq_signal(nits: Numbers) -> Numbers:
    """ST 2084: cd/m² to signal."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 4096 * 128, 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = (np.maximum(nits, 0) / 10_000) ** m1
    return np.asarray(((c1 + c2 * power) / (1 + c3 * power)) ** m2)


def _hlg_light(signal: Numbers) -> Numbers:
    """BT.2100 HLG: signal to cd/m² on a screen of `_PEAK`, whose system gamma is 1.2."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luma = (scene @ _LUMA_2020)[..., None]
    return np.asarray(_PEAK * scene * np.maximum(luma, 1e-9) ** 0.2)


def _rolled_off(nits: Numbers) -> Numbers:
    """BT.2390's knee: what is below stays, `_PEAK` becomes `_WHITE`."""
    source, target = _pq_signal(np.array(_PEAK)), _pq_signal(np.array(_WHITE))
    level, most = _pq_signal(np.minimum(nits, _PEAK)) / source, target / source
    knee = 1.5 * most - 0.5
    t = np.clip((level - knee) / (1 - knee), 0, 1)
    curve = (
        (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (3 * t**2 - 2 * t**3) * most
    )
    return _pq_light(np.where(level < knee, level, curve) * source)


def _in_gamut(linear: Numbers) -> Numbers:
    """Colours that BT.709 can't show, moved towards the grey of their brightness just as far as needed."""
    grey = np.clip(linear @ _LUMA_709, 0, 1)[..., None]
    lowest = linear.min(axis=-1, keepdims=True)
    share = np.where(lowest < 0, grey / np.maximum(grey - lowest, 1e-9), 1.0)
    return np.asarray(grey + (linear - grey) * share)


@lru_cache(maxsize=2)
def _cube(kind: Hdr) -> str:
    """The text of a .cube file: red changes fastest."""
    steps = np.linspace(0, 1, _EDGE)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    colours = sdr_colours(kind, np.stack([red, green, blue], axis=-1)).reshape(-1, 3)
    lines = (f"{r:.5f} {g:.5f} {b:.5f}\n" for r, g, b in colours.tolist())
    return f"LUT_3D_SIZE {_EDGE}\n" + "".join(lines)


def _graph(kind: Hdr, width: int, height: int) -> Graph:
    with tempfile.TemporaryDirectory(prefix="vig-annotator-") as folder:
        file = Path(folder) / "tones.cube"
        file.write_text(_cube(kind), encoding="ascii")
        graph = Graph()
        source = graph.add("buffer", f"video_size={width}x{height}:pix_fmt={CUBE_FORMAT}:time_base=1/1000")
        chain = [
            source,
            graph.add("lut3d", file=str(file)),
            graph.add("format", "rgb24"),
            graph.add("buffersink"),
        ]
        for before, after in pairwise(chain):
            before.link_to(after)
        graph.configure()
        return graph
