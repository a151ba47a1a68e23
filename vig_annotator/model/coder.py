"""A coder: who codes, comments and supervises in a library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody does in a library.

    Only a supervisor returns, approves and reopens codings. Everybody can code.
    """

    CLINICIAN = "clinician"
    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"
    SECOND_CODER = "second_coder"

    @property
    def label(self) -> str:
        """What people read."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who works in a library.

    Attributes:
        name: each once; work is signed with it (`created_by`, the log's `who`), so it stays once something is signed.
        initials: two or three letters, for narrow places.
        created_at: UTC, ISO 8601.
    """

    id: str
    name: str
    initials: str
    role: Role = Role.CLINICIAN
    created_at: str = ""
    revision: int = 1


def initials_of(name: str) -> str:
    """The usual initials of a name: ``Sam Moor`` gives ``SM``, ``AB`` stays, ``kim`` gives ``KI``."""
    words = [word for word in name.replace("-", " ").replace(".", " ").split() if word[0].isalnum()]
    if len(words) > 1:
        return "".join(word[0] for word in words[:3]).upper()
    word = words[0] if words else name.strip()
    return (word if len(word) <= 3 else word[:2]).upper()
