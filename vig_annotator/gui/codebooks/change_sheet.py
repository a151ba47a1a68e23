"""What changed in a codebook, in plain words: to be read, and before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.codebook.compare import Difference
from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.overlay import Overlay

_LIST_PX = 300


class ChangeSheet(Overlay):
    """The list of differences; when it is about saving, the version and the button that saves."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "What changed", width_px=620)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("What changed")
        self.column.addWidget(self._scroll)
        self._where = QLabel("")
        self._where.setWordWrap(True)
        self._where.setProperty("role", "hint")
        self.column.addWidget(self._where)
        row = QHBoxLayout()
        self._version_words = QLabel("Version")
        self.version = QLineEdit()
        self.version.setAccessibleName("Version")
        self.version.setFixedWidth(90)
        self._version_words.setBuddy(self.version)
        self.version.returnPressed.connect(self._keep)
        row.addWidget(self._version_words)
        row.addWidget(self.version)
        row.addStretch(1)
        self._close = push_button("Go on editing", self.close_over)
        self._save = push_button("Save", self._keep, role="primary")
        row.addWidget(self._close)
        row.addWidget(self._save)
        self.column.addLayout(row)
        self._trouble = QLabel("")
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("role", "concern")
        self.column.addWidget(self._trouble)
        self._do: Callable[[str], object] | None = None
        self.sentences: list[str] = []

    @property
    def trouble(self) -> str:
        """Why it can't be saved; empty if nothing is wrong."""
        return self._trouble.text()

    def show_changes(self, differences: Sequence[Difference]) -> None:
        """Show what changed, to be read."""
        self._show(differences, "", "", None)

    def ask(
        self, differences: Sequence[Difference], where: str, version: str, save: Callable[[str], object]
    ) -> None:
        """Show what changed and ask whether to save; `save` is given the version and may raise a `VigError`.

        Args:
            differences: what changed.
            where: what becomes of which file.
            version: the one to offer.
            save: does it.
        """
        self._show(differences, where, version, save)

    def _show(
        self,
        differences: Sequence[Difference],
        where: str,
        version: str,
        save: Callable[[str], object] | None,
    ) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self.sentences = [f"{one}." for one in differences] or ["Nothing changed."]
        for sentence in self.sentences:
            line = QLabel(sentence)
            line.setWordWrap(True)
            column.addWidget(line)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        room = (
            inside.heightForWidth(self._width_px - 60)
            if inside.hasHeightForWidth()
            else inside.sizeHint().height()
        )
        self._scroll.setFixedHeight(min(room + 4, _LIST_PX))
        self._do = save
        self._where.setText(where)
        self._trouble.setText("")
        self._trouble.hide()
        self.version.setText(version)
        for widget in (self._version_words, self.version, self._save, self._where):
            widget.setVisible(save is not None)
        self._close.setText("Go on editing" if save is not None else "Close")
        self.open(self._save if save is not None else self._close)

    def _keep(self) -> None:
        assert self._do is not None
        try:
            self._do(self.version.text().strip())
        except VigError as error:
            self._trouble.setText(str(error))
            self._trouble.show()
            return
        self.close_over()
