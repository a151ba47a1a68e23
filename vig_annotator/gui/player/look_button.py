"""The button below the film for how the picture is looked at: brightness, contrast, mirror, closer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QSlider, QToolButton, QWidget, QWidgetAction

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.buttons import IconButton
from vig_annotator.gui.player.picture_look import PictureLook

_ROWS = (
    "picture.closer", "picture.wider", "picture.box", "", "picture.mirror", "", "picture.as_filmed",
)  # fmt: skip
_PERCENT = 100


class LookButton(IconButton):
    """Opens two sliders and the actions that go with them.

    Signals:
        brightness_chosen, contrast_chosen(value): as in `PictureLook`.
    """

    brightness_chosen = Signal(float)
    contrast_chosen = Signal(float)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__("look", "Picture as it was filmed", role="menu", parent=parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        holder = QWidget(menu)
        grid = QGridLayout(holder)
        grid.setContentsMargins(12, 12, 12, 8)
        grid.setHorizontalSpacing(10)
        self._brightness = self._slider(grid, 0, "Brightness", -_PERCENT, _PERCENT)
        self._contrast = self._slider(grid, 1, "Contrast", _PERCENT // 2, 5 * _PERCENT // 2)
        self._brightness.valueChanged.connect(lambda value: self.brightness_chosen.emit(value / _PERCENT))
        self._contrast.valueChanged.connect(lambda value: self.contrast_chosen.emit(value / _PERCENT))
        sliders = QWidgetAction(menu)
        sliders.setDefaultWidget(holder)
        menu.addAction(sliders)
        for action_id in _ROWS:
            if action_id:
                menu.addAction(actions.qaction(action_id))
            else:
                menu.addSeparator()
        self.setMenu(menu)
        self.show_look(PictureLook())

    def show_look(self, look: PictureLook) -> None:
        """How the picture is looked at now."""
        words = look.words()
        self.set_name(f"Picture: {words}" if words else "Picture as it was filmed")
        for slider, value in ((self._brightness, look.brightness), (self._contrast, look.contrast)):
            slider.blockSignals(True)
            slider.setValue(round(value * _PERCENT))
            slider.blockSignals(False)

    def _slider(self, grid: QGridLayout, row: int, name: str, least: int, most: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(least, most)
        slider.setPageStep(10)
        slider.setFixedWidth(150)
        slider.setAccessibleName(name)
        label = QLabel(name)
        label.setBuddy(slider)
        grid.addWidget(label, row, 0)
        grid.addWidget(slider, row, 1)
        return slider
