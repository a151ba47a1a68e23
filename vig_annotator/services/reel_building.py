"""Building reels: choosing, ordering and captioning clips; each function is one step for undo.

A reel for a parent holds no stretch that anybody tagged with a concern, unless the clinician allowed it for that clip.
All functions raise `NotFound` for a reel, clip or moment that is not there (any more), `RuleViolation` for what can't
be, with the reason, and `CodebookError` if a coding of a session can't be understood (so that no concern is overlooked).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from vig_annotator.errors import RuleViolation
from vig_annotator.model.audiences import PURPOSE_OF, SEVERAL_FAMILIES, shows_strengths_only
from vig_annotator.model.codebook import Valence
from vig_annotator.model.consent import Shown
from vig_annotator.model.edits import reels as rules
from vig_annotator.model.edits.concerns import Coded, concerns_in_span, shown_span
from vig_annotator.model.edits.concerns import require_showable as rule_on_concerns
from vig_annotator.model.family import Family
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.session import Session
from vig_annotator.services import consent, passes
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries


def reels_of(ws: Workspace, family_id: str) -> list[Reel]:
    """The reels of a family, oldest first."""
    with ws.store.reading() as connection:
        return queries.reels(connection, family_id)


def clips_of(ws: Workspace, reel_id: str) -> list[ReelClip]:
    """The clips of a reel, in order."""
    return ws.reel_desk(reel_id).clips


def make_reel(
    ws: Workspace,
    family_id: str,
    title: str,
    audience: Audience = Audience.PARENT,
    handles_us: int = 0,
) -> Reel:
    """Make a reel without clips.

    Args:
        ws: the open library.
        family_id: whose films it shows.
        title: shown to people.
        audience: for a parent, or for a supervisor.
        handles_us: extra time before and after each clip.
    """
    change_set, reel = rules.create(family_id, title, audience, handles_us, ws.stamp())
    ws.history.apply(change_set)
    return reel


def add_moments(
    ws: Workspace, reel_id: str, moment_ids: Sequence[str], *, concern_allowed: bool = False
) -> tuple[ReelClip, ...]:
    """Put moments at the end of a reel, in the order given; each becomes a clip with a span and caption of its own.

    `concern_allowed` is the clinician's explicit word that these clips may show a parent what was tagged as a concern.
    """
    chosen = [ws.get(Moment, one) for one in dict.fromkeys(moment_ids)]
    return add_stretches(
        ws, reel_id, [rules.stretch_of(one) for one in chosen], concern_allowed=concern_allowed
    )


def add_stretches(
    ws: Workspace, reel_id: str, stretches: Sequence[rules.Stretch], *, concern_allowed: bool = False
) -> tuple[ReelClip, ...]:
    """Put stretches of the family's sessions (such as candidates) at the end of a reel, in the order given.

    One of another family is refused, except in a reel for training or research: there that family must have agreed.
    `concern_allowed` is the clinician's explicit word that these clips may show a parent what was tagged as a concern.
    """
    reel = ws.get(Reel, reel_id)
    for one in stretches:
        _require_family(ws, reel, one.session_id)
    coded = {session_id: _concerns_of(ws, session_id) for session_id in {one.session_id for one in stretches}}
    change_set, clips = rules.add_clips(
        reel, clips_of(ws, reel_id), stretches, coded, ws.stamp(), concern_allowed=concern_allowed
    )
    ws.history.apply(change_set)
    return clips


def remove_clips(ws: Workspace, reel_id: str, clip_ids: Collection[str]) -> None:
    """Take clips out of a reel; films and moments stay."""
    doomed = [ws.get(ReelClip, one) for one in dict.fromkeys(clip_ids)]
    ws.history.apply(rules.remove_clips(ws.get(Reel, reel_id), doomed))


def reorder(ws: Workspace, reel_id: str, clip_ids: Sequence[str]) -> None:
    """Put all clips of a reel into the order of `clip_ids`."""
    ws.history.apply(rules.reorder_clips(ws.get(Reel, reel_id), clips_of(ws, reel_id), clip_ids))


def move_clip(ws: Workspace, clip_id: str, to_index: int) -> None:
    """Put one clip at an index of its reel (clamped)."""
    clip = ws.get(ReelClip, clip_id)
    reel = ws.get(Reel, clip.reel_id)
    ws.history.apply(rules.move_clip(reel, clips_of(ws, reel.id), clip_id, to_index))


def set_clip_caption(ws: Workspace, clip_id: str, caption: str) -> ReelClip:
    """Say what a clip shows, in words that its audience may read."""
    ws.history.apply(rules.set_clip_caption(ws.get(ReelClip, clip_id), caption))
    return ws.get(ReelClip, clip_id)


def set_clip_edges(ws: Workspace, clip_id: str, onset_us: MediaTime, offset_us: MediaTime) -> ReelClip:
    """Move a clip's start and end (swapped if the end comes first); its moment stays as it is."""
    clip = ws.get(ReelClip, clip_id)
    span = Span(min(onset_us, offset_us), max(onset_us, offset_us))
    coded = _coded(ws, [clip])[clip.session_id]
    ws.history.apply(rules.set_clip_span(ws.get(Reel, clip.reel_id), clip, span, coded))
    return ws.get(ReelClip, clip_id)


