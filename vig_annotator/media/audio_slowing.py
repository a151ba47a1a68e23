"""Slower sound with the voice's pitch kept, and every beginning where it belongs.

The sound is cut into overlapping pieces, and each is taken from where it follows best upon the one before it (waveform similarity
overlap-add: W. Verhelst, M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for high quality time-scale
modification of speech", ICASSP 1993). Plain WSOLA repeats a click in every piece that holds it, so that it is heard too early by half
a piece times the stretch: 20 ms at half speed, 60 ms at a quarter. So beginnings are found first (a clap, a consonant, a voice after
silence); pieces before one end before it, the pieces that hold it are taken as they are, at its exact place, and the pieces after
it begin after it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vig_annotator.media.audio_resampling import Samples

_HALF_S = 0.014
"""Half of a piece; pieces lie half over each other. Longer than a period of the deepest voices."""

_SEARCH_S = 0.008
"""How far from its place a piece may be taken, so that it follows well upon the one before."""

_NUDGE_S = 0.003
"""How far a beginning may be moved for the same reason."""

_GUARD_S, _ATTACK_S = 0.002, 0.005
"""What lies before a beginning, and after it, and is not repeated with the pieces around."""

_HOP_S, _PAST_HOPS = 0.0025, 12
_APART_S = 0.06
"""Two beginnings are at least so far apart: the second within that belongs to the first."""

_JUMP = 3.0
"""So many times louder than all of the last 30 ms is a beginning: the pulses of a voice, which come again and again, are not."""

_FAINT = 0.003
_NEARER = 0.02
_COARSE = 4
_KEEP_S = 0.25

_Mono = NDArray[np.float32]


class Slower:
    """Stretches stereo sound.

    Output sample `n` is what is heard at input sample ``n * speed``; nothing comes early or late. Owned by one thread.

    Args:
        speed: above 0, below 1.
        rate: samples a second.
    """

    def __init__(self, speed: float, rate: int) -> None:
        if not 0 < speed < 1:
            raise ValueError(f"a speed of {speed} makes nothing slower")
        self._speed, self._rate = speed, rate
        self._half = self._samples(_HALF_S)
        place = (np.arange(self._half) + 0.5) / self._half
        self._rise = (np.sin(place * np.pi / 2) ** 2).astype(np.float32)[:, np.newaxis]
        self._fall = 1 - self._rise
        self._sound: Samples = np.zeros((0, 2), np.float32)
        self._mono: _Mono = np.zeros(0, np.float32)
        self._base = 0  # the input sample that `_sound` begins with
        self._pushed = 0
        self._at = 0  # the output sample at which the next piece begins
        self._follows = 0  # the input sample that would follow upon the last piece
        self._tail: Samples | None = None
        self._given = 0
        self._beginnings = _Beginnings(rate)
        self._passed = -rate  # the last beginning that was given out
        self._locked = False  # the last piece held the next beginning already

    def push(self, samples: Samples) -> list[Samples]:
        """Blocks that are ready after these samples; often none, sometimes several."""
        self._take(samples)
        self._pushed += len(samples)
        return self._made(None)

    def finish(self) -> list[Samples]:
        """What is still to come."""
        total = round(self._pushed / self._speed)
        self._take(np.zeros((2 * self._ahead + 4 * self._half, 2), np.float32))
        return self._made(total)

    @property
    def _ahead(self) -> int:
        """How much of the input after a piece has to be known."""
        return 2 * self._half + self._samples(_SEARCH_S + _GUARD_S + 4 * _HOP_S)

    def _samples(self, seconds: float) -> int:
        return round(seconds * self._rate)

    def _take(self, samples: Samples) -> None:
        self._sound = np.concatenate([self._sound, samples.astype(np.float32, copy=False)])
        mono = samples.mean(axis=1, dtype=np.float32)
        self._mono = np.concatenate([self._mono, mono])
        self._beginnings.push(mono)

    def _made(self, total: int | None) -> list[Samples]:
        blocks: list[Samples] = []
        while total is None or self._given < total:
            block = self._next()
            if block is None:
                break
            if total is not None:
                block = block[: total - self._given]
            self._given += len(block)
            blocks.append(block)
        self._forget()
        return blocks

    def _next(self) -> Samples | None:
        """The next half piece; None as long as too little input is known."""
        half = self._half
        nominal = round(self._speed * (self._at + half)) - half
        soonest = max(self._follows, self._passed + self._samples(_ATTACK_S))
        reach = max(nominal, soonest, round(self._speed * (self._at + 2 * half))) + self._ahead
        if reach > self._base + len(self._sound):
            return None
        if self._tail is None:
            self._tail = self._piece(0)[:half] * self._fall
        start = self._start_of_piece(nominal)
        piece = self._piece(start)
        block = self._tail + piece[:half] * self._rise
        self._tail = piece[half:] * self._fall
        self._at += half
        self._follows = start + half
        return np.asarray(block, np.float32)

    def _start_of_piece(self, nominal: int) -> int:
        """Where in the input the piece at `_at` is taken from."""
        half = self._half
        begin = self._beginnings.after(self._passed)
        if self._locked and begin is not None:
            self._passed, self._locked = begin, False
            return self._follows
        low = max(0, self._passed + self._samples(_ATTACK_S))
        if begin is not None:
            heard = round(begin / self._speed)
            if heard < self._at + 2 * half:
                exact = begin - (heard - self._at)
                nudge = self._samples(_NUDGE_S)
                start = self._best(max(0, exact - nudge), max(0, exact + nudge))
                if heard < self._at + half:  # its rising half is heard within this piece's first half
                    self._passed = begin
                else:
                    self._locked = True
                return start
        search = self._samples(_SEARCH_S)
        first, last = max(nominal - search, low), nominal + search
        if last <= low:
            last = low + search
        before = None if begin is None else begin - self._samples(_GUARD_S) - 2 * half
        if before is not None and before < last:
            last = max(before, low)
            first = max(low, min(first, last - search))
        return self._best(first, last)

    def _best(self, first: int, last: int) -> int:
        """The start from `first` to `last` whose sound is most like what would follow upon the last piece."""
        half = self._half
        known = self._base + len(self._sound) - 2 * half
        first, last = min(max(first, self._base), known), min(max(last, self._base), known)
        if last <= first:
            return first
        wanted = self._mono[self._follows - self._base : self._follows - self._base + half]
        region = self._mono[first - self._base : last - self._base + half]
        coarse = _likeness(_thinned(region), _thinned(wanted))
        # Of places that are alike, such as silence, the middle one.
        coarse -= _NEARER * np.abs(np.linspace(-1, 1, len(coarse), dtype=np.float32))
        near = first + int(np.argmax(coarse)) * _COARSE
        begin, end = max(first, near - _COARSE), min(last, near + _COARSE)
        fine = _likeness(self._mono[begin - self._base : end - self._base + half], wanted)
        return begin + int(np.argmax(fine))

    def _piece(self, start: int) -> Samples:
        begin = start - self._base
        return self._sound[begin : begin + 2 * self._half]

    def _forget(self) -> None:
        """Let go of what no piece will be taken from."""
        nominal = round(self._speed * (self._at + self._half)) - self._half
        drop = min(nominal, self._follows) - self._samples(_KEEP_S) - self._base
        if drop > self._rate:
            self._sound, self._mono = self._sound[drop:].copy(), self._mono[drop:].copy()
            self._base += drop


class _Beginnings:
    """Finds where something suddenly begins to be heard."""

    def __init__(self, rate: int) -> None:
        self._hop = round(_HOP_S * rate)
        self._apart = round(_APART_S * rate)
        self._found: list[int] = []
        self._latest = -self._apart
        self._rest: _Mono = np.zeros(0, np.float32)
        self._scanned = 0  # the input sample that `_rest` begins with
        self._last_sample = np.float32(0)
        self._peaks: list[tuple[float, float]] = [(0.0, 0.0)] * _PAST_HOPS

    def after(self, place: int) -> int | None:
        """The first beginning after a place that is known so far."""
        while self._found and self._found[0] <= place:
            self._found.pop(0)
        return self._found[0] if self._found else None

    def push(self, mono: _Mono) -> None:
        """Look through more of the sound."""
        sound = np.concatenate([self._rest, mono])
        hops = len(sound) // self._hop
        for number in range(hops):
            self._look(sound[number * self._hop : (number + 1) * self._hop])
        self._rest = sound[hops * self._hop :]

    def _look(self, hop: _Mono) -> None:
        sharp = np.abs(np.diff(hop, prepend=self._last_sample))
        loud = np.abs(hop)
        peaks = float(loud.max()), float(sharp.max())
        past = max(one for one, _ in self._peaks), max(one for _, one in self._peaks)
        sudden = [now > _JUMP * before and now > _FAINT for now, before in zip(peaks, past, strict=True)]
        if any(sudden):
            levels, peak = (loud, peaks[0]) if sudden[0] else (sharp, peaks[1])
            place = self._scanned + int(np.argmax(levels > 0.25 * peak))
            if place - self._latest >= self._apart:
                self._found.append(place)
                self._latest = place
        self._peaks = [*self._peaks[1:], peaks]
        self._last_sample = hop[-1]
        self._scanned += len(hop)


def _thinned(mono: _Mono) -> _Mono:
    count = len(mono) // _COARSE
    return np.asarray(mono[: count * _COARSE].reshape(count, _COARSE).mean(axis=1), np.float32)


def _likeness(region: _Mono, wanted: _Mono) -> _Mono:
    """How alike `wanted` and each stretch of `region` of its length are: -1 to 1."""
    if len(region) < len(wanted) or not len(wanted):
        return np.zeros(1, np.float32)
    products = np.correlate(region, wanted, "valid")
    sums = np.concatenate([[0.0], np.cumsum(region.astype(np.float64) ** 2)])
    energies = np.maximum(sums[len(wanted) :] - sums[: -len(wanted)], 0)
    return np.asarray(products / np.sqrt(energies + 1e-9), np.float32)
