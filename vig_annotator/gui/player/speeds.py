"""The speeds that the menu offers, and the next slower and faster one."""

from __future__ import annotations

SPEEDS: tuple[float, ...] = (0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


def speed_text(speed: float) -> str:
    """``0.5×``; ``−1×`` is backwards."""
    return f"{speed:g}×".replace("-", "\u2212")


def slower(speed: float) -> float:
    """The next slower speed of the menu; the slowest stays."""
    return max((one for one in SPEEDS if one < speed - 1e-9), default=SPEEDS[0])


def faster(speed: float) -> float:
    """The next faster speed of the menu; the fastest stays."""
    return min((one for one in SPEEDS if one > speed + 1e-9), default=SPEEDS[-1])
