"""A plain reel against the ffmpeg program doing the same cut with the same encoder settings.

Six clips of four seconds out of the ten-minute film (`film.py`), to one MP4. The two take turns, so that whatever else
the computer does hits both::

    python benchmarks/reel_against_ffmpeg.py [rounds]

The goal is a wall time of at most 1.1 times ffmpeg's.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from film import film_path

from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.mediatime import Span, from_seconds
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import Quality, x264_options
from vig_annotator.reels.render import render

STARTS_S = (33.5, 121.2, 250.1, 333.3, 444.4, 550.7)
LENGTH_S = 4
ROUNDS = 5
GOAL = 1.1


@dataclass(frozen=True)
class Cost:
    """What one run took, in seconds."""

    wall: float
    processor: float


def ours(plan: ReelPlan, out: Path) -> Cost:
    """Render with this program."""
    wall, processor = time.perf_counter(), time.process_time()
    render(plan, out, JobContext(), overwrite=True)
    return Cost(time.perf_counter() - wall, time.process_time() - processor)


def command_of_ffmpeg(program: str, film: Path, plan: ReelPlan, out: Path) -> list[str]:
    """The same cut for the ffmpeg program: jump to each clip, decode, join, encode."""
    quality = Quality()
    inputs = [part for s in STARTS_S for part in ("-ss", str(s), "-t", str(LENGTH_S), "-i", str(film))]
    streams = "".join(f"[{n}:v][{n}:a]" for n in range(len(STARTS_S)))
    coding = [
        part for name, value in x264_options(quality, plan.rate).items() for part in (f"-{name}:v", value)
    ]
    return [
        program, "-y", "-v", "error", *inputs,
        "-filter_complex", f"{streams}concat=n={len(STARTS_S)}:v=1:a=1[v][a]", "-map", "[v]", "-map", "[a]",
        "-c:v", "libx264", *coding,
        "-c:a", "aac", "-b:a", str(quality.sound_bits), "-movflags", "+faststart", str(out),
    ]  # fmt: skip


def theirs(command: list[str]) -> Cost:
    """Run the ffmpeg program."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True)
    wall, after = time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        sys.exit("The ffmpeg program is not on this machine; there is nothing to compare with.")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    path = film_path()
    film = ReelFilm(path, probe(path), build_index(path))
    plan = make_plan([Cut(film, Span(from_seconds(s), from_seconds(s + LENGTH_S))) for s in STARTS_S])
    us, them = [], []
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        our_reel, their_reel = Path(folder) / "ours.mp4", Path(folder) / "theirs.mp4"
        for turn in range(rounds):
            us.append(ours(plan, our_reel))
            them.append(theirs(command_of_ffmpeg(program, path, plan, their_reel)))
            print(
                f"round {turn + 1}: ours {us[-1].wall:6.2f} s ({us[-1].processor:.1f} s of processor)"
                f"   ffmpeg {them[-1].wall:6.2f} s ({them[-1].processor:.1f})"
            )
        sizes = our_reel.stat().st_size / 1e6, their_reel.stat().st_size / 1e6
    wall = median(one.wall for one in us) / median(one.wall for one in them)
    processor = median(one.processor for one in us) / median(one.processor for one in them)
    print(
        f"reel of {len(STARTS_S)} x {LENGTH_S} s, 1080p30: ours {median(o.wall for o in us):.2f} s, "
        f"ffmpeg {median(t.wall for t in them):.2f} s: {wall:.2f}x wall (goal {GOAL}x), "
        f"{processor:.2f}x processor; {sizes[0]:.1f} MB against {sizes[1]:.1f} MB"
    )


if __name__ == "__main__":
    main()
