"""What lies in a layout: asked for and taken out without keeping Qt's own items in hand.

Qt deletes a layout's item together with its widget and tells nobody. A Python object that stood for the item would outlive it, and
the next thing that Qt puts at the same address would be taken for it: a menu that is said to be a `QWidgetItem`.
So nobody asks a layout for an item (`itemAt`); widgets are found among the children of what the layout fills.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets that lie in a layout itself, not in those inside it, in their order."""
    filled = layout.parentWidget()
    if filled is None:
        return []
    children = filled.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    places = [(place, child) for child in children if (place := layout.indexOf(child)) >= 0]
    return [child for _, child in sorted(places, key=lambda one: one[0])]


def emptied(layout: QLayout, keep: QWidget | None = None) -> None:
    """Take everything out of a layout and out of those inside it; widgets go for good, but for the one to `keep`."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget is not keep:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner, keep)
