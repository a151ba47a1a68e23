"""Where sound is heard is measured in the samples, against the times the films were made with."""

from __future__ import annotations

import io
import itertools
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.builders.clips import NTSC, Clip, make_clip
from tests.builders.sound import Burst, Sound, tone_onsets_us
from vig_annotator.errors import MediaMissing
from vig_annotator.media.audio_source import AudioReader

BURSTS = (Burst(300_000), Burst(900_000, pitch_hz=440), Burst(1_500_000, pitch_hz=1320))
RAMP_US = 1_500
"""The bursts begin softly: they are loud this much later at most."""


def first_frame_s(clip: Clip) -> Fraction:
    """Where the first displayed frame lies on the container's clock."""
    with av.open(str(clip.path)) as container:
        frame = next(container.decode(video=0))
        assert frame.pts is not None
        return frame.pts * frame.time_base


def open_sound(clip: Clip) -> AudioReader:
    return AudioReader(clip.path, first_frame_s(clip))


def assert_bursts(
    mono: NDArray[np.float32], start_us: int, within_us: int, bursts: tuple[Burst, ...] = BURSTS
) -> None:
    heard = tone_onsets_us(mono, 48_000, start_us)
    assert len(heard) == len(bursts), heard
    for onset_us, burst in zip(heard, bursts, strict=True):
        assert -within_us <= onset_us - burst.onset_us <= within_us + RAMP_US


@pytest.mark.parametrize(
    ("name", "sound", "start", "within_us"),
    [
        ("plain.mp4", Sound(BURSTS), Fraction(0), 100),
        ("plain.mov", Sound(BURSTS, rate=44_100), Fraction(0), 100),
        ("mono.mp4", Sound(BURSTS, channels=1, rate=22_050), Fraction(0), 200),
        ("late.mp4", Sound(BURSTS, start_us=200_000), Fraction(0), 1_000),
        ("early.mkv", Sound(BURSTS, start_us=-150_000), Fraction(1), 1_000),
        ("later_film.mp4", Sound(BURSTS), Fraction(3, 2), 1_500),
        ("plain.mkv", Sound(BURSTS, rate=44_100), Fraction(0), 1_000),
        ("opus.webm", Sound(BURSTS), Fraction(0), 1_000),
        ("pcm.avi", Sound(BURSTS, rate=44_100), Fraction(0), 100),
        ("stream.ts", Sound(BURSTS), Fraction(0), 200),
        ("disc.mpg", Sound(BURSTS), Fraction(0), 1_500),
    ],
)
def test_sound_stands_where_it_was_made(
    tmp_path: Path, name: str, sound: Sound, start: Fraction, within_us: int
) -> None:
    clip = make_clip(tmp_path / name, frames=60, rate=NTSC, size=(160, 96), start=start, sound=sound)
    with open_sound(clip) as reader:
        assert reader.reason == ""
        whole = reader.read(-100_000, 2_000_000, channels=1)[:, 0]
        assert len(whole) == 2_100 * 48
        assert_bursts(whole, -100_000, within_us)
        # And after a jump, read in small pieces.
        pieces = [
            reader.read(at, at + 10_000, channels=1)[:, 0] for at in range(1_450_000, 1_600_000, 10_000)
        ]
        assert_bursts(np.concatenate(pieces), 1_450_000, within_us, BURSTS[2:])


def test_sound_before_an_edit_list_s_first_picture(tmp_path: Path) -> None:
    clip = make_clip(
        tmp_path / "cut.mp4", frames=60, size=(160, 96), start=Fraction(-1, 5), sound=Sound(BURSTS)
    )
    # The builder's film clock begins with the first stored frame; a fifth of a second of it is hidden.
    shifted = tuple(Burst(b.onset_us - 200_000, pitch_hz=b.pitch_hz) for b in BURSTS)
    with AudioReader(clip.path, Fraction(0)) as reader:
        assert_bursts(reader.read(0, 2_000_000, channels=1)[:, 0], 0, 500, shifted)


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.ts"])
def test_a_jump_gives_the_same_samples_as_reading_on(tmp_path: Path, name: str) -> None:
    clip = make_clip(
        tmp_path / name, frames=150, size=(160, 96), sound=Sound(BURSTS, rate=44_100), container_options={}
    )
    with open_sound(clip) as straight, open_sound(clip) as jumping:
        whole = straight.read(0, 5_000_000)
        for start_us in (4_000_000, 1_480_000, 290_000, 880_123, 0):
            part = jumping.read(start_us, start_us + 200_000)
            first = round(start_us * 48 / 1000)
            np.testing.assert_allclose(part, whole[first : first + len(part)], atol=2e-4)


