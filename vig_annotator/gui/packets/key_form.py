"""A supervisor's own key: made once, kept behind a pass phrase; its public half is shown to be given to others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.packets.pass_phrase_box import PassPhraseBox

_WHAT = (
    "With a key of your own nobody has to agree on a pass phrase with you for each packet. The key stays on this computer, behind a pass phrase that only you know. "
    "What you give to others is its public half: it seals packets for you, and opens nothing."
)


class KeyForm(Overlay):
    """Makes a key, or shows the public half of the one that is there; `make_wanted(pass phrase)` asks for one."""

    make_wanted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "My key for packets", width_px=620)
        what = QLabel(_WHAT)
        what.setProperty("role", "secondary")
        what.setWordWrap(True)
        self.column.addWidget(what)
        self.phrase = PassPhraseBox("Pass phrase for your key")
        self._new = QWidget()
        new = QVBoxLayout(self._new)
        new.setContentsMargins(0, 0, 0, 0)
        new.addWidget(
            QLabel("A pass phrase for your key; write it down where nobody looks: it can’t be replaced.")
        )
        new.addWidget(self.phrase)
        self.column.addWidget(self._new)
        self.public = QLineEdit()
        self.public.setReadOnly(True)
        self.public.setAccessibleName("Your key, to be given to others")
        self._copy = push_button("Copy", self._copy_key, name="Copy your key")
        self._there = QWidget()
        there = QVBoxLayout(self._there)
        there.setContentsMargins(0, 0, 0, 0)
        there.addWidget(QLabel("Send this to whoever sends you packets:"))
        row = QHBoxLayout()
        row.addWidget(self.public, 1)
        row.addWidget(self._copy)
        there.addLayout(row)
        self.column.addWidget(self._there)
        self._trouble = QLabel("")
        self._trouble.setProperty("role", "concern")
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.close_button = push_button("Close", self.close_over)
        self.make = push_button("Make my key", self._make, role="primary")
        foot.addWidget(self.close_button)
        foot.addWidget(self.make)
        self.column.addLayout(foot)
        self.phrase.changed.connect(self._show_button)
        self.phrase.line.returnPressed.connect(self._make)

    @property
    def trouble(self) -> str:
        """What went wrong; empty if nothing did."""
        return self._trouble.text()

    def show_key(self, public: str, trouble: str = "") -> None:
        """Show the public half; where there is none, ask for a pass phrase.

        Args:
            public: the public half, or empty.
            trouble: what went wrong.
        """
        self._new.setVisible(not public)
        self._there.setVisible(bool(public))
        self.make.setVisible(not public)
        self.make.setText("Make my key")
        self.public.setText(public)
        self.public.setCursorPosition(0)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._show_button()
        if not self.is_open:
            self.phrase.clear()
            self.open(self.public if public else self.phrase.line)
        self._place()

    def show_working(self) -> None:
        """The key is being made."""
        self.make.setText("Making it …")
        self.make.setEnabled(False)

    def close_over(self) -> None:
        """Close; the pass phrase is not kept."""
        super().close_over()
        self.phrase.clear()

    def _show_button(self) -> None:
        self.make.setEnabled(self.phrase.good)

    def _make(self) -> None:
        if self.make.isEnabled() and not self.make.isHidden():
            self.make_wanted.emit(self.phrase.text)

    def _copy_key(self) -> None:
        QGuiApplication.clipboard().setText(self.public.text())
