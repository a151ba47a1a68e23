"""What the tests of actions look at, and what they make so before: each a plain function of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from tests.builders.consents import agree
from tests.gui.hand import Hand
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import PassState
from vig_annotator.model.review import ReviewEntry
from vig_annotator.services import reviewing
from vig_annotator.services.coders import add_coder
from vig_annotator.storage import queries

Look = Callable[[Hand], object]


class Case:
    """What is so before an action, and what must be so after it."""

    def __init__(
        self, look: Look, then: object = ..., before: Callable[[Hand], object] = lambda _: None
    ) -> None:
        self.look, self.then, self.before = look, then, before


def shown(hand: Hand) -> int:
    return hand.window.player.shown_frame


def at(frame: int) -> Callable[[Hand], None]:
    return lambda hand: hand.go_to(frame)


def choose_state(hand: Hand) -> None:
    """The tag from frame 20 to 39 is chosen."""
    film = hand.window.bench.open_film
    state = next(one for one in film.desk.annotations if not one.is_point)
    film.selection.choose_tags([state.id])
    hand.go_to(30)


def span_in_frames(hand: Hand) -> tuple[int, int]:
    film = hand.window.bench.open_film
    state = next(one for one in hand.tags if one.offset_us and not one.is_point)
    assert state.offset_us is not None
    return film.frames.frame_at(state.onset_us), film.frames.frame_at(state.offset_us - 1)


def choose_moment(hand: Hand) -> None:
    """The second of the two moments (frames 40 to 59) is chosen."""
    hand.window.bench.open_film.selection.choose_moment(hand.moments[1].id)
    hand.go_to(45)


def moment_in_frames(hand: Hand) -> tuple[int, int]:
    frames = hand.window.bench.open_film.frames
    one = hand.moments[-1] if len(hand.moments) < 2 else hand.moments[1]
    return frames.frame_at(one.onset_us), frames.frame_at(one.offset_us - 1)


def reception(hand: Hand) -> None:
    """The initiative on frame 60 is received on frame 70, and linked."""
    hand.go_to(70)
    hand.press("r")


def closer(hand: Hand) -> None:
    hand.press("Shift+Up", times=4)


def choose_points(hand: Hand) -> None:
    film = hand.window.bench.open_film
    film.selection.choose_tags([one.id for one in film.desk.annotations if one.is_point])


def links(hand: Hand) -> int:
    """How many links there are on disk."""
    film = hand.window.bench.open_film
    with film.ws.store.reading() as connection:
        return len(queries.links_of(connection, film.coding_pass.id))


def focus_name(_hand: Hand) -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def chosen(hand: Hand) -> int:
    """How many tags are chosen."""
    return len(hand.window.bench.open_film.selection.tags)


def said(hand: Hand) -> str:
    return hand.said[-1] if hand.said else ""


def erasing_what(hand: Hand) -> str:
    """What the screen for erasing is about; empty while it is not there."""
    form = hand.window.family_screens.erase_form
    hand.until(lambda: not hand.window.jobs.running("look what would be erased"))
    return form.head.text() if form.is_open else ""


def with_people(hand: Hand) -> None:
    """A parent and a baby are known."""
    film = hand.window.bench.open_film
    agree(film.ws, film.family.id)


def state(hand: Hand) -> PassState | None:
    """How far the coding on the screen is."""
    film = hand.window.bench.film
    return None if film is None else film.coding_pass.state


def supervised(hand: Hand) -> None:
    """The coding was sent, and a supervisor looks at it."""
    hand.press("Ctrl+Shift+Return")
    add_coder(hand.window.bench.open_film.ws, "Sam Moor", role=Role.SUPERVISOR)
    hand.press("Ctrl+Shift+U")
    hand.type("Sam")
    hand.press("Return")
    hand.until_ready()


def remarks(hand: Hand) -> list[ReviewEntry]:
    """What is said about the coding on the screen."""
    film = hand.window.bench.open_film
    return reviewing.entries_of(film.ws, film.coding_pass.id)


def rejected(hand: Hand) -> None:
    """The supervisor rejected the state and returned the coding, and the coder is back."""
    supervised(hand)
    choose_state(hand)
    hand.press("Alt+Shift+X")
    hand.press("Ctrl+Return")
    hand.press("Ctrl+Shift+B")
    hand.press("Ctrl+Shift+U")
    hand.type("AB")
    hand.press("Return")
    hand.until_ready()


NO_OTHER = "There is no other camera’s film yet: choose “Another camera’s film…”."
