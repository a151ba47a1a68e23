"""The sound of the real films: never a crash, silence only where there is a reason or the film is silent."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from vig_annotator.errors import MediaError
from vig_annotator.media.audio_source import AudioReader

pytestmark = pytest.mark.corpus

UNREADABLE = {"go-mp4__sample_qt.mp4", "mux.js__test-no-audio-segment.ts"}


def test_every_film_gives_sound_or_says_why(corpus_dir: Path) -> None:
    heard = 0
    for path in sorted(corpus_dir.iterdir()):
        if path.suffix in (".csv", ".md") or path.is_dir():
            continue
        try:
            reader = AudioReader(path, Fraction(0))
        except MediaError as error:
            assert error.message
            continue
        with reader:
            sound = reader.read(-100_000, 500_000)
            assert sound.shape == (28_800, 2) and np.isfinite(sound).all()
            assert (reader.rate > 0) == (reader.reason == "")
            assert (path.name in UNREADABLE) == (reader.reason == "The sound of this film can't be read.")
            heard += reader.reason == ""
    assert heard > 40


def test_a_film_that_other_programs_fail_on(corpus_dir: Path) -> None:
    with AudioReader(corpus_dir / "moviepy__video_with_failing_audio.mp4", Fraction(0)) as reader:
        assert reader.read(0, 12_000_000).shape == (12 * 48_000, 2)
        assert len(list(reader.chunks(11_000_000, 0.5, 12_000_000))) > 10
