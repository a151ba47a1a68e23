"""Writing down what is said in a shared review, and what was agreed at its end."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.errors import RuleViolation
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import Stamp, changed, made, removed
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.shared_review import SharedReview, SharedWords, Voice


def require_for_parents(reel: Reel) -> None:
    """A reel that is looked at together is for parents.

    Raises:
        RuleViolation: it is for professionals.
    """
    if reel.audience not in STRENGTHS_FIRST:
        raise RuleViolation(
            f"“{reel.title}” is not for parents, so it can’t be shown in a shared review.",
            "Say that it is for this parent, or choose another reel.",
        )


def require_hidden(clips: Sequence[ReelClip]) -> None:
    """Whoever is blurred is hidden for sure.

    Raises:
        RuleViolation: a blur is still to be followed, or to be looked at.
    """
    for number, clip in enumerate(clips, start=1):
        for blur in clip.look.blurs:
            if blur.doubtful:
                raise RuleViolation(
                    f"In clip {number} it is not sure yet that “{blur.who}” is hidden all the time.",
                    "Let the blur be followed and look it through in the reel’s window, then look together.",
                )


def begin(reel: Reel, stamp: Stamp) -> tuple[ChangeSet, SharedReview]:
    """A shared review of a reel begins.

    Raises:
        RuleViolation: the reel is for professionals.
    """
    require_for_parents(reel)
    review = SharedReview(new_id(), reel.family_id, reel.id, created_by=stamp.who, created_at=stamp.at)
    return ChangeSet(f"show “{reel.title}” in a shared review", (made(review),)), review


def add_words(
    review: SharedReview, clip: ReelClip, at_us: MediaTime, voice: Voice, text: str, stamp: Stamp
) -> tuple[ChangeSet, SharedWords]:
    """Keep what was said with the clip that is on the screen.

    Raises:
        RuleViolation: no words.
    """
    if not text.strip():
        raise RuleViolation("There are no words to keep.", "Write what was said.")
    row = SharedWords(
        new_id(), review.id, clip.id, clip.session_id, at_us, voice, text.strip(), stamp.who, stamp.at
    )
    return ChangeSet(
        "keep the parent’s words" if voice is Voice.PARENT else "keep the baby’s words", (made(row),)
    ), row


def remove_words(words: SharedWords) -> ChangeSet:
    """Take words away again."""
    return ChangeSet("take words away", (removed(words),))


def take_notes(review: SharedReview, notes: str) -> ChangeSet:
    """Keep the guider's own notes about a review, as they stand now."""
    if notes.rstrip() == review.notes:
        return ChangeSet("", ())
    return ChangeSet("write notes about a shared review", (changed(review, notes=notes.rstrip()),))


def end(review: SharedReview, agreed: str, next_step: str, stamp: Stamp) -> ChangeSet:
    """Write down what was agreed, and the next step; may be done again later."""
    words = {"agreed": agreed.strip(), "next_step": next_step.strip()}
    if review.ended_at and words == {"agreed": review.agreed, "next_step": review.next_step}:
        return ChangeSet("", ())
    return ChangeSet(
        "write down what was agreed", (changed(review, ended_at=review.ended_at or stamp.at, **words),)
    )
