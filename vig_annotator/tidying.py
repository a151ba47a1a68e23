"""When Python looks for rings of objects that nobody uses: only while nobody waits.

A ring is what refers to itself by a detour; everything else goes at once when it is let go of. To find rings, Python looks at every
object that there is, which takes 100 to 150 ms here and lets no thread work meanwhile: six frames of a film that plays at 60 a second. By itself it would do so at any time, many times while the program
starts. Rings among objects that were just made are found all the same, in less than a millisecond.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = 1_000_000_000


def put_off() -> None:
    """From now on all objects are looked at only when `tidy` or `tidy_all` is called; call it before much is loaded."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)


def tidy() -> None:
    """Look at what was made since the last `tidy_all`: soon done."""
    gc.collect()


def tidy_all() -> None:
    """Look at everything, and then let what stays be left alone by `tidy`; for times when much was let go of."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def without_collector() -> Iterator[None]:
    """Rows are many, and none of them is garbage; looking for it over and over takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
