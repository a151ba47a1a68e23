"""How loud a film is, against the tones it was made with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.builders.clips import make_clip
from tests.builders.sound import Burst, Sound
from vig_annotator.errors import Cancelled
from vig_annotator.jobs import JobContext
from vig_annotator.media.indexing import build_index
from vig_annotator.media.waveform import load_or_make, waveform

BURSTS = (Burst(500_000), Burst(1_500_000, 300_000))


@pytest.mark.parametrize("rate", [48_000, 44_100, 22_050])
def test_peaks_stand_where_the_tones_are(tmp_path: Path, rate: int) -> None:
    clip = make_clip(tmp_path / "a.mp4", frames=75, size=(160, 96), sound=Sound(BURSTS, rate=rate))
    found = waveform(clip.path, build_index(clip.path))
    assert (len(found.peaks), found.per_second, found.reason) == (300, 100, "")
    loud = np.flatnonzero(found.peaks > 0.3)
    expected = [*range(50, 60), *range(150, 180)]
    # The ramp of a tone may fall into the peak before or after it.
    assert set(loud) <= set(expected) | {49, 60, 149, 180}
    assert set(expected) - set(loud) <= {50, 59, 150, 179}
    assert found.peaks.max() == pytest.approx(0.6, abs=0.08)


def test_a_silent_film_has_no_peaks_and_says_why(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "mute.mp4", frames=26, size=(160, 96))
    found = waveform(clip.path, build_index(clip.path))
    assert len(found.peaks) == 104 and not found.peaks.any()
    assert found.reason == "This film has no sound."


def test_it_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", frames=400, size=(64, 48), sound=Sound(BURSTS))
    index = build_index(clip.path)
    told: list[float] = []
    waveform(clip.path, index, JobContext(lambda done, _: told.append(done)))
    assert told == sorted(told) and len(told) == 4

    def stop(done: float, _: str) -> None:
        if done > 0.2:
            ctx.cancel()

    ctx = JobContext(stop)
    with pytest.raises(Cancelled):
        waveform(clip.path, index, ctx)


def test_it_is_kept_until_the_film_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = make_clip(tmp_path / "a.mp4", size=(160, 96), sound=Sound(BURSTS))
    index, caches = build_index(clip.path), tmp_path / "caches"
    first = load_or_make(clip.path, index, caches)
    assert [path.name.endswith(".sound.npz") for path in caches.iterdir()] == [True]

    def never(*_: object) -> None:
        raise AssertionError("it was listened to again")

    with monkeypatch.context() as patch:
        patch.setattr("vig_annotator.media.waveform.waveform", never)
        again = load_or_make(clip.path, index, caches)
    np.testing.assert_array_equal(first.peaks, again.peaks)
    assert (again.per_second, again.reason) == (100, "")
    make_clip(clip.path, size=(160, 96), sound=Sound((Burst(100_000),)))
    assert load_or_make(clip.path, build_index(clip.path), caches).peaks[12] > 0.3


def test_a_damaged_or_unwritable_cache_does_no_harm(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", size=(160, 96), sound=Sound(BURSTS))
    index, caches = build_index(clip.path), tmp_path / "caches"
    good = load_or_make(clip.path, index, caches)
    (kept,) = caches.iterdir()
    kept.write_bytes(kept.read_bytes()[:200])
    np.testing.assert_array_equal(load_or_make(clip.path, index, caches).peaks, good.peaks)
    blocked = tmp_path / "a_file"
    blocked.write_text("not a folder")
    np.testing.assert_array_equal(load_or_make(clip.path, index, blocked / "caches").peaks, good.peaks)
