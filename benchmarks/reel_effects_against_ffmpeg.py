"""A reel with effects against the ffmpeg program doing the same edit with the same encoder settings.

Six clips of four seconds out of the ten-minute film (`film.py`): cut exactly, brought to 1280x720 with a fade in and out each, a caption
laid over all of them, and loudness evened to -16 LUFS. They take turns, so that whatever else the computer does hits all::

    python benchmarks/reel_effects_against_ffmpeg.py [rounds]

Ours is measured on the way that the program really goes, part by part through a store of coded parts that is empty at first, and in one piece;
and once more after the words of one clip were changed, where all other parts are there. The goal is a wall time of at most 1.1 times ffmpeg's.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import cv2
from film import film_path

from vig_annotator.gui.reels.text_painter import QtTextPainter, ready
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import ClipLook, Join
from vig_annotator.model.mediatime import Span, from_seconds
from vig_annotator.model.reel_style import FileFor, Loudness, ReelStyle
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import QUALITIES, x264_options
from vig_annotator.reels.render import render
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.reels.texts import TextBlock, TextKind

STARTS_S = (33.5, 121.2, 250.1, 333.3, 444.4, 550.7)
LENGTH_S = 4
FADE_S = 0.3
CAPTION = "He was looking for me."
STYLE = ReelStyle(loudness=Loudness.EVEN, file_for=FileFor.PHONE)
ROUNDS = 5
GOAL = 1.1


def plan_of(film: ReelFilm, last_caption: str = CAPTION) -> ReelPlan:
    """The reel."""
    look = ClipLook(join=Join.FADE, fade_us=from_seconds(FADE_S))
    captions = [CAPTION] * (len(STARTS_S) - 1) + [last_caption]
    cuts = [
        Cut(film, Span(from_seconds(s), from_seconds(s + LENGTH_S)), look, caption)
        for s, caption in zip(STARTS_S, captions, strict=True)
    ]
    return make_plan(cuts, style=STYLE, most=QUALITIES[STYLE.file_for].most)


def save_caption(painter: QtTextPainter, plan: ReelPlan, out: Path) -> None:
    """The caption as a picture, for ffmpeg to lay over."""
    rgba = painter.paint(TextBlock(TextKind.CAPTION, CAPTION), plan.canvas, plan.canvas.width).rgba
    cv2.imwrite(str(out), cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA))


def command_of_ffmpeg(program: str, film: Path, caption: Path, plan: ReelPlan, out: Path) -> list[str]:
    """The same edit for the ffmpeg program."""
    quality = QUALITIES[STYLE.file_for]
    inputs = [part for s in STARTS_S for part in ("-ss", str(s), "-t", str(LENGTH_S), "-i", str(film))]
    size = f"{plan.canvas.width}:{plan.canvas.height}"
    ends = f"fade=in:d={FADE_S},fade=out:st={LENGTH_S - FADE_S}:d={FADE_S}"
    sound_ends = f"afade=in:d={FADE_S},afade=out:st={LENGTH_S - FADE_S}:d={FADE_S}"
    clips = "".join(
        f"[{n}:v]scale={size}:flags=bicubic:force_original_aspect_ratio=decrease,"
        f"pad={size}:-1:-1[s{n}];[s{n}][{len(STARTS_S)}:v]overlay=(W-w)/2:H-h-40,{ends}[v{n}];"
        f"[{n}:a]{sound_ends}[a{n}];"
        for n in range(len(STARTS_S))
    )
    streams = "".join(f"[v{n}][a{n}]" for n in range(len(STARTS_S)))
    joined = f"{streams}concat=n={len(STARTS_S)}:v=1:a=1[v][j];[j]loudnorm=I=-16:TP=-1.5,aformat=sample_rates=48000:channel_layouts=stereo[a]"
    coding = [
        part for name, value in x264_options(quality, plan.rate).items() for part in (f"-{name}:v", value)
    ]
    return [
        program, "-y", "-v", "error", *inputs, "-i", str(caption),
        "-filter_complex", clips + joined, "-map", "[v]", "-map", "[a]",
        "-pix_fmt", "yuv420p", "-c:v", "libx264", *coding,
        "-c:a", "aac", "-b:a", str(quality.sound_bits), "-movflags", "+faststart", str(out),
    ]  # fmt: skip


def main() -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        sys.exit("The ffmpeg program is not on this machine; there is nothing to compare with.")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    painter, path = ready(), film_path()
    film = ReelFilm(path, probe(path), build_index(path))
    plan, changed = plan_of(film), plan_of(film, "He waited for me.")
    took: dict[str, list[float]] = {"in parts": [], "in one piece": [], "one clip changed": [], "ffmpeg": []}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        caption, mine, theirs = (Path(folder) / name for name in ("caption.png", "ours.mp4", "theirs.mp4"))
        save_caption(painter, plan, caption)
        command = command_of_ffmpeg(program, path, caption, plan, theirs)

        def ours(what: str, wanted: ReelPlan, store: SegmentStore | None) -> None:
            began = time.perf_counter()
            render(wanted, mine, JobContext(), overwrite=True, painter=painter, segments=store)
            took[what].append(time.perf_counter() - began)

        for turn in range(rounds):
            store = SegmentStore(Path(folder) / "parts")
            ours("in parts", plan, store)
            ours("one clip changed", changed, store)
            store.close()
            ours("in one piece", plan, None)
            began = time.perf_counter()
            subprocess.run(command, check=True)
            took["ffmpeg"].append(time.perf_counter() - began)
            print(
                f"round {turn + 1}: "
                + "   ".join(f"{what} {seconds[-1]:.2f} s" for what, seconds in took.items())
            )
        sizes = mine.stat().st_size / 1e6, theirs.stat().st_size / 1e6
    peer = median(took["ffmpeg"])
    print(
        f"reel of {len(STARTS_S)} x {LENGTH_S} s with effects, 720p30, against ffmpeg's {peer:.2f} s (goal {GOAL}x):"
    )
    for what in ("in parts", "in one piece", "one clip changed"):
        print(f"  {what}: {median(took[what]):.2f} s, {median(took[what]) / peer:.2f}x wall")
    print(f"  {sizes[0]:.1f} MB against {sizes[1]:.1f} MB")


if __name__ == "__main__":
    main()
