"""Links are seen as arcs: what of the timeline's picture is there because of them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.gui.timeline.books import tag
from tests.gui.timeline.test_view import like, picture
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.gui.timeline.timeline_view import TimelineView
from vig_annotator.gui.tokens import DARK, LIGHT
from vig_annotator.model.link import Link


def link(answered: str, answer: str) -> Link:
    return Link(f"{answered}-{answer}", "pass", answered, answer)


def drawn(view: TimelineView) -> NDArray[np.bool_]:
    """Where the picture is another one than without links."""
    links, seen = view.scene.links, picture(view)
    view.set_links([])
    without = picture(view)
    view.scene.links = links
    view.update()
    different: NDArray[np.bool_] = (np.abs(seen - without) > 20).any(axis=-1)
    return different


def arc(view: TimelineView, first: str, second: str) -> list[float]:
    """The x of the arc in each row of pixels between two tags' dots; nan where it is not."""
    top, bottom = round(view.y_of(first)) + 10, round(view.y_of(second)) - 10
    lines = drawn(view)[top:bottom]
    return [float(np.flatnonzero(line).mean()) if line.any() else float("nan") for line in lines]


@pytest.fixture
def linked(view: TimelineView) -> TimelineView:
    """A baby's initiative at 20 s, received at 23 s, two lanes below."""
    view.set_annotations([tag("look", "initiative", 20), tag("smile", "received", 23)])
    view.set_links([link("look", "smile")])
    return view


def test_an_arc_goes_from_the_initiative_to_its_reception(linked: TimelineView) -> None:
    places = arc(linked, "look", "smile")
    assert not np.isnan(places).any()
    assert places == sorted(places)
    assert abs(places[0] - linked.x_of(20_000_000)) < 5
    assert abs(places[-1] - linked.x_of(23_000_000)) < 5


def test_it_follows_a_tag_that_is_moved_and_goes_with_its_link(linked: TimelineView) -> None:
    linked.change_annotations([tag("smile", "received", 21)])
    assert abs(arc(linked, "look", "smile")[-1] - linked.x_of(21_000_000)) < 5
    linked.change_links([], ["look-smile"])
    assert not drawn(linked).any()
    linked.change_links([link("look", "smile")])
    assert not np.isnan(arc(linked, "look", "smile")).any()


def test_a_selected_tag_s_arc_is_stronger(linked: TimelineView) -> None:
    before = int(drawn(linked).sum())
    linked.set_selection(["look"])
    assert int(drawn(linked).sum()) > before * 1.2


def test_a_link_whose_tags_are_not_there_is_not_drawn(linked: TimelineView) -> None:
    linked.set_links([link("look", "gone"), link("look", "smile")])
    linked.change_annotations([], ["smile"])
    assert not drawn(linked).any()


def test_within_one_row_it_bows_above(view: TimelineView) -> None:
    view.set_annotations([tag("one", "received", 20), tag("two", "received", 24)])
    view.set_links([link("one", "two")])
    lines, columns = np.nonzero(drawn(view))
    assert lines.max() < view.y_of("one")
    assert abs(columns.min() - view.x_of(20_000_000)) < 4 and abs(columns.max() - view.x_of(24_000_000)) < 4


@pytest.mark.parametrize(("choice", "tokens"), [(ThemeChoice.LIGHT, LIGHT), (ThemeChoice.DARK, DARK)])
def test_its_colour_is_that_of_what_went_well(
    linked: TimelineView, choice: ThemeChoice, tokens: object
) -> None:
    theme().set_choice(choice)
    linked.set_selection(["look"])
    assert like(picture(linked)[drawn(linked)], tokens.positive).any()  # type: ignore[attr-defined]


def test_a_crowd_of_them_would_cover_the_lanes(linked: TimelineView) -> None:
    tags = [tag(f"b{n}", "initiative", n / 20) for n in range(600)]
    tags += [tag(f"r{n}", "received", n / 20) for n in range(600)]
    linked.set_annotations(tags)
    linked.set_links([link(f"b{n}", f"r{n}") for n in range(600)])
    assert not drawn(linked).any()
    linked.zoom(4.0, 0.0)
    assert drawn(linked).any()


def test_many_links_come_and_go(linked: TimelineView) -> None:
    tags = [tag(f"b{n}", "initiative", n) for n in range(50)] + [
        tag(f"r{n}", "received", n + 0.5) for n in range(50)
    ]
    linked.set_annotations(tags)
    arcs, tracks = linked.scene.links, linked.scene.tracks

    def seen(start_s: float, stop_s: float) -> set[str]:
        found = arcs.in_view(tracks, start_s * 1e6, stop_s * 1e6)
        return {f"{answered.id}-{answer.id}" for answered, answer in found}

    arcs.change([link(f"b{n}", f"r{n}") for n in range(50)], ["look-smile"])
    assert len(arcs) == 50 and seen(10.2, 12.1) == {"b10-r10", "b11-r11", "b12-r12"}
    arcs.change([], [f"b{n}-r{n}" for n in range(0, 50, 2)])
    assert len(arcs) == 25 and seen(10.2, 12.1) == {"b11-r11"}
    linked.change_annotations([tag("b11", "initiative", 40)], ["r13"])
    assert seen(11.4, 13.6) == {"b11-r11"} and seen(20, 30) == {
        f"b{n}-r{n}" for n in (11, 21, 23, 25, 27, 29)
    }
    arcs.change([Link("b11-r11", "pass", "b11", "r41")], ["not there"])
    assert "b11-r41" in seen(40, 42) and seen(11, 12) == set()
