"""Ways in which something could reach a parent that was not meant for them: each of them is shut, also when the reel or the codebook changed in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import CODEBOOK, Desk, at
from tests.builders.reel_reading import read_reel
from vig_annotator.codebook.loader import LoadedCodebook, parse_codebook
from vig_annotator.errors import RuleViolation
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import Blur, Card, ClipLook, Freeze, Join, QuietSpan, Spotlight, Subtitle
from vig_annotator.model.family import Family
from vig_annotator.model.frame_box import WHOLE_PICTURE, Box, BoxAt
from vig_annotator.model.mediatime import Span
from vig_annotator.model.plan import PlanKind
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.reel_style import FileFor, Loudness, ReelStyle
from vig_annotator.model.session import Session
from vig_annotator.reels.parts import Cut, PlannedClip, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import QUALITIES
from vig_annotator.reels.render import render
from vig_annotator.reels.segment_keys import key_of
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.services import (
    families,
    family_plan,
    moments,
    reel_building,
    reel_looks,
    reel_making,
    sharing,
)
from vig_annotator.services.codebook_migration import migrate, propose
from vig_annotator.services.films import add_film
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.reel_guarding import require_may_be_shown
from vig_annotator.services.reel_interchange import gather_reel, write_reel_file
from vig_annotator.services.reel_making import Product
from vig_annotator.services.workspace import Workspace

pytestmark = pytest.mark.usefixtures("qapp")

FACE = BoxAt(at(20), Box(1_000, 1_000, 2_000, 2_000))
SPAN = Span(at(20), at(32))
STYLE = ReelStyle(loudness=Loudness.AS_FILMED)

SEEN = {
    "label": ClipLook(label="Then"),
    "baby_says": ClipLook(baby_says="Look!"),
    "subtitles": ClipLook(subtitles=(Subtitle(SPAN, "peek-a-boo"),)),
    "framing": ClipLook(framing=(FACE,)),
    "spotlight": ClipLook(spotlight=Spotlight((FACE,))),
    "blurs": ClipLook(blurs=(Blur("brother", (FACE,), (FACE,)),)),
    "speed_percent": ClipLook(speed_percent=50),
    "fade_us": ClipLook(join=Join.FADE, fade_us=100_000),
    "join": ClipLook(join=Join.FADE),
}
"""What decides on the pictures of a clip's own run."""

OTHERWISE = {
    "card": ClipLook(card=Card("Words")),
    "replay_percent": ClipLook(replay_percent=50),
    "freeze": ClipLook(freeze=Freeze(at(25))),
    "sound_percent": ClipLook(sound_percent=0),
    "quiet": ClipLook(quiet=(QuietSpan(SPAN),)),
    "beside_next": ClipLook(beside_next=True),
}
"""What makes parts of its own, or is heard: sound is made anew each time."""


@pytest.fixture
def film(plain_film: Clip) -> ReelFilm:
    return ReelFilm(plain_film.path, probe(plain_film.path), build_index(plain_film.path))


def plan_of(film: ReelFilm, look: ClipLook, caption: str = "") -> ReelPlan:
    return make_plan([Cut(film, SPAN, look, caption)], style=STYLE, title="Together")


def first_key(plan: ReelPlan) -> str:
    part = next(one for one in plan.parts if isinstance(one, PlannedClip))
    return key_of(plan, part, QUALITIES[FileFor.BIG_SCREEN], None)


def test_everything_that_a_look_says_is_known_here() -> None:
    assert SEEN.keys() | OTHERWISE.keys() == {one.name for one in fields(ClipLook)}


@pytest.mark.parametrize("what", SEEN)
def test_a_part_that_would_look_otherwise_is_another_part(film: ReelFilm, what: str) -> None:
    assert first_key(plan_of(film, SEEN[what])) != first_key(plan_of(film, ClipLook()))


def test_a_part_with_another_caption_is_another_part(film: ReelFilm) -> None:
    assert first_key(plan_of(film, ClipLook(), "One")) != first_key(plan_of(film, ClipLook(), "Other"))


