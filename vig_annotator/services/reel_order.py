"""What making a stored reel needs, gathered as values: the library belongs to the window's thread, and rendering takes time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vig_annotator.errors import UsageError
from vig_annotator.model.clip_look import PLAIN_LOOK, ClipLook
from vig_annotator.model.consent import ConsentException
from vig_annotator.model.edits.concerns import shown_span
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Reel
from vig_annotator.model.reel_checks import names_family, words_of_look, words_of_reel
from vig_annotator.model.reel_style import PLAIN_STYLE, ReelStyle
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.services import reel_building, reel_guarding
from vig_annotator.services.films import find_film
from vig_annotator.services.reel_cameras import take_of
from vig_annotator.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FilmPart:
    """One film of a session.

    Attributes:
        fingerprint: of the film that was coded.
        starts_at_us: where its first frame lies on the session's clock.
    """

    path: Path
    fingerprint: str
    starts_at_us: int


@dataclass(frozen=True, slots=True)
class ClipOrder:
    """One clip to be rendered.

    Attributes:
        span: on the session's clock, with handles; it may reach past the session's films.
        films: of the session's first take, or of another camera's, in order.
        look: how it is shown and heard.
        caption: words below the picture.
        other_camera: whether they are another camera's.
    """

    span: Span
    films: tuple[FilmPart, ...]
    look: ClipLook = PLAIN_LOOK
    caption: str = ""
    other_camera: bool = False


@dataclass(frozen=True, slots=True)
class ReelOrder:
    """All that rendering a stored reel needs, as values.

    Attributes:
        clips: in order.
        caches_dir: where frame indexes are kept.
        style: how it is made.
        title: what players show; empty for none.
        segments: what was coded before, so that only what changed is coded again.
    """

    clips: tuple[ClipOrder, ...]
    caches_dir: Path | None
    style: ReelStyle = PLAIN_STYLE
    title: str = ""
    segments: SegmentStore | None = None


def order_reel(ws: Workspace, reel_id: str, exception: ConsentException | None = None) -> ReelOrder:
    """Gather what rendering a stored reel needs.

    Args:
        ws: the open library.
        reel_id: which reel.
        exception: made for this reel where consent is not on file; see `reel_guarding`.

    Raises:
        NotFound: there is no such reel.
        ConsentNeeded: somebody filmed has not agreed to the reel's audience.
        RuleViolation: a clip would show a parent a concern that was not allowed for it.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
        MediaUnreadable: another content is in a film's place.
    """
    if reel_building.clips_of(ws, reel_id):
        reel_guarding.require_may_be_shown(ws, reel_id, exception=exception)
    return order_preview(ws, reel_id)


def order_preview(ws: Workspace, reel_id: str) -> ReelOrder:
    """Gather what playing a stored reel on the clinician's own screen needs: nothing leaves, so nobody's consent is asked.

    Raises:
        NotFound: there is no such reel.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
        MediaUnreadable: another content is in a film's place.
    """
    reel = ws.get(Reel, reel_id)
    clips = reel_building.clips_of(ws, reel_id)
    if not clips:
        raise UsageError(f"The reel “{reel.title}” has no clips yet.", "Add a moment to it, then export it.")
    wanted = dict.fromkeys((clip.session_id, clip.camera_id) for clip in clips)
    films = {one: film_parts(ws, *one) for one in wanted}
    pseudonyms = [one.pseudonym for one in reel_building.families_in(ws, reel_id)]
    said = [*words_of_reel(reel), *(one for clip in clips for one in words_of_look(clip.caption, clip.look))]
    return ReelOrder(
        tuple(
            ClipOrder(
                shown_span(reel, clip),
                films[clip.session_id, clip.camera_id],
                clip.look,
                clip.caption,
                clip.camera_id is not None,
            )
            for clip in clips
        ),
        ws.caches_dir,
        reel.style,
        # A file goes where the family's code must not go: it says nothing of itself then, chapters included.
        "" if any(names_family(one, name) for one in said for name in pseudonyms) else reel.title,
        ws.segments,
    )


def film_parts(ws: Workspace, session_id: str, camera_id: str | None = None) -> tuple[FilmPart, ...]:
    """The films of a session's first take, or of another camera's, in order.

    Raises:
        NotFound: the other camera's film is no longer beside the session's.
        MediaMissing: one is nowhere there.
    """
    return tuple(
        FilmPart(find_film(ws, one), one.fingerprint, one.starts_at_us)
        for one in take_of(ws, session_id, camera_id)
    )
