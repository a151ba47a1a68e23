"""What is in view, against looking at every annotation; and changes against building anew."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gui.timeline.books import BOOK
from vig_annotator.gui.timeline.tracks import FOREVER, Tracks
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Kind
from vig_annotator.model.mediatime import MediaTime

SECOND = 1_000_000


@st.composite
def annotations(draw: st.DrawFn, name: str) -> Annotation:
    code = draw(st.sampled_from(BOOK.codes))
    onset = draw(st.integers(0, 100))
    length = 0 if code.kind is Kind.POINT else draw(st.integers(1, 60))
    running = code.kind is Kind.STATE and draw(st.booleans())
    return Annotation(
        name,
        "p",
        code.id,
        MediaTime(onset * SECOND),
        None if running else MediaTime((onset + length) * SECOND),
    )


@st.composite
def many(draw: st.DrawFn) -> list[Annotation]:
    return [draw(annotations(f"{n:02}")) for n in range(draw(st.integers(0, 25)))]


def tracks_of(tags: list[Annotation]) -> Tracks:
    tracks = Tracks()
    tracks.set_codebook(BOOK)
    tracks.set_annotations(tags)
    return tracks


def content(tracks: Tracks) -> dict[object, list[tuple[str, int, int, int]]]:
    return {
        place: [
            (track.id_at(n), int(track.onset_us[n]), int(track.offset_us[n]), int(track.code[n]))
            for n in range(len(track))
        ]
        for place, track in tracks
        if len(track)
    }


@given(many(), st.integers(0, 110), st.integers(1, 50))
def test_in_view_is_what_touches_the_view(tags: list[Annotation], start: int, length: int) -> None:
    tracks = tracks_of(tags)
    start_us, stop_us = start * SECOND, (start + length) * SECOND
    found = set()
    for _, track in tracks:
        seen = track.in_view(start_us, stop_us)
        assert list(seen.onset_us) == sorted(seen.onset_us)
        found |= {track.id_at(int(at)) for at in seen.at}
    expected = {
        one.id
        for one in tags
        if one.onset_us < stop_us and (int(FOREVER) if one.offset_us is None else one.offset_us) >= start_us
    }
    assert found == expected


@settings(max_examples=60)
@given(many(), st.data())
def test_changing_is_the_same_as_building_anew(tags: list[Annotation], data: st.DataObject) -> None:
    tracks = tracks_of(tags)
    left = {one.id: one for one in tags}
    for _ in range(data.draw(st.integers(1, 5))):
        gone = data.draw(st.lists(st.sampled_from(sorted(left)), max_size=3)) if left else []
        names = [f"{n:02}" for n in data.draw(st.lists(st.integers(0, 30), max_size=4, unique=True))]
        put_in = [data.draw(annotations(name)) for name in names]
        tracks.change(put_in, gone)
        left = {k: v for k, v in left.items() if k not in gone} | {one.id: one for one in put_in}
        anew = tracks_of(list(left.values()))
        assert tracks.plan == anew.plan
        assert content(tracks) == content(anew)
        assert len(tracks) == len(left)
        assert {one.id for one in tracks.running()} == {one.id for one in left.values() if one.running}
        assert tracks.has_running == any(one.running for one in left.values())


@pytest.mark.parametrize("seed", range(4))
def test_many_changes_at_once_are_the_same_as_building_anew(seed: int) -> None:
    chance = random.Random(seed)

    def tag(number: int) -> Annotation:
        code = chance.choice(BOOK.codes)
        onset = chance.randrange(1_000)
        end = onset if code.kind is Kind.POINT else chance.choice([None, onset + 3])
        ends_at = None if end is None else MediaTime(end * SECOND)
        return Annotation(f"{number:04}", "p", code.id, MediaTime(onset * SECOND), ends_at)

    left = {one.id: one for one in map(tag, range(900))}
    tracks = tracks_of(list(left.values()))
    gone = chance.sample(sorted(left), 600)
    put_in = [tag(number) for number in range(800, 1_600)]
    before = tracks.plan
    lanes = tracks.change(put_in, gone)
    left = {k: v for k, v in left.items() if k not in gone} | {one.id: one for one in put_in}
    anew = tracks_of(list(left.values()))
    assert (tracks.plan, content(tracks), len(tracks)) == (anew.plan, content(anew), len(anew))
    assert lanes == (before != anew.plan)
    assert {one.id for one in tracks.running()} == {one.id for one in anew.running()}
    assert tracks.change([], sorted(left)) == (anew.plan != tracks.plan)
    assert content(tracks) == {}


def test_removing_what_is_not_there_changes_nothing() -> None:
    tracks = tracks_of([])
    assert tracks.change([], ["nobody"]) is False
    assert tracks.get("nobody") is None
