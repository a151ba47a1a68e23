"""The show of a shared review: which clip, dark or light, playing or held; both screens follow it.

It plays the reel as composed, as its file will be: the player is given nothing else. It never shows a picture that is not of the
clip, and asks before each showing whether that is still allowed. While it is dark, the player stands on the next clip's first
picture already, so that the clip begins at once.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from vig_annotator.errors import VigError
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.media.picture import Picture
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services.review_stops import StagedReel, Stop

_SPEEDS = (1.0, 0.5, 0.25)
_CACHE_BYTES = 384_000_000
"""Of pictures: at full HD some sixty, of which a third lie ahead."""


class Show(QObject):
    """Goes through the clips of a reel.

    Signals:
        changed: another clip, dark or light, held, looped, faster or slower; look at the attributes.
        moved: another picture of the clip.
        refused(error): a clip may not be shown any more; the screen is dark.
        ended: somebody ended it.

    Args:
        reel: laid out for the parent's screen.
        player: shows it.
        allow: asked before a clip is shown; raises a `VigError` if it may not be.
        calm: whether a dark screen comes between clips.
    """

    changed = Signal()
    moved = Signal()
    refused = Signal(object)
    ended = Signal()

    def __init__(
        self,
        reel: StagedReel,
        player: PlayerController,
        allow: Callable[[], object] = lambda: None,
        *,
        calm: bool = True,
    ) -> None:
        super().__init__()
        self._reel, self._player, self._allow = reel, player, allow
        self.calm = calm
        self._place = 0
        self._light = False  # the clip is wanted on the screen
        self._black = False
        self._held = False
        self._after_last = False
        self._seen = False  # a picture of the clip has arrived
        self._stepped_to: int | None = None  # quick steps count on before their pictures arrive
        player.picture_shown.connect(self._arrived)
        player.playing_changed.connect(lambda _: self.changed.emit())
        player.speed_changed.connect(lambda _: self.changed.emit())
        preview = reel.preview
        player.open_prepared(preview.index, preview.open_film, preview.open_sound, _CACHE_BYTES)
        player.seek(self.stop.span.onset_us)

    # What there is

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All clips."""
        return self._reel.stops

    @property
    def place(self) -> int:
        """The number of the clip that is shown or comes next, from 0."""
        return self._place

    @property
    def stop(self) -> Stop:
        """The clip that is shown or comes next."""
        return self.stops[self._place]

    @property
    def dark(self) -> bool:
        """Whether the parent sees the calm dark screen instead of a picture."""
        return not self._light or self._black or not self._seen

    @property
    def black(self) -> bool:
        """Whether it was darkened on purpose."""
        return self._black

    @property
    def waiting_words(self) -> bool:
        """Whether words belong on the dark screen; not while it was darkened on purpose or a clip is about to begin."""
        return not self._light and not self._black

    @property
    def begun(self) -> bool:
        """Whether the first clip was shown already."""
        return self._light or self._place > 0 or self._after_last

    @property
    def over(self) -> bool:
        """Whether the last clip was left."""
        return self._after_last

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._player.playing

    @property
    def held(self) -> bool:
        """Whether a picture is held until somebody goes on."""
        return self._held

    @property
    def looping(self) -> bool:
        """Whether the clip is played round and round."""
        return self._player.loop is not None

    @property
    def speed(self) -> float:
        """1 is as the reel is made."""
        return self._player.speed

    @property
    def picture(self) -> Picture | None:
        """The picture on the screen, or None while it is dark."""
        return None if self.dark else self._player.picture

    @property
    def at_us(self) -> MediaTime:
        """The frame on the screen, on the session's clock; the clip's start while none is shown."""
        if self.dark:
            return self.stop.clip.onset_us
        return self._reel.at_us(self.stop, self._player.shown_us)

    @property
    def reel_us(self) -> MediaTime:
        """The picture on the screen, or the one that will be, in the reel."""
        here = self._player.shown_us
        return here if self.stop.span.contains(here) else self.stop.span.onset_us

    # What can be done

    def next(self) -> None:
        """On: from the dark to the clip, from a clip to the dark or the next clip."""
        if self._black:
            self.blacken()
        elif self._after_last:
            return
        elif not self._light:
            self._show(self.stop.span)
        elif self._place + 1 == len(self.stops):
            self._after_last = True
            self._go_dark()
        else:
            self._place += 1
            if self.calm:
                self._go_dark()
            else:
                self._show(self.stop.span)

    def before(self) -> None:
        """Back to the clip before; from the end, to the last one."""
        if self._after_last:
            self._after_last = False
        elif self._place > 0:
            self._place -= 1
        self._show(self.stop.span)

    def once_more(self) -> None:
        """The clip again, from its first frame; a card before it was read already."""
        again = self._light or self._after_last
        self._after_last = False
        self._show(Span(self.stop.film.onset_us, self.stop.span.offset_us) if again else self.stop.span)

    def toggle(self) -> None:
        """Play or pause; from the dark, show the clip."""
        if self.dark:
            self.next()
            return
        self._held, self._stepped_to = False, None
        if self.playing:
            self._player.pause()
        elif self._at_end:
            self.once_more()
        elif self._may():
            self._player.play_span(Span(self._player.shown_us, self.stop.span.offset_us))
        self.changed.emit()

    def slowly(self) -> None:
        """Half as fast, a quarter, as it was again; the voice keeps its pitch."""
        place = _SPEEDS.index(self.speed) if self.speed in _SPEEDS else 0
        self.set_speed(_SPEEDS[(place + 1) % len(_SPEEDS)])
        if not self.dark and not self.playing and not self._held:
            self.toggle()

    def set_speed(self, speed: float) -> None:
        """Play slower, or as the reel is made."""
        self._player.set_speed(speed)
        self.changed.emit()

    def hold(self) -> None:
        """Hold this picture, or go on."""
        if self.dark:
            return
        if self._held:
            self.toggle()
            return
        self._player.pause()
        self._held, self._stepped_to = True, None
        self.changed.emit()

    def step(self, frames: int) -> None:
        """Some pictures on or back, within the clip."""
        if self.dark:
            return
        here = self._player.shown_frame if self._stepped_to is None else self._stepped_to
        self._stand_on(here + frames)

    def jump(self, by_us: int) -> None:
        """Some time on or back, within the clip; what plays goes on playing."""
        self.go_to(self.reel_us + by_us)

    def go_to(self, reel_us: int) -> None:
        """To a moment of the reel, within the clip; what plays goes on playing."""
        if self.dark:
            return
        span = self.stop.span
        wanted = MediaTime(min(max(reel_us, span.onset_us), span.offset_us - 1))
        if self.looping:
            self._player.seek(wanted)
        elif self.playing:
            self._player.play_span(Span(wanted, span.offset_us))
        else:
            self._stand_on(self._reel.preview.index.frame_at(wanted))
            return
        self.changed.emit()

    def loop(self) -> None:
        """Play the clip round and round, without the cards about it, or no longer."""
        if self.dark:
            return
        if self.looping:
            self._player.set_loop(None)
            if self.playing:
                self._player.play_span(Span(self._player.shown_us, self.stop.span.offset_us))
        elif self._may():
            self._held, self._stepped_to = False, None
            self._player.set_loop(self.stop.film)
            self._player.seek(self.stop.film.onset_us)
            self._player.play()
        self.changed.emit()

    def blacken(self) -> None:
        """Darken the screen at once, or bring the picture back."""
        if self._black and not self._may():
            return
        self._black = not self._black
        if self._black:
            self._player.pause()
        self.changed.emit()

    def darken(self) -> None:
        """Dark and quiet at once, whatever was going on; `blacken` or `next` bring the picture back."""
        if not self._black:
            self.blacken()

    def look_again(self) -> None:
        """Ask whether what is on the screen may still be seen; if not, it goes dark."""
        if not self.dark:
            self._may()

    def leave(self) -> None:
        """From a picture into the dark; from the dark, the review is over."""
        if self.dark:
            self.end()
        else:
            self.darken()

    def end(self) -> None:
        """The review is over: nothing is shown any more."""
        self._light = False
        self._player.close()
        self.ended.emit()

    # How

    @property
    def _pictures(self) -> tuple[int, int]:
        """The clip's first picture, and the first that is no longer of it."""
        index, span = self._reel.preview.index, self.stop.span
        return index.frame_at(span.onset_us), index.frame_at(span.offset_us - 1) + 1

    @property
    def _at_end(self) -> bool:
        return self._player.shown_frame >= self._pictures[1] - 1

    def _may(self) -> bool:
        """Whether it may be shown; if not, it is dark and somebody was told why."""
        try:
            self._allow()
        except VigError as error:
            self._black = False
            self._go_dark()
            self.refused.emit(error)
            return False
        return True

    def _show(self, span: Span) -> None:
        if not self._may():
            return
        self._light, self._black, self._held = True, False, False
        self._stepped_to = None
        self._player.set_loop(None)
        # A picture of this clip may stay until its first one is there; any other is not seen.
        first, stop = self._pictures
        self._seen = self._player.picture is not None and first <= self._player.shown_frame < stop
        self._player.play_span(span)
        self.changed.emit()

    def _go_dark(self) -> None:
        self._light = self._held = self._seen = False
        self._player.pause()
        self._player.set_loop(None)
        if not self._after_last:
            self._player.seek(self.stop.span.onset_us)
        self.changed.emit()

    def _stand_on(self, picture: int) -> None:
        first, stop = self._pictures
        wanted = self._stepped_to = min(max(picture, first), stop - 1)
        self._player.pause()
        self._player.seek_frame(wanted)
        self._held = True
        self.changed.emit()

    def _arrived(self, picture: Picture) -> None:
        if self._light and not self._seen:
            first, stop = self._pictures
            if first <= picture.frame < stop:
                self._seen = True
                self.changed.emit()
        self.moved.emit()
