"""Reads 20,000 mutated files of all formats in one run: each is told well or read whole, or the run stops with the seed.

python benchmarks/interchange_fuzz.py [--count 20000] [--seed 1] [--folder DIR]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.unit.exchange.mutations import check_outcome, mutate
from tests.unit.exchange.seeds import seeds

MOST_BYTES = 40_000


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="real files to mutate too")
    options = parser.parse_args()
    sources = list(seeds().items())
    if options.folder is not None:
        found = sorted(path for path in options.folder.rglob("*") if path.is_file())
        sources += [(path.name, path.read_bytes()) for path in found if 0 < path.stat().st_size <= MOST_BYTES]
    outcomes: Counter[str] = Counter()
    slowest, slowest_name = 0.0, ""
    began = time.perf_counter()
    for number in range(options.count):
        chance = random.Random(f"{options.seed}/{number}")
        name, source = sources[number % len(sources)]
        raw = mutate(source, chance)
        start = time.perf_counter()
        try:
            outcomes[check_outcome(raw, name, chance)] += 1
        except BaseException:
            Path("interchange_fuzz_case").write_bytes(raw)
            print(
                f"file {options.seed}/{number}, from {name} (kept as interchange_fuzz_case) was neither told nor read"
            )
            raise
        spent = time.perf_counter() - start
        if spent > slowest:
            slowest, slowest_name = spent, name
    print(
        f"{options.count:,} mutated files from {len(sources)} in {time.perf_counter() - began:.0f} s: "
        f"{outcomes['told']:,} told, {outcomes['read']:,} read, planned and written, no traceback; "
        f"slowest {slowest * 1000:.0f} ms ({slowest_name})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
