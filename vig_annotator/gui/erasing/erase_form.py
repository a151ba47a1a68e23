"""The screen before something is erased for good: what goes with it, which files go too, and its name to be typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.errors import RuleViolation
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.tick import Tick
from vig_annotator.media.erasing import WHAT_IS_PROMISED
from vig_annotator.services.erasing import Doomed, Erased, WhatGoes, require_name
from vig_annotator.storage.erasing import DoomedFile

_WIDTH_PX, _LIST_PX, _LEAST_LIST_PX = 620, 190, 60
_MOST_NAMES, _MOST_LETTERS = 3, 40


class EraseForm(Overlay):
    """Says what goes, and asks.

    Signals:
        wanted(typed, files): it is to be erased, with these files.
    """

    wanted = Signal(str, object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Erase for good", width_px=_WIDTH_PX)
        self._doomed: Doomed | None = None
        self._goes: WhatGoes | None = None
        self._working = False
        self._hint = _words("secondary")
        self._list = QLabel("")
        self._list.setTextFormat(Qt.TextFormat.PlainText)
        self._list.setAccessibleName("What goes")
        self._list.setContentsMargins(4, 4, 4, 4)
        inside = QFrame()
        inside.setProperty("role", "panel")
        room = QVBoxLayout(inside)
        room.setContentsMargins(8, 4, 8, 4)
        room.addWidget(self._list)
        room.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("What goes with it")
        self._scroll.setWidgetResizable(True)
        self._scroll.setMinimumHeight(_LEAST_LIST_PX)
        self._scroll.setMaximumHeight(_LIST_PX)
        self._scroll.setWidget(inside)
        self.made, self.films = Tick(""), Tick("")
        self._copies = _words("hint")
        self._ask = _words("strong")
        self.line = QLineEdit()
        self.line.textChanged.connect(self._judge)
        self.line.returnPressed.connect(self._tell)
        self.trouble = _words("concern")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Erasing")
        for part in (
            self._hint, self._scroll, self.made, self.films, self._copies, self._ask, self.line, self.trouble, self.bar,
        ):  # fmt: skip
            self.column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        self.leave = push_button("Cancel", self.close_over)
        self.erase = push_button("Erase for good", self._tell, role="danger")
        row.addWidget(self.leave)
        row.addWidget(self.erase)
        self.column.addLayout(row)

    @property
    def lines(self) -> list[str]:
        """What is listed."""
        return self._list.text().split("\n")

    def show_doomed(self, doomed: Doomed, goes: WhatGoes) -> None:
        """Say what goes, and ask for the name."""
        self._doomed, self._goes, self._working = doomed, goes, False
        self.head.setText(f"Erase {doomed.title}")
        self._hint.setText(
            "This goes from the library for good, from the history and from every copy in the library’s folder. "
            "It can’t be undone. The log keeps one line: that something was erased, when and by whom."
        )
        self._list.setText("\n".join(f"•  {line}" for line in goes.lines))
        _offer(
            self.made,
            goes.made,
            "Erase the file made of it, too",
            "Erase the {n} files made of it, too",
            on=True,
        )
        _offer(
            self.films,
            goes.films,
            "Erase the original film, too",
            "Erase the {n} original films, too",
            on=False,
        )
        self._copies.setText(_copies_words(goes.copies) if goes.copies else "")
        self._ask.setText(f"Type  {doomed.name}  to erase it")
        self.line.setAccessibleName(f"Type {doomed.name} to erase it")
        self.line.clear()
        self.trouble.setText("")
        self.leave.setText("Cancel")
        for part in (self._scroll, self._ask, self.line, self.erase):
            part.show()
        self._copies.setVisible(bool(goes.copies))
        self.bar.hide()
        self._judge()
        self.open(self.line)
        self._place()

    def show_progress(self, share: float, words: str) -> None:
        """Say how far it is."""
        self._working = True
        self.bar.show()
        self.bar.setValue(round(share * 100))
        self._hint.setText(f"{words} …" if words else "")
        for part in (self.made, self.films, self.line, self.erase):
            part.setEnabled(False)
        self.leave.setEnabled(False)
        self._place()

    def show_done(self, erased: Erased) -> None:
        """Say what was done."""
        self._working = False
        files = (
            f" {erased.files} file{'s' if erased.files != 1 else ''} beside the library, too. {WHAT_IS_PROMISED}"
            if erased.files
            else ""
        )
        self._hint.setText(f"It was erased.{files}")
        self.trouble.setText("\n".join(erased.left))
        for part in (
            self._scroll,
            self.made,
            self.films,
            self._copies,
            self._ask,
            self.line,
            self.bar,
            self.erase,
        ):
            part.hide()
        self.leave.setText("Close")
        self.leave.setEnabled(True)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place()

    def show_trouble(self, words: str) -> None:
        """Say why nothing was erased; it can be tried again."""
        self._working = False
        self.bar.hide()
        for part in (self.made, self.films, self.line, self.leave):
            part.setEnabled(True)
        self.trouble.setText(words)
        self._judge(keep=True)
        self._place()

    def close_over(self) -> None:
        """Uncover the window, but not while it erases."""
        if not self._working:
            super().close_over()

    def _judge(self, _text: str = "", *, keep: bool = False) -> None:
        """The button can be pressed once the name is there."""
        if not keep:
            self.trouble.setText("")
        for part in (self.made, self.films, self.line, self.leave):
            part.setEnabled(not self._working)
        try:
            if self._doomed is not None:
                require_name(self._doomed, self.line.text())
            self.erase.setEnabled(True)
        except RuleViolation:
            self.erase.setEnabled(False)

    def _tell(self) -> None:
        if self._working or self._goes is None or self._doomed is None:
            return
        try:
            require_name(self._doomed, self.line.text())
        except RuleViolation as error:
            self.show_trouble(str(error))
            return
        files = (
            *(self._goes.made if self.made.isChecked() else ()),
            *(self._goes.films if self.films.isChecked() else ()),
        )
        self.wanted.emit(self.line.text(), files)


def _offer(tick: Tick, files: tuple[DoomedFile, ...], one: str, several: str, *, on: bool) -> None:
    names = [Path(file.path).name for file in files]
    shown = ", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")
    shown = shown if len(shown) <= _MOST_LETTERS else f"{shown[:_MOST_LETTERS]} …"
    tick.setText(f"{one if len(names) == 1 else several.format(n=len(names))}: {shown}")
    tick.setAccessibleName(tick.text())
    tick.setToolTip("\n".join(file.path for file in files))
    tick.setChecked(on and bool(files))
    tick.setVisible(bool(files))


def _copies_words(copies: int) -> str:
    if copies == 1:
        return "The copy of the library holds it, too: a new copy takes its place."
    return f"The {copies} copies of the library hold it, too: one new copy takes their place."


def _words(role: str) -> QLabel:
    label = QLabel("")
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
