"""The broken films are broken in the way they say."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from tests.builders import damage
from tests.builders.clips import make_clip


def decodable(path: Path) -> int:
    """How many pictures come out before an error or the end."""
    count = 0
    with av.open(str(path)) as container:
        try:
            for _ in container.decode(video=0):
                count += 1
        except av.FFmpegError:
            pass
    return count


def test_a_truncated_film_holds_its_first_part(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "whole.mkv", frames=60)

    part = damage.truncated(whole.path, tmp_path / "part.mkv", 0.6)

    assert 10 < decodable(part) < 60


def test_a_damaged_middle_leaves_the_beginning(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "whole.mp4", frames=60)

    hurt = damage.damaged_middle(whole.path, tmp_path / "hurt.mp4")

    assert hurt.stat().st_size == whole.path.stat().st_size
    assert hurt.read_bytes() != whole.path.read_bytes()
    assert decodable(hurt) >= 10


def test_a_film_without_its_moov_does_not_open(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "whole.mp4", frames=20)

    lost = damage.without_moov(whole.path, tmp_path / "lost.mp4")

    with pytest.raises(av.FFmpegError):
        av.open(str(lost))


def test_a_moov_at_the_front_is_refused(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "fast.mp4", frames=20, container_options={"movflags": "faststart"})

    with pytest.raises(ValueError, match="front"):
        damage.without_moov(whole.path, tmp_path / "lost.mp4")


def test_a_voice_without_picture(tmp_path: Path) -> None:
    with av.open(str(damage.sound_only(tmp_path / "voice.mp4"))) as container:
        assert not container.streams.video
        assert container.streams.audio


def test_files_that_are_no_films(tmp_path: Path) -> None:
    for path in (
        damage.text_named_as_film(tmp_path / "text.mp4"),
        damage.empty(tmp_path / "empty.mp4"),
    ):
        with pytest.raises(av.FFmpegError):
            av.open(str(path))
