"""The keys of the codes: a key of the codebook tags, wherever the focus is, unless something is being typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from vig_annotator.model.codebook import Codebook


class CodeKeys(QObject):
    """One shortcut for each code that has a key; `pressed` carries the code's id."""

    pressed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shortcuts: list[QShortcut] = []
        self._on = True

    def set_codebook(self, codebook: Codebook | None) -> None:
        """The keys of another codebook, or none."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        for code in codebook.active_codes if codebook is not None else ():
            if code.key:
                self._add(code.id, code.key)

    def set_on(self, on: bool) -> None:
        """Whether keys tag now: not while something lies over the film."""
        self._on = on
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)

    def _add(self, code_id: str, key: str) -> None:
        shortcut = QShortcut(QKeySequence(key.upper()), self._window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.setEnabled(self._on)
        shortcut.activated.connect(lambda: self.pressed.emit(code_id))
        self._shortcuts.append(shortcut)
