"""How clips are shown and heard, and how a reel is made; each function is one step for undo.

To change one thing of a clip: ``set_look(ws, clip.id, replace(clip.look, speed_percent=50))``. All functions raise `NotFound`
for what is not there (any more) and `RuleViolation` for what can't be, with the reason.
"""

from __future__ import annotations

import math

from vig_annotator.errors import RuleViolation
from vig_annotator.model.clip_look import ClipLook, Join
from vig_annotator.model.edits import clip_looks as rules
from vig_annotator.model.edits import reel_presets
from vig_annotator.model.mediatime import from_seconds
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_style import Preset, ReelStyle
from vig_annotator.services.reel_building import clips_of
from vig_annotator.services.workspace import Workspace


def set_look(ws: Workspace, clip_id: str, look: ClipLook) -> ReelClip:
    """Show and hear a clip otherwise."""
    ws.history.apply(rules.set_look(ws.get(ReelClip, clip_id), look))
    return ws.get(ReelClip, clip_id)


def set_style(ws: Workspace, reel_id: str, style: ReelStyle) -> Reel:
    """Make a reel otherwise: its cards, its loudness, what its file is for."""
    ws.history.apply(rules.set_style(ws.get(Reel, reel_id), style))
    return ws.get(Reel, reel_id)


def typed_look(speed: float, replay: float | None, fade_s: float) -> ClipLook:
    """A look of numbers that somebody typed.

    Args:
        speed: 0.25 to 1.
        replay: the speed at which the clip is shown again; None for not.
        fade_s: how many seconds the clip takes to come out of the dark; 0 for a cut.

    Raises:
        RuleViolation: one of them can't be.
    """
    for name, number in (("speed", speed), ("replay", replay), ("fade", fade_s)):
        if number is not None and not math.isfinite(number):
            raise RuleViolation(f"The {name} can't be {number}.", "Give a number, such as 0.5.")
    look = ClipLook(
        speed_percent=round(speed * 100),
        replay_percent=None if replay is None else round(replay * 100),
        join=Join.FADE if fade_s else Join.CUT,
        fade_us=from_seconds(fade_s),
    )
    rules.require_look(look)
    return look


def apply_preset(ws: Workspace, reel_id: str, preset: Preset) -> Reel:
    """Make a reel and all its clips as a preset says, in one step; clips that are added later follow it, too."""
    ws.history.apply(reel_presets.apply(ws.get(Reel, reel_id), clips_of(ws, reel_id), preset))
    return ws.get(Reel, reel_id)


def advice(ws: Workspace, reel_id: str) -> list[str]:
    """What the reel's preset would have otherwise, in plain sentences; nothing of it is forbidden."""
    return reel_presets.advice(ws.get(Reel, reel_id), clips_of(ws, reel_id))
