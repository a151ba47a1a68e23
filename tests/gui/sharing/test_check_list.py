"""Before the film is made: what there is to look at is said under the reel, listed, and gone when it is seen to."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from tests.gui.hand import Hand
from vig_annotator.model.reel_checks import Check


def checked(hand: Hand) -> set[Check] | None:
    found = hand.window.family_screens.checks.findings
    return None if found is None else {one.check for one in found}


def test_the_reel_is_looked_through_by_itself(coding: Hand) -> None:
    coding.go_to(10)
    coding.press("[")
    coding.go_to(17)
    coding.press("]")
    coding.press("Ctrl+Return")
    coding.until(lambda: checked(coding) == {Check.SHORT})
    panel = coding.window.screen_.side.reel
    coding.press("Alt+3")
    coding.until(panel.checks.isVisible)
    assert panel.checks.text() == "1 thing to look at first ›"
    coding.go_to(60)

    coding.click(panel.checks)
    form = coding.window.family_screens.check_form
    assert form.is_open
    line = next(one for one in form.findChildren(QPushButton) if "is only 0.3 s long" in one.text())
    coding.until(line.isVisible)
    coding.click(line)
    assert not form.is_open
    coding.until_shown(10)

    film = coding.window.bench.open_film
    coding.window.reel_commands.set_caption(film.clips[0].id, "80 % together")
    coding.until(lambda: checked(coding) == {Check.SHORT, Check.WORDS})
    assert panel.checks.text() == "2 things to look at first ›"
    coding.press("Ctrl+Z")
    coding.press("Ctrl+Z")
    coding.until(lambda: not panel.checks.isVisible())


def test_a_cut_in_a_tone_and_in_what_goes_well(coding: Hand) -> None:
    """The film has a tone from 1.0 to 1.1 s; frame 26 is in the middle of it."""
    coding.go_to(10)
    coding.press("a")
    coding.go_to(40)
    coding.press("a")
    coding.go_to(5)
    coding.press("[")
    coding.go_to(25)
    coding.press("]")
    coding.press("Ctrl+Return")
    coding.until(lambda: checked(coding) == {Check.STATE, Check.SOUND})
