"""Reels as they come out: the number on every picture, the time of every tone, read back from the finished file."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.builders.clips import Clip, make_clip, phone_times
from tests.builders.reel_reading import Shown, complaints_of_ffmpeg, read_reel
from tests.builders.sound import Burst, Sound, tone_onsets_us
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import ClipLook
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.reels.parts import Cut, ReelFilm
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.preview import ReelSound
from vig_annotator.reels.quality import Quality
from vig_annotator.reels.render import render

NTSC = Fraction(30_000, 1001)
QUICK = Quality(preset="ultrafast", crf=23)


def film_of(clip: Clip) -> ReelFilm:
    return ReelFilm(clip.path, probe(clip.path), build_index(clip.path))


def frames(film: ReelFilm, first: int, stop: int) -> Cut:
    return Cut(film, film.index.span_of_frames(first, stop))


def times(film: ReelFilm, onset_us: int, offset_us: int) -> Cut:
    return Cut(film, Span(MediaTime(onset_us), MediaTime(offset_us)))


def rendered(folder: Path, cuts: list[Cut], handles_us: int = 0) -> Shown:
    """Render, check what is true of every reel, and read it back."""
    out = folder / "reel.mp4"
    plan = make_plan(cuts, handles_us)
    render(plan, out, JobContext(), quality=QUICK)
    shown = read_reel(out)
    assert complaints_of_ffmpeg(out) == ""
    assert shown.rate == plan.rate
    assert shown.size == (plan.canvas.width, plan.canvas.height)
    assert shown.times == [n / plan.rate for n in range(plan.picture_count)]
    length = float(plan.picture_count / plan.rate)
    assert shown.sound_start == 0
    assert abs(shown.sound_s - length) <= 1024 / 48_000
    assert [p.name for p in folder.iterdir()] == ["reel.mp4"]
    return shown


def on_screen(clip: Clip, onset_us: int, offset_us: int, rate: Fraction, count: int) -> list[int]:
    """The number that is on screen at each moment, from the film's known facts."""
    shown = []
    for n in range(count):
        at = onset_us + n * 1_000_000 / rate
        assert at < offset_us
        # Media times are rounded to the microsecond.
        shown.append(clip.numbers[max(k for k, t in enumerate(clip.times_us) if t <= at + Fraction(1, 2))])
    return shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reel"
    made.mkdir()
    return made


def test_every_frame_of_a_constant_film_is_shown_once_in_the_chosen_order(folder, plain_film):
    film = film_of(plain_film)
    shown = rendered(folder, [frames(film, 50, 75), frames(film, 10, 30), frames(film, 49, 50)])
    assert shown.numbers == [*range(50, 75), *range(10, 30), 49]
    assert shown.rate == 25


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("long gop and b-frames", {"gop": 250, "b_frames": 3, "rate": NTSC}),
        ("milliseconds.mkv", {"rate": NTSC, "b_frames": 2}),
        ("vp9.webm", {"rate": Fraction(30)}),
        ("late start", {"start": Fraction(7, 2), "b_frames": 2}),
        ("transport.ts", {"start": Fraction(10), "b_frames": 2, "rate": NTSC}),
        ("hidden start", {"start": Fraction(-10, 25), "frames": 110, "b_frames": 2}),
        ("old.avi", {}),
        ("old.mpg", {}),
        ("hevc", {"codec": "libx265", "b_frames": 3}),
        ("film", {"rate": Fraction(24_000, 1001)}),
        ("fast", {"rate": Fraction(60_000, 1001)}),
    ],
)
def test_frames_are_exact_in_every_kind_of_film(folder, films, name, made):
    path = films / (f"reel {name}" if "." in name else f"reel {name}.mp4")
    clip = make_clip(path, **({"frames": 100} | made))
    film = film_of(clip)
    last = len(clip)
    shown = rendered(folder, [frames(film, 37, 61), frames(film, last - 5, last), frames(film, 0, 3)])
    expected = [*range(37, 61), *range(last - 5, last), *range(3)]
    assert shown.numbers == [clip.numbers[k] for k in expected]


def test_handles_show_what_lies_around_and_stop_where_the_film_stops(folder, plain_film):
    film = film_of(plain_film)
    shown = rendered(folder, [frames(film, 40, 50), frames(film, 2, 4), frames(film, 95, 100)], 200_000)
    assert shown.numbers == [*range(35, 55), *range(9), *range(90, 100)]


def test_a_single_frame_and_the_very_last_one_are_reels(folder, plain_film):
    film = film_of(plain_film)
    assert rendered(folder, [frames(film, 99, 100)]).numbers == [99]


