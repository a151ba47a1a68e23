"""Colours of codes can be seen and read in both themes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.gui.timeline.books import BOOK
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.code_colours import code_colour, contrast, mix, subject_colour
from vig_annotator.gui.tokens import DARK, LIGHT, Tokens
from vig_annotator.model.codebook import Subject, Valence

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)


@THEMES
def test_text_on_every_shipped_code_can_be_read_and_its_mark_be_seen(tokens: Tokens) -> None:
    for path in shipped_codebooks():
        book = load_codebook(path).codebook
        for code in book.codes:
            look = code_colour(code, book, tokens)
            assert contrast(look.ink, look.fill) >= 4.5, code.id
            assert contrast(look.fill, tokens.panel) >= 2.9 or look.edge != look.fill, code.id


@THEMES
@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#808080", "#FFFF00", "#0000FF", "#1F2226"])
def test_any_colour_of_a_codebook_stands_out(tokens: Tokens, colour: str) -> None:
    code = replace(BOOK.codes[0], colour=colour)
    look = code_colour(code, BOOK, tokens)
    assert contrast(look.fill, tokens.panel) >= 2.9 and contrast(look.ink, look.fill) >= 4.5


@THEMES
def test_colours_of_the_light_theme_follow_the_theme(tokens: Tokens) -> None:
    code = replace(BOOK.codes[0], colour=LIGHT.dyad.lower())
    assert code_colour(code, BOOK, tokens).fill == tokens.dyad
    assert code_colour(replace(code, colour=None), BOOK, tokens).fill == tokens.infant


@THEMES
def test_concern_is_amber_whatever_the_codebook_says(tokens: Tokens) -> None:
    code = replace(BOOK.codes[0], colour="#FF0000", valence=Valence.CONCERN)
    assert code_colour(code, BOOK, tokens).fill == tokens.concern


def test_states_that_are_not_positive_are_paler_in_the_book_s_order() -> None:
    watching, away = BOOK.codes[1], BOOK.codes[2]
    more = replace(away, id="more")
    book = replace(BOOK, codes=(*BOOK.codes, more))
    fills = [code_colour(code, book, LIGHT).fill for code in (watching, away, more)]
    assert fills[0] == LIGHT.parent
    lightness = [contrast(fill, "#000000") for fill in fills]
    assert lightness == sorted(lightness) and len(set(fills)) == 3


def test_subjects_of_a_service_s_own_have_a_colour_too() -> None:
    book = replace(BOOK, subjects=(*BOOK.subjects, Subject("gran", "Gran")))
    assert subject_colour("gran", book, LIGHT) in (LIGHT.infant, LIGHT.parent, LIGHT.dyad)
    assert subject_colour("nobody", book, LIGHT) == LIGHT.ink2


def test_mixing() -> None:
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_a_guider_is_told_from_the_parent() -> None:
    book = next(
        one.codebook
        for one in map(load_codebook, shipped_codebooks())
        if one.codebook.id == "vig_shared_review"
    )
    for tokens in (LIGHT, DARK):
        colours = {subject_colour(one.id, book, tokens) for one in book.subjects}
        assert len(colours) == len(book.subjects) == 3
