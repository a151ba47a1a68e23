"""Which camera's film a clip shows: one of the films that run beside each other on the session's clock, or two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.clip_look import ClipLook, Join
from vig_annotator.model.edits.concerns import shown_span
from vig_annotator.model.edits.drafting import Stamp, changed, made
from vig_annotator.model.edits.ordering import next_position
from vig_annotator.model.ids import new_id
from vig_annotator.model.reel import Reel, ReelClip, is_at_the_right
from vig_annotator.model.session_clock import Take, ends_at


def set_camera(reel: Reel, clip: ReelClip, take: Take | None) -> ChangeSet:
    """Show a clip as another camera saw it.

    What was drawn lies on the picture of the camera before: a part and a spotlight go, and a blur is to be looked at anew; nobody who was
    hidden is shown without a word.

    Args:
        reel: of the clip.
        clip: which.
        take: the other camera's; None for the session's own film.

    Raises:
        RuleViolation: the camera did not film from the clip's beginning on.
    """
    camera_id = None if take is None else take[0].id
    if camera_id == clip.camera_id:
        return ChangeSet("", ())
    if take is not None:
        _require_filmed(reel, clip, take)
    return ChangeSet(
        "show a clip as another camera saw it",
        (changed(clip, camera_id=camera_id, look=_undrawn(clip.look)),),
    )


def show_both(
    reel: Reel, clips: Sequence[ReelClip], clip: ReelClip, take: Take | None, stamp: Stamp
) -> tuple[ChangeSet, ReelClip]:
    """Show another camera's film of the same moment at the right of a clip, silently; answers the clip that was added.

    Args:
        reel: of the clip.
        clips: all of the reel, in order.
        clip: which; it is at the left.
        take: the camera at the right; None for the session's own film.
        stamp: who, and when.

    Raises:
        RuleViolation: the camera did not film from the clip's beginning on, or the clip is one of a pair already.
    """
    place = [one.id for one in clips].index(clip.id)
    if clip.look.beside_next or is_at_the_right(clips, place):
        raise RuleViolation("This clip is shown side by side already.", "Take the other one out first.")
    if take is not None:
        _require_filmed(reel, clip, take)
    look = _undrawn(clip.look)
    new = replace(
        clip,
        id=new_id(),
        camera_id=None if take is None else take[0].id,
        caption="",
        position=next_position(clips),
        look=replace(
            look,
            card=None,
            label="",
            baby_says="",
            subtitles=(),
            join=Join.CUT,
            sound_percent=0,
            quiet=(),
            blurs=(),
        ),
        created_at=stamp.at,
        revision=1,
    )
    changes = [changed(clip, look=replace(clip.look, beside_next=True))]
    later = [one for one in clips if one.position > clip.position]
    after = [new.position, *(one.position for one in later)]
    # The new clip takes the next one's place, and so on.
    places = sorted(after)
    new = replace(new, position=places[0])
    changes += [
        changed(one, position=position)
        for one, position in zip(later, places[1:], strict=True)
        if one.position != position
    ]
    return ChangeSet("show both cameras side by side", (*changes, made(new))), new


def _undrawn(look: ClipLook) -> ClipLook:
    blurs = tuple(replace(one, followed=(), doubts=()) for one in look.blurs)
    return replace(look, framing=(), spotlight=None, blurs=blurs)


def _require_filmed(reel: Reel, clip: ReelClip, take: Take) -> None:
    shown = shown_span(reel, clip)
    if take[0].starts_at_us > shown.onset_us or ends_at(take[-1]) <= clip.onset_us:
        name = PurePath(take[0].path).name
        raise RuleViolation(
            f"“{name}” does not show this moment from its beginning on.",
            "Choose a moment that both cameras filmed, or let the clip begin later.",
        )
