"""Exact seek: random jumps in the ten-minute film, to a picture of 960x540, against libmpv in the same run.

The two take turns, so that whatever else runs on the machine hits both alike. mpv seeks exactly (`hr-seek=yes`,
``absolute+exact``) and draws with its software renderer; its time ends when it says that playback has arrived and the
picture is drawn. Both pictures are compared: they show the same frame.

    python benchmarks/seek_against_mpv.py [jumps] [--mpv-sound]
"""

from __future__ import annotations

import random
import statistics
import sys
import time

import numpy as np
from film import FRAMES, RATE, film_path
from mpv import Mpv

from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.indexing import build_index

SIZE = (960, 540)
GOAL = 0.5


def main(jumps: int = 60, sound: bool = False) -> None:
    """Print median and 95th percentile of both, and their ratio."""
    film = film_path()
    index = build_index(film)
    reader = FilmReader(film, index)
    mpv = Mpv(film, SIZE, {"hr-seek": "yes", "hwdec": "no", **({"ao": "null"} if sound else {"aid": "no"})})
    places = random.Random(60)
    ours, theirs, farthest = [], [], 0.0
    for jump in range(jumps + 3):
        frame = places.randrange(FRAMES)
        began = time.perf_counter()
        picture = reader.read(frame, SIZE)
        between = time.perf_counter()
        drawn = mpv.seek(frame / RATE)
        ended = time.perf_counter()
        assert not picture.approximate and round(mpv.position * RATE) == frame
        farthest = max(farthest, float(np.abs(picture.rgb.astype(int) - drawn).mean()))
        if jump >= 3:  # the first ones warm both up
            ours.append(1000 * (between - began))
            theirs.append(1000 * (ended - between))
    mpv.close()
    reader.close()
    print(
        f"{jumps} exact jumps to {SIZE[0]}x{SIZE[1]}; pictures differ by at most {farthest:.1f} of 255 on average"
    )
    for name, share in (("median", 0.5), ("95th percentile", 0.95)):
        mine, peer = _quantile(ours, share), _quantile(theirs, share)
        print(f"{name:16} ours {mine:6.1f} ms   mpv {peer:6.1f} ms   ratio {mine / peer:.2f} (goal {GOAL})")


def _quantile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


if __name__ == "__main__":
    numbers = [word for word in sys.argv[1:] if word.isdigit()]
    main(int(numbers[0]) if numbers else 60, "--mpv-sound" in sys.argv)
