"""How far the sound is from the picture, measured at the sink (goal: within 20 ms at 1x, 40 ms at 0.5x and 2x).

A film of 60 numbered frames a second has a tone that begins with a frame, once a second. It plays in the program's own window, on a
sound server whose device plays into the void; what arrives at the device's monitor is recorded. The figure is the time
at which a tone was heard less the time at which its frame was painted: positive is late sound.

    python benchmarks/sound_against_picture.py
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
from bench_window import BenchWindow, PaintedFrames, screen, sound
from numpy.typing import NDArray

from tests.builders.clips import make_clip
from tests.builders.sound import Burst, Sound
from tests.builders.sound_server import SoundServer

RATE, SECONDS, WAIT_S = 60, 16, 0.3
SPEEDS = ((1.0, 20.0), (0.5, 40.0), (2.0, 40.0))
"""Speed, and how many milliseconds sound and picture may be apart."""


def measure(film: Path, speed: float, server: SoundServer, home: Path) -> NDArray[np.float64]:
    """Play the film once; answers by how many milliseconds each tone came after its frame."""
    bench = BenchWindow(home)
    bench.open(film)
    player = bench.window.player
    painted = PaintedFrames(bench.window.view)
    began = time.monotonic()
    player.set_speed(speed)
    player.play()
    bench.until(lambda: not player.playing)
    ended = time.monotonic() + WAIT_S
    bench.until(lambda: time.monotonic() > ended)
    bench.close()
    heard = np.array([at for at in server.onsets_s() if at >= began])
    late = []
    for second in range(1, SECONDS):
        seen = painted.times.get(second * RATE)
        if seen is None:
            print(f"  the frame at {second} s was dropped")
            continue
        nearest = heard[np.argmin(np.abs(heard - seen))] if len(heard) else np.inf
        late.append(1000 * (nearest - seen))
    return np.array(late)


def main() -> int:
    """Print the distance at each speed; answers 1 if one of them is too far."""
    missed = 0
    with screen() as where, sound() as server, tempfile.TemporaryDirectory(prefix="vig-sync-") as folder:
        if server is None:
            print("pulseaudio, pactl and parec are needed")
            return 2
        bursts = tuple(Burst(1_000_000 * second, 100_000) for second in range(1, SECONDS))
        clip = make_clip(
            Path(folder) / "film.mp4",
            frames=RATE * SECONDS,
            rate=Fraction(RATE),
            gop=RATE,
            sound=Sound(bursts),
        )
        print(f"on {where}; load before {os.getloadavg()[0]:.1f}")
        for speed, goal in SPEEDS:
            late = measure(clip.path, speed, server, Path(folder) / f"home-{speed}")
            middle, far = float(np.median(late)), float(np.max(np.abs(late)))
            near = float(np.mean(np.abs(late) <= goal))
            print(
                f"{speed}x: median {middle:+6.1f} ms, 5th to 95th percentile {np.percentile(late, 5):+6.1f} to "
                f"{np.percentile(late, 95):+6.1f} ms, farthest {far:5.1f} ms; {near:.0%} of {len(late)} within {goal:.0f} ms",
                flush=True,
            )
            missed += far > goal
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
