"""Every way by which film leaves, under every condition of consent, for every purpose: what is refused, and what may go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.builders.clips import Clip
from tests.builders.libraries import at, small_codebook
from vig_annotator.errors import ConsentNeeded, RuleViolation, UsageError
from vig_annotator.model.audiences import PURPOSE_OF
from vig_annotator.model.clip_look import Blur, ClipLook
from vig_annotator.model.consent import Decision, Purpose
from vig_annotator.model.days import later
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.edits.reels import Stretch
from vig_annotator.model.frame_box import WHOLE_PICTURE, BoxAt
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Audience
from vig_annotator.services import (
    consent,
    passes,
    reel_building,
    reel_guarding,
    reel_interchange,
    reel_looks,
    reel_making,
    sharing,
)
from vig_annotator.services.films import add_film
from vig_annotator.services.packet_sealing import SessionWish, Wish, order_packet
from vig_annotator.services.reel_making import Product
from vig_annotator.services.workspace import Workspace


@dataclass
class Case:
    """A library with one reel of one clip; `audience` is the reel's."""

    ws: Workspace
    session_id: str
    family_id: str
    reel_id: str

    def agree(self, *purposes: Purpose, answer: Answer | None = None) -> list[str]:
        """Both say so about these purposes."""
        ids = [one.id for one in consent.begin(self.ws, self.family_id)]
        if purposes:
            consent.record(self.ws, ids, purposes, answer or Answer())
        return ids

    def look(self, look: ClipLook) -> None:
        """How the clip is shown."""
        (clip,) = reel_building.clips_of(self.ws, self.reel_id)
        reel_looks.set_look(self.ws, clip.id, look)


@pytest.fixture
def case(library_folder: object, plain_film: Clip) -> Iterator[Case]:
    with Workspace.open(library_folder, "AB") as ws:  # type: ignore[arg-type]
        session, _ = add_film(ws, plain_film.path)
        passes.ensure_pass(ws, session, small_codebook())
        consent.begin(ws, session.family_id)
        reel = reel_building.make_reel(ws, session.family_id, "Together")
        reel_building.add_stretches(ws, reel.id, [Stretch(session.id, Span(at(20), at(40)), "Look!")])
        yield Case(ws, session.id, session.family_id, reel.id)


def _product(product: Product) -> Callable[[Case], object]:
    return lambda case: reel_making.order(case.ws, case.reel_id, product)


WAYS: dict[str, tuple[Purpose, Callable[[Case], object]]] = {
    "film": (Purpose.SHARED_REVIEW, _product(Product.FILM)),
    "film of each clip": (Purpose.SHARED_REVIEW, _product(Product.EACH)),
    "stills": (Purpose.SHARED_REVIEW, _product(Product.STILLS)),
    "keepsake sheet": (Purpose.SHARED_REVIEW, _product(Product.SHEET)),
    "editing program": (
        Purpose.SHARED_REVIEW,
        lambda case: reel_interchange.gather_reel(case.ws, case.reel_id),
    ),
    "shared review": (Purpose.SHARED_REVIEW, lambda case: sharing.order_to_show(case.ws, case.reel_id)),
    "next clip of a shared review": (
        Purpose.SHARED_REVIEW,
        lambda case: sharing.require_now(case.ws, case.reel_id),
    ),
    "picture": (
        Purpose.SHARED_REVIEW,
        lambda case: reel_guarding.require_picture(case.ws, case.session_id),
    ),
    "packet": (
        Purpose.SUPERVISION,
        lambda case: order_packet(case.ws, Wish((SessionWish(case.session_id),))),
    ),
    "silent packet": (
        Purpose.SUPERVISION,
        lambda case: order_packet(case.ws, Wish((SessionWish(case.session_id),), sound=False)),
    ),
}
STILL = {"stills", "keepsake sheet", "picture"}
ANSWERS: dict[str, Answer] = {
    "refused": Answer(Decision.REFUSED),
    "taken back": Answer(Decision.WITHDRAWN),
    "given": Answer(),
    "only blurred": Answer(only_blurred=True),
    "stills only": Answer(stills_only=True),
    "no sound": Answer(no_sound=True),
}
SAID = ("nobody asked", "over since yesterday", "until today", *ANSWERS)
ALLOWED = {
    "until today": set(WAYS),
    "given": set(WAYS),
    "stills only": STILL,
    "no sound": STILL | {"silent packet"},
}
"""What may go of a clip that is shown as it was filmed; nothing under any other answer."""

