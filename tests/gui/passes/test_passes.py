"""Passes through a film, by real keys: one subject or tier at a time, stops after each tag, stops at even intervals."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.gui.passes.pass_state import EVERYTHING, PassState
from vig_annotator.model.coding_pass import CodebookSnapshot
from vig_annotator.model.focus import Focus
from vig_annotator.settings import Settings

BABY_POINT, PARENT_POINT, STATE = "b", "r", "a"


def rows(hand: Hand) -> tuple[set[str], set[str]]:
    """Subjects whose codes can be tagged, and those whose codes are seen."""
    shown = hand.window.screen_.codes.rows
    return (
        {row.code.subject for row in shown if row.isEnabled()},
        {row.code.subject for row in shown if not row.isHidden()},
    )


def choose(hand: Hand, words: str) -> None:
    hand.press("Ctrl+F7")
    hand.type(words)
    hand.press("Return")


def test_one_subject_after_the_other_and_then_everything(coding: Hand) -> None:
    seen = []
    for _ in range(5):
        seen.append((coding.window.bench.passes.title, frozenset(rows(coding)[0])))
        coding.press("F7")

    subjects = [one.label for one in coding.window.bench.open_film.codebook.subjects]
    assert [title for title, _ in seen][1:4] == subjects
    assert seen[0][0] == "" and len(seen[0][1]) == 3
    assert [len(one) for _, one in seen[1:4]] == [1, 1, 1]
    assert seen[4][0] == ""
    coding.press("Shift+F7", times=2)
    assert coding.window.bench.passes.title == subjects[-1]


def test_what_the_pass_is_not_about_is_not_tagged_and_it_is_said_why(coding: Hand) -> None:
    choose(coding, "Parent")
    coding.press(BABY_POINT)

    assert coding.tags == []
    assert "this pass is about Parent only" in coding.said[-1]
    assert "Parent only" in coding.window.screen_.pass_strip.words

    coding.press(PARENT_POINT)
    (tag,) = coding.tags
    code = coding.window.bench.open_film.codebook.code(tag.code_id)
    assert code is not None and code.key == PARENT_POINT


def test_the_others_are_dimmed_or_hidden_in_palette_and_timeline(coding: Hand) -> None:
    timeline = coding.window.screen_.timeline
    heights = [band.height for band in timeline._layout.lanes]
    choose(coding, "Baby")
    assert [len(one) for one in rows(coding)] == [1, 3]
    assert all(band.height for band in timeline._layout.lanes)

    coding.press("Alt+F7")

    assert [len(one) for one in rows(coding)] == [1, 1]
    seen = [
        lane.subject
        for lane, band in zip(timeline.scene.tracks.plan.lanes, timeline._layout.lanes, strict=True)
        if band.height
    ]
    assert set(seen) == {"infant"}
    coding.window.actions_.trigger("pass.everything")
    assert [band.height for band in timeline._layout.lanes] == heights
    assert [len(one) for one in rows(coding)] == [3, 3]


def test_what_the_pass_is_about_comes_into_view(coding: Hand) -> None:
    codes, timeline = coding.window.screen_.codes, coding.window.screen_.timeline
    timeline.setFixedHeight(190)
    coding.until(lambda: timeline.height() == 190)
    for words, subject in (("Together", "dyad"), ("Baby", "infant")):
        choose(coding, words)

        row = next(row for row in codes.rows if row.isEnabled())
        top = row.mapTo(codes.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= codes.viewport().height() - row.height()
        lane = next(
            band
            for band, lane in zip(timeline._layout.lanes, timeline.scene.tracks.plan.lanes, strict=True)
            if lane.subject == subject
        )
        area = timeline._layout.lanes_area
        assert area.top <= lane.top and lane.top + 20 <= area.bottom


def test_a_hidden_lane_is_neither_hit_nor_drawn(coding: Hand) -> None:
    coding.go_to(10)
    coding.press(STATE)
    coding.go_to(40)
    coding.press(STATE)
    coding.press("Alt+F7")
    choose(coding, "Baby")
    timeline = coding.window.screen_.timeline

    timeline.grab()
    hits = {
        timeline.hit(float(x), float(y)).annotation_id
        for x in range(0, timeline.width(), 8)
        for y in range(0, timeline.height(), 3)
    }

    assert hits == {None}


def test_a_single_tier_can_be_coded(coding: Hand) -> None:
    choose(coding, "attention")

    enabled = {row.code.group for row in coding.window.screen_.codes.rows if row.isEnabled()}
    assert len(enabled) == 1
    place, count = coding.window.bench.passes.place
    assert place >= 1 and count > 3
    coding.press("F7")
    assert coding.window.bench.passes.place[0] == place + 1


def test_the_pass_is_remembered_for_its_codebook(coding: Hand, plain_film: Clip) -> None:
    choose(coding, "Parent")
    coding.press("Ctrl+H")
    assert coding.settings.focus

    coding.open(plain_film.path)

    assert coding.window.bench.passes.title == "Parent"
    assert len(rows(coding)[0]) == 1


def test_the_film_stops_after_each_tag(coding: Hand) -> None:
    coding.press("F5")
    assert coding.settings.stop_after_tag
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 5)
    coding.press(BABY_POINT)

    assert not coding.window.player.playing
    frames = coding.window.bench.open_film.frames
    assert [frames.frame_at(one.onset_us) for one in coding.tags] == [coding.window.player.shown_frame]
    coding.window.screen_.pass_strip.grab()
    assert "Stops after each tag" in coding.window.screen_.pass_strip.words


def test_while_keys_are_held_the_film_stops_when_the_state_ends(coding: Hand) -> None:
    coding.window.bench.passes.set_holding("hold")
    coding.press("F5")
    coding.press("Space")
    coding.until(lambda: coding.window.player.shown_frame > 2)
    tags = coding.window.tags
    tags.key_down("att_interested")
    assert coding.window.player.playing
    coding.until(lambda: coding.window.player.shown_frame > 10)
    tags.key_up("att_interested")

    assert not coding.window.player.playing
    assert not coding.tags[0].running


def test_the_film_stops_at_even_intervals_on_exactly_that_frame(coding: Hand, plain_film: Clip) -> None:
    coding.press("Shift+F5")
    coding.type("0.5")
    coding.press("Return")
    strip = coding.window.screen_.pass_strip
    assert "Stops every 0.5 s" in strip.words and "0:00:00.500" in strip.words

    frames = coding.window.bench.open_film.frames
    for stop_us in (500_000, 1_000_000, 1_500_000):
        coding.press("Space")
        coding.until(lambda: not coding.window.player.playing)
        wanted = frames.frame_at(stop_us)
        coding.until_shown(wanted)
        assert coding.number_on_screen == plain_film.numbers[wanted]
    coding.go_to(60)
    assert "0:00:02.500" in strip.words
    coding.window.actions_.trigger("pass.no_interval")
    assert "every" not in strip.words


def test_an_interval_that_makes_no_sense_is_refused_in_the_form(coding: Hand) -> None:
    coding.press("Shift+F5")
    coding.type("soon")
    coding.press("Return")

    assert coding.window.line_form.is_open
    assert "soon" in coding.window.line_form._trouble.text()
    assert coding.settings.stop_every_ms == 0


def test_without_a_codebook_everything_is_in_focus() -> None:
    state = PassState(Settings())

    state.step(1)

    assert state.focus == EVERYTHING == Focus()
    assert [one.title for one in state.choices] == ["Everything"]


def test_a_codebook_wants_its_keys_held_and_the_coder_s_choice_goes_before_it(
    coding: Hand, tmp_path: Path
) -> None:
    film = coding.window.bench.open_film
    text = film.ws.get(CodebookSnapshot, film.coding_pass.snapshot_id).yaml_text
    file = tmp_path / "held.yaml"
    file.write_text("hold_keys: yes\n" + text, encoding="utf-8")
    coding.window.opening.recode(load_codebook(file))
    coding.until_ready()
    strip = coding.window.screen_.pass_strip
    assert "Hold keys while states last" in strip.words
    said = next(one for one in strip.findChildren(QLabel) if "Hold keys" in one.text())
    assert "this codebook says so" in said.toolTip()
    tags = coding.window.tags
    tags.key_down("att_interested")
    coding.window.player.seek_frame(9)
    coding.until_shown(9)
    tags.key_up("att_interested")
    assert [one.running for one in coding.tags] == [False]

    choose_holding(coding, "press twice: one")
    assert strip.words == ""
    coding.go_to(20)
    tags.key_down("att_interested")
    coding.go_to(25)
    tags.key_up("att_interested")
    assert [one.running for one in coding.tags] == [False, True]

    choose_holding(coding, "as the codebook says: hold")
    assert "Hold keys while states last" in strip.words
    coding.window.actions_.trigger("tag.press_twice")
    assert (strip.words, coding.settings.key_holding) == ("", "press")


def choose_holding(hand: Hand, words: str) -> None:
    hand.window.actions_.trigger("tag.hold_keys")
    hand.type(words)
    hand.press("Return")
