"""What runs while the film is on a frame, in a few words over the film."""

from __future__ import annotations

from vig_annotator.gui.buttons import key_text
from vig_annotator.model.timecode import format_duration
from vig_annotator.services.coding_desk import CodingDesk

_MOST_LINES = 4


def running_words(desk: CodingDesk, time_us: int) -> tuple[str, ...]:
    """A line for each running state: key, label, for how long; ``A · Watching with interest · running 4.2 s``."""
    lines = []
    for one in desk.running[:_MOST_LINES]:
        code = desk.code_of(one)
        if code is None:
            continue
        so_far = time_us - one.onset_us
        length = f"running {format_duration(so_far)}" if so_far >= 0 else "starts later"
        key = f"{key_text(code.key)} · " if code.key else ""
        lines.append(f"{key}{code.label} · {length}")
    return tuple(lines)
