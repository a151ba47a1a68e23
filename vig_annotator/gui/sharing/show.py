"""The show of a shared review: which clip, dark or light, playing or held; both screens follow it.

It plays the clips with the same player that coding uses, so a step is a frame, and it never shows a picture that is not of the
clip: while a film opens, the screen stays calm and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.services.sharing import ClipToShow

_SPEEDS = (1.0, 0.5, 0.25)


class Show(QObject):
    """Goes through the clips of a reel.

    Signals:
        changed: another clip, dark or light, held, looped, faster or slower; look at the attributes.
        ended: somebody ended it.

    Args:
        clips: in order; never empty.
        frames: the frames of each film.
        player: shows the clips.
        calm: whether a dark screen comes between clips.
    """

    changed = Signal()
    ended = Signal()

    def __init__(
        self,
        clips: Sequence[ClipToShow],
        frames: Mapping[Path, FrameIndex],
        player: PlayerController,
        *,
        calm: bool = True,
    ) -> None:
        super().__init__()
        self._clips = tuple(clips)
        self._frames = frames
        self._player = player
        self.calm = calm
        self._place = 0
        self._path: Path | None = None
        self._light = False  # the clip is wanted on the screen
        self._black = False
        self._held = False
        self._after_last = False
        self._seen = False  # a picture of the clip has arrived
        self._stepped_to: int | None = None  # quick steps count on before their pictures arrive
        player.picture_shown.connect(self._arrived)
        player.playing_changed.connect(lambda _: self.changed.emit())
        player.speed_changed.connect(lambda _: self.changed.emit())

    # What there is

    @property
    def clips(self) -> tuple[ClipToShow, ...]:
        """All clips."""
        return self._clips

    @property
    def place(self) -> int:
        """The number of the clip that is shown or comes next, from 0."""
        return self._place

    @property
    def clip(self) -> ClipToShow:
        """The clip that is shown or comes next."""
        return self._clips[self._place]

    @property
    def dark(self) -> bool:
        """Whether the parent sees the calm dark screen instead of a picture."""
        return not self._light or self._black or not self._seen

    @property
    def waiting_words(self) -> bool:
        """Whether words belong on the dark screen; not while it was darkened on purpose or a film opens."""
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
        """1 is as it was filmed."""
        return self._player.speed

    @property
    def at_us(self) -> MediaTime:
        """The frame on the screen, on the session's clock; the clip's start while none is shown."""
        if self.dark:
            return self.clip.clip.onset_us
        return MediaTime(self._player.shown_us + self.clip.starts_at_us)

    # What can be done

    def next(self) -> None:
        """On: from the dark to the clip, from a clip to the dark or the next clip."""
        if self._black:
            self.blacken()
        elif self._after_last:
            return
        elif not self._light:
            self._show()
        elif self._place + 1 == len(self._clips):
            self._after_last = True
            self._go_dark()
        else:
            self._place += 1
            if self.calm:
                self._go_dark()
            else:
                self._show()

    def before(self) -> None:
        """Back to the clip before; from the end, to the last one."""
        if self._after_last:
            self._after_last = False
        elif self._place > 0:
            self._place -= 1
        self._show()

    def once_more(self) -> None:
        """The clip again, from its first frame."""
        if self._after_last:
            self._after_last = False
        self._show()

    def toggle(self) -> None:
        """Play or pause; from the dark, show the clip."""
        if self.dark:
            self.next()
            return
        self._held, self._stepped_to = False, None
        if self.playing:
            self._player.pause()
        elif self._at_end:
            self._show()
        else:
            self._player.play_span(Span(self._player.shown_us, self._span.offset_us))
        self.changed.emit()

    def slowly(self) -> None:
        """Half as fast, a quarter, as filmed again; the voice keeps its pitch."""
        place = _SPEEDS.index(self.speed) if self.speed in _SPEEDS else 0
        self.set_speed(_SPEEDS[(place + 1) % len(_SPEEDS)])
        if not self.dark and not self.playing and not self._held:
            self.toggle()

    def set_speed(self, speed: float) -> None:
        """Play slower or as filmed."""
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
        """Some frames on or back, within the clip."""
        if self.dark:
            return
        first, stop = self._shown_frames
        here = self._player.shown_frame if self._stepped_to is None else self._stepped_to
        wanted = self._stepped_to = min(max(here + frames, first), stop - 1)
        self._player.pause()
        self._player.seek_frame(wanted)
        self._held = True
        self.changed.emit()

    def loop(self) -> None:
        """Play the clip round and round, or no longer."""
        if self.dark:
            return
        if self.looping:
            self._player.set_loop(None)
        else:
            self._held, self._stepped_to = False, None
            self._player.set_loop(self._span)
            self._player.seek(self._span.onset_us)
            self._player.play()
        self.changed.emit()

    def blacken(self) -> None:
        """Darken the screen at once, or bring the picture back."""
        self._black = not self._black
        if self._black:
            self._player.pause()
        self.changed.emit()

    def end(self) -> None:
        """The review is over: nothing is shown any more."""
        self._player.close()
        self._path = None
        self.ended.emit()

    # How

    @property
    def _span(self) -> Span:
        """The clip on its film's clock, as far as the film reaches."""
        span, end_us = self.clip.span, self._frames[self.clip.path].end_us
        return Span(span.onset_us, MediaTime(min(span.offset_us, end_us)))

    @property
    def _shown_frames(self) -> tuple[int, int]:
        """The clip's first frame, and the first that is no longer of it."""
        index, span = self._frames[self.clip.path], self._span
        return index.frame_at(span.onset_us), index.frame_at(span.offset_us - 1) + 1

    @property
    def _at_end(self) -> bool:
        return self._player.shown_frame >= self._shown_frames[1] - 1

    def _show(self) -> None:
        self._light, self._black, self._held, self._seen = True, False, False, False
        self._stepped_to = None
        speed, path = self.speed, self.clip.path
        if path != self._path:
            self._player.open(path)
            self._player.set_index(self._frames[path])
            self._path = path
            self._player.set_speed(speed)
        self._player.set_loop(None)
        self._player.play_span(self._span)
        self.changed.emit()

    def _go_dark(self) -> None:
        self._light, self._held = False, False
        self._player.pause()
        self._player.set_loop(None)
        self.changed.emit()

    def _arrived(self, picture: Picture) -> None:
        if not self._light or self._seen:
            return
        first, stop = self._shown_frames
        if first <= picture.frame < stop:
            self._seen = True
            self.changed.emit()
