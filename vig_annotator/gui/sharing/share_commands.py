"""The action that begins a shared review: asks whether it may be shown, lays the reel out, opens the screens, keeps what is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.gui.sharing.displays import Displays
from vig_annotator.gui.sharing.end_form import EndForm
from vig_annotator.gui.sharing.guider_window import GuiderWindow
from vig_annotator.gui.sharing.parent_screen import ParentScreen, room_on
from vig_annotator.gui.sharing.review_screens import ReviewScreens
from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.sharing.stage_view import StageView
from vig_annotator.gui.sharing.stage_work import pixmaps, staged, thumbnails
from vig_annotator.media.picture import Picture
from vig_annotator.model.reel import Reel
from vig_annotator.model.shared_review import SharedReview, SharedWords, Voice
from vig_annotator.services import reel_building, sharing
from vig_annotator.services.review_stops import StagedReel
from vig_annotator.services.workspace import Workspace

_JOB, _PICTURES_JOB = "get the shared review ready", "pictures of the clips that come"
_ASK_AGAIN_MS = 2_000


@dataclass(frozen=True, slots=True)
class _Review:
    """What runs: the review, its library, and what the parent may say they hope for."""

    ws: Workspace
    held: SharedReview
    goal: str


class ShareCommands(QObject):
    """Holds the review that runs, if one does.

    `closed` tells that it is over and the program's windows are there again.

    Attributes:
        displays: which there are.
        show_: the show that runs, or None.
        screens: both screens, until what was agreed is written down; or None.
        end_form: asks what was agreed; None until the show is over.
    """

    closed = Signal()

    def __init__(self, bench: Bench, window: QMainWindow) -> None:
        super().__init__(window)
        self._bench = bench
        self._window = window
        self.displays = Displays(window, self)
        self.show_: Show | None = None
        self.screens: ReviewScreens | None = None
        self.end_form: EndForm | None = None
        self._player: PlayerController | None = None
        self._review: _Review | None = None
        self._trouble: VigError | None = None
        self._watch = QTimer(self, interval=_ASK_AGAIN_MS)
        self._watch.timeout.connect(self._look_again)

    @property
    def parent_screen(self) -> ParentScreen | None:
        """What the parent sees, or None."""
        return None if self.screens is None else self.screens.parent_screen

    @property
    def guider(self) -> GuiderWindow | None:
        """The guider's window where there are two displays, or None."""
        return None if self.screens is None else self.screens.guider

    def present(self) -> None:
        """Show the reel to the parent: full screen on the second display, or on the only one."""
        film = self._bench.open_film
        reel = film.reel
        if reel is None or self.screens is not None or self._bench.jobs.running(_JOB):
            return
        ws = film.ws
        try:
            order = sharing.order_to_show(ws, reel.id)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        clips = reel_building.clips_of(ws, reel.id)
        goal = film.family.goal if self._bench.settings.review_hope else ""
        room = room_on(self.displays.theirs() or self.displays.mine())
        self._bench.messages.say("Getting the clips ready …")
        self._bench.player.pause()
        self._bench.jobs.start(
            _JOB, partial(staged, order, clips, room), partial(self._ready, ws, reel, goal)
        )

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
            if self.screens is not None:
                self.screens.keep_notes()
                self.screens.let_go()
        self._close_screens()

    def _ready(self, ws: Workspace, reel: Reel, goal: str, laid_out: StagedReel) -> None:
        try:
            sharing.require_now(ws, reel.id)
            self._review = _Review(ws, sharing.begin(ws, reel.id), goal)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        settings = self._bench.settings
        view = StageView()
        self._player = player = PlayerController(view, self)
        player.set_volume(settings.volume, settings.muted)
        player.set_hardware(settings.hardware_decoding)
        player.failed.connect(self._failed)
        self.screens = screens = ReviewScreens(self.displays, view, reel.title, goal, self)
        screens.kept.connect(self._keep)
        screens.noted.connect(self._note)
        if screens.guider is not None:
            player.picture_shown.connect(screens.guider.show_picture)
            self._bench.jobs.start(
                _PICTURES_JOB, partial(thumbnails, laid_out), self._show_thumbnails, stands_back=True
            )
        self.show_ = show = Show(laid_out, player, partial(sharing.require_now, ws, reel.id))
        show.refused.connect(self._refused)
        show.ended.connect(self._ended)
        screens.open(show)
        self._watch.start()

    def _show_thumbnails(self, found: dict[int, Picture]) -> None:
        if self.guider is not None:
            self.guider.show_pictures(pixmaps(found))

    def _look_again(self) -> None:
        """Consent may be withdrawn at any moment, by somebody else in the same library, too."""
        if self.show_ is not None:
            self.show_.look_again()

    def _keep(self, voice: Voice, text: str) -> None:
        show, review = self.show_, self._review
        if show is None or review is None:
            return
        try:
            sharing.keep_words(review.ws, review.held.id, show.stop.clip, show.at_us, Voice(voice), text)
        except VigError as error:
            self._tell(error)
            return
        if self.guider is not None:
            self.guider.show_said(self._said(review))

    def _note(self, text: str) -> None:
        if self._review is None:
            return
        try:
            sharing.keep_notes(self._review.ws, self._review.held.id, text)
        except VigError as error:
            self._tell(error)

    def _said(self, review: _Review) -> list[SharedWords]:
        clips = reel_building.clips_of(review.ws, review.held.reel_id)
        said = sharing.words_of(review.ws, [one.id for one in clips])
        return [one for one in said if one.review_id == review.held.id]

    def _ended(self) -> None:
        """Ask what was agreed; the program's windows come back after that."""
        review, screens = self._review, self.screens
        assert review is not None and screens is not None
        self._watch.stop()
        self.show_ = None
        screens.keep_notes()
        screens.let_go()
        self.end_form = form = EndForm(screens.of_the_guider)
        form.closed.connect(self._close_screens)
        screens.closed.connect(self._close_screens)

        def keep(agreed: str, next_step: str) -> None:
            screens.keep_notes()  # once more, where they could not be kept before
            sharing.end(review.ws, review.held.id, agreed, next_step)
            self._bench.messages.say("Kept: what you agreed stays with the family.")

        form.ask(self._said(review), keep)

    def _refused(self, error: VigError) -> None:
        """It may not be shown any more: it is dark; the guider reads why, where the parent does not."""
        if self.guider is not None and self.guider.isVisible():
            self._tell(error)
        else:
            self._trouble = error
            if self.show_ is not None:
                self.show_.end()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, VigError):
            self._bench.messages.tell(error)
        else:
            self._tell(error)
        if self.show_ is not None:
            self.show_.end()

    def _tell(self, error: VigError) -> None:
        if self.guider is not None and self.guider.isVisible():
            self.guider.show_trouble(str(error))
        self._trouble = error

    def _close_screens(self) -> None:
        self._bench.jobs.cancel(_PICTURES_JOB)
        self._watch.stop()
        screens, self.screens = self.screens, None
        player, self._player = self._player, None
        trouble, self._trouble = self._trouble, None
        self.show_, self.end_form, self._review = None, None, None
        if player is not None:
            player.shut_down()
            player.deleteLater()
        if screens is not None:
            screens.close()
            screens.deleteLater()
            self._window.activateWindow()
            self.closed.emit()
        if trouble is not None:
            self._bench.messages.tell(trouble)