@pytest.mark.parametrize(
    "other",
    [
        Blur("brother", (FACE,), (replace(FACE, at_us=at(21)),)),
        Blur("brother", (FACE,), (replace(FACE, box=Box(1_000, 1_000, 2_001, 2_000)),)),
        Blur("brother", (FACE,), (FACE,), span=Span(at(20), at(31))),
    ],
)
def test_a_part_with_another_blur_is_another_part(film: ReelFilm, other: Blur) -> None:
    assert first_key(plan_of(film, ClipLook(blurs=(other,)))) != first_key(plan_of(film, SEEN["blurs"]))


def test_who_is_hidden_since_is_hidden_in_a_film_made_of_old_parts(film: ReelFilm, tmp_path: Path) -> None:
    store, out = SegmentStore(tmp_path / "segments"), tmp_path / "reel.mp4"
    whole = BoxAt(at(20), WHOLE_PICTURE)

    def numbers(look: ClipLook) -> list[int | None]:
        plan = plan_of(film, look)
        render(plan, out, JobContext(), overwrite=True, painter=QtTextPainter(), segments=store)
        return read_reel(out).numbers

    assert numbers(ClipLook()) == list(range(20, 32))
    assert numbers(ClipLook(blurs=(Blur("all", (whole,), (whole,)),))) == [None] * 12
    assert (
        numbers(ClipLook(blurs=(Blur("all", (whole,), (whole,), span=Span(at(20), at(26))),)))[:6]
        == [None] * 6
    )
    store.close()


@pytest.fixture
def reel(ws: Workspace, plain_film: Clip) -> Reel:
    session, _ = add_film(ws, plain_film.path)
    agree(ws, session.family_id)
    made = reel_building.make_reel(ws, session.family_id, "Together", Audience.PARENT)
    marked = moments.mark(ws, session.id, at(20), at(30), caption="He looks up")
    reel_building.add_moments(ws, made.id, [marked.id])
    return made


def _crop(ws: Workspace, reel: Reel) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    reel_looks.set_look(ws, clip.id, replace(clip.look, framing=(FACE,)))


def _caption(ws: Workspace, reel: Reel) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    reel_building.set_clip_caption(ws, clip.id, "She looks up")


def _subtitle(ws: Workspace, reel: Reel) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    reel_looks.set_look(ws, clip.id, replace(clip.look, subtitles=(Subtitle(SPAN, "Anna"),)))


def _title(ws: Workspace, reel: Reel) -> None:
    reel_building.rename_reel(ws, reel.id, "Our bath time")


@pytest.mark.parametrize("product", list(Product))
@pytest.mark.parametrize("change", [_crop, _caption, _subtitle])
def test_what_was_cropped_or_reworded_since_is_not_made_as_it_was(
    ws: Workspace, reel: Reel, product: Product, change: Callable[[Workspace, Reel], None]
) -> None:
    making = reel_making.order(ws, reel.id, product)
    reel_making.require(ws, reel.id, making)
    change(ws, reel)
    if product is Product.SHEET and change is _subtitle:  # there are none on a sheet
        reel_making.require(ws, reel.id, making)
        return
    with pytest.raises(RuleViolation, match="now than when this was asked for"):
        reel_making.require(ws, reel.id, making)
    ws.history.undo()
    reel_making.require(ws, reel.id, making)


def test_a_film_with_another_title_is_not_made_as_it_was(ws: Workspace, reel: Reel) -> None:
    making = reel_making.order(ws, reel.id, Product.FILM)
    _title(ws, reel)
    with pytest.raises(RuleViolation, match="now than when this was asked for"):
        reel_making.require(ws, reel.id, making)


def test_a_word_in_the_corner_is_read_on_the_sheet_too(ws: Workspace, reel: Reel) -> None:
    pseudonym = ws.get(Family, reel.family_id).pseudonym
    (clip,) = reel_building.clips_of(ws, reel.id)
    reel_looks.set_look(ws, clip.id, replace(clip.look, label=f"{pseudonym} in March"))
    with pytest.raises(RuleViolation, match="the family’s code"):
        reel_making.order(ws, reel.id, Product.SHEET)


