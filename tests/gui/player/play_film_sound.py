"""A program that plays a film's sound on the default device and says what it saw; run by the tests of the device.

Usage: play_film_sound.py FILM START_US STOP_US SPEED [MARK_US ...]

It prints one JSON object: whether it started, its problems, the monotonic time at which each mark of the film was
heard by its clock, and how often the device's queue was found empty although there was more to play: then the computer was too
busy to play without a break, whoever writes.
"""

from __future__ import annotations

import json
import sys
import time
from fractions import Fraction

from PySide6.QtCore import QCoreApplication, QTimer

from vig_annotator.gui.player.audio_sink import SoundDevice
from vig_annotator.media.audio_source import AudioReader

_TICK_MS = 5
_LONGEST_S = 40.0


def main(film: str, start_us: int, stop_us: int, speed: float, marks_us: list[int]) -> int:
    app = QCoreApplication([])
    problems: list[str] = []
    passed: dict[int, float] = {}
    device = SoundDevice()
    if device.problem:
        problems.append(device.problem)
    device.problem_changed.connect(problems.append)
    started = device.start()
    reader = AudioReader(film, Fraction(0))
    chunks = reader.chunks(start_us, speed, stop_us + 300_000)
    waiting = b""
    ran_dry, whole_queue, ended = 0, device.free_bytes(), False
    # A program that hung would hang the tests.
    deadline = time.monotonic() + _LONGEST_S

    def tick() -> None:
        nonlocal waiting, ran_dry, ended
        ran_dry += device.played_us() > 0 and device.free_bytes() >= whole_queue and not ended
        while device.free_bytes() > 0:
            if not waiting:
                waiting = next((block.tobytes() for _, block in chunks), b"")
            if not waiting:
                ended = True
                break
            taken = device.write(waiting)
            waiting = waiting[taken:]
        at_us = start_us + round(device.played_us() * speed)
        for mark in marks_us:
            if mark not in passed and at_us >= mark:
                passed[mark] = time.monotonic()
        if at_us >= stop_us or device.problem or time.monotonic() > deadline:
            app.quit()

    timer = QTimer()
    timer.setInterval(_TICK_MS)
    timer.timeout.connect(tick)
    if started:
        sys.stdout.write("playing\n")
        sys.stdout.flush()
        timer.start()
        app.exec()
    device.stop()
    device.close()
    device.close()
    reader.close()
    marks = [passed.get(mark) for mark in marks_us]
    sys.stdout.write(
        json.dumps({"started": started, "problems": problems, "marks": marks, "ran_dry": ran_dry}) + "\n"
    )
    return 0 if time.monotonic() < deadline else 3


if __name__ == "__main__":
    sys.exit(
        main(
            sys.argv[1],
            int(sys.argv[2]),
            int(sys.argv[3]),
            float(sys.argv[4]),
            [int(a) for a in sys.argv[5:]],
        )
    )
