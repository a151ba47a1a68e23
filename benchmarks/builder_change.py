"""What a change costs in the reel builder: processor time of the window's thread, with 1,000 candidates and as many clips.

Run: ``python -m benchmarks.builder_change [CLIPS] [--profile]``. The goal is 50 ms for a change: from the key to the last thing that the
window does because of it. What jobs do on other threads is not counted. Widgets are drawn into memory (Qt's offscreen platform).
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.application import make_application
from vig_annotator.gui.builder.builder_window import BuilderWindow
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Kind, Valence
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services import reel_building
from vig_annotator.services.films import add_film
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.workspace import Workspace

sys.path.append(str(Path(__file__).resolve().parents[1]))

from tests.builders.consents import agree

FILM = Path(__file__).resolve().parents[1] / "sample_clips" / "sample_play_25fps.mp4"
FRAME_US = 40_000
ROUNDS = 5
BUSY = ("lay out the reel", "look through the reel")


def filled(ws: Workspace, count: int) -> str:
    """A reel of so many clips, one of each positive tag; answers its id."""
    session, _ = add_film(ws, FILM)
    agree(ws, session.family_id, Purpose.SHARED_REVIEW)
    loaded = load_codebook(next(one for one in shipped_codebooks() if one.stem == "vig_attunement"))
    coding_pass = ensure_pass(ws, session, loaded)
    codes = [
        code for code in loaded.codebook.codes if code.valence is Valence.POSITIVE and code.kind is Kind.STATE
    ]
    tags = [
        Annotation(
            new_id(),
            coding_pass.id,
            codes[number % len(codes)].id,
            MediaTime(number % 500 * FRAME_US),
            MediaTime((number % 500 + 20 + number // 500) * FRAME_US),
            created_at=ws.stamp().at,
        )
        for number in range(count)
    ]
    ws.history.set_up(ChangeSet("code", tuple(map(made, tags))))
    reel = reel_building.make_reel(ws, session.family_id, "A long one")
    stretches = [
        reel_building.rules.Stretch(session.id, Span(one.onset_us, MediaTime(one.onset_us + 30 * FRAME_US)))
        for one in tags
    ]
    reel_building.add_stretches(ws, reel.id, stretches)
    return reel.id


def until(condition: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start(50)
    if not condition():
        loop.exec()


def main(count: int, profile: bool) -> None:
    """Print how long each change takes."""
    app = make_application()
    with (
        tempfile.TemporaryDirectory(prefix="vig-bench-") as folder,
        Workspace.open(Path(folder), "bench") as ws,
    ):
        reel_id = filled(ws, count)
        window = BuilderWindow(
            ws, reel_building.reels_of(ws, ws.get(reel_building.Reel, reel_id).family_id)[0]
        )
        window.resize(1366, 768)
        window.show()

        def at_rest() -> bool:
            return (
                not window.playing.waiting
                and not any(window.jobs.running(name) for name in BUSY)
                and not window.jobs.running(f"pictures of {FILM}")
                and window.player.picture is not None
            )

        def speed() -> None:
            look = window.chosen.look
            window.clip_commands.set_look(replace(look, speed_percent=150 - look.speed_percent))

        until(at_rest)
        window.choose(window.clips[count // 2].id)
        until(at_rest)
        frames = iter(range(10_000))
        changes: dict[str, Callable[[], object]] = {
            "caption": lambda: window.clip_commands.set_caption(f"Caption {next(frames)}"),
            "trim by a frame": lambda: window.clip_commands.trim("onset", 1),
            "speed": speed,
            "undo": window.undo,
            "redo": window.redo,
            "move a clip": lambda: window.clip_commands.dropped(window.open_reel.chosen_id, count // 2 + 1),
            "another clip chosen": window.next_clip,
            "put one in": lambda: window.candidates.wanted.emit(window.candidates._shown[count // 2]),
        }
        for name, change in changes.items():
            spent = []
            watch = cProfile.Profile(time.thread_time)
            for _ in range(ROUNDS):
                if profile:
                    watch.enable()
                before = time.thread_time()
                change()
                app.processEvents()
                until(at_rest)
                spent.append((time.thread_time() - before) * 1000)
                watch.disable()
            print(f"{name:22} {median(spent):8.1f} ms (worst {max(spent):.1f})", flush=True)
            if profile:
                pstats.Stats(watch).sort_stats("cumulative").print_stats(60)
        window.close()


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    main(numbers[0] if numbers else 1000, "--profile" in sys.argv)
