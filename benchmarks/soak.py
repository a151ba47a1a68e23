"""Random keys, seeks, drags and edits for a while: no error, no more threads, flat memory.

Run: ``python -m benchmarks.soak`` for 30 minutes, ``python -m benchmarks.soak --minutes 2`` for a look. What is done comes from
hypothesis; the window is the program's own, on the demo film, which plays in between. Memory is compared between the second
and the last quarter of the time: a cache that fills is no growth, what goes on growing is. Status 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from vig_annotator.gui.application import make_application
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.services.demo import CODER, make_demo
from vig_annotator.settings import Settings
from vig_annotator.tidying import put_off

sys.path.append(str(Path(__file__).resolve().parents[1]))

from tests.builders.soaking import Deed, Restless, Watch, deeds, memory_mb, threads

_MOST_GROWTH = 0.05
_TELL_S = 30.0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30.0)
    minutes: float = parser.parse_args().minutes
    put_off()
    make_application()
    with tempfile.TemporaryDirectory(prefix="vig-soak-") as scratch:
        library = Path(scratch) / "library"
        session_id = make_demo(library)
        window = MainWindow(Settings(coder=CODER, library=str(library), muted=True), keep_settings=False)
        window.resize(1366, 768)
        window.show()
        window.start()
        window.films.open_session(session_id)
        restless = Restless(window)
        with Watch() as watch:
            memory, counts = _soak(restless, watch, minutes)
        window.close()
    return _tell(restless.done, watch.errors, memory, counts)


def _soak(restless: Restless, watch: Watch, minutes: float) -> tuple[list[float], list[int]]:
    began = told = time.monotonic()
    memory: list[float] = []
    counts: list[int] = []
    end = began + minutes * 60

    @settings(
        max_examples=10,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(deeds(), min_size=10, max_size=60))
    def row_of_deeds(row: list[Deed]) -> None:
        for deed in row:
            if time.monotonic() < end:
                restless.do(deed)

    while time.monotonic() < end and not watch.errors:
        row_of_deeds()
        held = memory_mb()
        if held is not None:
            memory.append(held)
        counts.append(threads())
        if time.monotonic() - told > _TELL_S:
            told = time.monotonic()
            words = "" if held is None else f", {held:.0f} MB"
            print(f"{told - began:6.0f} s: {restless.done} deeds, {counts[-1]} threads{words}", flush=True)
    return memory, counts


def _tell(done: int, errors: list[str], memory: list[float], counts: list[int]) -> int:
    wrong = list(errors)
    quarter = len(counts) // 4
    if quarter:
        early, late = counts[quarter : 2 * quarter], counts[-quarter:]
        print(f"threads: {max(early)} at most early, {max(late)} at most late")
        if max(late) > max(early):
            wrong.append("threads grew")
    if quarter and memory:
        first, last = (statistics.median(part) for part in (memory[quarter : 2 * quarter], memory[-quarter:]))
        growth = last / first - 1
        print(
            f"memory: {first:.0f} MB early, {last:.0f} MB late ({growth:+.1%}; goal at most {_MOST_GROWTH:+.0%})"
        )
        if growth > _MOST_GROWTH:
            wrong.append("memory grew")
    print(f"{done} deeds; " + ("; ".join(wrong) if wrong else "nothing went wrong"))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
