"""The screens about making something of a reel, as `screens` renders them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.making.make_sheet import MakeSheet, Wish
from vig_annotator.model.coder import Role
from vig_annotator.model.consent import Purpose
from vig_annotator.services import coders, consent, reel_making
from vig_annotator.services.reel_making import Product
from vig_annotator.services.reel_queue import State

Condition = Callable[[], bool]


def film(window: MainWindow, session: str) -> Iterator[Condition]:
    """What a film will cost, and what is to be seen to first."""
    yield from _asked(window, session, Wish.FILM)


def keepsake(window: MainWindow, session: str) -> Iterator[Condition]:
    """The keepsake sheet."""
    yield from _asked(window, session, Wish.SHEET)


def refused(window: MainWindow, session: str) -> Iterator[Condition]:
    """Consent was taken back, and the service allows exceptions."""
    yield from _opened(window, session)
    here = window.bench.open_film
    before = here.ws.coder
    coders.ensure_coders(here.ws, ["Sam Moor"])
    coders.describe_coder(here.ws, "Sam Moor", "SM", Role.SUPERVISOR)
    here.ws.work_as("Sam Moor")
    consent.decide_exceptions(here.ws, True, "Section 4 of the service’s policy on film.")
    here.ws.work_as(before)
    mum = consent.people(here.ws, here.family.id)[0]
    consent.withdraw(here.ws, mum.id, [Purpose.SHARED_REVIEW])
    window.actions_.trigger("making.film")
    yield lambda: _known(window.making.make_sheet)
    here.ws.history.undo(knowingly=True)


def queue(window: MainWindow, session: str) -> Iterator[Condition]:
    """One is made, one waits, one is done and one could not be made."""
    yield from _opened(window, session)
    here, desk = window.bench.open_film, window.making.desk
    assert here.reel is not None
    folder = Path(tempfile.mkdtemp(prefix="vig-making-"))

    def add(name: str, product: Product, place: Path = folder) -> None:
        assert here.reel is not None
        desk.add(here.ws, here.reel.id, reel_making.order(here.ws, here.reel.id, product), place / name, 12.0)

    add("Together.pdf", Product.SHEET)
    add("For mum’s phone.mp4", Product.FILM, folder / "no stick")
    yield lambda: not desk.busy
    window.notice.hide()
    for name in ("For mum’s phone.mp4", "For the meeting.mp4"):
        add(name, Product.FILM)
    window.making.panel.open()
    yield lambda: any(item.state is State.WORKING and item.share > 0.3 for item in desk.items)


def queue_in_builder(window: MainWindow, session: str) -> Iterator[Condition]:
    """The same queue, seen from the builder."""
    yield from queue(window, session)
    window.making.panel.close_panel()
    window.actions_.trigger("builder.open")
    builder = window.building.open_window
    assert builder is not None
    builder.resize(window.size())
    yield lambda: builder.preview is not None and builder.player.picture is not None
    builder.queue()


def builder_of(window: MainWindow) -> QWidget:
    """The builder's window."""
    assert window.building.open_window is not None
    return window.building.open_window


def _asked(window: MainWindow, session: str, wish: Wish) -> Iterator[Condition]:
    yield from _opened(window, session)
    window.actions_.trigger(f"making.{wish.value}")
    yield lambda: _known(window.making.make_sheet)


def _known(sheet: MakeSheet) -> bool:
    return (
        sheet.is_open and bool(sheet.said) and not any("Looking through" in words for _, words in sheet.said)
    )


def _opened(window: MainWindow, session: str) -> Iterator[Condition]:
    window.films.open_session(session)
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.actions_.trigger("view.reel")
    yield lambda: not window.jobs.running("pictures for the timeline")
