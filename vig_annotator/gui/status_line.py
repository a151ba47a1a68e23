"""The line at the foot of the window: saved, what undo would take back, how much there is, and that all stays here."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

STAYS = "Everything stays on this computer. The program never uses the network."
STAYS_SHORT = "Everything stays on this computer."


class StatusLine(QFrame):
    """Quiet words; nothing here asks for anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setAccessibleName("Status")
        self.setFixedHeight(26)
        self._saved = self._label()
        self._undo = self._label()
        self._undo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._counts = self._label()
        self._stays = self._label()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(16)
        row.addWidget(self._saved)
        row.addWidget(self._undo, 1)
        row.addWidget(self._counts)
        row.addWidget(self._stays)
        self.show_start()

    @property
    def words(self) -> str:
        """Everything that is said, for tests and screen readers."""
        labels = (self._saved, self._undo, self._counts, self._stays)
        return "  ".join(label.text() for label in labels if label.text())

    def show_start(self) -> None:
        """On the start page."""
        self._saved.setText(STAYS)
        self._undo.setText("")
        self._counts.setText("")
        self._stays.setText("")

    def show_coding(self, undo: str | None, counts: str) -> None:
        """While a film is coded.

        Args:
            undo: what the next undo would take back, or None.
            counts: how many tags there are, how long the reel is.
        """
        self._saved.setText("Saved")
        self._saved.setToolTip("Every change is on disk when the key comes up.")
        self._undo.setText(f"Undo: {undo}" if undo else "")
        self._counts.setText(counts)
        self._stays.setText(STAYS_SHORT)

    def _label(self) -> QLabel:
        label = QLabel()
        label.setProperty("role", "hint")
        return label
