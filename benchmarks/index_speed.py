"""The frame index of the ten-minute film against ``ffprobe -show_entries packet`` on it.

Both read every packet of the picture. They take turns, so that whatever else the computer does hits both, and the film
is read once before, so that both find it in memory::

    python benchmarks/index_speed.py [film]

The goal is at most 1.5 times ffprobe's time. The index is made in a fresh process each time, as when the program has just
started; what is timed is the listing itself, without the start of Python.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from film import film_path

ROUNDS = 7
GOAL = 1.5
_LISTING = """
import sys, time
from vig_annotator.media.indexing import build_index
started = time.perf_counter()
index = build_index(sys.argv[1])
print(time.perf_counter() - started, len(index), index.exact)
"""


def ours(film: Path) -> tuple[float, int]:
    """Seconds for the index, and frames found."""
    command = [sys.executable, "-c", _LISTING, str(film)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert told[2] == "True", "the index of this film must be exact"
    return float(told[0]), int(told[1])


def theirs(program: str, film: Path) -> tuple[float, int]:
    """Seconds for ffprobe, and packets told."""
    command = [
        program,
        "-v",
        "error",
        "-select_streams",
        "v:0",
        "-show_entries",
        "packet",
        "-of",
        "csv",
        str(film),
    ]
    started = time.perf_counter()
    told = subprocess.run(command, check=True, capture_output=True).stdout
    return time.perf_counter() - started, told.count(b"packet,")


def main(film: Path) -> None:
    """Print both medians and their ratio."""
    program = shutil.which("ffprobe")
    if program is None:
        sys.exit("This benchmark needs the ffprobe program: install FFmpeg.")
    with film.open("rb") as file:
        while file.read(1 << 24):
            pass
    own, peer = [], []
    for _ in range(ROUNDS):
        seconds, frames = ours(film)
        own.append(seconds)
        seconds, packets = theirs(program, film)
        peer.append(seconds)
        assert frames == packets, f"{frames} frames, {packets} packets"
    ratio = median(own) / median(peer)
    print(f"{film.stat().st_size / 1e6:.0f} MB, {frames} frames, median of {ROUNDS} turns")
    print(f"frame index     {median(own) * 1000:6.0f} ms   ({min(own) * 1000:.0f} to {max(own) * 1000:.0f})")
    print(
        f"ffprobe packets {median(peer) * 1000:6.0f} ms   ({min(peer) * 1000:.0f} to {max(peer) * 1000:.0f})"
    )
    print(f"ratio           {ratio:6.2f}      goal: at most {GOAL}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else film_path())
