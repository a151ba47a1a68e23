"""What is seen on the timeline, read off its picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.gui.timeline.books import BOOK, film_index, tag
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.gui.timeline.tag_words import tag_words
from vig_annotator.gui.timeline.timeline_view import TimelineView
from vig_annotator.gui.tokens import DARK, LIGHT
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment


def picture(view: TimelineView) -> NDArray[np.int16]:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(np.int16)


def like(pixels: NDArray[np.int16], colour: str, within: int = 12) -> NDArray[np.bool_]:
    wanted = QColor(colour)
    close: NDArray[np.bool_] = (
        np.abs(pixels - np.array([wanted.red(), wanted.green(), wanted.blue()])).max(axis=-1) <= within
    )
    return close


def row(view: TimelineView, name: str, colour: str) -> NDArray[np.intp]:
    """Where, from left to right, the middle of an annotation's row has a colour."""
    pixels = picture(view)
    names_end = 150
    return names_end + np.flatnonzero(like(pixels[round(view.y_of(name)), names_end:], colour))


def test_points_are_dots_and_states_are_bars_in_their_subject_s_colour(view: TimelineView) -> None:
    view.set_annotations([tag("look", "initiative", 20), tag("watch", "watching", 30, 40)])
    dot = row(view, "look", LIGHT.infant)
    assert 9 <= len(dot) <= 13 and abs(dot.mean() - view.x_of(20_000_000)) <= 1.5
    bar = row(view, "watch", LIGHT.parent)
    assert abs(bar.min() - view.x_of(30_000_000)) <= 2 and abs(bar.max() - view.x_of(40_000_000)) <= 2.5


def test_concern_is_an_amber_diamond(view: TimelineView) -> None:
    view.set_annotations([tag("missed", "missed", 20), tag("look", "initiative", 20)])
    widths: dict[str, list[int]] = {}
    for name, colour in (("missed", LIGHT.concern), ("look", LIGHT.infant)):
        pixels, y, x = picture(view), round(view.y_of(name)), round(view.x_of(20_000_000))
        part = like(pixels[y - 9 : y + 10, x - 12 : x + 13], colour)
        widths[name] = part.sum(axis=1).tolist()
    # A diamond grows by two pixels a row, a dot is nearly as wide above its middle as in it.
    middle = 9
    assert widths["missed"][middle] >= 9 and widths["missed"][middle - 4] <= widths["missed"][middle] - 6
    assert widths["look"][middle - 3] >= widths["look"][middle] - 3


def test_states_that_are_not_positive_are_paler(view: TimelineView) -> None:
    view.set_annotations([tag("away", "away", 30, 40)])
    assert len(row(view, "away", LIGHT.parent)) == 0
    pixels = picture(view)
    fill = pixels[round(view.y_of("away")), round(view.x_of(39_000_000))]
    assert 100 < fill.mean() < 245 and fill[0] > fill[2] + 20


def test_a_running_state_grows_to_the_playhead(view: TimelineView) -> None:
    view.set_annotations([tag("now", "run", 20, running=True)])
    ends = []
    for seconds in (25, 30, 45):
        view.set_playhead(seconds * 1_000_000, playing=True)
        bar = row(view, "now", LIGHT.dyad)
        assert abs(bar.min() - view.x_of(20_000_000)) <= 2
        ends.append(bar.max() - view.x_of(seconds * 1_000_000))
    assert np.abs(ends).max() <= 2.5


def test_what_is_ended_is_seen_over_a_state_of_its_row_that_runs_past_it(view: TimelineView) -> None:
    ended = tag("look", "watching", 30, 40)
    view.set_annotations([ended])
    alone = picture(view)
    y = round(view.y_of("look"))
    edge = slice(y - 5, y + 6), slice(round(view.x_of(38_500_000)), round(view.x_of(39_700_000)))
    view.set_annotations([ended, tag("now", "away", 20, running=True)])
    view.set_playhead(50_000_000, playing=True)
    assert len(row(view, "look", LIGHT.parent)) > 0, "the bar of what is ended"
    assert np.abs(picture(view)[edge] - alone[edge]).max() <= 12


def test_the_selected_tag_has_a_ring(view: TimelineView) -> None:
    view.set_annotations([tag("look", "initiative", 20), tag("watch", "watching", 30, 40)])
    before = picture(view)
    view.set_selection(["look", "watch"])
    after = picture(view)
    for name, x in (("look", 20), ("watch", 35)):
        y = round(view.y_of(name))
        column = slice(y - 13, y + 14), round(view.x_of(x * 1_000_000))
        assert not like(before[column], LIGHT.ink, 40).any() or name == "watch"
        assert like(after[column], LIGHT.ink, 60).sum() > like(before[column], LIGHT.ink, 60).sum()


