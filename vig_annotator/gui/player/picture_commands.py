"""The actions that change how the picture is looked at."""

from __future__ import annotations

from dataclasses import replace

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.picture_look import PictureLook

_MOVE = 0.1
"""Of the view's width and height, for a press of a key."""

_BRIGHTER, _CONTRAST = 0.05, 0.1


class PictureCommands:
    """Closer, to the side, mirrored, brighter. Only what is seen changes: no tag, saved picture or reel does."""

    def __init__(self, view: FilmView, bench: Bench) -> None:
        self._view = view
        self._bench = bench

    def closer(self) -> None:
        """A step closer."""
        self._view.zoom(1)

    def wider(self) -> None:
        """A step back."""
        self._view.zoom(-1)

    def box(self) -> None:
        """Draw a box; the picture comes as close as shows it."""
        self._view.draw_box()

    def left(self) -> None:
        """See more of the left."""
        self._move(1, 0)

    def right(self) -> None:
        """See more of the right."""
        self._move(-1, 0)

    def up(self) -> None:
        """See more of the top."""
        self._move(0, 1)

    def down(self) -> None:
        """See more of the bottom."""
        self._move(0, -1)

    def mirror(self) -> None:
        """Change left and right over, or back."""
        look = self._view.look
        self._view.set_look(replace(look, mirrored=not look.mirrored))

    def brighter(self) -> None:
        """Brighter."""
        self._view.set_look(self._view.look.brighter(_BRIGHTER))

    def darker(self) -> None:
        """Darker."""
        self._view.set_look(self._view.look.brighter(-_BRIGHTER))

    def more_contrast(self) -> None:
        """More contrast."""
        self._view.set_look(self._view.look.with_contrast(_CONTRAST))

    def less_contrast(self) -> None:
        """Less contrast."""
        self._view.set_look(self._view.look.with_contrast(-_CONTRAST))

    def as_filmed(self) -> None:
        """The whole picture, as it was filmed."""
        self._view.set_look(PictureLook())

    def hardware(self) -> None:
        """Whether the graphics hardware may decode films; where there is none, nothing changes."""
        settings = self._bench.settings
        settings.hardware_decoding = not settings.hardware_decoding
        self._bench.player.set_hardware(settings.hardware_decoding)
        self._bench.messages.say(self._bench.player.decoded_by)

    def _move(self, across: int, down: int) -> None:
        self._view.move_picture(across * _MOVE * self._view.width(), down * _MOVE * self._view.height())
