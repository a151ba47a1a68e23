"""The window in which two coders are compared: figures and table on the left, the film and both codings on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.feedback import code_feedback
from vig_annotator.analysis.side_by_side import Match, disagreements
from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.buttons import IconButton, push_button, with_key
from vig_annotator.gui.choice import Choice as DropDown
from vig_annotator.gui.compare.compare_actions import COMPARE_ACTIONS
from vig_annotator.gui.compare.compared_film import ComparedFilm
from vig_annotator.gui.compare.consensus_bar import ConsensusBar
from vig_annotator.gui.compare.feedback_panel import FeedbackPanel
from vig_annotator.gui.compare.figures_panel import FiguresPanel
from vig_annotator.gui.compare.mirrored_timeline import MirroredTimeline
from vig_annotator.gui.compare.moment_bar import MomentBar
from vig_annotator.gui.compare.moment_walk import MomentWalk
from vig_annotator.gui.compare.settings_form import SettingsForm
from vig_annotator.gui.compare.settling import Settling
from vig_annotator.gui.compare.text_card import TextCard
from vig_annotator.gui.compare.tolerance_card import ToleranceCard
from vig_annotator.gui.finder import Finder
from vig_annotator.gui.messages import Messages, Notice
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.gui.player.speeds import faster, slower
from vig_annotator.gui.window_actions import window_actions
from vig_annotator.jobs import JobContext
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.mediatime import Span
from vig_annotator.model.settlement import Choice
from vig_annotator.services import training
from vig_annotator.services.agreement_words import methods_text
from vig_annotator.services.codebook_used import how_alike
from vig_annotator.services.comparing import ComparedFigures, Comparison, comparison, figures
from vig_annotator.services.exemplars import exemplars_of
from vig_annotator.services.recordings import PlacedFile
from vig_annotator.services.workspace import Workspace

_LEAST = (900, 500)
_TITLE_FROM_PX = 1100
_LEFT_PX, _FEEDBACK_PX = 440, 590
_FIGURES = "work out the agreement"


class CompareWindow(QWidget):
    """Compares two passes of one session; nothing here changes either.

    Signals:
        closed: the window is gone.
        sessions_wanted: compare many sessions instead.

    Args:
        ws: the open library.
        passes: the session's passes that may be compared, two or more.
        files: of the session's film, the whole take; none where they can't be found.
        parent: the window that it belongs to.
        settings: when two tags are the same, to begin with.
        training: the first is a reference and the second a trainee's: say how the trainee did, and note it.
    """

    closed = Signal()
    sessions_wanted = Signal()

    def __init__(
        self,
        ws: Workspace,
        passes: Sequence[CodingPass],
        files: Sequence[PlacedFile],
        parent: QWidget | None = None,
        *,
        settings: Settings | None = None,
        training: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._ws, self._passes = ws, list(passes)
        self._settings = settings or Settings()
        self._compared: Comparison | None = None
        self._known: ComparedFigures | None = None
        self.setMinimumSize(*_LEAST)
        self.setProperty("role", "window")
        self.setAutoFillBackground(True)
        self.notice = Notice()
        self.messages = Messages(self, self.notice)
        self.jobs = JobBridge(self.messages.tell, self)
        self.view = FilmView()
        self.player = PlayerController(self.view, self)
        self.film = ComparedFilm(self.view, self.player, self.jobs, self.messages.tell, self)
        self.walk = MomentWalk(self.player, self._stretch, self.film.last_frame, self)
        self.figures, self.timeline = FiguresPanel(), MirroredTimeline()
        self.feedback = FeedbackPanel() if training else None
        self.actions_ = window_actions(self, COMPARE_ACTIONS)
        self.bar, self.consensus = MomentBar(self.actions_), ConsensusBar(self.actions_)
        self.choice_a, self.choice_b = self._pass_choice("A"), self._pass_choice("B")
        self.play_all_button = push_button("Play the disagreements", self.play_all, role="primary")
        self.play_all_button.setToolTip(with_key("Play the disagreements", "Ctrl+Return"))
        self._foot = QLabel()
        self._lay_out()
        self.settings_form = SettingsForm(self)
        self.text_card = TextCard(self, "Text for a methods section")
        self.tolerance_card = ToleranceCard(self, self.jobs)
        self.finder = Finder(self)
        self.settling = Settling(ws, self.walk, self.consensus, self.finder, self.messages, self)
        self._connect()
        self.film.open(files, ws.caches_dir)
        self.compare()
        self.view.setFocus()

    @property
    def compared(self) -> Comparison | None:
        """What is shown."""
        return self._compared

    # What can be done

    def compare(self) -> None:
        """Compare the chosen passes anew."""
        a, b = self._passes[self.choice_a.currentIndex()], self._passes[self.choice_b.currentIndex()]
        try:
            self._compared = comparison(self._ws, a, b, self._settings)
        except VigError as error:
            self.messages.tell(error)
            return
        self.messages.clear()
        self._known = None
        self.walk.clear()
        self._show_comparison(self._compared)
        self.jobs.start(_FIGURES, partial(_work_out, self._compared), self._figures_known)

    def play_all(self) -> None:
        """Play what the two see differently, one after the other."""
        if self._compared is not None and self._compared.disagreements:
            self.walk.begin("Disagreement", self._compared.disagreements)
        else:
            self.messages.say("There is nothing that they see differently.")

    def next(self) -> None:
        """The next moment of the list."""
        if not self.walk.matches:
            self.play_all()
        elif not self.walk.go(1):
            self.messages.say("That was the last one.")

    def previous(self) -> None:
        """The moment before."""
        if not self.walk.go(-1):
            self.messages.say("That is the first one.")

    def again(self) -> None:
        """Play the moment once more."""
        self.walk.again()

    def toggle(self) -> None:
        """Play or pause."""
        self.player.toggle()

    def frame_back(self) -> None:
        """The frame before."""
        self.player.step(-1)

    def frame_on(self) -> None:
        """The next frame."""
        self.player.step(1)

    def slower(self) -> None:
        """The next slower speed."""
        self.player.set_speed(slower(self.player.speed))

    def faster(self) -> None:
        """The next faster speed."""
        self.player.set_speed(faster(self.player.speed))

    def take_a(self) -> None:
        """Take A's tag into the consensus."""
        self.settling.settle(Choice.A)

    def take_b(self) -> None:
        """Take B's tag into the consensus."""
        self.settling.settle(Choice.B)

    def take_new(self) -> None:
        """Take another code into the consensus."""
        self.player.pause()
        self.settling.ask_for_code()

    def take_neither(self) -> None:
        """Take neither."""
        self.settling.settle(Choice.NEITHER)

    def take_agreed(self) -> None:
        """Take over what both agree on."""
        self.settling.take_agreed()

    def undo(self) -> None:
        """Take back what was settled last."""
        self.settling.undo()

    def redo(self) -> None:
        """Settle it again."""
        self.settling.redo()

    def settings(self) -> None:
        """Say when two tags are the same."""
        self.player.pause()
        self.settings_form.ask(self._settings, self._set_settings)

    def curve(self) -> None:
        """Show how agreement changes with the tolerance."""
        if self._compared is not None:
            self.player.pause()
            self.tolerance_card.show_comparison(self._compared)

    def methods(self) -> None:
        """Show the paragraph for a report."""
        if self._known is not None and self._compared is not None:
            self.player.pause()
            self.text_card.show_text(f"{how_alike(*self._compared.used)} {methods_text(self._known.whole)}")

    def sessions(self) -> None:
        """Compare many sessions instead."""
        self.sessions_wanted.emit()

    # Qt's events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of film and jobs."""
        self.settling.close()
        self.player.shut_down()
        self.jobs.stop()
        event.accept()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen, or one at 200 %, the bar's title makes room; the window's own title says the same."""
        super().resizeEvent(event)
        self._title.setVisible(self.width() >= _TITLE_FROM_PX)

    # Putting together

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("role", "bar")
        bar.setFixedHeight(48)
        back = IconButton("back", "Close", key="Ctrl+W", role="quiet")
        back.clicked.connect(self.close)
        self._title = QLabel("Beside the reference" if self.feedback else "Two coders side by side")
        self._title.setProperty("role", "subtitle")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(back)
        row.addWidget(self._title)
        row.addSpacing(12)
        for name, choice in (("A", self.choice_a), ("B", self.choice_b)):
            row.addWidget(QLabel(name))
            row.addWidget(choice)
        row.addStretch(1)
        if not self.feedback:
            row.addWidget(push_button("All sessions…", self.sessions, key="Ctrl+Alt+K"))
        row.addWidget(push_button("Settings…", self.settings, key="Ctrl+,"))
        self.methods_button = push_button("Methods…", self.methods, key="Ctrl+M", name="Methods text")
        row.addWidget(self.methods_button)
        row.addWidget(self.play_all_button)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        across.addWidget(self.figures if self.feedback is None else _above(self.feedback, self.figures))
        across.addWidget(self._right())
        across.setStretchFactor(1, 1)
        across.setSizes([_LEFT_PX if self.feedback is None else _FEEDBACK_PX, 900])
        foot = QFrame()
        foot.setProperty("role", "foot")
        foot.setFixedHeight(26)
        below = QHBoxLayout(foot)
        below.setContentsMargins(14, 0, 14, 0)
        below.addWidget(QLabel("Nothing here changes either coder’s work."))
        below.addStretch(1)
        below.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.notice)
        column.addWidget(across, 1)
        column.addWidget(foot)

    def _right(self) -> QWidget:
        top = QWidget()
        middle = QVBoxLayout(top)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.view, 1)
        middle.addWidget(self.bar)
        middle.addWidget(self.consensus)
        lanes = QScrollArea()
        lanes.setAccessibleName("Both codings on the timeline")
        lanes.setWidgetResizable(True)
        lanes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        lanes.setWidget(self.timeline)
        down = QSplitter(Qt.Orientation.Vertical)
        down.setHandleWidth(1)
        down.setChildrenCollapsible(False)
        down.addWidget(top)
        down.addWidget(lanes)
        down.setStretchFactor(0, 1)
        down.setSizes([420, 240])
        return down

    def _connect(self) -> None:
        for choice in (self.choice_a, self.choice_b):
            choice.currentIndexChanged.connect(self._passes_chosen)
        self.figures.cell_chosen.connect(self._play_cell)
        self.figures.curve_wanted.connect(self.curve)
        if self.feedback is not None:
            self.feedback.code_chosen.connect(self._play_code)
            for choice in (self.choice_a, self.choice_b):
                choice.setEnabled(False)
            self.consensus.hide()
        self.timeline.match_chosen.connect(self._play_match)
        self.timeline.time_chosen.connect(self.player.seek)
        self.film.picture_shown.connect(self.bar.show_place)
        self.film.picture_shown.connect(lambda time_us, _frame: self.timeline.show_playhead(time_us))
        self.player.playing_changed.connect(self.bar.show_playing)
        self.walk.moved.connect(self._show_moment)
        for overlay in (self.settings_form, self.text_card, self.tolerance_card, self.finder):
            overlay.opened.connect(partial(self._hold, True))
            overlay.closed.connect(partial(self._hold, False))

    def _pass_choice(self, letter: str) -> DropDown:
        choice = DropDown(f"Coder {letter}")
        coders = Counter(one.coder for one in self._passes)
        for one in self._passes:
            book = self._ws.get(CodebookSnapshot, one.snapshot_id)
            choice.addItem(one.coder if coders[one.coder] == 1 else f"{one.coder} · {book.title}")
        choice.setCurrentIndex(0 if letter == "A" else 1)
        choice.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        choice.setMinimumWidth(115)
        choice.setMaximumWidth(260)
        return choice

    # What is shown

    def _passes_chosen(self) -> None:
        if self.choice_a.currentIndex() == self.choice_b.currentIndex():
            self.messages.say("These are the same coding. Choose two.")
            return
        self.compare()

    def _set_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.compare()

    def _show_comparison(self, compared: Comparison) -> None:
        count = len(compared.disagreements)
        self.setWindowTitle(
            f"{compared.session.title}: {compared.a.coder} and {compared.b.coder} – VIG Annotator"
        )
        self.play_all_button.setText(
            f"Play the {count} disagreement{'' if count == 1 else 's'}" if count else "No disagreements"
        )
        self.play_all_button.setEnabled(count > 0)
        self.methods_button.setEnabled(False)
        self.figures.show_comparison(compared)
        if self.feedback is not None:
            self.feedback.show_codes(
                code_feedback(compared.matches),
                compared.label,
                Counter(one.code_id for one in exemplars_of(self._ws, compared.codebooks[0])),
            )
        self.timeline.show_comparison(compared)
        self.settling.show_comparison(compared)
        settings = compared.settings
        self._foot.setText(
            f"Points within {settings.tolerance_us / 1e6:g} s · states share {float(settings.match_overlap):.0%}"
        )

    def _figures_known(self, known: ComparedFigures) -> None:
        self._known = known
        self.methods_button.setEnabled(True)
        self.figures.show_figures(known)
        if self.feedback is not None and self._compared is not None:
            try:
                attempt = training.record_attempt(self._ws, self._compared, known)
            except VigError as error:
                self.messages.tell(error)
                return
            self.feedback.show_attempt(attempt, training.pass_mark(self._ws, attempt))

    def _play_cell(self, a: str, b: str) -> None:
        compared = self._compared
        if compared is None:
            return
        names = [compared.label(code) if code else "missed" for code in (a, b)]
        self.walk.begin(f"A: {names[0]} · B: {names[1]}", compared.cells()[a, b])

    def _play_code(self, code: str) -> None:
        """See what a trainee did not get right of a code; where all is right, all of it."""
        if self._compared is None:
            return
        of_code = [m for m in self._compared.matches if any(tag.event.code == code for tag in m.tags)]
        wrong = disagreements(of_code)
        self.walk.begin(self._compared.label(code), wrong or of_code)

    def _play_match(self, match: Match) -> None:
        if self._compared is None:
            return
        listed = self._compared.disagreements
        if match in listed:
            self.walk.begin("Disagreement", listed, listed.index(match), run=False)
        else:
            self.walk.begin("Both", [match], run=False)

    def _show_moment(self) -> None:
        match = self.walk.match
        self.timeline.choose(match)
        if match is None or self._compared is None:
            self.bar.show_nothing()
            return
        names = [
            self._compared.label(tag.event.code) if tag is not None else None for tag in (match.a, match.b)
        ]
        coders = (self._compared.a.coder, self._compared.b.coder)
        self.bar.show_moment(self.walk.title, self.walk.number, len(self.walk.matches), coders, names)

    def _stretch(self, match: Match) -> Span:
        assert self._compared is not None
        return self._compared.stretch(match)

    def _hold(self, held: bool) -> None:
        for action in self.actions_.values():
            action.setEnabled(not held)


def _above(top: QWidget, below: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(top)
    column.addWidget(below, 1)
    both.setMinimumWidth(420)
    return both


def _work_out(compared: Comparison, _context: JobContext) -> ComparedFigures:
    return figures(compared)
