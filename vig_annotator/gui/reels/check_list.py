"""Before the film is made: looks through the reel whenever it changes, says how much there is to look at, and lists it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.reels.reel_panel import ReelPanel
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.model.reel_checks import Finding
from vig_annotator.services import reel_checking

_JOB = "look through the reel"
_PAUSE_MS = 400


class CheckForm(Overlay):
    """The list; `clip_wanted(id)` tells that somebody wants to see a clip."""

    clip_wanted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Before the film is made", width_px=560)
        hint = QLabel("Nothing here stops you. Click a line to go to the clip.")
        hint.setProperty("role", "secondary")
        self.column.addWidget(hint)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.column.addLayout(self._list)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self._close = push_button("Close", self.close_over)
        foot.addWidget(self._close)
        self.column.addLayout(foot)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List what was found."""
        emptied(self._list)
        for one in findings:
            line = QLabel(one.words) if one.clip_id is None else self._line(one.words, one.clip_id)
            self._list.addWidget(line)
        self.open(self._close)

    def _line(self, words: str, clip_id: str) -> QWidget:
        return push_button(words, partial(self._go, clip_id), role="link-warn")

    def _go(self, clip_id: str) -> None:
        self.close_over()
        self.clip_wanted.emit(clip_id)


class ReelChecks(QObject):
    """Keeps the panel's line up to date.

    Attributes:
        findings: what was found last; None while the reel has not been looked through.
    """

    def __init__(self, bench: Bench, opening: FilmOpening, panel: ReelPanel, form: CheckForm) -> None:
        super().__init__(form)
        self._bench = bench
        self._panel = panel
        self._form = form
        self._film: CodedFilm | None = None
        self.findings: list[Finding] | None = None
        self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._look)
        opening.opened.connect(self._opened)
        opening.closed.connect(self._timer.stop)
        panel.checks_wanted.connect(self._show)

    def _opened(self) -> None:
        film = self._bench.open_film
        self._film = film
        film.reel_changed.connect(self._changed)
        film.tags_changed.connect(self._changed)
        film.frames_known.connect(self._changed)
        self._changed()

    def _changed(self, *_: object) -> None:
        if self.findings is not None:
            self.findings = None
            self._panel.show_checks(None)
        self._timer.start()

    def _look(self) -> None:
        film = self._bench.film
        if (
            film is None
            or film is not self._film
            or film.reel is None
            or not film.clips
            or film.index is None
        ):
            return
        if self._bench.jobs.running(_JOB):
            self._again = True
            return
        try:
            gathered = reel_checking.gather(film.ws, film.reel.id)
        except VigError:
            return  # it is told when the film is to be made

        def work(context: JobContext) -> list[Finding]:
            return reel_checking.look_through(gathered, QtTextPainter(), context)

        self._again = False
        self._bench.jobs.start(_JOB, work, self._found, on_failed=lambda _: None)

    def _found(self, findings: list[Finding]) -> None:
        if self._again:
            self._look()
        elif not self._timer.isActive():
            self.findings = findings
            self._panel.show_checks(len(findings))

    def _show(self) -> None:
        if self.findings:
            self._form.show_findings(self.findings)