def test_a_variable_rotated_film_shows_what_is_on_screen_at_each_moment(folder, phone_film):
    film = film_of(phone_film)
    onset, offset = 512_345, 1_987_654
    shown = rendered(folder, [times(film, onset, offset)])
    assert shown.rate in (30, NTSC)
    assert shown.size == (360, 640)
    assert shown.numbers == on_screen(phone_film, onset, offset, shown.rate, len(shown.numbers))
    assert abs(len(shown.numbers) / shown.rate - Fraction(offset - onset, 10**6)) < 1 / shown.rate


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotated_films_stand_upright(folder, films, rotation):
    film = film_of(make_clip(films / f"reel turned {rotation}.mp4", frames=20, rotation=rotation))
    shown = rendered(folder, [frames(film, 5, 15)])
    # The pattern can be read in the upright picture only, and the mark is in its upper left corner.
    assert shown.numbers == list(range(5, 15))
    height, width = shown.last.shape[:2]
    assert shown.last[height // 6, width // 8].min() > 200


def test_pal_and_ntsc_share_a_reel_each_at_its_own_speed(folder, films, plain_film):
    ntsc_clip = make_clip(films / "reel ntsc.mp4", frames=100, rate=NTSC, first_number=1000, b_frames=2)
    pal, ntsc = film_of(plain_film), film_of(ntsc_clip)
    shown = rendered(folder, [frames(pal, 10, 60), frames(ntsc, 20, 70), frames(pal, 80, 100)])
    assert shown.rate == NTSC
    assert len(shown.numbers) in (60 + 50 + 24, 60 + 50 + 23)
    expected = on_screen(plain_film, 400_000, 2_400_000, NTSC, 60)
    expected += range(1020, 1070)
    expected += on_screen(plain_film, 3_200_000, 4_000_000, NTSC, len(shown.numbers) - 110)
    assert shown.numbers == expected


def test_films_of_all_shapes_share_one_canvas_undistorted(folder, films, plain_film, phone_film):
    square = make_clip(
        films / "reel anamorphic.mpg",
        frames=30,
        size=(720, 576),
        pixel_shape=Fraction(64, 45),
        first_number=3000,
    )
    small = make_clip(films / "reel small.mp4", frames=30, size=(320, 240), first_number=4000)
    odd = make_clip(
        films / "reel odd.mp4",
        frames=30,
        size=(427, 241),
        codec="libx264",
        pix_fmt="yuv444p",
        first_number=5000,
    )
    cuts = [
        frames(film_of(square), 0, 25),
        frames(film_of(small), 5, 10),
        frames(film_of(odd), 5, 10),
        times(film_of(phone_film), 0, 200_000),
        frames(film_of(plain_film), 5, 10),
    ]
    shown = rendered(folder, cuts)
    assert shown.size == (1024, 576)
    assert shown.numbers[:25] != [] and None not in shown.numbers
    assert shown.numbers[0] == 3000 and shown.numbers[-1] == 9
    assert {4005, 4009, 5005, 5009} <= set(shown.numbers)


def test_bars_are_black_and_beside_the_picture_only(folder, films, plain_film):
    tall = make_clip(films / "reel tall.mp4", frames=30, size=(180, 320))
    shown = rendered(folder, [frames(film_of(plain_film), 0, 20), frames(film_of(tall), 0, 10)])
    width, height = 202, 360
    assert shown.size == (640, 360)
    left = (640 - width) // 2
    assert shown.last[:, : left - 4].max() < 12 and shown.last[:, left + width + 4 :].max() < 12
    assert shown.last[height // 2, left + 4 : left + width - 4].max(axis=1).min() > 60


def test_interlaced_film_comes_out_whole_and_exact(folder, films):
    clip = make_clip(
        films / "reel fields.mpg", frames=60, size=(720, 576), interlaced=True, pixel_shape=Fraction(16, 15)
    )
    film = film_of(clip)
    assert film.info.interlaced
    shown = rendered(folder, [frames(film, 20, 40), frames(film, 59, 60), frames(film, 3, 5)])
    assert shown.numbers == [*range(20, 40), 59, 3, 4]


@pytest.mark.parametrize("kind", ["pq", "hlg"])
def test_high_dynamic_range_comes_out_in_colours_that_every_screen_shows(folder, films, kind):
    clip = make_clip(films / f"reel {kind}.mp4", frames=12, codec="libx265", hdr=kind)
    shown = rendered(folder, [frames(film_of(clip), 3, 9)])
    assert shown.numbers == list(range(3, 9))


def grey_levels(picture: np.ndarray) -> np.ndarray:
    return picture[20:200:20, 20:600:20].astype(int)


@pytest.mark.parametrize(
    "made",
    [{}, {"size": (1280, 720)}, {"pix_fmt": "yuvj420p"}, {"pix_fmt": "yuv422p"}, {"pix_fmt": "yuv420p10le"}],
)
def test_colours_stay_what_they_were(folder, films, made):
    from av import open as open_film

    name = "-".join(map(str, made.values())) or "plain"
    clip = make_clip(films / f"reel colours {name}.mp4", frames=4, **made)
    with open_film(str(clip.path)) as container:
        source = next(container.decode(video=0))
        high = source.height >= 720
        before = source.reformat(
            src_colorspace=1 if high else 5, dst_colorspace=1, format="rgb24"
        ).to_ndarray()
    shown = rendered(folder, [frames(film_of(clip), 0, 1)])
    assert np.abs(grey_levels(shown.last) - grey_levels(before)).mean() < 4


def test_tones_are_heard_when_they_were_seen(folder, films):
    bursts = tuple(Burst(us) for us in (500_000, 1_500_000, 2_500_000, 3_500_000))
    late = make_clip(films / "reel late sound.mp4", frames=100, sound=Sound(bursts, start_us=300_000))
    mono = make_clip(
        films / "reel mono.mkv",
        frames=120,
        rate=NTSC,
        sound=Sound(bursts, rate=44_100, channels=1, start_us=-200_000),
    )
    slow = make_clip(films / "reel 8 kHz.avi", frames=100, sound=Sound(bursts, rate=8_000, channels=1))
    mute = make_clip(films / "reel mute.mp4", frames=100)
    cuts = [
        times(film_of(late), 1_000_000, 2_000_000),  # tone at 0.5 s
        times(film_of(mute), 0, 1_000_000),  # from 1 s: silence
        times(film_of(mono), 2_250_000, 3_250_000),  # from 2 s: tone at 2.25 s
        times(film_of(slow), 3_300_000, 4_000_000),  # from 3 s: tone at 3.2 s
        times(film_of(late), 0, 1_000_000),  # from 3.7 s: tone at 4.2 s
    ]
    shown = rendered(folder, cuts)
    heard = tone_onsets_us(shown.sound, 48_000)
    expected = [500_000, 2_250_000, 3_200_000, 4_200_000]
    assert len(heard) == len(expected)
    assert max(abs(h - e) for h, e in zip(heard, expected, strict=True)) <= 20_000
    assert np.abs(shown.sound[48_000 + 4800 : 96_000 - 4800]).max() < 0.01


@pytest.mark.parametrize("percent", [25, 50, 75])
def test_slower_sound_begins_within_twenty_milliseconds_in_the_file_and_live(folder, films, percent):
    bursts = tuple(Burst(at_us) for at_us in (513_300, 1_204_700, 2_011_900, 2_726_100))
    film = film_of(make_clip(films / "reel slow sound.mp4", frames=100, sound=Sound(bursts)))
    cut = replace(times(film, 200_000, 3_400_000), look=ClipLook(speed_percent=percent))
    expected = [round((burst.onset_us - 200_000) * 100 / percent) for burst in bursts]
    shown = rendered(folder, [cut])
    live = ReelSound(make_plan([cut])).chunks(0, 1.0)
    again = ReelSound(make_plan([replace(cut, look=ClipLook())])).chunks(0, percent / 100)
    for mono in (
        shown.sound,
        np.concatenate([block for _, block in live]).mean(axis=1),
        np.concatenate([block for _, block in again]).mean(axis=1),
    ):
        off = [h - e for h, e in zip(tone_onsets_us(mono, 48_000), expected, strict=True)]
        assert max(map(abs, off)) <= 20_000, off


def test_a_cut_in_the_middle_of_a_tone_does_not_click(folder, films):
    tone = Sound((Burst(0, duration_us=4_000_000, pitch_hz=200.0),))
    film = film_of(make_clip(films / "reel tone.mp4", frames=100, sound=tone))
    shown = rendered(folder, [times(film, 1_001_250, 2_001_250), times(film, 2_500_000, 3_500_000)])
    # A step at the cut would be heard as a click: nowhere does the wave move faster than the tone itself can.
    steepest = 0.6 * 2 * np.pi * 200 / 48_000
    assert np.abs(np.diff(shown.sound)).max() < 2 * steepest


def test_a_reel_without_any_sound_is_silent_and_as_long_as_its_pictures(folder, films):
    film = film_of(make_clip(films / "reel silent.mp4", frames=50))
    shown = rendered(folder, [frames(film, 0, 50)])
    assert np.abs(shown.sound).max() < 1e-3


def test_sound_that_ends_before_the_picture_ends_in_silence(folder, films):
    short = Sound((Burst(500_000), Burst(1_000_000, duration_us=500_000)), length_us=1_200_000)
    film = film_of(make_clip(films / "reel short sound.mp4", frames=100, sound=short))
    shown = rendered(folder, [times(film, 0, 4_000_000)])
    assert [
        abs(h - e) <= 20_000
        for h, e in zip(tone_onsets_us(shown.sound, 48_000), (500_000, 1_000_000), strict=True)
    ]
    assert np.abs(shown.sound[round(1.3 * 48_000) :]).max() < 0.01


def test_phone_times_are_really_variable():
    assert len(set(np.diff([float(t) for t in phone_times(40)]).round(6))) > 10
