"""A disk that is full, without one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def files_no_bigger_than(size: int) -> Iterator[None]:
    """As if the disk were full: the system refuses to make any file of this process bigger."""
    resource = pytest.importorskip("resource", reason="limits of file sizes are a thing of POSIX systems")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old_handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old_handler)
