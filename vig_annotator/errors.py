"""Every trouble that a user can be told about.

The tree (each is told in plain words, with what to do; anything else that is raised is a bug)::

    Exception
    ├── Cancelled                 the user stopped a job: silent
    └── VigError                  message + remedy
        ├── UsageError            a value that a person typed can't be understood
        ├── MediaError            a film can't be used
        │   ├── MediaMissing      it is not there, or may not be read
        │   ├── MediaUnreadable   it is no film, or damaged beyond use
        │   └── NoPicture         it opens, but holds no moving picture
        ├── CodebookError         one or more faults in a codebook file
        ├── LibraryError          the library can't be opened or written
        │   ├── LibraryBusy       another program has it open
        │   ├── LibraryTooNew     made by a newer version of this program
        │   ├── LibraryNotWritable read-only folder, or full disk
        │   └── LibraryDamaged    the file is not a healthy library
        ├── RuleViolation         an edit that the rules of coding forbid
        ├── ConsentNeeded         film must not be shown or leave: consent is missing, refused, ended or withdrawn
        ├── StaleEdit             somebody else changed the row in the meantime
        ├── NotFound              a family, session, code ... that is not there
        ├── ForeignFileError      a file of another program can't be read
        ├── PacketError           a sealed packet can't be opened, or not be taken in
        │   └── WrongKey          the pass phrase or key is another packet's: try again
        └── ExportError           a reel, table or picture can't be written
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class Cancelled(Exception):
    """The user stopped a job; nothing is reported."""


class VigError(Exception):
    """A known trouble, told to the user.

    Args:
        message: what is wrong, one plain sentence ending in a full stop.
        remedy: what the user can do about it, one plain sentence; may be empty.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """The sentence for a status line or stderr."""
        return f"{self.message} {self.remedy}".strip()


class UsageError(VigError):
    """A value that a person typed can't be understood."""


class MediaError(VigError):
    """A film can't be used."""


class MediaMissing(MediaError):
    """The file is not there, or may not be read."""


class MediaUnreadable(MediaError):
    """The file is no film, or is damaged beyond use."""


class NoPicture(MediaError):
    """The file opens, but holds no moving picture."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file a person wrote.

    Attributes:
        file: the file's name as the person gave it.
        line: counted from 1; 1 where the fault is the whole file's.
        message: what is wrong, without a full stop.
        remedy: what to do about it, without a full stop.
    """

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        """``file:line: what is wrong; what to do``, in one line whatever the file is called."""
        file = "".join(char if char.isprintable() else "�" for char in self.file)
        return f"{file}:{self.line}: {self.message}; {self.remedy}"


class CodebookError(VigError):
    """One or more faults in a codebook file; the message holds all of them, a line each.

    Args:
        faults: each fault with its file, line and remedy, in the order of the lines.
    """

    def __init__(self, message: str, remedy: str = "", faults: Sequence[Fault] = ()) -> None:
        super().__init__(message, remedy)
        self.faults = tuple(faults)


class LibraryError(VigError):
    """The library can't be opened or written."""


class LibraryBusy(LibraryError):
    """Another program has the library open."""


class LibraryTooNew(LibraryError):
    """The library was made by a newer version of this program."""


class LibraryNotWritable(LibraryError):
    """The folder is read-only, or the disk is full."""


class LibraryDamaged(LibraryError):
    """The library file is not a healthy database."""


class RuleViolation(VigError):
    """An edit that the rules of coding forbid; nothing was changed."""


class ConsentGivenBack(RuleViolation):
    """A step back would give consent that is not on file now; nothing was changed."""


class ConsentNeeded(VigError):
    """Film must not be shown or leave the program: somebody has not agreed, or not to this.

    Args:
        family_id: whose consent it is about.
        reasons: each by itself, without a full stop: ``Mum: said no to training on 3 May 2026``.
    """

    def __init__(self, message: str, remedy: str, family_id: str, reasons: Sequence[str]) -> None:
        super().__init__(message, remedy)
        self.family_id = family_id
        self.reasons = tuple(reasons)


class StaleEdit(VigError):
    """The row was changed by somebody else in the meantime; nothing was changed."""


class NotFound(VigError):
    """A family, session, code or other thing that is not there."""


class ForeignFileError(VigError):
    """A file of another program can't be read; nothing was taken in."""


class PacketError(VigError):
    """A sealed packet can't be opened, or what is in it can't be taken in; nothing was changed."""


class WrongKey(PacketError):
    """The pass phrase or key does not open this packet."""


class ExportError(VigError):
    """A reel, table or picture can't be written; nothing was left behind."""
