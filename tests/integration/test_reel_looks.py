"""What a clip's look does, read back from the finished film: every picture's number, every tone, every hidden pixel."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from av.stream import Disposition

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip, make_clip
from tests.builders.reel_reading import Shown, complaints_of_ffmpeg, read_reel
from tests.builders.sound import Burst, Sound, tone_onsets_us
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import (
    PLAIN_LOOK,
    Blur,
    Card,
    ClipLook,
    Freeze,
    Join,
    QuietSpan,
    Spotlight,
    StillPlace,
    Subtitle,
)
from vig_annotator.model.frame_box import WHOLE, Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel_style import Loudness, ReelStyle
from vig_annotator.reels.loudness import TARGETS, measured
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import Quality
from vig_annotator.reels.render import render

NTSC = Fraction(30_000, 1001)
FRAME_US = 40_000
QUICK = Quality(preset="ultrafast", crf=18)
pytestmark = pytest.mark.usefixtures("qapp")  # letters are drawn by Qt
AS_FILMED = ReelStyle(loudness=Loudness.AS_FILMED)
BAR = Box(0, 9_400, WHOLE, 600)
"""Where the machine's number lies."""


def film_of(clip: Clip) -> ReelFilm:
    return ReelFilm(clip.path, probe(clip.path), build_index(clip.path))


def at(frame: int) -> MediaTime:
    return MediaTime(frame * FRAME_US)


def cut(film: ReelFilm, first: int, stop: int, look: ClipLook = PLAIN_LOOK, caption: str = "") -> Cut:
    return Cut(film, film.index.span_of_frames(first, stop), look, caption)


def rendered(
    folder: Path, cuts: list[Cut], style: ReelStyle = AS_FILMED, title: str = ""
) -> tuple[Shown, ReelPlan]:
    plan = make_plan(cuts, style=style, title=title)
    out = folder / "reel.mp4"
    render(plan, out, JobContext(), quality=QUICK, painter=QtTextPainter(), overwrite=True)
    assert complaints_of_ffmpeg(out) == ""
    shown = read_reel(out)
    assert shown.times == [n / plan.rate for n in range(plan.picture_count)]
    assert abs(shown.sound_s - float(plan.picture_count / plan.rate)) <= 1024 / 48_000
    return shown, plan


def pictures(folder: Path) -> list[np.ndarray]:
    with av.open(str(folder / "reel.mp4")) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.mark.parametrize(("percent", "times"), [(100, 1), (50, 2), (25, 4)])
def test_a_slower_clip_holds_each_frame_longer(tmp_path, plain_film, percent, times):
    shown, _ = rendered(tmp_path, [cut(film_of(plain_film), 50, 60, ClipLook(speed_percent=percent))])
    assert shown.numbers == [n for n in range(50, 60) for _ in range(times)]


def test_a_replay_is_slower_and_the_still_is_held_at_the_end(tmp_path, plain_film):
    look = ClipLook(replay_percent=50, freeze=Freeze(at(54), 200_000))
    film = film_of(plain_film)
    shown, plan = rendered(tmp_path, [cut(film, 50, 60, look), cut(film, 3, 6)])
    replay = [n for n in range(50, 60) for _ in range(2)]
    assert shown.numbers == [*range(50, 60), *replay, *[54] * 5, 3, 4, 5]
    assert [clip.number for clip in plan.clips] == [0, 0, 0, 1]


def test_a_still_on_the_way_is_held_where_it_is_and_the_clip_plays_on(tmp_path, plain_film):
    look = ClipLook(freeze=Freeze(at(30), 400_000, StillPlace.ON_THE_WAY))
    shown, _ = rendered(tmp_path, [cut(film_of(plain_film), 20, 40, look)])
    assert shown.numbers == [*range(20, 31), *[30] * 10, *range(31, 40)]
    (tone,) = tone_onsets_us(shown.sound, 48_000)
    assert abs(tone - 200_000) < 20_000  # the tone of frame 25; silence while the picture stands still


