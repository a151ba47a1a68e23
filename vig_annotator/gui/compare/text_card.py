"""Shows a paragraph that can be copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay


class TextCard(Overlay):
    """A text and a button that copies it."""

    def __init__(self, window: QWidget, title: str) -> None:
        super().__init__(window, title, width_px=720)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setMinimumHeight(300)
        self.column.addWidget(self.text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button("Close", self.close_over))
        self.copy = push_button("Copy", self._copy, role="primary")
        row.addWidget(self.copy)
        self.column.addLayout(row)

    def show_text(self, text: str) -> None:
        """Show a text."""
        self.text.setPlainText(text)
        self.copy.setText("Copy")
        self.open(self.copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText("Copied")
