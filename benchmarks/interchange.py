"""Reading the largest ELAN file at hand beside pympi, and taking 25,000, 50,000 and 100,000 annotations into a library.

python benchmarks/interchange.py [FILE.eaf]

Without a file, one of 20,000 annotations is made. Memory is the peak of each step in a program of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SIZES = (25_000, 50_000, 100_000)


def make_table(path: Path, count: int) -> None:
    lines = ["code,onset_s,offset_s,subject,coder,note"]
    lines += [
        f"{('face', 'toy', 'away')[n % 3]},{n * 1.5},{n * 1.5 + 1.25},Parent,AB,note {n}"
        for n in range(count)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_eaf(path: Path, folder: Path) -> None:
    from vig_annotator.exchange.formats import format_of_id, read_document

    make_table(folder / "t.csv", 20_000)
    write = format_of_id("eaf").write
    assert write is not None
    path.write_bytes(write(read_document((folder / "t.csv").read_bytes(), "t.csv")))


def step(what: str, path: str) -> None:
    """One measured step, run in a program of its own."""
    if what == "pympi":
        from pympi.Elan import Eaf

        started, began = time.perf_counter(), time.process_time()
        count = sum(len(tier[0]) + len(tier[1]) for tier in Eaf(path).tiers.values())
    elif what == "read":
        from vig_annotator.services.interchange_looking import read_file

        started, began = time.perf_counter(), time.process_time()
        count = read_file(Path(path)).document.counts.annotations or 0
    else:
        from vig_annotator.services.interchange import import_file
        from vig_annotator.services.interchange_looking import read_file
        from vig_annotator.services.workspace import Workspace

        with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "library", "AB") as ws:
            started, began = time.perf_counter(), time.process_time()
            count = import_file(ws, read_file(Path(path))).annotations
            spent, worked = time.perf_counter() - started, time.process_time() - began
    if what != "import":
        spent, worked = time.perf_counter() - started, time.process_time() - began
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"count": count, "seconds": spent, "processor": worked, "peak_mb": peak_mb}))


def measured(what: str, path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--step", what, str(path)], capture_output=True, check=True, cwd=ROOT
    )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        eaf = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "made.eaf"
        if not eaf.exists():
            make_eaf(eaf, folder)
        ours, theirs = measured("read", eaf), measured("pympi", eaf)
        for who, one in (("VIG Annotator", ours), ("pympi", theirs)):
            print(
                f"reading {eaf.name}: {who:<14}{one['seconds']:6.2f} s ({one['processor']:.2f} s of the processor)  {one['count']:>7,.0f} annotations"
            )
        last: dict[str, float] | None = None
        for size in SIZES:
            table = folder / f"{size}.csv"
            make_table(table, size)
            one = measured("import", table)
            more = ""
            if last is not None:
                per_row = (one["peak_mb"] - last["peak_mb"]) * 1024 / (one["count"] - last["count"])
                more = (
                    f"  {one['processor'] / last['processor']:.2f}x the time, {per_row:.1f} KiB a further row"
                )
            print(
                f"taking in {one['count']:>7,.0f} annotations: {one['seconds']:5.2f} s ({one['processor']:.2f} s of the processor), {one['peak_mb']:4.0f} MB{more}"
            )
            last = one


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(sys.argv[2], sys.argv[3])
    else:
        main()
