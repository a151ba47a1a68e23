"""From bytes to text, when nobody says how it was written."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes, otherwise: str = "cp1252") -> tuple[str, str]:
    """The text, and the name of its encoding.

    A byte order mark decides; then UTF-16 without a mark, seen by its zeros; then UTF-8; then the encoding that old
    Windows programs used. Nothing is ever refused: what stands for no character becomes �.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), encoding
    start = raw[:400]
    if start[1::2].count(0) > len(start) // 4:
        return raw.decode("utf-16-le", "replace"), "utf-16-le"
    if start[0::2].count(0) > len(start) // 4:
        return raw.decode("utf-16-be", "replace"), "utf-16-be"
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode(otherwise, "replace"), otherwise


def with_plain_line_ends(text: str) -> str:
    """The text with every line end as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def held_by_xml(text: str) -> str:
    """A text without the characters that XML can't hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )


def shortened(text: str, most: int = 60) -> str:
    """A text as a sentence can quote it: one line, printable, not too long."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(text[: most * 4].split()))
    return line if len(line) <= most else line[: most - 1] + "…"
