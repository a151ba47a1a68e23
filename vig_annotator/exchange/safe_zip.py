"""Opening packed files of other programs in memory: no path is ever followed, no content can explode."""

from __future__ import annotations

import io
import zipfile
import zlib

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.limits import MAX_PACKED_FILES, MAX_PACKING, MAX_UNPACKED_BYTES

_SMALL = 1_000_000
_BLOCK = 1 << 20


def unpack(raw: bytes, what: str) -> dict[str, bytes]:
    """The files in a packed file, by the names that it gives them; nothing is written anywhere.

    Args:
        raw: the packed file.
        what: what it should be, for the sentence: “a Datavyu file”.

    Raises:
        ForeignFileError: it is damaged, encrypted, would unpack into something huge, or names places outside itself.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return _contents(package, len(raw), what)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
        OSError,
        ValueError,
    ) as error:
        raise ForeignFileError(
            f"This is not {what} that can be opened: the packed file is damaged or encrypted.",
            "Save it again from its own program.",
        ) from error


def _contents(package: zipfile.ZipFile, packed_size: int, what: str) -> dict[str, bytes]:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    if len(entries) > MAX_PACKED_FILES:
        raise ForeignFileError(
            f"This is not {what}: it holds {len(entries):,} files.", "Check that it is the right file."
        )
    contents: dict[str, bytes] = {}
    allowed = min(MAX_UNPACKED_BYTES, max(_SMALL, packed_size * MAX_PACKING))
    for entry in entries:
        _check_name(entry.filename)
        parts: list[bytes] = []
        with package.open(entry) as stream:
            while block := stream.read(_BLOCK):
                allowed -= len(block)
                if allowed < 0:
                    raise ForeignFileError(
                        f"“{entry.filename}” in this packed file would unpack into something far too big.",
                        "Check where the file comes from.",
                    )
                parts.append(block)
        contents[entry.filename] = b"".join(parts)
    return contents


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise ForeignFileError(
            "A name in this packed file points outside of it.", "Check where the file comes from."
        )


def pack(files: dict[str, bytes]) -> bytes:
    """A packed file with these files, the same bytes every time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return target.getvalue()
