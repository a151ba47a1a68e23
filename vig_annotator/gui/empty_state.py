"""What an empty list says: what belongs here, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from vig_annotator.gui.buttons import follow_keys


def cover_empty(view: QWidget, text: str | Callable[[], str]) -> QLabel:
    """Lay a hint over a list's area; show it while the list is empty.

    Args:
        view: the list's viewport.
        text: what to do next; a function where it names keys, which may be changed.
    """
    label = QLabel(view)
    label.setWordWrap(True)
    label.setProperty("role", "secondary")
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(22, 26, 22, 0)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say() -> None:
        words = text if isinstance(text, str) else text()
        label.setText(words)
        label.setAccessibleName(words)

    follow_keys(label, say)
    QStackedLayout(view).addWidget(label)
    return label
