"""Where the parts of the builder lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout

from vig_annotator.gui.eliding import ElidedLabel

if TYPE_CHECKING:
    from vig_annotator.gui.builder.builder_window import BuilderWindow

_LEFT_PX, _CENTRE_PX, _RIGHT_PX = 300, 736, 350
_LEAST_VIEW_PX = (140, 76)
"""On a low screen the preview is small, and everything below it is whole."""


def lay_out(window: BuilderWindow) -> QHBoxLayout:
    """Put the window's parts into their places: candidates, preview and strip, form; bars above and below. Answers the line at the foot."""
    left = QFrame()
    left.setProperty("role", "panel")
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.candidates, 1)
    column.addWidget(window.before)
    centre = QFrame()
    middle = QVBoxLayout(centre)
    middle.setContentsMargins(0, 0, 0, 0)
    middle.setSpacing(0)
    middle.addWidget(window.view, 1)
    middle.addWidget(window.bar)
    middle.addWidget(window.stretch)
    middle.addWidget(window.strip)
    across = QSplitter(Qt.Orientation.Horizontal)
    across.setHandleWidth(1)
    across.setChildrenCollapsible(False)
    for part in (left, centre, window.form):
        across.addWidget(part)
    across.setStretchFactor(1, 1)
    across.setSizes([_LEFT_PX, _CENTRE_PX, _RIGHT_PX])
    left.setMinimumWidth(240)
    window.form.setMinimumWidth(350)
    window.view.setMinimumSize(*_LEAST_VIEW_PX)
    foot = QFrame()
    foot.setProperty("role", "foot")
    foot.setFixedHeight(26)
    below = QHBoxLayout(foot)
    below.setContentsMargins(14, 0, 14, 0)
    below.addWidget(QLabel("Every change is saved."))
    promise = ElidedLabel("Nothing about codes, files or families goes into the film.")
    promise.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    below.addWidget(promise, 1)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(window.top)
    whole.addWidget(window.notice)
    whole.addWidget(across, 1)
    whole.addWidget(foot)
    return below
