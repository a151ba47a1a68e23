"""Pictures give their memory back to the computer when they are let go.

GNU's allocator, having seen one large buffer freed, keeps buffers of that size for itself from then on, scattered over
the pools of all threads: a two-hour film took 130 MB more than it used. Elsewhere than on Linux there is nothing to be done.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_M_MMAP_THRESHOLD = -3  # malloc.h
_LARGE_BYTES = 256 * 1024


def give_back_large_buffers() -> None:
    """Have buffers of this size and more be the system's own from now on; setting it stops the allocator from moving it."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no such setting
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
