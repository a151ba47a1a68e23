"""Make the sample films and the demo coding from the story: ``python -m sample_clips.make_sample_clips [FOLDER]``.

The same story always gives the same pictures, sound and tables.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from sample_clips.canvas import Pixels
from sample_clips.frame_pattern import draw_pattern
from sample_clips.poses import PLAY_STAGE, PORTRAIT_STAGE, Stage, pose_at
from sample_clips.scene import Scene
from sample_clips.story import PLAY_RATE, PORTRAIT_TICK, US, Story, play_story, portrait_story, portrait_ticks
from sample_clips.voices import RATE, sound_of

HERE = Path(__file__).resolve().parent
_BT709 = 1
_AAC_FRAME = 1024


def main(folder: Path = HERE) -> None:
    """Write the two films and the two tables into a folder."""
    play, portrait = play_story(), portrait_story()
    write_annotations(folder / "demo_annotations.csv", play)
    write_moments(folder / "demo_moments.csv", play)
    ticks = list(range(len(play.frame_times_us)))
    made = write_film(folder / f"{play.name}.mp4", play, PLAY_STAGE, ticks, 1 / PLAY_RATE)
    print(f"{made.name}: {made.stat().st_size / 1e6:.2f} MB")
    made = write_film(
        folder / f"{portrait.name}.mp4",
        portrait,
        PORTRAIT_STAGE,
        portrait_ticks(),
        PORTRAIT_TICK,
        rotation=90,
    )
    print(f"{made.name}: {made.stat().st_size / 1e6:.2f} MB")


def pictures(story: Story, stage: Stage) -> Iterator[Pixels]:
    """Each frame's upright picture, with its number."""
    scene = Scene(stage)
    for number, time_us in enumerate(story.frame_times_us):
        picture = scene.picture(pose_at(story, stage, time_us))
        draw_pattern(picture, number)
        yield picture


def write_film(
    path: Path, story: Story, stage: Stage, ticks: list[int], tick: Fraction, rotation: int = 0
) -> Path:
    """Draw, sing and encode one story as H.264 and AAC in an MP4.

    Args:
        path: the film to make.
        story: what happens.
        stage: where it happens.
        ticks: each frame's timestamp.
        tick: seconds in one tick.
        rotation: clockwise degrees that the player must turn the stored picture to show it upright.
    """
    sound = sound_of(story)
    end = round(Fraction(story.end_us, US) / tick)
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        film = container.add_stream("libx264", rate=PLAY_RATE if tick == 1 / PLAY_RATE else 30)
        voice = container.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(film, av.VideoStream)
        assert isinstance(voice, av.AudioStream)
        width, height = stage.size
        film.width, film.height = (height, width) if rotation in (90, 270) else (width, height)
        film.pix_fmt = "yuv420p"
        film.options = {"preset": "slower", "crf": "25", "tune": "animation", "threads": "1"}
        context = film.codec_context
        context.time_base = film.time_base = tick
        context.gop_size, context.max_b_frames = 75, 3
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        if rotation:
            film.set_display_rotation(-rotation)
        voice.bit_rate = 56_000
        sung = 0
        for picture, at, until in zip(pictures(story, stage), ticks, [*ticks[1:], end], strict=True):
            stored = np.ascontiguousarray(np.rot90(picture, rotation // 90))
            frame = av.VideoFrame.from_ndarray(stored, format="rgb24").reformat(
                format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
            )
            frame.pts, frame.time_base, frame.duration = at, tick, until - at
            container.mux(film.encode(frame))
            while (sung + _AAC_FRAME) <= until * tick * RATE or (until == end and sung < len(sound)):
                part = np.ascontiguousarray(sound[sung : sung + _AAC_FRAME]).reshape(1, -1)
                note = av.AudioFrame.from_ndarray(part, format="flt", layout="mono")
                note.sample_rate, note.pts, note.time_base = RATE, sung, Fraction(1, RATE)
                container.mux(voice.encode(note))
                sung += part.shape[1]
        container.mux(film.encode())
        container.mux(voice.encode())
    return path


def write_annotations(path: Path, story: Story) -> None:
    """The demo coding, for the codebook ``vig_attunement``: code, subject, onset_us, offset_us, note."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["code", "subject", "onset_us", "offset_us", "note"])
        for a in story.annotations():
            table.writerow([a.code, a.subject, a.onset_us, a.offset_us, a.note])


def write_moments(path: Path, story: Story) -> None:
    """The moments worth showing: onset_us, offset_us, caption, starred (1 or 0)."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["onset_us", "offset_us", "caption", "starred"])
        for m in story.moments:
            table.writerow([m.onset_us, m.offset_us, m.caption, int(m.starred)])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
