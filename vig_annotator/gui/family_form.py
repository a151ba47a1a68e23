"""A family's pseudonym and the parent's hope: asked for a new family, changed for one that is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay

Keep = Callable[[str, str], object]


class FamilyForm(Overlay):
    """Two lines and a button; what can't be kept is said below them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "New family", width_px=440)
        self.pseudonym = QLineEdit()
        self.pseudonym.setAccessibleName("What you call them here")
        self.goal = QLineEdit()
        self.goal.setAccessibleName("The parent’s hope, in their own words")
        self.goal.setPlaceholderText("“I’d like to understand what he is telling me.”")
        self._trouble = QLabel("")
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "concern")
        for label, line in (
            ("What you call them here – never a real name", self.pseudonym),
            ("The parent’s hope, in their own words", self.goal),
        ):
            words = QLabel(label)
            words.setProperty("role", "secondary")
            words.setBuddy(line)
            self.column.addWidget(words)
            self.column.addWidget(line)
            line.returnPressed.connect(self._keep)
        self.column.addWidget(self._trouble)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button("Cancel", self.close_over))
        self._button = push_button("Keep", self._keep, role="primary")
        row.addWidget(self._button)
        self.column.addLayout(row)
        self._do: Keep | None = None

    @property
    def trouble(self) -> str:
        """Why it can't be kept; empty if nothing is wrong."""
        return self._trouble.text()

    def ask(self, title: str, pseudonym: str, goal: str, keep: Keep) -> None:
        """Ask for both; `keep` is given them and may raise a `VigError`, which is said in the form."""
        self.head.setText(title)
        self._do = keep
        self._trouble.setText("")
        self.pseudonym.setPlaceholderText("The next free one, such as F-014" if not pseudonym else "")
        self.pseudonym.setText(pseudonym)
        self.goal.setText(goal)
        self.open(self.pseudonym if not pseudonym else self.goal)

    def _keep(self) -> None:
        assert self._do is not None
        try:
            self._do(self.pseudonym.text().strip(), self.goal.text().strip())
        except VigError as error:
            self._trouble.setText(str(error))
            self._trouble.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_over()
