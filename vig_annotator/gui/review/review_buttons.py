"""A group of buttons of the review: with their keys where there is room, side by side without them where there is little."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import key_text, push_button, with_key

_SHORT = {
    "review.propose": "Missing tag…",
    "review.summary": "Next steps…",
    "review.rate": "Rating form…",
}
"""What is written where a button is narrow; it is called by its whole name all the same."""


class ReviewButtons(QWidget):
    """Buttons of actions, in rows.

    Args:
        action_ids: in order.
        actions: the window's.
    """

    def __init__(self, action_ids: Sequence[str], actions: ActionSet) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._buttons = {one: _button(one, actions) for one in action_ids}
        self._hidden: set[str] = set()
        self._columns, self._narrow = 0, False
        self.arrange(2, narrow=False)

    def arrange(self, columns: int, *, narrow: bool) -> None:
        """Put them into so many columns; narrow ones show no key, which their tooltips say."""
        if (columns, narrow) == (self._columns, self._narrow):
            return
        self._columns, self._narrow = columns, narrow
        self._place()

    def show_only(self, hidden: Sequence[str]) -> None:
        """Show all but these."""
        if set(hidden) != self._hidden:
            self._hidden = set(hidden)
            self._place()

    def _place(self) -> None:
        shown = [one for one in self._buttons if one not in self._hidden]
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        for action_id, button in self._buttons.items():
            self._grid.removeWidget(button)
            button.setVisible(action_id not in self._hidden)
            row = action(action_id)
            title = _SHORT.get(action_id, row.title.rstrip("…")) if self._narrow else row.title.rstrip("…")
            button.setText(title if self._narrow or not row.key else f"{title}  {key_text(row.key)}")
        for place, action_id in enumerate(shown):
            alone = place == len(shown) - 1 and place % self._columns == 0
            line, column = divmod(place, self._columns)
            self._grid.addWidget(self._buttons[action_id], line, column, 1, self._columns if alone else 1)


def _button(action_id: str, actions: ActionSet) -> QPushButton:
    row, qaction = action(action_id), actions.qaction(action_id)
    button = push_button(row.title, qaction.trigger, name=row.title.rstrip("…"))
    button.setObjectName(action_id)
    button.setToolTip(with_key(row.help, row.key) if row.key else row.help)
    button.setEnabled(qaction.isEnabled())
    qaction.enabledChanged.connect(button.setEnabled)
    return button
