"""The guider's window while the parent looks at the other display: what comes next, questions to ask, words to keep, a timer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.sharing.sharing_words import PROMPTS, clock_words, speed_words
from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.sharing.show_keys import press
from vig_annotator.gui.sharing.words_bar import WordsBar
from vig_annotator.model.shared_review import SharedWords, Voice
from vig_annotator.model.timecode import format_duration

_SIZE, _LEAST = (720, 660), (620, 560)


class GuiderWindow(QFrame):
    """Follows the show and drives it. The line for words has the keys only while it is written in."""

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
        self.now = _label("subtitle")
        self.then = _label("secondary")
        self.said = _label("hint")
        self.timer = _label("time")
        self.words = WordsBar()
        self.words.done.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName("Notes for yourself")
        self.notes.setPlaceholderText("Notes for yourself, on this screen only. They are not kept.")
        self.buttons: dict[str, QPushButton] = {}
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._second)
        self._lay_out()

    def follow(self, show: Show) -> None:
        """Show what a show says from now on."""
        self._show = show
        show.changed.connect(self._refresh)
        self._tick.start()
        self._second(0)
        self._refresh()

    def let_go(self) -> None:
        """Follow no longer."""
        self._show = None
        self._tick.stop()

    def show_said(self, said: Sequence[SharedWords]) -> None:
        """What was said so far in this review."""
        self._said = said
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The remote's keys work here, too; W goes to the line for words."""
        if self._show is not None and press(self._show, event):
            event.accept()
        elif event.key() == Qt.Key.Key_W:
            self.words.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window ends the review."""
        show, self._show = self._show, None
        self._tick.stop()
        if show is not None:
            show.end()
        event.accept()

    def _second(self, step: int = 1) -> None:
        self._seconds += step
        self.timer.setText(clock_words(self._seconds))
        self.timer.setAccessibleName(f"{self._seconds // 60} minutes")

    def _refresh(self) -> None:
        show = self._show
        if show is None:
            return
        clip, count = show.clip.clip, len(show.clips)
        length = format_duration(clip.offset_us - clip.onset_us)
        where = "The end" if show.over else f"Clip {show.place + 1} of {count}  ·  {length}"
        state = "dark" if show.dark else "held" if show.held else "plays" if show.playing else "stands"
        self.now.setText(f"{where}  ·  {state}")
        self.then.setText(self._coming(show))
        mine = [one for one in self._said if one.clip_id == clip.id]
        self.said.setText("\n".join(_quoted(one) for one in mine))
        self.said.setVisible(bool(mine))
        self.buttons["slowly"].setText(speed_words(show.speed))
        self.buttons["toggle"].setText("pause" if show.playing and not show.dark else "play")
        self.buttons["hold"].setText("go on" if show.held else "hold")
        self.buttons["loop"].setText("loop off" if show.looping else "loop")
        self.buttons["blacken"].setText("picture" if show.dark and not show.waiting_words else "dark")

    def _coming(self, show: Show) -> str:
        caption = show.clip.clip.caption
        if show.over:
            return "Esc ends the review: then you write down what was agreed."
        if show.dark and show.waiting_words:
            return f"Next: {caption or 'a clip without a caption'}"
        after = show.clips[show.place + 1].clip.caption if show.place + 1 < len(show.clips) else "the end"
        return f"{caption or 'No caption'}\nThen: {after or 'a clip without a caption'}"

    def _do(self, what: str) -> None:
        show = self._show
        if show is None:
            return
        if what.startswith("step"):
            show.step(1 if what == "step_on" else -1)
        else:
            getattr(show, what)()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        top = QHBoxLayout()
        top.addWidget(self.now, 1)
        top.addWidget(self.timer)
        column.addLayout(top)
        column.addWidget(self.then)
        column.addWidget(self.said)
        grid = QGridLayout()
        grid.setSpacing(8)
        rows = (
            (("before", "‹ before"), ("once_more", "once more"), ("toggle", "play"), ("slowly", "slowly"), ("next", "next ›")),
            (("step_back", "‹ a frame"), ("hold", "hold"), ("loop", "loop"), ("blacken", "dark"), ("step_on", "a frame ›")),
        )  # fmt: skip
        for line, row in enumerate(rows):
            for place, (what, text) in enumerate(row):
                button = push_button(text, lambda what=what: self._do(what), name=text.strip("‹› "))  # type: ignore[misc]
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the remote's
                self.buttons[what] = button
                grid.addWidget(button, line, place)
        self.buttons["next"].setProperty("role", "primary")
        column.addLayout(grid)
        head = QLabel("QUESTIONS")
        head.setProperty("role", "head")
        column.addWidget(head)
        for prompt in PROMPTS:
            label = QLabel(prompt)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.words)
        column.addWidget(self.notes, 1)
        foot = QHBoxLayout()
        hint = QLabel(
            "Page ↓ on, Page ↑ back, F5 once more, Space plays, S slowly, H holds, L loops, B dark, W words, Esc ends."
        )
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        foot.addWidget(hint, 1)
        foot.addWidget(push_button("End the review", lambda: self._do("end")))
        column.addLayout(foot)


def _label(role: str) -> QLabel:
    label = QLabel("")
    label.setProperty("role", role)
    label.setWordWrap(role != "time")
    return label


def _quoted(words: SharedWords) -> str:
    return f"“{words.text}”" if words.voice is Voice.PARENT else f"Baby: “{words.text}”"