def test_the_playhead_is_a_line_through_all_lanes(view: TimelineView) -> None:
    for seconds in (0, 10, 59):
        view.set_playhead(seconds * 1_000_000)
        pixels = picture(view)
        x = round(view.x_of(seconds * 1_000_000))
        line = like(pixels[30:280, x - 2 : x + 3], LIGHT.accent, 60).any(axis=1)
        assert line.mean() > 0.95
        elsewhere = like(pixels[150:280, 200:1300], LIGHT.accent, 10).any(axis=0)
        assert elsewhere.sum() <= 4


def test_moments_are_tinted_with_dashed_edges(view: TimelineView) -> None:
    view.set_moments([Moment("m", "s", MediaTime(20_000_000), MediaTime(30_000_000), "Look", True)], "m")
    pixels = picture(view)
    inside, outside = (pixels[250, round(view.x_of(s * 1_000_000))] for s in (25, 35))
    assert (outside == 255).all() and 5 < (255 - inside).max() < 60
    edge = like(pixels[120:280, round(view.x_of(20_000_000) - 0.5)], LIGHT.accent, 60)
    assert 0.3 < edge.mean() < 0.95


def test_sound_is_drawn_as_loud_as_it_is(view: TimelineView) -> None:
    peaks = np.zeros(6_000, np.float32)
    peaks[2_000:3_000], peaks[4_000:5_000] = 0.8, 0.02
    view.set_sound(peaks)
    pixels = picture(view)
    heights = []
    for seconds in (26, 46, 56):
        x = round(view.x_of(seconds * 1_000_000))
        lane = pixels[67:103, x - 6 : x + 6]
        heights.append(int((lane.sum(axis=2) < 720).any(axis=1).sum()))
    assert heights[0] > 24 > heights[1] > 2 >= heights[2] >= 1


def test_a_film_without_sound_says_so_in_its_lane(view: TimelineView) -> None:
    before = picture(view)[67:103, 158:600]
    view.set_sound(None, note="This film has no sound.")
    after = picture(view)[67:103, 158:600]
    assert (before != after).any()


def test_small_pictures_stand_at_their_time(view: TimelineView) -> None:
    red, blue = np.zeros((68, 120, 3), np.uint8), np.zeros((68, 120, 3), np.uint8)
    red[..., 0], blue[..., 2] = 200, 200
    view.add_thumbnail(0, red)
    view.add_thumbnail(59_000_000, blue)
    pixels = picture(view)[45]
    early, late = pixels[round(view.x_of(5_000_000))], pixels[round(view.x_of(55_000_000))]
    assert early[0] > 150 > early[2] and late[2] > 150 > late[0]


def test_a_crowd_is_drawn_where_it_is_and_nowhere_else(view: TimelineView) -> None:
    crowd = [tag(f"{n}", "initiative", 10 + n * 0.01) for n in range(1_500)]
    crowd += [tag(f"s{n}", "watching", 30 + n * 0.02, 30.015 + n * 0.02) for n in range(500)]
    view.set_annotations(crowd)
    points = row(view, "0", LIGHT.infant)
    assert abs(points.min() - view.x_of(10_000_000)) <= 3 and abs(points.max() - view.x_of(25_000_000)) <= 3
    assert len(points) > 250
    states = row(view, "s0", LIGHT.parent)
    assert abs(states.min() - view.x_of(30_000_000)) <= 3 and abs(states.max() - view.x_of(40_000_000)) <= 3


def test_concern_has_its_own_shape_in_a_crowd_too(view: TimelineView) -> None:
    view.set_annotations([tag(f"{n}", "missed", 10 + n * 0.01) for n in range(1_500)])
    y = round(view.y_of("0"))
    amber = like(picture(view)[y - 10 : y + 11, 160:], LIGHT.concern, 40).sum(axis=1)
    assert amber[:10].max() == 0 and amber[12:15].min() > 250


def test_a_selected_tag_is_seen_in_a_crowd(view: TimelineView) -> None:
    view.set_annotations([tag(f"{n}", "initiative", 10 + n * 0.01) for n in range(1_500)])
    before = picture(view)
    view.set_selection(["700"])
    changed = np.argwhere((picture(view) != before).any(axis=2))
    assert len(changed) and abs(changed[:, 1].mean() - view.x_of(17_000_000)) < 3


def test_tags_that_change_are_seen_changed(view: TimelineView) -> None:
    view.set_annotations([tag("look", "initiative", 20)])
    view.change_annotations([tag("look", "initiative", 40)])
    assert abs(row(view, "look", LIGHT.infant).mean() - view.x_of(40_000_000)) <= 1.5
    y = round(view.y_of("look"))
    view.change_annotations([], ["look"])
    assert not like(picture(view)[y], LIGHT.infant)[160:].any()


def test_the_lane_of_a_new_or_chosen_tag_comes_into_view(view: TimelineView) -> None:
    view.set_annotations([tag("look", "initiative", 20), tag("watch", "watching", 30, 40)])
    view.resize(1366, 150)
    view.change_annotations([tag("run", "run", 20, 30)])
    assert len(row(view, "run", LIGHT.dyad)) > 100
    view.set_selection(["look"])
    assert len(row(view, "look", LIGHT.infant)) >= 9


