"""A list of faults that grows while a file is checked, and the error made of it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from vig_annotator.codebook.limits import MAX_FAULTS
from vig_annotator.errors import CodebookError, Fault


class Faults:
    """Collects the faults of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def add(self, line: int, message: str, remedy: str, file: str | None = None) -> None:
        """Note one fault; the same fault of the same line is noted once."""
        fault = Fault(file or self.file, max(line, 1), message, remedy)
        if fault not in self.found[-20:]:
            self.found.append(fault)

    def __bool__(self) -> bool:
        return bool(self.found)

    def raise_if_any(self) -> None:
        """Raise them all, if there are any.

        Raises:
            CodebookError: there is at least one fault.
        """
        if self.found:
            raise codebook_error(self.found)


def codebook_error(faults: Iterable[Fault]) -> CodebookError:
    """The error that holds these faults, sorted by file and line; past a limit the rest is counted only."""
    ordered = sorted(faults, key=lambda fault: (fault.file, fault.line))
    if len(ordered) > MAX_FAULTS:
        left_out = ordered[MAX_FAULTS:]
        last = Fault(
            left_out[0].file,
            left_out[0].line,
            f"{len(left_out)} more faults follow",
            "put the ones above right first, then check again",
        )
        ordered = [*ordered[:MAX_FAULTS], last]
    return CodebookError("\n".join(str(fault) for fault in ordered), faults=ordered)


def meant_word(word: str, known: Iterable[str], synonyms: dict[str, str]) -> str | None:
    """The known word that an unknown one probably stands for."""
    choices = list(known)
    if synonyms.get(word.casefold()) in choices:
        return synonyms[word.casefold()]
    near = get_close_matches(word.casefold()[:80], choices, n=1, cutoff=0.6)
    return near[0] if near else None


def suggestion(word: str, known: Iterable[str], synonyms: dict[str, str]) -> str:
    """The remedy for a word that is not known: the one that was probably meant, or all of them."""
    choices = [one for one in known if one]
    meant = meant_word(word, choices, synonyms)
    if meant is not None:
        return f"did you mean “{meant}”?"
    if not choices:
        return "there is none to choose from"
    return "use one of: " + ", ".join(choices[:40])


def shown(text: str, limit: int = 40) -> str:
    """A piece of the file as it appears in a message: one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
