"""Exchanges and runs, read off a coding: each initiative with what answers it, and chains of received initiatives."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding import Coding
from vig_annotator.model.mediatime import MediaTime, Span

RUN_GAP_US = 10_000_000
"""How long after an answer the next initiative still belongs to the run, in microseconds."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """An initiative and what came of it: initiative, reception, response.

    Attributes:
        answers: the chain of answers, each answering the one before; empty when nothing answers.
    """

    initiative: Annotation
    answers: tuple[Annotation, ...]

    @property
    def received(self) -> bool:
        """Whether anything answers."""
        return bool(self.answers)

    @property
    def span(self) -> Span:
        """From the initiative's onset to the end of the last answer (of its onset, while that is running)."""
        ends = [one.onset_us if one.offset_us is None else one.offset_us for one in self._all]
        return Span(MediaTime(min(one.onset_us for one in self._all)), MediaTime(max(ends)))

    @property
    def _all(self) -> tuple[Annotation, ...]:
        return (self.initiative, *self.answers)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of received initiatives: each answered, and the next one soon after.

    Attributes:
        code_id: of the initiatives.
        exchanges: at least two, by onset.
    """

    code_id: str
    exchanges: tuple[Exchange, ...]

    @property
    def span(self) -> Span:
        """From the first initiative to the end of the last answer."""
        return Span(
            self.exchanges[0].span.onset_us, MediaTime(max(one.span.offset_us for one in self.exchanges))
        )


def initiative_codes(codebook: Codebook) -> tuple[str, ...]:
    """Ids of the codes that others answer and that answer nothing themselves, in the codebook's order."""
    answered = {code_id for code in codebook.codes for code_id in code.answers}
    return tuple(code.id for code in codebook.codes if code.id in answered and not code.answers)


def exchanges(coding: Coding) -> list[Exchange]:
    """Every initiative with its answers, by onset; those that nothing answers too."""
    starting = set(initiative_codes(coding.codebook))
    return [Exchange(one, _chain(coding, one)) for one in coding.annotations if one.code_id in starting]


def _chain(coding: Coding, initiative: Annotation) -> tuple[Annotation, ...]:
    chain: list[Annotation] = []
    link = coding.answered(initiative.id)
    while link is not None:
        chain.append(coding.get(link.answer_id))
        link = coding.answered(link.answer_id)
    return tuple(chain)


def runs(coding: Coding, shortest: int = 2, gap_us: int = RUN_GAP_US) -> list[Run]:
    """The runs of a coding, by onset.

    A run ends at an initiative that nothing answers, and where the next initiative comes more than `gap_us` after the
    last answer.

    Args:
        coding: a pass with its links.
        shortest: how many initiatives make a run.
        gap_us: the longest pause between an answer and the next initiative.
    """
    found: list[Run] = []
    going: dict[str, list[Exchange]] = {}

    def finish(code_id: str) -> None:
        chain = going.pop(code_id, [])
        if len(chain) >= shortest:
            found.append(Run(code_id, tuple(chain)))

    for one in exchanges(coding):
        code_id = one.initiative.code_id
        chain = going.get(code_id, [])
        if not one.received or (chain and one.span.onset_us - _end(chain) > gap_us):
            finish(code_id)
        if one.received:
            going.setdefault(code_id, []).append(one)
    for code_id in list(going):
        finish(code_id)
    return sorted(found, key=lambda run: run.span.onset_us)


def _end(chain: list[Exchange]) -> int:
    return max(one.span.offset_us for one in chain)
