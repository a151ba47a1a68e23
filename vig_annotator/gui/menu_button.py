"""The button with the program's mark: everything that can be done, as a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.buttons import IconButton


class MenuButton(IconButton):
    """Opens the whole action table as a menu."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__("mark", "Menu: everything that can be done", role="quiet", size_px=20, parent=parent)
        self.set_icon("mark", "accent")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setMenu(actions.menu(self))
