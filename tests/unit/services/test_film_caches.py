"""What is kept about films goes with them: looked for in the folder itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.clips import Clip, make_clip
from tests.builders.sound import Burst, Sound
from vig_annotator.media import damage_cache, index_cache, thumbnails, waveform
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.services import films, recordings
from vig_annotator.services.workspace import Workspace


@pytest.fixture(scope="module")
def other_film(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("other") / "baby.mp4", frames=30, sound=Sound((Burst(500_000),)))


def keep_everything(ws: Workspace, path: Path) -> None:
    index = index_cache.load_or_build(path, ws.caches_dir)
    waveform.load_or_make(path, index, ws.caches_dir)
    thumbnails.load_or_make(path, index, ws.caches_dir)
    damage_cache.load_or_search(path, index, ws.caches_dir)


def kept(folder: Path, path: Path) -> list[str]:
    return sorted(one.name.split(".")[1] for one in folder.glob(f"{fingerprint(path)[:40]}*"))


EVERYTHING = ["damage", "frames", "pictures", "sound"]


def test_another_camera_s_film_is_taken_away(ws: Workspace, plain_film: Clip, other_film: Clip) -> None:
    session, _ = films.add_film(ws, plain_film.path)
    take = recordings.put_beside(ws, session.id, other_film.path, 1_200_000)
    for clip in (plain_film, other_film):
        keep_everything(ws, clip.path)
    # Something that was killed half-way, and something that is not about a film.
    half = ws.caches_dir / f"{fingerprint(other_film.path)[:40]}.soundxyz.part"
    half.write_bytes(b"half")
    (ws.caches_dir / "notes.txt").write_text("not about a film")
    recordings.take_away(ws, session.id, take[0].id)
    assert kept(ws.caches_dir, other_film.path) == []
    assert kept(ws.caches_dir, plain_film.path) == EVERYTHING
    assert (ws.caches_dir / "notes.txt").exists() and other_film.path.exists()

    ws.history.undo()
    keep_everything(ws, other_film.path)
    assert kept(ws.caches_dir, other_film.path) == EVERYTHING
    ws.history.redo()
    assert kept(ws.caches_dir, other_film.path) == []


def test_a_film_that_another_session_shows_too_keeps_what_is_kept(
    ws: Workspace, plain_film: Clip, other_film: Clip
) -> None:
    films.add_film(ws, other_film.path)
    session, _ = films.add_film(ws, plain_film.path)
    take = recordings.put_beside(ws, session.id, other_film.path, 1_200_000)
    keep_everything(ws, other_film.path)
    recordings.take_away(ws, session.id, take[0].id)
    assert kept(ws.caches_dir, other_film.path) == EVERYTHING


def test_what_late_work_kept_goes_when_the_library_is_closed_or_opened(
    tmp_path: Path, plain_film: Clip, other_film: Clip
) -> None:
    with Workspace.open(tmp_path / "library", "AB") as ws:
        films.add_film(ws, plain_film.path)
        folder = ws.caches_dir
        for clip in (plain_film, other_film):
            keep_everything(ws, clip.path)
    assert (kept(folder, plain_film.path), kept(folder, other_film.path)) == (EVERYTHING, [])
    (folder / f"{fingerprint(other_film.path)[:40]}.frames.npz").write_bytes(
        b"left by a program that was killed"
    )
    with Workspace.open(tmp_path / "library", "AB"):
        assert (kept(folder, plain_film.path), kept(folder, other_film.path)) == (EVERYTHING, [])
