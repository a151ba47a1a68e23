"""The action that begins a shared review: asks whether it may be shown, gets the films ready, opens the screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QMainWindow

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.gui.sharing.end_form import EndForm
from vig_annotator.gui.sharing.guider_window import GuiderWindow
from vig_annotator.gui.sharing.parent_screen import ParentScreen
from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.sharing.stage_view import StageView
from vig_annotator.gui.sharing.words_bar import WordsBar
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.family import Family
from vig_annotator.model.shared_review import SharedReview, SharedWords, Voice
from vig_annotator.services import sharing
from vig_annotator.services.sharing import ClipToShow
from vig_annotator.services.workspace import Workspace

_JOB = "get the shared review ready"


class ShareCommands(QObject):
    """Holds the review that runs, if one does.

    Attributes:
        show_: the show that runs, or None.
        parent_screen: what the parent sees, or None.
        guider: the guider's window where there are two displays, or None.
    """

    def __init__(self, bench: Bench, window: QMainWindow, end_form: EndForm) -> None:
        super().__init__(window)
        self._bench = bench
        self._window = window
        self._end_form = end_form
        self.show_: Show | None = None
        self.parent_screen: ParentScreen | None = None
        self.guider: GuiderWindow | None = None
        self._player: PlayerController | None = None
        self._review: SharedReview | None = None
        self._ws: Workspace | None = None

    def present(self) -> None:
        """Show the reel to the parent: full screen on the second display, or on the only one."""
        film = self._bench.open_film
        reel = film.reel
        if reel is None or self.show_ is not None or self._bench.jobs.running(_JOB):
            return
        try:
            clips = sharing.clips_to_show(film.ws, reel.id)
            self._review = sharing.begin(film.ws, reel.id)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self._ws, caches = film.ws, film.ws.caches_dir

        def work(context: JobContext) -> dict[Path, FrameIndex]:
            return sharing.frames_of(clips, caches, context)

        self._bench.messages.say("Getting the clips ready …")
        self._bench.jobs.start(_JOB, work, partial(self._ready, reel.title, clips, film.family))

    def hope(self) -> None:
        """Show the parent's hope in shared reviews, or no longer."""
        settings = self._bench.settings
        settings.review_hope = not settings.review_hope
        shown = "shows" if settings.review_hope else "doesn’t show"
        self._bench.messages.say(f"The shared review {shown} the parent’s hope.")

    def shut_down(self) -> None:
        """The program closes."""
        if self.show_ is not None:
            self.show_.ended.disconnect()
            self.show_.end()
            self._close_screens()

    def _ready(
        self, title: str, clips: Sequence[ClipToShow], family: Family, frames: Mapping[Path, FrameIndex]
    ) -> None:
        self._bench.player.pause()
        settings = self._bench.settings
        view = StageView()
        self._player = player = PlayerController(view, self)
        player.set_volume(settings.volume, settings.muted)
        player.failed.connect(self._failed)
        self.show_ = show = Show(clips, frames, player)
        show.ended.connect(self._ended)
        goal = family.goal if settings.review_hope else ""
        mine, theirs = self.displays()
        self.parent_screen = screen = ParentScreen(view, goal, writing=theirs is None)
        screen.follow(show)
        if theirs is not None:
            self.guider = guider = GuiderWindow(title)
            guider.follow(show)
            guider.words.kept.connect(self._keep)
            guider.move(mine.availableGeometry().center() - guider.rect().center())
            guider.show()
        else:
            screen.write_wanted.connect(self._write)
        screen.setGeometry((theirs or mine).geometry())
        screen.showFullScreen()
        (self.guider or screen).activateWindow()
        (self.guider or screen).setFocus()

    def displays(self) -> tuple[QScreen, QScreen | None]:
        """The display of the program's window, and another one if there is one."""
        mine = self._window.screen()
        others = [one for one in QGuiApplication.screens() if one is not mine]
        return mine, others[0] if others else None

    def _write(self) -> None:
        """With one display, a line to write in opens over the lower edge of the parent's screen."""
        screen = self.parent_screen
        if screen is None:
            return
        bar = screen.findChild(WordsBar)
        if bar is None:
            bar = WordsBar(screen)
            bar.kept.connect(self._keep)
            bar.done.connect(bar.hide)
            bar.done.connect(screen.setFocus)
        width = min(900, screen.width() - 40)
        bar.setGeometry(
            (screen.width() - width) // 2,
            screen.height() - bar.sizeHint().height() - 16,
            width,
            bar.sizeHint().height(),
        )
        bar.show()
        bar.raise_()
        bar.line.setFocus()

    def _keep(self, voice: Voice, text: str) -> None:
        ws, show, review = self._ws, self.show_, self._review
        if ws is None or show is None or review is None:
            return
        try:
            sharing.keep_words(ws, review.id, show.clip.clip, show.at_us, Voice(voice), text)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        if self.guider is not None:
            self.guider.show_said(self._said())

    def _said(self) -> list[SharedWords]:
        assert self._ws is not None and self._review is not None and self.show_ is not None
        ids = [one.clip.id for one in self.show_.clips]
        return [one for one in sharing.words_of(self._ws, ids) if one.review_id == self._review.id]

    def _ended(self) -> None:
        """Close the screens, then ask what was agreed."""
        said, ws, review = self._said(), self._ws, self._review
        assert ws is not None and review is not None
        self._close_screens()
        self._window.activateWindow()

        def keep(agreed: str, next_step: str) -> None:
            sharing.end(ws, review.id, agreed, next_step)
            self._bench.messages.say("Kept: what you agreed stays with the family.")

        self._end_form.ask(said, keep)

    def _failed(self, error: BaseException) -> None:
        self._bench.messages.tell(error)
        if self.show_ is not None:
            self.show_.end()

    def _close_screens(self) -> None:
        for screen in (self.parent_screen, self.guider):
            if screen is not None:
                screen.let_go()
                screen.close()
                screen.deleteLater()
        if self._player is not None:
            self._player.shut_down()
            self._player.deleteLater()
        self.show_, self.parent_screen, self.guider, self._player = None, None, None, None
