"""Pass phrases: a good one that is suggested, and how hard one is to guess.

How hard is told by how many guesses somebody needs who knows how people make pass phrases: words from a list, one after the other. Each
guess costs a computer about a second (see `exchange/sealing.py`), so about 2 to the power of 40 guesses are out of reach for anybody.
"""

from __future__ import annotations

import math
import re
import secrets
from collections.abc import Callable
from enum import StrEnum

from vig_annotator.model.pass_phrase_words import WORDS

SUGGESTED_WORDS = 7
_WORD_BITS = 11.0
"""A word that people think of is one of about two thousand."""

_FAIR_BITS, _GOOD_BITS = 32.0, 44.0
_PARTS = re.compile(r"[^\W\d_]+|\d+|[\W_]+")


class Strength(StrEnum):
    """How hard a pass phrase is to guess."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


STRENGTH_WORDS = {
    Strength.WEAK: "Easily guessed: take more words, such as five that have nothing to do with each other.",
    Strength.FAIR: "Not bad; another word makes it strong.",
    Strength.GOOD: "Strong.",
}
"""What people read about each."""


def suggest(choose: Callable[[tuple[str, ...]], str] = secrets.choice) -> str:
    """A pass phrase of seven words with hyphens between them: one of 2 to the power of 56."""
    return "-".join(choose(WORDS) for _ in range(SUGGESTED_WORDS))


def strength(text: str) -> Strength:
    """How hard a pass phrase is to guess."""
    bits = guess_bits(text)
    if bits >= _GOOD_BITS:
        return Strength.GOOD
    return Strength.FAIR if bits >= _FAIR_BITS else Strength.WEAK


def guess_bits(text: str) -> float:
    """How many guesses a pass phrase stands, as a power of 2.

    What is repeated counts once, and rows of the alphabet or of the keyboard, years and short numbers count for little. A word counts as a
    word, however long it is; letters that make no word count as letters.
    """
    bits = 0.0
    seen: set[str] = set()
    for part in _PARTS.findall(text.casefold()):
        if part in seen:
            continue
        seen.add(part)
        if part.isdigit():
            bits += min(3.32 * len(set(part)), 10.0)
        elif part.isalpha():
            bits += _letters(part)
        elif part.strip(" -_.,"):
            bits += 4.0
    return bits


def _letters(part: str) -> float:
    if any(part in row or part[::-1] in row for row in _ROWS):
        return 2.0
    vowels = sum(letter in "aeiouyäöüéèàáíóú" for letter in part)
    distinct = len(set(part))
    if vowels / len(part) >= 0.2 or distinct < 5:
        return min(_WORD_BITS, 3.0 * distinct)
    return math.log2(26) * distinct


_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")
