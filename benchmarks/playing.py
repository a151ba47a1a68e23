"""Frames presented and dropped while hard films play in the program's own window, and in libmpv, in the same run.

The window is 1366x768 with timeline and waveform in view; a frame is presented when the film's widget has painted it.
libmpv draws pictures of the same size into memory, with the same sound device. Goal: none dropped. Each film plays
whole, once in each, one after the other; the load is what the machine did besides.

    python benchmarks/playing.py [part of a film's name ...] [--without-mpv]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench_window import BenchWindow, PaintedFrames, screen, sound
from mpv import Mpv
from play_films import PLAY_FILMS, PlayFilm


@dataclass(frozen=True)
class Played:
    """What came of playing a film once."""

    presented: int
    dropped: int
    longest_ms: float
    processor_s: float

    def __str__(self) -> str:
        return (
            f"{self.presented:5} presented {self.dropped:5} dropped, longest on screen {self.longest_ms:4.0f} ms, "
            f"{self.processor_s:5.1f} s of processor"
        )


def ours(film: PlayFilm) -> tuple[Played, tuple[int, int]]:
    """Play in the window; answers also the size of the pictures."""
    with tempfile.TemporaryDirectory(prefix="vig-play-") as home:
        bench = BenchWindow(Path(home))
        bench.open(film.path())
        window = bench.window
        assert window.screen_.timeline.isVisible() and window.screen_.timeline.scene.loudness is not None
        painted = PaintedFrames(window.view)
        began = time.process_time()
        window.player.play()
        bench.until(lambda: not window.player.playing)
        spent = time.process_time() - began
        picture = window.view.picture
        assert picture is not None
        size = (picture.rgb.shape[1], picture.rgb.shape[0])
        bench.close()
    presented = len(painted.times.keys() | {0})  # the first one was painted before
    return Played(presented, film.frames - presented, _longest_ms(list(painted.times.values())), spent), size


def theirs(film: PlayFilm, size: tuple[int, int]) -> Played:
    """Play in libmpv."""
    options = {
        "hwdec": "no",
        "sws-scaler": "bilinear",
        **({} if "PULSE_SERVER" in os.environ else {"ao": "null"}),
    }
    mpv = Mpv(film.path(), size, options)
    began = time.process_time()
    drawn = mpv.play()
    spent = time.process_time() - began
    dropped = mpv.number("frame-drop-count") + mpv.number("decoder-frame-drop-count")
    mpv.close()
    return Played(film.frames - round(dropped), round(dropped), _longest_ms(drawn), spent)


def _longest_ms(times: list[float]) -> float:
    return 1000 * max((later - one for one, later in pairwise(times)), default=0.0)


def main(wanted: list[str], beside_mpv: bool) -> int:
    """Print what came of each film; answers 1 if the program dropped a frame."""
    missed = 0
    with screen() as where, sound() as heard:
        print(f"on {where}, {'with sound' if heard is not None else 'without a sound server'}")
        for film in PLAY_FILMS:
            if wanted and not any(word in film.name for word in wanted):
                continue
            film.path()
            load = os.getloadavg()[0]
            played, size = ours(film)
            print(f"{film.name}, {film.frames} frames, to {size[0]}x{size[1]}; load before {load:.1f}")
            print(f"  ours {played}", flush=True)
            if beside_mpv:
                print(f"  mpv  {theirs(film, size)}", flush=True)
            missed += played.dropped
    return 1 if missed else 0


if __name__ == "__main__":
    words = sys.argv[1:]
    raise SystemExit(
        main([word for word in words if not word.startswith("--")], "--without-mpv" not in words)
    )