def test_the_families_code_in_a_hope_or_a_goal_stays_off_sheet_and_page(ws: Workspace, reel: Reel) -> None:
    pseudonym = ws.get(Family, reel.family_id).pseudonym
    families.set_goal(ws, reel.family_id, f"{pseudonym}: calmer nights")
    with pytest.raises(RuleViolation, match="the family’s code"):
        reel_making.order(ws, reel.id, Product.SHEET)
    with pytest.raises(RuleViolation, match="the family’s code"):
        family_plan.page(ws, reel.family_id)
    reel_making.order(ws, reel.id, Product.SHEET, with_hope=False)
    families.set_goal(ws, reel.family_id, "Calmer nights")
    family_plan.add(ws, reel.family_id, PlanKind.GOAL, f"What {pseudonym} wants")
    with pytest.raises(RuleViolation, match="the family’s code"):
        reel_making.order(ws, reel.id, Product.SHEET)
    with pytest.raises(RuleViolation, match="the family’s code"):
        family_plan.page(ws, reel.family_id)


def test_an_editing_program_reads_no_family_code(ws: Workspace, reel: Reel, tmp_path: Path) -> None:
    pseudonym = ws.get(Family, reel.family_id).pseudonym
    (clip,) = reel_building.clips_of(ws, reel.id)
    reel_building.set_clip_caption(ws, clip.id, f"{pseudonym} looks up")
    write_reel_file(gather_reel(ws, reel.id), tmp_path / "reel.otio")
    assert pseudonym not in (tmp_path / "reel.otio").read_text("utf-8")


def worse(*codes: str) -> LoadedCodebook:
    """The small codebook's next version, in which codes that were neutral are concerns."""
    text = CODEBOOK.replace("'1.0'", "'2.0'")
    for code in codes:
        line = next(one for one in text.splitlines() if f"id: {code}," in one)
        text = text.replace(line, line.replace("valence: neutral", "valence: concern"))
    return parse_codebook(text, "small.yaml")


@pytest.mark.parametrize("product", list(Product))
def test_a_code_that_became_a_concern_shuts_every_way_out(
    ws: Workspace, reel: Reel, product: Product
) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    session = ws.get(Session, clip.session_id)
    coding = ensure_pass(ws, session, parse_codebook(CODEBOOK, "small.yaml"))
    desk = Desk(ws, None, session, coding)  # type: ignore[arg-type]
    desk.state("toy", 22, 26)
    making = reel_making.order(ws, reel.id, product)
    sharing.order_to_show(ws, reel.id)
    gather_reel(ws, reel.id)
    migrate(ws, propose(ws, coding, worse("toy")))
    for way_out in (
        lambda: reel_making.require(ws, reel.id, making),
        lambda: reel_making.order(ws, reel.id, product),
        lambda: sharing.order_to_show(ws, reel.id),
        lambda: sharing.require_now(ws, reel.id),
        lambda: require_may_be_shown(ws, reel.id),
        lambda: gather_reel(ws, reel.id),
    ):
        with pytest.raises(RuleViolation, match="“Looks at toy”"):
            way_out()
    with pytest.raises(RuleViolation, match="“Looks at toy”"):
        other = reel_building.make_reel(ws, reel.family_id, "Another", Audience.TAKE_HOME)
        reel_building.add_moments(ws, other.id, [clip.moment_id or ""], concern_allowed=True)
    ws.history.undo()


def test_leave_to_show_a_concern_is_not_given_before_there_is_one(ws: Workspace, reel: Reel) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    session = ws.get(Session, clip.session_id)
    reel_building.add_moments(ws, reel.id, [clip.moment_id or ""], concern_allowed=True)
    coding = ensure_pass(ws, session, parse_codebook(CODEBOOK, "small.yaml"))
    Desk(ws, None, session, coding).press("cry", 25)  # type: ignore[arg-type]
    reel_building.remove_clips(ws, reel.id, [clip.id])
    with pytest.raises(RuleViolation, match="“Cry”"):
        require_may_be_shown(ws, reel.id)


