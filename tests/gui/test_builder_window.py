"""The reel builder, worked by keys and mouse: what is chosen is on disk at once, and the preview shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.builders.consents import agree
from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.gui.builder.builder_actions import BUILDER_ACTIONS
from vig_annotator.gui.builder.builder_window import BuilderWindow
from vig_annotator.gui.builder.clip_commands import ClipCommands
from vig_annotator.gui.builder.stretch_commands import StretchCommands
from vig_annotator.gui.making.make_sheet import MakeSheet
from vig_annotator.gui.making.queue_panel import QueuePanel
from vig_annotator.model.clip_look import SOFT_PERCENT, QuietSpan, Subtitle
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.frame_box import box_at
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience
from vig_annotator.model.reel_candidates import Source
from vig_annotator.model.reel_style import Preset
from vig_annotator.services import consent, moments, recordings
from vig_annotator.services.films import add_film
from vig_annotator.services.reel_queue import State

FRAME_US = 40_000


@pytest.fixture
def building(coding: Hand, qtbot: QtBot) -> Iterator[tuple[Hand, BuilderWindow]]:
    """Two moments, frames 10 to 39 and 50 to 79; the first is in the reel."""
    for first, last in ((10, 39), (50, 79)):
        coding.go_to(first)
        coding.press("[")
        coding.go_to(last)
        coding.press("]")
    coding.window.actions_.trigger("builder.open")
    window = coding.window.building.open_window
    assert window is not None
    qtbot.waitActive(window)
    coding.until(lambda: bool(window.films))
    window.candidates.list.choose("0")
    press(window, "Ctrl+Return")
    ready(coding, window)
    yield coding, window
    coding.window.building.close()


def press(window: BuilderWindow, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window.focusWidget() or window, combination.key(), combination.keyboardModifiers())


def ready(hand: Hand, window: BuilderWindow) -> None:
    """Wait until the preview shows the reel as it is now."""
    hand.until(
        lambda: (
            not window.playing.waiting
            and not window.jobs.running("lay out the reel")
            and not window.jobs.running("look through the reel")
            and window.player.picture is not None
        )
    )


def number_on_screen(window: BuilderWindow) -> int | None:
    picture = window.view.picture
    return None if picture is None else read_pattern(picture.rgb)


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


def go(hand: Hand, window: BuilderWindow, frame: int) -> None:
    """Show a frame of the first clip, which begins with frame 10."""
    press(window, "Home")
    hand.until(lambda: number_on_screen(window) == 10)
    for number in range(11, frame + 1):
        press(window, "Right")
        hand.until(lambda number=number: number_on_screen(window) == number)


def loudest(window: BuilderWindow, first: int, stop: int) -> float:
    """How loud the preview is in some frames of the first clip."""
    assert window.preview is not None
    sound = window.preview.open_sound(window.preview.index)
    blocks = [block for _, block in sound.chunks((first - 10) * FRAME_US, 1.0, (stop - 10) * FRAME_US)]
    return float(abs(np.concatenate(blocks)).max())


def test_a_name_is_muted_by_keys_and_heard_again_after_undo(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    go(hand, window, 24)
    press(window, "I")
    go(hand, window, 29)
    press(window, "O")
    assert window.marking.span == Span(MediaTime(24 * FRAME_US), MediaTime(30 * FRAME_US))
    press(window, "M")
    assert window.clips[0].look.quiet == (QuietSpan(Span(MediaTime(960_000), MediaTime(1_200_000)), 0),)
    assert window.marking.span is None
    ready(hand, window)
    assert loudest(window, 24, 30) == 0
    press(window, "Ctrl+Z")
    ready(hand, window)
    assert loudest(window, 24, 30) > 0.01


def test_without_a_mark_it_says_how_to_mark(building: tuple[Hand, BuilderWindow]) -> None:
    _, window = building
    press(window, "M")
    assert window.clips[0].look.quiet == ()
    assert "Mark a stretch first" in window.messages._toast.text.text()


def test_a_stretch_is_dragged_over_the_sound_and_softened(building: tuple[Hand, BuilderWindow]) -> None:
    _, window = building
    track = window.stretch.track
    start, stop = (QPoint(round(track._x_of(frame * FRAME_US)), 20) for frame in (20, 30))
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(track, stop)
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=stop)
    assert window.marking.span == Span(MediaTime(20 * FRAME_US), MediaTime(30 * FRAME_US))
    press(window, "Shift+M")
    assert window.clips[0].look.quiet[0].percent == SOFT_PERCENT
    assert "12 % loud" in track.accessibleDescription()


def test_an_edge_is_dragged_to_a_frame(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    track = window.stretch.track
    start, stop = (QPoint(round(track._x_of(frame * FRAME_US)), 20) for frame in (40, 33))
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(track, stop)
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=stop)
    assert window.clips[0].offset_us == 33 * FRAME_US
    ready(hand, window)
    hand.until(lambda: number_on_screen(window) == 32)  # the last picture that is in it


def test_a_click_on_the_sound_looks_there(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    track = window.stretch.track
    QTest.mouseClick(
        track, Qt.MouseButton.LeftButton, pos=QPoint(round(track._x_of(25 * FRAME_US + 20_000)), 20)
    )
    hand.until(lambda: number_on_screen(window) == 25)


def test_a_subtitle_is_written_where_the_picture_is(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    go(hand, window, 15)
    press(window, "T")
    row = window.form.words.rows[0]
    assert isinstance(row.field, QLineEdit)
    assert row.field.hasFocus()
    assert window.clips[0].look.subtitles == (), "nothing is kept before it has words"
    QTest.keyClicks(row.field, "Look, a ball")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    expected = Span(MediaTime(15 * FRAME_US), MediaTime(40 * FRAME_US))
    assert window.clips[0].look.subtitles == (Subtitle(expected, "Look, a ball"),)
    window.view.setFocus()
    ready(hand, window)
    go(hand, window, 30)
    window.form.words.rows[0].edge_wanted.emit("offset")
    assert window.clips[0].look.subtitles[0].span.offset_us == 31 * FRAME_US
    press(window, "Ctrl+Z")
    press(window, "Ctrl+Z")
    assert window.clips[0].look.subtitles == ()
    assert window.form.words.rows == []


def test_esc_gives_up_a_subtitle(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    go(hand, window, 12)
    press(window, "T")
    QTest.keyClick(window.form.words.rows[0].field, Qt.Key.Key_Escape)
    assert window.form.words.rows == []
    assert window.view.hasFocus()


def draw(hand: Hand, window: BuilderWindow, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a box; places in shares of the picture."""
    hand.until(lambda: window.drawing.active and window.player.picture is not None)
    box, rect = window.drawing._box, window.view.picture_rect()
    ends = [
        rect.topLeft() + QPoint(round(x * rect.width()), round(y * rect.height()))
        for x, y in ((left, top), (right, bottom))
    ]
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=ends[0])
    QTest.mouseMove(box, ends[1])
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=ends[1])


