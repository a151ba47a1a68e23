"""Finds times at which nobody waits for the window, and uses them for what would be noticed at any other."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from vig_annotator.gui.coding.code_keys import CodeKeys
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.tidying import tidy, tidy_all

_QUIET_MS = 1_500
"""No other picture was shown and nothing tagged for this long."""


class QuietTimes(QObject):
    """Tidies up once each time that the film has stood and nothing was tagged for a while; everything after a film came or went.

    The library's file is put in order, too.

    Attributes:
        waited: runs until it is quiet.
    """

    def __init__(
        self,
        player: PlayerController,
        opening: FilmOpening,
        keys: CodeKeys,
        door: LibraryDoor,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._player, self._door = player, door
        self._everything = True
        self.waited = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self.waited.timeout.connect(self._tidy)
        for somebody_works in (player.playing_changed, player.picture_shown, opening.changed, keys.pressed):
            somebody_works.connect(lambda *_: self.waited.start())
        for much_changed in (opening.opened, opening.closed):
            much_changed.connect(self._much_changed)
        self.waited.start()

    def _much_changed(self) -> None:
        self._everything = True
        self.waited.start()

    def _tidy(self) -> None:
        if self._player.playing:
            return  # a film that plays shows a picture sooner or later, or stops
        everything, self._everything = self._everything, False
        (tidy_all if everything else tidy)()
        if self._door.workspace is not None:
            self._door.workspace.settle()
