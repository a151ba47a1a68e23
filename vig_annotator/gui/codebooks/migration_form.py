"""Takes a coding over to a changed codebook, guided: what changed, which code takes which one's place, what that would do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.overlay import Overlay

if TYPE_CHECKING:  # comparing codebooks is loaded when it is asked for
    from vig_annotator.services.codebook_migration import Proposal

Propose: TypeAlias = "Callable[[Mapping[str, str]], Proposal]"
Keep: TypeAlias = "Callable[[Proposal], object]"
_LIST_PX = 220
_NAMED = re.compile(r"\(\w+, (\d+ tags?)\)")
"""A code's id beside the number of its tags: for the command line, not for this window."""


class MigrationForm(Overlay):
    """The differences, a choice for each code that is gone or another one now, and the button that does it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Go on with the changed codebook", width_px=640)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFixedHeight(_LIST_PX)
        self._scroll.setAccessibleName("What changed")
        self.column.addWidget(self._scroll)
        self._mapping = QWidget()
        self._grid = QGridLayout(self._mapping)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._mapping)
        self._outcome = QLabel("")
        self._outcome.setWordWrap(True)
        self.column.addWidget(self._outcome)
        row = QHBoxLayout()
        row.addStretch(1)
        self._cancel = push_button("Leave it as it is", self.close_over)
        self.button = push_button("Change the codebook", self._keep, role="primary")
        row.addWidget(self._cancel)
        row.addWidget(self.button)
        self.column.addLayout(row)
        self.choices: dict[str, Choice] = {}
        self._propose: Propose | None = None
        self._do: Keep | None = None
        self._proposal: Proposal | None = None

    @property
    def outcome(self) -> str:
        """What it would do, or why it can't be done."""
        return self._outcome.text()

    def ask(self, propose: Propose, keep: Keep) -> None:
        """Show what would become of a coding.

        Args:
            propose: looks what a mapping of old to new codes would do.
            keep: does what was proposed.

        Raises:
            RuleViolation: there is nothing to do.
        """
        first = propose({})
        self._propose, self._do = propose, keep
        self._show_differences(first)
        self._offer(first)
        self._look()
        self.open(next(iter(self.choices.values()), self.button))

    def _show_differences(self, first: Proposal) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        sentences = [f"{one}." for one in first.differences]
        for sentence in sentences or ["Nothing changed but the file’s own text."]:
            line = QLabel(sentence)
            line.setWordWrap(True)
            column.addWidget(line)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def _offer(self, first: Proposal) -> None:
        for widget in self._mapping.findChildren(QWidget):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.choices = {}
        for row, (code_id, likely) in enumerate(first.to_map.items()):
            old = first.old.code(code_id)
            label = old.label if old is not None else code_id
            choice = Choice(f"Instead of {label}")
            choice.addItem("Choose…", "")
            for code in first.new.codebook.active_codes:
                choice.addItem(code.label, code.id)
            choice.setCurrentIndex(max(0, choice.findData(likely)))
            choice.currentIndexChanged.connect(lambda _: self._look())
            words = QLabel(f"“{label}” ({first.counts.get(code_id, 0):,} tags) becomes")
            words.setBuddy(choice)
            self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(choice, row, 1)
            self.choices[code_id] = choice
        self._mapping.setVisible(bool(self.choices))

    def _look(self) -> None:
        assert self._propose is not None
        chosen = {
            code_id: choice.currentData() for code_id, choice in self.choices.items() if choice.currentData()
        }
        self._proposal = self._propose(chosen)
        done = self._proposal.migration
        if done.hindrances:
            text = " ".join(_NAMED.sub(r"(\1)", one[0].upper() + one[1:]) for one in done.hindrances[:3])
        else:
            text = _words(self._proposal)
        self._outcome.setText(text)
        self._outcome.setProperty("role", "concern" if done.hindrances else "")
        self._outcome.style().unpolish(self._outcome)
        self._outcome.style().polish(self._outcome)
        self.button.setEnabled(not done.hindrances)
        self._place()

    def _keep(self) -> None:
        assert self._do is not None and self._proposal is not None
        try:
            self._do(self._proposal)
        except VigError as error:
            self._outcome.setText(str(error))
            return
        self.close_over()


def _words(proposal: Proposal) -> str:
    done, parts = proposal.migration, []
    for count, one, many in (
        (sum(done.moved.values()), "tag gets another code", "tags get another code"),
        (done.lost_ends, "stretch becomes an instant", "stretches become instants"),
        (done.lost_modifiers, "tag loses a choice", "tags lose a choice"),
        (done.broken_links, "link is broken", "links are broken"),
    ):
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return f"{', '.join(parts) or 'Every tag stays as it is'}. Undo takes it back in one step."
