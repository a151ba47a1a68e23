"""The screens about files of other programs, as `screens` renders them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from vig_annotator.exchange.document import MediaLink
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.interchange.import_screen import ImportScreen
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.services.interchange_export import plan_export

Condition = Callable[[], bool]


def importing(window: MainWindow, session: str) -> Iterator[Condition]:
    """A file of ELAN that was coded with other words, and a second film that is not there."""
    yield from _reading(window, session)


def importing_with_codebook(window: MainWindow, session: str) -> Iterator[Condition]:
    """The same, to be coded with a codebook of ours."""
    yield from _reading(window, session)
    screen = window.exchange.import_screen
    screen.codebook.setCurrentIndex(screen.codebook.findText("Attuned interaction"))
    yield lambda: "with codes of" in screen.outcome.text() and screen.button.isEnabled()


def importing_marks(window: MainWindow, session: str) -> Iterator[Condition]:
    """A second coder's file that marks only where a look begins, on its way into the visit of the first."""
    screen = window.exchange.import_screen
    rows = ("0,0,left,", "1500,0,right,", "4200,0,away,", "4400,0,talk,", "6000,0,left,", "9000,0,end,")
    text = "Offset: 0, Movie: MoviePathHere\nTracks: left, right, away, talk, end\nTime,Duration,TrackName,comment\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visit 2 Bea.txt"
        path.write_text(text + "\n".join(rows), encoding="utf-8")
        window.exchange.imports.begin([path])
        yield lambda: screen.button.isEnabled()
    for track, place in (("left", 1), ("right", 1), ("away", 1), ("end", 2)):
        before = screen.mapping.marks[track]
        before.setCurrentIndex(place)
        yield partial(_made_anew, screen, track, before)
    screen.visit.setCurrentIndex(screen.visit.findData(session))
    yield lambda: "into “" in screen.outcome.text() and screen.button.isEnabled()


def _made_anew(screen: ImportScreen, track: str, before: Choice) -> bool:
    return screen.mapping.marks[track] is not before and screen.button.isEnabled()


def _reading(window: MainWindow, session: str) -> Iterator[Condition]:
    ws = window.door.workspace
    assert ws is not None
    plan = plan_export(ws, session, "eaf")
    observation = plan.document.observations[0]
    media = (
        replace(observation.media[0], starts_us=-1_250_000),
        MediaLink("file:///D:/films/side view.mp4", starts_us=500_000),
    )
    foreign = replace(plan.document, observations=(replace(observation, media=media),), codebook_text="")
    assert plan.format.write is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visit 2.eaf"
        path.write_bytes(plan.format.write(foreign))
        window.exchange.imports.begin([path])
        yield lambda: window.exchange.import_screen.button.isEnabled()


def exporting(window: MainWindow, session: str) -> Iterator[Condition]:
    """The session of the open film, for ELAN."""
    window.films.open_session(session)
    yield lambda: window.bench.film is not None and window.bench.film.index is not None
    window.actions_.trigger("exchange.take_out")
    yield lambda: window.exchange.export_screen.button.isEnabled()


def exporting_table(window: MainWindow, session: str) -> Iterator[Condition]:
    """The same as a table, which names nobody."""
    yield from exporting(window, session)
    screen = window.exchange.export_screen
    screen.form.setCurrentIndex(screen.form.findData("csv"))
    yield lambda: screen.button.isEnabled()
