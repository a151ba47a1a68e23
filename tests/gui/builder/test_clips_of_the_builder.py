"""What can be done with a clip: its stretches, its part, its cameras, and what its conditions ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.builders.clips import make_clip
from tests.builders.consents import agree
from tests.gui.builder_hand import FRAME_US, draw, go, loudest, number_on_screen, press, ready
from tests.gui.hand import Hand
from vig_annotator.gui.builder.builder_window import BuilderWindow
from vig_annotator.model.clip_look import SOFT_PERCENT, QuietSpan, Subtitle
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.frame_box import box_at
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services import consent, recordings


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


@pytest.mark.parametrize("frames", [(40, 33), (20, 30)], ids=["an edge", "a mark"])
def test_escape_leaves_what_is_dragged_as_it_was(
    building: tuple[Hand, BuilderWindow], frames: tuple[int, int]
) -> None:
    _, window = building
    track = window.stretch.track
    start, stop = (QPoint(round(track._x_of(frame * FRAME_US)), 20) for frame in frames)
    before, mark = window.clips[0], window.marking.span
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(track, stop)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
    assert track._drag is None and window.isVisible()
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=stop)
    assert (window.clips[0], window.marking.span) == (before, mark)


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
