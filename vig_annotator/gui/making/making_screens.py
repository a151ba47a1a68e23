"""What the main window has of making: the desk, the panel and the line of the queue, the sheet; and the actions that open them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.making.make_sheet import MakeSheet, Wish
from vig_annotator.gui.making.making_desk import MakingDesk
from vig_annotator.gui.making.making_line import MakingLine
from vig_annotator.gui.making.queue_panel import QueuePanel
from vig_annotator.gui.overlay import Overlay

if TYPE_CHECKING:
    # It loads all of rendering: not before something is to be made.
    from vig_annotator.gui.builder.builder_window import BuilderWindow
    from vig_annotator.gui.making.make_asking import MakeAsking


class MakingScreens(QObject):
    """Does the actions ``making.…``, in the main window and in the builder.

    Args:
        bench: the open film and its tools.
        window: the main window.
        door: the library.
        line_form: asks for the reason of an exception.
        to_editor: writes the chosen reel for an editing program.
        show_made: says where what was made last is.
    """

    def __init__(
        self,
        bench: Bench,
        window: QMainWindow,
        door: LibraryDoor,
        line_form: LineForm,
        to_editor: Callable[[], object],
        show_made: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._bench, self._line_form, self._to_editor = bench, line_form, to_editor
        self.desk = MakingDesk(bench.settings, bench.messages, self)
        self.make_sheet = MakeSheet(window)
        self.panel = QueuePanel(window, self.desk)
        self.line = MakingLine(self.desk, self.panel.toggle)
        self.desk.made.connect(lambda item: show_made(item.out))
        self._asking: MakeAsking | None = None
        bench.making = lambda: self.desk.busy
        door.ask_before_leaving(self.desk.may_leave)
        door.leaving.connect(self.desk.stop)

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What lies over the window while it is open."""
        return (self.make_sheet,)

    def film(self) -> None:
        """Make a film of the reel."""
        self._ask(Wish.FILM)

    def each(self) -> None:
        """Make a film of each clip."""
        self._ask(Wish.EACH)

    def stills(self) -> None:
        """Save a picture of each clip."""
        self._ask(Wish.STILLS)

    def sheet(self) -> None:
        """Make a keepsake sheet."""
        self._ask(Wish.SHEET)

    def queue(self) -> None:
        """Show what is being made, or hide it."""
        self.panel.toggle()

    def work_in_builder(self, builder: BuilderWindow) -> None:
        """Give the builder its own sheet, panel and line, on the same queue."""
        from vig_annotator.gui.making.make_asking import MakeAsking

        panel = QueuePanel(builder, self.desk)
        builder.foot.insertWidget(1, MakingLine(self.desk, panel.toggle))
        sheet, form = MakeSheet(builder), LineForm(builder)
        asking = MakeAsking(
            sheet,
            builder.jobs,
            builder.messages,
            self._bench.settings,
            self.desk,
            form,
            self._write_for_editor,
        )
        asking.consent_wanted.connect(self._bench.messages.consent_wanted)
        ws = self._bench.open_film.ws

        def hold_keys() -> None:
            covered = sheet.is_open or form.is_open
            for action in builder.actions_.values():
                action.setEnabled(not covered)

        for overlay in (sheet, form):
            overlay.opened.connect(hold_keys)
            overlay.closed.connect(hold_keys)
        builder.film_wanted.connect(lambda: asking.open(ws, builder.reel.id, Wish.FILM))
        builder.queue_wanted.connect(panel.toggle)

    def _ask(self, wish: Wish) -> None:
        film = self._bench.open_film
        if film.reel is not None:
            self._asker().open(film.ws, film.reel.id, wish)

    def _asker(self) -> MakeAsking:
        from vig_annotator.gui.making.make_asking import MakeAsking

        if self._asking is None:
            bench = self._bench
            self._asking = MakeAsking(
                self.make_sheet,
                bench.jobs,
                bench.messages,
                bench.settings,
                self.desk,
                self._line_form,
                self._write_for_editor,
            )
            self._asking.consent_wanted.connect(bench.messages.consent_wanted)
        return self._asking

    def _write_for_editor(self, reel_id: str) -> None:
        film = self._bench.film
        if film is not None:
            film.choose_reel(reel_id)
            self._to_editor()
