"""Somebody who is drawn once is followed both ways, found again behind a gap, and doubted where nobody can be sure."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vig_annotator.errors import Cancelled
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import Blur
from vig_annotator.model.frame_box import WHOLE, Box, BoxAt, box_at
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.reels.parts import ReelFilm
from vig_annotator.reels.tracking import follow, simplified

SIZE = (480, 270)
HEAD = (60, 70)
FRAMES = 60
Place = tuple[int, int]


def face() -> NDArray[np.uint8]:
    """Something with eyes and a mouth."""
    picture = np.full((HEAD[1], HEAD[0], 3), (150, 175, 215), np.uint8)
    cv2.rectangle(picture, (0, 0), (HEAD[0], 16), (40, 50, 80), -1)
    for x in (18, 42):
        cv2.circle(picture, (x, 32), 5, (20, 20, 20), -1)
    cv2.ellipse(picture, (30, 50), (14, 7), 0, 0, 180, (40, 40, 160), 3)
    return picture


def walk(frame: int) -> Place:
    """Where the head's corner is."""
    return 20 + round(frame * 5.5), 90 + round(40 * np.sin(frame / 9))


def film_of(folder: Path, hidden: Callable[[int], bool] = lambda frame: False) -> ReelFilm:
    """A head that goes through a room; behind a curtain, in frames that are `hidden`."""
    room = cv2.GaussianBlur(np.random.default_rng(3).integers(0, 255, (*SIZE[::-1], 3), np.uint8), (0, 0), 9)
    room = cv2.normalize(room, None, 60, 200, cv2.NORM_MINMAX)
    path = folder / "head.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "ultrafast", "crf": "18"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number in range(FRAMES):
            picture = room.copy()
            x, y = walk(number)
            if not hidden(number):
                picture[y : y + HEAD[1], x : x + HEAD[0]] = face()
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return ReelFilm(path, probe(path), build_index(path))


def key(frame: int, starts_at_us: int = 0) -> BoxAt:
    x, y = walk(frame)
    return BoxAt(
        MediaTime(frame * 40_000 + starts_at_us),
        Box(
            x * WHOLE // SIZE[0], y * WHOLE // SIZE[1], HEAD[0] * WHOLE // SIZE[0], HEAD[1] * WHOLE // SIZE[1]
        ),
    )


def covered(blur: Blur, frame: int, starts_at_us: int = 0) -> float:
    """How much of the head is in the box that is hidden, with its margin."""
    box = box_at(blur.keys, frame * 40_000 + starts_at_us).grown(12)
    x, y = walk(frame)
    left, top = box.x * SIZE[0] / WHOLE, box.y * SIZE[1] / WHOLE
    right, bottom = left + box.width * SIZE[0] / WHOLE, top + box.height * SIZE[1] / WHOLE
    wide = max(0.0, min(right, x + HEAD[0]) - max(left, x))
    tall = max(0.0, min(bottom, y + HEAD[1]) - max(top, y))
    return wide * tall / (HEAD[0] * HEAD[1])


def whole(film: ReelFilm) -> Span:
    return film.index.span_of_frames(0, FRAMES)


def test_a_head_that_was_drawn_once_in_the_middle_is_followed_to_both_ends(tmp_path: Path) -> None:
    film = film_of(tmp_path)
    told: list[float] = []
    blur = follow(
        film,
        Blur("brother", (key(30, 700_000),)),
        whole(film),
        700_000,
        JobContext(lambda done, _: told.append(done)),
    )
    assert min(covered(blur, frame, 700_000) for frame in range(FRAMES)) > 0.85
    assert blur.doubts == ()
    assert blur.drawn == (key(30, 700_000),)
    assert key(30, 700_000) in blur.followed or covered(blur, 30, 700_000) > 0.98
    assert len(blur.followed) < FRAMES  # only what is needed is kept
    assert told == sorted(told) and told[-1] == 1.0


def test_a_gap_is_bridged_and_doubted(tmp_path: Path) -> None:
    film = film_of(tmp_path, lambda frame: 30 <= frame < 38)
    blur = follow(film, Blur("brother", (key(10),)), whole(film), 0, JobContext())
    seen = [frame for frame in range(FRAMES) if not 30 <= frame < 38]
    assert min(covered(blur, frame) for frame in seen if frame < 30 or frame > 40) > 0.8
    assert blur.doubts
    assert any(one.contains(34 * 40_000) for one in blur.doubts)
    assert all(one.onset_us % 40_000 == 0 for one in blur.doubts)


def test_what_is_drawn_again_is_believed(tmp_path: Path) -> None:
    film = film_of(tmp_path, lambda frame: 30 <= frame < 38)
    blur = follow(film, Blur("brother", (key(10), key(34), key(50))), whole(film), 0, JobContext())
    assert box_at(blur.keys, 34 * 40_000) == key(34).box or covered(blur, 34) > 0.98
    assert min(covered(blur, frame) for frame in range(40, FRAMES)) > 0.8


def test_following_can_be_stopped(tmp_path: Path) -> None:
    film = film_of(tmp_path)
    context = JobContext()

    def stop(done: float, _: str) -> None:
        if done > 0.5:
            context.cancel()

    context._on_progress = stop
    with pytest.raises(Cancelled):
        follow(film, Blur("brother", (key(30),)), whole(film), 0, context)


def test_a_straight_way_needs_two_keys() -> None:
    straight = [BoxAt(MediaTime(n * 10), Box(100 * n, 50, 500, 500)) for n in range(50)]
    assert simplified(straight) == [straight[0], straight[-1]]
    assert simplified(straight, fixed=[200]) == [straight[0], straight[20], straight[-1]]
    bent = [
        *straight[:25],
        *(BoxAt(MediaTime(n * 10), Box(2_400 - 100 * (n - 24), 50, 500, 500)) for n in range(25, 50)),
    ]
    assert straight[24] in simplified(bent)
