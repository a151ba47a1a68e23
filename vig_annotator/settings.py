"""What the program remembers between two runs on this computer: look, coder's name, library, where one was in a film.

A JSON file in the person's configuration folder. It holds preferences only: losing it loses no work, so a file that can't
be read is set aside and one that can't be written is no reason to stop.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import platformdirs

APP_NAME = "VIG Annotator"
_MOST_PLACES = 200
_LONGEST_REACTION_MS = 2_000
_KINDS: dict[str, type] = {"keys": list, "focus": str, "panels": str}
"""What the dictionaries hold, where it is no whole number; lists are of words."""
_LONGEST_LEAD_IN_MS = 30_000


@dataclass(slots=True)
class Settings:
    """Preferences; change an attribute, then `save_settings`.

    Attributes:
        theme: ``system``, ``light`` or ``dark``.
        coder: the name that codings are kept under; empty until somebody gave one (then `coder_name` says whose).
        library: the library's folder, or empty for the usual one.
        codebook: the file of the codebook that new codings begin with; empty for the first that ships.
        codebook_folder: where a service keeps its codebooks for everybody, or empty for the library's own folder alone.
        volume: of the sound, 0 to 1.
        muted: whether the sound is off.
        hardware_decoding: whether the graphics hardware may decode films, where there is some and it is quicker.
        film_folder: where a film was last chosen.
        reel_folder: where a reel was last written.
        render_times: how long making reels takes here, by what their files are for, in percent of what is usual.
        render_sizes: how large their files get, alike.
        paper: what keepsake sheets are printed on.
        export_format: what was last written for another program.
        places: by session id, the microsecond at which its film was left, the last used at the end.
        side_width: of the right panel, in pixels.
        timeline_height: in pixels.
        window: x, y, width and height of the window; empty if it was never moved.
        maximised: whether the window filled the screen.
        key_holding: what the coder chose: ``hold`` (a state lasts as long as its key is held), ``press`` (from press to
            press), or empty for what each codebook says.
        neighbours_give_way: whether neighbours in an exclusive group give way to a tag that is moved; else they stay.
        reaction_ms: how much earlier than the key press tags are set while the film plays, in milliseconds, for a coder of
            whom nothing else is known.
        reactions: the same for each coder, by name.
        focus: by codebook id, the subject or tier that was coded alone.
        hide_others: whether what is not coded in a pass is hidden; else it is dimmed.
        stop_after_tag: whether the film stops after each tag.
        stop_every_ms: at which intervals the film stops, in milliseconds; 0 for never.
        lead_in_ms: how much of what came before is looped with a tag, in milliseconds.
        review_hope: whether the parent's own hope is on the screen in a shared review.
        playhead_centred: whether the playhead stays in the middle of the timeline; else pages are turned.
        panels: where the panels are that are not in their usual place.
        tour_station: where the guided tour was left.
        key_preset: the set of keys that is used.
        keys: by action id, the keys that were given to it instead of the set's.
    """

    theme: str = "system"
    coder: str = ""
    library: str = ""
    codebook: str = ""
    codebook_folder: str = ""
    volume: float = 1.0
    muted: bool = False
    hardware_decoding: bool = True
    film_folder: str = ""
    reel_folder: str = ""
    render_times: dict[str, int] = field(default_factory=dict)
    render_sizes: dict[str, int] = field(default_factory=dict)
    paper: str = "a4"
    export_format: str = ""
    places: dict[str, int] = field(default_factory=dict)
    side_width: int = 0
    timeline_height: int = 0
    window: list[int] = field(default_factory=list)
    maximised: bool = False
    key_holding: str = ""
    neighbours_give_way: bool = False
    reaction_ms: int = 0
    reactions: dict[str, int] = field(default_factory=dict)
    focus: dict[str, str] = field(default_factory=dict)
    hide_others: bool = False
    stop_after_tag: bool = False
    stop_every_ms: int = 0
    playhead_centred: bool = False
    panels: dict[str, str] = field(default_factory=dict)
    tour_station: int = 0
    key_preset: str = "ours"
    keys: dict[str, list[str]] = field(default_factory=dict)
    lead_in_ms: int = 1_000
    review_hope: bool = True

    @property
    def coder_name(self) -> str:
        """The coder's name: as given, else the name this person has on the computer."""
        return self.coder.strip() or login_name()

    @property
    def library_folder(self) -> Path:
        """The library: the chosen one, else the usual one."""
        return Path(self.library) if self.library else usual_library()

    def reaction_of(self, coder: str) -> int:
        """By how many milliseconds a coder's tags are set back while the film plays."""
        return min(_LONGEST_REACTION_MS, max(0, self.reactions.get(coder, self.reaction_ms)))

    def holds_keys(self, codebook_says: bool) -> bool:
        """Whether a state lasts as long as its key is held: the coder's choice, else what the codebook says."""
        return {"hold": True, "press": False}.get(self.key_holding, codebook_says)

    def note_place(self, session_id: str, time_us: int) -> None:
        """Remember where a session's film was left; the oldest notes make room."""
        self.places.pop(session_id, None)
        self.places[session_id] = time_us
        while len(self.places) > _MOST_PLACES:
            del self.places[next(iter(self.places))]