def test_both_themes_follow_at_once(view: TimelineView) -> None:
    view.set_annotations([tag("look", "initiative", 20)])
    assert len(row(view, "look", LIGHT.infant)) >= 9
    theme().set_choice(ThemeChoice.DARK)
    assert len(row(view, "look", DARK.infant)) >= 9
    assert like(picture(view)[280, 700:710], DARK.panel).all()


def test_the_page_turns_while_playing_only(view: TimelineView) -> None:
    view.show_span(Span(MediaTime(10_000_000), MediaTime(20_000_000)))
    before = view.scale
    view.set_playhead(12_000_000)
    view.set_playhead(40_000_000)
    assert view.scale == before
    view.set_playhead(19_000_000)
    view.set_playhead(22_000_000, playing=True)
    assert view.scale.in_view(22_000_000) and view.scale.us_per_px == before.us_per_px
    # Whoever has scrolled away from the playhead is not pulled back.
    view.set_playhead(23_000_000, playing=True)
    view.scroll_by(5_000)
    away = view.scale
    view.set_playhead(23_040_000, playing=True)
    assert view.scale == away


def test_zooming_by_command(view: TimelineView, qtbot: QtBot) -> None:
    view.set_playhead(30_000_000)
    under = view.x_of(30_000_000)
    with qtbot.waitSignal(view.view_changed):
        view.zoom_in()
    assert view.scale.us_per_px < 60e6 / view.scale.width_px and abs(view.x_of(30_000_000) - under) < 1e-3
    view.zoom_out()
    view.fit_all()
    assert view.scale.shows_all
    view.show_span(Span(MediaTime(5_000_000), MediaTime(6_000_000)))
    view.reveal(50_000_000)
    assert view.scale.in_view(50_000_000)


def test_a_long_film_begins_with_half_a_minute_even_if_it_is_laid_out_later(qtbot: QtBot) -> None:
    view = TimelineView()
    qtbot.addWidget(view)
    index = film_index(600)
    view.set_film(590_000_000)
    view.set_index(index)
    view.resize(1_000, 250)
    view.show()
    assert view.scale.right_us - view.scale.left_us == pytest.approx(30e6, rel=0.01)
    assert view.scale.end_us == index.end_us


def test_another_film_starts_afresh(view: TimelineView) -> None:
    view.set_annotations([tag("look", "initiative", 20)])
    view.set_moments([Moment("m", "s", MediaTime(0), MediaTime(1_000_000))])
    view.set_film(0)
    assert len(view.scene.tracks) == 0 and view.scene.moments == ()
    assert next(lane.title for lane in view.scene.tracks.plan.lanes) == "Baby"
    assert not view.grab().isNull()


def test_words_about_a_tag(view: TimelineView) -> None:
    smile = Annotation(
        "s",
        "p",
        "run",
        MediaTime(61_500_000),
        MediaTime(65_300_000),
        "both <laugh>",
        {"strength": ("strong",)},
    )
    assert tag_words(smile, BOOK) == (
        "<b>Run of short turns</b><br>0:01:01.500 – 0:01:05.300 · 3.8 s<br>How strong: strong<br><i>both &lt;laugh&gt;</i>"
    )
    assert tag_words(tag("a", "initiative", 2), BOOK) == "<b>Baby&#x27;s initiative</b><br>0:00:02.000"
    assert tag_words(tag("a", "run", 2, running=True), BOOK).endswith("0:00:02.000 – still running")
    assert tag_words(tag("a", "old_code", 2), None).startswith("<b>old_code</b>")


def test_they_are_shown_under_the_mouse(view: TimelineView, monkeypatch: pytest.MonkeyPatch) -> None:
    view.set_annotations([tag("look", "initiative", 20)])
    place = QPoint(round(view.x_of(20_000_000)), round(view.y_of("look")))
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: shown.append(text))
    for where in (place, place + QPoint(200, 0)):
        QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, where, view.mapToGlobal(where)))
    assert "initiative" in shown[0] and shown[1] == ""


def test_it_tells_a_screen_reader_what_it_is(view: TimelineView) -> None:
    view.set_annotations([tag("look", "initiative", 20), tag("watch", "watching", 30, 40)])
    assert view.accessibleName() == "Timeline"
    assert (
        view.accessibleDescription()
        == "2 tags in the lanes Baby, Parent · attention, Parent · receives, Together."
    )


@pytest.mark.parametrize("change", [lambda v: v.set_loop(Span(MediaTime(0), MediaTime(9_000_000))),
                                    lambda v: v.set_marked(Span(MediaTime(0), MediaTime(9_000_000))),
                                    lambda v: v.set_hint("Press a key while the film plays.")])  # fmt: skip
def test_loop_mark_and_hint_are_seen(view: TimelineView, change: Callable[[TimelineView], None]) -> None:
    before = picture(view)
    change(view)
    assert (picture(view) != before).any()
