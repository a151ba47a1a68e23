"""What an empty list says: what belongs here, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget


def cover_empty(view: QWidget, text: str) -> QLabel:
    """Lay a hint over a list's area; show it while the list is empty.

    Args:
        view: the list's viewport.
        text: what to do next.
    """
    label = QLabel(text, view)
    label.setWordWrap(True)
    label.setProperty("role", "secondary")
    label.setAccessibleName(text)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(22, 26, 22, 0)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    QStackedLayout(view).addWidget(label)
    return label