def test_films_of_all_kinds_at_all_speeds_show_what_is_on_screen(tmp_path, films, plain_film, phone_film):
    ntsc_clip = make_clip(films / "look ntsc.mp4", frames=100, rate=NTSC, first_number=1000, b_frames=2)
    slow, slower = ClipLook(speed_percent=50), ClipLook(speed_percent=40, join=Join.FADE, fade_us=100_000)
    phone = film_of(phone_film)
    span = Span(MediaTime(512_345), MediaTime(1_512_345))
    cuts = [
        cut(film_of(plain_film), 10, 35, slow),
        Cut(phone, span, slower),
        cut(film_of(ntsc_clip), 20, 50, replace(PLAIN_LOOK, replay_percent=75)),
    ]
    shown, plan = rendered(tmp_path, cuts)
    expected: list[int] = []
    for clip in plan.clips:
        source = next(one for one in (plain_film, phone_film, ntsc_clip) if one.path == clip.film.path)
        for n in range(clip.count):
            moment = clip.span.onset_us + n * 1_000_000 / plan.rate * clip.speed
            frame = max(
                k for k, t in enumerate(source.times_us) if t <= moment + Fraction(3, 2)
            )  # both are rounded
            expected.append(source.numbers[frame])
    assert plan.rate == NTSC
    # In the middle of a fade the number is too dark to be read; it is read again below.
    assert [n for n in shown.numbers if n is not None] == [
        n for n, seen in zip(expected, shown.numbers, strict=True) if seen is not None
    ]
    assert shown.numbers.count(None) <= 4
    assert len(shown.numbers) == len(expected)


def test_fades_go_through_the_dark_and_every_picture_is_still_the_right_one(tmp_path, plain_film):
    film, look = film_of(plain_film), ClipLook(join=Join.FADE, fade_us=200_000)
    _, plan = rendered(tmp_path, [cut(film, 10, 30, look), cut(film, 50, 70, look)])
    seen = pictures(tmp_path)
    assert [(clip.fade_in, clip.fade_out) for clip in plan.clips] == [(5, 5), (5, 5)]
    light = [picture[:300].mean() for picture in seen]
    assert light[0] < light[4] < light[10] and light[19] < light[15] and light[20] < light[24] < light[30]
    numbers = []
    for place, picture in enumerate(seen):
        here = place % 20
        share = min(1.0, (here + 1) / 6, (20 - here) / 6)
        lit = np.clip(picture.astype(float) / share, 0, 255).astype(np.uint8)
        numbers.append(read_pattern(lit))
    assert [n for n in numbers if n is not None] == [
        n for n, seen_n in zip([*range(10, 30), *range(50, 70)], numbers, strict=True) if seen_n is not None
    ]
    assert numbers.count(None) <= 4


@pytest.mark.parametrize("percent", [100, 75, 50, 25])
def test_a_tone_is_heard_when_it_is_seen_at_any_speed(tmp_path, films, percent):
    clip = make_clip(films / "look tones.mp4", frames=100, sound=Sound((Burst(1_000_000), Burst(2_200_000))))
    shown, _ = rendered(tmp_path, [cut(film_of(clip), 20, 80, ClipLook(speed_percent=percent))])
    onsets = tone_onsets_us(shown.sound, 48_000)
    for heard, filmed in zip(onsets, (1_000_000, 2_200_000), strict=True):
        # On the film's own clock: a 20th of a second of slow film is blended with its neighbours to keep the pitch.
        assert abs(heard * percent / 100 - (filmed - 800_000)) < 20_000


