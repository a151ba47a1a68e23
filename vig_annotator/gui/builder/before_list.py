"""Before the film is made: consent, concerns, blurs, what the preset would have otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.layouts import emptied
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_checks import Finding
from vig_annotator.services import reel_guarding, reel_looks
from vig_annotator.services.workspace import Workspace

_MOST = 6
_LOOKING = "Looking through the clips …"


class BeforeList(QWidget):
    """Short lines: a tick for what is well, a diamond for what is to be seen to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Before the film is made")
        head = QLabel("BEFORE THE FILM IS MADE")
        head.setProperty("role", "head")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(5)
        self.said: list[tuple[bool, str]] = []
        self._known: list[tuple[bool, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(head)
        column.addLayout(self._lines)

    def show_reel(self, ws: Workspace, reel: Reel, clips: Sequence[ReelClip]) -> None:
        """Look at a reel anew."""
        self._known = _looked_at(ws, reel, clips)
        self._show([*self._known, (True, _LOOKING)] if clips else self._known)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What was found by looking through the clips and listening to them."""
        found = [(False, one.words) for one in findings]
        self._show([*self._known, *(found or [(True, "Every clip was looked through; nothing to see to.")])])

    def _show(self, said: Sequence[tuple[bool, str]]) -> None:
        self.said = list(said)
        emptied(self._lines)
        shown = self.said[:_MOST]
        more = len(self.said) - len(shown)
        if more:
            shown.append((False, f"and {more} more; they come one after the other as these are seen to."))
        for well, words in shown:
            line = QLabel(words if words == _LOOKING else f"{'✓' if well else '◆'} {words}")
            line.setWordWrap(True)
            line.setProperty("role", "secondary" if well else "concern")
            self._lines.addWidget(line)
        self.setAccessibleDescription("; ".join(words for _, words in shown))


def _looked_at(ws: Workspace, reel: Reel, clips: Sequence[ReelClip]) -> list[tuple[bool, str]]:
    if not clips:
        return [(False, "The reel has no clips yet.")]
    said: list[tuple[bool, str]] = []
    try:
        reel_guarding.require_may_be_shown(ws, reel.id)
        said.append((True, "Consent is on file, and nothing is shown that is not meant for them."))
    except VigError as error:
        said.append((False, str(error)))
    said += [(False, words) for words in reel_looks.advice(ws, reel.id)]
    return said
