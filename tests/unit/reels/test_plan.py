from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.clips import phone_times
from tests.builders.reel_films import MPEG_CLOCK, constant_index, film_of, index_of
from vig_annotator.errors import UsageError
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.parts import AUDIO_RATE, Cut
from vig_annotator.reels.plan import make_plan

NTSC = Fraction(30_000, 1001)
MILLISECONDS = Fraction(1, 1000)


def span(onset_us: int, offset_us: int) -> Span:
    return Span(MediaTime(onset_us), MediaTime(offset_us))


def cut_of_frames(film, first: int, stop: int) -> Cut:
    return Cut(film, film.index.span_of_frames(first, stop))


@pytest.mark.parametrize("rate", [Fraction(24_000, 1001), Fraction(25), NTSC, Fraction(30), Fraction(60)])
@pytest.mark.parametrize("clock", [MPEG_CLOCK, MILLISECONDS, Fraction(1, 600), Fraction(1, 16_000), None])
@pytest.mark.parametrize("start", [0, 7, -3])
def test_at_its_own_rate_every_frame_of_a_constant_film_is_shown_once(rate, clock, start):
    film = film_of(constant_index(400, rate, clock or 1 / rate, start))
    for first, stop in ((100, 150), (0, 400), (399, 400), (17, 18), (1, 399)):
        plan = make_plan([cut_of_frames(film, first, stop)])
        assert plan.rate == rate
        assert plan.clips[0].frames == tuple(range(first, stop))


def test_fifty_frames_are_fifty_pictures_wherever_they_stand_in_the_reel():
    ntsc, pal = (
        film_of(constant_index(400, NTSC, MPEG_CLOCK)),
        film_of(constant_index(400, Fraction(25), MPEG_CLOCK)),
    )
    plan = make_plan([cut_of_frames(pal, 3, 4), *(cut_of_frames(f, 40, 90) for f in (ntsc, pal, ntsc, ntsc))])
    assert [len(c.frames) for c in plan.clips if c.film is ntsc] == [50, 50, 50]


def test_every_picture_shows_the_frame_that_is_on_screen_at_its_time_in_a_variable_film():
    pts = [int(t / MPEG_CLOCK) for t in phone_times(300)]
    film = film_of(index_of(pts, MPEG_CLOCK, 3000))
    plan = make_plan([Cut(film, span(2_345_678, 6_000_001))])
    [clip] = plan.clips
    for n, frame in enumerate(clip.frames):
        at = Fraction(2_345_678, 10**6) + n / plan.rate
        begun = [k for k, p in enumerate(pts) if p * MPEG_CLOCK <= at]
        assert frame == begun[-1]
    assert abs(len(clip.frames) - Fraction(3_654_323, 10**6) * plan.rate) < 1


def test_a_slower_film_holds_its_frames_and_a_faster_one_lets_some_go():
    slow, fast = (
        film_of(constant_index(100, Fraction(25), MPEG_CLOCK)),
        film_of(constant_index(400, Fraction(120), MPEG_CLOCK)),
    )
    plan = make_plan([cut_of_frames(slow, 10, 20), cut_of_frames(fast, 100, 140)])
    assert plan.rate == 60
    assert plan.clips[0].frames == tuple(10 + n * 25 // 60 for n in range(24))
    assert plan.clips[1].frames == tuple(range(100, 140, 2))


def test_single_frames_of_a_fast_film_are_shown_though_they_are_shorter_than_a_picture():
    fast = film_of(constant_index(400, Fraction(240), MPEG_CLOCK))
    plan = make_plan([cut_of_frames(fast, k, k + 1) for k in (5, 9, 200)] + [cut_of_frames(fast, 40, 80)])
    assert [c.frames for c in plan.clips[:3]] == [(5,), (9,), (200,)]
    assert plan.clips[3].frames == tuple(range(40, 80, 4))


def test_handles_widen_a_clip_as_far_as_the_film_reaches():
    film = film_of(constant_index(100, Fraction(25), MPEG_CLOCK))
    middle, head, tail = make_plan(
        [cut_of_frames(film, 40, 50), cut_of_frames(film, 3, 5), cut_of_frames(film, 95, 100)],
        handles_us=200_000,
    ).clips
    assert middle.frames == tuple(range(35, 55))
    assert head.frames == tuple(range(10))
    assert tail.frames == tuple(range(90, 100))


def test_dropped_frames_of_a_film_in_milliseconds_leave_the_frame_before_on_screen():
    kept = [k for k in range(200) if k % 10 != 4]
    film = film_of(index_of([round(k / NTSC / MILLISECONDS) for k in kept], MILLISECONDS, 33))
    plan = make_plan([Cut(film, span(0, int(film.index.time_us[90])))])
    assert plan.rate == NTSC
    expected = [max(i for i, k in enumerate(kept) if k <= n) for n in range(100)]
    assert plan.clips[0].frames == tuple(expected)


def test_pictures_and_sound_lie_end_to_end_and_are_equally_long():
    pal, ntsc = (
        film_of(constant_index(500, Fraction(25), MPEG_CLOCK)),
        film_of(constant_index(500, NTSC, MPEG_CLOCK)),
    )
    plan = make_plan(
        [Cut(pal, span(10_000, 1_234_567)), Cut(ntsc, span(7, 3_999_999)), Cut(pal, span(1, 90_000))]
    )
    picture = sample = 0
    for clip in plan.clips:
        assert (clip.first_picture, clip.first_sample) == (picture, sample)
        picture += len(clip.frames)
        sample = clip.stop_sample
        assert abs(Fraction(sample, AUDIO_RATE) - picture / plan.rate) <= Fraction(1, 2 * AUDIO_RATE)
    assert (plan.picture_count, plan.sample_count) == (picture, sample)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9_000_000), st.integers(1, 900_000)), min_size=1, max_size=40),
    st.sampled_from([Fraction(25), NTSC, Fraction(60), Fraction(15)]),
)
def test_lengths_add_up_without_drift_and_no_picture_is_from_outside_its_clip(pieces, other_rate):
    films = [
        film_of(constant_index(300, Fraction(25), MPEG_CLOCK)),
        film_of(constant_index(900, other_rate, MILLISECONDS)),
    ]
    cuts = []
    for i, (onset, length) in enumerate(pieces):
        film = films[i % 2]
        cuts.append(Cut(film, span(onset, min(onset + length, film.index.end_us))))
    plan = make_plan(cuts)
    exact = sum(Fraction(cut.span.duration_us, 10**6) for cut in cuts)
    # A clip shorter than a picture gets one; all else adds up to within a picture (and the clocks' rounding).
    forced = sum(1 for cut in cuts if cut.span.duration_us * plan.rate < 10**6)
    assert -1 <= plan.picture_count - exact * plan.rate <= forced + 1 + len(cuts) * Fraction(1, 20)
    for cut, clip in zip(cuts, plan.clips, strict=True):
        index = cut.film.index
        assert clip.frames[0] == index.frame_at(cut.span.onset_us)
        assert clip.frames[-1] <= index.frame_at(cut.span.offset_us - 1)
        assert list(clip.frames) == sorted(clip.frames)


