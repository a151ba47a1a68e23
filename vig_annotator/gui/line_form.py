"""Asks for one line of words, such as a film's name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.overlay import Overlay


class LineForm(Overlay):
    """One line and a button; what can't be kept is said below it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width_px=420)
        self.setAccessibleName("A line of words")
        self.line = QLineEdit()
        self.line.returnPressed.connect(self._keep)
        self.column.addWidget(self.line)
        self._trouble = self.add_keep_row(self._keep)
        self._do: Callable[[str], object] | None = None

    def ask(self, title: str, text: str, keep: Callable[[str], object]) -> None:
        """Ask; `keep` is given the words and may raise a `VigError`, which is said in the form."""
        self.head.setText(title)
        self.setAccessibleName(title)
        self.line.setAccessibleName(title)
        self.line.setText(text)
        self.line.selectAll()
        self._trouble.setText("")
        self._do = keep
        self.open(self.line)

    def _keep(self) -> None:
        assert self._do is not None
        try:
            self._do(self.line.text().strip())
        except VigError as error:
            self._trouble.setText(str(error))
            return
        self.close_over()
