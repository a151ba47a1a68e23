"""The actions about the reel: filling it, and making its film."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench, Panels
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.reels.reel_panel import ReelPanel
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.services import reel_building
from vig_annotator.services.reel_rendering import ReelOrder, order_reel, render_order

JOB = "make the reel’s film"
_FIRST_TITLE = "For the shared review"


class ReelCommands:
    """Adding, ordering, captioning clips; making the film."""

    def __init__(self, bench: Bench, window: QWidget, panels: Panels, panel: ReelPanel) -> None:
        self._bench = bench
        self._window = window
        self._panels = panels
        self._panel = panel

    def new(self) -> None:
        """Begin another reel."""
        film = self._bench.open_film
        titles = {one.title for one in film.reels}
        title = next(
            name
            for n in range(1, 1000)
            if (name := _FIRST_TITLE if n == 1 else f"{_FIRST_TITLE} {n}") not in titles
        )
        self._try(lambda: reel_building.make_reel(film.ws, film.family.id, title))
        self._panels.show_reel()

    def add(self, moment_id: str) -> None:
        """Put a moment at the end of the reel; if it would show a parent a concern, ask first."""
        film = self._bench.open_film
        moment = film.moment(moment_id)
        if moment is None:
            return
        if film.reel is None:
            self._try(lambda: reel_building.make_reel(film.ws, film.family.id, _FIRST_TITLE))
        reel = film.reel
        if reel is None:
            return
        allowed = False
        concerns = self._concerns(reel, moment)
        if concerns:
            allowed = self._bench.messages.ask(
                f"This moment shows “{concerns}”, which is a concern.",
                "A reel for a parent shows what goes well. Put it in only if you and your supervisor mean to show it.",
                yes="Show it on purpose",
                no="Leave it out",
            )
            if not allowed:
                return
        self._try(lambda: reel_building.add_moments(film.ws, reel.id, [moment_id], concern_allowed=allowed))
        self._bench.messages.say(f"Sent to “{reel.title}”.")

    def make_film(self) -> None:
        """Ask where to, then write the film in the background."""
        film = self._bench.open_film
        reel = film.reel
        if reel is None or self._bench.jobs.running(JOB):
            return
        self._panels.show_reel()
        try:
            order = order_reel(film.ws, reel.id)
        except VigError as error:
            self._bench.messages.notice(str(error))
            return
        suggested = self._folder() / file_name(f"{film.family.pseudonym} {reel.title}", ".mp4")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Make the film", str(suggested), "Film (*.mp4)")
        if chosen:
            out = Path(chosen)
            self._start(order, out if out.suffix.lower() == ".mp4" else out.with_name(out.name + ".mp4"))

    def cancel(self) -> None:
        """Stop making the film; nothing is left of it."""
        if self._bench.jobs.running(JOB):
            self._bench.jobs.cancel(JOB)
            self._panel.show_progress(None, "")
            self._bench.messages.say("Stopped. Nothing is left of the unfinished film.")

    def choose(self, reel_id: str) -> None:
        """Work on another reel."""
        self._bench.open_film.choose_reel(reel_id)

    def rename(self, title: str) -> None:
        """The reel's title was typed."""
        film = self._bench.open_film
        reel = film.reel
        if reel is not None:
            self._try(lambda: reel_building.rename_reel(film.ws, reel.id, title))

    def set_handles(self, seconds: float) -> None:
        """The extra time around each clip was chosen."""
        film = self._bench.open_film
        reel = film.reel
        if reel is not None:
            self._try(lambda: reel_building.set_handles(film.ws, reel.id, from_seconds(round(seconds, 1))))
            film.reel_changed.emit()  # a refused value is shown as it was

    def set_for_parent(self, for_parent: bool) -> None:
        """Whom the reel is for was chosen."""
        film = self._bench.open_film
        reel = film.reel
        if reel is not None:
            audience = Audience.PARENT if for_parent else Audience.SUPERVISOR
            self._try(lambda: reel_building.set_audience(film.ws, reel.id, audience))
            film.reel_changed.emit()

    def set_caption(self, clip_id: str, text: str) -> None:
        """A clip's caption was typed."""
        self._try(lambda: reel_building.set_clip_caption(self._bench.open_film.ws, clip_id, text))

    def move(self, clip_id: str, to_index: int) -> None:
        """A clip's card was dropped at a place."""
        self._try(lambda: reel_building.move_clip(self._bench.open_film.ws, clip_id, to_index))

    def remove(self, clip_id: str) -> None:
        """Take a clip out of the reel."""
        film = self._bench.open_film
        if film.reel is not None:
            reel_id = film.reel.id
            self._try(lambda: reel_building.remove_clips(film.ws, reel_id, [clip_id]))

    def set_concern_allowed(self, clip_id: str, allowed: bool) -> None:
        """The explicit word that a clip may show a concern, or the taking back of it."""
        self._try(lambda: reel_building.allow_concern(self._bench.open_film.ws, clip_id, allowed))

    def _concerns(self, reel: Reel, moment: Moment) -> str:
        if reel.audience is not Audience.PARENT:
            return ""
        span = Span(
            MediaTime(max(0, moment.onset_us - reel.handles_us)),
            MediaTime(moment.offset_us + reel.handles_us),
        )
        film = self._bench.open_film
        found = reel_building.concerns_in(film.ws, moment.session_id, span)
        return "”, “".join(dict.fromkeys(one.code.label for one in found))

    def _start(self, order: ReelOrder, out: Path) -> None:
        self._bench.settings.reel_folder = str(out.parent)

        def work(context: JobContext) -> Path:
            # The dialog has asked whether a file of that name may be replaced.
            return render_order(order, out, context, overwrite=True, painter=QtTextPainter())

        self._panel.show_made(None)
        self._panel.show_progress(0.0, "")
        self._bench.jobs.start(
            JOB, work, self._made, on_failed=self._failed, on_progress=partial(self._panel.show_progress)
        )

    def _made(self, out: Path) -> None:
        self._panel.show_progress(None, "")
        self._panel.show_made(out)
        self._bench.messages.say(f"The film is made: “{out.name}”.")

    def _failed(self, error: BaseException) -> None:
        self._panel.show_progress(None, "")
        self._bench.messages.tell(error)

    def _folder(self) -> Path:
        remembered = Path(self._bench.settings.reel_folder) if self._bench.settings.reel_folder else None
        if remembered is not None and remembered.is_dir():
            return remembered
        films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        folder = Path(films) if films else Path.home()
        return folder if folder.is_dir() else Path.home()

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except VigError as error:
            self._bench.messages.tell(error)


def show_folder(folder: Path) -> None:
    """Show a folder in the system's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
