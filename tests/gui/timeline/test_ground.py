"""What lies below the tags is not drawn anew for each of them, and what is seen is the same as if it were."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.gui.timeline.books import film_index, tag
from tests.gui.timeline.test_view import picture
from vig_annotator.gui.timeline import timeline_canvas
from vig_annotator.gui.timeline.frame_painter import name_lines
from vig_annotator.gui.timeline.review_marks import ReviewMark
from vig_annotator.gui.timeline.timeline_view import TimelineView
from vig_annotator.model.link import Link
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment

TAGS = [
    tag("look", "initiative", 20),
    tag("seen", "received", 21),
    tag("watch", "watching", 30, 40),
    tag("off", "away", 41, 50),
]


def span(start_s: float, stop_s: float) -> Span:
    return Span(MediaTime(round(start_s * 1e6)), MediaTime(round(stop_s * 1e6)))


ABOVE: dict[str, Callable[[TimelineView], object]] = {
    "a new tag": lambda view: view.change_annotations([tag("more", "watching", 5, 9)]),
    "a tag that is gone": lambda view: view.change_annotations((), ["watch"]),
    "a choice": lambda view: view.set_selection(["watch", "look"]),
    "a link": lambda view: view.change_links([Link("l", "pass", "look", "seen")]),
    "moments": lambda view: view.set_moments([Moment("m", "s", *_ends(span(10, 15)))], "m"),
    "a mark": lambda view: view.set_marked(span(12, 14)),
    "what is asked for": lambda view: view.set_stretches([span(10, 50)]),
    "a remark": lambda view: view.set_review_marks([ReviewMark(12_000_000, 13_000_000, "away", False)]),
}
BELOW: dict[str, Callable[[TimelineView], object]] = {
    "a lane more": lambda view: view.change_annotations([tag("new", "not in the book", 5)]),
    "a loop": lambda view: view.set_loop(span(10, 20)),
    "sound": lambda view: view.set_sound(np.linspace(0, 1, 6_000, dtype=np.float32)),
    "a small picture": lambda view: view.add_thumbnail(3_000_000, np.full((27, 48, 3), 90, np.uint8)),
    "another place": lambda view: view.zoom_in(),
    "another film": lambda view: view.set_film(30_000_000, film_index(30)),
}


def _ends(one: Span) -> tuple[MediaTime, MediaTime]:
    return one.onset_us, one.offset_us


@pytest.fixture
def grounds(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for each time that the ground is drawn."""
    drawn: list[object] = []
    paint = timeline_canvas.paint_ground
    monkeypatch.setattr(timeline_canvas, "paint_ground", lambda *given: (drawn.append(given), paint(*given)))
    return drawn


@pytest.mark.parametrize("name", [*ABOVE, *BELOW])
def test_what_is_seen_is_what_a_whole_drawing_shows(
    view: TimelineView, grounds: list[object], name: str
) -> None:
    view.set_annotations(TAGS)
    picture(view)
    before = len(grounds)
    (ABOVE | BELOW)[name](view)
    seen = picture(view)
    assert len(grounds) - before == (name in BELOW)
    view._changed(lanes=True)
    assert np.array_equal(seen, picture(view))


def test_a_dragged_edge_leaves_the_ground_alone(view: TimelineView, grounds: list[object]) -> None:
    view.set_annotations(TAGS)
    picture(view)
    before, resting = len(grounds), picture(view)
    middle, right = round(view.y_of("watch")), round(view.x_of(40_000_000))
    view._pointer.press(right - 1, middle, add=False)
    view._pointer.move(right + 60, middle)
    assert not np.array_equal(picture(view), resting)
    view._pointer.give_up()
    assert len(grounds) == before


@pytest.mark.parametrize(
    ("title", "height", "lines"),
    [
        ("Baby", 80, ["Baby"]),
        ("Parent · attention", 80, ["Parent · attention"]),
        ("Parent · encourages", 24, ["Parent · encour…"]),
        ("Parent · encourages", 44, ["Parent ·", "encourages"]),
        ("Parent · encourages the baby a lot", 44, ["Parent ·", "encourages the …"]),
        ("A name without any group", 44, ["A name without …"]),
    ],
)
def test_a_name_too_long_for_a_line_has_two_where_there_is_room(
    title: str, height: float, lines: list[str]
) -> None:
    def elided(text: str) -> str:
        return text if len(text) <= 18 else f"{text[:15]}…"

    assert name_lines(title, elided, height) == lines
