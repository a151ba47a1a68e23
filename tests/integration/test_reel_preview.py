"""The preview is what the renderer makes: the same pictures, bit by bit, and the same sound, at any place."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip
from tests.builders.sound import tone_onsets_us
from tests.unit.playback.stand import Clock, Device, Stand
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import Blur, Card, ClipLook, Freeze, Join, Spotlight, Subtitle
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel_style import Loudness, ReelStyle
from vig_annotator.playback.player import Player
from vig_annotator.reels.canvas import PREVIEW_SIZE
from vig_annotator.reels.loudness import gains_of
from vig_annotator.reels.parts import AUDIO_RATE, Cut, ReelFilm, ReelPlan
from vig_annotator.reels.pictures import pictures_of_reel
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.planes import planes_of
from vig_annotator.reels.preview import ReelReader, ReelSound, index_of
from vig_annotator.reels.sound import sound_of_reel
from vig_annotator.services.reel_preview import Preview

pytestmark = pytest.mark.usefixtures("qapp")  # letters are drawn by Qt


def film_of(clip: Clip) -> ReelFilm:
    return ReelFilm(clip.path, probe(clip.path), build_index(clip.path))


def us(frame: int) -> MediaTime:
    return MediaTime(frame * 40_000)


@pytest.fixture
def plan(plain_film: Clip, phone_film: Clip) -> ReelPlan:
    """A reel with everything in it."""
    plain, phone = film_of(plain_film), film_of(phone_film)
    face = BoxAt(us(20), Box(1_000, 1_000, 3_000, 3_000))
    rich = ClipLook(
        card=Card("He looks", length_us=400_000),
        baby_says="I see you",
        subtitles=(Subtitle(Span(us(22), us(26)), "Hello"),),
        replay_percent=50,
        freeze=Freeze(us(25), 400_000),
        spotlight=Spotlight((face, BoxAt(us(30), Box(5_000, 2_000, 3_000, 3_000)))),
        blurs=(Blur("brother", (BoxAt(us(20), Box(6_000, 3_000, 2_000, 3_000)),)),),
        join=Join.FADE,
        fade_us=120_000,
    )
    zoom = ClipLook(framing=(face, BoxAt(us(60), Box(2_000, 3_000, 5_000, 5_000))))
    return make_plan(
        [
            Cut(plain, plain.index.span_of_frames(20, 32), rich, "He was looking for me."),
            Cut(phone, Span(MediaTime(500_000), MediaTime(1_100_000))),
            Cut(plain, plain.index.span_of_frames(50, 60), zoom),
            Cut(plain, plain.index.span_of_frames(70, 80), replace(zoom, framing=(), beside_next=True)),
            Cut(plain, plain.index.span_of_frames(10, 18)),
        ],
        style=ReelStyle(opening=Card("Together", length_us=400_000), loudness=Loudness.EVEN),
        most=PREVIEW_SIZE,
    )


def test_every_picture_is_the_renderers_bit_by_bit_in_any_order(plan: ReelPlan) -> None:
    painter = QtTextPainter()
    rendered: list[bytes] = []
    for picture in pictures_of_reel(plan, JobContext(), painter):
        planes = planes_of(picture.frame)
        rendered += [planes.y.tobytes() + planes.u.tobytes() + planes.v.tobytes()] * picture.count
    assert len(rendered) == plan.picture_count
    wanted = list(range(plan.picture_count))
    random.Random(5).shuffle(wanted)
    with ReelReader(plan, painter) as reader:
        for number in [*wanted[:60], *range(plan.picture_count)]:
            planes = planes_of(reader.composed(number))
            assert planes.y.tobytes() + planes.u.tobytes() + planes.v.tobytes() == rendered[number], number


def test_the_sound_is_the_renderers_from_any_place_on(plan: ReelPlan) -> None:
    whole = np.concatenate(list(sound_of_reel(plan, gains_of(plan, JobContext()))))
    assert len(whole) == plan.sample_count
    sound = ReelSound(plan)
    for start_us in (0, 400_000, 1_000_000, 3_000_000):
        blocks = list(sound.chunks(start_us))
        heard = np.concatenate([block for _, block in blocks])
        first = start_us * AUDIO_RATE // 1_000_000
        assert len(heard) == plan.sample_count - first
        assert blocks[0][0] == start_us and max(len(block) for _, block in blocks) <= AUDIO_RATE // 20
        if start_us in (0, 3_000_000):
            # From the middle of a slow run on, sound is blended from another place: the same, but not bit by bit.
            assert np.abs(heard[4_800:] - whole[first + 4_800 :]).max() < 0.02


def test_a_preview_plays_every_picture_with_sound_and_goes_to_any_place(plain_film: Clip) -> None:
    film = film_of(plain_film)
    look = ClipLook(replay_percent=50)
    plan = make_plan([Cut(film, film.index.span_of_frames(20, 40), look)], most=PREVIEW_SIZE)
    preview = Preview(plan, None)
    clock = Clock()
    device = Device(clock)
    player = Player(
        None,
        preview.index,
        size=(640, 360),
        audio_output=device,
        now_us=clock,
        open_film=preview.open_film,
        open_sound=preview.open_sound,
    )
    with Stand(player, clock) as stand:
        stand.settle()
        player.play()
        seen = [frame for _, frame in stand.run(2_600_000)]
        assert seen == list(range(1, 60)) or seen == list(range(60))
        assert player.shown is not None and read_pattern(player.shown.rgb) == 39
        heard = np.frombuffer(bytes(device.heard[-1]), np.float32).reshape(-1, 2)[:, 0]
        assert abs(tone_onsets_us(heard, AUDIO_RATE)[0] - 200_000) < 20_000
        player.seek_frame(30)
        stand.settle()
        assert player.shown is not None and read_pattern(player.shown.rgb) == 25
        player.step(-1)
        stand.settle()
        assert read_pattern(player.shown.rgb) == 24
    assert preview.span_of_clip(0) == Span(MediaTime(0), MediaTime(2_400_000))
    assert preview.span_of_clip(1) is None


def test_a_preview_says_when_each_clip_is_on_the_screen(plan: ReelPlan) -> None:
    preview = Preview(plan, QtTextPainter())
    before, span = preview.span_of_clip(0), preview.span_of_clip(1)
    assert before is not None and span is not None
    assert 0 < before.onset_us < before.offset_us <= span.onset_us, "the card comes first"
    assert preview.span_of_clip(4) == preview.span_of_clip(3)  # side by side
    assert index_of(plan).end_us == plan.duration_us
