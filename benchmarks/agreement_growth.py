"""Agreement of two passes with 100,000 annotations each, 1,000 bootstrap samples; and how the time grows with size.

python benchmarks/agreement_growth.py
"""

from __future__ import annotations

import time

import numpy as np

from vig_annotator.analysis.agreement import compare
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.model.mediatime import MediaTime, Span

SIZES = (25_000, 50_000, 100_000)
CODES = ("away", "face", "object", "toy")


def coding(count: int, seed: int) -> list[CodedEvent]:
    """Neighbouring states of about 2 s, a code each; two seeds give two coders who often agree."""
    shared, own = np.random.default_rng(1), np.random.default_rng(seed)
    edges = (
        np.arange(count + 1) * 2_000_000
        + shared.integers(0, 500_000, count + 1)
        + own.integers(0, 300_000, count + 1)
    )
    codes = shared.integers(0, len(CODES), count)
    slips = own.random(count) < 0.15
    codes = np.where(slips, own.integers(0, len(CODES), count), codes)
    return [
        CodedEvent(CODES[code], int(a), int(b))
        for code, a, b in zip(codes, edges[:-1], edges[1:], strict=True)
    ]


def main() -> None:
    last: tuple[int, float] | None = None
    for size in SIZES:
        a, b = coding(size, 2), coding(size, 3)
        span = Span(MediaTime(0), MediaTime(b[-1].offset_us))
        started = time.perf_counter()
        result = compare([DoubleCoding(a, b, span)], Settings())
        took = time.perf_counter() - started
        growth = (
            ""
            if last is None
            else f"  {took / last[1]:.2f}x the time for {size / last[0]:.0f}x the annotations"
        )
        kappa = result.events.figures["kappa"].value
        print(f"{size:>7} annotations a pass: {took:6.2f} s (event kappa {kappa:.3f}){growth}")
        last = (size, took)


if __name__ == "__main__":
    main()
