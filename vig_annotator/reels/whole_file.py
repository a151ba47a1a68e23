"""A file that appears under its name only when it is whole.

It is written under a temporary name in the same folder, pushed to the disk, and renamed. Whatever goes wrong before,
nothing is left behind, and a file that stood under that name before stands there still.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vig_annotator.errors import ExportError

PART_SUFFIX = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def whole_file(target: Path, *, overwrite: bool, sources: Iterable[Path]) -> Iterator[Path]:
    """A place to write a new file to.

    Args:
        target: the name that the whole file gets.
        overwrite: whether a file of that name may be replaced.
        sources: files that it is made from; none of them is ever replaced.

    Yields:
        the temporary name, in the target's folder, of a file that is there and empty.

    Raises:
        ExportError: the file can't be written.
    """
    final = checked(target, overwrite=overwrite, sources=sources)
    part = final.with_name(final.name + PART_SUFFIX)
    try:
        part.open("wb").close()
    except OSError as error:
        raise write_trouble(error, final) from error
    try:
        try:
            yield part
        except OSError as error:
            if error.errno in _FULL:
                raise write_trouble(error, final) from error
            raise
        try:
            _push_to_disk(part)
            part.replace(final)
        except OSError as error:
            raise write_trouble(error, final) from error
        with suppress(OSError):  # the file is whole; some systems don't let a folder be pushed to the disk
            _push_to_disk(final.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_trouble(error: Exception, target: Path) -> ExportError:
    """What the system says about writing, in plain words."""
    name, number = target.name, getattr(error, "errno", None)
    if number in _FULL:
        return ExportError(
            f"The disk is full: “{name}” could not be written.", "Make room or choose another drive."
        )
    if number in _FORBIDDEN:
        return ExportError(
            f"“{name}” may not be written into the folder “{target.parent.name or target.parent}”.",
            "Choose another folder, or close the program that has the file open.",
        )
    if number == errno.ENAMETOOLONG:
        return ExportError(f"The name “{name[:40]}…” is too long.", "Choose a shorter name.")
    return ExportError(
        f"“{name}” could not be written: the drive or the folder failed.", "Choose another drive or folder."
    )


def checked(target: Path, *, overwrite: bool, sources: Iterable[Path]) -> Path:
    """The place that the target's name means, after links, if a file can be put there.

    Raises:
        ExportError: it can't.
    """
    try:
        final = target.absolute().resolve()
        if not final.parent.is_dir():
            raise ExportError(
                f"The folder “{final.parent}” is not there.", "Make it, or choose another folder."
            )
        if final.is_dir():
            raise ExportError(f"“{final.name}” is a folder.", "Give a name for the new file.")
        if final.exists():
            if any(source.exists() and final.samefile(source) for source in sources):
                raise ExportError(
                    f"“{final.name}” is one of the files that it would be made from.", "Choose another name."
                )
            if not final.is_file():  # such as /dev/null, which must never be replaced by a file
                raise ExportError(f"“{final.name}” is not an ordinary file.", "Give a name for the new file.")
            if not overwrite:
                raise ExportError(f"“{final.name}” is already there.", "Choose another name, or replace it.")
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, OSError):
            raise write_trouble(error, target) from error
        raise ExportError(f"“{target}” is no name for a file.", "Choose another name.") from error
    return final


def _push_to_disk(path: Path) -> None:
    # The file needs to be open for writing on Windows; a folder can be opened for reading only.
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
