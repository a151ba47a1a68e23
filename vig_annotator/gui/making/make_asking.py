"""Asking what is to be made of a reel: what it costs, whether it may be made, where it goes; then it is put into the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from vig_annotator.errors import ConsentNeeded, VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.buttons import key_text
from vig_annotator.gui.coding.file_names import file_name
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.making.keepsake_pages import page_count
from vig_annotator.gui.making.make_sheet import MakeSheet, Wish
from vig_annotator.gui.making.making_desk import MakingDesk
from vig_annotator.gui.messages import Messages
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.gui.system_files import films_folder
from vig_annotator.jobs import JobContext
from vig_annotator.model.consent import ConsentException
from vig_annotator.model.reel import Reel
from vig_annotator.model.reel_checks import Check, Finding
from vig_annotator.model.reel_style import FileFor
from vig_annotator.reels.canvas import Size
from vig_annotator.services import consent, keepsakes, reel_checking, reel_looks, reel_making
from vig_annotator.services.keepsakes import Paper
from vig_annotator.services.reel_estimates import Estimate, Pace, estimate, parts_there, pictures_estimate
from vig_annotator.services.reel_files import clip_groups
from vig_annotator.services.reel_guarding import except_reel
from vig_annotator.services.reel_making import Making, Product
from vig_annotator.services.reel_order import ReelOrder, order_preview, order_reel
from vig_annotator.services.reel_rendering import plan_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.settings import Settings

_COSTS, _CHECKS = "work out what a reel will cost", "look through the reel that is to be made"
_PAUSE_MS = 200
_ALLOWED = "Consent is on file, and nothing is shown that is not meant for them."
_STILL = frozenset({Check.BLUR, Check.FIT, Check.WORDS})
_SEEN: Mapping[Wish, frozenset[Check]] = {
    Wish.FILM: frozenset(Check),
    Wish.EACH: frozenset(Check),
    Wish.STILLS: _STILL,
    Wish.SHEET: frozenset({Check.BLUR}),  # its words are asked about before anything else
    Wish.EDITOR: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Costs:
    """What making a reel will cost, by what it is."""

    films: Mapping[FileFor, Estimate]
    stills: Estimate
    pictures: int
    canvas: Size


class MakeAsking(QObject):
    """Works the sheet of one window.

    Signals:
        consent_wanted(family id): the way to consent was pressed.

    Args:
        sheet: asks.
        jobs: slow work of the window.
        messages: tells.
        settings: what is remembered.
        desk: makes it.
        line_form: asks for the reason of an exception.
        to_editor: writes a reel for an editing program.
    """

    consent_wanted = Signal(str)

    def __init__(
        self,
        sheet: MakeSheet,
        jobs: JobBridge,
        messages: Messages,
        settings: Settings,
        desk: MakingDesk,
        line_form: LineForm,
        to_editor: Callable[[str], object],
    ) -> None:
        super().__init__(sheet)
        self.sheet = sheet
        self._jobs, self._messages, self._settings = jobs, messages, settings
        self._desk, self._line_form, self._to_editor = desk, line_form, to_editor
        self._ws: Workspace | None = None
        self._reel_id, self._family_id = "", ""
        self._exception: ConsentException | None = None
        self._findings: list[Finding] | None = None
        self._costs: Costs | None = None
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._later.timeout.connect(self._look)
        sheet.wish_changed.connect(self._later.start)
        sheet.make_wanted.connect(self._make)
        sheet.consent_wanted.connect(self._go_to_consent)
        sheet.exception_wanted.connect(self._ask_for_exception)
        sheet.closed.connect(self._closed)

    def open(
        self, ws: Workspace, reel_id: str, wish: Wish, exception: ConsentException | None = None
    ) -> None:
        """Ask about a reel."""
        try:
            reel = ws.get(Reel, reel_id)
            order, gathered = order_preview(ws, reel_id), reel_checking.gather(ws, reel_id)
            heading = keepsakes.usual_heading(ws, reel_id)
            captions = [one.caption for one in keepsakes.words_of(ws, reel_id).pictures]
        except VigError as error:
            self._messages.tell(error)
            return
        self._ws, self._reel_id, self._exception = ws, reel_id, exception
        self._findings, self._costs = None, None
        painter = QtTextPainter()
        paces = {file_for: self._desk.pace(file_for) for file_for in FileFor}
        self._jobs.start(_COSTS, partial(_costs_of, order, paces), self._costs_known, on_failed=self._can_not)
        self._jobs.start(
            _CHECKS,
            lambda context: reel_checking.look_through(gathered, painter, context),
            self._looked_through,
            on_failed=lambda _: None,  # what is wrong with a film is told by the other one
        )
        self.sheet.ask(reel.title, wish, reel.style.file_for, self._settings.paper, heading, captions)
        self._look()

    def _order(self) -> Making | None:
        """What is wished for, if it may be made; None for an editing program, which asks for itself.

        Raises:
            VigError: it may not, or can't.
        """
        ws, sheet = self._ws, self.sheet
        assert ws is not None
        if sheet.wish is Wish.EDITOR:
            order_reel(ws, self._reel_id, self._exception)
            return None
        return reel_making.order(
            ws,
            self._reel_id,
            Product(sheet.wish.value),
            file_for=sheet.chosen_quality,
            paper=Paper(sheet.paper.currentData()),
            heading=sheet.heading.text(),
            with_hope=sheet.with_hope.isChecked(),
            left_out=sheet.pictures.left_out,
            exception=self._exception,
        )

    def _look(self) -> None:
        """Say how it stands with what is wished for now."""
        ws, sheet = self._ws, self.sheet
        if ws is None or not sheet.is_open:
            return
        self._later.stop()
        said: list[tuple[bool, str]] = []
        may, refused = True, False
        try:
            self._order()
            said.append((True, "An exception was made, and is in the log." if self._exception else _ALLOWED))
        except ConsentNeeded as error:
            may, refused, self._family_id = False, True, error.family_id
            said.append((False, str(error)))
        except VigError as error:
            may = False
            said.append((False, str(error)))
        if sheet.wish is Wish.FILM:
            said += [(False, words) for words in reel_looks.advice(ws, self._reel_id)]
        said += self._seen(sheet.wish)
        exception = refused and consent.exceptions_allowed(ws) and sheet.wish is not Wish.SHEET
        sheet.show_state(said, may_be_made=may, consent=refused, exception=exception)
        self._show_costs()

    def _seen(self, wish: Wish) -> list[tuple[bool, str]]:
        if not _SEEN[wish]:
            return []
        if self._findings is None:
            return [(True, "Looking through the clips …")]
        found = [(False, one.words) for one in self._findings if one.check in _SEEN[wish]]
        return found or [(True, "Every clip was looked through; nothing to see to.")]

    def _show_costs(self) -> None:
        costs, wish = self._costs, self.sheet.wish
        if costs is None or wish is Wish.EDITOR:
            self.sheet.show_cost(None, None)
            return
        if wish in (Wish.FILM, Wish.EACH):
            cost = costs.films[self.sheet.chosen_quality]
            films = f"{costs.pictures} films" if wish is Wish.EACH else ""
            self.sheet.show_cost(cost.size_bytes, cost.seconds, films)
            return
        kept = costs.pictures - len(self.sheet.pictures.left_out)
        pages = page_count(costs.canvas, kept)
        count, noun = (costs.pictures, "picture") if wish is Wish.STILLS else (pages, "page")
        words = f"{count} {noun}{'s' if count != 1 else ''}"
        size = costs.stills.size_bytes if wish is Wish.STILLS else None
        self.sheet.show_cost(size, costs.stills.seconds, words)

    def _costs_known(self, costs: Costs) -> None:
        self._costs = costs
        self._look()

    def _can_not(self, error: BaseException) -> None:
        """A film can't be used: nothing can be made."""
        if not isinstance(error, VigError):
            self._messages.tell(error)
        elif self.sheet.is_open:
            self.sheet.show_state([(False, str(error))], may_be_made=False, consent=False, exception=False)
            self.sheet.show_cost(None, None, "It can’t be made as it is")

    def _looked_through(self, findings: list[Finding]) -> None:
        self._findings = findings
        self._look()

    def _make(self) -> None:
        ws, wish = self._ws, self.sheet.wish
        assert ws is not None
        try:
            making = self._order()
        except VigError:
            self._look()
            return
        if making is None:
            self.sheet.close_over()
            self._to_editor(self._reel_id)
            return
        out = self._ask_where(ws, making)
        if out is None:
            return
        self._settings.reel_folder = str(out if making.product.several else out.parent)
        self._settings.paper = self.sheet.paper.currentData()
        cost = self._cost_of(wish)
        if self._desk.add(ws, self._reel_id, making, out, cost.seconds if cost is not None else None):
            self.sheet.close_over()
            key = key_text(key_book().key("making.queue"))
            self._messages.say(f"“{making.about.what}” is being made. {key} shows how far it is.")

    def _cost_of(self, wish: Wish) -> Estimate | None:
        if self._costs is None:
            return None
        if wish in (Wish.FILM, Wish.EACH):
            return self._costs.films[self.sheet.chosen_quality]
        return self._costs.stills

    def _ask_where(self, ws: Workspace, making: Making) -> Path | None:
        folder, window = films_folder(self._settings.reel_folder), self.sheet.window()
        product = making.product
        if product.several:
            chosen = QFileDialog.getExistingDirectory(window, "Into which folder?", str(folder))
            if not chosen:
                return None
            files = making.files(Path(chosen))
            return Path(chosen) if self._may_replace([one for one in files if one.exists()]) else None
        name = reel_making.suggested_name(ws, self._reel_id, product)
        suggested = folder / file_name(name, product.suffix)
        kind = "Page (*.pdf)" if product is Product.SHEET else "Film (*.mp4)"
        chosen, _ = QFileDialog.getSaveFileName(window, "Make it", str(suggested), kind)
        if not chosen:
            return None
        out = Path(chosen)
        if out.suffix.lower() == product.suffix:
            return out
        # The dialog has asked about the name without its ending.
        out = out.with_name(out.name + product.suffix)
        return out if self._may_replace([out] if out.exists() else []) else None

    def _may_replace(self, there: Sequence[Path]) -> bool:
        if not there:
            return True
        names = "”, “".join(one.name for one in there[:3])
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        return self._messages.ask(
            f"“{names}”{more} {'is' if len(there) == 1 else 'are'} there already.",
            "What is there now is replaced when the new is whole.",
            yes="Replace",
            no="Keep",
        )

    def _go_to_consent(self) -> None:
        self.sheet.close_over()
        self.consent_wanted.emit(self._family_id)

    def _ask_for_exception(self) -> None:
        ws, reel_id, wish = self._ws, self._reel_id, self.sheet.wish
        assert ws is not None
        self.sheet.close_over()

        def keep(reason: str) -> None:
            exception = except_reel(ws, reel_id, reason)
            # The sheet comes back when the form is gone.
            QTimer.singleShot(0, partial(self.open, ws, reel_id, wish, exception))

        self._line_form.ask("Who allowed this, and why?", "", keep)

    def _closed(self) -> None:
        self._later.stop()
        for job in (_COSTS, _CHECKS):
            self._jobs.cancel(job)


def _costs_of(order: ReelOrder, paces: Mapping[FileFor, Pace], context: JobContext) -> Costs:
    """What a reel will cost in each quality; may run on any thread."""
    painter = QtTextPainter()
    films: dict[FileFor, Estimate] = {}
    for number, file_for in enumerate(FileFor):
        own = replace(order, style=replace(order.style, file_for=file_for))
        plan = plan_of(own, context.share(number / len(FileFor), (number + 1) / len(FileFor)))
        films[file_for] = estimate(plan, paces[file_for], parts_there(plan, painter, order.segments))
    count = len(clip_groups(order))
    return Costs(films, pictures_estimate(plan, count), count, plan.canvas)
