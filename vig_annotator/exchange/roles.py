"""Whether the texts of a tier are the names of codes, or what somebody wrote about one code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from vig_annotator.exchange.document import Observation, Role, Tier
from vig_annotator.exchange.wishes import Wishes

_MOST_VALUES = 50
_FEW_VALUES = 8
_LONGEST_VALUE = 40
_SHORT_VALUE = 20
_MOST_CODES = 450

TierName = tuple[str, str]
"""A tier's name and subject: tiers of several observations that have both alike are one."""


def tier_name(tier: Tier) -> TierName:
    """What a tier is known by across observations and coders."""
    return tier.name, tier.subject


def roles_of(observations: Iterable[Observation], wishes: Wishes | None = None) -> dict[TierName, Role]:
    """The role of every tier, decided from all that is in it where neither the user nor the file says.

    A tier whose texts are few, short and come back holds the names of codes; any other holds free text. When there would be more codes than
    a codebook can hold, the tiers with the most different texts are read as free text.
    """
    wishes = wishes or Wishes()
    wished: dict[TierName, Role] = {}
    said: dict[TierName, Role] = {}
    values: dict[TierName, Counter[str]] = {}
    for observation in observations:
        names = [tier_name(tier) for tier in observation.tiers]
        for name, tier in zip(names, observation.tiers, strict=True):
            counter = values.setdefault(name, Counter())
            counter.update(dict.fromkeys(tier.vocabulary, 0))
            wish = wishes.role_of(tier)
            if wish is not None:
                wished[name] = wish
            role = Role.VALUES if tier.vocabulary and tier.role is Role.UNKNOWN else tier.role
            if said.get(name, Role.UNKNOWN) is Role.UNKNOWN:
                said[name] = role
        for annotation in observation.annotations:
            if annotation.value:
                values[names[annotation.tier]][annotation.value] += 1
    roles = {name: _guess(values[name]) if role is Role.UNKNOWN else role for name, role in said.items()}
    roles |= wished
    by_values = [name for name, role in roles.items() if role is Role.VALUES]
    codes = sum(max(1, len(values[name])) for name in by_values) + len(roles) - len(by_values)
    for name in sorted(by_values, key=lambda one: -len(values[one])):
        if codes <= _MOST_CODES:
            break
        roles[name] = Role.TEXT
        codes -= max(1, len(values[name])) - 1
    return roles


def _guess(values: Counter[str]) -> Role:
    different, total = len(values), sum(values.values())
    short = all(len(value) <= _LONGEST_VALUE and "\n" not in value for value in values)
    come_back = different < total or all(len(value) <= _SHORT_VALUE for value in values)
    few = (different <= _FEW_VALUES and come_back) or (different <= _MOST_VALUES and different * 2 <= total)
    return Role.VALUES if different and short and few else Role.TEXT
