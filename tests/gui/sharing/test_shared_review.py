"""The shared review by a remote's keys, by touch and by the guider's window: the right frames, and never another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from sample_clips.frame_pattern import read_pattern
from tests.builders.consents import agree
from tests.gui.hand import Hand
from vig_annotator.gui.sharing.guider_window import GuiderWindow
from vig_annotator.gui.sharing.parent_screen import ParentScreen
from vig_annotator.gui.sharing.share_commands import ShareCommands
from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.sharing.words_bar import WordsBar
from vig_annotator.model.shared_review import Voice
from vig_annotator.services import families, sharing

GOAL = "I’d like to understand what he is telling me."


class Review:
    """A review that runs, with a hand at its screens."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.commands: ShareCommands = hand.window.family_screens.sharing
        hand.press("Ctrl+F5")
        hand.until(lambda: self.commands.show_ is not None)
        show, screen = self.commands.show_, self.commands.parent_screen
        assert show is not None and screen is not None
        self.show: Show = show
        self.screen: ParentScreen = screen
        self.seen: list[int] = []
        show.changed.connect(self._look)
        screen.view.set_picture = self._watched(screen.view.set_picture)  # type: ignore[method-assign]

    @property
    def guider(self) -> GuiderWindow:
        assert self.commands.guider is not None
        return self.commands.guider

    @property
    def number(self) -> int | None:
        """The number in the picture on the parent's screen; None while it is dark."""
        picture = self.screen.view.picture
        return None if self.show.dark or picture is None else read_pattern(picture.rgb)

    def press(self, keys: str, on: QWidget | None = None) -> None:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(on or self.screen, combination.key(), combination.keyboardModifiers())

    def play_out(self) -> None:
        """Let the clip play to its end; on a busy machine its last picture may come a little after the sound."""
        self.hand.until(lambda: not self.show.playing and self.number == (19, 59)[self.show.place])

    def _watched(self, real: Callable[..., None]) -> Callable[..., None]:
        def show(picture: object) -> None:
            real(picture)
            self._look()

        return show

    def _look(self) -> None:
        number = self.number
        if number is not None and (not self.seen or self.seen[-1] != number):
            self.seen.append(number)


@pytest.fixture
def reel(coding: Hand) -> Hand:
    """A film with a reel of frames 10 to 19 and 50 to 59; the family has agreed."""
    film = coding.window.bench.open_film
    agree(film.ws, film.family.id)
    families.set_goal(film.ws, film.family.id, GOAL)
    for first in (10, 50):
        coding.go_to(first)
        coding.press("[")
        coding.go_to(first + 9)
        coding.press("]")
        coding.press("Ctrl+Return")
    return coding


@pytest.fixture
def review(reel: Hand) -> Iterator[Review]:
    """On the only display."""
    begun = Review(reel)
    yield begun
    begun.commands.shut_down()


@pytest.fixture
def two_displays(reel: Hand, monkeypatch: pytest.MonkeyPatch) -> Iterator[Review]:
    """With a display for the guider."""
    displays = reel.window.family_screens.sharing.displays
    monkeypatch.setattr(displays, "theirs", displays.mine)
    begun = Review(reel)
    yield begun
    begun.commands.shut_down()


def test_dark_then_clip_then_dark_by_a_remote(review: Review) -> None:
    assert review.screen.isFullScreen()
    assert review.show.dark
    assert review.screen.calm_goal.text() == f"“{GOAL}”"
    review.press("PgDown")
    review.play_out()
    assert review.seen[0] == 10 and review.seen[-1] == 19
    review.press("PgDown")
    assert review.show.dark and review.show.place == 1
    review.press("PgDown")
    review.play_out()
    assert review.number == 59
    # Whatever was seen in the light was of a clip, in order, though the film begins with another picture.
    assert set(review.seen) <= {*range(10, 20), *range(50, 60)}
    assert review.seen == sorted(review.seen)
    review.press("PgUp")
    review.hand.until(lambda: review.number is not None and review.number < 20)
    review.press("B")
    assert review.show.dark and not review.show.playing
    assert review.screen.calm_goal.text() == ""  # darkened on purpose: nothing to read
    review.press("B")
    assert not review.show.dark
    review.press(".")  # some remotes send this
    assert review.show.dark
    review.press("Shift+F5")  # and this for "start"
    review.hand.until(lambda: not review.show.dark)
    review.press("Esc")  # and this when "start" is pressed again
    assert review.show.dark and review.commands.show_ is review.show
    review.press("F5")
    review.hand.until(lambda: not review.show.dark)


