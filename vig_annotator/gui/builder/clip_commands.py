"""What can be done with the chosen clip; each change is one step for undo.

A method that is an action has the name of its row in `builder_actions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from vig_annotator.gui.builder.drawing_on_clips import DrawingOnClips
from vig_annotator.gui.builder.following import Following
from vig_annotator.gui.builder.open_reel import OpenReel
from vig_annotator.gui.builder.preview_playing import PreviewPlaying
from vig_annotator.gui.messages import Messages
from vig_annotator.model.clip_look import ClipLook, Freeze
from vig_annotator.model.edits.clip_looks import with_blur
from vig_annotator.model.edits.clip_stretches import framed
from vig_annotator.model.frame_box import WHOLE_PICTURE, BoxAt
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel import is_at_the_right
from vig_annotator.services import reel_blurring, reel_building, reel_cameras, reel_looks


class ClipCommands(QObject):
    """Changes the chosen clip.

    Signals:
        clip_wanted(id): another clip is to be chosen.

    Args:
        reel: the open reel.
        playing: its preview, which says what is on the screen.
        drawing: draws boxes on the clip's film.
        following: follows who is blurred.
        messages: says what is missing.
    """

    clip_wanted = Signal(str)

    def __init__(
        self,
        reel: OpenReel,
        playing: PreviewPlaying,
        drawing: DrawingOnClips,
        following: Following,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reel, self._playing, self._messages = reel, playing, messages
        self._drawing, self._following = drawing, following

    # Actions

    def earlier(self) -> None:
        """Move the clip forward."""
        self._move(-1)

    def later(self) -> None:
        """Move the clip back."""
        self._move(1)

    def remove(self) -> None:
        """Take the clip out."""
        self._change(lambda clip_id: reel_building.remove_clips(self._reel.ws, self._reel.reel.id, [clip_id]))

    def onset_back(self) -> None:
        """Begin a frame earlier."""
        self.trim("onset", -1)

    def onset_on(self) -> None:
        """Begin a frame later."""
        self.trim("onset", 1)

    def offset_back(self) -> None:
        """End a frame earlier."""
        self.trim("offset", -1)

    def offset_on(self) -> None:
        """End a frame later."""
        self.trim("offset", 1)

    def freeze_here(self) -> None:
        """Let the clip end on the picture that is on the screen."""
        clip, at_us = self._reel.chosen, self._playing.source_time()
        if clip is None:
            return
        if at_us is None:
            at_us = MediaTime((clip.onset_us + clip.offset_us) // 2)
        freeze = replace(clip.look.freeze, at_us=at_us) if clip.look.freeze is not None else Freeze(at_us)
        self.set_look(replace(clip.look, freeze=freeze))

    def blur(self) -> None:
        """Draw a box round somebody."""
        self._draw("blur")

    def zoom(self) -> None:
        """Draw a box round what is to be seen large."""
        self._draw("zoom")

    def spotlight(self) -> None:
        """Draw a box round what is to stand out."""
        self._draw("spotlight")

    def zoom_key(self) -> None:
        """Draw a box round what is to be seen large at the frame on the screen; the picture moves there."""
        self._draw("zoom_key")

    def whole_key(self) -> None:
        """At the frame on the screen the whole picture is to be seen; the part moves from and to it."""
        clip, at_us = self._reel.chosen, self._playing.source_time()
        if clip is None or at_us is None:
            self._messages.say("Show a picture of the chosen clip first.")
            return
        self.set_look(framed(clip.look, BoxAt(at_us, WHOLE_PICTURE)))

    def spotlight_key(self) -> None:
        """Draw where the light is to be at the frame on the screen; it moves there."""
        self._draw(
            "spot_key" if self._reel.chosen is not None and self._reel.chosen.look.spotlight else "spotlight"
        )

    def beside_next(self) -> None:
        """Show the clip beside the next one, or no longer."""
        clip, place = self._reel.chosen, self._reel.place
        if clip is None or place is None:
            return
        if place + 1 == len(self._reel.clips) or is_at_the_right(self._reel.clips, place):
            self._messages.say("There is no clip after it that it could be shown beside.")
            return
        self.set_look(replace(clip.look, beside_next=not clip.look.beside_next))

    def check_blurs(self) -> None:
        """Look at the next doubtful stretch of a blur, in whichever clip it is."""
        doubts = reel_blurring.doubts_of(self._reel.ws, self._reel.reel.id)
        if not doubts:
            self._messages.say("No blur of the reel is doubtful.")
            return
        first = doubts[0]
        self.clip_wanted.emit(first.clip_id)
        clip = self._reel.chosen
        if clip is not None and clip.look.blurs[first.number].doubts:
            self.look_at_doubt(first.number)
        else:
            self.follow(first.number)

    def other_camera(self) -> None:
        """Show the clip as the next camera of its visit saw it."""
        clip = self._reel.chosen
        if clip is not None:
            self._reel.attempt(
                lambda: self.set_camera(reel_cameras.next_camera(self._reel.ws, clip).camera_id), stays=True
            )

    def both_cameras(self) -> None:
        """Show what the next camera of the visit saw beside the clip."""
        clip, ws = self._reel.chosen, self._reel.ws
        if clip is not None:
            self._reel.attempt(
                lambda: reel_cameras.show_both(ws, clip.id, reel_cameras.next_camera(ws, clip).camera_id),
                stays=True,
            )

    # What the form asks for

    def set_camera(self, camera_id: str | None) -> None:
        """Show the clip as a camera saw it; None for the visit's own film."""
        if self._reel.chosen is not None:
            self._reel.attempt(
                lambda: reel_cameras.set_camera(self._reel.ws, self._reel.chosen_id, camera_id), stays=True
            )

    def set_look(self, look: ClipLook) -> None:
        """Show and hear the clip otherwise."""
        self._change(lambda clip_id: reel_looks.set_look(self._reel.ws, clip_id, look))

    def set_caption(self, text: str) -> None:
        """Caption the clip."""
        self._change(lambda clip_id: reel_building.set_clip_caption(self._reel.ws, clip_id, text))

    def trim(self, edge: str, frames: int) -> None:
        """Move an edge (``onset`` or ``offset``) by some frames; its picture is shown."""
        clip, film = self._reel.chosen, self._reel.film
        if clip is None or film is None:
            return
        time_us, count = clip.onset_us if edge == "onset" else clip.offset_us, len(film.index)
        frame = count if time_us >= film.end_us else film.frame_at(time_us)
        self.set_edge(edge, film.time_of(min(max(0, frame + frames), count)))

    def set_edge(self, edge: str, moved: MediaTime) -> None:
        """Put an edge at a moment of the session; its picture is shown."""
        clip = self._reel.chosen
        if clip is None:
            return
        onset, offset = (moved, clip.offset_us) if edge == "onset" else (clip.onset_us, moved)
        self._playing.show_edge(edge)
        self._change(lambda clip_id: reel_building.set_clip_edges(self._reel.ws, clip_id, onset, offset))

    def follow(self, number: int) -> None:
        """Follow a blur."""
        if self._reel.chosen is not None:
            self._following.follow(self._reel.chosen_id, number)

    def look_at_doubt(self, number: int) -> None:
        """Look at the first doubtful stretch of a blur, if there is one left."""
        clip, film = self._reel.chosen, self._reel.film
        if clip is None or film is None or number >= len(clip.look.blurs):
            return
        if clip.look.blurs[number].doubts:
            self._drawing.check(clip, film, number)
        else:
            self._messages.say("Every doubtful stretch of this blur was looked at.")

    def correct_blur(self, number: int) -> None:
        """Draw a blur's box anew at the frame on the screen."""
        clip, film = self._reel.chosen, self._reel.film
        if clip is not None and film is not None:
            self._drawing.correct(clip, film, number, self._playing.source_time() or clip.onset_us)

    def name_blur(self, number: int, who: str) -> None:
        """Say whom a blur hides."""
        clip = self._reel.chosen
        if clip is not None:
            self.set_look(with_blur(clip, number, replace(clip.look.blurs[number], who=who)))

    def remove_blur(self, number: int) -> None:
        """Show somebody again."""
        self._change(lambda clip_id: reel_blurring.remove(self._reel.ws, clip_id, number))

    def dropped(self, clip_id: str, place: int) -> None:
        """A card was dragged to a place; done after Qt is done with its own move of the card."""
        QTimer.singleShot(
            0, lambda: self._reel.attempt(lambda: reel_building.move_clip(self._reel.ws, clip_id, place))
        )

    def _change(self, deed: Callable[[str], object]) -> None:
        if self._reel.chosen is not None:
            self._reel.attempt(lambda: deed(self._reel.chosen_id))

    def _move(self, by: int) -> None:
        place = self._reel.place
        if place is not None and 0 <= place + by < len(self._reel.clips):
            self._change(lambda clip_id: reel_building.move_clip(self._reel.ws, clip_id, place + by))

    def _draw(self, what: str) -> None:
        clip, film = self._reel.chosen, self._reel.film
        if clip is None or film is None:
            self._messages.say("Choose a clip first.")
            return
        self._drawing.begin(what, clip, film, self._playing.source_time() or clip.onset_us)
