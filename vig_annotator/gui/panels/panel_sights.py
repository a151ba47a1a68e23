"""The panels by themselves, as pages of the guide show them: which action brings each to the front, and what is rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from vig_annotator.gui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class PanelSight:
    """One panel.

    Attributes:
        actions: what brings it to the front, one after the other.
        seen: the widget.
    """

    actions: tuple[str, ...]
    seen: Callable[[MainWindow], QWidget]


def _codes(window: MainWindow) -> QWidget:
    holder = window.screen_.codes.parentWidget()
    assert holder is not None
    return holder


def _film(window: MainWindow) -> QWidget:
    holder = window.screen_.transport.parentWidget()
    assert holder is not None
    return holder


PANEL_SIGHTS = {
    "codes": PanelSight((), _codes),
    "film": PanelSight((), _film),
    "timeline": PanelSight((), lambda window: window.screen_.timeline),
    "moments": PanelSight(("view.moments",), lambda window: window.screen_.side),
    "tags": PanelSight(("view.annotations",), lambda window: window.screen_.side),
    "reel": PanelSight(("view.reel",), lambda window: window.screen_.side),
    "review": PanelSight(("view.review",), lambda window: window.screen_.side),
    "status": PanelSight((), lambda window: window.status),
}
