"""How the window speaks of what is made of a reel."""

from __future__ import annotations

from vig_annotator.model.reel_style import FileFor
from vig_annotator.services.reel_queue import Item, State

FILE_FOR_WORDS = {
    FileFor.PHONE: "For a parent’s phone",
    FileFor.BIG_SCREEN: "For a big screen",
    FileFor.ARCHIVE: "For the archive",
}
FILE_FOR_HINTS = {
    FileFor.PHONE: "Small enough to be sent, sharp on a small screen.",
    FileFor.BIG_SCREEN: "For a television, a projector or this computer.",
    FileFor.ARCHIVE: "Hard to tell from the film itself; large.",
}


def size_words(size_bytes: int) -> str:
    """``8 MB``; ``1.4 GB``; ``less than 1 MB``."""
    megabytes = size_bytes / 1e6
    if megabytes < 1:
        return "less than 1 MB"
    return f"{megabytes:.0f} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"


def time_words(seconds: float) -> str:
    """``12 s``; ``3 min``; ``1 h 5 min``."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def state_words(item: Item, ahead: int = 0) -> str:
    """How far something is, in one line.

    Args:
        item: what is made.
        ahead: how many are made before it.
    """
    if item.state is State.WAITING:
        return "next" if ahead <= 1 else f"waits; {ahead} before it"
    if item.state is State.WORKING:
        left = f"about {time_words(item.left_s)} left" if item.left_s is not None else ""
        return " · ".join(one for one in (f"{item.share:.0%}".replace("%", " %"), item.doing, left) if one)
    if item.state is State.DONE:
        return f"made in {time_words(item.took_s)}"
    if item.state is State.CANCELLED:
        return "stopped; nothing unfinished is left"
    return ""


def line_words(working: Item | None, waiting: int) -> str:
    """What the status line says; empty while nothing is made."""
    if working is None:
        return ""
    words = f"Making “{working.title}”  {working.share:.0%}".replace("%", " %")
    if working.left_s is not None:
        words += f", about {time_words(working.left_s)} left"
    return f"{words} · {waiting} more" if waiting else words
