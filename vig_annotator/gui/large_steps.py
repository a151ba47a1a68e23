"""Undo and redo of steps with thousands of rows: a card says how far they are, and the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QProgressBar

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.overlay import Overlay
from vig_annotator.jobs import JobContext
from vig_annotator.services.history import History, Tell
from vig_annotator.services.walking import Walked, walk_beside
from vig_annotator.services.workspace import Workspace

T = TypeVar("T")
_WALK = "a large step of the history"


class StepCard(Overlay):
    """How far a step is. Esc and Cancel stop it; the card stays until that has come to an end.

    Args:
        window: what it lies over.
        stop: is called when somebody wants it stopped.
    """

    def __init__(self, window: QMainWindow, stop: Callable[[], object]) -> None:
        super().__init__(window, "A large step")
        self._stop = stop
        self.head.setWordWrap(True)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.cancel = push_button("Cancel", self.close_over)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self.column.addLayout(row)

    def begin(self, words: str) -> None:
        """Cover the window and say what goes on."""
        self.head.setText(words)
        self.setAccessibleName(words)
        self.bar.setValue(0)
        self.cancel.setEnabled(True)
        self.open(self.cancel)

    def show_share(self, share: float) -> None:
        """So much is done, from 0 to 1."""
        self.bar.setValue(round(share * 1000))

    def close_over(self) -> None:
        """Have it stopped; what is half done is taken back first."""
        if self.is_open:
            self.head.setText("Stopping…")
            self.cancel.setEnabled(False)
            self._stop()

    def finish(self) -> None:
        """It has come to an end."""
        super().close_over()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card means nothing: what goes on is not to be lost by it."""
        event.accept()


class LargeSteps(QObject):
    """Walks through the history by a job.

    Args:
        window: the main window.
        jobs: do the work.
        messages: say what came of it.
    """

    def __init__(self, window: QMainWindow, jobs: JobBridge, messages: Messages) -> None:
        super().__init__(window)
        self._jobs, self._messages = jobs, messages
        self._stop = JobContext()
        self.card = StepCard(window, lambda: self._stop.cancel())

    def walk(
        self,
        ws: Workspace,
        words: str,
        walk: Callable[[History, Tell], T],
        then: Callable[[T], None],
        refused: Callable[[VigError], object],
    ) -> None:
        """Walk, unless another walk still goes on.

        Args:
            ws: the open library.
            words: what goes on.
            walk: is given the history to walk in, on another thread, and what to tell how far it is.
            then: is given its answer.
            refused: is given why it came to no end.
        """
        if self._jobs.running(_WALK):
            return
        stop = self._stop = JobContext()

        def work(context: JobContext) -> Walked[T]:
            def tell(share: float, said: str) -> None:
                stop.check()
                context.report(share, said)

            return walk_beside(ws, walk, JobContext(tell))

        self.card.begin(words)
        self._jobs.start(
            _WALK,
            work,
            partial(self._walked, ws, then, refused),
            on_failed=self._failed,
            on_progress=lambda share, _words: self.card.show_share(share),
        )

    def _walked(
        self,
        ws: Workspace,
        then: Callable[[T], None],
        refused: Callable[[VigError], object],
        walked: Walked[T],
    ) -> None:
        ws.history.take_over(walked.changes)
        self.card.finish()
        if walked.trouble is not None:
            refused(walked.trouble)
        elif walked.answer is not None:
            then(walked.answer)
        elif walked.stopped and not walked.changes:
            self._messages.say("Stopped. Nothing was changed.")

    def _failed(self, error: BaseException) -> None:
        self.card.finish()
        self._messages.tell(error)
