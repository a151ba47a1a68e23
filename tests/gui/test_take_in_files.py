"""A film that goes on in other files, at the window: chosen, coded across the seam, in a reel, undone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest
from PySide6.QtWidgets import QFileDialog

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import make_clip
from tests.builders.sound import Burst, Sound
from tests.gui.hand import Hand
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.joined_index import JoinedIndex
from vig_annotator.services.reel_order import order_preview
from vig_annotator.services.reel_rendering import render_order
from vig_annotator.services.session_export import Wanted, plan_session_export, write_exports
from vig_annotator.services.sessions import recordings_of


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Frames 0 to 99 in three files, as a camcorder cuts them."""
    made = []
    for number, (first, count) in zip((9, 10, 11), ((0, 40), (40, 35), (75, 25)), strict=True):
        path = tmp_path / f"{number}.mts"
        tone = Sound((Burst(200_000),))
        make_clip(path, frames=count, first_number=first, sound=tone, start=Fraction(number))
        made.append(path)
    return made


@pytest.fixture
def take(hand: Hand, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> Hand:
    """A window with the whole take."""
    hand.open(files[0])
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_: ([str(one) for one in (files[2], files[1])], "")
    )
    hand.window.actions_.trigger("recording.go_on_with")
    hand.until(lambda: joined(hand))
    hand.until_ready()
    return hand


def joined(hand: Hand) -> bool:
    film = hand.window.bench.film
    return film is not None and isinstance(film.index, JoinedIndex)


def test_it_is_one_film_of_a_hundred_frames(take: Hand) -> None:
    film = take.window.bench.open_film
    assert len(film.frames) == 100 and film.end_us == film.frames.end_us
    assert [Path(one.path).name for one in film.take] == ["9.mts", "10.mts", "11.mts"]
    for frame in (39, 40, 74, 75, 99, 0):
        take.go_to(frame)
        assert take.number_on_screen == frame
    take.go_to(40)
    take.press("Left")
    take.until_shown(39)
    assert take.number_on_screen == 39
    take.until(lambda: not take.window.jobs.running("sound for the timeline"))
    assert take.window.screen_.timeline.scene.index is film.frames


def test_coded_across_the_seam_it_is_found_again_exported_and_cut(take: Hand, tmp_path: Path) -> None:
    film = take.window.bench.open_film
    take.go_to(30)
    take.press("a")
    take.go_to(50)
    take.press("a")
    (tag,) = take.tags
    assert (tag.onset_us, tag.offset_us) == (film.frames.time_of(30), film.frames.time_of(50))
    take.press("Ctrl+M")
    take.press("Ctrl+Return")
    assert film.reel is not None
    out = render_order(order_preview(film.ws, film.reel.id), tmp_path / "reel.mp4", painter=QtTextPainter())
    with av.open(str(out)) as container:
        shown = [read_pattern(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)]
    assert [number for number in shown if number is not None and 30 <= number < 50] == list(range(30, 50))
    take.press("Ctrl+H")
    folder = film.ws.folder
    take.window.films.open_session(film.session.id)
    take.until_ready()
    assert len(take.window.bench.open_film.frames) == 100
    take.close()
    again = tmp_path / "again.csv"
    plans = plan_session_export(folder, Wanted(everything=True), "csv")
    assert write_exports(plans, again) == [(again, 1)]
    assert ",30," in again.read_text(encoding="utf-8")


def test_undo_takes_the_files_out_and_redo_brings_them_back(take: Hand) -> None:
    for keys, count in (("Ctrl+Z", 40), ("Ctrl+Y", 100)):
        take.press(keys)
        take.until(
            lambda count=count: (  # type: ignore[misc]
                (film := take.window.bench.film) is not None
                and film.index is not None
                and len(film.index) == count
            )
        )
        take.until_ready()
    take.window.actions_.trigger("recording.take_out")
    take.until(lambda: (film := take.window.bench.film) is not None and len(film.index or ()) == 75)
    take.until_ready()
    take.go_to(60)
    take.press("b")
    take.window.actions_.trigger("recording.take_out")
    assert "tagged" in take.window.notice.text.text()
    assert len(recordings_of(take.window.bench.open_film.ws, take.window.bench.open_film.session.id)) == 2


def kept_about(hand: Hand, path: Path) -> set[str]:
    """What is kept in the library's folder about a film: ``frames``, ``sound`` ..."""
    folder = hand.window.bench.open_film.ws.caches_dir
    return {one.name.split(".")[1] for one in folder.glob(f"{fingerprint(path)[:40]}.*")}


def test_what_is_kept_about_a_file_goes_with_it_and_comes_back_with_it(take: Hand, files: list[Path]) -> None:
    everything = {"frames", "sound", "pictures", "damage"}
    take.until(lambda: all(kept_about(take, one) >= {"frames", "sound", "pictures"} for one in files))
    take.press("Ctrl+Z")
    take.until(lambda: not joined(take))
    take.until_ready()
    assert [kept_about(take, one) for one in files[1:]] == [set(), set()]
    take.until(lambda: kept_about(take, files[0]) >= {"frames", "sound", "pictures"})
    take.press("Ctrl+Y")
    take.until(lambda: joined(take))
    take.until_ready()
    take.until(lambda: all(kept_about(take, one) >= {"frames", "sound", "pictures"} for one in files))
    assert all(kept_about(take, one) <= everything for one in files)


def test_the_same_file_twice_is_refused(
    take: Hand, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(files[1])], ""))
    take.window.actions_.trigger("recording.go_on_with")
    take.until(lambda: "part of this session already" in take.window.notice.text.text())
    assert len(take.window.bench.open_film.frames) == 100


def test_a_picture_of_the_second_file_is_saved(take: Hand, tmp_path: Path) -> None:
    import cv2

    from vig_annotator.services.film_facts import save_still

    film = take.window.bench.open_film
    save_still(film.path, 60, tmp_path / "p.png", index=film.frames)
    saved = cv2.imread(str(tmp_path / "p.png"))
    assert saved is not None and read_pattern(saved[:, :, ::-1].copy()) == 60
