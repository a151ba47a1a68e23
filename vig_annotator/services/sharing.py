"""The shared review: what may be shown, keeping what is said, writing down what was agreed.

`order_to_show` asks for consent and for concerns once more, `require_now` whenever a clip is shown; how it is laid out is
`review_stops`'s, showing it is the window's. Words and agreements are steps for undo; the guider's notes are kept
as they are typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vig_annotator.errors import RuleViolation, UsageError
from vig_annotator.model import reel_checks
from vig_annotator.model.edits import shared_reviews as rules
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.shared_review import SharedReview, SharedWords, Voice
from vig_annotator.services import reel_building, reel_checking
from vig_annotator.services.reel_guarding import require_may_be_shown
from vig_annotator.services.reel_order import ReelOrder, order_preview
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import shared_reviews as queries


def order_to_show(ws: Workspace, reel_id: str) -> ReelOrder:
    """Gather what showing a reel to its parent needs, if it may be shown now.

    Raises:
        ConsentNeeded: somebody filmed has not agreed, or a condition is not kept to.
        RuleViolation: the reel is for professionals, a clip would show a concern or has the name of a code in its words, or
            somebody in it is not hidden for sure.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
        NotFound: there is no such reel.
    """
    reel = ws.get(Reel, reel_id)
    if not reel_building.clips_of(ws, reel_id):
        raise UsageError(f"The reel “{reel.title}” has no clips yet.", "Add a moment to it, then show it.")
    require_now(ws, reel_id)
    _refuse_names_of_codes(ws, reel)
    return order_preview(ws, reel_id)


def require_now(ws: Workspace, reel_id: str) -> None:
    """To be asked whenever a clip is shown: whether the reel may still be seen by its parent.

    Raises:
        ConsentNeeded, RuleViolation: as in `order_to_show`.
        NotFound: the reel is gone.
    """
    reel = ws.get(Reel, reel_id)
    rules.require_for_parents(reel)
    require_may_be_shown(ws, reel_id, f"“{reel.title}” can’t be shown")
    rules.require_hidden(reel_building.clips_of(ws, reel_id))


def begin(ws: Workspace, reel_id: str) -> SharedReview:
    """A shared review begins; that it was held is not undone.

    Raises:
        RuleViolation: the reel is for professionals.
        NotFound: there is no such reel.
    """
    change_set, review = rules.begin(ws.get(Reel, reel_id), ws.stamp())
    ws.history.set_up(change_set)
    return review


def keep_words(
    ws: Workspace, review_id: str, clip: ReelClip, at_us: MediaTime, voice: Voice, text: str
) -> SharedWords:
    """Keep what was said with the clip that is on the screen.

    Raises:
        RuleViolation: no words.
    """
    change_set, words = rules.add_words(ws.get(SharedReview, review_id), clip, at_us, voice, text, ws.stamp())
    ws.history.apply(change_set)
    return words


def remove_words(ws: Workspace, words_id: str) -> None:
    """Take words away again."""
    ws.history.apply(rules.remove_words(ws.get(SharedWords, words_id)))


def keep_notes(ws: Workspace, review_id: str, notes: str) -> None:
    """Keep the guider's own notes while a review runs; typing is no step for undo.

    Raises:
        NotFound: the review is gone.
        LibraryNotWritable: the disk is full, or refuses.
    """
    ws.history.set_up(rules.take_notes(ws.get(SharedReview, review_id), notes))


def rewrite_notes(ws: Workspace, review_id: str, notes: str) -> None:
    """Write other notes about a review that was held; one step for undo.

    Raises:
        NotFound: the review is gone.
        LibraryNotWritable: the disk is full, or refuses.
    """
    ws.history.apply(rules.take_notes(ws.get(SharedReview, review_id), notes))


def end(ws: Workspace, review_id: str, agreed: str, next_step: str) -> SharedReview:
    """Write down what was agreed, and the next step."""
    ws.history.apply(rules.end(ws.get(SharedReview, review_id), agreed, next_step, ws.stamp()))
    return ws.get(SharedReview, review_id)


def reviews_of(ws: Workspace, family_id: str) -> list[SharedReview]:
    """The shared reviews of a family, the latest first."""
    with ws.store.reading() as connection:
        return queries.reviews(connection, family_id)


def words_in(ws: Workspace, reviews: Sequence[SharedReview]) -> dict[str, list[SharedWords]]:
    """What was said in reviews, oldest first, by the review's id."""
    with ws.store.reading() as connection:
        said = queries.words_in(connection, [one.id for one in reviews])
    return {one.id: [words for words in said if words.review_id == one.id] for one in reviews}


def words_of(ws: Workspace, clip_ids: Sequence[str]) -> list[SharedWords]:
    """What was said with these clips, oldest first."""
    with ws.store.reading() as connection:
        return queries.words_with(connection, clip_ids)


def _refuse_names_of_codes(ws: Workspace, reel: Reel) -> None:
    """A parent reads no code.

    Raises:
        RuleViolation: the name of one stands in what would be read.
    """
    gathered = reel_checking.gather(ws, reel.id)
    texts = [("The reel", reel_checks.words_of_reel(replace(reel, title="")), gathered.codes)]
    for number, one in enumerate(gathered.clips, start=1):
        words = reel_checks.words_of_look(one.clip.caption, one.clip.look)
        texts.append((f"Clip {number}", words, list(one.session.codes)))
    for where, words, codes in texts:
        name = reel_checks.name_of_a_code(words, codes)
        if name is not None:
            raise RuleViolation(
                f"{where} has the name of a code in it, “{name}”, and the parent would read it.",
                "Write it in words that the parent would use, then look together.",
            )
