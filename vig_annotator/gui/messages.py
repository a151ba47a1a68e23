"""The one door to message boxes and to what the window says by itself.

Known troubles appear in a strip at the top of the window that waits until it is read and closed; small successes in a toast
that goes away; only a question that must be answered, or a bug, opens a box.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QMessageBox, QWidget

from vig_annotator.errors import Cancelled, ConsentNeeded, RuleViolation, VigError
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.log import log_folder

FILM_CLOSED, STEPPED, PUT_IN_STEP = "film closed", "stepped", "put in step"
"""What ends a notice by itself: it spoke of the film that was open, or of what can be taken back."""

_TOAST_MS = 3_500
_log = logging.getLogger("vig_annotator.gui")


class Notice(QFrame):
    """The strip for a trouble: one plain sentence, what to do, and perhaps a button that does it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName("Notice")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = push_button("", parent=self)
        self._do: Callable[[], object] | None = None
        self.until = ""
        self.button.clicked.connect(self._pressed)
        close = IconButton("close", "Close this notice", role="quiet", size_px=14, parent=self)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(close)
        self.hide()

    def tell(
        self, text: str, button: str = "", do: Callable[[], object] | None = None, until: str = ""
    ) -> None:
        """Show a text until it is closed or another one comes; or until something happens after which it is no longer so."""
        self.until = until
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self._do = do
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(do is not None)
        self.show()

    def _pressed(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()


class Toast(QFrame):
    """A few words over the lower edge of the window that go away by themselves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self.text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOAST_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show the words for a few seconds."""
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.adjustSize()
        around = self._around.rect()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - 44)
        self.raise_()
        self.show()
        self._timer.start()


class Messages(QObject):
    """Tells the user what happened.

    `said` carries every sentence, for tests and for who can't see it; `refused` why an edit was refused, for the status line; `consent_wanted(family id)` tells that somebody pressed the
    button beside a refusal for want of consent.
    """

    said = Signal(str)
    refused = Signal(str)
    consent_wanted = Signal(str)
    _caught = Signal(object)

    def __init__(self, window: QWidget, notice: Notice) -> None:
        super().__init__(window)
        self._bugs_told: set[type[BaseException]] = set()
        # From whatever thread, and not in the middle of what went wrong.
        self._caught.connect(self.bug, Qt.ConnectionType.QueuedConnection)
        self._window = window
        self._notice = notice
        self._toast = Toast(window)

    def tell(self, error: BaseException, button: str = "", do: Callable[[], object] | None = None) -> None:
        """Tell a trouble: a known one in the strip, a refused edit in a toast, a bug in a box; a cancel not at all."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, RuleViolation) and do is None:
            self.say(str(error))
            self.refused.emit(str(error))
        elif isinstance(error, ConsentNeeded) and do is None:
            family_id = error.family_id
            self.notice(
                str(error), "Consent…", lambda: self.consent_wanted.emit(family_id), until=FILM_CLOSED
            )
        elif isinstance(error, VigError):
            self.notice(str(error), button, do)
        else:
            _log.critical("a bug", exc_info=error)
            self.bug(error)

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do it, or tell why not; answers whether it was done."""
        try:
            do()
        except VigError as error:
            self.tell(error)
            return False
        return True

    def notice(
        self, text: str, button: str = "", do: Callable[[], object] | None = None, until: str = ""
    ) -> None:
        """A sentence that waits until it is read; or `until` it is no longer so: `FILM_CLOSED`, `STEPPED`, `PUT_IN_STEP`."""
        self._notice.tell(text, button, do, until)
        self.said.emit(text)

    def happened(self, what: str) -> None:
        """Take a notice away that was told until this."""
        if self._notice.until == what:
            self._notice.hide()

    def stepped(self, words: str) -> None:
        """A step was taken back or on again: say which; what was offered to be taken back may be gone by now."""
        self.happened(STEPPED)
        self.say(words)

    def clear(self) -> None:
        """Take the notice away: what it said is no longer so."""
        self._notice.hide()

    def say(self, text: str) -> None:
        """A few words that go away by themselves."""
        self._toast.say(text)
        self.said.emit(text)

    def ask(self, question: str, detail: str, yes: str, no: str = "Cancel") -> bool:
        """A question that must be answered before anything goes on; the careful answer is the default."""
        box = QMessageBox(self._window)
        box.setWindowTitle("VIG Annotator")
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setText(question)
        box.setInformativeText(detail)
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        _name(box.button(QMessageBox.StandardButton.Yes), yes)
        _name(box.button(QMessageBox.StandardButton.Cancel), no)
        return box.exec() == QMessageBox.StandardButton.Yes

    def inform(self, title: str, text: str) -> None:
        """Something that was asked for, such as which version this is."""
        box = QMessageBox(self._window)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        box.exec()

    def caught(self, error: BaseException) -> None:
        """An error that nobody expected, on any thread: it is told as soon as the window is free."""
        self._caught.emit(error)

    def bug(self, error: BaseException) -> None:
        """The program made a mistake: say so, once for each kind, and where its diary is."""
        if type(error) in self._bugs_told:
            return
        self._bugs_told.add(type(error))
        self.said.emit(type(error).__name__)
        box = QMessageBox(self._window)
        box.setWindowTitle("VIG Annotator")
        box.setText("The program made a mistake. Your work up to the last key press is saved.")
        box.setInformativeText(f"What it noted, without names or films, is in {log_folder()}.")
        box.exec()


def _name(button: QAbstractButton, text: str) -> None:
    button.setText(text)
    button.setAccessibleName(text)
