"""The actions about the reel: filling it, and making its film."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from vig_annotator.errors import ConsentNeeded, VigError
from vig_annotator.gui.coding.bench import Bench, Panels
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.reels.reel_panel import ReelPanel
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.edits.concerns import Coded, may_be_allowed
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.services import reel_building
from vig_annotator.services.reel_guarding import except_reel, made_of
from vig_annotator.services.reel_rendering import ReelOrder, order_reel, render_order
from vig_annotator.services.register import Made, Written, enter, look_at
from vig_annotator.services.workspace import Workspace

JOB = "make the reel’s film"
_FIRST_TITLE = "For the shared review"


class ReelCommands:
    """Adding, ordering, captioning clips; making the film."""

    def __init__(
        self, bench: Bench, window: QWidget, panels: Panels, panel: ReelPanel, line_form: LineForm
    ) -> None:
        self._bench = bench
        self._line_form = line_form
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
        if concerns and may_be_allowed(reel, concerns):
            labels = "”, “".join(dict.fromkeys(one.code.label for one in concerns))
            allowed = self._bench.messages.ask(
                f"This moment shows “{labels}”, which is a concern.",
                "A reel for a parent shows what goes well. Put it in only if you and your supervisor mean to show it.",
                yes="Show it on purpose",
                no="Leave it out",
            )
            if not allowed:
                return
        if self._try(
            lambda: reel_building.add_moments(film.ws, reel.id, [moment_id], concern_allowed=allowed)
        ):
            self._bench.messages.say(f"Sent to “{reel.title}”.")

    def make_film(self) -> None:
        """Ask where to, then write the film in the background."""
        film = self._bench.open_film
        reel = film.reel
        if reel is None or self._bench.jobs.running(JOB):
            return
        self._panels.show_reel()
        self._order(lambda: order_reel(film.ws, reel.id))

    def _order(self, gather: Callable[[], ReelOrder]) -> None:
        """Gather what the film needs, ask where to, and begin; where consent is missing, an exception may be possible."""
        film = self._bench.open_film
        reel = film.reel
        assert reel is not None
        try:
            order = gather()
        except ConsentNeeded as error:
            self._refused(error, reel)
            return
        except VigError as error:
            self._bench.messages.notice(str(error))
            return
        suggested = self._folder() / file_name(f"{film.family.pseudonym} {reel.title}", ".mp4")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Make the film", str(suggested), "Film (*.mp4)")
        if chosen:
            out = Path(chosen)
            out = out if out.suffix.lower() == ".mp4" else out.with_name(out.name + ".mp4")
            self._start(order, out, made_of(film.ws, reel.id))

    def _refused(self, error: ConsentNeeded, reel: Reel) -> None:
        """Say why; where the service allows exceptions, ask for one with its reason."""
        ws, messages = self._bench.open_film.ws, self._bench.messages
        if not self._bench.settings.consent_exceptions or not messages.ask(
            error.message,
            "Your service allows exceptions where the law does. An exception needs its reason, and stays in the log.",
            yes="Make an exception…",
            no="Don’t make the film",
        ):
            messages.tell(error)
            return

        def keep(reason: str) -> None:
            exception = except_reel(ws, reel.id, reason)
            # The dialog for the place comes when the form is gone.
            QTimer.singleShot(0, partial(self._order, partial(order_reel, ws, reel.id, exception)))

        self._line_form.ask("Who allowed this, and why?", "", keep)

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

    def set_audience(self, audience: str) -> None:
        """Whom the reel is for was chosen."""
        film = self._bench.open_film
        reel = film.reel
        if reel is not None:
            self._try(lambda: reel_building.set_audience(film.ws, reel.id, Audience(audience)))
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

    def _concerns(self, reel: Reel, moment: Moment) -> tuple[Coded, ...]:
        if reel.audience not in STRENGTHS_FIRST:
            return ()
        span = Span(
            MediaTime(max(0, moment.onset_us - reel.handles_us)),
            MediaTime(moment.offset_us + reel.handles_us),
        )
        film = self._bench.open_film
        return reel_building.concerns_in(film.ws, moment.session_id, span)

    def _start(self, order: ReelOrder, out: Path, about: Made) -> None:
        self._bench.settings.reel_folder = str(out.parent)

        ws = self._bench.open_film.ws

        def work(context: JobContext) -> Written:
            # The dialog has asked whether a file of that name may be replaced.
            return look_at(render_order(order, out, context, overwrite=True, painter=QtTextPainter()))

        self._panel.show_made(None)
        self._panel.show_progress(0.0, "")
        self._bench.jobs.start(
            JOB,
            work,
            partial(self._made, ws, about),
            on_failed=self._failed,
            on_progress=partial(self._panel.show_progress),
        )

    def _made(self, ws: Workspace, about: Made, written: Written) -> None:
        out = written.path
        try:
            enter(ws, about, written)
        except VigError as error:
            self._bench.messages.tell(error)
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

    def _try(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except VigError as error:
            self._bench.messages.tell(error)
            return False
        return True


def show_folder(folder: Path) -> None:
    """Show a folder in the system's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
