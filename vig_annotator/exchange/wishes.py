"""What the user said about tiers and values: which code they become, or that they stay out, or are read as free text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vig_annotator.exchange.document import Role, Tier

STAY_OUT = "-"
"""Instead of a code: what is left out of the library. It stays in the kept file, and goes back into it when that is written."""

OWN_CODE = "+"
"""Instead of a code: a code of its own, in the codebook that is drawn from the file."""


def key_of(tier: Tier) -> str:
    """What a tier is called in `Wishes`: ``Gaze@Parent``; without a subject its name alone."""
    return f"{tier.name}@{tier.subject}" if tier.subject else tier.name


@dataclass(frozen=True)
class Wishes:
    """What is to become of tiers and values, where it is not left to the guesses.

    Attributes:
        codes: for a tier (``Gaze@Parent``, or ``Gaze`` whoever it is about) or one value of it (``Gaze:left``) the id of a
            code, `STAY_OUT` or `OWN_CODE`. What is said about a value goes before what is said about its tier.
        texts: for a tier whether its texts are codes (`Role.VALUES`) or notes (`Role.TEXT`).
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Role] = field(default_factory=dict)

    def of_value(self, tier: Tier, value: str) -> str | None:
        """What was said about one value of a tier."""
        return self._first(f"{key_of(tier)}:{value}", f"{tier.name}:{value}")

    def of_tier(self, tier: Tier) -> str | None:
        """What was said about a whole tier."""
        return self._first(key_of(tier), tier.name)

    def stays_out(self, tier: Tier, value: str) -> bool:
        """Whether annotations of that tier and value are not taken in."""
        said = self.of_value(tier, value)
        return (self.of_tier(tier) if said is None else said) == STAY_OUT

    def role_of(self, tier: Tier) -> Role | None:
        """What was said about a tier's texts."""
        return self.texts.get(key_of(tier), self.texts.get(tier.name))

    @property
    def code_ids(self) -> set[str]:
        """Every code that was named."""
        return set(self.codes.values()) - {STAY_OUT, OWN_CODE}

    def _first(self, *keys: str) -> str | None:
        return next((self.codes[key] for key in keys if key in self.codes), None)
