"""Stepping in the ten-minute film at 960x540: 200 frames forward, 200 back, each from a place nobody has been to.

Two ways: as fast as the pictures come, and at the pace of a key that is held down (30 a second). What is timed is one
step: from the key to the picture in the window's hands::

    python benchmarks/stepping.py

The goal is a 95th percentile of at most 16 ms each way, the picture rate of a screen.
"""

from __future__ import annotations

import statistics
import time

from film import film_path

from vig_annotator.media.indexing import build_index
from vig_annotator.playback.player import Player

SIZE = (960, 540)
STEPS = 200
KEY_REPEAT_S = 1 / 30
GOAL_MS = 16


def steps(player: Player, start: int, direction: int, pause_s: float) -> list[float]:
    """Milliseconds of each step, after the surroundings of `start` were made ready as they are while a person looks."""
    player.seek_frame(start)
    player.wait_for_picture()
    player.wait_until_ready()
    taken = []
    for number in range(1, STEPS + 1):
        began = time.perf_counter()
        player.step(direction)
        picture = player.wait_for_picture()
        taken.append(1000 * (time.perf_counter() - began))
        assert picture is not None and picture.frame == start + direction * number
        time.sleep(max(0.0, pause_s - taken[-1] / 1000))
    return taken


def main() -> None:
    """Print median, 95th percentile and the slowest step of each way."""
    film = film_path()
    player = Player(film, build_index(film), size=SIZE)
    start = 1000
    for name, pause_s in (("held key", KEY_REPEAT_S), ("as fast as it goes", 0.0)):
        for way, direction in (("forward", 1), ("back", -1)):
            start += 1500
            taken = steps(player, start, direction, pause_s)
            p95 = statistics.quantiles(taken, n=100, method="inclusive")[94]
            print(
                f"{name:18} {way:8} median {statistics.median(taken):5.1f} ms   95th percentile {p95:5.1f} ms "
                f"(goal {GOAL_MS})   slowest {max(taken):5.1f} ms"
            )
    player.close()


if __name__ == "__main__":
    main()
