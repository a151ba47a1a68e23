"""A file name made of people's words: one that every system takes, and that looks like what it is."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r'[<>:"/\\|?*]+')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control characters, marks that turn the direction of writing, halves of characters, and what has no form."""

_JOINERS = "\u200c\u200d"
"""These shape letters and emoji, and hide nothing."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names of devices in Windows, whatever their ending."""

_MOST_BYTES = 200
"""Systems take 255 bytes; an ending, a number and ``.part`` want room."""


def file_stem(words: str, usual: str, longest: int = 80) -> str:
    """The words as a file name without its ending.

    Args:
        words: such as a title.
        usual: the name where nothing of the words is left.
        longest: how many characters at most.
    """
    seen = (
        one if one in _JOINERS or unicodedata.category(one) not in _INVISIBLE else " "
        for one in _UNSAFE.sub(" ", words)
    )
    cleaned = re.sub(r"\s+", " ", "".join(seen)).strip(" .")[:longest]
    cut = cleaned.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").strip(" ." + _JOINERS)
    return f"{cut}_" if _RESERVED.fullmatch(cut) else cut or usual
