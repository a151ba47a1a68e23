"""A picture made for the view is drawn pixel for pixel: sharp, and without being stretched by half a pixel."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.media.picture import Picture
from vig_annotator.media.upright import fit


@pytest.mark.parametrize("view", [(731, 500), (732, 501), (640, 361), (401, 700), (960, 540)])
def test_what_is_on_the_screen_are_the_pictures_own_pixels(qtbot: QtBot, view: tuple[int, int]) -> None:
    film = FilmView()
    qtbot.addWidget(film)
    film.resize(*view)
    size = fit((1920, 1080), (film.width(), film.height()))
    pixels = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    film.set_picture(Picture(pixels, 0, 0))
    place = film.picture_rect()
    assert place.size() == QSize(*size)

    shot = film.grab(place).toImage()

    for x, y in ((0, 0), (size[0] // 2, size[1] // 2), (size[0] - 1, size[1] - 1)):
        assert shot.pixelColor(x, y).getRgb()[:3] == tuple(int(part) for part in pixels[y, x])
