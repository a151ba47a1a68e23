"""The window: start page or coding screen, notices above, status below; films can be dropped anywhere on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import ACTIONS, Need
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.builder.builder_commands import BuilderCommands
from vig_annotator.gui.button_keys import ButtonKeys
from vig_annotator.gui.calibration.calibration_screen import CalibrationScreen
from vig_annotator.gui.codebooks.codebook_commands import CodebookCommands
from vig_annotator.gui.codebooks.migration_form import MigrationForm
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.code_keys import CodeKeys
from vig_annotator.gui.coding.film_end import FilmEnd
from vig_annotator.gui.coding.go_to import GoTo
from vig_annotator.gui.coding.moment_commands import MomentCommands
from vig_annotator.gui.coding.needs import needs_met
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.coding.play_commands import PlayCommands
from vig_annotator.gui.coding.recording_commands import RecordingCommands
from vig_annotator.gui.coding.reel_commands import ReelCommands
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.coding.tag_commands import TagCommands
from vig_annotator.gui.coding.wiring import Wiring
from vig_annotator.gui.codings.coder_form import CoderForm
from vig_annotator.gui.codings.coding_commands import CodingCommands
from vig_annotator.gui.codings.second_coding_form import SecondCodingForm
from vig_annotator.gui.compare.compare_commands import CompareCommands
from vig_annotator.gui.compare.training_commands import TrainingCommands
from vig_annotator.gui.compare.training_forms import AttemptLog, ReferenceForm
from vig_annotator.gui.exemplars.exemplar_commands import ExemplarCommands
from vig_annotator.gui.family_form import FamilyForm
from vig_annotator.gui.family_menu import FamilyMenu
from vig_annotator.gui.family_names import FamilyNames
from vig_annotator.gui.family_screens import FamilyScreens
from vig_annotator.gui.film_commands import FilmCommands
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.interchange.exchange_commands import ExchangeCommands, dropped_files, dropped_film
from vig_annotator.gui.key_overlay import KeyOverlay
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.keys.key_commands import KeyCommands
from vig_annotator.gui.large_steps import LargeSteps
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.making.making_screens import MakingScreens
from vig_annotator.gui.messages import FILM_CLOSED, Messages, Notice
from vig_annotator.gui.overlay import Overlay
from vig_annotator.gui.packets.packet_screens import PacketScreens
from vig_annotator.gui.page_undo import PageUndo
from vig_annotator.gui.panels.panel_commands import PanelCommands
from vig_annotator.gui.passes.pass_commands import PassCommands
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.picture_commands import PictureCommands
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.gui.player.shuttle import Shuttle
from vig_annotator.gui.quiet_times import QuietTimes
from vig_annotator.gui.reels.reel_words import clips_and_length
from vig_annotator.gui.review.rating_commands import RatingCommands
from vig_annotator.gui.review.rating_sheet import RatingSheet
from vig_annotator.gui.review.remark_form import RemarkForm
from vig_annotator.gui.review.review_commands import ReviewCommands
from vig_annotator.gui.review.review_display import ReviewDisplay
from vig_annotator.gui.settings_keeping import SettingsKeeper
from vig_annotator.gui.start_page import StartPage
from vig_annotator.gui.status_line import StatusLine
from vig_annotator.gui.tour.tour import Tour
from vig_annotator.gui.tour.tour_commands import TourCommands
from vig_annotator.gui.view_commands import HelpCommands, ViewCommands
from vig_annotator.gui.window_place import WindowPlace
from vig_annotator.services import reviewing, sessions
from vig_annotator.settings import Settings

_LEAST = (900, 500)


class MainWindow(QMainWindow):
    """Puts the parts together. `start` opens the library; closing the window lets go of everything.

    Args:
        settings: what was remembered.
        keep_settings: whether it is written again when something of it is changed.
    """

    def __init__(self, settings: Settings, *, keep_settings: bool = True) -> None:
        super().__init__()
        self._keeper = SettingsKeeper(settings, self, self._remember) if keep_settings else None
        self.setWindowTitle("VIG Annotator")
        self.setMinimumSize(*_LEAST)
        self.setAcceptDrops(True)
        self._settings = settings
        self.place = WindowPlace(self, settings)
        key_book().follow(settings)
        self.notice = Notice()
        self.messages = Messages(self, self.notice)
        self.jobs = JobBridge(self.messages.tell, self)
        self.pictures = Pictures(self.jobs, self)
        self.view = FilmView()
        self.player = PlayerController(self.view, self)
        self.bench = Bench(self.player, self.messages, self.jobs, settings)
        self.actions_ = ActionSet(self)
        self.screen_ = CodingScreen(self.actions_, self.view)
        self.start_page = StartPage(self.actions_, self.pictures)
        self.status = StatusLine()
        self.door = LibraryDoor(settings, self.messages, self)
        self.opening = FilmOpening(self.bench, self.screen_, self.pictures, self)
        self.page_undo = PageUndo(self.door, self.opening, self)
        self.code_keys = CodeKeys(self)
        self._lay_out()
        self.large_steps = LargeSteps(self, self.jobs, self.messages)
        self.finder, self.go_to, self.keys = Finder(self), GoTo(self), KeyOverlay(self)
        self.family_form, self.line_form = FamilyForm(self), LineForm(self)
        self.migration_form = MigrationForm(self)
        self.key_commands = KeyCommands(self, self.messages)
        self.coder_form, self.remark_form = CoderForm(self), RemarkForm(self)
        self.reference_form, self.attempt_log = ReferenceForm(self), AttemptLog(self)
        self.second_coding_form, self.rating_sheet = SecondCodingForm(self), RatingSheet(self)
        self.calibration = CalibrationScreen(self)
        self.tour = Tour(self, self.screen_, settings)
        self.family_screens = FamilyScreens(
            self.bench, self, self.door, self.opening, self.screen_.side.reel, self.finder, self.line_form
        )
        self.exchange = ExchangeCommands(
            self.bench, self, self.door, lambda session_id: self.films.open_session(session_id)
        )
        self.making = MakingScreens(
            self.bench, self, self.door, self.line_form, self.exchange.reel, self.screen_.side.reel.show_made
        )
        self.status.add(self.making.line)
        self.packets = PacketScreens(
            self.bench, self, self.door, self.opening, self.pictures, self.actions_, self.show_start_if_there
        )
        self._overlays = (
            *self.exchange.screens,
            self.large_steps.card,
            *self.making.overlays,
            *self.packets.overlays,
            self.finder,
            self.go_to,
            self.keys,
            self.family_form,
            self.line_form,
            self.migration_form,
            self.key_commands.overlay,
            self.coder_form,
            self.reference_form,
            self.attempt_log,
            self.second_coding_form,
            self.remark_form,
            self.rating_sheet,
            self.calibration,
            self.tour,
            *self.family_screens.overlays,
        )
        self._bind()
        self._connect()
        self._button_keys = ButtonKeys(self, self.screen_)
        self.quiet_times = QuietTimes(self.player, self.opening, self.code_keys, self.door, self)
        self.screen_.panels.remember(settings.panels)
        self.player.set_volume(settings.volume, settings.muted)
        self.player.set_hardware(settings.hardware_decoding)
        self._refresh()

    def start(self, library: Path | None = None, film: Path | None = None, *, demo: bool = False) -> None:
        """Open the library and, if one is named, a film or the demo."""
        if demo:
            self.films.open_demo()
            return
        folder = library or self._settings.library_folder
        if self.door.open(folder, usual=library is None) and film is not None:
            self.films.open_path(film)

    @property
    def coding(self) -> bool:
        """Whether the coding screen is shown."""
        return self._stack.currentWidget() is self.screen_

    @property
    def overlays(self) -> Sequence[Overlay]:
        """Everything that can lie over the window."""
        return self._overlays

    # Qt's events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where things were, then let go of film, jobs and library."""
        if not (self.codebooks.may_close() and self.making.desk.may_leave()):
            event.ignore()
            return
        self._remember()
        self._button_keys.stop()
        self.comparing.close_all()
        self.family_screens.plan_form.close_over()  # keeps what was typed
        self.family_screens.held_form.close_over()
        self.family_screens.sharing.shut_down()
        self.door.close()  # the film, jobs, and what is being made end before it
        self.player.shut_down()
        self.jobs.stop()
        if self._keeper is not None:
            self._keeper.stop()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if dropped_film(event.mimeData()) is not None or dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped film, or look into the files of other programs."""
        film, files = dropped_film(event.mimeData()), dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.exchange.drop(files)
        elif film is not None:
            event.acceptProposedAction()
            self.films.open_path(film)

    def _remember(self) -> None:
        """Write into the settings where the window and its panels are."""
        if self.bench.film is not None:
            self._settings.side_width, self._settings.timeline_height = self.screen_.sizes
        self._settings.panels = self.screen_.panels.to_remember()
        self.place.keep()

    # Putting together

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.screen_)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(inside)

    def _bind(self) -> None:
        bench, screen = self.bench, self.screen_
        self.tags = TagCommands(
            bench,
            self.finder,
            self.line_form,
            screen,
            self._commands,
            self._close_overlay,
            self.calibration,
            self.page_undo,
            self.large_steps,
        )
        self.reel_commands = ReelCommands(bench, screen)
        self.moments = MomentCommands(bench, screen, self.reel_commands)
        self.films = FilmCommands(bench, self, self.door, self.opening, self.finder)
        self.comparing = CompareCommands(bench, self.door, self)
        self.building = BuilderCommands(
            bench, self, self.making.work_in_builder, lambda: self.actions_.trigger("share.present")
        )
        self.codebooks = CodebookCommands(
            bench,
            self,
            self.door,
            self.migration_form,
            ExemplarCommands(bench, self.finder, self.line_form),
            screen.codes,
        )
        self.review = ReviewCommands(
            bench,
            self.finder,
            self.line_form,
            self.remark_form,
            self.rating_sheet,
            screen.side.review,
            screen.show_review,
        )
        self._review_display = ReviewDisplay(bench, screen, self.opening, self.review)
        self.codings = CodingCommands(
            bench,
            self.door,
            self.opening,
            self.finder,
            self.coder_form,
            self.second_coding_form,
            self.films.choose_codebook,
            screen.show_review,
        )
        self.actions_.bind(
            {
                **self.family_screens.doers,
                "film": self.films,
                "pass": PassCommands(bench, screen, self.finder, self.line_form, self.opening),
                "panel": PanelCommands(screen.panels, self.messages, self.finder, screen.reset_sizes),
                "play": PlayCommands(bench, self.finder, self.go_to, self._shuttle()),
                "tag": self.tags,
                "moment": self.moments,
                "reel": self.reel_commands,
                "making": self.making,
                "view": ViewCommands(bench, self, screen),
                "help": HelpCommands(bench, self.keys, self.key_commands),
                "guide": TourCommands(bench, self.films, self.opening, self.tour),
                "recording": RecordingCommands(bench, self, screen.films),
                "picture": PictureCommands(self.view, bench),
                "codebook": self.codebooks,
                "codings": self.codings,
                "review": self.review,
                "ratings": RatingCommands(bench, self.door, self),
                "compare": self.comparing,
                "builder": self.building,
                "training": TrainingCommands(
                    bench, self.door, self.comparing, self.reference_form, self.attempt_log
                ),
                "exchange": self.exchange,
                "packet": self.packets.commands,
            }
        )
        self._wiring = Wiring(
            screen, bench, self.actions_, tags=self.tags, moments=self.moments, reel=self.reel_commands
        )
        self._film_end = FilmEnd(bench, self)
        self._names = FamilyNames(self.door, bench, self.family_form, self.line_form)
        self._family_menu = FamilyMenu(self, self.family_screens, self._names, self.films.find_lost)

    def _shuttle(self) -> Shuttle:
        back, stop, on = (self.actions_.qaction(f"play.{name}") for name in ("back", "stop", "on"))
        return Shuttle(self.player, back, stop, on, self)

    def _connect(self) -> None:
        self.code_keys.pressed.connect(self.tags.key_down)
        self.code_keys.released.connect(self.tags.key_up)
        self.messages.refused.connect(self.status.show_refusal)
        self.door.leaving.connect(self.opening.close_film)
        self.door.leaving.connect(self.jobs.stop)
        self.door.changed.connect(self.show_start)
        self.opening.opened.connect(self._show_coding)
        self.opening.closed.connect(self.show_start)
        self.opening.closed.connect(lambda: self.messages.happened(FILM_CLOSED))
        self.opening.closed.connect(self.comparing.close)
        self.opening.closed.connect(self.building.close)
        self.opening.changed.connect(self._refresh)
        self.start_page.session_wanted.connect(self.films.open_session)
        self.start_page.review_wanted.connect(self.codings.open_waiting)
        self.start_page.coder_given.connect(self.door.set_coder)
        self.start_page.new_family_wanted.connect(self._names.new_family)
        self.start_page.family_menu.connect(self._family_menu.show)
        self.screen_.top_bar.family_clicked.connect(self._names.change_family)
        self.screen_.top_bar.session_clicked.connect(self._names.rename_session)
        self.start_page.consent_wanted.connect(self.family_screens.consent.show_family)
        self.family_screens.consent_form.closed.connect(self.show_start_if_there)
        self.family_screens.consent_form.closed.connect(self._refresh)
        self.family_screens.sharing.closed.connect(self._refresh)
        self.family_screens.erasing.erased.connect(self.show_start)
        self._names.changed.connect(self.show_start_if_there)
        self.page_undo.changed.connect(self.show_start_if_there)
        self.exchange.imports.imported.connect(self.show_start_if_there)
        self.player.sound_changed.connect(self.screen_.transport.show_sound)
        self.player.playing_changed.connect(self.screen_.transport.show_playing)
        self.player.speed_changed.connect(self.screen_.transport.show_speed)
        for overlay in self._overlays:
            overlay.opened.connect(self._overlay_changed)
            overlay.closed.connect(self._overlay_changed)

    def show_start(self) -> None:
        """Show the start page as the library is now."""
        ws = self.door.workspace
        families = sessions.overview(ws) if ws is not None else []
        coder = ws.coder if ws is not None else self._settings.coder_name
        self.start_page.show_library(ws, families, coder)
        self.start_page.show_waiting(reviewing.waits_for_me(ws) if ws is not None else [])
        self._stack.setCurrentWidget(self.start_page)
        self.start_page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code_keys.set_codebook(None)
        self.setWindowTitle("VIG Annotator")
        self._refresh()

    def show_start_if_there(self) -> None:
        """Show the start page anew, unless a film is on the screen."""
        if self.bench.film is None:
            self.show_start()

    def _show_coding(self) -> None:
        film = self.bench.open_film
        self.code_keys.set_codebook(film.codebook)
        self._stack.setCurrentWidget(self.screen_)
        self.screen_.timeline.set_centred(self._settings.playhead_centred)
        self.screen_.set_sizes(self._settings.side_width, self._settings.timeline_height)
        self.screen_.focus_film()
        self.setWindowTitle(f"{film.session.title} – VIG Annotator")
        self._refresh()

    def _refresh(self) -> None:
        """What can be done now, and what the status line says."""
        film = self.bench.film
        there: set[Need] = self.packets.limit_actions()
        if film is not None:
            there |= needs_met(film)
        steps = film if film is not None else self.page_undo
        undo, redo = steps.undo_label, steps.redo_label
        there |= ({Need.UNDO} if undo else set()) | ({Need.REDO} if redo else set())
        self.actions_.refresh(there)
        self.actions_.name_undo(undo, redo)
        self.screen_.top_bar.name_undo(undo, redo)
        if film is None:
            self.status.show_start()
            return
        count = len(film.desk.annotations)
        words = f"{count:,} tag{'s' if count != 1 else ''}"
        if film.clips:
            words += f" · {clips_and_length(len(film.clips), film.reel_length_us)} in the reel"
        self.status.show_coding(undo, words)

    def _overlay_changed(self) -> None:
        covered = any(overlay.is_open for overlay in self._overlays)
        self.actions_.hold(covered)
        self.code_keys.set_on(not covered)

    def _close_overlay(self) -> bool:
        opened = [overlay for overlay in self._overlays if overlay.is_open]
        for overlay in opened:
            overlay.close_over()
        # The key of “choose nothing” comes before the timeline's own.
        return bool(opened) or self.screen_.timeline.give_up_drag() or self.view.leave_box()

    def _commands(self) -> Sequence[Entry]:
        """Every command that can be done now."""
        return [
            Entry(
                row.title,
                self.actions_.qaction(row.id).trigger,
                key_book().key(row.id),
                f"{row.help} {row.topic}",
            )
            for row in ACTIONS
            if self.actions_.qaction(row.id).isEnabled() and row.id not in ("tag.find", "tag.choose_none")
        ]
