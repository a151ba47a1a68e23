"""Small parts that the sheets about packets share."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel


def head(words: str) -> QLabel:
    """The heading of a part of a sheet."""
    label = QLabel(words)
    label.setProperty("role", "head")
    return label


def set_role(label: QLabel, role: str) -> None:
    """Let a label look otherwise."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
