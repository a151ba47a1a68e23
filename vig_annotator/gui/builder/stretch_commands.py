"""What can be done with a stretch of the chosen clip: mark it, hear it, mute or soften it, write a subtitle for it.

A method that is an action has the name of its row in `builder_actions`.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.builder.marking import Marking
from vig_annotator.gui.builder.open_reel import OpenReel
from vig_annotator.gui.builder.preview_playing import PreviewPlaying
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.model.clip_look import SOFT_PERCENT, ClipLook
from vig_annotator.model.edits.clip_stretches import quietened, respanned, room_for_subtitle, subtitled
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services import reel_looks

_MARK_FIRST = "Mark a stretch first: drag over the sound, or press I where it begins and O where it ends."


class StretchCommands(QObject):
    """Changes stretches of the chosen clip; each change is one step for undo.

    Signals:
        subtitle_begun(span): a subtitle is to be written for a stretch.

    Args:
        reel: the open reel.
        playing: its preview, which says what is on the screen.
        player: plays it.
        marking: the marked stretch.
        messages: says what is missing.
    """

    subtitle_begun = Signal(object)

    def __init__(
        self,
        reel: OpenReel,
        playing: PreviewPlaying,
        player: PlayerController,
        marking: Marking,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reel, self._playing, self._player = reel, playing, player
        self._marking, self._messages = marking, messages

    # Actions

    def mark_in(self) -> None:
        """The stretch begins with the picture on the screen."""
        at = self._frame_on_screen()
        if at is not None:
            self._marking.begin(at.onset_us)

    def mark_out(self) -> None:
        """The stretch ends with the picture on the screen."""
        at = self._frame_on_screen()
        if at is not None:
            self._marking.end(at.offset_us)

    def hear_mark(self) -> None:
        """Play the marked stretch."""
        span = self._marked()
        if span is None:
            return
        start, stop = (self._playing.time_of_source(one) for one in (span.onset_us, span.offset_us))
        if start is None or stop is None or start >= stop:
            self._messages.say("That stretch is not in the clip.")
        else:
            self._player.play_span(Span(start, stop))

    def mute_mark(self) -> None:
        """The marked stretch is silent."""
        self._quieten(0)

    def soften_mark(self) -> None:
        """The marked stretch is so soft that no word can be made out."""
        self._quieten(SOFT_PERCENT)

    def subtitle(self) -> None:
        """Write a subtitle for the marked stretch, or from the picture on the screen on."""
        clip, span = self._reel.chosen, self._marking.span
        if clip is not None and span is None:
            at = self._frame_on_screen()
            span = None if at is None else room_for_subtitle(clip.look, at.onset_us, clip.offset_us)
        if span is not None:
            self._player.pause()
            self.subtitle_begun.emit(span)

    # What the form asks for

    def move_subtitle(self, number: int, edge: str) -> None:
        """Let a subtitle begin (``onset``) or end (``offset``) with the picture on the screen."""
        clip, at = self._reel.chosen, self._frame_on_screen()
        if clip is not None and at is not None:
            line = clip.look.subtitles[number]
            self._change(subtitled(clip.look, number, replace(line, span=_moved(line.span, edge, at))))

    def move_quiet(self, number: int, edge: str) -> None:
        """Let a quiet stretch begin (``onset``) or end (``offset``) with the picture on the screen."""
        clip, at = self._reel.chosen, self._frame_on_screen()
        if clip is not None and at is not None:
            self._change(respanned(clip.look, number, _moved(clip.look.quiet[number].span, edge, at)))

    def show(self, time_us: int) -> None:
        """Show a moment of the clip's session, where the reel shows it first."""
        at_us = self._playing.time_of_source(MediaTime(time_us))
        if at_us is not None:
            self._player.seek(at_us)

    def _quieten(self, percent: int) -> None:
        clip, span = self._reel.chosen, self._marked()
        if clip is not None and span is not None:
            self._change(quietened(clip.look, span, percent))
            self._marking.mark(None)

    def _marked(self) -> Span | None:
        if self._marking.span is None:
            self._messages.say(_MARK_FIRST)
        return self._marking.span

    def _change(self, look: ClipLook) -> None:
        self._reel.attempt(lambda: reel_looks.set_look(self._reel.ws, self._reel.chosen_id, look))

    def _frame_on_screen(self) -> Span | None:
        """The frame of the chosen clip's film that is on the screen; says so where there is none."""
        at_us, film = self._playing.source_time(), self._reel.film
        if at_us is None or film is None:
            self._messages.say("Show a picture of the chosen clip first.")
            return None
        frame = film.frame_at(at_us)
        return Span(film.time_of(frame), film.time_of(frame + 1))


def _moved(span: Span, edge: str, at: Span) -> Span:
    """The stretch with an edge at a frame; one that would end before it begins is as long as that frame."""
    onset, offset = (at.onset_us, span.offset_us) if edge == "onset" else (span.onset_us, at.offset_us)
    return Span(onset, offset) if onset < offset else at
