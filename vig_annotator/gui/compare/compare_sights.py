"""The screens that compare coders, as `screens` renders them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from vig_annotator.gui.compare.compare_window import CompareWindow
from vig_annotator.gui.compare.sessions_window import SessionsWindow
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.codebook import Kind
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime
from vig_annotator.model.session import Session
from vig_annotator.services import passes
from vig_annotator.services import sessions as known_sessions
from vig_annotator.services.workspace import Workspace

Condition = Callable[[], bool]

_FURTHER = 14
_LONG_US = 720 * US_PER_SECOND


def two_coders(window: MainWindow, session: str) -> Iterator[Condition]:
    """Two codings of the demo film, the first disagreement on the screen."""
    window.films.open_session(session)
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.actions_.trigger("compare.coders")
    shown = comparing(window)
    yield lambda: not shown.jobs.running("work out the agreement")
    yield lambda: not shown.jobs.running("read the film’s frames")
    shown.play_all()
    shown.player.pause()
    yield lambda: shown.player.picture is not None


def tolerance_curve(window: MainWindow, session: str) -> Iterator[Condition]:
    """How agreement of two codings changes with the tolerance."""
    yield from two_coders(window, session)
    shown = comparing(window)
    shown.actions_["curve"].trigger()
    yield lambda: not shown.jobs.running("work out the curve")
    groups = [shown.tolerance_card.codes.itemText(one) for one in range(shown.tolerance_card.codes.count())]
    shown.tolerance_card.codes.setCurrentText(groups[-1])
    shown.tolerance_card.measure.setCurrentText("Time: kappa")
    yield lambda: not shown.jobs.running("work out the curve")


def tolerance_curve_of_a_long_visit(window: MainWindow, session: str) -> Iterator[Condition]:
    """The same of twelve minutes, long enough for intervals; its film is elsewhere."""
    ws = window.door.workspace
    assert ws is not None
    window.comparing.open_for(ws, code_long_visit(ws, session), ())
    shown = comparing(window)
    yield lambda: not shown.jobs.running("work out the agreement")
    shown.actions_["curve"].trigger()
    yield lambda: not shown.jobs.running("work out the curve")


def many_sessions(window: MainWindow, session: str) -> Iterator[Condition]:
    """Fifteen double-coded sessions of several families, the worst first."""
    ws = window.door.workspace
    assert ws is not None
    if len(known_sessions.sessions_of(ws)) <= 1:
        _code_more(ws, session)
    window.actions_.trigger("compare.sessions")
    shown = sessions(window)
    yield lambda: shown.known is not None


def comparing(window: MainWindow) -> CompareWindow:
    """The window on one film."""
    assert window.comparing.open_window is not None
    return window.comparing.open_window


def sessions(window: MainWindow) -> SessionsWindow:
    """The window on many sessions."""
    assert window.comparing.sessions_window is not None
    return window.comparing.sessions_window


def code_long_visit(ws: Workspace, session_id: str) -> list[CodingPass]:
    """A visit of twelve minutes with a codebook of another, coded by two who mostly agree, late by up to a second."""
    chance = random.Random(11)
    stamp = ws.stamp()
    like = passes.passes_of(ws, session_id)[0]
    book = ws.codebook(like.snapshot_id)
    states = [one.id for one in book.codes if one.kind is Kind.STATE and one.group == book.codes[0].group]
    points = [one.id for one in book.codes if one.kind is Kind.POINT][:3]
    session = Session(new_id(), ws.get(Session, session_id).family_id, "A long visit", created_at=stamp.at)
    codings = [
        replace(like, id=new_id(), session_id=session.id, coder=name, segments=()) for name in ("Ann", "Bea")
    ]
    rows: list[Session | CodingPass | Annotation] = [session, *codings]
    for coding in codings:
        chance.seed(11)
        slips = random.Random(coding.coder)
        onset_us = 0
        while onset_us < _LONG_US:
            length_us = chance.randint(2, 9) * US_PER_SECOND
            said, other, point = chance.choice(states), chance.choice(states), chance.choice(points)
            late_us = min(slips.randint(0, 1_000_000), length_us // 2)
            code = other if slips.random() < 0.12 else said
            span = MediaTime(onset_us + late_us), MediaTime(onset_us + length_us)
            rows.append(_tag(coding, code, *span, stamp.at))
            if slips.random() > 0.15:
                rows.append(_tag(coding, point, span[0], span[0], stamp.at))
            onset_us += length_us
    ws.history.set_up(ChangeSet("a long visit", tuple(made(row) for row in rows)))
    return codings


def _tag(coding: CodingPass, code_id: str, onset: MediaTime, offset: MediaTime, at: str) -> Annotation:
    return Annotation(new_id(), coding.id, code_id, onset, offset, created_by=coding.coder, created_at=at)


def _code_more(ws: Workspace, session_id: str) -> None:
    """Sessions like the demo's, each coded by two who agree more or less; their films are elsewhere."""
    chance = random.Random(6)
    first, second = passes.passes_of(ws, session_id)[:2]
    tags = [(one, ws.desk(one).annotations) for one in (first, second)]
    stamp = ws.stamp()
    rows: list[Family | Session | Annotation] = []
    for number in range(_FURTHER):
        if number % 3 == 0:
            family = Family(id=new_id(), pseudonym=f"F-{number // 3 + 2:03}", created_at=stamp.at)
            rows.append(family)
        rows.append(session := Session(new_id(), family.id, f"Visit {number % 3 + 1}", created_at=stamp.at))
        slips = chance.random() * 0.5
        for coding, of_coder in tags:
            copied = replace(coding, id=new_id(), session_id=session.id)
            rows.append(copied)  # type: ignore[arg-type]
            for one in of_coder:
                if coding is second and chance.random() < slips:
                    continue
                by_us = MediaTime(chance.randint(-3, 3) * 40_000) if one.onset_us > 200_000 else MediaTime(0)
                onset = MediaTime(one.onset_us + by_us)
                offset = None if one.offset_us is None else MediaTime(one.offset_us + by_us)
                rows.append(replace(one, id=new_id(), pass_id=copied.id, onset_us=onset, offset_us=offset))
    ws.history.set_up(ChangeSet("more sessions", tuple(made(row) for row in rows)))
