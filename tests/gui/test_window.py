"""The window as a whole: what is drawn, what the mouse does, names for those who don't see, one look in every theme."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip
from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.errors import Cancelled, MediaMissing, RuleViolation
from vig_annotator.gui.coding.side_panel import Tab
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.model.mediatime import MediaTime

ROOT = Path(__file__).resolve().parents[2]


def pixels(image: QImage) -> np.ndarray:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3).copy()


def test_the_number_is_read_off_the_window_itself(coding: Hand) -> None:
    coding.go_to(42)
    view = coding.window.view

    seen = pixels(view.grab(view.picture_rect()).toImage())

    assert read_pattern(seen) == 42


def test_the_picture_is_whole_upright_and_in_the_middle(hand: Hand, phone_film: Clip) -> None:
    hand.open(phone_film.path)
    view, box = hand.window.view, hand.window.view.picture_rect()
    width, height = phone_film.upright_size

    assert abs(box.width() / box.height() - width / height) < 0.01
    assert abs(box.center().x() - view.rect().center().x()) <= 1
    assert box.height() >= view.height() - 1
    ground = pixels(view.grab().toImage())[5, 5]
    assert tuple(ground) == (0x10, 0x12, 0x14)


def test_what_runs_is_said_over_the_film(coding: Hand) -> None:
    coding.go_to(10)
    coding.press("a")
    coding.go_to(35)

    assert coding.window.view.accessibleDescription() == "A · Watching with interest · running 1.0 s"


def test_a_click_on_the_timeline_goes_there_and_an_edge_is_dragged(coding: Hand, plain_film: Clip) -> None:
    coding.go_to(20)
    coding.press("a")
    coding.go_to(40)
    coding.press("a")
    timeline, times = coding.window.screen_.timeline, plain_film.times_us
    x = round(timeline.x_of(times[70]) + 1)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(x, 12))
    coding.until_shown(70)

    (tag,) = coding.tags
    y = round(timeline.y_of(tag.id))
    start, target = round(timeline.x_of(times[40])), round(timeline.x_of(times[55]))
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(start, y))
    for step in range(start, target + 1, 7):
        QTest.mouseMove(timeline, QPoint(step, y))
    QTest.mouseMove(timeline, QPoint(target, y))
    coding.until_shown(54)  # the last frame that would belong to it
    when = next(
        one
        for one in coding.window.screen_.side.selected.findChildren(QLabel)
        if one.accessibleName() == "When"
    )
    assert "0:00:02.200" in when.text() and "1.4 s" in when.text()
    coding.press("Esc")
    assert "0:00:01.600" in when.text() and coding.tags[0].offset_us == times[40]

    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(target, y))
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(start, y))
    QTest.mouseMove(timeline, QPoint(start + 20, y))
    QTest.mouseMove(timeline, QPoint(target, y))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(target, y))

    assert coding.tags[0].offset_us == times[55]
    assert "0:00:02.200" in when.text()
    coding.press("Ctrl+Z")
    assert coding.tags[0].offset_us == times[40]
    assert "0:00:01.600" in when.text()


def test_list_timeline_and_film_are_in_step(coding: Hand) -> None:
    for frame in (10, 30, 50):
        coding.go_to(frame)
        coding.press("b")
    coding.press("Alt+2")
    table = coding.window.screen_.side.tags
    assert coding.window.screen_.side.tab is Tab.TAGS
    coding.click(table.viewport(), table.visualRect(table.rows.index(1, 1)).center())
    coding.until_shown(30)

    chosen = coding.window.bench.open_film.selection.tags
    assert chosen == {coding.tags[1].id} == set(coding.window.screen_.timeline.scene.selected)
    coding.press("PgDown")
    coding.until_shown(50)
    assert table.selectionModel().selectedRows()[0].row() == 2


def test_a_note_is_edited_in_the_list(coding: Hand) -> None:
    coding.press("b")
    table = coding.window.screen_.side.tags
    model = table.rows

    assert model.setData(model.index(0, 3), "typed here")
    assert [tag.note for tag in coding.tags] == ["typed here"]
    assert model.index(0, 3).data() == "typed here"


def test_speed_volume_and_mute(coding: Hand) -> None:
    transport = coding.window.screen_.transport
    transport.speed_chosen.emit(0.5)
    assert coding.window.player.speed == 0.5 and transport._speed.text() == "0.5×"
    coding.press("Ctrl+Up")
    assert transport._speed.text() == "0.75×"
    transport.volume_chosen.emit(0.25)
    assert coding.settings.volume == 0.25
    coding.press("Alt+M")
    assert coding.settings.muted and transport._sound.icon_name == "muted"


def test_a_loop_goes_round(coding: Hand) -> None:
    coding.go_to(20)
    coding.press("a")
    coding.go_to(26)
    coding.press("a")
    coding.press("Ctrl+L")
    seen: set[int] = set()
    coding.window.player.picture_shown.connect(lambda picture: seen.add(picture.frame))

    coding.until(lambda: coding.window.player.shown_frame == 25)
    coding.until(lambda: coding.window.player.shown_frame == 20)
    coding.press("Ctrl+L")
    coding.press("K")

    assert max(seen) <= 27 and coding.window.player.loop is None


def test_a_looped_tag_brings_along_what_came_before(coding: Hand) -> None:
    coding.go_to(50)
    coding.press("a")
    coding.go_to(60)
    coding.press("a")
    for lead_in, first in ((1, 25), (0, 50), (3, 0)):
        coding.press("Ctrl+K")
        coding.type("Lead-in of loops")
        coding.press("Return")
        coding.type("Nothing" if not lead_in else f"{lead_in} s before")
        coding.press("Return")
        coding.press("Ctrl+L")
        loop = coding.window.player.loop
        assert loop is not None and (loop.onset_us, loop.offset_us) == (first * 40_000, 60 * 40_000)
        coding.press("Ctrl+L")
        coding.press("K")


def test_a_to_b_goes_round_whichever_comes_first(coding: Hand) -> None:
    coding.press("Alt+B")
    assert "First press Alt+A" in coding.said[-1]
    coding.go_to(45)
    coding.press("Alt+A")
    coding.go_to(40)
    seen: list[int] = []
    coding.window.player.picture_shown.connect(lambda picture: seen.append(picture.frame))
    coding.press("Alt+B")
    coding.until(lambda: 45 in seen and seen.index(45) < len(seen) - 2)
    coding.press("K")
    assert set(seen) == {40, 41, 42, 43, 44, 45}


def test_walking_along_one_tier(coding: Hand) -> None:
    for frame, key in ((10, "b"), (20, "r"), (30, "b"), (40, "r"), (50, "b")):
        coding.go_to(frame)
        coding.press(key)
    codebook = coding.window.bench.open_film.codebook
    subjects = {code.key: (code.subject, code.group) for code in codebook.codes if code.key in ("b", "r")}
    assert subjects["b"] != subjects["r"]
    coding.press("Esc")
    coding.go_to(35)
    for keys, frame in (
        ("Ctrl+PgUp", 30),
        ("Ctrl+PgUp", 10),
        ("Ctrl+PgDown", 30),
        ("Ctrl+PgDown", 50),
        ("PgUp", 40),
    ):
        coding.press(keys)
        coding.until_shown(frame)


def test_space_and_enter_press_a_button_reached_by_tab_and_else_play(coding: Hand) -> None:
    reel = coding.window.screen_.top_bar._reel
    reel.setFocus(Qt.FocusReason.TabFocusReason)
    coding.press("Space")
    assert coding.window.screen_.side.tab is Tab.REEL and not coding.window.player.playing

    coding.press("Alt+1")
    reel.setFocus(Qt.FocusReason.TabFocusReason)
    coding.press("Return")
    assert coding.window.screen_.side.tab is Tab.REEL

    coding.window.view.setFocus()
    coding.press("Space")
    assert coding.window.player.playing


def test_go_to_says_what_is_wrong(coding: Hand) -> None:
    coding.press("Ctrl+G")
    coding.type("f100")
    coding.press("Return")
    assert coding.window.go_to.is_open and "no frame 100" in coding.window.go_to.trouble
    coding.window.go_to.line.selectAll()
    coding.type("0:00:01.000")
    coding.press("Return")
    coding.until_shown(25)
    assert coding.number_on_screen == 25


def test_everything_that_takes_keys_has_a_name(coding: Hand) -> None:
    for tab in ("Alt+1", "Alt+2", "Alt+3"):
        coding.press(tab)
        nameless = [
            f"{type(widget).__name__} in {type(widget.parent()).__name__}"
            for widget in coding.window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
            and not widget.objectName().startswith("qt_")
            and type(widget.parent()).__name__ not in ("Choice",)
        ]
        assert nameless == []


def test_the_start_page_has_names_too(hand: Hand, plain_film: Clip) -> None:
    hand.open(plain_film.path)
    hand.press("Ctrl+H")
    for widget in hand.window.start_page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), type(widget).__name__


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_one_theme_dresses_everything(coding: Hand, choice: ThemeChoice) -> None:
    theme().set_choice(choice)
    ground = theme().color("panel").name()

    image = coding.window.grab().toImage()

    assert image.pixelColor(300, 5).name() == ground  # the bar above the film
    assert image.pixelColor(5, 755).name() == ground  # the status line
    assert coding.window.screen_.codes.widget().styleSheet() == ""


def test_the_film_is_the_biggest_thing(coding: Hand) -> None:
    screen = coding.window.screen_
    film = screen.view.picture_rect()

    for other in (screen.codes, screen.side):
        assert film.width() * film.height() > 1.5 * other.width() * other.height()
    assert film.height() > 1.5 * screen.timeline.height()


def cut_off(hand: Hand) -> list[str]:
    """What does not fit into the bars of the window."""
    screen = hand.window.screen_
    found = []
    for part in (screen.transport, screen.top_bar, hand.window.status):
        for widget in part.findChildren(QWidget):
            outside = widget.parent() is part and not part.rect().contains(widget.geometry())
            squeezed = isinstance(widget, QLabel) and widget.width() < widget.minimumSizeHint().width() - 1
            if widget.isVisible() and (outside or (squeezed and not widget.wordWrap())):
                found.append(widget.accessibleName() or widget.text())
    return found


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (960, 540)])
def test_nothing_is_cut_off(coding: Hand, size: tuple[int, int]) -> None:
    coding.press("b")
    for tab in ("Alt+1", "Alt+3"):
        coding.press(tab)
        coding.window.resize(*size)

        coding.until(lambda: coding.window.screen_.width() == size[0] and not cut_off(coding))

        view = coding.window.screen_.view
        assert view.width() * view.height() > 0.2 * size[0] * size[1]


def test_known_troubles_are_told_and_bugs_are_told_once(
    hand: Hand, dialogs: Dialogs, expected_log: list[str]
) -> None:
    tell = hand.window.messages.tell
    tell(Cancelled())
    assert hand.said == []
    tell(RuleViolation("That is taken.", "Choose another."))
    assert hand.said == ["That is taken. Choose another."] and not hand.window.notice.isVisible()
    tell(MediaMissing("It is gone.", "Find it."))
    assert hand.window.notice.isVisible()
    expected_log.append("a bug")
    dialogs.answer(0)
    tell(KeyError("inside"))
    assert "made a mistake" in dialogs.asked[-1][1] and "inside" not in dialogs.asked[-1][1]
    tell(KeyError("again"))
    assert len(dialogs.asked) == 1


def test_an_error_that_nobody_expected_on_another_thread_is_told_by_the_window(
    hand: Hand, dialogs: Dialogs
) -> None:
    dialogs.answer(0)
    thread = threading.Thread(target=hand.window.messages.caught, args=(ZeroDivisionError(),))
    thread.start()
    thread.join()

    hand.until(lambda: len(dialogs.asked) == 1)


def test_many_tags_at_once_are_shown_and_undone(coding: Hand) -> None:
    for frame in range(30):
        coding.window.player.seek_frame(frame)
        coding.until_shown(frame)
        coding.press("b")
    coding.press("Ctrl+A")
    coding.press("Delete")
    assert coding.window.screen_.side.tags.rows.rowCount() == 0
    coding.press("Ctrl+Z")
    assert coding.window.screen_.side.tags.rows.rowCount() == 30
    assert coding.window.screen_.codes.row("baby_initiative").count == 30


def test_seeking_brings_the_place_into_the_timelines_view(coding: Hand) -> None:
    coding.press("+", times=6)
    coding.press("End")
    coding.until_shown(99)

    assert coding.window.screen_.timeline.scale.in_view(MediaTime(coding.window.player.shown_us))


def test_every_screen_can_be_rendered_by_one_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vig_annotator.gui.screens", str(tmp_path), "--theme", "dark", "--size", "1366x768", "--only", "coding"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / "coding-dark-1366x768.png"))
    assert (image.width(), image.height()) == (1366, 768)
    # The platform without a screen says this of every window that has a least size; it says nothing about the program.
    said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert said == []


def test_nothing_has_the_focus_of_a_hidden_panel(coding: Hand) -> None:
    coding.press("Alt+2")
    coding.window.screen_.side.tags.setFocus()
    coding.press("Alt+3")

    assert QApplication.focusWidget() is coding.window.view


def test_the_line_below_the_film_is_whole_again_when_there_is_room_again(coding: Hand) -> None:
    transport = coding.window.screen_.transport
    coding.until(lambda: transport._badge.text() == "exact")
    whole = [part.isVisible() for part in (transport._to_start, transport._loop, transport._loop_text)]
    words = transport._frame.text()
    assert transport._to_start.isVisible() and words.startswith("frame")
    transport.show_exactness("reading the frames of a very long film, " * 4, "", sure=False)
    assert not transport._to_start.isVisible() and not transport._frame.text().startswith("frame")
    transport.show_exactness("exact", "", sure=True)
    assert [
        part.isVisible() for part in (transport._to_start, transport._loop, transport._loop_text)
    ] == whole
    assert transport._frame.text() == words
