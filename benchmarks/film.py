"""The film that the benchmarks run on: ten minutes of 1080p30 H.264, about 14 Mbit/s, with sound.

Coded as cameras and phones do it: a keyframe every 60 frames, three B-frames between two others, always at the same
distance, and no frame refers to a B-frame. MP4, AAC stereo. One minute is encoded and its packets
are written ten times with moved timestamps, so that making the film takes about a minute. It is kept in the
computer's temporary folder and made again only when it is not there::

    python benchmarks/film.py          # makes it if needed, prints its path
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

MINUTES = 10
RATE = 30
FRAMES_PER_MINUTE = 60 * RATE
FRAMES = MINUTES * FRAMES_PER_MINUTE
WIDTH, HEIGHT = 1920, 1080
BIT_RATE = 14_000_000
SOUND_RATE = 48_000
_VERSION = 4


def films_folder() -> Path:
    """Where films are kept, in the computer's temporary folder."""
    folder = Path(tempfile.gettempdir()) / "vig-annotator-benchmarks"
    folder.mkdir(exist_ok=True)
    return folder


def film_path() -> Path:
    """The film, made now if it is not there yet."""
    folder = films_folder()
    film = folder / f"film-{_VERSION}.mp4"
    if not film.exists():
        minute, part = folder / "minute.part.mp4", folder / "film.part.mp4"
        _encode_minute(minute)
        repeat(minute, part, turns=MINUTES, seconds=60)
        minute.unlink()
        part.rename(film)
    return film


def pictures(width: int, height: int, frames: int) -> Iterator[NDArray[np.uint8]]:
    """Frames of a film, yuv420p planes under one another; the same memory again and again.

    Like a phone on a shelf: a room that stands still, two textured shapes that move in it, light that changes, grain.
    """
    random = np.random.default_rng(7)
    times = height // HEIGHT
    side = 480 * times
    room = _enlarge(random.integers(40, 200, (40, 60), dtype=np.uint8), height, width).astype(np.int16)
    room += _enlarge(random.integers(0, 16, (400, 800), dtype=np.uint8), height, width)
    shapes = [_enlarge(random.integers(30, 220, (40, 40), dtype=np.uint8), side, side) for _ in range(2)]
    grain = random.normal(0, 2, (height + 64, width + 64)).astype(np.int16)
    chroma = _enlarge(random.integers(90, 166, (20, 30), dtype=np.uint8), height // 2, width // 2)
    picture = np.empty((height * 3 // 2, width), dtype=np.uint8)
    for number in range(frames):
        luma = room + int(8 * np.sin(number / 25))
        for which, shape in enumerate(shapes):
            x = times * (200 + 900 * which + int(180 * np.sin(number / (17 + 9 * which))))
            y = times * (280 + int(160 * np.sin(number / (23 - 7 * which))))
            luma[y : y + side, x : x + side] = shape
        at, down = random.integers(0, 64, 2)
        luma += grain[down : down + height, at : at + width]
        picture[:height] = np.clip(luma, 16, 235)
        planes = picture[height:].reshape(2, height // 2, width // 2)
        planes[0], planes[1] = chroma, chroma[::-1]
        yield picture


def _enlarge(pattern: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(pattern, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _encode_minute(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.bit_rate = BIT_RATE
        stream.time_base = Fraction(1, RATE)
        stream.options = {
            "preset": "veryfast",
            "g": "60",
            "keyint_min": "60",
            "sc_threshold": "0",
            "bf": "3",
            "maxrate": str(BIT_RATE),
            "bufsize": str(2 * BIT_RATE),
            "x264-params": "b-pyramid=none:b-adapt=0:mbtree=0:pbratio=1.1",
        }
        for number, planes in enumerate(pictures(WIDTH, HEIGHT, FRAMES_PER_MINUTE)):
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _sound(second: int) -> av.AudioFrame:
    """One second of a tone that changes every second."""
    at = np.arange(SOUND_RATE) / SOUND_RATE
    tone = 0.2 * np.sin(2 * np.pi * (220 + 20 * (second % 20)) * at)
    frame = av.AudioFrame.from_ndarray(
        np.stack([tone, tone]).astype(np.float32), format="fltp", layout="stereo"
    )
    frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, second * SOUND_RATE, Fraction(1, SOUND_RATE)
    return frame


def repeat(piece: Path, film: Path, *, turns: int, seconds: int) -> None:
    """Write the packets of a piece of some seconds several times, and sound for the whole length."""
    with av.open(str(film), "w") as out:
        with av.open(str(piece)) as source:
            video = out.add_stream_from_template(source.streams.video[0])
        sound = out.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        sound.bit_rate = 128_000
        written_seconds = 0
        for turn in range(turns):
            with av.open(str(piece)) as source:
                stream = source.streams.video[0]
                assert stream.time_base is not None
                shift = round(turn * seconds / stream.time_base)
                for packet in source.demux(stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    at = turn * seconds + packet.pts * stream.time_base
                    while written_seconds < min(at + 1, turns * seconds):
                        out.mux(sound.encode(_sound(written_seconds)))
                        written_seconds += 1
                    packet.pts += shift
                    packet.dts += shift
                    packet.stream = video
                    out.mux(packet)
        out.mux(sound.encode(None))


if __name__ == "__main__":
    made = film_path()
    print(f"{made} ({made.stat().st_size / 1e6:.0f} MB, {FRAMES} frames)")
