"""A film for each clip, stills, and what they will cost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.consents import agree
from tests.builders.libraries import at
from tests.builders.reel_reading import read_reel
from vig_annotator.errors import ExportError
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.model.clip_look import Blur, ClipLook, Freeze
from vig_annotator.model.frame_box import WHOLE, Box, BoxAt
from vig_annotator.model.reel import Reel
from vig_annotator.model.reel_style import FileFor
from vig_annotator.services import moments, reel_building, reel_looks
from vig_annotator.services.films import add_film
from vig_annotator.services.reel_estimates import Estimate, Pace, estimate, learned, parts_there
from vig_annotator.services.reel_files import render_each, save_stills
from vig_annotator.services.reel_order import ReelOrder, order_reel
from vig_annotator.services.reel_rendering import plan_of, render_order
from vig_annotator.services.workspace import Workspace

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def reel(ws: Workspace, plain_film) -> Reel:
    session, _ = add_film(ws, plain_film.path)
    agree(ws, session.family_id)
    made = reel_building.make_reel(ws, session.family_id, "Together")
    for first, caption in ((20, "He looks / “up”?"), (50, ""), (70, "Peek-a-boo")):
        marked = moments.mark(ws, session.id, at(first), at(first + 10), caption=caption)
        reel_building.add_moments(ws, made.id, [marked.id])
    return made


@pytest.fixture
def order(ws: Workspace, reel: Reel) -> ReelOrder:
    first, second, _ = reel_building.clips_of(ws, reel.id)
    reel_looks.set_look(ws, first.id, ClipLook(freeze=Freeze(at(23), 400_000)))
    hidden = Blur("number", (BoxAt(at(50), Box(0, 9_400, WHOLE, 600)),))
    reel_looks.set_look(ws, second.id, ClipLook(blurs=(hidden,)))
    return order_reel(ws, reel.id)


def test_each_clip_becomes_a_film_named_by_its_words(order: ReelOrder, tmp_path: Path) -> None:
    made = render_each(order, tmp_path, painter=QtTextPainter())
    assert [path.name for path in made] == ["01 He looks   “up”.mp4", "02.mp4", "03 Peek-a-boo.mp4"] or [
        path.name for path in made
    ] == ["01 He looks “up”.mp4", "02.mp4", "03 Peek-a-boo.mp4"]
    assert read_reel(made[0]).numbers == [*range(20, 30), *[23] * 10]
    assert read_reel(made[1]).numbers == [None] * 10
    assert read_reel(made[2]).numbers == list(range(70, 80))
    with pytest.raises(ExportError, match="already there"):
        render_each(order, tmp_path, painter=QtTextPainter())


def chunks_of(png: bytes) -> list[bytes]:
    """What a PNG holds beside the picture would be a chunk of another kind."""
    found, at_byte = [], 8
    while at_byte < len(png):
        length = int.from_bytes(png[at_byte : at_byte + 4])
        found.append(png[at_byte + 4 : at_byte + 8])
        at_byte += 12 + length
    return found


def test_stills_are_as_the_reel_shows_them(order: ReelOrder, tmp_path: Path) -> None:
    made = save_stills(order, tmp_path, painter=QtTextPainter())
    assert [path.suffix for path in made] == [".png"] * 3
    seen = [read_pattern(cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)) for path in made]
    assert seen == [23, None, 75]  # what is hidden in the film is hidden in the picture
    assert {kind for path in made for kind in chunks_of(path.read_bytes())} == {b"IHDR", b"IDAT", b"IEND"}
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".part") == []


def test_an_estimate_grows_with_length_and_quality(order: ReelOrder) -> None:
    plan = plan_of(order)
    few, much = (
        estimate(replace(plan, style=replace(plan.style, file_for=one)))
        for one in (FileFor.PHONE, FileFor.ARCHIVE)
    )
    assert 0 < few.size_bytes < much.size_bytes
    assert 0 < few.seconds <= much.seconds
    assert estimate(plan_of(replace(order, clips=order.clips * 40))).seconds > estimate(plan).seconds


def test_an_estimate_follows_what_was_seen_and_what_is_there(order: ReelOrder, tmp_path: Path) -> None:
    plan = plan_of(replace(order, clips=order.clips * 40))
    usual, slow = estimate(plan), estimate(plan, Pace(time=200, size=50))
    assert slow.seconds == pytest.approx(2 * usual.seconds - 0.5, abs=0.2)
    assert slow.size_bytes < usual.size_bytes
    short, painter = plan_of(order), QtTextPainter()
    assert parts_there(short, painter, order.segments) == []
    render_order(order, tmp_path / "r.mp4", painter=painter)
    there = parts_there(short, painter, order.segments)
    assert there == list(short.parts)
    assert estimate(short, there=there).seconds < estimate(short).seconds


def test_an_estimate_learns_by_half_from_each_film() -> None:
    thought, pace = Estimate(10_000_000, 20.0), Pace()
    for _ in range(12):  # a computer that takes three times as long, films that need half the room
        told = Estimate(thought.size_bytes * pace.size // 100, thought.seconds * pace.time / 100)
        pace = learned(pace, told, took_s=60.0, was_bytes=5_000_000)
    assert pace.time == pytest.approx(300, abs=3) and pace.size == pytest.approx(50, abs=1)
    assert learned(Pace(), Estimate(10, 1.0), 30.0, 20).time == 100, (
        "what is over at once says nothing about time"
    )
    assert learned(Pace(), Estimate(10, 20.0), 1e9, 10).time <= 1000
