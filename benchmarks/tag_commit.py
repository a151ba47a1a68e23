"""How long does a tag take to be on disk, in a library that holds many?

Prints the median and the 95th percentile of `services.tagging.press_code` (rules, rows, log, commit, event), with
100,000 annotations in the pass, beside the same number of bare SQLite commits of one small row, in the same folder and
with the same durability: what the disk itself costs.

    python benchmarks/tag_commit.py [FOLDER]
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Kind
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Session
from vig_annotator.services.families import create_family
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.tagging import press_code
from vig_annotator.services.workspace import Workspace

PRESENT = 100_000
TAGS = 400
FRAME_US = 33_333


def main(folder: Path) -> None:
    with Workspace.open(folder / "library", "bench") as ws:
        coding_pass, codes = _filled(ws)
        started = time.perf_counter()
        ws.desk(coding_pass)
        print(f"pass of {PRESENT} annotations read into memory: {time.perf_counter() - started:.2f} s")
        times = []
        for number in range(TAGS):
            at = MediaTime((PRESENT // 2 + number) * FRAME_US + 1)
            started = time.perf_counter()
            press_code(
                ws, coding_pass, codes[number % len(codes)], at, next_frame_us=MediaTime(at + FRAME_US)
            )
            times.append(time.perf_counter() - started)
        _report("tag", times)
        undone = []
        for _ in range(TAGS):
            started = time.perf_counter()
            ws.history.undo()
            undone.append(time.perf_counter() - started)
        _report("undo", undone)
    _report("bare commit", bare_commits(folder / "bare.sqlite"))


def _filled(ws: Workspace) -> tuple[CodingPass, list[str]]:
    loaded = load_codebook(shipped_codebooks()[0])
    session = Session(new_id(), create_family(ws).id, "benchmark")
    ws.history.set_up(ChangeSet("add a session", (made(session),)))
    coding_pass = ensure_pass(ws, session, loaded)
    codes = loaded.codebook.codes
    points = [code.id for code in codes if code.kind is Kind.POINT]
    template = Annotation("", coding_pass.id, points[0], MediaTime(0), MediaTime(0), created_by="bench")
    for first in range(0, PRESENT, 5_000):
        rows = (
            replace(
                template,
                id=new_id(),
                code_id=points[k % len(points)],
                onset_us=MediaTime(k * FRAME_US),
                offset_us=MediaTime(k * FRAME_US),
            )
            for k in range(first, first + 5_000)
        )
        ws.history.apply(ChangeSet("fill the benchmark", tuple(map(made, rows))))
    return coding_pass, [code.id for code in codes]


def bare_commits(file: Path) -> list[float]:
    """Seconds that each of `TAGS` bare commits of one small row takes, with the library's durability."""
    times = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}").close()
        connection.execute("CREATE TABLE tag (id INTEGER PRIMARY KEY, body TEXT)")
        for _ in range(TAGS):
            started = time.perf_counter()
            connection.execute("INSERT INTO tag (body) VALUES (?)", ("x" * 400,))
            times.append(time.perf_counter() - started)
    return times


def _report(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    median, p95 = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    print(f"{what:12} p50 {median * 1000:6.2f} ms   p95 {p95 * 1000:6.2f} ms   ({len(times)} times)")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
