"""Drawing on a clip's own film: the preview makes way for the film, one frame of it at a time, until a box is drawn."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.builder.box_drawing import BoxDrawing
from vig_annotator.gui.builder.family_films import SessionFilm
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.model.clip_look import ClipLook, Spotlight
from vig_annotator.model.edits.clip_stretches import framed
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel import ReelClip
from vig_annotator.services import reel_blurring, reel_looks
from vig_annotator.services.workspace import Workspace

_WORDS = {
    "blur": "Draw a box round who must not be recognised · ← → another frame · Esc: leave it",
    "zoom": "Draw a box round what is to be seen large · ← → another frame · Esc: leave it",
    "zoom_key": "Draw a box round what is to be seen at this frame; the picture moves there · ← → another frame · Esc: leave it",
    "spot_key": "Draw a box where the light is to be at this frame · ← → another frame · Esc: leave it",
    "correct": "Draw the box where they are at this frame · ← → another frame · Esc: leave it",
    "spotlight": "Draw a box round the face or hand · ← → another frame · Esc: leave it",
}


class DrawingOnClips(QObject):
    """One box at a time.

    Signals:
        looked_at(number): a doubtful stretch of a blur was found right; there may be others.
        began: the film is shown in place of the preview.
        ended: the preview may come back.
        blur_drawn(number): a blur was drawn or corrected; it is to be followed.
    """

    began = Signal()
    ended = Signal()
    blur_drawn = Signal(int)
    looked_at = Signal(int)

    def __init__(
        self,
        ws: Workspace,
        player: PlayerController,
        box: BoxDrawing,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ws, self._player, self._box, self._messages = ws, player, box, messages
        self._what = ""
        self._clip: ReelClip | None = None
        self._number = self._starts_at_us = 0
        box.drawn.connect(self._drawn)
        box.given_up.connect(self._end)

    @property
    def active(self) -> bool:
        """Whether a box is being drawn."""
        return self._clip is not None

    def begin(self, what: str, clip: ReelClip, film: SessionFilm, at_us: MediaTime) -> None:
        """Draw a ``blur``, ``zoom`` or ``spotlight`` on a clip, beginning at a frame; with ``_key``, where it is at that frame."""
        self._what, self._clip, self._number = what, clip, len(clip.look.blurs)
        self._show(film, at_us, _WORDS[what])

    def correct(self, clip: ReelClip, film: SessionFilm, number: int, at_us: MediaTime) -> None:
        """Draw the box of a blur at a frame, where it is not right."""
        self._what, self._clip, self._number = "correct", clip, number
        self._show(film, at_us, _WORDS["correct"])

    def check(self, clip: ReelClip, film: SessionFilm, number: int) -> None:
        """Look at the first doubtful stretch of a blur: draw the box where they are, or Esc if it is right as it is."""
        doubt = clip.look.blurs[number].doubts[0]
        self._what, self._clip, self._number = "doubt", clip, number
        words = "Draw the box where they are now · Esc: it is right, or they are not to be seen"
        self._show(film, doubt.onset_us, words, decides=True)

    def _show(self, film: SessionFilm, at_us: MediaTime, words: str, *, decides: bool = False) -> None:
        self._starts_at_us = film.starts_at_us
        self.began.emit()
        self._player.open(film.path)
        self._player.set_index(film.index)
        self._player.seek(at_us - film.starts_at_us)
        self._box.begin(words, decides=decides)

    def _drawn(self, box: Box) -> None:
        clip = self._clip
        assert clip is not None
        key = BoxAt(MediaTime(self._player.shown_us + self._starts_at_us), box)
        try:
            if self._what == "blur":
                reel_blurring.draw(self._ws, clip.id, "", key)
            elif self._what in ("doubt", "correct"):
                reel_blurring.correct(self._ws, clip.id, self._number, key)
            else:
                reel_looks.set_look(self._ws, clip.id, self._looking(clip.look, key))
        except VigError as error:
            self._messages.tell(error)
        follow = self._number if self._what in ("blur", "doubt", "correct") else None
        self._what = "drawn"
        self._end()
        if follow is not None:
            self.blur_drawn.emit(follow)

    def _looking(self, look: ClipLook, key: BoxAt) -> ClipLook:
        spot = look.spotlight
        if self._what == "zoom":
            return replace(look, framing=(key,))
        if self._what == "zoom_key":
            return framed(look, key)
        if self._what == "spot_key" and spot is not None:
            others = tuple(one for one in spot.keys if one.at_us != key.at_us)
            return replace(look, spotlight=replace(spot, keys=(*others, key)))
        return replace(look, spotlight=Spotlight((key,)) if spot is None else replace(spot, keys=(key,)))

    def _end(self) -> None:
        clip, looked_at = self._clip, self._what == "doubt"
        if clip is not None and looked_at:
            doubt = clip.look.blurs[self._number].doubts[0]
            try:
                reel_blurring.find_right(self._ws, clip.id, self._number, doubt)
            except VigError as error:
                self._messages.tell(error)
        self._clip = None
        self._box.end()
        self._player.close()
        self.ended.emit()
        if looked_at:
            self.looked_at.emit(self._number)