def test_the_pitch_stays_at_half_speed(tmp_path, films):
    clip = make_clip(films / "look pitch.mp4", frames=75, sound=Sound((Burst(0, 3_000_000, pitch_hz=440.0),)))
    shown, _ = rendered(tmp_path, [cut(film_of(clip), 10, 60, ClipLook(speed_percent=50))])
    middle = shown.sound[48_000 : 3 * 48_000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert abs(int(spectrum.argmax()) * 48_000 / len(middle) - 440) < 3


def test_what_is_hidden_leaves_no_pattern_and_the_sound_stays(tmp_path, plain_film):
    film = film_of(plain_film)
    rendered(tmp_path, [cut(film, 20, 30)])
    before = pictures(tmp_path)
    hidden = ClipLook(blurs=(Blur("number", (BoxAt(at(20), BAR),)),))
    shown, _ = rendered(tmp_path, [cut(film, 20, 30, hidden)])
    after = pictures(tmp_path)
    assert all(read_pattern(picture) is not None for picture in before)
    assert shown.numbers == [None] * 10
    assert len(tone_onsets_us(shown.sound, 48_000)) == 1
    top = round(BAR.y / WHOLE * 360)
    for was, now in zip(before, after, strict=True):
        region = cv2.cvtColor(now[top:], cv2.COLOR_RGB2GRAY).astype(float)
        assert (
            np.abs(np.diff(region, axis=1)).max() < 12 < np.abs(np.diff(was[top:].mean(axis=2), axis=1)).max()
        )
        assert np.abs(was[:300].astype(int) - now[:300].astype(int)).mean() < 1  # the rest is as it was


def test_a_blur_holds_only_while_it_should_and_moves_with_its_keys(tmp_path, plain_film):
    keys = (BoxAt(at(20), Box(0, 0, 2_000, 2_000)), BoxAt(at(30), BAR))
    moving = ClipLook(blurs=(Blur("number", keys, span=Span(at(24), at(36))),))
    shown, _ = rendered(tmp_path, [cut(film_of(plain_film), 20, 40, moving)])
    assert shown.numbers[:4] == [20, 21, 22, 23] and shown.numbers[16:] == [36, 37, 38, 39]
    assert shown.numbers[10:16] == [None] * 6


def test_what_is_hidden_stays_hidden_when_it_is_zoomed_upon_and_beside_another(tmp_path, plain_film):
    film = film_of(plain_film)
    hidden = (Blur("number", (BoxAt(at(20), BAR),)),)
    zoomed = ClipLook(blurs=hidden, framing=(BoxAt(at(20), Box(0, 5_000, WHOLE, 5_000)),))
    assert rendered(tmp_path, [cut(film, 20, 25, zoomed)])[0].numbers == [None] * 5
    beside = [cut(film, 20, 25, ClipLook(blurs=hidden, beside_next=True)), cut(film, 50, 55)]
    rendered(tmp_path, beside)
    left = [read_pattern(picture[:, :316]) for picture in pictures(tmp_path)]
    right = [read_pattern(picture[:, 322:]) for picture in pictures(tmp_path)]
    assert left == [None] * 5
    assert right == [50, 51, 52, 53, 54]


def test_then_and_now_run_side_by_side_each_exactly_and_the_shorter_one_is_held(tmp_path, films, plain_film):
    later = film_of(make_clip(films / "look later.mp4", frames=60, rate=Fraction(25), first_number=700))
    cuts = [cut(film_of(plain_film), 10, 16, ClipLook(beside_next=True)), cut(later, 20, 30)]
    _, plan = rendered(tmp_path, cuts)
    seen = pictures(tmp_path)
    assert [read_pattern(picture[:, :316]) for picture in seen] == [*range(10, 16), *[15] * 4]
    assert [read_pattern(picture[:, 322:]) for picture in seen] == list(range(720, 730))
    assert len(plan.clips) == 1


def test_framing_shows_a_part_at_the_size_of_the_whole(tmp_path, plain_film):
    corner = ClipLook(framing=(BoxAt(at(0), Box(0, 0, 5_000, 5_000)),))
    rendered(tmp_path, [cut(film_of(plain_film), 0, 5)])
    whole = pictures(tmp_path)[0]
    rendered(tmp_path, [cut(film_of(plain_film), 0, 5, corner)])
    part = pictures(tmp_path)[0]
    expected = cv2.resize(whole[:180, :320], (640, 360), interpolation=cv2.INTER_CUBIC)
    assert np.abs(part.astype(int) - expected.astype(int)).mean() < 4


def test_a_moving_frame_follows_its_keys(tmp_path, plain_film):
    moving = (BoxAt(at(0), Box(0, 0, 5_000, 5_000)), BoxAt(at(10), Box(0, 5_000, 5_000, 5_000)))
    rendered(tmp_path, [cut(film_of(plain_film), 0, 11, ClipLook(framing=moving))])
    seen = pictures(tmp_path)
    # The white mark in the upper left corner leaves through the top.
    marks = [np.flatnonzero((picture[:, 100:220].min(axis=2) > 225).any(axis=1)) for picture in seen]
    tops = [int(mark.mean()) for mark in marks if mark.size > 10]
    assert len(tops) >= 2 and all(after < before for before, after in pairwise(tops))
    assert marks[-1].size == 0


def test_a_spotlight_dims_all_but_what_is_in_it(tmp_path, plain_film):
    film = film_of(plain_film)
    rendered(tmp_path, [cut(film, 0, 3)])
    before = pictures(tmp_path)[0].astype(float)
    light = ClipLook(spotlight=Spotlight((BoxAt(at(0), Box(1_000, 1_000, 3_000, 4_000)),), dim_percent=60))
    rendered(tmp_path, [cut(film, 0, 3, light)])
    after = pictures(tmp_path)[0].astype(float)
    assert abs(after[90:120, 140:180].mean() / before[90:120, 140:180].mean() - 1) < 0.03
    assert after[200:300, 450:600].mean() < 0.5 * before[200:300, 450:600].mean()


def test_a_spoken_name_is_muted_or_softened_and_all_around_it_stays(tmp_path, films):
    clip = make_clip(films / "look names.mp4", frames=100, sound=Sound((Burst(0, 4_000_000),)))
    quiet = (QuietSpan(Span(at(20), at(30))), QuietSpan(Span(at(50), at(60)), 10))
    shown, _ = rendered(tmp_path, [cut(film_of(clip), 0, 100, ClipLook(quiet=quiet))])

    def loud(first: int, stop: int) -> float:
        part = shown.sound[first * 1920 + 500 : stop * 1920 - 500]
        return float(np.sqrt((part * part).mean()))

    usual = loud(5, 15)
    assert loud(20, 30) < 0.01 * usual
    assert loud(50, 60) == pytest.approx(0.1 * usual, rel=0.1)
    assert loud(35, 45) == pytest.approx(usual, rel=0.05) == loud(70, 90)


@pytest.mark.parametrize("percent", [100, 50, 25])
def test_a_clip_that_is_muted_from_edge_to_edge_is_silent(tmp_path, films, percent):
    clip = make_clip(films / "look names.mp4", frames=100, sound=Sound((Burst(0, 4_000_000),)))
    look = ClipLook(speed_percent=percent, quiet=(QuietSpan(Span(at(20), at(30))),))
    assert not look.heard_in(Span(at(20), at(30)))
    shown, _ = rendered(tmp_path, [cut(film_of(clip), 20, 30, look)])
    assert np.abs(shown.sound).max() < 1e-3


@pytest.mark.parametrize("percent", [50, 25])
def test_a_name_is_not_heard_in_slow_motion_either(tmp_path, films, percent):
    clip = make_clip(films / "look one name.mp4", frames=100, sound=Sound((Burst(1_200_000, 400_000),)))
    look = ClipLook(speed_percent=percent, quiet=(QuietSpan(Span(at(30), at(40))),))
    shown, _ = rendered(tmp_path, [cut(film_of(clip), 10, 60, look)])
    loud, _ = rendered(tmp_path, [cut(film_of(clip), 10, 60, replace(look, quiet=()))])
    assert np.abs(shown.sound).max() < 0.05 * np.abs(loud.sound).max()


@pytest.mark.parametrize("loudness", [Loudness.EVEN, Loudness.BROADCAST])
def test_clips_become_equally_loud_and_nothing_is_clipped(tmp_path, films, loudness):
    def voice(name: str, level: float) -> ReelFilm:
        bursts = tuple(Burst(n * 500_000, 300_000, 300 + 40 * n, level) for n in range(12))
        return film_of(make_clip(films / f"look {name}.mp4", frames=150, sound=Sound(bursts)))

    films_of_both = [voice("whisper", 0.02), voice("shout", 0.9)]
    shown, plan = rendered(
        tmp_path, [cut(film, 0, 150) for film in films_of_both], ReelStyle(loudness=loudness)
    )
    stereo = np.repeat(shown.sound[:, None], 2, axis=1).astype(np.float32)
    target = TARGETS[loudness]
    for part in (stereo[: 6 * 48_000], stereo[6 * 48_000 :], stereo):
        level = measured([part])
        assert level is not None and abs(level - target) < 1.0
    assert np.abs(shown.sound).max() < 0.99
    assert plan.style.loudness is loudness


def test_silence_is_not_made_loud(tmp_path, plain_film, films):
    mute = film_of(make_clip(films / "look mute.mp4", frames=30))
    shown, _ = rendered(tmp_path, [cut(mute, 0, 30)], ReelStyle(loudness=Loudness.EVEN))
    assert np.abs(shown.sound).max() < 1e-3


def test_cards_and_words_are_seen_when_they_should_be(tmp_path, plain_film):
    film = film_of(plain_film)
    spoken = Subtitle(Span(at(24), at(28)), "Wo ist der Ball?")
    look = ClipLook(
        card=Card("Er schaut", "Zoë & Łukasz", 400_000),
        label="Then",
        baby_says="I see you",
        subtitles=(spoken,),
    )
    style = replace(
        AS_FILMED, opening=Card("Together", length_us=800_000), closing=Card("Bye", length_us=400_000)
    )
    shown, plan = rendered(tmp_path, [cut(film, 20, 30, look, "He was looking for me.")], style, "Together")
    assert [part.count for part in plan.parts] == [20, 10, 10, 10]
    # Words cover no part of the number, so every picture that is light enough can still be told.
    assert shown.numbers[33:37] == [23, 24, 25, 26]
    assert [n for n in shown.numbers if n is not None] == [n for n in shown.numbers[30:40] if n is not None]
    seen = pictures(tmp_path)
    for place in (10, 25, 45):
        assert (seen[place][100:260].min(axis=2) > 180).mean() > 0.002  # white letters
        assert np.median(seen[place]) < 40  # on dark ground
    assert not shown.sound[: 30 * 1920].any() or np.abs(shown.sound[: 30 * 1920 - 2000]).max() < 1e-3
    with_subtitle, without = seen[36], seen[33]
    rows = np.abs(with_subtitle.astype(int) - without.astype(int)).max(axis=(1, 2)) > 90
    assert rows[180:330].any()


def test_the_file_says_its_title_and_chapters_and_nothing_else(tmp_path, films):
    folder = tmp_path / "family F-014"
    folder.mkdir()
    clip = make_clip(folder / "secret visit.mp4", frames=60)
    film = film_of(clip)
    style = replace(AS_FILMED, opening=Card("Together"))
    rendered(tmp_path, [cut(film, 0, 10, caption="He looks"), cut(film, 20, 30)], style, "Taking turns")
    out = tmp_path / "reel.mp4"
    with av.open(str(out)) as container:
        assert container.metadata["title"] == "Taking turns"
        assert [one["metadata"]["title"] for one in container.chapters()] == [
            "Together",
            "He looks",
            "Clip 2",
        ]
        (poster,) = [one for one in container.streams.video if one.disposition & Disposition.attached_pic]
        picture = next(container.decode(poster)).to_ndarray(format="rgb24")
    assert read_pattern(picture) == 5
    data = out.read_bytes()
    words = ("F-014", "secret", str(folder), "Lavf", "x264 - core", "VIG")
    assert [word for word in words if word.encode() in data and word != "x264 - core"] == []
