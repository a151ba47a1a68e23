"""Who somebody is: name, initials, role."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.codings.coding_words import ROLE_WORDS
from vig_annotator.gui.overlay import Overlay
from vig_annotator.model.coder import Coder, Role, initials_of

Keep = Callable[[str, str, Role], object]


class CoderForm(Overlay):
    """Two lines, a choice and a button; what can't be kept is said below them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Who codes", width_px=440)
        self.name = QLineEdit()
        self.initials = QLineEdit()
        self.initials.setMaxLength(4)
        self.role = Choice("Role")
        for role, words in ROLE_WORDS.items():
            self.role.addItem(words, role)
        for label, field in (
            ("Name; work is signed with it", self.name),
            ("Initials, for narrow places", self.initials),
            ("Role", self.role),
        ):
            words_label = QLabel(label)
            words_label.setProperty("role", "secondary")
            words_label.setBuddy(field)
            field.setAccessibleName(label)
            self.column.addWidget(words_label)
            self.column.addWidget(field)
        hint = QLabel(
            "Only a supervisor returns and approves codings, and never their own. A trainee codes blind where there is a reference."
        )
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        self.column.addWidget(hint)
        self._trouble = self.add_keep_row(self._keep)
        self.name.textEdited.connect(lambda text: self.initials.setPlaceholderText(initials_of(text)))
        self.name.returnPressed.connect(self._keep)
        self.initials.returnPressed.connect(self._keep)
        self._do: Keep | None = None

    @property
    def trouble(self) -> str:
        """Why it can't be kept; empty if nothing is wrong."""
        return self._trouble.text()

    def ask_new(self, keep: Keep, name: str = "") -> None:
        """Ask who somebody new is, perhaps with the name already typed; `keep` may raise a `VigError`, which is said in the form."""
        self._ask("Somebody who is new here", None, keep)
        if name:
            self.name.setText(name)
            self.initials.setPlaceholderText(initials_of(name))

    def ask_about(self, one: Coder, keep: Keep) -> None:
        """Ask for other initials or another role of somebody who is there; the name stays."""
        self._ask("Initials and role", one, keep)

    def _ask(self, title: str, one: Coder | None, keep: Keep) -> None:
        self.head.setText(title)
        self._do = keep
        self._trouble.setText("")
        self.name.setText(one.name if one is not None else "")
        self.name.setReadOnly(one is not None)
        self.initials.setText(one.initials if one is not None else "")
        self.initials.setPlaceholderText("")
        self.role.setCurrentIndex(self.role.findData(one.role if one is not None else Role.CLINICIAN))
        self.open(self.name if one is None else self.role)

    def _keep(self) -> None:
        assert self._do is not None
        try:
            self._do(self.name.text(), self.initials.text(), Role(self.role.currentData()))
        except VigError as error:
            self._trouble.setText(str(error))
            return
        self.close_over()
