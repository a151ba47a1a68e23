"""The screen of a family's plan, over the window: three lists to build up, and a page to print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.tick import Tick
from vig_annotator.model.family import Family
from vig_annotator.model.plan import PlanItem, PlanKind
from vig_annotator.services import family_plan
from vig_annotator.services.workspace import Workspace

_HINTS = {
    PlanKind.GOAL: "in their own words, then Enter",
    PlanKind.STRENGTH: "what you saw together",
    PlanKind.TRY: "something small, this week",
}


class PlanForm(Overlay):
    """Every line is on disk when Enter is pressed, or the form closed; `print_wanted` tells that the page is wanted."""

    print_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Plan", width_px=1060)
        self._hint = QLabel("")
        self._hint.setProperty("role", "goal")
        self._hint.setWordWrap(True)
        self.column.addWidget(self._hint)
        self.lines: dict[PlanKind, QLineEdit] = {}
        self._lists: dict[PlanKind, QVBoxLayout] = {}
        row = QHBoxLayout()
        row.setSpacing(18)
        for kind, title in family_plan.KIND_WORDS.items():
            row.addLayout(self._part(kind, title), 1)
        self.column.addLayout(row)
        self.trouble = QLabel("")
        self.trouble.setProperty("role", "concern")
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        foot = QHBoxLayout()
        self.print = push_button("Save as a page…", self._print, name="Save the plan as a page to print")
        foot.addWidget(self.print)
        foot.addStretch(1)
        foot.addWidget(push_button("Close", self.close_over))
        self.column.addLayout(foot)
        self._ws: Workspace | None = None
        self.family_id = ""
        self.boxes: dict[str, Tick] = {}

    def show_family(self, ws: Workspace, family_id: str) -> None:
        """Show a family's plan."""
        self._ws, self.family_id = ws, family_id
        family = ws.get(Family, family_id)
        self.head.setText(f"Plan  ·  {family.pseudonym}")
        hope = family.goal.strip('“”" ')
        self._hint.setText(f"“{hope}”" if hope else "")
        self._hint.setVisible(bool(hope))
        for line in self.lines.values():
            line.clear()
        self._show()
        self.open(self.lines[PlanKind.GOAL])

    def close_over(self) -> None:
        """Keep what was typed and not yet ended by Enter, then uncover the window; not while something can't be kept."""
        if not self.is_open or self._add_typed():
            super().close_over()

    def _print(self) -> None:
        if self._add_typed():
            self.print_wanted.emit()

    def _add_typed(self) -> bool:
        typed = [kind for kind, line in self.lines.items() if line.text().strip()]
        return all(self._add(kind) for kind in typed)

    def _show(self) -> None:
        assert self._ws is not None
        items = family_plan.items_of(self._ws, self.family_id)
        self.boxes = {}
        for kind, column in self._lists.items():
            emptied(column)
            for one in items:
                if one.kind is kind:
                    column.addWidget(self._row(one))
        self.print.setEnabled(bool(items))
        self._place()

    def _part(self, kind: PlanKind, title: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        head = QLabel(title)
        head.setProperty("role", "strong")
        column.addWidget(head)
        self._lists[kind] = QVBoxLayout()
        self._lists[kind].setSpacing(2)
        column.addLayout(self._lists[kind])
        line = QLineEdit()
        line.setAccessibleName(title)
        line.setPlaceholderText(_HINTS[kind])
        line.returnPressed.connect(partial(self._add, kind))
        self.lines[kind] = line
        column.addWidget(line)
        column.addStretch(1)
        return column

    def _row(self, item: PlanItem) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        if item.kind is not PlanKind.STRENGTH:
            box = Tick("")
            box.setAccessibleName(f"{item.text}: done")
            box.setToolTip("Reached" if item.kind is PlanKind.GOAL else "Tried")
            with QSignalBlocker(box):
                box.setChecked(bool(item.done_on))
            box.toggled.connect(lambda done: self._try(lambda ws: family_plan.set_done(ws, item.id, done)))
            self.boxes[item.id] = box
            line.addWidget(box)
        text = QLineEdit(item.text)
        text.setAccessibleName(item.text)
        text.setCursorPosition(0)
        text.setToolTip(item.text)
        text.editingFinished.connect(lambda: self._reword(item, text.text()))
        line.addWidget(text, 1)
        out = IconButton("close", f"Take out: {item.text}", role="quiet", size_px=14)
        out.clicked.connect(lambda: self._try(lambda ws: family_plan.remove(ws, item.id)))
        line.addWidget(out)
        return row

    def _add(self, kind: PlanKind) -> bool:
        text = self.lines[kind].text()
        added = self._try(lambda ws: family_plan.add(ws, self.family_id, kind, text))
        if added:
            self.lines[kind].clear()
            self.lines[kind].setFocus()
        return added

    def _reword(self, item: PlanItem, text: str) -> None:
        if text.strip() != item.text:
            self._try(lambda ws: family_plan.reword(ws, item.id, text))

    def _try(self, do: Callable[[Workspace], object]) -> bool:
        assert self._ws is not None
        try:
            do(self._ws)
        except VigError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return False
        self.trouble.hide()
        self._show()
        return True