def allow_concern(ws: Workspace, clip_id: str, allowed: bool = True) -> ReelClip:
    """The clinician's explicit word that a clip may show a concern to a parent, or the taking back of it."""
    clip = ws.get(ReelClip, clip_id)
    coded = _coded(ws, [clip])[clip.session_id]
    ws.history.apply(rules.set_concern_allowed(ws.get(Reel, clip.reel_id), clip, allowed, coded))
    return ws.get(ReelClip, clip_id)


def set_handles(ws: Workspace, reel_id: str, handles_us: int) -> Reel:
    """Set the extra time before and after each clip."""
    clips = clips_of(ws, reel_id)
    ws.history.apply(rules.set_handles(ws.get(Reel, reel_id), clips, handles_us, _coded(ws, clips)))
    return ws.get(Reel, reel_id)


def set_audience(ws: Workspace, reel_id: str, audience: Audience) -> Reel:
    """Say whom a reel is for; with clips of another family it can only be for training or research."""
    require_families(ws, reel_id, audience)
    clips = clips_of(ws, reel_id)
    ws.history.apply(rules.set_audience(ws.get(Reel, reel_id), clips, audience, _coded(ws, clips)))
    return ws.get(Reel, reel_id)


def rename_reel(ws: Workspace, reel_id: str, title: str) -> Reel:
    """Give a reel another title."""
    ws.history.apply(rules.rename(ws.get(Reel, reel_id), title))
    return ws.get(Reel, reel_id)


def delete_reel(ws: Workspace, reel_id: str) -> None:
    """Delete a reel and its clips; films and moments stay."""
    ws.history.apply(rules.delete(ws.get(Reel, reel_id), clips_of(ws, reel_id)))


def concerns_shown(ws: Workspace, reel_id: str) -> dict[str, tuple[Coded, ...]]:
    """By clip id, the concerns that each clip of a reel shows, handles included; clips without any are left out."""
    reel, clips = ws.get(Reel, reel_id), clips_of(ws, reel_id)
    coded = _coded(ws, clips)
    found = {clip.id: concerns_in_span(coded[clip.session_id], shown_span(reel, clip)) for clip in clips}
    return {clip_id: concerns for clip_id, concerns in found.items() if concerns}


def concerns_in(ws: Workspace, session_id: str, span: Span) -> tuple[Coded, ...]:
    """The concerns that a stretch of a session would show, whoever tagged them."""
    return concerns_in_span(_concerns_of(ws, session_id), span)


