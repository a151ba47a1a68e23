"""FFmpeg's errors and broken files, told in plain words.

`unreadable` looks into a file that FFmpeg refused and says what it is; nothing else in the program guesses at files.
"""

from __future__ import annotations

import stat
from pathlib import Path

from vig_annotator.errors import MediaError, MediaMissing, MediaUnreadable, NoPicture
from vig_annotator.media import held_films

HEAD_BYTES = 4096
"""As much of a file as `unreadable` looks at."""
_COPY_AGAIN = "Copy it again from the camera or phone; if it is the same there, the recording is lost."
_MP4_BOXES = frozenset({b"ftyp", b"mdat", b"free", b"wide", b"skip", b"moov", b"pnot", b"uuid"})
_PLAYLISTS = (
    b"#EXTM3U",
    b"ffconcat",
    b"v=0\r\n",
    b"v=0\n",
    b"<MPD",
    b"[playlist]",
    b"<smil",
    b"<asx",
    b"<ASX",
)


def shown_name(path: Path) -> str:
    """A film's file name as it can stand in a sentence: no folder, no line breaks, nothing that can't be printed."""
    name = (path.name or str(path)).encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else " " for char in name)


def check_file(path: Path) -> None:
    """Make sure that a path names a plain local file that may be read and holds something, or a film in memory.

    Raises:
        MediaMissing: it is not there, or may not be read.
        MediaUnreadable: it is a folder, a device, a pipe, or empty.
    """
    if held_films.is_held(path):
        return
    name = shown_name(path)
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            path.open("rb").close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MediaMissing(
            f"The film “{name}” is not there.",
            "Check whether it was moved or renamed, or its drive unplugged.",
        ) from error
    except PermissionError as error:
        raise MediaMissing(
            f"The film “{name}” may not be read.",
            "Ask its owner for permission, or copy it to your own folder.",
        ) from error
    except (OSError, ValueError) as error:
        raise MediaMissing(
            f"The film “{name}” can't be reached.", "Check the drive and the file's name, then try again."
        ) from error
    if stat.S_ISDIR(status.st_mode):
        raise MediaUnreadable(f"“{name}” is a folder, not a film.", "Choose a film inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise MediaUnreadable(f"“{name}” is not an ordinary file.", "Choose a film file.")
    if status.st_size == 0:
        raise MediaUnreadable(f"The film “{name}” is empty (0 bytes).", _COPY_AGAIN)


def unreadable(name: str, head: bytes, refused_format: bool = False) -> MediaError:
    """Why FFmpeg could not open a file, from its first bytes.

    Args:
        name: what to call the film.
        head: its first `HEAD_BYTES` bytes.
        refused_format: whether FFmpeg knew the format but this program does not accept it.
    """
    if not head:
        return MediaUnreadable(f"The film “{name}” is empty (0 bytes).", _COPY_AGAIN)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PLAYLISTS):
        return MediaUnreadable(
            f"“{name}” is a playlist that names other files, not a film.",
            "Choose one of the films themselves.",
        )
    if _looks_like_text(head):
        return MediaUnreadable(f"“{name}” holds text, not a film.", "Choose a film file.")
    if refused_format:
        return MediaUnreadable(
            f"“{name}” is not a film but another kind of file.",
            "Choose a film, such as an MP4, MOV, MKV or AVI file.",
        )
    if head[4:8] in _MP4_BOXES:
        return MediaUnreadable(
            f"The film “{name}” is not complete: its table of contents is missing, "
            "as when a recording is cut off or a copy stops early.",
            "Copy it again from the camera or phone; if it is the same there, only a repair program can help.",
        )
    if not any(head):
        return MediaUnreadable(f"The film “{name}” holds nothing but zeros.", _COPY_AGAIN)
    return MediaUnreadable(
        f"“{name}” is not a film that this program knows, or it is damaged.",
        "If it is a film, copy it again from the camera or phone.",
    )


def no_moving_picture(name: str, has_sound: bool, has_still: bool) -> NoPicture:
    """The trouble with a file that opens but shows no film."""
    if has_sound and has_still:
        return NoPicture(
            f"“{name}” holds sound and a still picture, but no moving picture.", "Choose a film."
        )
    if has_sound:
        return NoPicture(f"“{name}” holds only sound, no moving picture.", "Choose a film.")
    return NoPicture(f"“{name}” holds no moving picture.", "Choose a film.")


def no_decoder(name: str) -> MediaUnreadable:
    """The trouble with a film in a coding that FFmpeg can't decode."""
    return MediaUnreadable(
        f"The pictures of “{name}” are stored in a way that this program can't read.",
        "Save it as MP4 (H.264) with the program or camera that made it.",
    )


def no_frames(name: str) -> MediaUnreadable:
    """The trouble with a film of which not one picture can be read."""
    return MediaUnreadable(
        f"Not one picture of “{name}” could be read: the picture data are missing or damaged.", _COPY_AGAIN
    )


def broke_off(name: str) -> MediaUnreadable:
    """The trouble with a film whose drive fails, or that vanishes, while it is read."""
    return MediaUnreadable(
        f"“{name}” could not be read to its end: the drive or the file failed.",
        "Check the drive or copy the film to this computer, then try again.",
    )


def _looks_like_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return False
        text = head[: error.start].decode("utf-8")
    return all(char.isprintable() or char in "\t\r\n\f\x1b" for char in text)
