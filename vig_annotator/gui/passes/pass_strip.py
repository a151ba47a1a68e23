"""Says above the codes what the pass is about and where the film stops by itself; out of sight while nothing is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.buttons import IconButton
from vig_annotator.gui.passes.pass_state import PassState
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.timecode import format_time


class PassStrip(QFrame):
    """Four lines, each with a button that ends it."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName("This pass")
        self._actions = actions
        self._focus = _words()
        self._stops = _words()
        self._every = _words()
        self._holds = _words()
        self._next = QLabel("")
        self._next.setProperty("role", "hint")
        self._next.setAccessibleName("Next stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 6, 7)
        column.setSpacing(2)
        self._rows = [
            self._row(
                column, self._focus, ("pass.previous", "pass.next"), "pass.everything", "Code everything"
            ),
            self._row(column, self._stops, (), "pass.stop_after_tag", "No longer stop after each tag"),
            self._row(column, self._every, (), "pass.no_interval", "No longer stop at intervals"),
            self._row(column, self._holds, (), "tag.press_twice", "Press twice instead of holding"),
        ]
        column.addWidget(self._next)
        self.hide()

    def show_state(self, state: PassState) -> None:
        """Say how the coder goes through the film."""
        at, count = state.place
        focus = f"{state.title} only" + (f"  ·  {at}/{count}" if count > 1 else "")
        holds = "Hold keys while states last"
        seconds = state.every_us / 1_000_000
        for row, label, words, shown in (
            (self._rows[0], self._focus, focus, bool(state.title)),
            (self._rows[1], self._stops, "Stops after each tag", state.stop_after_tag),
            (self._rows[2], self._every, f"Stops every {seconds:g} s", bool(state.every_us)),
            (self._rows[3], self._holds, holds, state.holds_keys),
        ):
            label.setText(words)
            label.setAccessibleName(words)
            label.setToolTip(words)
            row.setVisible(shown)
        self._next.setVisible(bool(state.every_us))
        self._holds.setToolTip(
            "A state lasts as long as its key is held down"
            + ("." if state.own_holding else ": this codebook says so.")
        )
        self.setVisible(any(not row.isHidden() for row in self._rows))

    def show_next(self, stop_us: MediaTime | None) -> None:
        """Where the film stops next."""
        self._next.setText("" if stop_us is None else f"Next stop  {format_time(stop_us)}")
        if stop_us is None and not self._next.isHidden():
            self._next.setText("No further stop in this film")

    @property
    def words(self) -> str:
        """Everything that is said."""
        rows = zip(self._rows, (self._focus, self._stops, self._every, self._holds), strict=True)
        said = [label.text() for row, label in rows if not row.isHidden()]
        return "  ".join([*said, *([] if self._next.isHidden() else [self._next.text()])])

    def _row(
        self, column: QVBoxLayout, label: QLabel, walk: tuple[str, ...], end_id: str, end_name: str
    ) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(label, 1)
        for action_id, icon_name in zip(walk, ("left", "right"), strict=False):
            line.addWidget(self._button(icon_name, action_id, self._actions.qaction(action_id).text()))
        line.addWidget(self._button("close", end_id, end_name))
        column.addWidget(row)
        return row

    def _button(self, icon_name: str, action_id: str, name: str) -> IconButton:
        button = IconButton(icon_name, name, action_id=action_id, role="quiet", size_px=14, parent=self)
        button.clicked.connect(self._actions.qaction(action_id).trigger)
        return button


def _words() -> QLabel:
    label = QLabel("")
    label.setProperty("role", "strong")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setMinimumWidth(20)
    label.setWordWrap(True)
    return label
