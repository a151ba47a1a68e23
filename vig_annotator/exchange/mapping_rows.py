"""What a person decides about when a file is taken in: a row for each tier, and one for each of its values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from vig_annotator.codebook.loader import LoadedCodebook
from vig_annotator.exchange.document import Document, Role, Tier
from vig_annotator.exchange.known_codes import KnownCodes
from vig_annotator.exchange.roles import TierName, roles_of, tier_name
from vig_annotator.exchange.wishes import Wishes, key_of


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One text of a tier.

    Attributes:
        key: what `Wishes.codes` calls it.
        count: how many annotations have it.
        points: how many of them are instants.
        guess: id of the code that it would become by its name; empty for one of its own.
    """

    key: str
    value: str
    count: int
    points: int
    guess: str


@dataclass(frozen=True, slots=True)
class TierRow:
    """One tier, or tiers of several observations and coders that are one.

    Attributes:
        key: what `Wishes` calls it.
        coders: who coded it, as named.
        count: how many annotations with a time it holds.
        points: how many of them are instants.
        role: whether its texts are codes or notes.
        fixed: whether the format says so, so that there is nothing to choose.
        guess: id of the code that it would become as a whole; empty for one of its own.
        values: its texts, the most frequent first, where they are codes.
    """

    key: str
    name: str
    subject: str
    coders: tuple[str, ...]
    count: int
    points: int
    role: Role
    fixed: bool
    guess: str
    values: tuple[ValueRow, ...]


@dataclass(slots=True)
class _Tally:
    tier: Tier
    coders: dict[str, None] = field(default_factory=dict)
    values: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    fixed: bool = False


def mapping_rows(
    document: Document, codebook: LoadedCodebook | None = None, wishes: Wishes | None = None
) -> tuple[TierRow, ...]:
    """The rows, in the order of the file; what has no time is not counted.

    Args:
        document: what was read.
        codebook: the one to code with, for the guesses.
        wishes: what was said about tiers so far; what was said about codes does not matter here.
    """
    texts = Wishes({}, wishes.texts if wishes else {})
    roles = roles_of(document.observations, texts)
    known = KnownCodes(codebook, document.codes, texts) if codebook is not None else None
    tallies: dict[TierName, _Tally] = {}
    for observation in document.observations:
        names = [tier_name(tier) for tier in observation.tiers]
        for name, tier in zip(names, observation.tiers, strict=True):
            tally = tallies.setdefault(name, _Tally(tier))
            tally.coders.setdefault(tier.coder)
            tally.fixed = tally.fixed or tier.role is not Role.UNKNOWN
        for one in observation.annotations:
            if one.onset_us is not None:
                tally = tallies[names[one.tier]]
                tally.values[one.value] += 1
                tally.points[one.value] += one.onset_us == one.offset_us
    return tuple(_row(name, tally, roles[name], known) for name, tally in tallies.items())


def _row(name: TierName, tally: _Tally, role: Role, known: KnownCodes | None) -> TierRow:
    tier, key = tally.tier, key_of(tally.tier)

    def guess(value: str) -> str:
        return known.guess(tier, value) if known is not None else ""

    values: tuple[ValueRow, ...] = ()
    if role is Role.VALUES:
        values = tuple(
            ValueRow(f"{key}:{value}", value, count, tally.points[value], guess(value))
            for value, count in tally.values.most_common()
        )
    return TierRow(
        key,
        name[0],
        name[1],
        tuple(coder for coder in tally.coders if coder),
        sum(tally.values.values()),
        tally.points.total(),
        role,
        tally.fixed,
        guess("") if role is Role.TEXT else "",
        values,
    )
