"""Asks for the words of a remark, or for a summary's two texts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay

Keep = Callable[[str, str], object]
_LINES_PX = 84


class RemarkForm(Overlay):
    """One text or two, and a button; Ctrl+Enter keeps, what can't be kept is said below."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Remark", width_px=520, high=True)
        self._about = QLabel("")
        self._about.setProperty("role", "secondary")
        self._about.setWordWrap(True)
        self.column.addWidget(self._about)
        self.first, self._first_label = self._text()
        self.second, self._second_label = self._text()
        self._trouble = QLabel("")
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "concern")
        self.column.addWidget(self._trouble)
        row = QHBoxLayout()
        hint = QLabel("Ctrl+Enter keeps it")
        hint.setProperty("role", "hint")
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(push_button("Cancel", self.close_over))
        row.addWidget(push_button("Keep", self._keep, role="primary"))
        self.column.addLayout(row)
        self._do: Keep | None = None

    @property
    def trouble(self) -> str:
        """Why it can't be kept; empty if nothing is wrong."""
        return self._trouble.text()

    def ask(self, title: str, about: str, keep: Callable[[str], object]) -> None:
        """Ask for one text; `keep` may raise a `VigError`, which is said in the form."""
        self._ask(title, about, ("", ""), ("", ""), lambda first, _second: keep(first))
        self.first.setAccessibleName(title)

    def ask_two(self, title: str, labels: tuple[str, str], texts: tuple[str, str], keep: Keep) -> None:
        """Ask for two texts, each under its label."""
        self._ask(title, "", labels, texts, keep)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps; Tab goes on."""
        if isinstance(watched, QPlainTextEdit) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self._keep()
                return True
        return super().eventFilter(watched, event)

    def _text(self) -> tuple[QPlainTextEdit, QLabel]:
        label, text = QLabel(""), QPlainTextEdit()
        label.setProperty("role", "secondary")
        label.setBuddy(text)
        text.setTabChangesFocus(True)
        text.setFixedHeight(_LINES_PX)
        text.installEventFilter(self)
        self.column.addWidget(label)
        self.column.addWidget(text)
        return text, label

    def _ask(
        self, title: str, about: str, labels: tuple[str, str], texts: tuple[str, str], keep: Keep
    ) -> None:
        self.head.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._do = keep
        self._trouble.setText("")
        for text, label, words, name in (
            (self.first, self._first_label, texts[0], labels[0]),
            (self.second, self._second_label, texts[1], labels[1]),
        ):
            text.setPlainText(words)
            text.setAccessibleName(name)
            label.setText(name)
            label.setVisible(bool(name))
        self.second.setVisible(bool(labels[1]))
        self.open(self.first)

    def _keep(self) -> None:
        assert self._do is not None
        try:
            self._do(self.first.toPlainText(), self.second.toPlainText())
        except VigError as error:
            self._trouble.setText(str(error))
            return
        self.close_over()
