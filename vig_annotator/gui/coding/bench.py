"""What the actions of the coding screen work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.passes.pass_state import PassState
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.model.edits.reaction import frame_meant
from vig_annotator.model.edits.tagging import FrameShown
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.settings import Settings


@dataclass
class Bench:
    """The open film and its tools; `film` is None while none is open.

    Attributes:
        film: the open session.
        player: plays it.
        messages: tells the user.
        jobs: slow work.
        settings: what is remembered.
        making: answers whether something is being made of reels.
        open_packet: opens what turns out to be a sealed packet.
        passes: what the pass through the film is about, and where it stops by itself.
    """

    player: PlayerController
    messages: Messages
    jobs: JobBridge
    settings: Settings
    film: CodedFilm | None = None
    open_packet: Callable[[Path], object] = lambda _path: None
    making: Callable[[], bool] = lambda: False
    passes: PassState = field(init=False)

    def __post_init__(self) -> None:
        self.passes = PassState(self.settings)

    @property
    def open_film(self) -> CodedFilm:
        """The open session.

        Raises:
            RuntimeError: none is open; actions that need one are greyed out then.
        """
        if self.film is None:
            raise RuntimeError("no film is open")
        return self.film

    @property
    def shown_frame(self) -> int:
        """The frame that is on the screen: what a key tags."""
        return self.player.shown_frame

    def time_shown(self) -> MediaTime:
        """When the frame on the screen begins."""
        return self.open_film.frames.time_of(self.shown_frame)

    @property
    def coder(self) -> str:
        """Whose coding is open; while none is, who would code."""
        return self.film.coding_pass.coder if self.film is not None else self.settings.coder_name

    @property
    def reaction_ms(self) -> int:
        """By how many milliseconds that coder's tags are set back while the film plays."""
        return self.settings.reaction_of(self.coder)

    def frame_meant(self) -> FrameShown:
        """The frame on the screen; while the film plays, the one that was there a reaction time ago."""
        onward = self.player.playing and not self.player.backwards
        reaction_us = round(self.reaction_ms * 1000 * self.player.speed) if onward else 0
        return frame_meant(self.open_film.frames, self.time_shown(), reaction_us)


class Panels(Protocol):
    """What the actions ask of the screen."""

    def show_moments(self) -> None:
        """Bring the moments to the front."""

    def show_annotations(self) -> None:
        """Bring the list of tags to the front."""

    def show_reel(self) -> None:
        """Bring the reel to the front."""

    def search_tags(self) -> None:
        """Let words be typed that tags are searched by."""

    def edit_note(self) -> None:
        """Let the note of the chosen tag be typed."""

    def edit_caption(self) -> None:
        """Let the caption of the chosen moment or clip be typed."""

    def toggle_sides(self) -> None:
        """Hide the panels left and right, or show them."""
