"""Making and changing reels; every change that could show a parent a concern is asked about it (`concerns`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.clip_look import PLAIN_LOOK
from vig_annotator.model.edits.blurs import look_with_edges_moved
from vig_annotator.model.edits.concerns import (
    Coded,
    concerns_in_span,
    require_may_go_there,
    require_showable,
    shown_span,
    with_leave,
    without_leave,
)
from vig_annotator.model.edits.drafting import Stamp, changed, made, removed
from vig_annotator.model.edits.ordering import moved, next_position, reordered
from vig_annotator.model.edits.reel_presets import look_for
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import Span
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Audience, Reel, ReelClip


def create(
    family_id: str, title: str, audience: Audience, handles_us: int, stamp: Stamp
) -> tuple[ChangeSet, Reel]:
    """A new reel without clips.

    Raises:
        RuleViolation: no title, or negative handles.
    """
    _require_handles(handles_us)
    reel = Reel(
        id=new_id(),
        family_id=family_id,
        title=_title(title),
        audience=audience,
        handles_us=handles_us,
        created_at=stamp.at,
    )
    return ChangeSet(f"make the reel “{reel.title}”", (made(reel),)), reel


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a session that is to become a clip.

    Attributes:
        caption: what the clip will say.
        moment_id: the moment it comes from, or None.
    """

    session_id: str
    span: Span
    caption: str = ""
    moment_id: str | None = None


def stretch_of(moment: Moment) -> Stretch:
    """A moment as a stretch."""
    return Stretch(moment.session_id, Span(moment.onset_us, moment.offset_us), moment.caption, moment.id)


def add_clips(
    reel: Reel,
    clips: Sequence[ReelClip],
    stretches: Sequence[Stretch],
    coded: Mapping[str, Sequence[Coded]],
    stamp: Stamp,
    *,
    concern_allowed: bool = False,
) -> tuple[ChangeSet, tuple[ReelClip, ...]]:
    """Put clips at the end of a reel, in the order given; they look as the reel's preset says.

    Args:
        reel: to add to.
        clips: what it holds.
        stretches: of sessions of the reel's family.
        coded: by session id, everything that anybody tagged there.
        stamp: who, and when.
        concern_allowed: the clinician said explicitly that these may show the concerns that are in them now.

    Raises:
        RuleViolation: one would show a concern to a parent, without it being allowed.
    """
    first = next_position(clips)
    new = tuple(
        ReelClip(
            id=new_id(),
            reel_id=reel.id,
            session_id=one.session_id,
            onset_us=one.span.onset_us,
            offset_us=one.span.offset_us,
            caption=one.caption,
            moment_id=one.moment_id,
            position=first + place,
            look=look_for(reel.style.preset, one.span, PLAIN_LOOK, first=(len(clips) + place) % 2 == 0),
            created_at=stamp.at,
        )
        for place, one in enumerate(stretches)
    )
    if concern_allowed:
        new = tuple(with_leave(reel, clip, coded.get(clip.session_id, ())) for clip in new)
    for clip in new:
        require_showable(reel, clip, coded.get(clip.session_id, ()))
    from_moments = all(one.moment_id is not None for one in stretches)
    what = _counted(len(new), "moment" if from_moments else "clip")
    return ChangeSet(f"add {what} to “{reel.title}”", tuple(map(made, new))), new


def set_concern_allowed(reel: Reel, clip: ReelClip, allowed: bool, coded: Sequence[Coded]) -> ChangeSet:
    """Allow a clip to show a parent the concerns that it shows now, or no longer any.

    Raises:
        RuleViolation: it is to be forbidden, but the clip does show one; or what it shows may not be allowed.
    """
    after = with_leave(reel, clip, coded) if allowed else replace(clip, leave_for=())
    if after == clip:
        return ChangeSet("", ())
    require_showable(reel, after, coded)
    label = "allow a concern in a clip" if allowed else "forbid a concern in a clip"
    return ChangeSet(label, (changed(clip, leave_for=after.leave_for),))


def set_clip_span(reel: Reel, clip: ReelClip, span: Span, coded: Sequence[Coded]) -> ChangeSet:
    """Move a clip's edges; the moment it was made from stays as it is. Where more is shown, blurs are to be looked at.

    Another concern that a clip with leave is moved over has no leave yet: the step's name says so.

    Raises:
        RuleViolation: no length, before the film, or it would show a concern.
    """
    if span.duration_us == 0 or span.onset_us < 0:
        raise RuleViolation("A clip needs some length.", "Put its end after its start.")
    if Span(clip.onset_us, clip.offset_us) == span:
        return ChangeSet("", ())
    after = replace(clip, onset_us=span.onset_us, offset_us=span.offset_us)
    look = look_with_edges_moved(clip.look, shown_span(reel, clip), shown_span(reel, after))
    require_may_go_there(reel, after, coded)
    change = changed(clip, onset_us=span.onset_us, offset_us=span.offset_us, look=look)
    label = "move the edges of a clip"
    return ChangeSet(label + _needs_leave(_lacks_leave(reel, after, coded)), (change,))


