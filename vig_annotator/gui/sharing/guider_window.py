"""The guider's window while the parent looks at the other display: what they see, what comes next, questions, words, a timer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from vig_annotator.gui.sharing.clip_line import ClipLine
from vig_annotator.gui.sharing.guider_layout import away_page, guider_page
from vig_annotator.gui.sharing.sharing_words import clock_words, quoted, speed_words
from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.sharing.show_keys import press
from vig_annotator.gui.sharing.stage_view import Mirror
from vig_annotator.gui.sharing.words_bar import WordsBar
from vig_annotator.media.picture import Picture
from vig_annotator.model.shared_review import SharedWords
from vig_annotator.model.timecode import format_duration

_PAUSE_MS = 1_000
"""Notes are kept when no key was pressed for so long."""

_SIZE, _LEAST = (1180, 700), (900, 500)
NEXT_PX = QSize(176, 99)


class GuiderWindow(QFrame):
    """Follows the show and drives it. The line for words has the keys only while it is written in.

    Signals:
        here_wanted: the parent's display is gone and this one is to be the parent's.
        noted(text): the guider's notes are to be kept as they stand.
        closed: the window was closed after the show was over.
    """

    here_wanted = Signal()
    noted = Signal(str)
    closed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setProperty("role", "window")
        self.setWindowTitle(f"{title} – for you")
        self.setAccessibleName("The guider’s window")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        self._show: Show | None = None
        self._seconds = 0
        self._said: Sequence[SharedWords] = ()
        self._thumbs: Mapping[int, QPixmap] = {}
        self.now = words_label("subtitle")
        self.next_head = words_label("head")
        self.next_words = words_label("secondary")
        self.next_picture = QLabel("")
        self.next_picture.setFixedSize(NEXT_PX)
        self.next_picture.setAccessibleName("The next clip")
        self.said = words_label("secondary")
        self.trouble = words_label("concern")
        self.trouble.hide()
        self.timer = words_label("time")
        self.timer.setWordWrap(False)
        self.mirror = Mirror()
        self.mirror.tapped.connect(lambda: self.do("toggle"))
        self.line = ClipLine()
        self.words = WordsBar()
        self.words.done.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.notes = _Notes()
        self.notes.setAccessibleName("Notes for yourself")
        self.notes.setPlaceholderText(
            "Notes for yourself, on this screen only. They are kept with the review."
        )
        self.notes.setTabChangesFocus(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep_notes)
        self.notes.textChanged.connect(self._pause.start)
        self.buttons: dict[str, QPushButton] = {}
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._second)
        self._pages = QStackedWidget()
        self._pages.addWidget(guider_page(self))
        self._pages.addWidget(away_page(self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    @property
    def away(self) -> bool:
        """Whether it says that the parent's display is gone, and shows nothing else."""
        return self._pages.currentIndex() == 1

    def follow(self, show: Show) -> None:
        """Show what a show says from now on."""
        self._show = show
        show.changed.connect(self._refresh)
        self.line.follow(show)
        self._tick.start()
        self._second(0)
        self._refresh()

    def let_go(self) -> None:
        """Follow no longer."""
        self._show = None
        self._tick.stop()

    def keep_notes(self) -> None:
        """Have the notes kept as they stand now."""
        self._pause.stop()
        self.noted.emit(self.notes.toPlainText())

    def show_said(self, said: Sequence[SharedWords]) -> None:
        """What was said so far in this review."""
        self._said = said
        self._refresh()

    def show_pictures(self, thumbs: Mapping[int, QPixmap]) -> None:
        """A picture of each clip, by its place, as it will be seen."""
        self._thumbs = thumbs
        self._refresh()

    def show_picture(self, picture: Picture) -> None:
        """The parent sees another picture."""
        if self._show is not None and not self._show.dark and self.isVisible():
            self.mirror.show_small(picture)

    def show_trouble(self, text: str) -> None:
        """Why something can't be shown, or kept."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def set_away(self, away: bool) -> None:
        """The parent's display is gone, so what is on this one may be seen by them; or it is there again."""
        self._pages.setCurrentIndex(1 if away else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The remote's keys work here, too; W goes to the line for words."""
        if self.away:
            super().keyPressEvent(event)
        elif self._show is not None and press(self._show, event):
            event.accept()
        elif event.key() == Qt.Key.Key_W:
            self.words.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            event.accept()
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

    def do(self, what: str) -> None:
        """What a button says."""
        show = self._show
        if show is None:
            return
        if what.startswith("step"):
            show.step(1 if what == "step_on" else -1)
        elif what in ("half", "quarter"):
            speed = 0.5 if what == "half" else 0.25
            show.set_speed(1.0 if show.speed == speed else speed)
        else:
            getattr(show, what)()

    def _second(self, step: int = 1) -> None:
        self._seconds += step
        self.timer.setText(clock_words(self._seconds))
        self.timer.setAccessibleName(f"{self._seconds // 60} minutes")

    def _refresh(self) -> None:
        show = self._show
        if show is None:
            return
        clip, count = show.stop.clip, len(show.stops)
        length = format_duration(show.stop.span.duration_us)
        where = "The end" if show.over else f"Clip {show.place + 1} of {count}  ·  {length}"
        state = "dark" if show.dark else "held" if show.held else "plays" if show.playing else "stands"
        slow = "" if show.speed == 1 else "  ·  half speed" if show.speed == 0.5 else "  ·  quarter speed"
        self.now.setText(f"{where}  ·  {state}{slow}")
        if show.dark:
            self.mirror.show_small(None)
            self.mirror.set_light(None)
            self.mirror.set_waiting("The parent’s screen is dark.")
        elif self.mirror.picture is None and show.picture is not None:
            self.show_picture(show.picture)
        if not show.dark:
            self.show_trouble("")
        self._show_next(show)
        mine = [one for one in self._said if one.clip_id == clip.id]
        self.said.setText("\n".join(quoted(one) for one in mine))
        self.said.setVisible(bool(mine))
        self.buttons["toggle"].setText("pause" if show.playing and not show.dark else "play")
        self.buttons["hold"].setText("go on" if show.held else "hold")
        self.buttons["loop"].setText("loop off" if show.looping else "loop")
        self.buttons["blacken"].setText("picture" if show.black else "dark")
        for what, speed in (("half", 0.5), ("quarter", 0.25)):
            self.buttons[what].setText(what if show.speed != speed else "as before")
            self.buttons[what].setAccessibleName(
                speed_words(show.speed) if show.speed == speed else f"{what} speed"
            )

    def _show_next(self, show: Show) -> None:
        """The clip that a press of "next" brings, or the one after it."""
        place = show.place if show.dark and not show.black and not show.over else show.place + 1
        if show.over or place >= len(show.stops):
            self.next_head.setText("THEN")
            words = (
                "the end" if not show.over else "Esc ends the review: then you write down what was agreed."
            )
            self.next_words.setText(words)
            self.next_picture.setPixmap(QPixmap())
            self.next_picture.hide()
            return
        self.next_head.setText("NEXT" if place == show.place else "AFTER THIS")
        self.next_words.setText(show.stops[place].clip.caption or "a clip without a caption")
        thumb = self._thumbs.get(place, QPixmap())
        self.next_picture.setPixmap(thumb)
        self.next_picture.setVisible(not thumb.isNull())


class _Notes(QPlainTextEdit):
    """Writing in it leaves a remote's keys to the show; Esc leaves it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F5):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def words_label(role: str) -> QLabel:
    """A line, or some, of a role in the style sheet."""
    label = QLabel("")
    if role:
        label.setProperty("role", role)
    label.setWordWrap(True)
    return label
