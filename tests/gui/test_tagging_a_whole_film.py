"""The whole demo film is tagged by key events while it plays; the tags are compared with the known times."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from sample_clips.frame_pattern import read_pattern
from tests.gui.hand import Hand
from vig_annotator.media.picture import Picture
from vig_annotator.services.demo_folder import FILM

SAMPLES = Path(__file__).resolve().parents[2] / "sample_clips"
SPEED = 2.0


def presses() -> list[tuple[int, str]]:
    """When which code's key is pressed, by time: at the start of each tag, and at the end of each stretch."""
    found: list[tuple[int, int, str]] = []
    with (SAMPLES / "demo_annotations.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            found.append((int(row["onset_us"]), 1, row["code"]))
            if int(row["offset_us"]) > int(row["onset_us"]):
                found.append((int(row["offset_us"]), 0, row["code"]))
    return [(time_us, code) for time_us, _, code in sorted(found)]


class Coder:
    """Presses each key as soon as its frame, or a later one, is on the screen; notes what was seen."""

    def __init__(self, hand: Hand) -> None:
        film = hand.window.bench.open_film
        self._hand, self._index = hand, film.frames
        self._keys = {code.id: code.key for code in film.codebook.active_codes}
        self.left = [one for one in presses() if one[0] < self._index.end_us]
        self.expected: list[tuple[str, int]] = []
        self.late: list[int] = []
        self._last = -1
        hand.window.player.picture_shown.connect(self.look)

    def look(self, picture: Picture) -> None:
        if not self._hand.window.player.playing or picture.frame == self._last:
            return
        self._last = picture.frame
        while self.left and self._index.frame_at(self.left[0][0]) <= picture.frame:
            time_us, code = self.left.pop(0)
            seen = read_pattern(picture.rgb)
            assert seen in (None, picture.frame)
            self.expected.append((code, self._index.time_of(picture.frame)))
            self.late.append(picture.frame - self._index.frame_at(time_us))
            key = self._keys[code]
            assert key is not None
            QTest.keyClick(self._hand.window.view, key)


@pytest.mark.slow
def test_a_whole_film_is_tagged_while_it_plays(hand: Hand, tmp_path: Path) -> None:
    hand.open(Path(shutil.copy(SAMPLES / FILM, tmp_path / FILM)))
    film = hand.window.bench.open_film
    assert hand.tags == []
    hand.window.player.set_speed(SPEED)
    coder = Coder(hand)

    hand.press("Space")
    hand._qtbot.waitUntil(lambda: not hand.window.player.playing)
    hand.press("Ctrl+E")

    assert coder.left == []
    edges = sorted(
        [(one.code_id, one.onset_us) for one in hand.tags]
        + [
            (one.code_id, one.offset_us)
            for one in hand.tags
            if not one.is_point and one.offset_us is not None
        ]
    )
    ended = [one for one in edges if one[1] == film.frames.end_us]
    assert sorted(coder.expected) == [one for one in edges if one not in ended]
    # Whatever the machine leaves out, most keys come down on exactly the known frame or the one after it.
    assert sorted(coder.late)[len(coder.late) // 2] <= 2

    done = hand.tags
    while hand.window.actions_.qaction("tag.undo").isEnabled():
        hand.press("Ctrl+Z")
    assert hand.tags == []
    while hand.window.actions_.qaction("tag.redo").isEnabled():
        hand.press("Ctrl+Y")
    assert [(t.id, t.code_id, t.onset_us, t.offset_us) for t in hand.tags] == [
        (t.id, t.code_id, t.onset_us, t.offset_us) for t in done
    ]
