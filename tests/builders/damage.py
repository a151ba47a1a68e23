"""Films that are broken in known ways, made from whole ones."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from tests.builders.sound import Burst, Sound, samples


def truncated(whole: Path, target: Path, share: float = 0.6) -> Path:
    """The first part of a file, as when a copy was interrupted."""
    data = whole.read_bytes()
    target.write_bytes(data[: int(len(data) * share)])
    return target


def damaged_middle(whole: Path, target: Path, share: float = 0.05) -> Path:
    """Noise over a stretch in the middle of a file, as from a bad sector."""
    data = bytearray(whole.read_bytes())
    count = max(64, int(len(data) * share))
    first = (len(data) - count) // 2
    data[first : first + count] = np.random.default_rng(3).bytes(count)
    target.write_bytes(data)
    return target


def without_moov(whole: Path, target: Path) -> Path:
    """An mp4 that lost its table of contents, as when a phone died while filming.

    Raises:
        ValueError: the file's table of contents is not at its end.
    """
    data = whole.read_bytes()
    at = data.rfind(b"moov") - 4
    if at < len(data) // 2:
        raise ValueError(f"{whole.name} has its moov box at the front")
    target.write_bytes(data[:at])
    return target


def sound_only(target: Path) -> Path:
    """A file that holds a voice and no picture."""
    track = samples(Sound((Burst(200_000),), channels=1), 1_000_000)
    with av.open(str(target), "w") as container:
        stream = container.add_stream("aac", rate=48_000, layout="mono")
        for first in range(0, len(track), 1024):
            part = np.ascontiguousarray(track[first : first + 1024]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(part, format="flt", layout="mono")
            frame.sample_rate, frame.pts = 48_000, first
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return target


def text_named_as_film(target: Path) -> Path:
    """A text file with the name of a film."""
    target.write_text("This is a shopping list: milk, nappies, rattle.\n" * 20, encoding="utf-8")
    return target


def empty(target: Path) -> Path:
    """A file without a byte."""
    target.write_bytes(b"")
    return target


def spoilt_packet(whole: Path, target: Path, number: int) -> Path:
    """One packet of the pictures, its middle full of zeros; its head, its length and all that tells of it stay as they are.

    Args:
        whole: a film whose container keeps packets in one piece (not MPEG streams).
        target: the film to write.
        number: of the packet, in the order of the file.
    """
    with av.open(str(whole)) as container:
        packets = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    data, packet = bytearray(whole.read_bytes()), packets[number]
    at = data.find(packet) + len(packet) // 2
    length = len(packet) // 4
    data[at : at + length] = bytes(length)
    target.write_bytes(data)
    return target
