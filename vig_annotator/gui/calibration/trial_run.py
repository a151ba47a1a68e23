"""One run of signals: when each comes, what was pressed, and when it is over. No screen, no clock of its own."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from enum import Enum, auto

PRACTICE, SIGNALS = 3, 18
SHORTEST_WAIT_MS, LONGEST_WAIT_MS = 1_100, 2_900
SHOWN_MS = 900
"""How long a signal stays that nobody answers."""


class Stage(Enum):
    """Where a calibration is."""

    INTRO = auto()
    PRACTICE = auto()
    READY = auto()
    RUN = auto()
    RESULT = auto()


@dataclass(slots=True)
class TrialRun:
    """Times of signals and presses, in microseconds of one clock.

    Attributes:
        stage: where it is.
        shown_us: when the signals of this stage appeared on the screen.
        pressed_us: when the key came down, also without a signal.
        waiting: whether a signal is on the screen that was not answered.
        chance: gives the waits, which nobody can foresee.
    """

    stage: Stage = Stage.INTRO
    shown_us: list[int] = field(default_factory=list)
    pressed_us: list[int] = field(default_factory=list)
    waiting: bool = False
    chance: random.Random = field(default_factory=random.SystemRandom)

    @property
    def count(self) -> int:
        """How many signals this stage has."""
        return {Stage.PRACTICE: PRACTICE, Stage.RUN: SIGNALS}.get(self.stage, 0)

    @property
    def left(self) -> int:
        """How many signals are still to come."""
        return max(0, self.count - len(self.shown_us))

    def begin(self, stage: Stage) -> None:
        """Begin practising, or the run that counts."""
        self.stage, self.waiting = stage, False
        self.shown_us, self.pressed_us = [], []

    def wait_ms(self) -> int:
        """How long until the next signal; never the same twice running, so that it can't be felt coming."""
        return self.chance.randint(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)

    def signal(self, at_us: int) -> None:
        """A signal is on the screen."""
        self.shown_us.append(at_us)
        self.waiting = True

    def press(self, at_us: int) -> int | None:
        """The key came down; answers how long after the signal, or None if none was waiting."""
        self.pressed_us.append(at_us)
        if not self.waiting:
            return None
        self.waiting = False
        return at_us - self.shown_us[-1]

    def end(self) -> None:
        """Every signal of this stage was shown."""
        self.waiting = False
        self.stage = Stage.READY if self.stage is Stage.PRACTICE else Stage.RESULT
