"""Which codebook a coding was made with, to the letter: named wherever two coders are compared."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.services.workspace import Workspace

_SHORT = 12


@dataclass(frozen=True, slots=True)
class UsedCodebook:
    """The codebook of a coding.

    Attributes:
        id: the codebook's own.
        digest: SHA-256 of its whole text in hex: two codings with the same were made by the same words.
    """

    id: str
    title: str
    version: str
    digest: str

    @property
    def short(self) -> str:
        """The beginning of the digest, enough to be read out and compared."""
        return self.digest[:_SHORT]

    @property
    def words(self) -> str:
        """Title, version and the beginning of the digest, as a report names it."""
        return f"{self.title} {self.version} ({self.short})"


def codebook_used(ws: Workspace, coding_pass: CodingPass) -> UsedCodebook:
    """The codebook that a coding was made with.

    Raises:
        NotFound: the library does not hold it.
    """
    snapshot = ws.get(CodebookSnapshot, coding_pass.snapshot_id)
    return UsedCodebook(snapshot.codebook_id, snapshot.title, snapshot.version, snapshot.id)


def how_alike(a: UsedCodebook, b: UsedCodebook) -> str:
    """Whether two coders coded by the same words, as one sentence."""
    if a.digest == b.digest:
        return f"Both coded with {a.words}."
    if a.id != b.id:
        return f"The codebooks are two: {a.words} and {b.words}."
    if a.version != b.version:
        return f"The versions of the codebook differ: {a.words} and {b.words}."
    return f"The wording of the codebook differs, though the version does not: {a.words} and {b.words}."
