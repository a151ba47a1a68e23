"""A display comes or goes in the middle of a review: the parent sees no notes and no coding, the guider's notes get no film over them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.hand import Hand
from tests.gui.sharing.test_shared_review import Review, reel
from vig_annotator.gui.sharing.displays import Displays
from vig_annotator.gui.sharing.words_bar import WordsBar
from vig_annotator.model.shared_review import Voice
from vig_annotator.services import sharing

assert reel  # a fixture


class Desk(Displays):
    """Two displays that can be unplugged; both are the only one that tests have."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, window)
        self.here = {"mine", "theirs"}

    def all(self) -> list[QScreen]:
        return [self._window.screen()] if "theirs" in self.here else []

    def others(self, screen: QScreen) -> list[QScreen]:
        return [screen] if len(self.here) == 2 else []

    def mine(self) -> QScreen:
        return self._window.screen()

    def theirs(self) -> QScreen | None:
        return self.mine() if len(self.here) == 2 else None

    def unplug(self, which: str) -> None:
        self.here.discard(which)
        self.changed.emit()

    def plug_in(self, which: str) -> None:
        self.here.add(which)
        self.changed.emit()


@pytest.fixture
def desk(reel: Hand) -> Desk:
    commands = reel.window.family_screens.sharing
    commands.displays = Desk(reel.window)
    return commands.displays


@pytest.fixture
def review(reel: Hand, desk: Desk) -> Iterator[Review]:
    begun = Review(reel)
    begun.press("PgDown")
    begun.hand.until(lambda: not begun.show.dark)
    yield begun
    begun.commands.shut_down()


def seen_windows() -> set[QWidget]:
    return {one for one in QApplication.topLevelWidgets() if one.isVisible()}


def test_nothing_but_the_two_screens_is_seen_while_the_review_runs(review: Review) -> None:
    assert seen_windows() == {review.screen, review.guider}
    review.commands.shut_down()
    assert seen_windows() == {review.hand.window}


def test_the_builder_is_put_away_too_and_comes_back(reel: Hand) -> None:
    reel.press("Ctrl+Shift+R")
    builder = seen_windows() - {reel.window}
    assert len(builder) == 1
    review = Review(reel)
    assert seen_windows() == {review.screen}
    review.commands.shut_down()
    assert seen_windows() == {reel.window, *builder}


def test_the_parents_display_is_unplugged_and_comes_back(review: Review, desk: Desk) -> None:
    desk.unplug("theirs")
    assert not review.screen.isVisible()  # it would be thrown onto the guider's display
    assert review.show.dark and not review.show.playing
    assert seen_windows() == {review.guider}
    assert review.guider.away and not review.guider.notes.isVisible()  # both displays may show the same now
    review.press("PgDown", review.guider)
    assert review.show.dark  # no key shows what nobody may see
    desk.plug_in("theirs")
    assert seen_windows() == {review.screen, review.guider}
    assert review.show.dark and review.screen.isFullScreen()
    assert not review.guider.away and review.guider.notes.isVisible()
    review.press("B", review.guider)
    assert not review.show.dark  # at the same picture


def test_going_on_with_one_display_after_the_parents_is_gone(review: Review, desk: Desk) -> None:
    desk.unplug("theirs")
    review.guider.here_wanted.emit()
    assert seen_windows() == {review.screen}
    assert review.show.dark and review.screen.write.isVisible()
    review.press("B")
    assert not review.show.dark
    review.press("W")
    bar = review.screen.findChild(WordsBar)
    assert bar is not None and bar.isVisible()
    bar.kept.emit(Voice.PARENT, "We both laughed")
    film = review.hand.window.bench.open_film
    assert [one.text for one in sharing.words_of(film.ws, [review.show.stop.clip.id])] == ["We both laughed"]


def test_the_guiders_display_is_gone_and_its_notes_do_not_come_onto_the_parents(
    review: Review, desk: Desk
) -> None:
    desk.unplug("mine")
    assert seen_windows() == {review.screen}
    assert review.show.dark and not review.show.playing
    assert review.screen.write.isVisible()
    desk.plug_in("mine")
    assert seen_windows() == {review.screen, review.guider}
    assert not review.screen.write.isVisible()


def test_the_end_with_the_guiders_display_gone_shows_no_coding(review: Review, desk: Desk) -> None:
    desk.unplug("mine")
    review.press("Esc")
    form = review.commands.end_form
    assert form is not None and form.is_open and form.window() is review.screen
    assert seen_windows() == {review.screen}
    form.close_over()
    assert seen_windows() == {review.hand.window}


def test_two_displays_that_show_the_same_are_one(reel: Hand) -> None:
    displays = Displays(reel.window, reel.window)
    assert displays.all() == [reel.window.screen()]
    assert displays.theirs() is None  # it would lie over the guider's own
    assert displays.mine() is reel.window.screen()
