"""Sending for second coding from the window, and finding the stretches as the second coder."""

from __future__ import annotations

from tests.gui.hand import Hand
from tests.gui.test_codings import work_as
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.second_coding import Unit
from vig_annotator.services import second_coding


def test_a_draw_is_shown_then_sent(coding: Hand) -> None:
    coding.press("b")
    coding.window.actions_.trigger("codings.second")
    form = coding.window.second_coding_form
    assert not form.send_button.isEnabled()
    coding.type("CD")
    assert form.drawn.text().startswith("1 of 1 coded films:")
    form.unit.setCurrentIndex(form.unit.findData(Unit.SEGMENTS))
    assert "0:00:00" in form.drawn.text()
    coding.press("Return")
    assert coding.said[-1] == "1 film was sent to CD for second coding."
    ws = coding.window.bench.open_film.ws
    (draw,) = second_coding.sent(ws)
    assert (draw.coder, draw.unit, draw.share_percent) == ("CD", Unit.SEGMENTS, 20)
    coding.window.actions_.trigger("codings.second")
    assert "1 to CD, 20 %" in form._earlier.text()
    coding.type("CD")
    assert "no session" in form.drawn.text()
    assert not form.send_button.isEnabled()


def test_the_second_coder_goes_from_stretch_to_stretch(coding: Hand) -> None:
    coding.press("b")
    film = coding.window.bench.open_film
    planned = second_coding.plan(film.ws, second_coding.Wish("CD", seed=1))
    stretches = (
        Span(MediaTime(410_000), MediaTime(800_000)),
        Span(MediaTime(2_000_000), MediaTime(2_400_000)),
    )
    (one,) = planned.drawn
    cut = second_coding.Drawn(one.first, one.family, one.session, stretches)
    second_coding.send(film.ws, second_coding.Plan(planned.wish, planned.drawn_from, (cut,)))
    work_as(coding, "CD")
    assert coding.window.screen_.timeline.scene.stretches == stretches
    assert coding.tags == []
    for frame in (11, 50, 11):
        coding.press("Alt+N")
        coding.until_shown(frame)
        assert coding.number_on_screen == frame
