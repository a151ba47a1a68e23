"""Hiding somebody in a stored reel: drawn, followed as a job, corrected, looked through, rendered, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.consents import agree
from tests.builders.libraries import at
from tests.builders.reel_reading import read_reel
from vig_annotator.errors import NotFound
from vig_annotator.model.clip_look import Blur, Card
from vig_annotator.model.frame_box import WHOLE, Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_style import FileFor
from vig_annotator.services import moments, reel_blurring, reel_building, reel_looks
from vig_annotator.services.films import add_film
from vig_annotator.services.reel_checking import gather, look_through
from vig_annotator.services.reel_order import order_preview
from vig_annotator.services.reel_preview import lay_out
from vig_annotator.services.reel_rendering import render_reel
from vig_annotator.services.workspace import Workspace

BAR = Box(0, 9_400, WHOLE, 600)
"""Where the machine's number lies."""


@pytest.fixture
def reel(ws: Workspace, plain_film) -> Reel:
    session, _ = add_film(ws, plain_film.path)
    agree(ws, session.family_id)
    made = reel_building.make_reel(ws, session.family_id, "Together")
    marked = moments.mark(ws, session.id, at(20), at(30))
    reel_building.add_moments(ws, made.id, [marked.id])
    return made


def clip_of(ws: Workspace, reel: Reel) -> ReelClip:
    return reel_building.clips_of(ws, reel.id)[0]


def test_somebody_is_drawn_followed_and_gone_from_the_film(ws, reel, tmp_path):
    clip = reel_blurring.draw(ws, clip_of(ws, reel).id, "brother", BoxAt(at(25), BAR))
    (doubt,) = reel_blurring.doubts_of(ws, reel.id)  # nobody has followed it yet
    assert (doubt.who, doubt.place, doubt.span) == ("brother", 1, Span(at(20), at(30)))
    order = reel_blurring.order_follow(ws, clip.id, 0)
    kept = reel_blurring.keep(ws, order, reel_blurring.follow_order(order))
    assert kept is not None and kept.look.blurs[0].followed
    out = render_reel(ws, reel.id, tmp_path / "reel.mp4")
    assert read_reel(out).numbers == [None] * 10
    assert ws.history.undo() == "change the blur of a clip"
    assert clip_of(ws, reel).look.blurs[0].followed == ()


def test_doubts_are_corrected_or_found_right(ws, reel):
    clip = reel_blurring.draw(ws, clip_of(ws, reel).id, "brother", BoxAt(at(25), BAR))
    doubts = (Span(at(21), at(22)), Span(at(27), at(29)))
    blur = replace(clip.look.blurs[0], followed=clip.look.blurs[0].drawn, doubts=doubts)
    reel_looks.set_look(ws, clip.id, replace(clip.look, blurs=(blur,)))
    assert [one.span for one in reel_blurring.doubts_of(ws, reel.id)] == list(doubts)
    reel_blurring.find_right(ws, clip.id, 0, doubts[0])
    assert [one.span for one in reel_blurring.doubts_of(ws, reel.id)] == [doubts[1]]
    other = BoxAt(at(27), Box(0, 9_000, WHOLE, 1_000))
    corrected = reel_blurring.correct(ws, clip.id, 0, other).look.blurs[0]
    assert corrected == Blur("brother", (BoxAt(at(25), BAR), other))
    reel_blurring.remove(ws, clip.id, 0)
    assert reel_blurring.doubts_of(ws, reel.id) == []
    with pytest.raises(NotFound, match="blur is no longer"):
        reel_blurring.correct(ws, clip.id, 0, other)


def test_what_was_followed_is_not_kept_over_a_later_correction(ws, reel):
    clip = reel_blurring.draw(ws, clip_of(ws, reel).id, "brother", BoxAt(at(25), BAR))
    order = reel_blurring.order_follow(ws, clip.id, 0)
    followed = reel_blurring.follow_order(order)
    reel_blurring.correct(ws, clip.id, 0, BoxAt(at(22), BAR))
    assert reel_blurring.keep(ws, order, followed) is None
    assert len(clip_of(ws, reel).look.blurs[0].drawn) == 2


def test_edges_moved_while_somebody_is_followed_leave_a_doubt(ws, reel):
    clip = reel_blurring.draw(ws, clip_of(ws, reel).id, "brother", BoxAt(at(25), BAR))
    order = reel_blurring.order_follow(ws, clip.id, 0)
    followed = reel_blurring.follow_order(order)
    before = order.span
    reel_building.set_clip_edges(ws, clip.id, MediaTime(before.onset_us - 80_000), before.offset_us)
    assert reel_blurring.keep(ws, order, followed) is not None
    doubts = [one.span for one in reel_blurring.doubts_of(ws, reel.id)]
    assert Span(MediaTime(before.onset_us - 80_000), before.onset_us) in doubts


def test_the_familys_code_is_in_no_file_and_the_size_is_by_purpose(ws, reel, tmp_path, qapp):
    from vig_annotator.gui.reels.text_painter import QtTextPainter
    from vig_annotator.model.family import Family

    code = ws.get(Family, reel.family_id).pseudonym
    reel_building.rename_reel(ws, reel.id, f"{code} visit")
    style = replace(reel.style, closing=Card("Bye", length_us=200_000), file_for=FileFor.PHONE)
    reel_looks.set_style(ws, reel.id, style)
    out = render_reel(ws, reel.id, tmp_path / "reel.mp4", painter=QtTextPainter())
    assert code.encode() not in out.read_bytes()
    reel_building.rename_reel(ws, reel.id, "A visit")
    reel_building.set_clip_caption(ws, clip_of(ws, reel).id, f"{code.lower()}_together")
    again = render_reel(ws, reel.id, tmp_path / "again.mp4", painter=QtTextPainter())
    assert code.lower().encode() not in again.read_bytes().lower(), "chapters are called by the captions"
    (found,) = [one for one in look_through(gather(ws, reel.id)) if "code" in one.words]
    assert found.words == f"Clip 1 has the family’s code in it, “{code}”."
    assert len(read_reel(out).numbers) == 15
    preview = lay_out(order_preview(ws, reel.id), QtTextPainter())
    assert preview.plan.picture_count == 15
