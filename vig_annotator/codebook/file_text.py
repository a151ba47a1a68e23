"""From a file to text: everything that can be wrong before YAML is looked at."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.limits import MAX_BYTES

_SAVE_AS_UTF8 = "open it in a text editor and save it with the encoding UTF-8"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ufeff\ud800-\udfff]")


def read_codebook_text(path: Path) -> str:
    """The text of a codebook file.

    Raises:
        CodebookError: the file is missing, a folder, unreadable, too big, or not UTF-8 text.
    """
    faults = Faults(file_name(path))
    raw = read_bytes(path, faults, MAX_BYTES)
    faults.raise_if_any()
    text = decode_codebook(raw, faults)
    faults.raise_if_any()
    return text


def file_name(path: Path) -> str:
    """A path as it stands in faults; bytes that are no text are replaced, so that it can always be printed."""
    return str(path).encode("utf-8", "replace").decode()


def read_bytes(path: Path, faults: Faults, limit: int) -> bytes:
    """The bytes of an ordinary file of at most ``limit`` bytes; what stands in the way is noted."""
    try:
        # O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        faults.add(1, "the file is not there", "check the name and the folder")
    except IsADirectoryError:
        faults.add(1, "this is a folder, not a file", "name a codebook file, ending in .yaml")
    except PermissionError:
        if path.is_dir():
            faults.add(1, "this is a folder, not a file", "name a codebook file, ending in .yaml")
        else:
            faults.add(1, "the file may not be read", "ask whoever owns it to let you read it")
    except (OSError, ValueError) as trouble:
        reason = getattr(trouble, "strerror", None) or "the name can't be used"
        faults.add(1, f"the file can't be opened ({reason})", "check the name and the folder")
    else:
        try:
            return _read_open_file(descriptor, faults, limit)
        finally:
            os.close(descriptor)
    return b""


def _read_open_file(descriptor: int, faults: Faults, limit: int) -> bytes:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        faults.add(1, "this is a folder, not a file", "name a codebook file, ending in .yaml")
        return b""
    if not stat.S_ISREG(mode):
        faults.add(1, "this is not an ordinary file", "name a codebook file, ending in .yaml")
        return b""
    blocks = []
    total = 0
    try:
        while total <= limit and (block := os.read(descriptor, 1 << 16)):
            blocks.append(block)
            total += len(block)
    except OSError as trouble:
        faults.add(
            1, f"the file can't be read ({trouble.strerror})", "copy it to this computer and try again"
        )
        return b""
    if total > limit:
        faults.add(
            1,
            f"the file is too big for a codebook (more than {limit // 1_000_000} MB)",
            "check that it is the right file; split a very large codebook into several",
        )
    return b"".join(blocks)


def decode_codebook(raw: bytes, faults: Faults) -> str:
    """Bytes as text; what is wrong with the encoding is noted, with the line of each bad place."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(raw):
        faults.add(1, "the file is written in UTF-16 (or UTF-32)", _SAVE_AS_UTF8)
        return ""
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        _note_bad_bytes(raw, faults)
        return ""
    return text


def with_plain_line_ends(text: str) -> str:
    """The text with line feeds alone at the end of lines, so that a codebook has the same hash on every system."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _looks_like_utf16(raw: bytes) -> bool:
    head = raw[:400]
    return len(head) >= 4 and head.count(0) * 3 >= len(head) and len(raw) % 2 == 0


def _note_bad_bytes(raw: bytes, faults: Faults) -> None:
    for number, line in enumerate(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as trouble:
            byte = line[trouble.start]
            faults.add(
                number,
                f"a letter on this line is not written in UTF-8 (byte 0x{byte:02X}); "
                "the file is probably Latin-1 or Windows-1252",
                _SAVE_AS_UTF8,
            )


def check_characters(text: str, faults: Faults) -> None:
    """Note every line that holds characters no codebook needs (NUL, control characters, half characters)."""
    for number, line in enumerate(text.split("\n"), start=1):
        found = _UNPRINTABLE.search(line)
        if found:
            character = f"U+{ord(found.group()):04X}"
            faults.add(
                number,
                f"this line holds a character that can't be printed ({character})",
                "delete the line and type it again",
            )
