"""The screens of the review, as `screens` renders them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.model.coder import Role
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.session import Session
from vig_annotator.services import coders, passes, rating, reviewing, tagging

Condition = Callable[[], bool]
_SUPERVISOR = "Sam Moor"
_TURNS = (
    ("guider_invites", 2.0),
    ("client_speaks_first", 5.2),
    ("guider_receives", 7.4),
    ("baby_mind", 14.0),
    ("client_speaks_first", 24.6),
    ("guider_builds", 27.0),
)


def rating_form(window: MainWindow, session: str) -> Iterator[Condition]:
    """A form is filled in."""
    yield from _on_screen(window, session)
    window.actions_.trigger("review.rate")
    yield lambda: window.rating_sheet.is_open


def coder_goes_through(window: MainWindow, session: str) -> Iterator[Condition]:
    """The coder goes through what the supervisor said; nothing of it stays for other screens."""
    yield from _on_screen(window, session)
    film = window.bench.open_film
    ws, pass_id, coder = film.ws, film.coding_pass.id, film.ws.coder
    tags = film.desk.annotations
    if not reviewing.entries_of(ws, pass_id):
        coders.ensure_coders(ws, ["Sam Moor"])
        coders.describe_coder(ws, "Sam Moor", "SM", Role.SUPERVISOR)
        passes.submit(ws, pass_id)
        ws.work_as("Sam Moor")
        states = [one for one in tags if not one.is_point]
        points = [one for one in tags if one.is_point]
        for one in points[:6]:
            reviewing.accept(ws, pass_id, one.id)
        reviewing.amend_code(
            ws, pass_id, states[0].id, "att_divided", None, "She follows his look to the beads."
        )
        reviewing.question(ws, pass_id, points[7].id, "Is this a start of his, or an answer to her?")
        reviewing.comment(
            ws, pass_id, "Lovely waiting here.", Span(MediaTime(6_000_000), MediaTime(9_000_000))
        )
        reviewing.propose(ws, pass_id, "received_voice", Span(MediaTime(13_600_000), MediaTime(13_600_000)))
        reviewing.sum_up(
            ws,
            pass_id,
            "Starts of the baby are seen early and surely.",
            "Look again at where attention is shared.",
        )
        passes.give_back(ws, pass_id)
        ws.work_as(coder)
        yield from _on_screen(window, session)
    window.actions_.trigger("view.review")
    window.actions_.trigger("review.next")
    yield lambda: bool(window.screen_.side.review.chosen_id)


def supervisor_proposes(window: MainWindow, session: str) -> Iterator[Condition]:
    """The supervisor marked a stretch, and says what is missing there; the coder's own view comes back after it."""
    yield from coder_goes_through(window, session)
    ws = window.bench.open_film.ws
    coder = ws.coder
    ws.work_as(_SUPERVISOR)
    yield from _on_screen(window, session)
    window.bench.open_film.set_mark_in(MediaTime(10_000_000))
    window.actions_.trigger("view.review")
    window.actions_.trigger("review.propose")
    yield lambda: window.finder.is_open
    ws.work_as(coder)


def shared_review(window: MainWindow, session: str) -> Iterator[Condition]:
    """The guider's own film of a shared review, coded and rated: what the guider sees when it is returned."""
    yield from _on_screen(window, session)
    film = window.bench.open_film
    ws, coder = film.ws, film.ws.coder
    book = next(
        one for one in map(load_codebook, shipped_codebooks()) if one.codebook.id == "vig_shared_review"
    )
    coding = passes.ensure_pass(ws, ws.get(Session, session), book)
    if not reviewing.entries_of(ws, coding.id):
        for code, at_s in _TURNS:
            at_us = MediaTime(round(at_s * 1_000_000))
            tagging.press_code(ws, coding, code, at_us, next_frame_us=MediaTime(at_us + 40_000))
        coders.ensure_coders(ws, [_SUPERVISOR])
        coders.describe_coder(ws, _SUPERVISOR, "SM", Role.SUPERVISOR)
        passes.submit(ws, coding.id)
        ws.work_as(_SUPERVISOR)
        receives = next(one for one in ws.desk(coding).annotations if one.code_id == "guider_receives")
        reviewing.accept(ws, coding.id, receives.id)
        reviewing.propose(
            ws, coding.id, "guider_receives", Span(MediaTime(25_800_000), MediaTime(25_800_000))
        )
        form = next(one.loaded for one in rating.offered_forms(ws) if one.loaded is not None)
        rating.rate(
            ws,
            coding.id,
            form,
            {"own_words": 4, "waits": 5, "receives": 3},
            "The silence after the clip did it.",
        )
        passes.give_back(ws, coding.id)
        ws.work_as(coder)
    window.opening.show_pass(passes.visible_pass(ws, coding.id))
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.actions_.trigger("view.review")
    window.actions_.trigger("review.next")
    yield lambda: bool(window.screen_.side.review.chosen_id) and window.player.shown_us >= 25_000_000


def _on_screen(window: MainWindow, session: str) -> Iterator[Condition]:
    at_us = 12_400_000
    window.films.open_session(session)
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.player.seek(MediaTime(at_us))
    yield lambda: window.bench.film is not None and abs(window.player.shown_us - at_us) < 50_000
    drawing = ("pictures for the timeline", "sound for the timeline")
    yield lambda: not any(window.jobs.running(name) for name in drawing)
