"""Three sets of keys: our own, and two for hands that come from another program. Only what differs from ours is written here.

ELAN: its media player and annotation shortcuts as its manual lists them. BORIS: the keys of its media player
(``/`` and ``*`` step by frames, ``-`` and ``+`` jump, Home, End and Backspace change the speed).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Preset(StrEnum):
    """The presets."""

    OURS = "ours"
    ELAN = "elan"
    BORIS = "boris"


NAMES: Mapping[Preset, str] = {
    Preset.OURS: "VIG Annotator",
    Preset.ELAN: "Like ELAN",
    Preset.BORIS: "Like BORIS",
}
"""What people read."""

PRESETS: Mapping[Preset, Mapping[str, tuple[str, ...]]] = {
    Preset.OURS: {},
    Preset.ELAN: {
        "play.toggle": ("Ctrl+Space", "Space"),
        "play.frame_back": ("Ctrl+Left",),
        "play.frame_on": ("Ctrl+Right",),
        "play.second_back": ("Shift+Left",),
        "play.second_on": ("Shift+Right",),
        "play.jump_back": ("Ctrl+PgUp",),
        "play.jump_on": ("Ctrl+PgDown",),
        "play.tier_before": ("Ctrl+Shift+PgUp",),
        "play.tier_after": ("Ctrl+Shift+PgDown",),
        "play.start": ("Ctrl+B", "Home"),
        "play.end": ("Ctrl+E", "End"),
        "play.again": ("Ctrl+Shift+Space",),
        "play.normal_speed": ("Ctrl+R", "Ctrl+1"),
        "play.mute": ("Ctrl+Shift+M",),
        "moment.play": ("Shift+Space", "Ctrl+P"),
        "tag.find": ("Ctrl+F", "Ctrl+K"),
        "tag.search": ("Ctrl+Shift+F",),
        "tag.delete": ("Alt+D", "Delete"),
        "tag.note": ("Alt+M", "F2"),
        "tag.choose_none": ("Esc", "Alt+C"),
        "tag.redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
        "tag.repeat": ("Ctrl+Shift+R",),
        "tag.split": ("Alt+Shift+S",),
        "tag.end_running": ("Alt+E",),
    },
    Preset.BORIS: {
        "play.frame_back": ("/", "Left", ","),
        "play.frame_on": ("*", "Right", "."),
        "play.jump_back": ("-", "Ctrl+Left"),
        "play.jump_on": ("+", "Ctrl+Right"),
        "play.slower": ("Home",),
        "play.faster": ("End",),
        "play.normal_speed": ("Backspace", "Ctrl+1"),
        "play.start": ("Ctrl+Home",),
        "play.end": ("Ctrl+End",),
        "tag.find": ("Ctrl+F", "Ctrl+K"),
        "tag.search": ("Ctrl+Shift+F",),
        "tag.delete": ("Delete",),
    },
}
"""By preset, the keys of the actions in which it differs from ours."""
