"""A file name made of people's words."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r'[<>:"/\\|?*“”\x00-\x1f]+')
_LONGEST = 80


def file_name(words: str, suffix: str) -> str:
    """A name that every system takes, made of a title."""
    cleaned = re.sub(r"\s+", " ", _UNSAFE.sub(" ", words)).strip(" .")
    return f"{cleaned[:_LONGEST].strip(' .') or 'Reel'}{suffix}"
