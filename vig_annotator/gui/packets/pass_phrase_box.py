"""A line for a new pass phrase: one is suggested, how strong it is stands below it, and it can be copied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.exchange.sealing import SHORTEST
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.packets.parts import set_role
from vig_annotator.model.pass_phrase import STRENGTH_WORDS, Strength, strength, suggest


class PassPhraseBox(QWidget):
    """What is typed is seen: it has to be told to somebody.

    Signals:
        changed: another pass phrase.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("Several words that don’t belong together")
        self.suggest = push_button("Suggest one", self.suggest_one)
        self.copy = push_button("Copy", self._copy, name="Copy the pass phrase")
        self.hint = QLabel("")
        self.hint.setWordWrap(True)
        self.hint.setAccessibleName("How strong the pass phrase is")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.hint, 1)
        row.addWidget(self.suggest)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(self.line)
        column.addLayout(row)
        self.line.textChanged.connect(self._tell)
        self._tell()

    @property
    def text(self) -> str:
        """The pass phrase, without blanks around it."""
        return self.line.text().strip()

    @property
    def good(self) -> bool:
        """Whether it can be taken."""
        return len(self.text) >= SHORTEST

    def suggest_one(self) -> None:
        """Put a fresh, strong one in."""
        self.line.setText(suggest())
        self.line.setCursorPosition(0)

    def clear(self) -> None:
        """Forget it."""
        self.line.clear()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    def _tell(self) -> None:
        self.copy.setEnabled(bool(self.text))
        how = strength(self.text)
        if not self.text:
            words = "Tell it by telephone, never in the same message as the packet."
        elif not self.good:
            words = f"At least {SHORTEST} letters."
        else:
            words = STRENGTH_WORDS[how]
        role = "hint" if not self.text else "positive" if self.good and how is Strength.GOOD else "concern"
        self.hint.setText(words)
        set_role(self.hint, role)
        self.changed.emit()
