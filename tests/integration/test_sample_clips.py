"""The committed sample films hold what the story says: read off their pictures and their sound."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from sample_clips.frame_pattern import read_pattern
from sample_clips.make_sample_clips import write_annotations, write_moments
from sample_clips.poses import PLAY_STAGE, PORTRAIT_STAGE, Stage, pose_at
from sample_clips.scene import Scene
from sample_clips.story import Story, play_story, portrait_story
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.model.codebook import Kind, Valence

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_clips"
STORIES = {"play": (play_story(), PLAY_STAGE), "portrait": (portrait_story(), PORTRAIT_STAGE)}


@dataclass(frozen=True)
class Film:
    """What was found in a film."""

    story: Story
    stage: Stage
    numbers: list[int | None]
    times_us: list[int]
    rotations: set[int]
    stored_sizes: set[tuple[int, int]]
    some_pictures: dict[int, NDArray[np.uint8]]
    sound: NDArray[np.float32]
    sound_rate: int
    sound_start_us: int


@pytest.fixture(scope="module", params=list(STORIES))
def film(request: pytest.FixtureRequest) -> Film:
    story, stage = STORIES[request.param]
    path = FOLDER / f"{story.name}.mp4"
    numbers, times, pictures = [], [], {}
    rotations, sizes = set(), set()
    kept = {n for act in story.acts for n in (story.frame_times_us.index(act.onset_us) + 8,)}
    with av.open(str(path)) as container:
        for i, frame in enumerate(container.decode(video=0)):
            upright = np.ascontiguousarray(
                np.rot90(
                    frame.to_ndarray(format="rgb24", src_colorspace="ITU709"), round(frame.rotation / 90)
                )
            )
            assert frame.pts is not None
            numbers.append(read_pattern(upright))
            times.append(round(frame.pts * frame.time_base * 1_000_000))
            rotations.add(frame.rotation % 360)
            sizes.add((frame.width, frame.height))
            if i in kept:
                pictures[i] = upright
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    assert frames[0].pts is not None
    return Film(
        story,
        stage,
        numbers,
        times,
        rotations,
        sizes,
        pictures,
        np.concatenate([f.to_ndarray()[0] for f in frames]),
        frames[0].sample_rate,
        round(frames[0].pts * frames[0].time_base * 1_000_000),
    )


def test_every_frame_shows_its_number_at_its_time(film: Film) -> None:
    assert film.numbers == list(range(len(film.story.frame_times_us)))
    assert film.times_us == list(film.story.frame_times_us)


def test_one_rate_is_constant_and_the_other_varies_upright(film: Film) -> None:
    steps = set(np.diff(film.times_us).tolist())

    assert film.stored_sizes == {(960, 540)}
    if film.stage is PLAY_STAGE:
        assert steps == {40_000}
        assert film.rotations == {0}
    else:
        assert len(steps) > 50
        assert max(steps) > 2 * min(steps)
        assert film.rotations == {270}  # against the clock, as FFmpeg counts


def test_the_pictures_show_what_the_story_tells(film: Film) -> None:
    scene = Scene(film.stage)
    bar = round(film.stage.size[1] * 0.95)
    for number, seen in film.some_pictures.items():
        now = scene.picture(pose_at(film.story, film.stage, film.story.frame_times_us[number]))
        other = scene.picture(
            pose_at(film.story, film.stage, film.story.frame_times_us[(number + 300) % 500])
        )
        # The people fill the middle; the room behind them never changes.
        away = np.abs(now.astype(int) - other)[:bar].max(axis=2) > 25
        difference = np.abs(seen.astype(int) - now)[:bar].mean(axis=2)[away].mean()
        would_be = np.abs(seen.astype(int) - other)[:bar].mean(axis=2)[away].mean()

        assert np.abs(seen.astype(int) - now)[:bar].mean() < 2.5
        assert difference < would_be / 3


def test_voices_are_heard_when_the_story_says_and_nothing_between(film: Film) -> None:
    # A laugh is a row of sounds less than 150 ms apart: it counts as one.
    loud = np.abs(film.sound) > 0.03
    rate, start_us = film.sound_rate, film.sound_start_us
    at = np.flatnonzero(loud)
    first = at[np.concatenate([[True], np.diff(at) > 0.175 * rate])]
    last = at[np.concatenate([np.diff(at) > 0.175 * rate, [True]])]
    found = [
        (start_us + int(a) * 1_000_000 // rate, start_us + int(b) * 1_000_000 // rate)
        for a, b in zip(first, last, strict=True)
    ]
    told: list[tuple[int, int]] = []
    for onset, offset in film.story.heard():
        if told and onset - told[-1][1] < 150_000:
            told[-1] = (told[-1][0], max(told[-1][1], offset))
        else:
            told.append((onset, offset))

    assert len(found) == len(told)
    for (onset, offset), (told_onset, told_offset) in zip(found, told, strict=True):
        assert abs(onset - told_onset) <= 20_000
        # A voice fades out, so its end is heard a little before it is over.
        assert -40_000 <= offset - told_offset <= 20_000


def test_the_parent_sings_lower_than_the_baby(film: Film) -> None:
    for act in film.story.acts:
        if act.what != "voice":
            continue
        first = round((act.onset_us - film.sound_start_us + 60_000) * film.sound_rate / 1e6)
        part = film.sound[first : first + film.sound_rate // 5]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        pitch = float(np.argmax(spectrum)) * film.sound_rate / len(part)

        assert 150 < pitch < 300 if act.who == "parent" else 380 < pitch < 600, (act, pitch)


def test_the_files_are_small() -> None:
    for path in FOLDER.glob("*.mp4"):
        assert path.stat().st_size < 1_500_000


def test_the_tables_are_those_of_the_story(tmp_path: Path) -> None:
    write_annotations(tmp_path / "demo_annotations.csv", play_story())
    write_moments(tmp_path / "demo_moments.csv", play_story())

    for name in ("demo_annotations.csv", "demo_moments.csv"):
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_demo_coding_fits_its_codebook() -> None:
    codebook = load_codebook(ROOT / "codebooks" / "vig_attunement.yaml").codebook
    codes = {code.id: code for code in codebook.codes}
    frame_times = {*play_story().frame_times_us, play_story().end_us}
    with (FOLDER / "demo_annotations.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ends: dict[str, int] = {}
    for row in rows:
        code, onset, offset = codes[row["code"]], int(row["onset_us"]), int(row["offset_us"])
        assert row["subject"] == code.subject
        assert {onset, offset} <= frame_times
        assert (onset == offset) == (code.kind is Kind.POINT)
        if code.kind is Kind.STATE:
            lane = code.group or code.id
            assert onset >= ends.get(lane, 0)
            ends[lane] = offset
    concerns = [row["code"] for row in rows if codes[row["code"]].valence is Valence.CONCERN]
    assert concerns == ["not_received"]
    assert sum(row["code"] == "repair" for row in rows) == 1


def test_no_moment_to_show_holds_a_concern() -> None:
    story = play_story()
    concern = next(r for r in story.readings if r.code == "not_received")

    assert len(story.moments) == 3
    for moment in story.moments:
        assert {moment.onset_us, moment.offset_us} <= set(story.frame_times_us)
        assert not moment.onset_us <= concern.onset_us < moment.offset_us
        assert moment.caption
