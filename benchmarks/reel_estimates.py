"""How good the estimates of size and time are that people see before a reel is made, and what the constants behind them should be here.

Three clips of five seconds out of the ten-minute film (`film.py`) in each quality: as they are, and with a caption, which means that every picture is
composed. Prints what was thought beside what it was, the pixels a second that this computer does, and the bits that a pixel needs::

    python benchmarks/reel_estimates.py

The program itself learns from every film that it makes (`services/reel_estimates.py`), so the constants only matter for the first ones. The benchmark's
film has the grain of a phone in a dim room: real films in daylight need fewer bits.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from film import film_path

from vig_annotator.gui.reels.text_painter import ready
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.mediatime import Span, from_seconds
from vig_annotator.model.reel_style import FileFor, Loudness, ReelStyle
from vig_annotator.reels.parts import Cut, ReelFilm
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import QUALITIES
from vig_annotator.reels.render import render
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.services.reel_estimates import USUAL_PACE, estimate, learned

STARTS_S, LENGTH_S = (33.5, 250.1, 444.4), 5


def main() -> None:
    painter, path = ready(), film_path()
    film = ReelFilm(path, probe(path), build_index(path))
    for file_for in FileFor:
        quality, pace = QUALITIES[file_for], USUAL_PACE
        for caption in ("", "He was looking for me."):
            cuts = [
                Cut(film, Span(from_seconds(s), from_seconds(s + LENGTH_S)), caption=caption)
                for s in STARTS_S
            ]
            plan = make_plan(
                cuts, style=ReelStyle(loudness=Loudness.EVEN, file_for=file_for), most=quality.most
            )
            thought = estimate(plan)
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                out, store = Path(folder) / "reel.mp4", SegmentStore(Path(folder) / "parts")
                began = time.perf_counter()
                render(plan, out, JobContext(), painter=painter, segments=store)
                took_s, size = time.perf_counter() - began, out.stat().st_size
                store.close()
            pace = learned(replace(pace), thought, took_s, size)
            pixels = plan.canvas.area * plan.picture_count
            sound = quality.sound_bits * plan.picture_count / float(plan.rate)
            print(
                f"{file_for.value:<10} {'composed' if caption else 'as filmed':<9}  {took_s:5.1f} s (thought {thought.seconds:5.1f})"
                f"   {size / 1e6:5.1f} MB (thought {thought.size_bytes / 1e6:5.1f})"
                f"   {pixels / took_s / 1e6:4.0f} million pixels a second, {(8 * size - sound) / pixels:.3f} bits a pixel"
                f"   then it would think {estimate(plan, pace).seconds:.1f} s"
            )


if __name__ == "__main__":
    main()
