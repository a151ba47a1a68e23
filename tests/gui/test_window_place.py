"""The whole window, its title bar and frame included, lies on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.window_place import WindowPlace, fitted, usual_size
from vig_annotator.settings import Settings

places = st.builds(
    QRect, st.integers(-900, 900), st.integers(-900, 900), st.integers(900, 3000), st.integers(500, 2000)
)


@pytest.mark.parametrize(
    ("frame", "room", "place"),
    [
        ((0, 0, 1368, 793), (0, 0, 1366, 768), (0, 0, 1366, 768)),
        ((0, 0, 1368, 793), (0, 28, 1366, 740), (0, 28, 1366, 740)),
        ((300, 100, 1368, 793), (0, 0, 1920, 1080), (300, 100, 1368, 793)),
        ((1700, 900, 1000, 600), (0, 0, 1920, 1040), (920, 440, 1000, 600)),
        ((-40, -20, 1000, 600), (0, 0, 1920, 1040), (0, 0, 1000, 600)),
    ],
)
def test_a_framed_window_is_put_into_the_room(
    frame: tuple[int, int, int, int], room: tuple[int, int, int, int], place: tuple[int, int, int, int]
) -> None:
    assert fitted(QRect(*frame), QRect(*room)) == QRect(*place)


@given(places, places)
def test_what_is_fitted_is_in_the_room_and_stays(frame: QRect, room: QRect) -> None:
    found = fitted(frame, room)

    assert room.contains(found)
    assert fitted(found, room) == found
    assert (found.width(), found.height()) == (
        min(frame.width(), room.width()),
        min(frame.height(), room.height()),
    )


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ((1366, 728), (1366, 728)),
        ((1920, 1040), (1728, 936)),
        ((3840, 2100), (1920, 1200)),
        ((1440, 900), (1366, 810)),
    ],
)
def test_a_first_start_takes_most_of_the_room(room: tuple[int, int], size: tuple[int, int]) -> None:
    assert usual_size(QSize(*room)) == QSize(*size)


@pytest.mark.parametrize("left", [[0, 0, 1366, 2000], [40, 300, 1366, 700], [5000, 5000, 1366, 768], []])
def test_the_window_comes_back_whole_wherever_it_was_left(
    qtbot: QtBot, own_home: Path, left: list[int]
) -> None:
    window = MainWindow(Settings(window=left))
    try:
        window.place.restore()
        window.show()
        qtbot.waitActive(window)
        room = window.screen().availableGeometry()
        qtbot.waitUntil(lambda: window.frameGeometry().bottom() <= room.bottom())
        assert window.frameGeometry().top() >= room.top()
        assert window.status.mapToGlobal(window.status.rect().bottomLeft()).y() <= room.bottom()
    finally:
        window.close()
        window.deleteLater()


class Framed(QMainWindow):
    """A window in a frame, as a window manager puts it there after the window came."""

    margins = QMargins()

    def frameGeometry(self) -> QRect:
        return self.geometry().marginsAdded(self.margins)


def test_when_the_frame_comes_the_window_makes_room_for_it(qtbot: QtBot) -> None:
    window = Framed()
    qtbot.addWidget(window)
    window.setMinimumSize(400, 300)
    WindowPlace(window, Settings(window=[0, 0, 700, 5000])).restore()
    window.show()
    qtbot.waitActive(window)
    room = window.screen().availableGeometry()
    assert window.geometry().height() == room.height()

    window.margins = QMargins(1, 20, 1, 5)
    window.setGeometry(1, 20, 700, room.height())
    qtbot.waitUntil(lambda: room.contains(window.frameGeometry()))
    assert window.geometry().height() == room.height() - 25

    outside = QRect(room.width() - 90, 60, 700, 400)
    window.setGeometry(outside)
    assert window.geometry() == outside, "from then on it goes where its person puts it"