def test_stretches_that_touch_make_the_whole(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", size=(160, 96), sound=Sound(BURSTS, rate=44_100))
    with open_sound(clip) as one, open_sound(clip) as other:
        whole = one.read(0, 2_000_000)
        edges = [0, 1, 33_367, 66_733, 100_100, 900_007, 1_999_999, 2_000_000]
        pieces = [other.read(a, b) for a, b in itertools.pairwise(edges)]
        np.testing.assert_array_equal(np.concatenate(pieces), whole)


def test_left_and_right_stay_apart_and_mono_is_their_mean(tmp_path: Path) -> None:
    path = tmp_path / "sides.mkv"
    write_pcm(path, [(0, np.tile(np.array([[0.5, -0.25]], np.float32), (48_000, 1)))])
    with AudioReader(path, Fraction(0)) as reader:
        np.testing.assert_allclose(reader.read(0, 500_000), np.tile([[0.5, -0.25]], (24_000, 1)), atol=1e-4)
        np.testing.assert_allclose(
            reader.read(0, 500_000, channels=1), np.full((24_000, 1), 0.125), atol=1e-4
        )
        assert reader.read(0, 500_000, rate=16_000).shape == (8_000, 2)


def test_a_gap_in_the_timestamps_is_silence_and_what_follows_is_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "gap.mkv"
    loud = np.full((24_000, 2), 0.5, np.float32)
    write_pcm(path, [(0, loud), (1_200, loud)])
    with AudioReader(path, Fraction(0)) as reader:
        mono = reader.read(0, 2_000_000, channels=1)[:, 0]
        edges_ms = np.flatnonzero(np.diff((np.abs(mono) > 0.25).astype(int))) / 48
        np.testing.assert_allclose(edges_ms, [500, 1_200, 1_700], atol=1)
        assert abs(reader.read(1_190_000, 1_210_000, channels=1)[:400]).max() == 0
        assert abs(reader.read(1_190_000, 1_210_000, channels=1)[600:]).min() > 0.4


def test_a_clock_that_drifts_is_followed(tmp_path: Path) -> None:
    """A recorder whose 48 kHz are really 47.5: by its timestamps, after ten seconds sound is 100 ms later than counted."""
    path = tmp_path / "drift.mkv"
    block = 960
    pieces = [(round(i * block * 1000 / 47_500), np.zeros((block, 2), np.float32)) for i in range(520)]
    pieces[500] = (pieces[500][0], np.full((block, 2), 0.5, np.float32))
    write_pcm(path, pieces)
    with AudioReader(path, Fraction(0)) as reader:
        onset_us = tone_onsets_us(reader.read(0, 10_500_000, channels=1)[:, 0], 48_000)
    assert len(onset_us) == 1
    assert abs(onset_us[0] - pieces[500][0] * 1000) < 6_000


def test_a_film_without_sound_is_silent_and_says_so(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "mute.mp4", frames=5, size=(160, 96))
    with open_sound(clip) as reader:
        assert reader.reason == "This film has no sound."
        assert (reader.rate, reader.channels) == (0, 0)
        assert not reader.read(0, 1_000_000).any()
        assert sum(len(block) for _, block in reader.chunks(0, 2.0, 1_000_000)) == 24_000


def test_sound_that_can_t_be_decoded_is_silent_and_says_so(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.webm", frames=10, size=(160, 96), sound=Sound(BURSTS))
    data = clip.path.read_bytes()
    assert data.count(b"A_OPUS") == 1
    clip.path.write_bytes(data.replace(b"A_OPUS", b"A_XPUS"))
    with AudioReader(clip.path, Fraction(0)) as reader:
        assert reader.reason == "The sound of this film can't be read."
        assert not reader.read(0, 200_000).any()


def test_sound_that_ends_before_the_picture_is_followed_by_silence(tmp_path: Path) -> None:
    sound = Sound((Burst(100_000),), length_us=500_000)
    clip = make_clip(tmp_path / "short.mp4", frames=100, size=(160, 96), sound=sound)
    with open_sound(clip) as reader:
        assert not reader.read(600_000, 3_900_000).any()
        assert reader.read(100_000, 200_000).any()
        assert not reader.read(50_000_000, 50_010_000).any()


def test_a_missing_film_is_told() -> None:
    with pytest.raises(MediaMissing):
        AudioReader("nowhere.mp4", Fraction(0))


def test_an_open_file_reads_like_a_path(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", size=(160, 96), sound=Sound(BURSTS))
    with open_sound(clip) as by_path, AudioReader(io.BytesIO(clip.path.read_bytes()), Fraction(0)) as by_file:
        np.testing.assert_array_equal(by_path.read(0, 900_000), by_file.read(0, 900_000))


@pytest.mark.parametrize(
    ("start_us", "stop_us", "rate", "channels"), [(5, 4, 48_000, 2), (0, 1, 0, 2), (0, 1, 8_000, 3)]
)
def test_a_stretch_that_can_t_be_read(
    tmp_path: Path, start_us: int, stop_us: int, rate: int, channels: int
) -> None:
    clip = make_clip(tmp_path / "mute.mp4", frames=5, size=(160, 96))
    with open_sound(clip) as reader, pytest.raises(ValueError):
        reader.read(start_us, stop_us, rate, channels)


@pytest.mark.parametrize("speed", [0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0])
def test_the_voice_keeps_its_pitch_and_its_place_at_any_speed(tmp_path: Path, speed: float) -> None:
    bursts = (Burst(1_000_000, 800_000, 440), Burst(2_200_000, 600_000, 880))
    clip = make_clip(tmp_path / "a.mp4", frames=75, size=(160, 96), sound=Sound(bursts, rate=44_100))
    with open_sound(clip) as reader:
        chunks = list(reader.chunks(500_000, speed, 3_000_000))
    sound = np.concatenate([block for _, block in chunks])[:, 0]
    assert len(sound) == round(2_500_000 / speed * 48 / 1000)
    assert chunks[0][0] == 500_000
    given = np.cumsum([0] + [len(block) for _, block in chunks])[:-1]
    np.testing.assert_allclose([at for at, _ in chunks], 500_000 + given * speed / 0.048, atol=1)
    for burst in bursts:
        first = (burst.onset_us - 500_000) / speed * 0.048
        length = burst.duration_us / speed * 0.048
        heard = np.flatnonzero(np.abs(sound) > 0.12)
        heard = heard[(heard > first - length / 4) & (heard < first + length * 1.25)]
        # Slowed down, a tone is smeared over what lies beside it; its place in the film is right all the same.
        early, late = (heard[0] - first) / 48, (heard[-1] + 1 - first - length) / 48
        assert abs(early + late) / 2 * min(speed, 1.0) < 8, (early, late)
        assert early * min(speed, 1.0) > -22 and late * min(speed, 1.0) < 22
        middle = sound[int(first + length * 0.3) : int(first + length * 0.7)]
        spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
        pitch = np.argmax(spectrum) * 48_000 / len(middle)
        assert abs(pitch - burst.pitch_hz) < max(8, 48_000 / len(middle))


def test_a_read_between_chunks_does_not_disturb_them(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", size=(160, 96), sound=Sound(BURSTS))
    with open_sound(clip) as reader:
        whole = reader.read(0, 1_000_000)
        chunks = reader.chunks(0, 1.0, 1_000_000)
        pieces = [next(chunks)[1]]
        reader.read(1_700_000, 1_800_000)
        pieces += [block for _, block in chunks]
    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-5)


@pytest.mark.parametrize("speed", [0.0, 0.09, 4.1, -1.0, float("nan")])
def test_a_speed_out_of_range(tmp_path: Path, speed: float) -> None:
    clip = make_clip(tmp_path / "mute.mp4", frames=5, size=(160, 96))
    with open_sound(clip) as reader, pytest.raises(ValueError):
        reader.chunks(0, speed)


def write_pcm(path: Path, pieces: list[tuple[int, NDArray[np.float32]]]) -> None:
    """An mkv with a still picture and PCM sound in blocks at stated milliseconds."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("mpeg4", rate=25)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=48_000, layout="stereo")
        sound.codec_context.time_base = Fraction(1, 1000)
        frame = av.VideoFrame(64, 48, "yuv420p")
        frame.pts = 0
        container.mux(picture.encode(frame))
        container.mux(picture.encode())
        for at_ms, samples in pieces:
            packed = np.ascontiguousarray(np.round(samples * 32_767).astype(np.int16))
            packet = av.Packet(packed.tobytes())
            packet.stream, packet.time_base = sound, Fraction(1, 1000)
            packet.pts = packet.dts = at_ms
            container.mux(packet)
