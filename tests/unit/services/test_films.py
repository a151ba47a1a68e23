"""Films: known by their content, found again when they were moved."""

import shutil
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from vig_annotator.errors import MediaError, MediaMissing, MediaUnreadable, NotFound, RuleViolation
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording
from vig_annotator.services import families, films, sessions
from vig_annotator.services.workspace import Workspace


@pytest.fixture(autouse=True)
def any_file_is_a_film(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A film's place and content are what is tested here; that it is one, where a test asks for real films."""
    if "plain_film" not in request.fixturenames:
        monkeypatch.setattr(films, "probe", lambda path: None)


def film(folder: Path, name: str = "Rose and mum.mp4", content: bytes = b"a film") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content * 1000)
    return folder / name


def test_a_film_brings_its_family_and_session(ws: Workspace, tmp_path: Path) -> None:
    path = film(tmp_path / "films")
    session, recording = films.add_film(ws, path)
    assert session.title == "Rose and mum"
    assert [one.pseudonym for one in families.all_families(ws)] == ["F-001"]
    assert sessions.recordings_of(ws, session.id) == [recording]
    assert (recording.size_bytes, recording.position, recording.duration_us) == (6000, 0, 0)
    assert films.find_film(ws, recording) == path
    assert ws.history.undo_label is None, "taking in a film is not an edit that one takes back"
    films.add_film(ws, film(tmp_path / "films", "two.mp4", b"another"))
    assert [one.pseudonym for one in families.all_families(ws)] == ["F-001", "F-002"]


def test_a_film_of_a_known_family(ws: Workspace, tmp_path: Path) -> None:
    family = families.create_family(ws)
    session, _ = films.add_film(ws, film(tmp_path), family.id)
    assert session.family_id == family.id
    with pytest.raises(NotFound):
        films.add_film(ws, film(tmp_path, "two.mp4", b"another"), "none")
    assert len(sessions.sessions_of(ws)) == 1


def test_the_same_film_gives_the_same_session(ws: Workspace, tmp_path: Path) -> None:
    path = film(tmp_path)
    first = films.add_film(ws, path)
    assert films.add_film(ws, path) == first
    copy = Path(shutil.copy(path, tmp_path / "copy of it.mp4"))
    assert films.add_film(ws, copy) == first, "a copy is the same film, and the first place still holds it"
    assert films.recording_path(ws, first[1]) == path
    path.unlink()
    session, recording = films.add_film(ws, copy)
    assert session == first[0]
    assert films.recording_path(ws, recording) == copy


def test_a_film_below_the_library_moves_with_it(ws: Workspace, tmp_path: Path) -> None:
    _, recording = films.add_film(ws, film(ws.folder / "films" / "May"))
    assert recording.path == "films/May/Rose and mum.mp4"
    ws.close()
    moved = (tmp_path / "library").rename(tmp_path / "elsewhere")
    with Workspace.open(moved, "AB") as again:
        assert films.find_film(again, recording) == moved / "films" / "May" / "Rose and mum.mp4"


@pytest.mark.parametrize("place", ["library/films", "library/a/b", "beside", "."])
def test_a_moved_film_is_found_by_itself(ws: Workspace, tmp_path: Path, place: str) -> None:
    path = film(tmp_path / "far" / "away")
    _, recording = films.add_film(ws, path)
    film(tmp_path / "library", path.name, b"other!")
    target = tmp_path / place
    target.mkdir(parents=True, exist_ok=True)
    moved = path.rename(target / path.name)
    assert films.find_film(ws, recording) == moved
    assert films.recording_path(ws, ws.get(Recording, recording.id)) == moved, "and its new place is noted"


def test_a_moved_film_is_found_where_the_others_are(ws: Workspace, tmp_path: Path) -> None:
    one, other = film(tmp_path / "a" / "b"), film(tmp_path / "c" / "d", "two.mp4", b"another")
    _, recording = films.add_film(ws, one)
    films.add_film(ws, other)
    moved = one.rename(other.with_name(one.name))
    assert films.find_film(ws, recording) == moved


def test_a_film_that_is_gone(ws: Workspace, tmp_path: Path) -> None:
    path = film(tmp_path / "far" / "away")
    _, recording = films.add_film(ws, path)
    path.unlink()
    with pytest.raises(MediaMissing, match=r"“Rose and mum\.mp4” is not where it was"):
        films.find_film(ws, recording)
    with pytest.raises(MediaMissing):
        films.add_film(ws, path)
    with pytest.raises(MediaMissing):
        films.relink(ws, recording, path)


def test_a_film_with_another_content(ws: Workspace, tmp_path: Path) -> None:
    path = film(tmp_path)
    _, recording = films.add_film(ws, path)
    path.write_bytes(b"cut")
    with pytest.raises(MediaUnreadable, match="its content has changed"):
        films.find_film(ws, recording)


def test_a_person_shows_where_it_is(ws: Workspace, tmp_path: Path) -> None:
    path = film(tmp_path / "far" / "away")
    _, recording = films.add_film(ws, path)
    other = film(tmp_path / "x", "two.mp4", b"another")
    with pytest.raises(RuleViolation, match=r"“two\.mp4” is another film"):
        films.relink(ws, recording, other)
    (tmp_path / "y" / "z").mkdir(parents=True)
    renamed = path.rename(tmp_path / "y" / "z" / "renamed.mp4")
    linked = films.relink(ws, recording, renamed)
    assert films.find_film(ws, linked) == renamed
    assert linked.revision == 2


def test_a_folder_is_no_film(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        films.add_film(ws, tmp_path)
    assert sessions.sessions_of(ws) == []


def test_only_films_are_taken_in(ws: Workspace, tmp_path: Path, plain_film: Clip) -> None:
    text = film(tmp_path, "notes.mp4", b"these are notes")
    empty = film(tmp_path, "empty.mp4", b"")
    for path in (text, empty):
        with pytest.raises(MediaUnreadable):
            films.add_film(ws, path)
    assert sessions.sessions_of(ws) == []
    assert families.all_families(ws) == []
    assert films.add_film(ws, plain_film.path)[0].title == plain_film.path.stem


def test_the_length_is_noted_once(ws: Workspace, tmp_path: Path) -> None:
    _, recording = films.add_film(ws, film(tmp_path))
    noted = films.note_duration(ws, recording, MediaTime(5_000_000))
    assert (noted.duration_us, noted.revision) == (5_000_000, 2)
    assert films.note_duration(ws, recording, MediaTime(5_000_000)) == noted
    assert ws.history.undo_label is None
