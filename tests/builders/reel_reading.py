"""Reading a finished reel with other eyes than the program's: plain PyAV, and the ffmpeg program where it is."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Disposition
from numpy.typing import NDArray

from sample_clips.frame_pattern import read_pattern


@dataclass(frozen=True)
class Shown:
    """What a player shows and plays.

    Attributes:
        numbers: the pattern's number on every picture, None where it can't be read.
        times: when each picture begins, in seconds.
        rate: as the file says.
        size: width and height.
        sound: decoded samples, mono.
        sound_start: when the first of them is heard, in seconds.
        last: the last picture, RGB.
    """

    numbers: list[int | None]
    times: list[Fraction]
    rate: Fraction
    size: tuple[int, int]
    sound: NDArray[np.float32]
    sound_start: Fraction
    last: NDArray[np.uint8]

    @property
    def sound_s(self) -> float:
        """Length of the sound in seconds."""
        return len(self.sound) / 48_000


def read_reel(path: Path) -> Shown:
    """Decode a whole reel."""
    numbers: list[int | None] = []
    times: list[Fraction] = []
    blocks: list[NDArray[np.float32]] = []
    sound_start = None
    picture = np.zeros((1, 1, 3), np.uint8)
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert len(container.streams.audio) == 1
        # The other pictures, if any, are no film: a poster.
        posters = [one for one in container.streams.video[1:] if one.disposition & Disposition.attached_pic]
        assert len(container.streams.video) == 1 + len(posters)
        rate, size = Fraction(video.average_rate or 0), (video.width, video.height)
        for frame in container.decode(video, audio):
            assert frame.pts is not None and frame.time_base is not None
            if isinstance(frame, av.VideoFrame):
                picture = frame.to_ndarray(format="rgb24")
                numbers.append(read_pattern(picture))
                times.append(frame.pts * frame.time_base)
            elif isinstance(frame, av.AudioFrame):
                if sound_start is None:
                    sound_start = frame.pts * frame.time_base
                assert frame.sample_rate == 48_000
                blocks.append(frame.to_ndarray().mean(axis=0))
    assert sound_start is not None
    return Shown(numbers, times, rate, size, np.concatenate(blocks), sound_start, picture)


def complaints_of_ffmpeg(path: Path) -> str:
    """What the ffmpeg program finds wrong with a film; empty if nothing, or if the program is not on this machine."""
    program = shutil.which("ffmpeg")
    if program is None:
        return ""
    command = [program, "-v", "warning", "-xerror", "-i", str(path), "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # FFmpeg 5 says so of every MP4 that has a poster: the picture has no clock.
    said = "".join(line for line in done.stderr.splitlines(True) if "timescale not set" not in line)
    return said + (f"exit status {done.returncode}" if done.returncode else "")