def require_showable(
    ws: Workspace, reel_id: str, audience: Audience | None = None, only: Collection[str] | None = None
) -> None:
    """To be asked before a reel is rendered: what was tagged since its clips were chosen counts, too.

    Args:
        ws: the open library.
        reel_id: which reel.
        audience: whom it is shown; None for those whom the reel is for.
        only: ids of the clips that are shown; None for all.

    Raises:
        RuleViolation: a clip would show a parent a concern that was not allowed for it.
    """
    reel, clips = ws.get(Reel, reel_id), clips_of(ws, reel_id)
    reel = replace(reel, audience=audience or reel.audience)
    coded = _coded(ws, clips)
    for clip in clips:
        if only is None or clip.id in only:
            rule_on_concerns(reel, clip, coded[clip.session_id])


def families_in(ws: Workspace, reel_id: str) -> list[Family]:
    """Whose films a reel shows: its own family, then the others by pseudonym."""
    reel = ws.get(Reel, reel_id)
    sessions = {clip.session_id for clip in clips_of(ws, reel_id)}
    others = {ws.get(Session, one).family_id for one in sessions} - {reel.family_id}
    found = sorted((ws.get(Family, one) for one in others), key=lambda one: one.pseudonym)
    return [ws.get(Family, reel.family_id), *found]


def other_families(ws: Workspace, reel_id: str) -> dict[str, str]:
    """By session, the pseudonym of the family whose clip is shown, where that is not the reel's own."""
    own = ws.get(Reel, reel_id).family_id
    sessions = [ws.get(Session, one) for one in {clip.session_id for clip in clips_of(ws, reel_id)}]
    return {one.id: ws.get(Family, one.family_id).pseudonym for one in sessions if one.family_id != own}


def require_families(ws: Workspace, reel_id: str, audience: Audience | None = None) -> None:
    """To be asked before a reel is shown to anybody: clips of another family are for training and research only.

    Args:
        ws: the open library.
        reel_id: which reel.
        audience: whom it is to be for; None for those whom it is for.

    Raises:
        RuleViolation: it holds clips of another family, and is for somebody who may not see them.
    """
    reel = ws.get(Reel, reel_id)
    others = families_in(ws, reel_id)[1:]
    if others and (audience or reel.audience) not in SEVERAL_FAMILIES:
        names = " and ".join(one.pseudonym for one in others)
        raise RuleViolation(
            f"“{reel.title}” holds clips of {names}, too, and only reels for training or research may show several families.",
            f"Take the clips of {names} out of it first.",
        )


def _require_family(ws: Workspace, reel: Reel, session_id: str) -> None:
    if ws.get(Session, session_id).family_id == reel.family_id:
        return
    if reel.audience not in SEVERAL_FAMILIES:
        raise RuleViolation(
            f"This is another family's, and “{reel.title}” shows films of one family only.",
            "Choose a moment of the same family; only reels for training or research may show several.",
        )
    # Conditions, such as a blur, can only be met once the clip is in the reel; they are asked for when it is made.
    seen, what = Shown(session_id, "this moment"), "Another family’s moment can’t be added"
    consent.require(ws, PURPOSE_OF[reel.audience], [seen], what, conditions=False)


def _coded(ws: Workspace, rows: Iterable[ReelClip]) -> dict[str, list[Coded]]:
    return {session_id: _concerns_of(ws, session_id) for session_id in {row.session_id for row in rows}}


def _concerns_of(ws: Workspace, session_id: str) -> list[Coded]:
    """What anybody tagged as a concern in a session: also in codings that are blind, for a parent must never see it."""
    found: list[Coded] = []
    every = passes.all_passes_of(ws, session_id)
    hidden = passes.hidden_of(ws, every)
    for one in every:
        book = ws.codebook(one.snapshot_id)
        codes = {code.id: code for code in book.codes if code.valence is Valence.CONCERN}
        strengths_only = shows_strengths_only(book.id, book.based_on)
        with ws.store.reading() as connection:
            tagged = queries.annotations_with(connection, one.id, codes)
        found.extend(Coded(tag, codes[tag.code_id], strengths_only, one.id in hidden) for tag in tagged)
    return found
