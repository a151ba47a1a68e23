"""Whether a reel may be shown or given to its audience: everybody filmed has agreed, and no concern is in it that must not be."""

from __future__ import annotations

from vig_annotator.errors import RuleViolation
from vig_annotator.model.audiences import PURPOSE_OF
from vig_annotator.model.consent import ConsentException, Purpose, Shown
from vig_annotator.model.edits.blurs import hides_throughout
from vig_annotator.model.edits.concerns import shown_span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.session import Session
from vig_annotator.services import consent, reel_building
from vig_annotator.services.register import Made
from vig_annotator.services.workspace import Workspace


def shown_by(reel: Reel, clips: list[ReelClip], *, moving: bool = True) -> tuple[Shown, ...]:
    """What a reel's audience would see and hear of whom; if not as film, then in still pictures."""
    return tuple(
        Shown(
            clip.session_id,
            f"clip {number}",
            moving=moving,
            sound=moving and clip.look.heard_in(shown_span(reel, clip)),
            # A blur that is still to be looked at, or that comes and goes, hides nobody for sure.
            hidden=tuple(
                blur.who for blur in clip.look.blurs if hides_throughout(blur, shown_span(reel, clip))
            ),
        )
        for number, clip in enumerate(clips, start=1)
    )


def require_may_be_shown(
    ws: Workspace,
    reel_id: str,
    what: str = "",
    exception: ConsentException | None = None,
    *,
    moving: bool = True,
) -> None:
    """To be asked before a reel is rendered, presented or handed over.

    Args:
        ws: the open library.
        reel_id: which reel.
        what: what is to be done, for the sentence: ``The film of “Together” can’t be made``.
        exception: that was made for this reel, see `except_reel`.
        moving: as film; else in still pictures.

    Raises:
        ConsentNeeded: somebody filmed has not agreed to this audience, or a condition is not met.
        RuleViolation: a clip would show a parent a concern, or another family's film; the exception is another reel's.
        NotFound: there is no such reel.
    """
    reel = ws.get(Reel, reel_id)
    reel_building.require_families(ws, reel_id)
    reel_building.require_showable(ws, reel_id)
    purpose = PURPOSE_OF[reel.audience]
    shown = shown_by(reel, reel_building.clips_of(ws, reel_id), moving=moving)
    if exception is not None:
        families = {one.id for one in reel_building.families_in(ws, reel_id)}
        if exception.family_id not in families or (exception.what, exception.purpose) != (
            reel.title,
            purpose,
        ):
            raise RuleViolation("This exception was made for something else.", "Make one for this reel.")
        excepted = _excepted(ws, reel_id, exception)
        shown = tuple(one for one in shown if ws.get(Session, one.session_id).family_id not in excepted)
    consent.require(ws, purpose, shown, what or f"The film of “{reel.title}” can’t be made")


def except_reel(ws: Workspace, reel_id: str, reason: str) -> ConsentException:
    """Write down that a reel is shown without consent on file, and why.

    Where it shows several families, it is written down for each whose consent is not complete.

    Raises:
        RuleViolation: the service allows no exceptions, or no reason.
        NotFound: there is no such reel.
    """
    reel = ws.get(Reel, reel_id)
    purpose = PURPOSE_OF[reel.audience]
    shown = shown_by(reel, reel_building.clips_of(ws, reel_id))
    about = []
    for family in reel_building.families_in(ws, reel_id):
        theirs = [one for one in shown if ws.get(Session, one.session_id).family_id == family.id]
        if consent.hindrances(ws, family.id, purpose, theirs):
            about.append(family.id)
    made = [consent.make_exception(ws, one, purpose, reel.title, reason) for one in about or [reel.family_id]]
    return made[0]


def _excepted(ws: Workspace, reel_id: str, exception: ConsentException) -> set[str]:
    """The families of a reel for which the same exception was written down."""
    said = (exception.what, exception.purpose, exception.reason, exception.created_by)
    return {
        one.family_id
        for family in reel_building.families_in(ws, reel_id)
        for one in consent.exceptions(ws, family.id)
        if (one.what, one.purpose, one.reason, one.created_by) == said
    }


def made_of(ws: Workspace, reel_id: str) -> Made:
    """What the register keeps of a reel's film."""
    reel = ws.get(Reel, reel_id)
    sessions = tuple(dict.fromkeys(clip.session_id for clip in reel_building.clips_of(ws, reel_id)))
    return Made(reel.family_id, reel.id, sessions, reel.title, reel.audience)


def require_picture(ws: Workspace, session_id: str) -> None:
    """To be asked before a picture of a session's film leaves the program: it is for the parent.

    Raises:
        ConsentNeeded: somebody filmed has not agreed to the shared review.
    """
    picture = Shown(session_id, "the picture", moving=False, sound=False)
    consent.require(ws, Purpose.SHARED_REVIEW, [picture], "The picture can’t be saved")
