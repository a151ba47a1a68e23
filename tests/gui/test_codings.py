"""Who codes, which coding is on the screen, and what may not be changed, by keys."""

from __future__ import annotations

import pytest

from tests.gui.hand import Hand
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import PassState
from vig_annotator.services import coders, references, training


def badge(hand: Hand) -> str:
    return hand.window.screen_.top_bar._coder.text()


def step(hand: Hand) -> str:
    return hand.window.screen_.top_bar._step.text()


def work_as(hand: Hand, name: str) -> None:
    """Choose who codes now, and wait until their coding is there."""
    hand.press("Ctrl+Shift+U")
    hand.type(name)
    hand.press("Return")
    hand.until_ready()


@pytest.fixture
def shared(coding: Hand) -> Hand:
    """AB has tagged once; CD codes here too, and SV is a supervisor."""
    coding.press("b")
    ws = coding.window.bench.open_film.ws
    coders.add_coder(ws, "CD", role=Role.SECOND_CODER)
    coders.add_coder(ws, "SV", role=Role.SUPERVISOR)
    return coding


def test_another_coder_has_another_coding_and_another_undo(shared: Hand) -> None:
    assert badge(shared) == "Draft · AB"
    work_as(shared, "CD")
    assert badge(shared) == "Draft · CD"
    assert shared.tags == []
    assert not shared.window.actions_.qaction("tag.undo").isEnabled()
    work_as(shared, "AB")
    assert len(shared.tags) == 1
    assert shared.window.actions_.qaction("tag.undo").isEnabled()
    assert shared.settings.coder == "AB"


def test_somebody_new(shared: Hand) -> None:
    shared.press("Ctrl+Shift+U")
    shared.type("Somebody")
    shared.press("Return")
    shared.type("sv")
    shared.press("Return")
    assert "already" in shared.window.coder_form.trouble
    shared.window.coder_form.name.selectAll()
    shared.type("Kim Abele")
    shared.press("Return")
    shared.until_ready()
    assert badge(shared) == "Draft · KA"


def test_a_name_that_nobody_has_is_somebody_new(shared: Hand) -> None:
    shared.press("Ctrl+Shift+U")
    shared.type("Kim Abele")
    assert [one.title for one in shared.window.finder.shown] == ["“Kim Abele” is new here…"]
    shared.press("Return")
    assert shared.window.coder_form.name.text() == "Kim Abele"
    shared.press("Return")
    shared.until_ready()
    assert badge(shared) == "Draft · KA"


def test_a_supervisor_is_shown_what_was_sent_last(shared: Hand) -> None:
    work_as(shared, "CD")
    shared.press("Ctrl+Shift+Return")
    work_as(shared, "AB")
    shared.press("Ctrl+Shift+Return")
    work_as(shared, "SV")
    assert badge(shared) == "Sent · AB", "begun before CD's, and sent after it"


def test_sent_is_locked_and_approved_stays_so(shared: Hand) -> None:
    assert step(shared) == "Send to the supervisor"
    shared.press("Ctrl+Shift+Return")
    assert badge(shared) == "Sent · AB"
    shared.go_to(50)
    shared.press("b")
    assert "sent to the supervisor" in shared.said[-1]
    shared.press("Ctrl+Z")
    assert "sent to the supervisor" in shared.said[-1]
    assert len(shared.tags) == 1
    work_as(shared, "SV")
    assert badge(shared) == "Sent · AB", "a supervisor sees what was sent"
    shared.go_to(50)
    shared.press("b")
    assert len(shared.tags) == 1
    assert step(shared) == "Approve"
    shared.click(shared.window.screen_.top_bar._step)
    assert badge(shared) == "Approved · AB"
    work_as(shared, "AB")
    shared.go_to(50)
    shared.press("b")
    assert "approved" in shared.said[-1]
    assert len(shared.tags) == 1


def test_the_blind_coding_of_another_is_not_shown(shared: Hand) -> None:
    shared.window.actions_.trigger("codings.blind")
    assert badge(shared) == "Draft, blind · AB"
    work_as(shared, "CD")
    shared.press("F10")
    titles = [one.title for one in shared.window.finder.shown]
    assert titles[0] == "AB · hidden until both codings were sent"
    shared.press("Return")
    assert "hidden" in shared.said[-1]
    assert shared.tags == []
    shared.press("F8")
    assert shared.said[-1] == "Nothing was done yet."
    shared.press("Ctrl+Shift+Return")
    work_as(shared, "AB")
    shared.press("Ctrl+Shift+Return")
    shared.press("F10")
    assert "Sent · CD" in shared.window.finder.shown[1].title
    assert shared.window.bench.open_film.coding_pass.state is PassState.SUBMITTED


def test_a_trainee_codes_blind_with_the_codebook_of_the_reference(shared: Hand) -> None:
    ws = shared.window.bench.open_film.ws
    coders.add_coder(ws, "Tina", role=Role.TRAINEE)
    other = next(
        path for path in shipped_codebooks() if load_codebook(path).codebook.id == "circle_of_security"
    )
    shared.window.opening.recode(load_codebook(other))
    shared.until_ready()
    training.mark_reference(ws, shared.window.bench.open_film.coding_pass.id)
    work_as(shared, "Tina")
    assert badge(shared) == "Draft, blind · TI"
    film = shared.window.bench.open_film
    assert film.desk.codebook.id == "circle_of_security"
    shared.press("F10")
    assert {one.title for one in shared.window.finder.shown if "AB" in one.title} == {
        "AB · hidden until both codings were sent"
    }
    shared.press("Escape")
    shared.press("Ctrl+Shift+G")
    assert "was not sent yet" in shared.said[-1]


def test_enter_in_the_list_of_roles_keeps_and_nobody_makes_themselves_a_supervisor(shared: Hand) -> None:
    form = shared.window.coder_form
    ws = shared.window.bench.open_film.ws

    def ask() -> None:
        shared.press("Ctrl+Shift+U")
        shared.type("initials and role")
        shared.press("Return")
        shared.until(form.role.hasFocus)

    ask()
    form.role.setCurrentIndex(form.role.findData(Role.SUPERVISOR))
    shared.press("Return")
    assert form.is_open
    assert "Only SV can make somebody a supervisor" in form.trouble
    form.role.setCurrentIndex(form.role.findData(Role.SECOND_CODER))
    shared.press("Return")
    shared.until_ready()
    assert not form.is_open
    assert coders.coder_named(ws, "AB").role is Role.SECOND_CODER


def test_the_mark_of_a_reference_is_taken_away_and_put_back(shared: Hand) -> None:
    film = shared.window.bench.open_film
    shared.window.actions_.trigger("training.unmark")
    assert "This coding is no reference" in shared.said[-1]
    training.mark_reference(film.ws, film.coding_pass.id)
    shared.window.actions_.trigger("training.unmark")
    assert shared.said[-1] == "AB’s coding is the reference no longer."
    assert references.reference_of(film.ws, film.session.id) is None
    film.ws.history.undo()
    assert references.reference_of(film.ws, film.session.id) is not None
