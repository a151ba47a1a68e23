"""What codes are called, where several codebooks are looked at together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vig_annotator.model.codebook import Code, Codebook


@dataclass(frozen=True)
class CodeNames:
    """The codes of some codebooks, named by the first that has them."""

    codebooks: tuple[Codebook, ...]

    def in_order(self, used: Iterable[str]) -> list[str]:
        """Some codes, in the order of the codebooks; those that none has come last."""
        wanted = set(used)
        known = dict.fromkeys(code.id for book in self.codebooks for code in book.codes)
        return [code for code in known if code in wanted] + sorted(wanted.difference(known))

    def code(self, code_id: str) -> Code | None:
        """A code, or None where no codebook has it."""
        return next((code for book in self.codebooks if (code := book.code(code_id)) is not None), None)

    def label(self, code_id: str) -> str:
        """What people call a code."""
        code = self.code(code_id)
        return code_id if code is None else code.label
