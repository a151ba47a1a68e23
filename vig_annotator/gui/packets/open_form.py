"""Asks for the pass phrase of a packet and for the name under which it is answered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay


class OpenForm(Overlay):
    """Two lines; what is wrong is said below them, and they stay as they are.

    Signals:
        open_wanted(pass phrase, name): try to open it.
        key_wanted: another file of the key is to be chosen.
    """

    open_wanted = Signal(str, str)
    key_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Open a sealed packet", width_px=500)
        self._about = QLabel("")
        self._about.setWordWrap(True)
        self._about.setProperty("role", "secondary")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self._about)
        self.phrase, self.name = QLineEdit(), QLineEdit()
        self.phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.name.setMaxLength(60)
        self._phrase_label = QLabel("Pass phrase")
        name_label = QLabel("Your name; your answers are signed with it")
        for label, line in ((self._phrase_label, self.phrase), (name_label, self.name)):
            label.setProperty("role", "secondary")
            label.setBuddy(line)
            line.setAccessibleName(label.text())
            line.returnPressed.connect(self._open)
            self.column.addWidget(label)
            self.column.addWidget(line)
            if line is self.phrase:
                self.seen = QCheckBox("Show what I type")
                self.seen.toggled.connect(self._show_typed)
                self.column.addWidget(self.seen)
        promise = QLabel(
            "It is opened in memory only. Neither film nor text is saved on this computer; what you say is kept sealed beside the packet."
        )
        promise.setProperty("role", "hint")
        promise.setWordWrap(True)
        self.column.addWidget(promise)
        self._trouble = QLabel("")
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "concern")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self._trouble)
        row = QHBoxLayout()
        self.other_key = push_button("Where my key is…", self.key_wanted.emit)
        row.addWidget(self.other_key)
        row.addStretch(1)
        row.addWidget(push_button("Cancel", self.close_over))
        self.button = push_button("Open", self._open, role="primary")
        row.addWidget(self.button)
        self.column.addLayout(row)

    @property
    def trouble(self) -> str:
        """Why it can't be opened; empty if nothing is wrong."""
        return self._trouble.text()

    def ask(self, path: Path, name: str, *, by_key: bool) -> None:
        """Ask.

        Args:
            path: the packet.
            name: who works, as far as it is known.
            by_key: whether it was sealed for a key: then the key's pass phrase is asked for.
        """
        self._about.setText(
            f"“{path.name}” was sealed for your key."
            if by_key
            else f"“{path.name}”: the sender told you its pass phrase."
        )
        self._phrase_label.setText("Pass phrase of your key" if by_key else "Pass phrase of the packet")
        self.phrase.setAccessibleName(self._phrase_label.text())
        self.other_key.setVisible(by_key)
        self.phrase.clear()
        self.seen.setChecked(False)
        self.name.setText(name)
        self.show_working(False)
        self.show_trouble("")
        self.open(self.phrase)

    def show_trouble(self, words: str) -> None:
        """Say what is wrong."""
        self.show_working(False)
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._place()

    def show_working(self, working: bool) -> None:
        """Say that it is being opened."""
        self.button.setText("Opening …" if working else "Open")
        for part in (self.button, self.phrase, self.name, self.other_key):
            part.setEnabled(not working)

    def close_over(self) -> None:
        """Close; the pass phrase is not kept."""
        super().close_over()
        self.phrase.clear()

    def _show_typed(self, shown: bool) -> None:
        self.phrase.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _open(self) -> None:
        if self.button.isEnabled():
            self.open_wanted.emit(self.phrase.text().strip(), self.name.text().strip())
