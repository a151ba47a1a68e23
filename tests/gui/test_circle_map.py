"""The map of going out and coming in: a click where the child is tags what the key tags."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.annotating.circle_map import CircleMap
from vig_annotator.gui.annotating.circle_places import MIDDLE_PX, has_map
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
    coding.click(mapped, QPoint(mapped.width() - 4, 4))
    tags = sorted((tag.code_id, tag.onset_us, tag.running) for tag in coding.tags)
    assert tags == [
        ("moving_out", 800_000, False),
        ("need_comfort", 1_600_000, True),
        ("need_help", 800_000, False),
    ]


def test_a_cue_is_set_back_by_the_reaction_time_of_who_codes(
    coding: Hand, mapped: CircleMap, plain_film: Clip
) -> None:
    coding.settings.reactions["AB"] = 200
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 20)
    number = coding.number_on_screen
    coding.click(mapped, spot(mapped, "moving_out"))
    coding.press("Space")
    assert number is not None
    assert [(tag.onset_us, tag.onset_shift_us) for tag in coding.tags] == [
        (plain_film.times_us[number - 5], 200_000)
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
    middle = MIDDLE_PX
    assert needs
    for code in needs:
        below = code.label.startswith("Coming in")
        assert (mapped.spot(code.id).y() > middle) == below, code.label
    places = [mapped.spot(code.id) for code in needs]
    assert all((one - other).manhattanLength() > 26 for one in places for other in places if one is not other)


def needs_behind(coding: Hand) -> list[tuple[str, tuple[str, ...]]]:
    return [(tag.code_id, tag.modifiers.get("need_behind", ())) for tag in coding.tags]


def test_a_cue_is_linked_to_the_need_that_is_tagged_there(coding: Hand, mapped: CircleMap) -> None:
    coding.go_to(10)
    coding.click(mapped, spot(mapped, "need_comfort"))
    coding.go_to(20)
    coding.click(mapped, spot(mapped, "cue_hidden"))
    assert needs_behind(coding) == [("need_comfort", ()), ("cue_hidden", ("Comfort me",))]
    assert not mapped.asks
    assert mapped.hint == "covers up: comfort me"
    selected = coding.window.screen_.side.selected
    assert "Covers up “Coming in: comfort me”, tagged from 0:00:00.400" in selected._links.text()
    coding.press("Ctrl+Z")
    assert needs_behind(coding) == [("need_comfort", ())], "cue and need are one step"
    coding.press("Ctrl+Y")
    coding.window.bench.open_film.selection.choose_tags([coding.tags[0].id])
    assert "Covered up by 1 cue" in selected._links.text()


def test_where_no_need_is_tagged_the_next_click_says_it(coding: Hand, mapped: CircleMap) -> None:
    coding.go_to(20)
    coding.click(mapped, spot(mapped, "cue_clear"))
    assert mapped.asks
    assert needs_behind(coding) == [("cue_clear", ())]
    coding.click(mapped, spot(mapped, "need_watch"))
    assert needs_behind(coding) == [("cue_clear", ("Keep an eye on me",))], "the click tagged nothing else"
    assert not mapped.asks
    coding.go_to(30)
    coding.click(mapped, spot(mapped, "cue_hidden"))
    assert mapped.asks
    coding.press("Escape")
    assert not mapped.asks
    coding.click(mapped, spot(mapped, "need_help"))
    assert needs_behind(coding)[1:] == [("cue_hidden", ()), ("need_help", ())]


def test_the_mouse_is_drawn_from_the_cue_to_its_need(coding: Hand, mapped: CircleMap) -> None:
    coding.go_to(10)
    coding.click(mapped, spot(mapped, "need_enjoy"))
    coding.go_to(20)
    no = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(mapped, Qt.MouseButton.LeftButton, no, spot(mapped, "cue_hidden"))
    QTest.mouseRelease(mapped, Qt.MouseButton.LeftButton, no, spot(mapped, "need_organise"))
    assert needs_behind(coding)[1] == ("cue_hidden", ("Help me with my feelings",))


def test_by_keys_alone(coding: Hand, mapped: CircleMap) -> None:
    coding.go_to(10)
    mapped.setFocus()
    coding.press("Left")
    assert "Cover-up cue" in mapped.accessibleName()
    coding.press("Space")
    assert "Which need is behind it?" in mapped.accessibleName()
    coding.press("Right", times=2)
    coding.press("Space")
    assert needs_behind(coding) == [("cue_hidden", ("Keep an eye on me",))]


def test_only_for_the_codebook_it_is_made_for() -> None:
    for path in shipped_codebooks():
        assert has_map(load_codebook(path).codebook) == (path.stem == "circle_of_security")
    book = load_codebook(
        next(path for path in shipped_codebooks() if path.stem == "circle_of_security")
    ).codebook
    assert has_map(replace(book, id="ours", based_on=(book.id,)))
