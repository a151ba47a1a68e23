"""The map of going out and coming in: a click where the child is tags what the key tags."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint

from tests.gui.hand import Hand
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.annotating.circle_map import CircleMap, has_map
from vig_annotator.model.codebook import Kind


@pytest.fixture
def mapped(coding: Hand) -> CircleMap:
    coding.window.films.choose_codebook()
    coding.type("going out")
    coding.press("Return")
    coding.until_ready()
    found = coding.window.screen_.findChild(CircleMap)
    assert isinstance(found, CircleMap)
    return found


def spot(shown: CircleMap, code_id: str) -> QPoint:
    return shown.spot(code_id).toPoint()


def test_a_click_tags_the_frame_on_the_screen(coding: Hand, mapped: CircleMap) -> None:
    coding.go_to(20)
    coding.click(mapped, spot(mapped, "moving_out"))
    coding.click(mapped, spot(mapped, "need_help"))
    coding.go_to(40)
    coding.click(mapped, spot(mapped, "need_comfort"))
    coding.click(mapped, mapped.rect().center())
    tags = sorted((tag.code_id, tag.onset_us, tag.running) for tag in coding.tags)
    assert tags == [
        ("moving_out", 800_000, False),
        ("need_comfort", 1_600_000, True),
        ("need_help", 800_000, False),
    ]


def test_the_keys_go_round(coding: Hand, mapped: CircleMap) -> None:
    mapped.setFocus()
    coding.press("Right", times=2)
    assert mapped.accessibleName().endswith("help me a little")
    coding.press("Space")
    assert [tag.code_id for tag in coding.tags] == ["need_help"]
    assert not coding.window.player.playing


def test_every_need_is_on_the_map_above_or_below(mapped: CircleMap) -> None:
    book = load_codebook(
        next(path for path in shipped_codebooks() if path.stem == "circle_of_security")
    ).codebook
    needs = [code for code in book.codes if code.group == "child_need" and code.kind is Kind.STATE]
    middle = mapped.height() / 2
    assert needs
    for code in needs:
        below = code.label.startswith("Coming in")
        assert (mapped.spot(code.id).y() > middle) == below, code.label
    places = [mapped.spot(code.id) for code in needs]
    assert all((one - other).manhattanLength() > 26 for one in places for other in places if one is not other)


def test_only_for_the_codebook_it_is_made_for() -> None:
    for path in shipped_codebooks():
        assert has_map(load_codebook(path).codebook) == (path.stem == "circle_of_security")
    book = load_codebook(
        next(path for path in shipped_codebooks() if path.stem == "circle_of_security")
    ).codebook
    assert has_map(replace(book, id="ours", based_on=(book.id,)))
