"""Two cameras of one visit, side by side at the window: in step by eye, by a clap, by their sound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import make_clip
from tests.builders.sound import Burst, Sound
from tests.guards import Dialogs
from tests.gui.hand import Hand
from tests.gui.test_window import pixels
from vig_annotator.model.session_clock import takes
from vig_annotator.services.recordings import takes_beside
from vig_annotator.services.sessions import recordings_of

LATE_US = 1_200_000
"""The baby's camera was switched on so much later."""


@pytest.fixture
def cameras(tmp_path: Path) -> tuple[Path, Path]:
    """The parent's camera, and the baby's; both heard the same seven sounds."""
    heard = [
        900_000 * n + offset
        for n, offset in enumerate((700_000, 100_000, 650_000, 300_000, 820_000, 0, 450_000), 1)
    ]
    parent = make_clip(
        tmp_path / "parent.mp4", frames=250, b_frames=2, sound=Sound(tuple(Burst(at) for at in heard))
    )
    later = Sound(tuple(Burst(at - LATE_US) for at in heard if at > LATE_US))
    baby = make_clip(tmp_path / "baby.mp4", frames=240, rate=Fraction(30), first_number=500, sound=later)
    return parent.path, baby.path


@pytest.fixture
def both(hand: Hand, cameras: tuple[Path, Path], dialogs: Dialogs) -> Hand:
    """A window with the parent's film and the baby's beside it, not in step yet."""
    hand.open(cameras[0])
    dialogs.answer((str(cameras[1]), ""))
    hand.window.actions_.trigger("recording.beside")
    hand.until(lambda: len(hand.window.screen_.films.companions) == 1)
    return hand


def starts_us(hand: Hand) -> int:
    film = hand.window.bench.open_film
    return takes_beside(film.ws, film.session.id)[0][0].starts_at_us


def seen_beside(hand: Hand) -> int | None:
    picture = hand.window.screen_.films.views[0].picture
    return None if picture is None else read_pattern(picture.rgb)


def until_in_step(hand: Hand, frame: int, start_us: int) -> None:
    """Both pictures show what was filmed at the time of a frame."""
    hand.go_to(frame)
    index = hand.window.screen_.films.companions[0].index
    local = frame * 40_000 - start_us
    wanted = 500 + index.frame_at(local) if 0 <= local < index.end_us else None
    hand.until(lambda: seen_beside(hand) == wanted)
    assert hand.number_on_screen == frame


def test_it_lies_beside_and_follows_to_the_frame(both: Hand) -> None:
    assert [
        len(take)
        for take in takes(
            recordings_of(both.window.bench.open_film.ws, both.window.bench.open_film.session.id)
        )
    ] == [1, 1]
    for frame in (0, 60, 61, 59, 150, 240):
        until_in_step(both, frame, 0)
    assert len(both.window.bench.open_film.frames) == 250
    both.press("b")
    assert both.tags[0].onset_us == 240 * 40_000


def test_by_its_sound(both: Hand) -> None:
    both.window.actions_.trigger("recording.by_sound")
    both.until(lambda: starts_us(both) != 0)
    assert abs(starts_us(both) - LATE_US) <= 20_000
    assert "In step by the sound: they sound" in both.said[-1]
    assert "% alike at the best place" in both.said[-1]
    until_in_step(both, 100, starts_us(both))
    until_in_step(both, 10, starts_us(both))
    assert seen_beside(both) is None  # the camera was not on yet
    both.press("Ctrl+Z")
    assert starts_us(both) == 0
    until_in_step(both, 100, 0)


