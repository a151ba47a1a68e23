"""Quiet stretches never contradict each other; subtitles find room; a part moves by the frames it was drawn on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.clip_look import ClipLook, QuietSpan, Subtitle
from vig_annotator.model.edits import clip_stretches as rules
from vig_annotator.model.frame_box import WHOLE_PICTURE, Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span


def span(onset: int, offset: int) -> Span:
    return Span(MediaTime(onset), MediaTime(offset))


def loud_at(look: ClipLook, at_us: int) -> int:
    said = [one.percent for one in look.quiet if one.span.contains(MediaTime(at_us))]
    assert len(said) <= 1, "two stretches contradict each other"
    return said[0] if said else 100


STRETCHES = st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from((0, 12, 100))).map(
    lambda drawn: (span(drawn[0], drawn[0] + drawn[1]), drawn[2])
)


@given(st.lists(STRETCHES, max_size=8))
def test_the_last_word_about_a_moment_counts(said: list[tuple[Span, int]]) -> None:
    look = ClipLook()
    expected = dict.fromkeys(range(45), 100)
    for stretch, percent in said:
        look = rules.quietened(look, stretch, percent)
        expected |= dict.fromkeys(range(stretch.onset_us, stretch.offset_us), percent)
    assert {at: loud_at(look, at) for at in expected} == expected
    assert list(look.quiet) == sorted(look.quiet, key=lambda one: one.span)
    assert all(one.span.duration_us > 0 for one in look.quiet)


def test_neighbours_that_are_as_loud_become_one() -> None:
    look = rules.quietened(rules.quietened(ClipLook(), span(0, 10), 0), span(10, 20), 0)
    assert look.quiet == (QuietSpan(span(0, 20), 0),)


def test_a_stretch_is_moved_and_taken_away() -> None:
    look = rules.quietened(rules.quietened(ClipLook(), span(0, 10), 0), span(20, 30), 12)
    assert rules.respanned(look, 1, span(5, 12)).quiet == (
        QuietSpan(span(0, 5), 0),
        QuietSpan(span(5, 12), 12),
    )
    assert rules.loudened(look, 0).quiet == (QuietSpan(span(20, 30), 12),)


def test_a_subtitle_stands_until_the_next_one() -> None:
    second = 1_000_000
    look = ClipLook(subtitles=(Subtitle(span(3 * second, 4 * second), "later"),))
    end = MediaTime(10 * second)
    assert rules.room_for_subtitle(look, MediaTime(0), end) == span(0, 2 * second)
    assert rules.room_for_subtitle(look, MediaTime(2 * second), end) == span(2 * second, 3 * second)
    assert rules.room_for_subtitle(look, MediaTime(9 * second), end) == span(9 * second, 10 * second)


def test_subtitles_are_added_changed_and_taken_away() -> None:
    one, other = Subtitle(span(0, 5), "Hello"), Subtitle(span(0, 5), "Hello, you")
    look = rules.subtitled(ClipLook(), 0, one)
    assert look.subtitles == (one,)
    assert rules.subtitled(look, 0, other).subtitles == (other,)
    assert rules.subtitled(look, 0, None).subtitles == ()


def test_a_part_moves_by_the_frames_it_was_drawn_on() -> None:
    face = Box(1000, 1000, 3000, 3000)
    look = rules.framed(ClipLook(), BoxAt(MediaTime(40), face))
    look = rules.framed(look, BoxAt(MediaTime(0), WHOLE_PICTURE))
    assert [one.at_us for one in look.framing] == [0, 40]
    again = rules.framed(look, BoxAt(MediaTime(40), Box(0, 0, 10, 10)))
    assert [one.box.width for one in again.framing] == [10_000, 10]
    assert rules.unframed(look, 0).framing == (BoxAt(MediaTime(40), face),)
    assert rules.unframed(look, 1).framing == (), "the whole picture is no part"
    assert rules.unframed(replace(look, framing=look.framing[1:]), 0).framing == ()


@given(st.lists(STRETCHES, max_size=8), st.integers(0, 30), st.integers(1, 12))
def test_a_clip_is_heard_unless_every_moment_of_it_is_silent(
    said: list[tuple[Span, int]], onset: int, length: int
) -> None:
    look = ClipLook()
    for stretch, percent in said:
        look = rules.quietened(look, stretch, percent)
    shown = span(onset, onset + length)
    assert look.heard_in(shown) == any(loud_at(look, at) > 0 for at in range(onset, onset + length))
    assert not replace(look, sound_percent=0).heard_in(shown)
