"""The usual ways to make a reel.

*VIG shared review*: a few short moments of attuned interaction, each seen once as it was, once slowly, and then held on
a still that the parent and the guider look at together (Kennedy, Landor and Todd 2011: three clips or so, micro-moments).
*Then and now*: early and late sessions one after the other, or side by side. *CoS review*: fewer effects and more room to
talk: each clip once, then its last picture held. *Keepsake*: the good moments with their captions, for the family to keep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.clip_look import Card, ClipLook, Freeze, Join, StillPlace
from vig_annotator.model.edits.drafting import changed
from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime, Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_style import FileFor, Preset, ReelStyle

HALF_SPEED = 50
_TALK_US = 4_000_000
_CLOSING_US = 4_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a preset asks for; None for no limit."""

    clips: int | None = None
    clip_us: int | None = None


LIMITS: Mapping[Preset, Limits] = {
    Preset.VIG_REVIEW: Limits(clips=3, clip_us=10 * US_PER_SECOND),
    Preset.COS_REVIEW: Limits(clip_us=120 * US_PER_SECOND),
}


def look_for(preset: Preset, span: Span, look: ClipLook, *, first: bool = False) -> ClipLook:
    """How a preset shows a clip; words, framing, blurs, spotlight and sound stay as they are, and so does a chosen still.

    Args:
        preset: which.
        span: the clip's.
        look: the clip's until now.
        first: whether it is the earlier of a pair.
    """
    plain = replace(
        look, speed_percent=100, replay_percent=None, freeze=None, join=Join.CUT, beside_next=False
    )
    if preset is Preset.VIG_REVIEW:
        middle = MediaTime((span.onset_us + span.offset_us) // 2)
        still = look.freeze or Freeze(middle)
        return replace(
            plain, replay_percent=HALF_SPEED, freeze=replace(still, place=StillPlace.END), join=Join.FADE
        )
    if preset is Preset.COS_REVIEW:
        still = look.freeze or Freeze(MediaTime(span.offset_us - 1), _TALK_US)
        return replace(plain, freeze=replace(still, place=StillPlace.END), join=Join.FADE)
    if preset in (Preset.THEN_AND_NOW, Preset.SIDE_BY_SIDE):
        beside = preset is Preset.SIDE_BY_SIDE
        return replace(
            plain,
            freeze=look.freeze,
            label=look.label or ("Then" if first else "Now"),
            join=Join.CUT if beside and not first else Join.FADE,
            beside_next=beside and first,
            sound_percent=0 if beside and first else look.sound_percent,
        )
    if preset is Preset.KEEPSAKE:
        return replace(plain, freeze=look.freeze, join=Join.FADE)
    return replace(look, beside_next=False)


def style_for(preset: Preset, reel: Reel) -> ReelStyle:
    """How a preset makes a whole reel; cards that somebody wrote stay."""
    opening, closing, file_for = reel.style.opening, reel.style.closing, reel.style.file_for
    if preset is Preset.KEEPSAKE:
        opening = opening or Card(reel.title)
        closing = closing or Card("Together", length_us=_CLOSING_US)
        file_for = FileFor.PHONE
    elif preset is not Preset.PLAIN:
        opening = opening or Card(reel.title)
    return replace(reel.style, preset=preset, opening=opening, closing=closing, file_for=file_for)


def apply(reel: Reel, clips: Sequence[ReelClip], preset: Preset) -> ChangeSet:
    """Make a reel and all its clips as a preset says, in one step.

    For *then and now* clips make pairs in the order that they have: the first is “Then”, the second “Now”.
    """
    changes: list[RowChange] = []
    style = style_for(preset, reel)
    if style != reel.style:
        changes.append(changed(reel, style=style))
    paired = len(clips) - len(clips) % 2
    for place, clip in enumerate(clips):
        span = Span(clip.onset_us, clip.offset_us)
        look = look_for(preset, span, clip.look, first=place % 2 == 0 and place < paired)
        if look != clip.look:
            changes.append(changed(clip, look=look))
    return ChangeSet(f"make “{reel.title}” a {NAMES[preset]}" if changes else "", tuple(changes))


NAMES: Mapping[Preset, str] = {
    Preset.PLAIN: "plain reel",
    Preset.VIG_REVIEW: "VIG shared review",
    Preset.THEN_AND_NOW: "then and now",
    Preset.SIDE_BY_SIDE: "then and now, side by side",
    Preset.COS_REVIEW: "CoS review",
    Preset.KEEPSAKE: "keepsake",
}
"""What people call each preset."""


def advice(reel: Reel, clips: Sequence[ReelClip]) -> list[str]:
    """What a reel's preset would have otherwise, in plain sentences; empty if nothing. Nothing of it is forbidden."""
    limits = LIMITS.get(reel.style.preset, Limits())
    name = NAMES[reel.style.preset]
    said: list[str] = []
    if limits.clips is not None and len(clips) > limits.clips:
        said.append(f"A {name} shows at most {limits.clips} clips; this one has {len(clips)}.")
    for number, clip in enumerate(clips, start=1):
        length_us = clip.offset_us - clip.onset_us
        if limits.clip_us is not None and length_us > limits.clip_us:
            said.append(
                f"Clip {number} takes {length_us / US_PER_SECOND:.0f} s; "
                f"a clip of a {name} takes at most {limits.clip_us // US_PER_SECOND} s."
            )
    if reel.style.preset in (Preset.THEN_AND_NOW, Preset.SIDE_BY_SIDE):
        if len(clips) % 2:
            said.append("The last clip has no other to be compared with.")
        elif clips and len({clip.session_id for clip in clips}) == 1:
            said.append("All clips are of one session; then and now wants two.")
    return said