def test_by_a_clap_and_frame_by_frame(both: Hand) -> None:
    both.go_to(100)
    both.press("Ctrl+F12")
    notice = both.window.notice
    assert "0:00:04.000 in the film is noted" in notice.text.text() and "press Ctrl+F12" in notice.text.text()
    both.go_to(70)
    assert notice.isVisible(), "what to do next stays to be read"
    both.press("Ctrl+F12")
    assert not notice.isVisible()
    assert starts_us(both) == 30 * 40_000
    until_in_step(both, 120, 1_200_000)
    before = seen_beside(both)
    both.press("Shift+F12", times=2)
    assert starts_us(both) == 1_200_000 + 2 * 33_333
    both.until(lambda: seen_beside(both) == (before or 0) - 2)
    both.press("Alt+F12")
    assert starts_us(both) == 1_200_000 + 33_333
    for _ in range(3):
        both.press("Ctrl+Z")
    assert starts_us(both) == 1_200_000
    until_in_step(both, 120, 1_200_000)


def test_the_first_instant_is_forgotten_where_one_leaves_it(both: Hand) -> None:
    both.go_to(100)
    both.press("Ctrl+F12")
    both.click(both.window.notice.button)
    both.go_to(70)
    both.press("Ctrl+F12")
    assert starts_us(both) == 0 and "0:00:02.800 in the film" in both.window.notice.text.text()


def test_its_pictures_and_sound_lie_in_the_timeline_where_it_filmed(both: Hand) -> None:
    timeline = both.window.screen_.timeline
    alone = timeline._layout.film.height / 1.5
    both.until(lambda: bool(timeline.scene.beside and len(timeline.scene.beside[0].strip)))
    lane = timeline.scene.beside[0]
    assert lane.starts_us == 0 and lane.length_us == 8_000_000 and lane.loudness is not None
    assert timeline._layout.film.height == pytest.approx(alone * 1.5)
    first, second = timeline._layout.film_bands()
    assert first.bottom == second.top and second.bottom == timeline._layout.sound.top
    before = pixels(timeline.grab().toImage())
    both.press("Shift+F12", times=30)
    both.until(lambda: timeline.scene.beside[0].starts_us == 30 * 33_333)
    after = pixels(timeline.grab().toImage())
    rows = {
        name: slice(round(band.top), round(band.bottom))
        for name, band in (("first", first), ("second", second))
    }
    assert (before[rows["first"]] == after[rows["first"]]).all()
    assert (before[rows["second"]] != after[rows["second"]]).any()
    both.window.actions_.trigger("recording.take_away")
    both.until(lambda: not timeline.scene.beside)
    assert timeline._layout.film_bands() == (timeline._layout.film,)


def test_it_plays_in_step(both: Hand) -> None:
    pairs: list[tuple[int, int]] = []
    companion = both.window.screen_.films.companions[0]
    both.go_to(20)
    both.until(lambda: seen_beside(both) is not None)
    both.press("Space")

    def note(picture: object) -> None:
        if companion.shown is not None:
            pairs.append((both.window.player.shown_frame, companion.shown.frame))

    both.window.screen_.films.views[0].look_changed.connect(note)
    both.window.player.picture_shown.connect(note)
    both.until(lambda: len(pairs) > 40)
    both.press("K")
    apart = [abs(other / 30 - frame / 25) for frame, other in pairs]
    assert np.median(apart) <= 0.06
    frame = both.window.player.shown_frame
    both.until(lambda: seen_beside(both) == 500 + companion.index.frame_at(frame * 40_000))


def test_taken_away_undone_and_opened_again(both: Hand, cameras: tuple[Path, Path]) -> None:
    both.window.actions_.trigger("recording.take_away")
    both.until(lambda: not both.window.screen_.films.companions)
    both.press("Ctrl+Z")
    both.until(lambda: len(both.window.screen_.films.companions) == 1)
    session = both.window.bench.open_film.session.id
    both.press("Ctrl+H")
    assert not both.window.screen_.films.companions
    cameras[1].rename(cameras[1].with_name("moved away.avi"))
    both.window.films.open_session(session)
    both.until_ready()
    both.until(lambda: "baby.mp4" in both.window.notice.text.text())
    assert both.window.bench.film is not None and not both.window.screen_.films.companions