def test_the_picture_moves_from_whole_to_a_part(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    go(hand, window, 12)
    press(window, "W")
    ready(hand, window)
    go(hand, window, 12)
    press(window, "Shift+Z")
    hand.until(lambda: window.drawing.active and window.player.picture is not None)
    for _ in range(18):
        window.player.step(1)
    hand.until(lambda: number_on_screen(window) == 30)
    draw(hand, window, 0.0, 0.0, 0.5, 0.5)
    framing = window.clips[0].look.framing
    assert [key.at_us // FRAME_US for key in framing] == [12, 30]
    assert box_at(framing, 21 * FRAME_US).width == pytest.approx(7500, abs=120)
    assert window.form.picture.zoom_state.text() == "it moves"
    press(window, "Ctrl+Z")
    assert len(window.clips[0].look.framing) == 1


def test_two_clips_are_shown_side_by_side(building: tuple[Hand, BuilderWindow]) -> None:
    hand, window = building
    window.candidates.list.choose("1")
    press(window, "Ctrl+Return")
    press(window, "Ctrl+B")
    assert not window.clips[1].look.beside_next, "there is none after it"
    press(window, "PgUp")
    press(window, "Ctrl+B")
    assert window.clips[0].look.beside_next
    ready(hand, window)
    assert window.preview is not None
    assert [part.beside is not None for part in window.preview.plan.clips] == [True]
    press(window, "PgDown")
    assert "right of clip 1" in window.form.play.pair.text()
    assert not window.form.play.beside_next.isEnabled()


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


def test_conditions_are_said_in_the_list_and_met_by_what_is_done(
    building: tuple[Hand, BuilderWindow],
) -> None:
    hand, window = building
    ws = window._ws
    parent, baby = agree(ws, window.reel.family_id)
    consent.record(ws, [parent], [Purpose.SHARED_REVIEW], Answer(no_sound=True))
    consent.record(ws, [baby], [Purpose.SHARED_REVIEW], Answer(only_blurred=True))

    def said() -> str:
        return " ".join(words for well, words in window.before.said if not well)

    assert "Parent: may be shown only without sound, but is heard in clip 1" in said()
    assert "Baby: may be shown only blurred, but is not in clip 1" in said()
    window.form.sound.level.setValue(0)
    window.form.sound.level.editingFinished.emit()
    assert "without sound" not in said()
    press(window, "B")
    draw(hand, window, 0.1, 0.1, 0.5, 0.5)
    hand.until(lambda: not window.jobs.running("follow somebody"))
    window.form.picture.blur_named.emit(0, "Parent")
    assert "Baby: may be shown only blurred" in said(), "the box is round somebody else"
    window.form.picture.blur_named.emit(0, "Baby")
    assert window.clips[0].look.blurs[0].doubts or "only blurred" not in said()
    consent.record(ws, [parent], [Purpose.SHARED_REVIEW], Answer(stills_only=True))
    assert "only in still pictures, but moves in clip 1" in said()


def test_the_other_camera_is_seen_trimmed_and_drawn_on(
    building: tuple[Hand, BuilderWindow], tmp_path: Path
) -> None:
    hand, window = building
    ws, session_id = window._ws, window.clips[0].session_id
    assert not window.form.play.camera.isVisible()
    press(window, "C")
    assert "one camera only" in window.notice.text.text()
    side = make_clip(tmp_path / "side view.mp4", frames=80, first_number=700)
    recordings.put_beside(ws, session_id, side.path, side.end_us, 5 * FRAME_US)
    hand.window.building.open()  # films are read when the builder is opened
    window = hand.window.building.open_window
    assert window is not None
    hand.until(lambda: len(window.films) == 2)
    assert window.form.play.camera.isVisible()
    press(window, "C")
    camera = window.clips[0].camera_id
    assert window.form.play.camera.currentText() == "2: side view.mp4"
    ready(hand, window)
    press(window, "Home")
    hand.until(lambda: number_on_screen(window) == 705)
    press(window, "Ctrl+Right")
    assert window.clips[0].onset_us == 11 * FRAME_US
    ready(hand, window)
    hand.until(lambda: number_on_screen(window) == 706)
    press(window, "L")
    draw(hand, window, 0.1, 0.1, 0.5, 0.5)
    spot = window.clips[0].look.spotlight
    assert spot is not None
    assert spot.keys[0].at_us == 11 * FRAME_US, "on the session's clock"
    press(window, "Shift+C")
    assert [clip.camera_id for clip in window.clips] == [camera, None]
    assert window.clips[0].look.beside_next
    press(window, "Ctrl+Z")
    assert len(window.clips) == 1


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
