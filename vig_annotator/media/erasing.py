"""Erasing a file as far as a program can: its content is overwritten before its name goes."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path

from vig_annotator.errors import ExportError
from vig_annotator.jobs import JobContext

_BLOCK = 1 << 20

WHAT_IS_PROMISED = (
    "Its content was overwritten, then it was deleted. A drive of flash memory may keep old blocks for a while, and copies "
    "made elsewhere (backups, sent films, other devices) are not reached."
)


def digest_of(path: Path, context: JobContext | None = None) -> str:
    """The SHA-256 of a file's whole content.

    Raises:
        OSError: it can't be read.
        Cancelled: the context was cancelled.
    """
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if context is not None:
                context.check()
            found.update(block)
    return found.hexdigest()


def erase(path: Path) -> None:
    """Overwrite a file's content with noise, see it to the disk, then delete the file.

    Raises:
        ExportError: it can't be overwritten or deleted; if only the deleting failed, its content is gone all the same.
    """
    try:
        left = path.stat().st_size
        with path.open("r+b") as file:
            while left > 0:
                left -= file.write(secrets.token_bytes(min(_BLOCK, left)))
            file.flush()
            os.fsync(file.fileno())
            file.truncate(0)
            os.fsync(file.fileno())
        # Not even its name stays in the folder's list.
        nameless = path.with_name(secrets.token_hex(8))
        path.replace(nameless)
        nameless.unlink()
    except OSError as error:
        raise ExportError(
            f"“{path.name}” can't be erased: {error.strerror or error}.",
            "Close whatever shows it, then try again.",
        ) from error
