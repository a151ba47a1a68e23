"""The reel that is being built, as it is on disk; which of its clips is chosen; and the films that it is taken from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.builder.family_films import SessionFilm, key_of
from vig_annotator.gui.messages import Messages
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.services import reel_building
from vig_annotator.services.workspace import Workspace


class OpenReel(QObject):
    """What all parts of the builder look at.

    Signals:
        refused: a change was refused; what shows values shows those that hold.

    Args:
        ws: the open library.
        reel: which reel.
        messages: tells why a change was refused.
    """

    refused = Signal()

    def __init__(self, ws: Workspace, reel: Reel, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ws, self.reel = ws, reel
        self.clips: list[ReelClip] = []
        self.films: Mapping[str, SessionFilm] = {}
        self.chosen_id = ""
        self._messages = messages

    def read(self) -> None:
        """Read the reel anew; another clip is chosen if the chosen one is gone.

        Raises:
            NotFound: the reel is gone.
        """
        self.reel = self.ws.get(Reel, self.reel.id)
        self.clips = reel_building.clips_of(self.ws, self.reel.id)
        if self.chosen is None:
            self.chosen_id = self.clips[0].id if self.clips else ""

    @property
    def chosen(self) -> ReelClip | None:
        """The chosen clip."""
        return next((clip for clip in self.clips if clip.id == self.chosen_id), None)

    @property
    def place(self) -> int | None:
        """Where in the reel the chosen clip is, from 0."""
        return next((n for n, clip in enumerate(self.clips) if clip.id == self.chosen_id), None)

    @property
    def film(self) -> SessionFilm | None:
        """The film of the chosen clip, once it is known."""
        chosen = self.chosen
        return None if chosen is None else self.films.get(key_of(chosen))

    def attempt(self, deed: Callable[[], object], *, stays: bool = False) -> bool:
        """Make a change; answers whether it was made, and tells why it was not: until that was read and closed, if it `stays`."""
        try:
            deed()
        except VigError as error:
            if stays:
                self._messages.notice(str(error))
            else:
                self._messages.tell(error)
            self.refused.emit()
            return False
        return True
