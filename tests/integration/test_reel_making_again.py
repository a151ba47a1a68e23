"""What waits in the queue is asked about as it was asked for, not as the reel is by now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import at
from vig_annotator.errors import RuleViolation
from vig_annotator.model.clip_look import Blur
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.services import consent, moments, reel_building, reel_looks, reel_making
from vig_annotator.services.films import add_film
from vig_annotator.services.reel_making import Product
from vig_annotator.services.workspace import Workspace

FACE = BoxAt(at(20), Box(1_000, 1_000, 2_000, 2_000))


@pytest.fixture
def reel(ws: Workspace, plain_film: Clip) -> Reel:
    session, _ = add_film(ws, plain_film.path)
    agree(ws, session.family_id)
    made = reel_building.make_reel(ws, session.family_id, "Together", Audience.SUPERVISOR)
    marked = moments.mark(ws, session.id, at(20), at(30))
    reel_building.add_moments(ws, made.id, [marked.id])
    return made


@pytest.mark.parametrize("product", [Product.FILM, Product.EACH, Product.STILLS, Product.SHEET])
def test_other_clips_are_another_film(ws: Workspace, reel: Reel, product: Product) -> None:
    making = reel_making.order(ws, reel.id, product)
    (clip,) = reel_building.clips_of(ws, reel.id)
    reel_looks.set_look(ws, clip.id, replace(clip.look, speed_percent=50))
    reel_making.require(ws, reel.id, making)
    reel_building.set_clip_edges(ws, clip.id, at(21), at(30))
    with pytest.raises(RuleViolation, match="shows or hides something else now"):
        reel_making.require(ws, reel.id, making)
    ws.history.undo()
    reel_making.require(ws, reel.id, making)


def test_a_blur_that_came_later_is_not_in_the_film_that_waits(ws: Workspace, reel: Reel) -> None:
    making = reel_making.order(ws, reel.id, Product.FILM)
    (clip,) = reel_building.clips_of(ws, reel.id)
    reel_looks.set_look(ws, clip.id, replace(clip.look, blurs=(Blur("Parent", (FACE,), (FACE,)),)))
    parent = consent.people(ws, reel.family_id)[0]
    consent.record(ws, [parent.id], [Purpose.SUPERVISION], Answer(only_blurred=True))
    reel_making.order(ws, reel.id, Product.FILM)  # as the reel is now, it may be made
    with pytest.raises(RuleViolation, match="shows or hides something else now"):
        reel_making.require(ws, reel.id, making)


def test_a_film_is_for_those_for_whom_it_was_asked(ws: Workspace, reel: Reel) -> None:
    making = reel_making.order(ws, reel.id, Product.FILM)
    reel_building.set_audience(ws, reel.id, Audience.PARENT)
    with pytest.raises(RuleViolation, match="is for somebody else now"):
        reel_making.require(ws, reel.id, making)
