"""Exact seek: random jumps in the ten-minute film, to a picture of 960x540, against libmpv in the same run.

The two take turns at going first, so that whatever else runs on the machine hits both alike. mpv seeks exactly (`hr-seek=yes`,
``absolute+exact``) and draws with its software renderer; its time ends when it says that playback has arrived and the
picture is drawn. Both pictures are compared: they show the same frame.

    python benchmarks/seek_against_mpv.py [jumps] [--mpv-sound]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from film import FRAMES, RATE, film_path
from mpv import Mpv

from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.indexing import build_index
from vig_annotator.media.upright import Rgb

SIZE = (960, 540)
GOAL = 0.5
REST_S = 0.05
"""Pause before each turn: what one still does in the background must not slow down the other."""


def main(jumps: int = 60, sound: bool = False) -> None:
    """Print median and 95th percentile of both, and their ratio."""
    film = film_path()
    index = build_index(film)
    reader = FilmReader(film, index)
    mpv = Mpv(film, SIZE, {"hr-seek": "yes", "hwdec": "no", **({"ao": "null"} if sound else {"aid": "no"})})
    _read_once(film)
    places = random.Random(60)
    ours, theirs, farthest = [], [], 0.0
    for jump in range(jumps + 3):
        frame = places.randrange(FRAMES)
        turns: list[Callable[[], Rgb]] = [
            partial(_timed, ours, lambda frame=frame: reader.read(frame, SIZE).rgb),
            partial(_timed, theirs, lambda frame=frame: mpv.seek(frame / RATE)),
        ]
        if jump % 2:
            turns.reverse()
        pictures = [turn() for turn in turns]
        assert round(mpv.position * RATE) == frame
        farthest = max(farthest, float(np.abs(pictures[0].astype(int) - pictures[1]).mean()))
    mpv.close()
    reader.close()
    print(
        f"{jumps} exact jumps to {SIZE[0]}x{SIZE[1]}; pictures differ by at most {farthest:.1f} of 255 on average"
    )
    for name, share in (("median", 0.5), ("95th percentile", 0.95)):
        mine, peer = _quantile(ours[3:], share), _quantile(theirs[3:], share)  # the first ones warm both up
        print(f"{name:16} ours {mine:6.1f} ms   mpv {peer:6.1f} ms   ratio {mine / peer:.2f} (goal {GOAL})")


def _timed(taken_ms: list[float], turn: Callable[[], Rgb]) -> Rgb:
    time.sleep(REST_S)
    began = time.perf_counter()
    picture = turn()
    taken_ms.append(1000 * (time.perf_counter() - began))
    return picture


def _read_once(film: Path) -> None:
    """Both are to find the film in memory."""
    with film.open("rb") as file:
        while file.read(1 << 24):
            pass


def _quantile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


if __name__ == "__main__":
    numbers = [word for word in sys.argv[1:] if word.isdigit()]
    main(int(numbers[0]) if numbers else 60, "--mpv-sound" in sys.argv)
