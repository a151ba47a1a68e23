"""The line at the foot of the window: saved, what undo would take back, how much there is, and that all stays here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.layouts import widgets_in

STAYS = "Everything stays on this computer. The program never uses the network."
_REFUSED_MS = 15_000
_UNDO_PX = 120
"""So much at least is left for what undo would take back, before the line says less."""
STAYS_SHORT = "Everything stays on this computer."


class StatusLine(QFrame):
    """Quiet words; nothing here asks for anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setAccessibleName("Status")
        self.setFixedHeight(26)
        self._saved = self._label()
        self._undo, self._refused = ElidedLabel(), ElidedLabel()
        self._undo.setProperty("role", "hint")
        self._refused.setProperty("role", "concern")
        self._refused.hide()
        self._forget = QTimer(self, singleShot=True, interval=_REFUSED_MS)
        self._forget.timeout.connect(self._clear_refusal)
        self._last: str | None = None
        self._counts = self._label()
        self._stays = self._label()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(16)
        row.addWidget(self._saved)
        row.addWidget(self._undo, 1)
        row.addWidget(self._refused, 1)
        row.addWidget(self._counts)
        row.addWidget(self._stays)
        self._row = row
        self.show_start()

    @property
    def words(self) -> str:
        """Everything that is said, for tests and screen readers."""
        labels = (self._saved, self._undo, self._refused, self._counts, self._stays)
        return "  ".join(label.text() for label in labels if label.text() and not label.isHidden())

    def add(self, widget: QWidget) -> None:
        """Put something more at its right end."""
        self._row.insertWidget(self._row.indexOf(self._counts), widget)

    def show_start(self) -> None:
        """On the start page."""
        self._clear_refusal()
        self._saved.setText(STAYS)
        self._undo.setText("")
        self._counts.setText("")
        self._stays.setText("")

    def show_refusal(self, why: str) -> None:
        """Say why something was not done, until something is, or long enough to be read."""
        self._refused.setText(f"◆ {why}")
        self._refused.show()
        self._undo.hide()
        self._forget.start()

    def _clear_refusal(self) -> None:
        self._forget.stop()
        self._refused.hide()
        self._undo.show()

    def show_coding(self, undo: str | None, counts: str) -> None:
        """While a film is coded.

        Args:
            undo: what the next undo would take back, or None.
            counts: how many tags there are, how long the reel is.
        """
        self._saved.setText("Saved")
        self._saved.setToolTip("Every change is on disk when the key comes up.")
        if undo != self._last:
            self._last = undo
            self._clear_refusal()
        self._undo.setText(f"Undo: {undo}" if undo else "")
        self._counts.setText(counts)
        self._stays.setText(STAYS_SHORT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is being made goes before what is always true."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Something else is said, or made."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        wanted = sum(
            part.sizeHint().width() + self._row.spacing()
            for part in widgets_in(self._row)
            if (part is self._stays or not part.isHidden())
            and part.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Ignored
        )
        self._stays.setVisible(wanted + _UNDO_PX <= self.width())

    def _label(self) -> QLabel:
        label = QLabel()
        label.setProperty("role", "hint")
        return label
