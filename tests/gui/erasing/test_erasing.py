"""Erasing in the window: what goes is listed, the name is typed, and nothing of it is left on the disk or the screen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.gui.hand import Hand
from vig_annotator.gui.erasing.erase_form import EraseForm
from vig_annotator.model.reel import Audience
from vig_annotator.services import register, sessions

SECRET = "Quokkabramble"


@pytest.fixture
def film(tmp_path: Path, plain_film: Clip) -> Path:
    return Path(shutil.copy(plain_film.path, tmp_path / "garden.mp4"))


@pytest.fixture
def noted(hand: Hand, film: Path) -> Hand:
    """A film with a tag and a note."""
    hand.open(film)
    hand.go_to(10)
    hand.press("b")
    hand.press("F2")
    hand.type(SECRET)
    hand.press("Return")
    return hand


def form_of(hand: Hand) -> EraseForm:
    form = hand.window.family_screens.erase_form
    hand.until(lambda: form.is_open)
    return form


def places_of(hand: Hand, words: str) -> list[str]:
    folder = Path(hand.settings.library)
    return [one.name for one in folder.rglob("*") if one.is_file() and words.encode() in one.read_bytes()]


def test_a_visit_is_erased_by_its_name_alone(noted: Hand, film: Path, tmp_path: Path) -> None:
    film_open = noted.window.bench.open_film
    file = tmp_path / "reel.mp4"
    file.write_bytes(b"a film for the parent")
    about = register.Made(film_open.family.id, None, (film_open.session.id,), "Together", Audience.PARENT)
    register.enter(film_open.ws, about, register.look_at(file))
    noted.settings.places[film_open.session.id] = 5
    noted.window.actions_.trigger("erase.session")
    form = form_of(noted)
    assert form.head.text() == "Erase the visit “garden”"
    assert "•  1 tag, with its note" in form.lines
    assert form.made.isChecked() and "reel.mp4" in form.made.text()
    assert not form.films.isChecked() and "garden.mp4" in form.films.text()
    assert not form.erase.isEnabled()
    noted.type("garde")
    noted.press("Return")
    assert "Nothing was erased" in form.trouble.text()
    assert places_of(noted, SECRET)
    noted.type("n")
    assert form.erase.isEnabled()
    noted.press("Return")
    noted.until(lambda: form.leave.text() == "Close")
    assert "It was erased. 1 file beside the library" in form._hint.text()
    noted.press("Escape")
    assert not form.is_open and not noted.window.coding
    assert places_of(noted, SECRET) == []
    assert film.exists() and not file.exists()
    ws = noted.window.door.workspace
    assert ws is not None and sessions.sessions_of(ws) == []
    assert noted.settings.places == {}
    # The film can be taken in anew, and coded.
    noted.open(film)
    noted.go_to(3)
    noted.press("b")
    assert len(noted.tags) == 1
    noted.press("F8")
    assert any("erased a visit" in entry.title for entry in noted.window.finder.shown)


def test_esc_keeps_everything(noted: Hand) -> None:
    noted.window.actions_.trigger("erase.family")
    form = form_of(noted)
    assert form.head.text() == "Erase the family “F-001”"
    noted.press("Escape")
    assert not form.is_open and noted.window.coding
    assert len(noted.tags) == 1
