"""The player and the window: ticks it, shows what it hands out, and says what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from vig_annotator.gui.player.audio_sink import SoundDevice
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.picture_look import PictureLook
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.hardware import Hardware
from vig_annotator.media.picture import Picture
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.playback.frame_cache import DEFAULT_BYTES
from vig_annotator.playback.picture_source import PictureSource
from vig_annotator.playback.player import OpenSound, Player
from vig_annotator.playback.sound_lead import STOPPED

_PLAYING_MS, _STANDING_MS = 4, 12
_RESIZE_MS = 120
_SIZES = (1.0, 1.5, 2.0, 3.0, 5.0, 8.0)
"""How much larger pictures are asked for when one looks closer; few steps, as each makes all pictures anew."""


class PlayerController(QObject):
    """Plays one film at a time on a view.

    Signals:
        picture_shown(picture): another frame is on the screen.
        playing_changed(playing), loop_changed(span or None): as they say.
        ended(): it played to its end, and stands there.
        speed_changed(rate): how fast it plays; negative backwards.
        failed(error): decoding ended; the film can't be shown any further.
        sound_changed(volume, muted, trouble): how loud it is, and why nothing is heard.

    Args:
        view: where pictures are shown.
        sound: makes the sound device of a film; None for a window without sound.
    """

    picture_shown = Signal(object)
    playing_changed = Signal(bool)
    ended = Signal()
    speed_changed = Signal(float)
    loop_changed = Signal(object)
    failed = Signal(object)
    sound_changed = Signal(float, bool, str)

    def __init__(self, view: FilmView, parent: QObject | None = None, *, sound: bool = True) -> None:
        super().__init__(parent)
        self._view = view
        self._with_sound = sound
        self._hardware = Hardware(wanted=False)
        self._player: Player | None = None
        self._device: SoundDevice | None = None
        self._size, self._zoom = (960, 540), 1.0
        self._was_playing = False
        self._told_rate = 1.0
        self._volume, self._muted, self._trouble = 1.0, False, ""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._resize = QTimer(self)
        self._resize.setSingleShot(True)
        self._resize.setInterval(_RESIZE_MS)
        self._resize.timeout.connect(self._set_size)
        view.wanted_size.connect(self._view_resized)

    # The film

    def open(self, path: Path) -> None:
        """Show a film's first picture; it plays once its frames are known."""
        self.close()
        self._find_device()
        self._view.set_look(PictureLook())
        self._hardware = Hardware(self._hardware.wanted)
        self._player = Player(
            path,
            size=self._size,
            audio_output=self._device,
            hardware=self._hardware,
            on_trouble=self._failed_with,
        )
        self._view.set_waiting("opening the film …")
        self._apply_volume()
        self._timer.start(_STANDING_MS)

    def open_prepared(
        self,
        index: FrameIndex,
        open_film: Callable[[], PictureSource],
        open_sound: OpenSound,
        cache_bytes: int = DEFAULT_BYTES,
    ) -> None:
        """Show what is no film file, such as a reel that is not rendered yet; arguments as of `Player`."""
        self.close()
        self._find_device()
        self._player = Player(
            None,
            index,
            size=self._size,
            audio_output=self._device,
            cache_bytes=cache_bytes,
            on_trouble=self._failed_with,
            open_film=open_film,
            open_sound=open_sound,
        )
        self._apply_volume()
        self._timer.start(_STANDING_MS)

    def _find_device(self) -> None:
        if self._with_sound:
            self._device = SoundDevice(self)
            self._device.problem_changed.connect(self._sound_problem)
            self._device.default_changed.connect(lambda: self._do(Player.renew_sound))

    def set_index(self, index: FrameIndex) -> None:
        """The film's frames are known."""
        if self._player is not None:
            self._player.set_index(index)

    def close(self) -> None:
        """Let go of the film."""
        self._timer.stop()
        player, self._player = self._player, None
        if player is not None:
            player.close()
        if self._device is not None:
            self._device.deleteLater()
            self._device = None
        self._view.set_picture(None)
        self._view.set_waiting("")
        self._trouble = ""
        self._tell_playing(False)
        self._tell_rate()
        self.loop_changed.emit(None)

    def shut_down(self) -> None:
        """The window closes."""
        self._resize.stop()
        self.close()

    # What is there

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._player is not None and self._player.playing

    @property
    def speed(self) -> float:
        """1 is as it was filmed."""
        return self._player.speed if self._player is not None else 1.0

    @property
    def backwards(self) -> bool:
        """Whether it plays backwards."""
        return self._player is not None and self._player.backwards

    @property
    def rate(self) -> float:
        """The speed; negative while it plays backwards."""
        return -self.speed if self.backwards else self.speed

    @property
    def loop(self) -> Span | None:
        """What is played again and again."""
        return self._player.loop if self._player is not None else None

    @property
    def picture(self) -> Picture | None:
        """The picture that is on the screen, or None."""
        return self._player.shown if self._player is not None else None

    @property
    def shown_frame(self) -> int:
        """The frame that is on the screen: what a key tags; 0 while there is none."""
        return self.picture.frame if self.picture is not None else 0

    @property
    def shown_us(self) -> MediaTime:
        """When the frame on the screen begins."""
        return MediaTime(self.picture.time_us) if self.picture is not None else MediaTime(0)

    # What can be done

    def toggle(self) -> None:
        """Play or pause."""
        self._do(Player.toggle)

    def play(self) -> None:
        """Play."""
        self._do(Player.play)

    def play_backwards(self) -> None:
        """Run back, silently."""
        self._do(Player.play_backwards)

    def pause(self) -> None:
        """Stop on the frame that is on the screen."""
        self._do(Player.pause)

    def play_span(self, span: Span) -> None:
        """Play a stretch once."""
        self.set_loop(None)
        self._do(lambda player: player.play_span(span))

    def seek(self, time_us: int) -> None:
        """Show the frame at a time."""
        self._do(lambda player: player.seek(time_us))

    def seek_frame(self, frame: int) -> None:
        """Show a frame."""
        self._do(lambda player: player.seek_frame(frame))

    def step(self, frames: int) -> None:
        """Some frames on, or back."""
        self._do(lambda player: player.step(frames))

    def jump(self, by_us: int) -> None:
        """Some time on, or back, from where the playhead is."""
        self._do(lambda player: player.seek(max(0, player.position_us + by_us)))

    def set_speed(self, speed: float) -> None:
        """Play slower or faster."""
        self._do(lambda player: player.set_speed(speed))

    def set_loop(self, span: Span | None) -> None:
        """Play a stretch again and again, or no longer."""
        self._do(lambda player: player.set_loop(span))
        self.loop_changed.emit(self.loop)

    def set_hardware(self, wanted: bool) -> None:
        """Whether films may be decoded by the graphics hardware; without it until this is called."""
        if wanted != self._hardware.wanted:
            self._hardware.wanted = wanted
            self._do(Player.make_anew)

    @property
    def decoded_by(self) -> str:
        """What decodes, in a sentence."""
        return self._hardware.words()

    def set_volume(self, volume: float, muted: bool) -> None:
        """How loud."""
        self._volume, self._muted = volume, muted
        self._apply_volume()

    def _do(self, deed: Callable[[Player], object]) -> None:
        if self._player is not None:
            deed(self._player)
            self._tick()

    def _tick(self) -> None:
        player = self._player
        if player is None:
            return
        picture = player.tick()
        if self._player is not player:
            return  # it failed, and was closed
        if picture is not None:
            self._view.set_picture(picture)
            self.picture_shown.emit(picture)
        ended = player.ended and self._was_playing
        self._tell_playing(player.playing)
        self._tell_rate()
        if ended:
            self.ended.emit()
        if not self._trouble and player.no_sound_because:
            self._sound_problem(player.no_sound_because)
        elif self._trouble == STOPPED and player.no_sound_because != STOPPED:
            self._sound_problem(self._device.problem if self._device is not None else "")

    def _tell_playing(self, playing: bool) -> None:
        if playing != self._was_playing:
            self._was_playing = playing
            if self._timer.isActive():
                self._timer.setInterval(_PLAYING_MS if playing else _STANDING_MS)
            self.playing_changed.emit(playing)

    def _tell_rate(self) -> None:
        rate = self.rate
        if rate != self._told_rate:
            self._told_rate = rate
            self.speed_changed.emit(rate)

    def _failed_with(self, error: Exception) -> None:
        self.failed.emit(error)

    def _view_resized(self, width: int, height: int, zoom: float) -> None:
        self._size, self._zoom = (width, height), zoom
        self._resize.start()

    def _set_size(self) -> None:
        if self._player is not None:
            self._player.set_size(self._box())

    def _box(self) -> tuple[int, int]:
        """How large pictures are to be: closer, larger ones, as far as the film has the pixels."""
        info = self._player.info if self._player is not None else None
        most = (
            min(full / seen for full, seen in zip(info.display_size, self._size, strict=True))
            if info
            else 1.0
        )
        larger = next(step for step in _SIZES if step >= self._zoom)
        factor = max(1.0, min(larger, most))
        return round(self._size[0] * factor), round(self._size[1] * factor)

    def _sound_problem(self, trouble: str) -> None:
        self._trouble = trouble
        self.sound_changed.emit(self._volume, self._muted, self._trouble)

    def _apply_volume(self) -> None:
        if self._player is not None:
            self._player.set_volume(0.0 if self._muted else self._volume)
        if self._device is not None:
            self._trouble = self._device.problem
        self.sound_changed.emit(self._volume, self._muted, self._trouble)
