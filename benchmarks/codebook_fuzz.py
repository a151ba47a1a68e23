"""Reads 20,000 mutated codebooks in one run: each is told well or loaded whole, or the run stops with the seed.

python benchmarks/codebook_fuzz.py [--count 20000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.unit.codebook.mutations import check_outcome, mutate
from vig_annotator.codebook.shipped import shipped_codebooks


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sources = [path.read_text(encoding="utf-8") for path in shipped_codebooks()]
    right = 0
    slowest = 0.0
    began = time.perf_counter()
    for number in range(options.count):
        chance = random.Random(f"{options.seed}/{number}")
        raw = mutate(chance.choice(sources), chance)
        start = time.perf_counter()
        try:
            right += check_outcome(raw, "fuzz.yaml")
        except Exception:
            Path("codebook_fuzz_case.yaml").write_bytes(raw)
            print(
                f"codebook {options.seed}/{number} (kept as codebook_fuzz_case.yaml) was neither told nor loaded"
            )
            raise
        slowest = max(slowest, time.perf_counter() - start)
    spent = time.perf_counter() - began
    print(
        f"{options.count:,} mutated codebooks in {spent:.0f} s: {options.count - right:,} told with their lines, "
        f"{right:,} loaded whole, no traceback; slowest {slowest * 1000:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