def login_name() -> str:
    """The name this person has on the computer, or ``Coder``."""
    try:
        return getpass.getuser().strip() or "Coder"
    except (OSError, KeyError, ImportError):
        return "Coder"


def usual_library() -> Path:
    """The library of somebody who never chose one."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / "Library"


def usual_demo() -> Path:
    """The library of the demo session."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / "Demo"


def settings_file() -> Path:
    """Where the settings are kept."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)) / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """The settings of the last run; the usual ones where there are none.

    A value of the wrong kind is left out; a file that is no JSON is set aside as ``settings.json.unreadable``.
    """
    path = path or settings_file()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError):
        with contextlib.suppress(OSError):
            path.replace(path.with_name(path.name + ".unreadable"))
        return Settings()
    except OSError:
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    usual = Settings()
    for one in fields(Settings):
        if one.name in stored and _alike(
            stored[one.name], getattr(usual, one.name), _KINDS.get(one.name, int)
        ):
            setattr(usual, one.name, stored[one.name])
    if stored.get("hold_keys") is True and not usual.key_holding:
        usual.key_holding = "hold"  # as earlier versions kept it
    usual.volume = min(1.0, max(0.0, float(usual.volume)))
    usual.stop_every_ms = max(0, usual.stop_every_ms)
    usual.lead_in_ms = min(_LONGEST_LEAD_IN_MS, max(0, usual.lead_in_ms))
    usual.reaction_ms = min(_LONGEST_REACTION_MS, max(0, usual.reaction_ms))
    return usual


def save_settings(settings: Settings, path: Path | None = None) -> bool:
    """Write the settings, whole or not at all; answers whether it could be done."""
    path = path or settings_file()
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2), encoding="utf-8")
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def _alike(value: object, usual: object, kind: type) -> bool:
    """Whether a stored value is of the kind that the attribute holds; `kind` is that of what lies in a dictionary."""
    if isinstance(usual, bool) or isinstance(value, bool):
        return isinstance(usual, bool) and isinstance(value, bool)
    if isinstance(usual, float):
        return isinstance(value, (int, float))
    if isinstance(usual, dict):
        return isinstance(value, dict) and all(_holds(one, kind) for one in value.values())
    if isinstance(usual, list):
        return isinstance(value, list) and len(value) in (0, 4) and all(isinstance(one, int) for one in value)
    return isinstance(value, type(usual))


def _holds(value: object, kind: type) -> bool:
    return isinstance(value, kind) and (
        not isinstance(value, list) or all(isinstance(one, str) for one in value)
    )
