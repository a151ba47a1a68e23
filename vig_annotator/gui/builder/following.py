"""Following somebody who is blurred: slow work with progress, which can be stopped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.builder.reel_bar import ReelBar
from vig_annotator.gui.messages import Messages
from vig_annotator.model.clip_look import Blur
from vig_annotator.services import reel_blurring
from vig_annotator.services.workspace import Workspace

JOB = "follow somebody"


class Following(QObject):
    """Follows one blur at a time.

    Args:
        ws: the open library.
        jobs: does the work.
        bar: shows how far it is.
        messages: tells how it ended.
    """

    def __init__(
        self, ws: Workspace, jobs: JobBridge, bar: ReelBar, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ws, self._jobs, self._bar, self._messages = ws, jobs, bar, messages
        bar.stop_wanted.connect(self.stop)

    def follow(self, clip_id: str, number: int) -> None:
        """Follow a blur of a clip."""
        try:
            order = reel_blurring.order_follow(self._ws, clip_id, number)
        except VigError as error:
            self._messages.tell(error)
            return
        self._bar.show_work(0.0, "Following …")
        self._jobs.start(
            JOB,
            partial(reel_blurring.follow_order, order),
            partial(self._followed, order),
            on_failed=self._failed,
            on_progress=lambda share, _words: self._bar.show_work(share, "Following …"),
        )

    def stop(self) -> None:
        """Follow no further; the box stays where it was drawn."""
        self._jobs.cancel(JOB)
        self._bar.show_work(None, "")

    def _followed(self, order: reel_blurring.FollowOrder, blur: Blur) -> None:
        self._bar.show_work(None, "")
        try:
            kept = reel_blurring.keep(self._ws, order, blur)
        except VigError as error:
            self._messages.tell(error)
            return
        if kept is None:
            self._messages.say("The blur was changed meanwhile; follow it once more.")
        elif blur.doubts:
            count = len(blur.doubts)
            self._messages.say(
                f"Followed; {count} stretch{'es are' if count > 1 else ' is'} to be looked at."
            )
        else:
            self._messages.say("Followed, from the first frame to the last.")

    def _failed(self, error: BaseException) -> None:
        self._bar.show_work(None, "")
        self._messages.tell(error)
