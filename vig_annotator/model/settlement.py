"""A settlement: what two coders agreed to call something that they had coded, in the coding that they make together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What the consensus takes."""

    A = "a"
    B = "b"
    NEW = "new"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one tag, or of two tags that were taken for the same, in the consensus.

    Attributes:
        pass_id: the consensus: a coding of its own.
        a_id: the first coder's annotation; None where that coder had none.
        b_id: the second coder's, likewise; not both None.
        annotation_id: the annotation in the consensus; None for `Choice.NEITHER`.
        created_by: who settled it.
        created_at: UTC, ISO 8601.
    """

    id: str
    pass_id: str
    a_id: str | None
    b_id: str | None
    choice: Choice
    annotation_id: str | None = None
    created_by: str = ""
    created_at: str = ""
    revision: int = 1

    @property
    def about(self) -> tuple[str | None, str | None]:
        """Which tags it is about."""
        return self.a_id, self.b_id
