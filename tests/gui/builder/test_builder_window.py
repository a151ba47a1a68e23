"""The reel builder, worked by keys and mouse: what is chosen is on disk at once, and the preview shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.guards import Dialogs
from tests.gui.builder_hand import FRAME_US, draw, go, number_on_screen, press, ready
from tests.gui.hand import Hand
from vig_annotator.gui.builder.builder_actions import BUILDER_ACTIONS
from vig_annotator.gui.builder.builder_window import BuilderWindow
from vig_annotator.gui.builder.clip_commands import ClipCommands
from vig_annotator.gui.builder.stretch_commands import StretchCommands
from vig_annotator.gui.making.make_sheet import MakeSheet
from vig_annotator.gui.making.queue_panel import QueuePanel
from vig_annotator.model.clip_look import Blur
from vig_annotator.model.consent import Purpose
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience
from vig_annotator.model.reel_candidates import Source
from vig_annotator.model.reel_style import Preset
from vig_annotator.services import moments, reel_looks
from vig_annotator.services.films import add_film
from vig_annotator.services.reel_queue import State


def test_a_candidate_goes_into_the_reel_and_is_seen(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    assert [(clip.onset_us, clip.offset_us) for clip in window.clips] == [(10 * FRAME_US, 40 * FRAME_US)]
    press(window, "Home")
    hand.until(lambda: number_on_screen(window) == 10)
    press(window, "Right")
    hand.until(lambda: number_on_screen(window) == 11)


def test_candidates_are_narrowed_by_their_kind(building: tuple[Hand, BuilderWindow]) -> None:
    _, window = building
    panel = window.candidates
    assert panel.list.model().rowCount() == 2
    for source, count in ((Source.RUN, 0), (Source.MOMENT, 2)):
        panel.source.setCurrentIndex(panel.source.findData(source))
        panel.source.activated.emit(panel.source.currentIndex())
        assert panel.list.model().rowCount() == count


def test_edges_move_by_frames_and_the_preview_follows(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    press(window, "Ctrl+Right")
    press(window, "Ctrl+Right")
    press(window, "Ctrl+Shift+Left")
    ready(hand, window)
    assert (window.clips[0].onset_us, window.clips[0].offset_us) == (12 * FRAME_US, 39 * FRAME_US)
    press(window, "Home")
    hand.until(lambda: number_on_screen(window) == 12)
    press(window, "Ctrl+Z")
    press(window, "Ctrl+Z")
    press(window, "Ctrl+Z")
    assert (window.clips[0].onset_us, window.clips[0].offset_us) == (10 * FRAME_US, 40 * FRAME_US)


def test_a_still_is_the_picture_on_the_screen(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    press(window, "Home")
    hand.until(lambda: number_on_screen(window) == 10)
    for _ in range(5):
        press(window, "Right")
    hand.until(lambda: number_on_screen(window) == 15)
    press(window, "H")
    freeze = window.clips[0].look.freeze
    assert freeze is not None
    assert freeze.at_us == 15 * FRAME_US
    ready(hand, window)
    assert window.preview is not None
    window.player.seek(window.preview.index.end_us - 1)
    hand.until(lambda: number_on_screen(window) == 15)


def test_a_preset_makes_it_slow_and_still_in_one_step(building: tuple[Hand, BuilderWindow]) -> None:
    _, window = building
    window.top.preset.setCurrentIndex(window.top.preset.findData(Preset.VIG_REVIEW))
    window.top.preset.activated.emit(window.top.preset.currentIndex())  # as a person chooses
    look = window.clips[0].look
    assert look.replay_percent == 50
    assert look.freeze is not None
    assert window.top.opening.text() == window.reel.title
    press(window, "Ctrl+Z")
    assert window.clips[0].look.replay_percent is None
    window.top.audience_chosen.emit(Audience.SUPERVISOR)
    assert window.reel.audience is Audience.SUPERVISOR


def test_words_are_kept_when_they_are_typed(building: tuple[Hand, BuilderWindow]) -> None:
    _, window = building
    for line, text in (
        (window.form.words.caption, "She looks, he waits"),
        (window.form.words.baby, "I see you"),
    ):
        assert isinstance(line, QLineEdit)
        line.setFocus()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
    window.view.setFocus()
    assert window.clips[0].caption == "She looks, he waits"
    assert window.clips[0].look.baby_says == "I see you"


def test_clips_are_put_in_order_and_taken_out(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    window.candidates.list.choose("1")
    press(window, "Ctrl+Return")
    ready(hand, window)
    onsets = [clip.onset_us // FRAME_US for clip in window.clips]
    assert onsets == [10, 50]
    assert window.chosen is window.clips[1], "what was put in is chosen"
    press(window, "Alt+Left")
    assert [clip.onset_us // FRAME_US for clip in window.clips] == [50, 10]
    press(window, "Delete")
    assert [clip.onset_us // FRAME_US for clip in window.clips] == [10]
    ready(hand, window)


def test_a_box_drawn_on_the_film_hides_what_is_in_it(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    press(window, "B")
    hand.until(lambda: window.drawing.active and window.player.picture is not None)
    box = window.drawing._box
    rect = window.view.picture_rect()
    start, stop = (
        rect.topLeft() + QPoint(10, 10),
        rect.topLeft() + QPoint(rect.width() // 3, rect.height() // 2),
    )
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(box, stop)
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=stop)
    assert not window.drawing.active
    assert len(window.clips[0].look.blurs) == 1
    drawn = window.clips[0].look.blurs[0].drawn[0]
    assert drawn.at_us // FRAME_US == 10
    assert drawn.box.width == pytest.approx(3300, abs=250)
    hand.until(lambda: not window.jobs.running("follow somebody"))
    assert window.clips[0].look.blurs[0].followed
    ready(hand, window)


def test_esc_leaves_the_picture_as_it_is(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    press(window, "Z")
    hand.until(lambda: window.drawing.active and window.player.picture is not None)
    QTest.keyClick(window.drawing._box, Qt.Key.Key_Escape)
    assert not window.drawing.active
    ready(hand, window)
    assert window.clips[0].look.framing == ()
    press(window, "Home")
    hand.until(lambda: number_on_screen(window) == 10)


def test_esc_leaves_the_drawing_wherever_the_keys_are(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    press(window, "Z")
    hand.until(lambda: window.drawing.active and window.player.picture is not None)
    window.strip.setFocus()
    press(window, "Esc")
    assert not window.drawing.active
    ready(hand, window)
    assert window.clips[0].look.framing == ()


def test_an_esc_elsewhere_finds_no_doubtful_blur_right(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    clip = window.clips[0]
    key = BoxAt(clip.onset_us, Box(1_000, 1_000, 2_000, 2_000))
    blur = Blur("brother", (key,), (key,), (Span(clip.onset_us, clip.offset_us),))
    reel_looks.set_look(window._ws, clip.id, replace(clip.look, blurs=(blur,)))
    film = window.open_reel.film
    assert film is not None
    window.drawing.check(window.clips[0], film, 0)
    window.strip.setFocus()
    press(window, "Esc")
    assert window.drawing.active and window.drawing._box.hasFocus()
    assert window.clips[0].look.blurs[0].doubtful
    press(window, "Esc")  # now it is said knowingly
    assert not window.drawing.active
    assert not window.clips[0].look.blurs[0].doubtful
    ready(hand, window)


def test_without_consent_it_says_what_is_missing(building: tuple[Hand, BuilderWindow]) -> None:
    _, window = building
    assert any(not well and "consent" in words.casefold() for well, words in window.before.said)


def test_an_empty_reel_says_what_to_do(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    press(window, "Delete")
    hand.until(lambda: window.preview is None and not window.playing.waiting)
    assert window.clips == []
    assert "no clips" in window.before.said[0][1]


def test_it_closes_with_the_film(building: tuple[Hand, BuilderWindow]) -> None:
    hand, _ = building
    hand.window.actions_.trigger("film.start_page")
    assert hand.window.building.open_window is None


def test_another_family_can_be_chosen_for_training_only(
    building: tuple[Hand, BuilderWindow], phone_film: Clip
) -> None:
    hand, window = building
    ws = window._ws
    theirs, _ = add_film(ws, phone_film.path)
    moments.mark(ws, theirs.id, MediaTime(0), MediaTime(1_000_000))
    panel = window.candidates
    assert not panel.family.isVisible()
    window.top.audience_chosen.emit(Audience.TRAINING)
    assert panel.family.isVisible()
    assert [panel.family.itemText(n) for n in range(panel.family.count())] == [
        "F-001 · this family",
        "F-002 · no consent",
    ]
    panel.family_chosen.emit(theirs.family_id)
    assert "nobody is recorded yet" in panel.refusal.text()
    panel.list.choose("0")
    press(window, "Ctrl+Return")
    assert len(window.clips) == 1
    assert "F-002’s consent for training" in window.notice.text.text()
    agree(ws, theirs.family_id, Purpose.TRAINING)
    assert "F-002 · consent is on file" in panel.family.currentText()
    panel.list.choose("0")
    press(window, "Ctrl+Return")
    assert window.clips[1].session_id == theirs.id
    ready(hand, window)
    hand.until(lambda: theirs.id in window.films)
    assert "F-002" in str(window.strip.item(1).toolTip())
    window.top.audience_chosen.emit(Audience.PARENT)
    assert window.reel.audience is Audience.TRAINING
    assert window.top.audience.currentData() is Audience.TRAINING, "what holds is shown"
    assert "Take the clips of F-002 out" in window.notice.text.text()
    assert any(not well and "F-001’s consent for training" in words for well, words in window.before.said)


def test_the_picture_stays_while_the_reel_is_laid_out_anew(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    go(hand, window, 15)
    for percent in (90, 80):  # the second one before the first one's picture is there
        window.form.sound.change(sound_percent=percent)
        window.playing.order()
        hand.until(lambda: not window.jobs.running("lay out the reel"))
        assert number_on_screen(window) == 15
        assert window.playing.source_time() == 15 * FRAME_US
    ready(hand, window)
    assert number_on_screen(window) == 15


def test_what_is_trimmed_or_chosen_is_seen_in_full_light(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    window.top.preset_chosen.emit(Preset.VIG_REVIEW)  # out of the dark, and again at half speed
    ready(hand, window)
    press(window, "Ctrl+Right")
    ready(hand, window)
    hand.until(lambda: number_on_screen(window) == 11)
    press(window, "Ctrl+Shift+Left")
    ready(hand, window)
    hand.until(lambda: number_on_screen(window) == 38)
    window.candidates.list.choose("1")
    press(window, "Ctrl+Return")
    ready(hand, window)
    press(window, "PgUp")
    hand.until(lambda: number_on_screen(window) in range(12, 25))  # the first ones are still dark


def test_after_drawing_one_is_back_where_one_was(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    go(hand, window, 22)
    press(window, "L")
    draw(hand, window, 0.3, 0.3, 0.6, 0.6)
    ready(hand, window)
    hand.until(lambda: window.playing.source_time() == 22 * FRAME_US)


def test_what_was_found_stays_when_small_pictures_arrive(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    ready(hand, window)
    hand.until(lambda: "Looking through" not in str(window.before.said))
    before = list(window.before.said)
    window.pictures.arrived.emit()
    assert window.before.said == before


def test_every_action_is_a_method() -> None:
    assert all(
        any(callable(getattr(one, row.id, None)) for one in (BuilderWindow, ClipCommands, StretchCommands))
        for row in BUILDER_ACTIONS
    )


def test_it_is_made_from_here_and_seen_at_the_foot(
    building: tuple[Hand, BuilderWindow], dialogs: Dialogs, tmp_path: Path
) -> None:
    """The sheet lies over the builder, its keys rest meanwhile, and the queue is the same as the main window's."""
    hand, window = building
    agree(window._ws, window.reel.family_id)
    press(window, "Ctrl+Shift+E")
    (sheet,) = window.findChildren(MakeSheet)
    hand.until(lambda: sheet.is_open and sheet.make.isEnabled())
    clips = list(window.clips)
    press(window, "Delete")
    assert window.clips == clips, "the builder's keys rest while the sheet lies over it"
    dialogs.answer((str(tmp_path / "r.mp4"), ""))
    QTest.mouseClick(sheet.make, Qt.MouseButton.LeftButton)
    desk = hand.window.making.desk
    hand.until(lambda: [item.state for item in desk.items] == [State.DONE])
    assert (tmp_path / "r.mp4").exists() and not sheet.is_open
    press(window, "Ctrl+Shift+J")
    (panel,) = window.findChildren(QueuePanel)
    assert panel.isVisible() and len(panel.rows) == 1
    press(window, "Esc")
    assert not panel.isVisible()
    press(window, "Delete")
    assert window.clips == []
