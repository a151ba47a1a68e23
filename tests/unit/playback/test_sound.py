"""Sound leads: pictures follow what is heard, and go on alone where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.builders.clips import Clip
from tests.unit.playback.stand import Clock, Device, RampSound, Stand
from vig_annotator.errors import MediaUnreadable
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.indexing import build_index
from vig_annotator.media.picture import Picture
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.playback.audio_output import AudioOutput
from vig_annotator.playback.player import Player
from vig_annotator.playback.sound_lead import STOPPED


@pytest.fixture(scope="module")
def index(plain_film: Clip) -> FrameIndex:
    return build_index(plain_film.path)


def stand(
    clip: Clip, index: FrameIndex, device: Callable[[Clock], Device], **more: Any
) -> tuple[Stand, Device]:
    clock = Clock()
    made = device(clock)
    output: AudioOutput = made
    more.setdefault("open_sound", lambda _: RampSound())
    player = Player(clip.path, index, size=(480, 480), now_us=clock, audio_output=output, **more)
    return Stand(player, clock), made


def heard(device: Device) -> list[np.ndarray[Any, Any]]:
    """Left channel of what was written since each start: the media time of each sample, in seconds."""
    return [np.frombuffer(bytes(part), np.float32)[::2] for part in device.heard]


def lag_us(bench: Stand, device: Device, index: FrameIndex, start_us: int, speed: float = 1.0) -> float:
    """How far the picture on the screen is from what is heard."""
    assert bench.player.shown is not None
    due = index.frame_at(round(start_us + device.played_us() * speed))
    return abs(index.time_of(bench.player.shown.frame) - index.time_of(due))


@pytest.mark.parametrize(("pace", "delay_us"), [(1.0, 0), (1.0, 60_000), (0.97, 20_000), (1.03, 0)])
def test_pictures_follow_a_device_with_a_clock_of_its_own(
    plain_film: Clip, index: FrameIndex, pace: float, delay_us: int
) -> None:
    bench, device = stand(plain_film, index, lambda clock: Device(clock, pace, delay_us))
    with bench:
        bench.player.seek_frame(10)
        bench.settle()
        bench.player.play()
        frames = [frame for _, frame in bench.run(300_000)]
        for _ in range(40):
            frames += [frame for _, frame in bench.run(50_000)]
            assert lag_us(bench, device, index, 400_000) <= 40_000
        assert frames == sorted(frames)
        assert set(range(11, frames[-1])) <= set(frames)


def test_all_sound_is_played_from_the_frame_on_the_screen(plain_film: Clip, index: FrameIndex) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.player.seek_frame(20)
        bench.settle()
        bench.player.play()
        bench.run(700_000)
        (samples,) = heard(device)
        assert samples[0] == pytest.approx(0.8)
        assert np.diff(samples).max() < 3e-5 and np.diff(samples).min() > 1e-5  # no gap, nothing twice
        bench.player.pause()
        assert not device.running
        shown = bench.player.frame
        bench.player.play()
        bench.run(100_000)
        assert heard(device)[1][0] == pytest.approx(index.time_of(shown) / 1e6)


@pytest.mark.parametrize("speed", [0.1, 0.5, 2.0, 4.0])
def test_speeds(plain_film: Clip, index: FrameIndex, speed: float) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.settle()
        bench.player.play()
        bench.run(100_000)
        bench.player.set_speed(speed)
        begun = bench.player.position_us
        bench.run(400_000)
        assert len(device.heard) == 2
        assert lag_us(bench, device, index, begun, speed) <= 40_000 * max(1.0, speed)


def test_a_loop_sounds_without_a_gap(plain_film: Clip, index: FrameIndex) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.player.seek_frame(30)
        bench.settle()
        bench.player.set_loop(index.span_of_frames(30, 37))
        bench.player.play()
        frames = [frame for _, frame in bench.run(280_000 * 6)]
        assert frames[:20] == [*range(31, 37), *range(30, 37), *range(30, 37)]
        (samples,) = heard(device)
        hops = np.diff(samples)
        assert (hops[hops < 0] == pytest.approx(-0.28, abs=1e-3)) and (hops < 0).sum() >= 5
        assert hops.max() < 3e-5


def test_the_film_ends_with_its_last_frame_and_the_sound_with_it(plain_film: Clip, index: FrameIndex) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.player.seek_frame(90)
        bench.settle()
        bench.player.play()
        bench.run(900_000)
        assert not bench.player.playing and bench.player.frame == 99
        assert heard(device)[0][-1] == pytest.approx(4.0, abs=1e-3)
        assert not device.running


def test_a_device_that_goes_away_does_not_stop_the_film(plain_film: Clip, index: FrameIndex) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.settle()
        bench.player.play()
        bench.run(500_000)
        device.pace = 0.0
        bench.run(2_000_000)
        assert not device.running
        assert bench.player.frame >= 30
        assert bench.player.no_sound_because == STOPPED
        device.pace = 1.0
        bench.player.pause()
        bench.player.play()
        bench.run(100_000)
        assert device.running
        assert bench.player.no_sound_because == ""


@pytest.mark.parametrize("stalled_us", [1_200_000, 4_500_000])
def test_a_device_that_stalls_and_goes_on_is_heard_again_by_itself(
    plain_film: Clip, index: FrameIndex, stalled_us: int
) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.settle()
        bench.player.set_loop(Span(MediaTime(0), index.end_us))
        bench.player.play()
        bench.run(300_000)
        device.pace = 0.0
        bench.run(stalled_us)
        assert bench.player.no_sound_because == STOPPED
        device.pace = 1.0
        bench.run(7_500_000 - stalled_us)
        assert device.running and bench.player.no_sound_because == ""
        due_us = round(float(heard(device)[-1][0]) * 1e6 + device.played_us()) % index.end_us
        assert abs(bench.player.position_us % index.end_us - due_us) <= 80_000


def test_what_was_heard_on_one_device_is_not_sent_to_another_by_itself(
    plain_film: Clip, index: FrameIndex
) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.settle()
        bench.player.set_loop(Span(MediaTime(0), index.end_us))
        bench.player.play()
        bench.run(300_000)
        device.pace = 0.0
        bench.run(1_500_000)
        device.pace, device.another = 1.0, True
        bench.run(7_000_000)
        assert not device.running and len(device.heard) == 1
        assert bench.player.no_sound_because == STOPPED


@pytest.mark.parametrize("asleep_us", [600_000, 1_500_000, 3_200_000])
def test_a_device_that_wakes_late_is_heard_where_the_film_is(
    plain_film: Clip, index: FrameIndex, asleep_us: int
) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.settle()
        device.wakes_at_us = bench.clock() + asleep_us
        bench.player.play()
        frames = [frame for _, frame in bench.run(asleep_us + 400_000)]
        assert bench.player.no_sound_because == "" and device.running
        assert frames == list(range(1, frames[-1] + 1)), "pictures go on, and never back"
        begun_us = round(float(heard(device)[-1][0]) * 1e6)
        assert lag_us(bench, device, index, begun_us) <= 80_000


def test_a_device_that_never_wakes_is_not_waited_for_without_end(plain_film: Clip, index: FrameIndex) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.settle()
        device.wakes_at_us = bench.clock() + 3_600_000_000
        bench.player.set_loop(Span(MediaTime(0), index.end_us))
        bench.player.play()
        bench.run(7_000_000)
        assert not device.running and len(device.heard) <= 6
        assert bench.player.no_sound_because == STOPPED and bench.player.playing


@pytest.mark.parametrize("why", ["no device", "no sound in the film", "sound can't be opened"])
def test_without_sound_the_computers_clock_leads(plain_film: Clip, index: FrameIndex, why: str) -> None:
    def unreadable(_: FrameIndex) -> RampSound:
        raise MediaUnreadable("The sound of this film can't be read.")

    opened = {
        "no device": lambda _: RampSound(),
        "no sound in the film": lambda _: RampSound("This film has no sound."),
        "sound can't be opened": unreadable,
    }[why]
    bench, device = stand(plain_film, index, Device, open_sound=opened)
    device.present = why != "no device"
    with bench:
        bench.settle()
        bench.player.play()
        seen = bench.run(1_000_000)
        assert [frame for _, frame in seen] == list(range(1, 26))
        assert bool(bench.player.no_sound_because) is (why != "no device")


def test_a_fault_in_the_sound_is_told_and_the_film_goes_on(plain_film: Clip, index: FrameIndex) -> None:
    class Faulty(RampSound):
        def chunks(self, *_: Any, **__: Any) -> Any:
            raise ZeroDivisionError("a bug")

    told: list[Exception] = []
    bench, _ = stand(plain_film, index, Device, open_sound=lambda _: Faulty(), on_trouble=told.append)
    with bench:
        bench.settle()
        bench.player.play()
        frames = [frame for _, frame in bench.run(1_000_000)]
        assert [type(fault) for fault in told] == [ZeroDivisionError]
        assert frames[-1] >= 20


def test_the_real_sound_of_a_film(plain_film: Clip, index: FrameIndex) -> None:
    clock = Clock()
    device = Device(clock)
    bench = Stand(Player(plain_film.path, index, size=(480, 480), now_us=clock, audio_output=device), clock)
    with bench:
        bench.settle()
        bench.player.play()
        bench.run(1_300_000)
        (samples,) = heard(device)
        loud = np.abs(samples) > 0.05
        assert loud.argmax() / 48_000 == pytest.approx(1.0, abs=0.02)


def test_volume_and_end(plain_film: Clip, index: FrameIndex) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.player.set_volume(0.25)
        assert device.volume == 0.25
    assert device.closed


def test_the_sound_is_begun_anew_where_the_film_is_and_the_film_plays_on(
    plain_film: Clip, index: FrameIndex
) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.settle()
        bench.player.play()
        frames = [frame for _, frame in bench.run(800_000)]
        position = bench.player.position_us
        bench.player.renew_sound()
        assert bench.player.playing
        frames += [frame for _, frame in bench.run(800_000)]
        assert frames == list(range(frames[0], frames[-1] + 1)) and frames[-1] >= 38
        assert len(device.heard) == 2
        assert heard(device)[1][0] * 1e6 == pytest.approx(position, abs=45_000)
        assert lag_us(bench, device, index, position) <= 80_000


def test_a_film_that_stands_or_runs_back_has_no_sound_to_begin_anew(
    plain_film: Clip, index: FrameIndex
) -> None:
    bench, device = stand(plain_film, index, Device)
    with bench:
        bench.player.seek_frame(50)
        bench.settle()
        bench.player.renew_sound()
        assert not bench.player.playing and not device.heard
        bench.player.play_backwards()
        bench.player.renew_sound()
        assert bench.player.backwards and not device.heard


class HeavyReader(FilmReader):
    """Each picture costs more of the clock than it is on the screen."""

    clock: Clock

    def read(self, frame: int, size: Any = None, **more: Any) -> Picture:
        self.clock.now_us += 90_000
        return super().read(frame, size, **more)


def test_what_is_too_heavy_to_play_whole_stays_in_step_with_its_sound(
    plain_film: Clip, index: FrameIndex
) -> None:
    bench, device = stand(
        plain_film,
        index,
        Device,
        open_film=lambda: HeavyReader(plain_film.path),
        cache_bytes=3 * 480 * 270 * 3,
    )
    with bench:
        HeavyReader.clock = bench.clock
        bench.player.wait_for_picture()
        bench.player.play()
        late: list[float] = []
        began = bench.clock.now_us
        while bench.player.playing:
            run = bench.player._run
            bench.player._decoding.wait_for_picture(run.due if run else 99, 5)
            bench.player.tick()
            bench.clock.now_us += 4_000
            if bench.player.playing:
                late.append(lag_us(bench, device, index, 0))
        assert bench.clock.now_us - began < 5_000_000  # the sound never waits for pictures
        assert np.median(late) <= 160_000 and max(late) <= 500_000
        assert len(device.heard) == 1
