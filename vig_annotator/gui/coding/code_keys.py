"""The keys of the codes: a key of the codebook tags, wherever the focus is, unless something is being typed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.model.codebook import Codebook


class CodeKeys(QObject):
    """One shortcut for each code that has a key.

    Signals:
        pressed(code id): its key went down; once, however long it is held.
        released(code id): it came up again, wherever the focus is by then; also when the window loses the keyboard while it is
            held, as nobody would tell when it comes up.
    """

    pressed = Signal(str)
    released = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shortcuts: list[QShortcut] = []
        self._on = True
        self._held: dict[str, str] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See keys come up; nothing is kept from anybody."""
        if event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat():
                self._release(QKeySequence(event.key()).toString())
        elif event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
            for key in list(self._held):
                self._release(key)
        return False

    def set_codebook(self, codebook: Codebook | None) -> None:
        """The keys of another codebook, or none."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        self._held.clear()
        self._stop_watching()
        key_book().set_codebook(codebook)
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
        shortcut.activated.connect(lambda: self._press(shortcut.key().toString(), code_id))
        self._shortcuts.append(shortcut)

    def _press(self, key: str, code_id: str) -> None:
        if (
            not self._held
        ):  # only while a key is held: otherwise every event of the program would come by here
            _program().installEventFilter(self)
        self._held[key] = code_id
        self.pressed.emit(code_id)

    def _release(self, key: str) -> None:
        code_id = self._held.pop(key, None)
        if code_id is not None:
            self._stop_watching()
            self.released.emit(code_id)

    def _stop_watching(self) -> None:
        if not self._held:
            _program().removeEventFilter(self)


def _program() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app
