"""Where the window lies: as it was left, or its usual size; never larger than the screen has room for, title bar and frame included."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from vig_annotator.settings import Settings

_USUAL, _LARGEST = QSize(1366, 768), QSize(1920, 1200)
_OF_ROOM = 0.9


class WindowPlace(QObject):
    """Puts the window where it belongs, and once more as soon as the system has framed it: only then is its frame known.

    Args:
        window: it; its minimum size is set already.
        settings: where it was left.
    """

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings

    def restore(self) -> None:
        """Before the window is shown: put it where it was, or give it its usual size."""
        window, least = self._window, self._window.minimumSize()
        box, screen = QRect(), None
        if len(self._settings.window) == 4:
            x, y, width, height = self._settings.window
            left = QRect(x, y, max(width, least.width()), max(height, least.height()))
            screen = QGuiApplication.screenAt(left.center()) or QGuiApplication.screenAt(left.topLeft())
            box = left if screen is not None else box
        room = (screen or window.screen()).availableGeometry()
        if screen is not None:
            window.setGeometry(fitted(box, room))
        else:
            window.resize(usual_size(room.size()))  # the system chooses where
        if self._settings.maximised:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        window.installEventFilter(self)

    def keep(self) -> None:
        """Write into the settings where it is."""
        window = self._window
        self._settings.maximised = window.isMaximized()
        if not (window.isMaximized() or window.isFullScreen()):
            box = window.geometry()
            self._settings.window = [box.x(), box.y(), box.width(), box.height()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the system put its frame round the window; nothing is kept from anybody."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowActivate):
            self._fit()
        return False

    def _fit(self) -> None:
        window = self._window
        frame, inner = window.frameGeometry(), window.geometry()
        if not window.isVisible() or frame == inner:
            return  # there is no frame yet; a window without one was given no more than its size
        window.removeEventFilter(self)
        if window.isMaximized() or window.isFullScreen():
            return
        margins = QMargins(
            inner.left() - frame.left(),
            inner.top() - frame.top(),
            frame.right() - inner.right(),
            frame.bottom() - inner.bottom(),
        )
        wanted = fitted(frame, window.screen().availableGeometry()).marginsRemoved(margins)
        if wanted != inner:
            window.setGeometry(wanted)


def usual_size(room: QSize) -> QSize:
    """How large the window is on a first start: most of the room, as the film is to be large; all of it on a small screen."""
    return (room * _OF_ROOM).boundedTo(_LARGEST).expandedTo(_USUAL).boundedTo(room)


def fitted(frame: QRect, room: QRect) -> QRect:
    """The place nearest to a framed window's own at which the whole of it is in the room; made smaller only where it has to be."""
    width, height = min(frame.width(), room.width()), min(frame.height(), room.height())
    left = min(max(frame.left(), room.left()), room.left() + room.width() - width)
    top = min(max(frame.top(), room.top()), room.top() + room.height() - height)
    return QRect(left, top, width, height)