@pytest.mark.parametrize("wider", ["edges", "handles"])
def test_leave_to_show_a_concern_does_not_grow_with_the_clip(ws: Workspace, reel: Reel, wider: str) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    coding = ensure_pass(ws, ws.get(Session, clip.session_id), parse_codebook(CODEBOOK, "small.yaml"))
    desk = Desk(ws, None, ws.get(Session, clip.session_id), coding)  # type: ignore[arg-type]
    desk.press("cry", 25)
    desk.press("cry", 34)
    reel_building.allow_concern(ws, clip.id)
    making = reel_making.order(ws, reel.id, Product.FILM)

    def widen(frames: int) -> None:
        if wider == "handles":
            reel_building.set_handles(ws, reel.id, at(frames))
        else:
            reel_building.set_clip_edges(ws, clip.id, at(20 - frames), at(30 + frames))

    widen(2)  # nothing else is there
    require_may_be_shown(ws, reel.id)
    widen(6)
    assert "over a concern that needs leave" in (ws.history.undo_label or "")
    for way_out in (
        lambda: require_may_be_shown(ws, reel.id),
        lambda: sharing.order_to_show(ws, reel.id),
        lambda: gather_reel(ws, reel.id),
        lambda: reel_making.order(ws, reel.id, Product.FILM),
        lambda: reel_making.require(ws, reel.id, making),
    ):
        with pytest.raises(RuleViolation):
            way_out()
    with pytest.raises(RuleViolation, match=r"“Cry”.*which is a concern"):
        require_may_be_shown(ws, reel.id)
    ws.history.undo()
    require_may_be_shown(ws, reel.id)
    ws.history.redo()
    reel_building.allow_concern(ws, clip.id)
    require_may_be_shown(ws, reel.id)
    widen(4)  # the second concern is out of sight again, and leave for it does no harm
    require_may_be_shown(ws, reel.id)


def test_leave_to_show_a_concern_is_no_leave_for_another_that_is_tagged_later(
    ws: Workspace, reel: Reel
) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    coding = ensure_pass(ws, ws.get(Session, clip.session_id), parse_codebook(CODEBOOK, "small.yaml"))
    desk = Desk(ws, None, ws.get(Session, clip.session_id), coding)  # type: ignore[arg-type]
    reel_building.allow_concern(ws, clip.id)  # there is none yet: leave for nothing
    assert ws.get(ReelClip, clip.id).leave_for == ()
    desk.press("cry", 22)
    with pytest.raises(RuleViolation, match="“Cry”"):
        require_may_be_shown(ws, reel.id)
    reel_building.allow_concern(ws, clip.id)
    making = reel_making.order(ws, reel.id, Product.FILM)
    desk.press("cry", 27)
    for way_out in (
        lambda: require_may_be_shown(ws, reel.id),
        lambda: sharing.order_to_show(ws, reel.id),
        lambda: gather_reel(ws, reel.id),
        lambda: reel_making.require(ws, reel.id, making),
    ):
        with pytest.raises(RuleViolation, match="“Cry”"):
            way_out()
    reel_building.set_clip_edges(ws, clip.id, at(21), at(26))  # may be trimmed all the same
    require_may_be_shown(ws, reel.id)


def test_a_clip_without_leave_is_not_moved_over_a_concern_and_is_told_how_it_could_be_shown(
    ws: Workspace, reel: Reel
) -> None:
    (clip,) = reel_building.clips_of(ws, reel.id)
    coding = ensure_pass(ws, ws.get(Session, clip.session_id), parse_codebook(CODEBOOK, "small.yaml"))
    Desk(ws, None, ws.get(Session, clip.session_id), coding).press("cry", 34)  # type: ignore[arg-type]
    with pytest.raises(RuleViolation, match="“Cry”") as told:
        reel_building.set_clip_edges(ws, clip.id, at(20), at(36))
    assert "as a moment, on purpose" in told.value.remedy
