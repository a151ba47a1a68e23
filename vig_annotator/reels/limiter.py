"""Keeps sound that was made louder below full scale, without distortion: the loudness bends before a peak comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

CEILING = 10 ** (-1.5 / 20)
"""The highest a sample may be: -1.5 dB, which leaves room for what lies between samples and for the encoder."""

_REACH = 240
"""How many samples (5 ms) before a peak the loudness begins to bend, and after it to rise."""


def limited(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """The same samples, none above `CEILING`; where none is near it they pass unchanged. Blocks keep their lengths."""
    around = 2 * _REACH
    before = np.zeros((0, 2), np.float32)  # already given, still needed to see what is around
    waiting: list[Samples] = []
    for block in blocks:
        waiting.append(block)
        while len(waiting) > 1 and sum(map(len, waiting[1:])) >= around:
            yield _one(before, waiting, around)
            before = np.concatenate([before, waiting.pop(0)])[-around:]
    while waiting:
        yield _one(before, waiting, around)
        before = np.concatenate([before, waiting.pop(0)])[-around:]


def _one(before: Samples, waiting: list[Samples], around: int) -> Samples:
    """The first block that waits, bent by what is before and after it."""
    block = waiting[0]
    seen = np.concatenate([before, block, np.concatenate([*waiting[1:], before[:0]])[:around]])
    peak = np.abs(seen).max(axis=1)
    if float(peak.max(initial=0.0)) <= CEILING:
        return block
    wanted = np.minimum(1.0, CEILING / np.maximum(peak, 1e-9)).astype(np.float32)[np.newaxis, :]
    lowest = cv2.erode(wanted, np.ones((1, 2 * _REACH + 1), np.uint8), borderType=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(lowest, (2 * _REACH + 1, 1), borderType=cv2.BORDER_REPLICATE)[0]
    start = len(before)
    bent = block * smooth[start : start + len(block), np.newaxis]
    return np.asarray(np.clip(bent, -CEILING, CEILING), np.float32)
