"""Pass phrases: what is suggested is strong, what people take is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.exchange.sealing import SHORTEST
from vig_annotator.model.pass_phrase import STRENGTH_WORDS, Strength, guess_bits, strength, suggest
from vig_annotator.model.pass_phrase_words import WORDS


def test_suggested_phrases_are_strong_and_easily_told_apart() -> None:
    phrases = {suggest() for _ in range(50)}
    assert len(phrases) == 50
    assert all(strength(one) is Strength.GOOD and len(one) >= SHORTEST for one in phrases)
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(word.isalpha() and word.islower() and 4 <= len(word) <= 10 for word in WORDS)
    # The first five letters tell each word from all others.
    assert len({word[:5] for word in WORDS}) >= 250


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("password", Strength.WEAK),
        ("password1234", Strength.WEAK),
        ("abcdefghijklmnop", Strength.WEAK),
        ("hello hello hello hello", Strength.WEAK),
        ("111111111111", Strength.WEAK),
        ("supervision2026", Strength.WEAK),
        ("kettle robin maple", Strength.FAIR),
        ("kettle robin maple tiger", Strength.GOOD),
        ("xkcdqwrtzpsdf", Strength.GOOD),
    ],
)
def test_strength(text: str, wanted: Strength) -> None:
    assert strength(text) is wanted
    assert STRENGTH_WORDS[wanted]


@given(st.text(max_size=40), st.text(max_size=10))
def test_any_text_has_a_strength_and_repeating_it_adds_nothing(text: str, more: str) -> None:
    assert guess_bits(text) >= 0
    assert guess_bits(f"{text} {text}") <= guess_bits(f"{text} ") + 4
    assert strength(text + more)