whole = (BoxAt(at(0), WHOLE_PICTURE),)
HIDDEN = ClipLook(blurs=tuple(Blur(who, whole, followed=whole) for who in ("Parent", "Baby")))
MUTED = ClipLook(sound_percent=0)
_REEL = {
    "film",
    "film of each clip",
    "stills",
    "keepsake sheet",
    "shared review",
    "next clip of a shared review",
}
MET = {
    ("only blurred", "hidden"): _REEL,
    ("no sound", "muted"): _REEL | {"picture", "silent packet"},
    ("stills only", "hidden"): STILL,
    ("stills only", "muted"): STILL,
}
"""What may go where the clip itself keeps to the condition. An editing program shows the film as it is: never."""


def went(case: Case, purpose: Purpose) -> set[str]:
    """The ways of a purpose by which something may go now."""
    found = set()
    for way, (about, go) in WAYS.items():
        if about is purpose:
            try:
                go(case)
            except (ConsentNeeded, RuleViolation):
                continue
            found.add(way)
    return found


def of(purpose: Purpose) -> set[str]:
    return {way for way, (about, _) in WAYS.items() if about is purpose}


def answered(said: str) -> Answer | None:
    """What was said, on the day on which it is asked about: tests may run past midnight."""
    today = consent.day_now()
    return {
        "over since yesterday": Answer(decided_on=later(today, -9), expires_on=later(today, -1)),
        "until today": Answer(expires_on=today),
        **ANSWERS,
    }.get(said)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("purpose", [Purpose.SHARED_REVIEW, Purpose.SUPERVISION])
def test_a_clip_as_it_was_filmed(case: Case, purpose: Purpose, said: str) -> None:
    answer = answered(said)
    case.agree(*[one for one in Purpose if one is not purpose])  # all else says nothing about this
    if answer is not None:
        case.agree(purpose, answer=answer)
    assert went(case, purpose) == ALLOWED.get(said, set()) & of(purpose)


@pytest.mark.parametrize(("said", "how"), MET)
def test_a_clip_that_keeps_to_the_condition(case: Case, said: str, how: str) -> None:
    case.look(HIDDEN if how == "hidden" else MUTED)
    case.agree(*Purpose, answer=ANSWERS[said])
    found = went(case, Purpose.SHARED_REVIEW) | went(case, Purpose.SUPERVISION)
    assert found == MET[said, how]


@pytest.mark.parametrize("audience", Audience)
def test_each_audience_asks_for_its_own_purpose(case: Case, audience: Audience) -> None:
    reel_building.set_audience(case.ws, case.reel_id, audience)
    purpose = PURPOSE_OF[audience]
    case.agree(*[one for one in Purpose if one is not purpose])
    for way in (Product.FILM, Product.EACH, Product.STILLS):
        with pytest.raises(ConsentNeeded):
            reel_making.order(case.ws, case.reel_id, way)
    with pytest.raises(ConsentNeeded):
        reel_interchange.gather_reel(case.ws, case.reel_id)
    case.agree(purpose)
    for way in Product:
        if way is not Product.SHEET:
            reel_making.order(case.ws, case.reel_id, way)
    reel_interchange.gather_reel(case.ws, case.reel_id)


def test_a_packet_is_closed_when_consent_ends(case: Case) -> None:
    today = consent.day_now()
    end = later(today, 3)
    case.agree(Purpose.SUPERVISION, answer=Answer(expires_on=end))
    wish = Wish((SessionWish(case.session_id),))
    assert order_packet(case.ws, wish).wish.expires_on == end
    with pytest.raises(UsageError, match="Consent for supervision ends on"):
        order_packet(case.ws, Wish((SessionWish(case.session_id),), expires_on=later(today, 4)))
