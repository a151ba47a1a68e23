"""The export register: what was made is found again under another name, erased, and named when consent is withdrawn."""

import os
from pathlib import Path

import pytest

from tests.builders.consents import agree
from tests.builders.libraries import Desk
from vig_annotator.errors import ExportError, NotFound
from vig_annotator.media.erasing import erase
from vig_annotator.model.consent import Purpose
from vig_annotator.model.made_file import MadeFile
from vig_annotator.model.reel import Audience
from vig_annotator.services import consent, register
from vig_annotator.services.register import Made, Whereabouts


def make(
    desk: Desk, path: Path, content: bytes = b"a film", audience: Audience = Audience.PARENT
) -> MadeFile:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    about = Made(desk.family.id, None, (desk.session.id,), "Together", audience)
    return register.enter(desk.ws, about, register.look_at(path))


def test_what_was_made_is_kept_and_not_undone(desk: Desk, tmp_path: Path) -> None:
    entry = make(desk, tmp_path / "out" / "a.mp4")
    assert desk.ws.history.undo() is None
    assert register.made_files(desk.ws, desk.family.id) == [entry]
    assert (entry.created_by, entry.size_bytes, entry.purpose) == ("AB", 6, Purpose.SHARED_REVIEW)
    assert register.find_entry(desk.ws, entry.digest[:8]) == entry
    with pytest.raises(NotFound, match="means no entry"):
        register.find_entry(desk.ws, "xyz")
    with pytest.raises(NotFound, match="means no entry"):
        register.find_entry(desk.ws, " ")


def test_a_moved_and_renamed_file_is_found_by_its_content(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out" / "a.mp4"
    entry = make(desk, path)
    assert register.whereabouts(entry) is Whereabouts.THERE
    stick = tmp_path / "stick" / "films"
    stick.mkdir(parents=True)
    (stick / "other").write_bytes(b"a file")  # as long, but another
    path.rename(stick / "renamed.mov")
    assert register.whereabouts(entry) is Whereabouts.GONE
    found = register.search([entry], tmp_path / "stick")
    assert found == {entry.id: stick / "renamed.mov"}
    noted = register.note_place(desk.ws, entry, found[entry.id])
    assert register.whereabouts(noted) is Whereabouts.THERE
    with pytest.raises(NotFound, match="There is no folder"):
        register.search([entry], tmp_path / "nowhere")


def test_erasing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out" / "a.mp4"
    entry = make(desk, path, b"x" * 3_000_000)
    gone = register.erase_file(desk.ws, entry)
    assert not list(path.parent.iterdir())
    assert gone.erased_at
    assert register.whereabouts(gone) is Whereabouts.ERASED
    with pytest.raises(NotFound, match="no longer where it was put"):
        register.erase_file(desk.ws, gone)


def test_the_content_is_overwritten_before_the_name_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"secret" * 1000)
    kept = path.open("rb")  # whoever still holds the file sees no more of it
    erase(path)
    assert kept.read() == b""
    kept.close()
    with pytest.raises(ExportError, match="can't be erased"):
        erase(path)


def test_another_film_in_its_place_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "out" / "a.mp4"
    entry = make(desk, path)
    path.write_bytes(b"b film")
    with pytest.raises(ExportError, match="another film now"):
        register.erase_file(desk.ws, entry)
    assert path.read_bytes() == b"b film"
    path.write_bytes(b"a longer film")
    assert register.whereabouts(entry) is Whereabouts.CHANGED


def test_a_withdrawal_names_every_file_already_made(desk: Desk, tmp_path: Path) -> None:
    mum, baby = agree(desk.ws, desk.family.id)
    review = make(desk, tmp_path / "out" / "a.mp4")
    home = make(desk, tmp_path / "out" / "b.mp4", audience=Audience.TAKE_HOME)
    training = make(desk, tmp_path / "out" / "c.mp4", audience=Audience.TRAINING)
    touched = register.touched_by(desk.ws, desk.family.id, mum, [Purpose.SHARED_REVIEW])
    assert set(touched) == {review, home}
    assert register.touched_by(desk.ws, desk.family.id, mum, [Purpose.TRAINING]) == (training,)
    consent.set_in_film(desk.ws, desk.session.id, baby, False)
    assert register.touched_by(desk.ws, desk.family.id, baby, list(Purpose)) == ()
    register.note_erased(desk.ws, review)
    assert register.touched_by(desk.ws, desk.family.id, mum, [Purpose.SHARED_REVIEW]) == (home,)


def test_what_a_killed_program_left_half_made_is_erased(desk: Desk, tmp_path: Path) -> None:
    about = Made(desk.family.id, None, (desk.session.id,), "Together", Audience.PARENT)
    paths = [tmp_path / name for name in ("a.mp4", "b.mp4", "c.mp4")]
    others = tmp_path / "b.mp4.part"
    others.write_bytes(b"another program's")
    os.utime(others, (1_000_000_000, 1_000_000_000))
    register.begin(desk.ws, about, paths)
    (tmp_path / "a.mp4.part").write_bytes(b"half a film")
    paths[2].write_bytes(b"a whole film")
    (whole,) = register.settle_left(desk.ws)
    assert Path(whole.path) == paths[2]
    assert sorted(one.name for one in tmp_path.glob("*.mp4*")) == ["b.mp4.part", "c.mp4"]
    assert register.made_files(desk.ws) == [whole]
