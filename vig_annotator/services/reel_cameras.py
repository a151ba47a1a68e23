"""Choosing the camera of a clip, in a visit that was filmed by two or more; each change is one step for undo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from vig_annotator.errors import NotFound
from vig_annotator.model.edits import cameras as rules
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.session_clock import Take
from vig_annotator.services import recordings
from vig_annotator.services.reel_building import clips_of
from vig_annotator.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera of a visit.

    Attributes:
        camera_id: as `ReelClip.camera_id`; None for the visit's own film.
        name: of its film.
    """

    camera_id: str | None
    name: str


def cameras_of(ws: Workspace, session_id: str) -> list[Camera]:
    """The cameras of a visit: its own film, then those beside it."""
    main = recordings.main_take(ws, session_id)
    own = [Camera(None, PurePath(main[0].path).name)] if main else []
    beside = recordings.takes_beside(ws, session_id)
    return own + [Camera(take[0].id, PurePath(take[0].path).name) for take in beside]


def take_of(ws: Workspace, session_id: str, camera_id: str | None) -> Take:
    """The recordings of a camera, in order; the session's own film for None (empty if it has none).

    Raises:
        NotFound: the camera's film is no longer beside the session's.
    """
    if camera_id is None:
        return recordings.main_take(ws, session_id)
    return recordings.take_beside(ws, session_id, camera_id)


def set_camera(ws: Workspace, clip_id: str, camera_id: str | None) -> ReelClip:
    """Show a clip as another camera saw it, or (None) as the session's own film has it.

    Raises:
        NotFound: the clip, or the camera's film, is no longer there.
        RuleViolation: the camera did not film from the clip's beginning on.
    """
    clip = ws.get(ReelClip, clip_id)
    take = None if camera_id is None else take_of(ws, clip.session_id, camera_id)
    ws.history.apply(rules.set_camera(ws.get(Reel, clip.reel_id), clip, take))
    return ws.get(ReelClip, clip_id)


def show_both(ws: Workspace, clip_id: str, camera_id: str | None) -> ReelClip:
    """Show another camera's film of the same moment at the right of a clip; answers the clip that was added.

    Raises:
        NotFound: the clip, or the camera's film, is no longer there.
        RuleViolation: the camera did not film from the clip's beginning on, or the clip is one of a pair already.
    """
    clip = ws.get(ReelClip, clip_id)
    reel = ws.get(Reel, clip.reel_id)
    take = None if camera_id is None else take_of(ws, clip.session_id, camera_id)
    change_set, new = rules.show_both(reel, clips_of(ws, reel.id), clip, take, ws.stamp())
    ws.history.apply(change_set)
    return ws.get(ReelClip, new.id)


def next_camera(ws: Workspace, clip: ReelClip) -> Camera:
    """The camera after the clip's own, round and round.

    Raises:
        NotFound: the visit was filmed by one camera only.
    """
    known = cameras_of(ws, clip.session_id)
    if len(known) < 2:
        raise NotFound(
            "This visit was filmed by one camera only.",
            "Another camera’s film can be put beside it where the film is coded.",
        )
    place = next((n for n, one in enumerate(known) if one.camera_id == clip.camera_id), 0)
    return known[(place + 1) % len(known)]