def test_once_more_slowly_hold_and_step(review: Review) -> None:
    review.press("PgDown")
    review.play_out()
    review.press("F5")
    review.hand.until(lambda: review.number is not None and review.number < 19)
    review.press("H")
    assert review.show.held and not review.show.playing
    assert review.screen.still.text() == "go on"
    held = review.number
    assert held is not None
    review.press("Left")
    review.hand.until(lambda: review.number == max(10, held - 1))
    for _ in range(30):
        review.press("Left")
    review.hand.until(lambda: review.number == 10)  # never before the clip
    for _ in range(30):
        review.press("Right")
    review.hand.until(lambda: review.number == 19)  # never after it
    review.press("S")
    assert review.show.speed == 0.5
    review.press("S")
    assert review.show.speed == 0.25
    assert review.screen.slow.text() == "as before"
    review.press("Space")  # at its end: from the start
    review.hand.until(lambda: review.show.playing and review.number is not None and review.number < 19)
    review.play_out()
    assert review.number == 19


def test_the_controls_by_touch(review: Review) -> None:
    def tap(button: QPushButton) -> None:
        review.hand.click(button)

    tap(review.screen.play)
    review.play_out()
    tap(review.screen.again)
    review.hand.until(lambda: review.number is not None and review.number < 19)
    tap(review.screen.still)
    assert review.show.held
    tap(review.screen.still)
    review.play_out()
    tap(review.screen.slow)
    assert review.show.speed == 0.5
    tap(review.screen.on)
    assert review.show.dark
    tap(review.screen.on)
    review.hand.until(lambda: not review.show.dark)
    tap(review.screen.before)
    review.hand.until(lambda: review.show.place == 0 and not review.show.dark)
    for button in review.screen.findChildren(QPushButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 44, button.text()


def test_a_finger_taps_plays_and_moves_the_light(review: Review) -> None:
    review.press("PgDown")
    review.play_out()
    view, finger = review.screen.view, QTest.createTouchDevice()
    middle = view.rect().center()
    QTest.touchEvent(view, finger).press(0, middle).commit()
    QTest.touchEvent(view, finger).release(0, middle).commit()
    review.hand.until(lambda: review.show.playing and not review.show.dark)  # a tap plays it again
    QTest.touchEvent(view, finger).press(0, middle).commit()
    for far in (20, 40, 60):
        QTest.touchEvent(view, finger).move(0, middle + QPoint(far, 0)).commit()
    QTest.touchEvent(view, finger).release(0, middle + QPoint(60, 0)).commit()
    assert view.light is not None


def test_the_line_jumps_within_the_clip_and_never_out_of_it(review: Review) -> None:
    review.press("PgDown")
    review.play_out()
    line = review.screen.line
    assert line.height() >= 44
    for share, number in ((0.0, 10), (0.55, 15), (1.0, 19)):
        review.hand.click(line, QPoint(8 + round(share * (line.width() - 17)), line.height() // 2))
        review.hand.until(lambda number=number: review.number == number)  # type: ignore[misc]
    assert review.show.held
    review.press("Shift+Left")
    review.hand.until(lambda: review.number == 10)
    review.press("Shift+Right")
    review.hand.until(lambda: review.number == 19)
    review.press("Home")
    review.hand.until(lambda: review.number == 10)


def test_loop(review: Review) -> None:
    review.press("PgDown")
    review.play_out()
    review.press("L")
    assert review.show.looping
    before = len(review.seen)
    review.hand.until(lambda: review.seen[before:].count(10) >= 2)
    assert set(review.seen) <= set(range(10, 20))
    review.press("L")
    assert not review.show.looping


def test_a_spotlight_by_the_mouse(review: Review) -> None:
    review.press("PgDown")
    review.play_out()
    view = review.screen.view
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(view, middle + QPoint(60, 0))
    QTest.mouseRelease(
        view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(60, 0)
    )
    assert view.light is not None
    picture = view.grab().toImage()
    box = view.picture_rect()
    lit, dim = picture.pixelColor(middle + QPoint(60, 0)), picture.pixelColor(box.topLeft() + QPoint(3, 3))
    view.set_light(None)
    plain = view.grab().toImage()
    assert lit == plain.pixelColor(middle + QPoint(60, 0))
    assert dim.lightness() <= plain.pixelColor(box.topLeft() + QPoint(3, 3)).lightness()
    review.press("PgDown")
    assert view.light is None


def test_nothing_of_the_coding_is_on_the_parents_screen(review: Review) -> None:
    film = review.hand.window.bench.open_film
    review.press("PgDown")
    review.play_out()
    texts = [one.text() for one in review.screen.findChildren(QPushButton)]
    for code in film.codebook.codes:
        assert code.label not in texts
    assert not any("%" in text or film.family.pseudonym in text for text in texts)
    assert film.family.pseudonym not in review.screen.windowTitle()


def test_words_on_the_only_display_and_the_end(review: Review) -> None:
    review.press("PgDown")
    review.play_out()
    review.press("W")
    bar = review.screen.findChild(WordsBar)
    assert bar is not None and bar.isVisible()
    QTest.keyClicks(bar.line, "He was looking for me")
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert not bar.isVisible()
    film = review.hand.window.bench.open_film
    (said,) = sharing.words_of(film.ws, [review.show.stops[0].clip.id])
    assert (said.text, said.voice, said.at_us) == ("He was looking for me", Voice.PARENT, 19 * 40_000)
    review.press("Esc")
    assert review.show.dark and review.commands.show_ is review.show  # a remote's second press of "start"
    review.press("Esc")
    end = review.commands.end_form
    assert end is not None and end.is_open and review.commands.show_ is None
    assert not review.hand.window.isVisible()  # the parent still looks at this display
    assert "He was looking for me" in end.said.text()
    end.agreed.setPlainText("Waiting helps")
    end.next_step.setText("Bath time")
    review.hand.click(end.keep)
    assert review.hand.window.isVisible() and review.commands.screens is None
    (held,) = sharing.reviews_of(film.ws, film.family.id)
    assert (held.agreed, held.next_step) == ("Waiting helps", "Bath time")
    lines = [one.text() for one in review.hand.window.status.findChildren(QLabel)]
    assert "Undo: write down what was agreed" in lines


def test_the_guiders_window(two_displays: Review) -> None:
    review, guider = two_displays, two_displays.guider
    assert not review.screen.write.isVisible()
    assert "Clip 1 of 2" in guider.now.text()
    review.press("PgDown", guider)
    review.play_out()
    review.hand.click(guider.buttons["before"])
    review.hand.click(guider.buttons["step_back"])
    chip = next(one for one in guider.words.chips if one.text() == "Wait for me")
    review.hand.click(chip)
    assert "Baby: “Wait for me”" in guider.said.text()
    review.hand.until(lambda: guider.timer.text() != "0:00")
    review.hand.click(guider.buttons["blacken"])
    assert review.show.dark and guider.buttons["blacken"].text() == "picture"
    guider.close()
    assert review.commands.show_ is None
    form = review.commands.end_form
    assert form is not None and form.is_open and form.window() is guider
    guider.close()  # later
    assert review.commands.screens is None and review.hand.window.isVisible()


def test_without_consent_nothing_is_shown(coding: Hand) -> None:
    coding.go_to(10)
    coding.press("[")
    coding.go_to(19)
    coding.press("]")
    coding.press("Ctrl+Return")
    coding.press("Ctrl+F5")
    assert "can’t be shown: F-001’s consent for the shared review is not complete" in coding.said[-1]
    assert coding.window.family_screens.sharing.show_ is None
