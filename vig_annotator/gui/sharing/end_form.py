"""The end of a shared review: what was said, what was agreed, the next step; over the guider's window, or the only screen.

With one display the parent still looks at it, so nothing of the program is to be seen around the form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.sharing.sharing_words import quoted
from vig_annotator.model.shared_review import SharedWords

_LINES_PX = 96
_MOST = 8


class EndForm(Overlay):
    """Two questions and a button."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "What you agreed", width_px=560)
        self.said = QLabel("")
        self.said.setProperty("role", "goal")
        self.said.setWordWrap(True)
        self.column.addWidget(self.said)
        self.agreed = QPlainTextEdit()
        self.agreed.setAccessibleName("What you saw together, and what you agreed")
        self.agreed.setPlaceholderText("What did you see together? What does the parent take from it?")
        self.agreed.setTabChangesFocus(True)
        self.agreed.setFixedHeight(_LINES_PX)
        self.next_step = QLineEdit()
        self.next_step.setAccessibleName("The next step")
        self.next_step.setPlaceholderText("What comes next: film at bath time, on Thursday")
        self.next_step.returnPressed.connect(self._keep)
        for words, field in (("In the parent’s words", self.agreed), ("Next step", self.next_step)):
            label = QLabel(words)
            label.setProperty("role", "secondary")
            label.setBuddy(field)
            self.column.addWidget(label)
            self.column.addWidget(field)
        self.trouble = QLabel("")
        self.trouble.setProperty("role", "concern")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button("Later", self.close_over))
        self.keep = push_button("Keep", self._keep, role="primary")
        row.addWidget(self.keep)
        self.column.addLayout(row)
        self._do: Callable[[str, str], object] | None = None

    def ask(self, said: Sequence[SharedWords], keep: Callable[[str, str], object]) -> None:
        """Ask; `keep` is given both and may raise a `VigError`, which is said in the form."""
        self.said.setText("\n".join(quoted(one) for one in said[-_MOST:]))
        self.said.setVisible(bool(said))
        self.agreed.clear()
        self.next_step.clear()
        self.trouble.hide()
        self._do = keep
        self.open(self.agreed)

    def _keep(self) -> None:
        assert self._do is not None
        try:
            self._do(self.agreed.toPlainText(), self.next_step.text())
        except VigError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        self.close_over()
