"""The films that are hard to play: 1080p60 and 4K60 in H.264, 4K30 in HEVC with ten bits, all with sound.

A few seconds of each are encoded, once, and repeated to the length; see `film` for what is on them::

    python benchmarks/play_films.py          # makes those that are missing, prints their paths
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from film import films_folder, pictures, repeat

_VERSION = 1
_X264 = {"preset": "veryfast", "sc_threshold": "0", "bf": "3"}
_X265 = {"preset": "ultrafast", "x265-params": "log-level=error:scenecut=0:open-gop=0"}


@dataclass(frozen=True)
class PlayFilm:
    """A film to be played.

    Attributes:
        name: for people.
        encoder: FFmpeg's name, and its options.
        size: width and height.
        rate: frames a second.
        bit_rate: bits a second.
        piece_s: seconds that are encoded.
        seconds: length of the film.
    """

    name: str
    encoder: str
    options: dict[str, str]
    pix_fmt: str
    size: tuple[int, int]
    rate: int
    bit_rate: int
    piece_s: int
    seconds: int

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.seconds * self.rate

    def path(self) -> Path:
        """The film, made now if it is not there yet."""
        stem = self.name.replace(" ", "-").lower()
        film = films_folder() / f"{stem}-{_VERSION}.mp4"
        if not film.exists():
            piece, part = film.with_suffix(".piece.mp4"), film.with_suffix(".part.mp4")
            self._encode(piece)
            repeat(piece, part, turns=self.seconds // self.piece_s, seconds=self.piece_s)
            piece.unlink()
            part.rename(film)
        return film

    def _encode(self, path: Path) -> None:
        with av.open(str(path), "w") as container:
            stream = container.add_stream(self.encoder, rate=self.rate)
            assert isinstance(stream, av.VideoStream)
            (stream.width, stream.height), stream.pix_fmt = self.size, self.pix_fmt
            stream.bit_rate = self.bit_rate
            stream.codec_context.gop_size = self.rate
            stream.time_base = Fraction(1, self.rate)
            limits = {"maxrate": str(self.bit_rate), "bufsize": str(2 * self.bit_rate)}
            stream.options = {**limits, **self.options}
            for number, planes in enumerate(pictures(*self.size, self.piece_s * self.rate)):
                frame = av.VideoFrame.from_ndarray(planes, format="yuv420p").reformat(format=self.pix_fmt)
                frame.pts, frame.time_base = number, Fraction(1, self.rate)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))


HD, UHD = (1920, 1080), (3840, 2160)
PLAY_FILMS = (
    PlayFilm("1080p60 H.264", "libx264", _X264, "yuv420p", HD, 60, 20_000_000, 5, 60),
    PlayFilm("4K60 H.264", "libx264", _X264, "yuv420p", UHD, 60, 60_000_000, 2, 20),
    PlayFilm("4K30 HEVC 10-bit", "libx265", _X265, "yuv420p10le", UHD, 30, 40_000_000, 2, 20),
)


if __name__ == "__main__":
    for one in PLAY_FILMS:
        made = one.path()
        print(f"{made} ({made.stat().st_size / 1e6:.0f} MB, {one.frames} frames)")