def set_clip_caption(clip: ReelClip, caption: str) -> ChangeSet:
    """Say what a clip shows."""
    if clip.caption == caption.strip():
        return ChangeSet("", ())
    return ChangeSet("caption a clip", (changed(clip, caption=caption.strip()),))


def remove_clips(reel: Reel, clips: Sequence[ReelClip]) -> ChangeSet:
    """Take clips out of a reel; the film and the moments stay."""
    return ChangeSet(
        f"take {_counted(len(clips), 'clip')} out of “{reel.title}”", tuple(removed(clip) for clip in clips)
    )


def reorder_clips(reel: Reel, clips: Sequence[ReelClip], ids: Sequence[str]) -> ChangeSet:
    """Put a reel's clips into the order of `ids`.

    Raises:
        RuleViolation: `ids` are not exactly the reel's clips.
    """
    return ChangeSet(f"reorder “{reel.title}”", reordered(clips, ids))


def move_clip(reel: Reel, clips: Sequence[ReelClip], clip_id: str, to_index: int) -> ChangeSet:
    """Put one clip at an index of the reel."""
    return ChangeSet(f"reorder “{reel.title}”", moved(clips, clip_id, to_index))


def rename(reel: Reel, title: str) -> ChangeSet:
    """Give a reel another title.

    Raises:
        RuleViolation: no title.
    """
    if reel.title == _title(title):
        return ChangeSet("", ())
    return ChangeSet(f"rename the reel “{reel.title}”", (changed(reel, title=_title(title)),))


def set_handles(
    reel: Reel, clips: Iterable[ReelClip], handles_us: int, coded: Mapping[str, Sequence[Coded]]
) -> ChangeSet:
    """Set the extra time before and after each clip. Where more is shown, blurs are to be looked at.

    Another concern that a clip with leave shows with them has no leave yet: the step's name says so.

    Raises:
        RuleViolation: negative, or a clip would then show a concern.
    """
    _require_handles(handles_us)
    if reel.handles_us == handles_us:
        return ChangeSet("", ())
    after, edits, lacking = replace(reel, handles_us=handles_us), [], False
    for clip in clips:
        tagged = coded.get(clip.session_id, ())
        require_may_go_there(after, clip, tagged)
        lacking = lacking or _lacks_leave(after, clip, tagged)
        look = look_with_edges_moved(clip.look, shown_span(reel, clip), shown_span(after, clip))
        if look != clip.look:
            edits.append(changed(clip, look=look))
    label = f"set the handles of “{reel.title}”" + _needs_leave(lacking)
    return ChangeSet(label, (changed(reel, handles_us=handles_us), *edits))


def set_audience(
    reel: Reel, clips: Iterable[ReelClip], audience: Audience, coded: Mapping[str, Sequence[Coded]]
) -> ChangeSet:
    """Say whom a reel is for.

    Raises:
        RuleViolation: for a parent, but a clip shows a concern that was not allowed.
    """
    return _with_reel(reel, clips, coded, f"set whom “{reel.title}” is for", audience=audience)


def delete(reel: Reel, clips: Sequence[ReelClip]) -> ChangeSet:
    """Delete a reel with its clips; films and moments stay."""
    return ChangeSet(f"delete the reel “{reel.title}”", (*map(removed, clips), removed(reel)))


def _with_reel(
    reel: Reel, clips: Iterable[ReelClip], coded: Mapping[str, Sequence[Coded]], label: str, **values: object
) -> ChangeSet:
    if all(getattr(reel, name) == value for name, value in values.items()):
        return ChangeSet("", ())
    change = changed(reel, **values)
    assert isinstance(change.after, Reel)
    for clip in clips:
        require_showable(change.after, clip, coded.get(clip.session_id, ()))
    return ChangeSet(label, (change,))


def _lacks_leave(reel: Reel, clip: ReelClip, coded: Sequence[Coded]) -> bool:
    """Whether a clip that shows concerns with leave shows others, too."""
    return bool(clip.leave_for and without_leave(clip, concerns_in_span(coded, shown_span(reel, clip))))


def _needs_leave(lacking: bool) -> str:
    """What a step's name says besides, where a clip now shows a concern that no leave was given for."""
    return ", over a concern that needs leave" if lacking else ""


def _counted(count: int, noun: str) -> str:
    return f"a {noun}" if count == 1 else f"{count} {noun}s"


def _title(title: str) -> str:
    if not title.strip():
        raise RuleViolation("A reel needs a title.", "Write a few words, such as “Taking turns”.")
    return title.strip()


def _require_handles(handles_us: int) -> None:
    if handles_us < 0:
        raise RuleViolation("Handles can't be shorter than nothing.", "Use 0 for none.")
