"""How quickly the preview of a reel makes its pictures: a reel with everything, at 960x540, from the 1080p30 film (`film.py`).

Two figures: pictures a second when they are made as fast as can be (the film has 30), and how many pictures a player left out that
ticked for the whole reel at playing speed::

    python benchmarks/reel_preview.py [seconds a clip]

The goal is no picture left out.
"""

from __future__ import annotations

import resource
import sys
import time
from statistics import quantiles

from film import film_path

from vig_annotator.gui.reels.text_painter import ready
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import probe
from vig_annotator.model.clip_look import Blur, Card, ClipLook, Join, Spotlight
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import Span, from_seconds
from vig_annotator.model.reel_style import ReelStyle
from vig_annotator.playback.player import Player
from vig_annotator.reels.canvas import PREVIEW_SIZE, Size
from vig_annotator.reels.parts import Cut, ReelFilm, ReelPlan
from vig_annotator.reels.plan import make_plan
from vig_annotator.reels.preview import ReelReader
from vig_annotator.services.reel_preview import Preview

LENGTH_S = 4.0
SIZE = (960, 540)
TICK_S = 0.004


def plan_of(length_s: float, most: Size = PREVIEW_SIZE, *, fill: bool = False) -> ReelPlan:
    """Three clips: captioned with a spotlight and a blur, zoomed with a moving frame, and side by side."""
    path = film_path()
    film = ReelFilm(path, probe(path), build_index(path))
    face, hand = Box(1_000, 1_000, 3_000, 4_000), Box(5_000, 3_000, 3_000, 4_000)

    def cut(start_s: float, look: ClipLook) -> Cut:
        return Cut(
            film,
            Span(from_seconds(start_s), from_seconds(start_s + length_s)),
            look,
            "He was looking for me.",
        )

    def keys(start_s: float) -> tuple[BoxAt, ...]:
        return BoxAt(from_seconds(start_s), face), BoxAt(from_seconds(start_s + length_s), hand)

    rich = ClipLook(
        baby_says="I see you", spotlight=Spotlight(keys(20)), blurs=(Blur("x", keys(20)),), join=Join.FADE
    )
    cuts = [
        cut(20, rich),
        cut(120, ClipLook(framing=keys(120))),
        cut(220, ClipLook(beside_next=True)),
        cut(320, ClipLook()),
    ]
    style = ReelStyle(opening=Card("Together", length_us=1_000_000))
    return make_plan(cuts, style=style, most=most, fill=fill)


def main() -> None:
    plan = plan_of(float(sys.argv[1]) if len(sys.argv) > 1 else LENGTH_S)
    painter = ready()
    costs = []
    with ReelReader(plan, painter) as reader:
        for number in range(plan.picture_count):
            began = time.perf_counter()
            reader.read(number, SIZE)
            costs.append(time.perf_counter() - began)
    p95 = quantiles(costs, n=20)[-1] * 1000
    print(f"{plan.picture_count} pictures: {len(costs) / sum(costs):.0f} a second, 95 % within {p95:.1f} ms")

    preview = Preview(plan, painter)
    player = Player(
        None, preview.index, size=SIZE, open_film=preview.open_film, open_sound=preview.open_sound
    )
    player.wait_until_ready(60)
    player.play()
    seen = set()
    while player.playing:
        picture = player.tick()
        if picture is not None:
            seen.add(picture.frame)
        time.sleep(TICK_S)
    player.close()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"played at {float(plan.rate):g} a second: {plan.picture_count - 1 - len(seen - {0})} pictures left out (goal 0); peak memory {peak_mb:.0f} MB"
    )


if __name__ == "__main__":
    main()
