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
