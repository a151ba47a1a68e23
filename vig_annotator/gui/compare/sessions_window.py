"""The window in which many sessions are compared: figures of all together on the left, each session on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from vig_annotator.analysis.double_coding import Settings
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.compare.agreement_card import AgreementCard, plain_words
from vig_annotator.gui.compare.sessions_actions import SESSIONS_ACTIONS
from vig_annotator.gui.compare.sessions_bar import SessionsBar, Wanted
from vig_annotator.gui.compare.sessions_table import SessionsTable
from vig_annotator.gui.compare.settings_form import SettingsForm
from vig_annotator.gui.compare.text_card import TextCard
from vig_annotator.gui.messages import Messages, Notice
from vig_annotator.gui.window_actions import window_actions
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.services.agreement_words import methods_text, observed_words
from vig_annotator.services.double_coded import (
    AcrossSessions,
    TwoPasses,
    agreement_across,
    agreement_of,
    double_coded,
    read_pairs_here,
)
from vig_annotator.services.history import Changed
from vig_annotator.services.workspace import Workspace

_LEAST = (900, 500)
_LEFT_PX = 440
WORKING = "work out the agreement of many sessions"
_NONE_YET = (
    "No session is coded by two people with the same codebook yet.\n\nSend some for second coding (menu Codings), or let somebody "
    "else code a film of this library: it is listed here as soon as both have tags."
)


class SessionsWindow(QWidget):
    """Compares the two codings of each of many sessions; nothing here changes any.

    Signals:
        closed: the window is gone.
        wanted(pair, settings): look at one session's two codings.

    Args:
        ws: the open library.
        parent: the window that it belongs to.
    """

    closed = Signal()
    wanted = Signal(object, object)

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._ws = ws
        self._settings = Settings()
        self._known: AcrossSessions | None = None
        self._there = double_coded(ws)
        self.setMinimumSize(*_LEAST)
        self.setProperty("role", "window")
        self.setAutoFillBackground(True)
        self.setWindowTitle("Agreement over sessions – VIG Annotator")
        self.notice = Notice()
        self.messages = Messages(self, self.notice)
        self.jobs = JobBridge(self._failed, self)
        self.actions_ = window_actions(self, SESSIONS_ACTIONS)
        self.bar = SessionsBar(self.actions_)
        self.card, self.table = AgreementCard(), SessionsTable()
        self._empty = plain_words(_NONE_YET)
        self._foot = QLabel()
        self._lay_out()
        self.settings_form = SettingsForm(self)
        self.text_card = TextCard(self, "Text for a methods section")
        self._connect()
        self._stop_following = ws.events.subscribe(Changed, self._follow)
        self.bar.show_pairs(self._there.pairs)
        self._show_pairs(self.bar.wanted)
        self.table.setFocus()

    @property
    def known(self) -> AcrossSessions | None:
        """What is worked out; None while it is not."""
        return self._known

    # What can be done

    def again(self) -> None:
        """Work out the agreement of the ticked sessions, as they are now."""
        ticked = self.table.ticked
        self._known = None
        self.table.show_figures(())
        self.actions_["methods"].setEnabled(False)
        if not ticked:
            self.stop()
            self.card.show_waiting("", "Tick the sessions that are to be taken together.")
            return
        self.messages.clear()
        self.card.show_waiting(_counted(ticked))
        self.bar.show_progress(0.0, "")
        work = partial(agreement_across, self._ws.folder, tuple(ticked), self._settings)
        if self._ws.sealed:  # a packet is small, and lies in no file that a job could read
            work = partial(agreement_of, read_pairs_here(self._ws, ticked), self._settings)
        self.jobs.start(WORKING, work, self._worked_out, on_progress=self.bar.show_progress)

    def stop(self) -> None:
        """Stop working out."""
        if self.jobs.running(WORKING):
            self.jobs.cancel(WORKING)
            self.card.show_waiting("", "Stopped. Press F5 to work it out.")
        self.bar.show_ready()

    def tick_all(self) -> None:
        """Tick all sessions that are listed, or none."""
        self.table.tick_all()

    def open_chosen(self) -> None:
        """See both codings of the chosen session."""
        pair = self.table.chosen
        if pair is not None:
            self.wanted.emit(pair, self._settings)

    def settings(self) -> None:
        """Say when two tags are the same."""
        self.settings_form.ask(self._settings, self._set_settings)

    def methods(self) -> None:
        """Show the paragraph for a report."""
        if self._known is not None:
            self.text_card.show_text(f"{_books(self._known)} {methods_text(self._known.figures.whole)}")

    # Qt's events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of jobs."""
        self._stop_following()
        self.jobs.stop()
        event.accept()
        self.closed.emit()

    # Putting together

    def _lay_out(self) -> None:
        side = QFrame()
        side.setProperty("role", "panel")
        left = QVBoxLayout(side)
        left.setContentsMargins(14, 12, 14, 12)
        left.addWidget(self.card)
        left.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName("Figures over all sessions")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(340)
        area.setWidget(side)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(28, 28, 28, 28)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        across.addWidget(area)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setSizes([_LEFT_PX, 900])
        foot = QFrame()
        foot.setProperty("role", "foot")
        foot.setFixedHeight(26)
        below = QVBoxLayout(foot)
        below.setContentsMargins(14, 0, 14, 0)
        below.addWidget(self._foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.notice)
        whole.addWidget(across, 1)
        whole.addWidget(foot)

    def _connect(self) -> None:
        self.bar.wanted_changed.connect(self._show_pairs)
        self.table.opened.connect(self.open_chosen)
        self.table.ticks_changed.connect(self._ticks_changed)
        for overlay in (self.settings_form, self.text_card):
            overlay.opened.connect(partial(self._hold, True))
            overlay.closed.connect(partial(self._hold, False))

    def _show_pairs(self, wanted: Wanted) -> None:
        pairs = [one for one in self._there.pairs if wanted.holds(one)]
        self.table.show_pairs(pairs)
        self.table.setVisible(bool(self._there.pairs))
        self._empty.setVisible(not self._there.pairs)
        self._show_foot()
        if pairs:
            self.again()
        else:
            self.card.show_waiting("", "")
            self.bar.show_ready()
            for name in ("again", "methods", "open_chosen", "tick_all"):
                self.actions_[name].setEnabled(False)

    def _show_foot(self) -> None:
        settings = self._settings
        words = [
            "Nothing here changes anybody’s work",
            "Enter or a double click opens a session",
            f"points within {settings.tolerance_us / 1e6:g} s, states share {float(settings.match_overlap):.0%}",
        ]
        if self._there.hidden:
            sessions = "1 session is" if self._there.hidden == 1 else f"{self._there.hidden} sessions are"
            words.append(f"{sessions} coded blind and not sent by both yet")
        self._foot.setText(" · ".join(words))

    # What comes of it

    def _worked_out(self, known: AcrossSessions) -> None:
        self._known = known
        self.bar.show_ready()
        self.actions_["methods"].setEnabled(True)
        self.table.show_figures(known.sessions)
        self.card.show_waiting(_compared_words(known, self.table.ticked))
        self.card.show_figures(known.names, known.codes, known.figures)

    def _failed(self, error: BaseException) -> None:
        self.bar.show_ready()
        self.card.show_waiting("", "")
        self.messages.tell(error)

    def _ticks_changed(self) -> None:
        self.jobs.cancel(WORKING)
        self.bar.show_ready()
        self.card.show_waiting(
            _counted(self.table.ticked), "Press F5, or “Work it out”, for the ticked sessions."
        )
        self._known = None
        self.actions_["methods"].setEnabled(False)

    def _set_settings(self, settings: Settings) -> None:
        self._settings = settings
        self._show_foot()
        self.again()

    def _follow(self, changed: Changed) -> None:
        """Figures don't follow each key that somebody presses; it is said that they are of earlier."""
        if any(isinstance(one.row, Annotation | CodingPass) for one in changed.change_set.changes):
            self.messages.notice(
                "Something was coded since this was worked out.", "Work it out anew", self._anew
            )

    def _anew(self) -> None:
        self._there = double_coded(self._ws)
        self.bar.show_pairs(self._there.pairs)
        self._show_pairs(self.bar.wanted)

    def _hold(self, held: bool) -> None:
        for name, action in self.actions_.items():
            action.setEnabled(not held and (name != "methods" or self._known is not None))


def _counted(pairs: Sequence[TwoPasses]) -> str:
    sessions = len({one.a.session_id for one in pairs})
    words = "1 session" if sessions == 1 else f"{sessions} sessions"
    return words if len(pairs) == sessions else f"{words}, {len(pairs)} pairs of codings"


def _compared_words(known: AcrossSessions, pairs: Sequence[TwoPasses]) -> str:
    """What was compared, and what its intervals rest on."""
    whole = known.figures.whole
    several = f"{_counted(pairs)}; " if len(pairs) > whole.sessions else ""
    few = (
        f"{whole.sessions} sessions are too few to be drawn again"
        if whole.sessions > 1
        else "It is one session"
    )
    drawn = (
        "Intervals draw whole sessions again."
        if whole.drawn == "sessions"
        else f"{few}: intervals draw blocks of time."
    )
    return f"{several}{observed_words(whole)}\n{drawn}"


def _books(known: AcrossSessions) -> str:
    titles = dict.fromkeys(f"{book.title} {book.version}" for book in known.names.codebooks)
    return f"Coded with {', '.join(titles)}."
