"""One program at a time: a lock on a file in the library's folder that the system drops when the program dies.

The lock is on the open file, not in its presence, so a killed program leaves no stale lock behind. The file stays; it
is empty and harmless.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from vig_annotator.storage.troubles import busy, translated

LOCK_NAME = "library.lock"


class LibraryLock:
    """Holds a library for this program until `release`.

    Raises:
        LibraryBusy: another program (or another window of this one) holds it.
        LibraryNotWritable: the folder may not be written.
    """

    def __init__(self, folder: Path) -> None:
        with translated():
            self._handle: int | None = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o666)
        if not _take(self._handle):
            self.release()
            raise busy()

    def release(self) -> None:
        """Let go of the library; once is enough, twice does no harm."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        # flock, not lockf: a POSIX record lock would be lost when anybody in this process closes the file, and would
        # not keep two windows of one process apart.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
