"""The shared review: what may be shown, the clips with their films, keeping what is said, writing down what was agreed.

`begin` asks for consent and for concerns once more; showing is the window's. Words and agreements are steps for undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.errors import MediaUnreadable, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.model.edits import shared_reviews as rules
from vig_annotator.model.edits.concerns import shown_span
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.shared_review import SharedReview, SharedWords, Voice
from vig_annotator.model.timecode import format_time
from vig_annotator.services import reel_building
from vig_annotator.services.films import find_film
from vig_annotator.services.reel_guarding import require_may_be_shown
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import shared_reviews as queries


@dataclass(frozen=True, slots=True)
class ClipToShow:
    """A clip with the film that it is part of.

    Attributes:
        path: the film.
        fingerprint: of the film that was coded.
        span: on the film's own clock, with the reel's handles; it may reach past the film's end.
        starts_at_us: where the film's first frame lies on the session's clock.
    """

    clip: ReelClip
    path: Path
    fingerprint: str
    span: Span
    starts_at_us: int


def clips_to_show(ws: Workspace, reel_id: str, what: str = "") -> tuple[ClipToShow, ...]:
    """The clips of a reel that may be shown to its audience now.

    Raises:
        ConsentNeeded: somebody filmed has not agreed.
        RuleViolation: a clip would show a concern.
        UsageError: the reel has no clips, one lies outside its film, or one hides somebody.
        MediaMissing: a film is nowhere there.
        NotFound: there is no such reel.
    """
    reel = ws.get(Reel, reel_id)
    clips = reel_building.clips_of(ws, reel_id)
    if not clips:
        raise UsageError(f"The reel “{reel.title}” has no clips yet.", "Add a moment to it, then show it.")
    require_may_be_shown(ws, reel_id, what or f"“{reel.title}” can’t be shown")
    return tuple(_to_show(ws, reel, clip) for clip in clips)


def begin(ws: Workspace, reel_id: str) -> SharedReview:
    """A shared review begins; that it was held is not undone.

    Raises:
        RuleViolation: the reel is for professionals.
        NotFound: there is no such reel.
    """
    change_set, review = rules.begin(ws.get(Reel, reel_id), ws.stamp())
    ws.history.set_up(change_set)
    return review


def frames_of(
    clips: Sequence[ClipToShow], caches_dir: Path | None, context: JobContext
) -> dict[Path, FrameIndex]:
    """The frames of every film that is shown; touches no library, so it may run on any thread.

    Raises:
        MediaError: a film can't be used, or is not the one that was coded.
        Cancelled: the context was cancelled.
    """
    films = {one.path: one.fingerprint for one in clips}
    found: dict[Path, FrameIndex] = {}
    for number, (path, known) in enumerate(films.items()):
        if fingerprint(path) != known:
            raise MediaUnreadable(
                f"“{path.name}” is not the film that was coded: its content has changed.",
                "Put the original film back in its place, or show where it is now.",
            )
        step = context.share(number / len(films), (number + 1) / len(films))
        found[path] = load_or_build(path, caches_dir, step)
    return found


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


def end(ws: Workspace, review_id: str, agreed: str, next_step: str) -> SharedReview:
    """Write down what was agreed, and the next step."""
    ws.history.apply(rules.end(ws.get(SharedReview, review_id), agreed, next_step, ws.stamp()))
    return ws.get(SharedReview, review_id)


def reviews_of(ws: Workspace, family_id: str) -> list[SharedReview]:
    """The shared reviews of a family, the latest first."""
    with ws.store.reading() as connection:
        return queries.reviews(connection, family_id)


def words_of(ws: Workspace, clip_ids: Sequence[str]) -> list[SharedWords]:
    """What was said with these clips, oldest first."""
    with ws.store.reading() as connection:
        return queries.words_with(connection, clip_ids)


def _to_show(ws: Workspace, reel: Reel, clip: ReelClip) -> ClipToShow:
    if clip.look.blurs or clip.look.quiet:
        raise UsageError(
            f"In the clip at {format_time(clip.onset_us)} somebody is hidden or a word is muted, and here films are shown as "
            "they are.",
            "Make the reel’s film, and show that.",
        )
    for film in reversed(recordings_of(ws, clip.session_id)):
        if film.starts_at_us <= clip.onset_us:
            shown = shown_span(reel, clip)
            start = MediaTime(max(0, shown.onset_us - film.starts_at_us))
            span = Span(start, MediaTime(shown.offset_us - film.starts_at_us))
            return ClipToShow(clip, find_film(ws, film), film.fingerprint, span, film.starts_at_us)
    raise UsageError(
        f"The clip at {format_time(clip.onset_us)} lies outside the film.", "Move its edges, or take it out."
    )
