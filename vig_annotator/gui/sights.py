"""The screens that `screens` renders: how to get there, step by step, as a user would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.builder import builder_sights
from vig_annotator.gui.calibration.trial_run import Stage
from vig_annotator.gui.codebooks.codebook_window import CodebookWindow
from vig_annotator.gui.compare import compare_sights
from vig_annotator.gui.exemplars.exemplar_strip import ExemplarStrip
from vig_annotator.gui.interchange import exchange_sights
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.making import making_sights
from vig_annotator.gui.packets import packet_sights
from vig_annotator.gui.panels.panel_sights import PANEL_SIGHTS, PanelSight
from vig_annotator.gui.review import review_sights
from vig_annotator.gui.sharing.displays import Displays
from vig_annotator.gui.sharing.guider_window import GuiderWindow
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.plan import PlanKind
from vig_annotator.services import consent, exemplars, family_plan, passes, references, training

Condition = Callable[[], bool]
Steps = Callable[[MainWindow, str], Iterator[Condition]]


@dataclass(frozen=True)
class Sight:
    """One screen.

    Attributes:
        name: of the picture's file.
        steps: does a step, then gives the condition to wait for before the next one.
        empty_library: whether it is seen in a library without films.
        seen: what is rendered, if not the main window.
    """

    name: str
    steps: Steps
    empty_library: bool = False
    seen: Callable[[MainWindow], QWidget] = lambda window: window


def _start(window: MainWindow, _session: str) -> Iterator[Condition]:
    yield lambda: not window.jobs.running("first pictures")


def _coding(window: MainWindow, session: str, at_us: int = 12_400_000) -> Iterator[Condition]:
    window.films.open_session(session)
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    film = window.bench.open_film
    first = next(one for one in passes.passes_of(film.ws, session) if one.coder == film.ws.coder)
    window.opening.show_pass(first)  # not what an earlier picture of the same library was coded with
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.player.seek(MediaTime(at_us))
    yield lambda: window.bench.film is not None and abs(window.player.shown_us - at_us) < 50_000
    yield (
        lambda: (
            not any(
                window.jobs.running(name) for name in ("pictures for the timeline", "sound for the timeline")
            )
        )
    )


def _working(window: MainWindow, session: str) -> Iterator[Condition]:
    """In the middle of coding: one tag is chosen, a moment is being marked."""
    yield from _coding(window, session)
    film = window.bench.open_film
    near = [one for one in film.desk.annotations if one.onset_us <= 12_400_000 and one.is_point]
    film.selection.choose_tags([near[-1].id])
    yield lambda: True


def _looking(window: MainWindow, session: str) -> Iterator[Condition]:
    """Close to a face, in a dark room."""
    yield from _working(window, session)
    for action_id in ("picture.closer",) * 4 + ("picture.up", "picture.brighter", "picture.mirror"):
        window.actions_.trigger(action_id)
    yield lambda: True


def _tags(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _working(window, session)
    window.actions_.trigger("view.annotations")
    yield lambda: True


def _reel(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("view.reel")
    yield lambda: True


def _keys(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("help.keys")
    yield lambda: window.keys.is_open


def _change_keys(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    book = key_book()
    book.set_map(book.map.with_keys("play.loop", ["F3", "B"]))
    window.actions_.trigger("help.change_keys")
    window.key_commands.overlay.list.choose("play.loop")
    yield lambda: window.key_commands.overlay.is_open


def _measured(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("tag.calibrate")
    screen = window.calibration
    took_ms = (238, 251, 214, 262, 240, 229, 305, 247, 221, 236, 258, 243, 412, 233, 245, 226, 60, 239)
    screen.run.begin(Stage.RUN)
    screen.run.shown_us = [place * 2_000_000 for place in range(len(took_ms))]
    screen.run.pressed_us = [at + ms * 1000 for at, ms in zip(screen.run.shown_us, took_ms, strict=True)]
    screen.run.end()
    screen.show_stage()
    yield lambda: screen.is_open


def _pass(window: MainWindow, session: str) -> Iterator[Condition]:
    """One subject is coded alone, and the film stops by itself."""
    yield from _working(window, session)
    window.actions_.trigger("pass.next")
    window.actions_.trigger("pass.next")
    window.actions_.trigger("pass.stop_after_tag")
    window.bench.passes.set_every(5)
    yield lambda: True


def _tour(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.tour.start()
    for _ in range(3):
        window.tour.forward()
    yield lambda: window.tour.is_open


def _find(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("tag.find")
    window.finder.line.setText("rece")
    yield lambda: window.finder.is_open


def _go_to(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("play.go_to")
    yield lambda: window.go_to.is_open


def _notice(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.messages.notice("The film is made: “For the shared review.mp4”.", "Show its folder", lambda: None)
    yield lambda: True


def _family(window: MainWindow, _session: str) -> Iterator[Condition]:
    window.start_page.new_family_wanted.emit()
    yield lambda: window.family_form.is_open


def _circle(window: MainWindow, session: str) -> Iterator[Condition]:
    """The map of going out and coming in: a cover-up cue is chosen."""
    yield from _coding(window, session)
    window.films.choose_codebook()
    window.finder.line.setText("going out")
    window.finder.line.returnPressed.emit()
    yield lambda: window.bench.film is not None and window.bench.open_film.codebook.id == "circle_of_security"
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    codes, film = window.screen_.codes, window.bench.open_film
    if film.desk.annotations:  # another picture of the same library
        film.selection.choose_tags([film.desk.annotations[-1].id])
        return
    yield from _at(window, 4_000_000)
    codes.pressed.emit("need_comfort")
    yield from _at(window, 6_000_000)
    codes.cue_pressed.emit("cue_clear")
    yield from _at(window, 8_000_000)
    codes.cue_pressed.emit("cue_hidden")
    yield lambda: True


def _at(window: MainWindow, at_us: int) -> Iterator[Condition]:
    window.player.seek(MediaTime(at_us))
    yield lambda: abs(window.player.shown_us - at_us) < 50_000


def _exemplar(window: MainWindow, session: str) -> Iterator[Condition]:
    """The mouse rests on a code that has an exemplar, and everybody agreed to training."""
    yield from _coding(window, session)
    film = window.bench.open_film
    ws = film.ws
    for one in consent.begin(ws, film.session.family_id):
        consent.record(ws, [one.id], [Purpose.TRAINING], Answer())
    tag = next(one for one in film.desk.annotations if one.code_id == "baby_initiative")
    if not exemplars.exemplars_of(ws, film.codebook):
        exemplars.keep_tag(ws, film.coding_pass, tag, MediaTime(film.frames.end_us))
    window.screen_.codes.looked_at.emit("baby_initiative")
    popup = window.codebooks.hover.popup
    yield lambda: popup.isVisible() and popup.view.picture is not None


def _codebook_exemplar(window: MainWindow, session: str) -> Iterator[Condition]:
    """The exemplars of a code in its form."""
    yield from _exemplar(window, session)
    yield from _codebook(window, session, "baby_initiative")
    editor = _editor(window)
    strip = editor.findChild(ExemplarStrip)
    assert isinstance(strip, ExemplarStrip)
    editor.form.ensureWidgetVisible(strip)
    yield lambda: strip.rows[0].view.picture is not None


def _codebook(window: MainWindow, session: str, code_id: str = "att_away") -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("codebook.edit")
    _editor(window).resize(window.size())
    _editor(window).choose(code_id)
    yield lambda: _editor(window).isVisible()


def _codebook_below(window: MainWindow, session: str) -> Iterator[Condition]:
    """The lower half of a code's form."""
    yield from _codebook(window, session, "receive_respond")
    bar = _editor(window).form.verticalScrollBar()
    bar.setValue(bar.maximum())
    yield lambda: True