def test_the_canvas_counts_handles_and_order_is_kept():
    lying = film_of(constant_index(250, Fraction(25), MPEG_CLOCK), (1280, 720), "a.mp4")
    standing = film_of(constant_index(250, Fraction(25), MPEG_CLOCK), (720, 1280), "b.mp4")
    cuts = [cut_of_frames(standing, 100, 110), cut_of_frames(lying, 20, 32), cut_of_frames(standing, 0, 1)]
    plan = make_plan(cuts)
    assert plan.canvas == Size(1280, 720)
    assert [clip.film.path.name for clip in plan.clips] == ["b.mp4", "a.mp4", "b.mp4"]


@pytest.mark.parametrize(
    ("spans", "handles_us", "words"),
    [
        ([], 0, "at least one clip"),
        ([(5, 5)], 0, "Clip 1 is empty"),
        ([(0, 40_000), (0, 10_000_001)], 0, r"Clip 2 \(0:00:00.000 to 0:00:10.000\) reaches out of the film"),
        (
            [(20_000_000, 21_000_000)],
            0,
            "reaches out of the film. The film runs from 0:00:00.000 to 0:00:10.000",
        ),
        ([(-1, 40_000)], 0, "reaches out of the film"),
        ([(0, 40_000)], -1, "Handles"),
    ],
)
def test_what_can_not_be_a_reel_is_refused_in_plain_words(spans, handles_us, words):
    film = film_of(constant_index(250, Fraction(25), MPEG_CLOCK))
    with pytest.raises(UsageError, match=words):
        make_plan([Cut(film, span(*s)) for s in spans], handles_us)


@pytest.mark.parametrize("rate", [Fraction(25), NTSC, Fraction(30)])
def test_sound_is_in_sync_where_a_clip_begins_inside_a_frame(rate):
    film = film_of(constant_index(400, rate, MPEG_CLOCK))
    [clip] = make_plan([Cut(film, span(4_501_234, 7_250_000))]).clips
    assert abs(clip.sound_onset_us - int(film.index.time_us[clip.frames[0]])) <= 1
    assert clip.frames == tuple(range(clip.frames[0], clip.frames[-1] + 1))


def test_sound_is_in_sync_within_half_a_picture_where_the_film_has_another_rate_than_the_reel():
    slow, fast = (
        film_of(constant_index(400, Fraction(25), MPEG_CLOCK)),
        film_of(constant_index(400, Fraction(30), MPEG_CLOCK)),
    )
    phone = film_of(index_of([int(t / MPEG_CLOCK) for t in phone_times(300)], MPEG_CLOCK, 3000))
    plan = make_plan([Cut(film, span(1_333_333, 5_000_000)) for film in (slow, phone, fast)])
    for clip in plan.clips:
        for n, (before, frame) in enumerate(zip(clip.frames, clip.frames[1:], strict=False), start=1):
            if before != frame:
                shown_us = clip.sound_onset_us + n / plan.rate * 1_000_000
                assert abs(shown_us - int(clip.film.index.time_us[frame])) <= 1_000_000 / plan.rate / 2 + 2
