"""The family's plan: built up in the window, undone, ticked, and on one page without anything of the coding."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtPdf import QPdfDocument

from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.errors import ExportError
from vig_annotator.gui.plan.plan_page import write_plan_page
from vig_annotator.model.made_file import MadeKind
from vig_annotator.model.plan import PlanKind
from vig_annotator.services import families, family_plan, register


@pytest.fixture
def plan(coding: Hand) -> Hand:
    film = coding.window.bench.open_film
    families.set_goal(film.ws, film.family.id, "“To know what he is telling me”")
    coding.window.actions_.trigger("plan.show")
    return coding


def texts(hand: Hand) -> list[tuple[PlanKind, str, bool]]:
    film = hand.window.bench.open_film
    return [(one.kind, one.text, bool(one.done_on)) for one in family_plan.items_of(film.ws, film.family.id)]


def test_lines_are_added_ticked_and_undone(plan: Hand) -> None:
    form, film = plan.window.family_screens.plan_form, plan.window.bench.open_film
    for kind, text in (
        (PlanKind.GOAL, "Calmer evenings"),
        (PlanKind.STRENGTH, "You wait"),
        (PlanKind.TRY, "Sing"),
    ):
        form.lines[kind].setFocus()
        plan.type(text)
        plan.press("Return")
    assert texts(plan) == [
        (PlanKind.GOAL, "Calmer evenings", False),
        (PlanKind.STRENGTH, "You wait", False),
        (PlanKind.TRY, "Sing", False),
    ]
    form.lines[PlanKind.TRY].setFocus()
    plan.press("Return")
    assert "needs words" in form.trouble.text()
    song = family_plan.items_of(film.ws, film.family.id)[-1]
    plan.until(form.boxes[song.id].isVisible)
    plan.click(form.boxes[song.id], QPoint(8, form.boxes[song.id].height() // 2))
    assert texts(plan)[-1] == (PlanKind.TRY, "Sing", True)
    film.ws.history.undo()
    film.ws.history.undo()
    assert [text for _, text, _ in texts(plan)] == ["Calmer evenings", "You wait"]


def test_the_page(plan: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    form, film = plan.window.family_screens.plan_form, plan.window.bench.open_film
    item = family_plan.add(film.ws, film.family.id, PlanKind.TRY, "Wait <a breath>")
    family_plan.set_done(film.ws, item.id, True)
    form.show_family(film.ws, film.family.id)
    dialogs.answer((str(tmp_path / "ours"), ""))
    plan.click(form.print)
    out = tmp_path / "ours.pdf"
    document = QPdfDocument()
    document.load(str(out))
    assert document.pageCount() == 1
    text = document.getAllText(0).text()
    assert "To know what he is telling me" in text and "Wait <a breath>" in text
    assert "✓ tried" in text
    assert film.family.pseudonym not in text
    document.close()
    (entry,) = register.made_files(film.ws)
    assert (entry.kind, entry.path) == (MadeKind.PAGE, out.as_posix())


def test_one_page_or_none(plan: Hand, tmp_path: Path) -> None:
    out = tmp_path / "p.pdf"
    write_plan_page("<p>word</p>" * 26, out)  # smaller letters
    document = QPdfDocument()
    document.load(str(out))
    assert document.pageCount() == 1
    document.close()
    with pytest.raises(ExportError, match="too long for one page"):
        write_plan_page("<p>word</p>" * 400, out)
    with pytest.raises(ExportError, match="can't be written"):
        write_plan_page("<p>word</p>", tmp_path / "none" / "p.pdf")