def _codebook_in_welsh(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _codebook(window, session, "baby_initiative")
    _editor(window).desk.begin_language("cy")
    yield lambda: True


def _editor(window: MainWindow) -> CodebookWindow:
    assert window.codebooks.editor is not None
    return window.codebooks.editor


def _training(window: MainWindow, session: str) -> Iterator[Condition]:
    """A trainee's coding beside the reference."""
    yield from _coding(window, session)
    film = window.bench.open_film
    known = [one for one in passes.passes_of(film.ws, session) if not one.joint]
    if references.reference_of(film.ws, session) is None:
        training.mark_reference(film.ws, known[0].id)
    window.opening.show_pass(known[1])
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.actions_.trigger("training.check")
    comparing = compare_sights.comparing(window)
    yield lambda: not comparing.jobs.running("work out the agreement")
    yield lambda: comparing.player.picture is not None


def _sharing(window: MainWindow, session: str) -> Iterator[Condition]:
    """The parent's screen, in the middle of a clip."""
    yield from _coding(window, session)
    window.actions_.trigger("share.present")
    review = window.family_screens.sharing
    yield lambda: review.show_ is not None
    _on_stage(window).showNormal()
    _on_stage(window).resize(window.size())
    assert review.show_ is not None
    review.show_.next()
    yield lambda: review.show_ is not None and not review.show_.dark
    review.show_.hold()
    yield lambda: True


def _sharing_dark(window: MainWindow, session: str) -> Iterator[Condition]:
    """The calm screen between two clips."""
    yield from _sharing(window, session)
    show = window.family_screens.sharing.show_
    assert show is not None
    show.next()
    yield lambda: show.dark


class _ParentsHere(Displays):
    """The parent's display is this one, too."""

    def theirs(self) -> QScreen | None:
        return self.mine()


def _sharing_guider(window: MainWindow, session: str) -> Iterator[Condition]:
    """The guider's window, as with two displays."""
    window.family_screens.sharing.displays = _ParentsHere(window, window)
    yield from _sharing(window, session)
    guider = _guider(window)
    guider.showNormal()
    guider.resize(window.size())
    yield lambda: guider.next_picture.isVisible()


def _sharing_end(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _sharing(window, session)
    review = window.family_screens.sharing
    assert review.show_ is not None
    review.show_.end()
    yield lambda: review.end_form is not None and review.end_form.is_open


def _on_stage(window: MainWindow) -> QWidget:
    screen = window.family_screens.sharing.parent_screen
    assert screen is not None
    return screen


def _guider(window: MainWindow) -> GuiderWindow:
    guider = window.family_screens.sharing.guider
    assert guider is not None
    return guider


def _plan(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    film = window.bench.open_film
    if not family_plan.items_of(film.ws, film.family.id):
        for kind, text in (
            (PlanKind.GOAL, "Evenings that end in a cuddle"),
            (PlanKind.STRENGTH, "You wait, and he reaches for you"),
            (PlanKind.STRENGTH, "You come back to each other"),
            (PlanKind.TRY, "Put the phone in the hall at tea time"),
        ):
            family_plan.add(film.ws, film.family.id, kind, text)
    window.actions_.trigger("plan.show")
    yield lambda: window.family_screens.plan_form.is_open


def _register(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("register.show")
    yield lambda: window.family_screens.register_form.is_open


def _erase(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("erase.session")
    yield lambda: window.family_screens.erase_form.is_open
    window.family_screens.erase_form.line.setText(window.bench.open_film.session.title)


def _consent(window: MainWindow, session: str) -> Iterator[Condition]:
    yield from _coding(window, session)
    window.actions_.trigger("consent.show")
    yield lambda: window.family_screens.consent_form.is_open


def _second_coding(window: MainWindow, _session: str) -> Iterator[Condition]:
    window.actions_.trigger("codings.second")
    window.second_coding_form.coder.setText("Kim Abele")
    window.second_coding_form.seed.setValue(481_516)
    yield lambda: window.second_coding_form.is_open


def _panel(one: PanelSight, window: MainWindow, session: str) -> Iterator[Condition]:
    """One panel by itself, in the middle of coding."""
    yield from _working(window, session)
    for action_id in one.actions:
        window.actions_.trigger(action_id)
    yield lambda: True


SIGHTS: tuple[Sight, ...] = (
    Sight("start", _start),
    Sight("start-empty", _start, empty_library=True),
    Sight("coding", _working),
    Sight("looking", _looking),
    Sight("tags", _tags),
    Sight("reel", _reel),
    Sight("make-film", making_sights.film),
    Sight("make-keepsake", making_sights.keepsake),
    Sight("make-refused", making_sights.refused),
    Sight("queue", making_sights.queue),
    Sight("queue-builder", making_sights.queue_in_builder, seen=making_sights.builder_of),
    Sight("keys", _keys),
    Sight("change-keys", _change_keys),
    Sight("calibration", _measured),
    Sight("pass", _pass),
    Sight("tour", _tour),
    Sight("find", _find),
    Sight("go-to", _go_to),
    Sight("notice", _notice),
    Sight("family", _family),
    Sight("import", exchange_sights.importing),
    Sight("import-codebook", exchange_sights.importing_with_codebook),
    Sight("import-marks", exchange_sights.importing_marks),
    Sight("export", exchange_sights.exporting),
    Sight("export-table", exchange_sights.exporting_table),
    Sight("second-coding", _second_coding),
    Sight("rating", review_sights.rating_form),
    Sight("review", review_sights.coder_goes_through),
    Sight("review-supervisor", review_sights.supervisor_proposes),
    Sight("review-shared", review_sights.shared_review),
    Sight("packet-send", packet_sights.sending),
    Sight("packet-refused", packet_sights.sending_refused),
    Sight("packet-sent", packet_sights.sent),
    Sight("packet-open", packet_sights.opening),
    Sight("packet", packet_sights.opened),
    Sight("packet-answers", packet_sights.arriving),
    Sight("packet-key", packet_sights.own_key),
    Sight("circle", _circle),
    Sight("codebook", _codebook, seen=_editor),
    Sight("exemplar", _exemplar),
    Sight("codebook-exemplar", _codebook_exemplar, seen=_editor),
    Sight("codebook-below", _codebook_below, seen=_editor),
    Sight("codebook-welsh", _codebook_in_welsh, seen=_editor),
    Sight("builder", builder_sights.plain, seen=builder_sights.seen),
    Sight("builder-words", builder_sights.words, seen=builder_sights.seen),
    Sight("builder-sound", builder_sights.sound, seen=builder_sights.seen),
    Sight("builder-picture", builder_sights.picture, seen=builder_sights.seen),
    Sight("compare", compare_sights.two_coders, seen=compare_sights.comparing),
    Sight("compare-curve", compare_sights.tolerance_curve, seen=compare_sights.comparing),
    Sight(
        "compare-curve-long", compare_sights.tolerance_curve_of_a_long_visit, seen=compare_sights.comparing
    ),
    Sight("compare-sessions", compare_sights.many_sessions, seen=compare_sights.sessions),
    Sight("training", _training, seen=compare_sights.comparing),
    Sight("consent", _consent),
    Sight("register", _register),
    Sight("plan", _plan),
    Sight("erase", _erase),
    Sight("sharing", _sharing, seen=_on_stage),
    Sight("sharing-dark", _sharing_dark, seen=_on_stage),
    Sight("sharing-guider", _sharing_guider, seen=_guider),
    Sight("sharing-end", _sharing_end, seen=_on_stage),
    *(Sight(f"panel-{name}", partial(_panel, one), seen=one.seen) for name, one in PANEL_SIGHTS.items()),
)
