"""How large a picture the parent's screen gets here, and whether it plays without a gap: the reel of `reel_preview.py`.

For the picture's room on a display of 1920x1080: how many pictures a second are made at each size, which size the shared review would
take (`services/review_stops.py`), how long it takes until the first picture of a clip is on the screen after a press of "next" in the
dark, and how many pictures a player leaves out at that size, at full, half and quarter speed::

    python benchmarks/shared_review.py [seconds a clip]

The goals: the first picture within 50 ms, no picture left out.
"""

from __future__ import annotations

import sys
import time

from reel_preview import TICK_S, plan_of

from vig_annotator.gui.reels.text_painter import ready
from vig_annotator.jobs import JobContext
from vig_annotator.playback.player import Player
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.pace import pictures_a_second
from vig_annotator.services.reel_preview import Preview
from vig_annotator.services.review_stops import LEAST, ROOM, SHARES

ROOM_SIZE = Size(1864, 882)
CACHE_BYTES = 384_000_000


def main() -> None:
    length_s = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    painter = ready()
    chosen = None
    for share in SHARES:
        width, height = (round(side * share) for side in (ROOM_SIZE.width, ROOM_SIZE.height))
        plan = plan_of(length_s, Size(max(LEAST.width, width), max(LEAST.height, height)), fill=True)
        pace = pictures_a_second(plan, painter, JobContext())
        enough = pace >= ROOM * plan.rate
        print(
            f"{plan.canvas.width}x{plan.canvas.height}: {pace:.0f} pictures a second, wanted {float(ROOM * plan.rate):.0f}"
        )
        if chosen is None and (enough or share == SHARES[-1]):
            chosen = plan
    assert chosen is not None
    print(f"chosen: {chosen.canvas.width}x{chosen.canvas.height}")
    preview = Preview(chosen, painter)
    player = Player(
        None,
        preview.index,
        size=(ROOM_SIZE.width, ROOM_SIZE.height),
        cache_bytes=CACHE_BYTES,
        open_film=preview.open_film,
        open_sound=preview.open_sound,
    )
    clip = chosen.clips[0]
    for speed in (1.0, 0.5, 0.25):
        player.seek_frame(clip.first_picture)
        player.wait_until_ready(60)
        player.set_speed(speed)
        began = time.perf_counter()
        player.play(chosen.time_us(clip.first_picture + clip.count))
        first_ms, seen = 0.0, set()
        while player.playing:
            picture = player.tick()
            if picture is not None or not seen:
                first_ms = first_ms or (time.perf_counter() - began) * 1000
                seen.add(player.shown.frame if player.shown else -1)
            time.sleep(TICK_S)
        print(
            f"at {speed:g}: first picture after {first_ms:.0f} ms, {clip.count - len(seen)} of {clip.count} left out"
        )
    player.close()


if __name__ == "__main__":
    main()
