"""One line of the queue: what is made, how far it is, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.making.making_words import state_words
from vig_annotator.services.reel_queue import Item, State


class QueueRow(QFrame):
    """Shows one item.

    Signals:
        stop, again, open_, folder, forget (number): what is wanted.
    """

    stop = Signal(int)
    again = Signal(int)
    open_ = Signal(int)
    folder = Signal(int)
    forget = Signal(int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.setProperty("role", "queue-row")
        self.title = ElidedLabel()
        self.title.setProperty("role", "strong")
        self.file = ElidedLabel()
        self.file.setProperty("role", "hint")
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.stop_button = push_button("Stop", lambda: self.stop.emit(number), role="small")
        self.again_button = push_button("Try again", lambda: self.again.emit(number), role="small")
        self.open_button = push_button("Open", lambda: self.open_.emit(number), role="small")
        self.folder_button = push_button("Show its folder", lambda: self.folder.emit(number), role="small")
        self.forget_button = IconButton(
            "close", "Take it off this list; the file stays", role="quiet", size_px=14
        )
        self.forget_button.clicked.connect(lambda: self.forget.emit(number))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 3)
        head.addWidget(self.file, 2)
        head.addWidget(self.forget_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.state, 1)
        for button in (self.stop_button, self.again_button, self.open_button, self.folder_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 10)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addLayout(foot)

    def show_item(self, item: Item, ahead: int, refusal: VigError | None) -> None:
        """Show how it stands.

        Args:
            item: what is made.
            ahead: how many are made before it.
            refusal: why it may not be made any more.
        """
        trouble = refusal or item.error
        words = state_words(item, ahead)
        if item.state in (State.FAILED, State.CANCELLED) and trouble is not None:
            words = str(trouble) if isinstance(trouble, VigError) else "The program made a mistake."
        self.title.setText(item.title)
        self.file.setText(item.out.name)
        self.file.setToolTip(str(item.out))
        self.state.setText(words)
        bad = item.state is State.FAILED or refusal is not None
        role = "concern" if bad else "positive" if item.state is State.DONE else "hint"
        if self.state.property("role") != role:
            self.state.setProperty("role", role)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)
        self.bar.setVisible(item.state is State.WORKING)
        self.bar.setValue(round(item.share * 1000))
        self.stop_button.setVisible(not item.state.ended)
        self.stop_button.setAccessibleName(f"Stop making “{item.title}”")
        self.again_button.setVisible(item.state in (State.FAILED, State.CANCELLED))
        self.again_button.setAccessibleName(f"Try “{item.title}” again")
        self.open_button.setVisible(item.state is State.DONE and item.out.is_file())
        self.open_button.setAccessibleName(f"Open “{item.out.name}”")
        self.folder_button.setVisible(item.state is State.DONE)
        self.forget_button.setVisible(item.state.ended)
