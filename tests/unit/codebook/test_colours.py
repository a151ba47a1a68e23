from __future__ import annotations

import pytest

from vig_annotator.codebook.colours import (
    contrast,
    difference,
    ink_on,
    is_legible,
    legible_colours,
    next_colour,
    smallest_difference,
)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)  # the example everybody quotes
    assert contrast("#2B6CB0", "#2B6CB0") == 1


def test_difference_is_that_of_oklab() -> None:
    assert difference("#000000", "#FFFFFF") == pytest.approx(100, abs=0.01)
    # Ottosson's table: red is L .627955, a .224863, b .125846
    assert difference("#FF0000", "#000000") == pytest.approx(
        100 * (0.627955**2 + 0.224863**2 + 0.125846**2) ** 0.5, abs=0.01
    )


def test_red_and_green_fall_together_for_those_who_lack_green() -> None:
    assert difference("#B85C2E", "#6E7B1F") > 12
    assert difference("#B85C2E", "#6E7B1F", "deuteranopia") < 8
    assert smallest_difference("#B85C2E", "#6E7B1F") < 8


def test_text_on_a_fill_reads() -> None:
    assert ink_on("#6F47A3") == "#FFFFFF"
    assert ink_on("#F2A06B") == "#17191C"


def test_there_is_always_another_colour() -> None:
    taken: list[str] = []
    for _ in range(12):
        colour = next_colour(taken)
        assert is_legible(colour) and colour not in taken
        taken.append(colour)
    assert min(smallest_difference(a, b) for i, a in enumerate(taken[:6]) for b in taken[:i]) > 5
    assert len(legible_colours()) > 20
    assert next_colour([*legible_colours(), legible_colours()[0]]) == legible_colours()[1]
