"""How a reel is spoken of."""

from __future__ import annotations

from vig_annotator.model.mediatime import US_PER_SECOND


def clips_and_length(clips: int, length_us: int) -> str:
    """``3 clips, 24 s``."""
    return f"{clips} clip{'s' if clips != 1 else ''}, {seconds(length_us)}"


def seconds(length_us: int) -> str:
    """``24 s``, or ``1 min 05 s``."""
    whole = round(length_us / US_PER_SECOND)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"
