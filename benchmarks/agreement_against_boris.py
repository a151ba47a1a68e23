"""Agreement of two codings, beside BORIS's own function for Cohen's kappa, in turns in one run.

python benchmarks/agreement_against_boris.py BORIS_PYTHON [EVENTS]

BORIS_PYTHON is the Python of an environment in which BORIS is installed (`pip install boris-behav-obs`; on Linux it wants
libpulse-mainloop-glib0). BORIS tallies once a second; ours gives all figures, each with an interval of 1,000 samples.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

from benchmarks.agreement_growth import coding
from vig_annotator.analysis.agreement import compare
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.model.mediatime import MediaTime, Span

ROUNDS = 3

BORIS = """
import json, sqlite3, sys, time
from decimal import Decimal
from boris import irr
codings = json.load(sys.stdin)
cursor = sqlite3.connect(":memory:").cursor()
cursor.execute("CREATE TABLE aggregated_events (observation, subject, behavior, type, modifiers, start, stop)")
for name, rows in codings.items():
    cursor.executemany("INSERT INTO aggregated_events VALUES (?, 'baby', ?, 'STATE', '', ?, ?)", [(name, *row) for row in rows])
for _ in range({rounds}):
    started = time.perf_counter()
    kappa, _words = irr.cohen_kappa(cursor, "a", "b", Decimal("1"), ["baby"], False)
    print("RESULT", time.perf_counter() - started, kappa)
"""


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    events = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    a, b = coding(events, 2), coding(events, 3)
    span = Span(MediaTime(0), MediaTime(b[-1].offset_us))
    theirs, their_kappa = boris(sys.argv[1], a, b)
    ours = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        result = compare([DoubleCoding(a, b, span)], Settings())
        ours.append(time.perf_counter() - started)
    assert result.units is not None
    kappa = result.units.figures["kappa"].value
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"{events} states a coding, {span.duration_us / 1e6:.0f} s, a unit a second")
    print(f"ours, all figures with intervals: {mine:.3f} s (kappa over seconds {kappa:.3f})")
    print(f"BORIS, one kappa:                 {other:.3f} s (kappa over seconds {their_kappa:.3f})")
    print(f"ratio {mine / other:.2f}")


def boris(python: str, a: list[CodedEvent], b: list[CodedEvent]) -> tuple[list[float], float]:
    """BORIS's times, and the kappa it gives."""
    rows = {
        name: [(e.code, e.onset_us / 1e6, e.offset_us / 1e6) for e in events]
        for name, events in (("a", a), ("b", b))
    }
    ran = subprocess.run(
        [python, "-c", BORIS.replace("{rounds}", str(ROUNDS))],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    found = [line.split() for line in ran.stdout.splitlines() if line.startswith("RESULT")]
    if not found:
        sys.exit(f"BORIS did not run:\n{ran.stderr[-2000:]}")
    return [float(seconds) for _, seconds, _ in found], float(found[-1][2])


if __name__ == "__main__":
    main()
