"""What the parent sees: the clip as composed, their own hope in their own words, six soft controls; nothing of the coding."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.icons import icon
from vig_annotator.gui.sharing.clip_line import ClipLine
from vig_annotator.gui.sharing.sharing_words import THANKS, WELCOME, speed_words
from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.sharing.show_keys import press
from vig_annotator.gui.sharing.stage_view import StageView
from vig_annotator.gui.sharing.words_bar import WordsBar
from vig_annotator.gui.tokens import DARK
from vig_annotator.model.shared_review import Voice
from vig_annotator.reels.canvas import Size

_EDGE_PX, _BAR_PX, _PLAY_PX, _HOPE_PX, _LINE_PX = 28, 96, 76, 38, 44
_WRITING_PX, _WRITING_EDGE_PX, _ALONG_PX = 980, 16, 720
_NARROW_PX = 1100


def room_on(screen: QScreen) -> Size:
    """The room for the picture on a display, in its own pixels."""
    ratio, size = screen.devicePixelRatio(), screen.geometry().size()
    width = size.width() - 2 * _EDGE_PX
    height = size.height() - _BAR_PX - _HOPE_PX - _LINE_PX - 20
    return Size(max(2, round(width * ratio)), max(2, round(height * ratio)))


class ParentScreen(QFrame):
    """A window of its own, for the second display or the only one.

    Args:
        view: shows the clip.
        goal: the parent's hope, in their own words; empty for none.
        writing: whether a line to write in can be opened here, because there is no other screen for the guider.

    Signals:
        kept(voice, text): words that the guider wrote down here.
        closed: the window was closed after the show was over.
    """

    kept = Signal(object, str)
    closed = Signal()

    def __init__(self, view: StageView, goal: str, *, writing: bool) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setProperty("role", "stage")
        self.setWindowTitle("Looking together")
        self.setAccessibleName("Looking together")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show: Show | None = None
        self._goal = goal.strip('“”" ')
        self.view = view
        view.tapped.connect(lambda: self._do("toggle"))
        self.hope = _words("stage-goal")
        self.hope.setFixedHeight(_HOPE_PX)
        self.calm = _words("stage-calm")
        self.calm_goal = _words("stage-goal-large")
        self.before = self._control("‹ before", "before")
        self.again = self._control("once more", "once_more", soft=True)
        self.play = push_button("", lambda: self._do("toggle"), role="stage-play", name="Play")
        self.play.setFixedSize(_PLAY_PX, _PLAY_PX)
        self.play.setIconSize(QSize(30, 30))
        self.slow = self._control("slowly", "slowly", soft=True)
        self.still = self._control("hold this picture", "hold", soft=True)
        self.on = self._control("next ›", "next")
        self.write = push_button("write", self.open_line, role="stage-quiet", name="Write down what was said")
        self.write.setVisible(writing)
        self.line = ClipLine(dark=True)
        self._bar: WordsBar | None = None
        for button in self.findChildren(QPushButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the remote's
        self._pages = QStackedWidget()
        self._lay_out()

    def follow(self, show: Show) -> None:
        """Show what a show says from now on."""
        self._show = show
        show.changed.connect(self._refresh)
        self.line.follow(show)
        self._refresh()

    def set_writing(self, writing: bool) -> None:
        """The guider has no other screen to write on, or has one again."""
        self.write.setVisible(writing)
        if not writing and self._bar is not None:
            self._bar.hide()

    def open_line(self) -> None:
        """A line to write in, over the lower edge."""
        if self.write.isHidden():
            return
        bar = self._bar
        if bar is None:
            self._bar = bar = WordsBar(self, wide=True)
            bar.kept.connect(self._wrote)
            bar.done.connect(bar.hide)
            bar.done.connect(self.setFocus)
        width, height = min(_WRITING_PX, self.width() - 40), bar.sizeHint().height()
        bar.setGeometry((self.width() - width) // 2, self.height() - height - _WRITING_EDGE_PX, width, height)
        bar.show()
        bar.raise_()
        bar.line.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small display the controls come closer together."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        self._bar_row.setSpacing(6 if narrow else 22)
        # The controls stay in the middle, where there is room for that.
        left = 0 if narrow or self.write.isHidden() else self.write.sizeHint().width()
        self._bar_row.setContentsMargins(left, 0, 0, 0)
        for button in (self.again, self.slow, self.still):
            if button.property("tight") != narrow:
                button.setProperty("tight", narrow)
                button.style().unpolish(button)
                button.style().polish(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The remote's keys, and the guider's."""
        if self._show is not None and press(self._show, event):
            event.accept()
        elif event.key() == Qt.Key.Key_W:
            self.open_line()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window ends the review."""
        show = self._show
        if show is not None:
            event.ignore()  # what was agreed is asked here
            show.end()
        else:
            event.accept()
            self.closed.emit()

    def let_go(self) -> None:
        """Follow no longer: the review is over, and all that is left is thanks."""
        self._show = None
        self.calm.setText(THANKS)
        self.calm.show()
        self.calm_goal.setText("")
        self._pages.setCurrentIndex(0)
        self.foot.hide()
        if self._bar is not None:
            self._bar.hide()

    def _wrote(self, voice: Voice, text: str) -> None:
        self.kept.emit(voice, text)

    def _do(self, what: str) -> None:
        if self._show is not None:
            getattr(self._show, what)()

    def _refresh(self) -> None:
        show = self._show
        if show is None:
            return
        self._pages.setCurrentIndex(0 if show.dark else 1)
        words = ""
        if show.waiting_words:
            words = THANKS if show.over else "" if show.begun else WELCOME
        self.calm.setText(words)
        self.calm.setVisible(bool(words))
        self.calm_goal.setText(f"“{self._goal}”" if self._goal and show.waiting_words else "")
        self.hope.setText(f"“{self._goal}”" if self._goal else "")
        self.hope.setVisible(bool(self._goal))
        if show.dark:
            self.view.set_light(None)
        playing = show.playing and not show.dark
        self.play.setIcon(icon("pause" if playing else "play", DARK.on_accent, 30))
        self.play.setAccessibleName("Pause" if playing else "Play")
        self.slow.setText(speed_words(show.speed))
        self.still.setText("go on" if show.held else "hold this picture")
        self.before.setEnabled(show.place > 0 or show.over)
        self.on.setEnabled(not show.over)
        for button in (self.again, self.slow):
            button.setEnabled(show.begun)
        self.still.setEnabled(not show.dark)

    def _control(self, text: str, what: str, *, soft: bool = False) -> QPushButton:
        role = "stage" if soft else "stage-quiet"
        return push_button(text, lambda: self._do(what), role=role, name=text.strip("‹› "))

    def _lay_out(self) -> None:
        dark = QWidget()
        column = QVBoxLayout(dark)
        column.setContentsMargins(80, 40, 80, 40)
        column.setSpacing(26)
        column.addStretch(1)
        column.addWidget(self.calm)
        column.addWidget(self.calm_goal)
        column.addStretch(1)
        light = QWidget()
        film = QVBoxLayout(light)
        film.setContentsMargins(0, 0, 0, 0)
        film.setSpacing(0)
        film.addWidget(self.hope)
        film.addWidget(self.view, 1)
        along = QHBoxLayout()
        along.addStretch(1)
        self.line.setFixedWidth(_ALONG_PX)
        along.addWidget(self.line)
        along.addStretch(1)
        film.addLayout(along)
        self._pages.addWidget(dark)
        self._pages.addWidget(light)
        self._bar_row = bar = QHBoxLayout()
        bar.setSpacing(22)
        bar.addStretch(1)
        for button in (self.before, self.again, self.play, self.slow, self.still, self.on):
            bar.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        bar.addStretch(1)
        bar.addWidget(self.write, 0, Qt.AlignmentFlag.AlignBottom)
        self.foot = QWidget()
        self.foot.setFixedHeight(_BAR_PX)
        self.foot.setLayout(bar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_EDGE_PX, 14, _EDGE_PX, 6)
        whole.setSpacing(0)
        whole.setSizeConstraint(
            QVBoxLayout.SizeConstraint.SetNoConstraint
        )  # the display says how large it is
        whole.addWidget(self._pages, 1)
        whole.addWidget(self.foot)


def _words(role: str) -> QLabel:
    label = QLabel("")
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
