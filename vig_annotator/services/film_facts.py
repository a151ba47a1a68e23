"""What a film holds, for people and for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TextIO

from vig_annotator.errors import ExportError
from vig_annotator.jobs import JobContext
from vig_annotator.media.damage import DamageSearch, with_damage
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.frames_csv import write_frames_csv
from vig_annotator.media.indexing import build_index
from vig_annotator.media.probe import FilmInfo, probe
from vig_annotator.media.still import still_of
from vig_annotator.model.timecode import format_time
from vig_annotator.reels.whole_file import whole_file, write_trouble

_SHORT_PIXELS = 2_000_000_000
"""Films of at most so many pixels in all frames together are decoded without being asked: half a minute of full HD, which takes
a few seconds."""


@dataclass(frozen=True)
class FilmFacts:
    """A film's frames and what its header says.

    Attributes:
        path: the film.
        info: its header.
        index: its frames.
        decoded: whether each of them was decoded, so that damage deep inside a packet was seen.
    """

    path: Path
    info: FilmInfo
    index: FrameIndex
    decoded: bool

    def lines(self) -> list[tuple[str, str]]:
        """Name and value of each fact, in plain words."""
        width, height = self.info.display_size
        kind = "variable" if self.index.variable_rate else "constant"
        sound = self.info.audio
        return [
            ("film", self.path.name),
            ("frames", str(len(self.index))),
            ("duration", format_time(self.index.end_us)),
            ("rate", f"{kind}, {_rate(self.index.nominal_rate)} frames a second"),
            ("picture", f"{width}×{height} upright, {self.info.codec}" + (", HDR" if self.info.hdr else "")),
            ("rotation", f"{self.info.rotation}°"),
            ("sound", f"{sound.codec}, {sound.rate} Hz" if sound is not None else "none"),
            ("timing", "exact" if self.index.exact else f"approximate: {self.index.reason}"),
            ("decoded", "every frame" if self.decoded else "no; --check decodes every frame to find damage"),
        ]


def film_facts(path: Path, context: JobContext | None = None, *, check: bool | None = None) -> FilmFacts:
    """Read a film's frames and header.

    Args:
        path: the film.
        context: told how far the work is, and asked whether to stop.
        check: whether to decode every frame to find damage that packets don't show; None for short films only.

    Raises:
        MediaError: it can't be used; the message says why and what to do.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    info = probe(path)
    if check is False:
        return FilmFacts(path, info, build_index(path, context), decoded=False)
    index = build_index(path, context.share(0, 0.5 if check is None else 0.1))
    if check is None and len(index) * info.width * info.height > _SHORT_PIXELS:
        return FilmFacts(path, info, index, decoded=False)
    damage = DamageSearch(index).run(path, context.share(0.1, 1))
    return FilmFacts(path, info, with_damage(index, damage), decoded=True)


def write_frames_table(facts: FilmFacts, out: Path) -> None:
    """Write a row for every displayed frame; the file appears whole or not at all. The film itself is never replaced.

    Raises:
        ExportError: the table can't be written there.
    """
    if out.is_fifo() or out.is_char_device():  # a pipe to another program, /dev/stdout, /dev/null
        try:
            with out.open("w", encoding="utf-8", newline="") as stream:
                write_frames_csv(facts.index, stream)
        except OSError as error:
            raise write_trouble(error, out) from error
        return
    with whole_file(out, overwrite=True, sources=(facts.path,)) as part:
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                write_frames_csv(facts.index, file)
        except OSError as error:
            raise write_trouble(error, out) from error


def print_frames_table(facts: FilmFacts, stream: TextIO) -> None:
    """Write the same table to a stream that is open already, such as standard output."""
    write_frames_csv(facts.index, stream)


def save_still(
    path: Path,
    frame: int,
    out: Path,
    context: JobContext | None = None,
    *,
    index: FrameIndex | None = None,
) -> tuple[int, int]:
    """Save one frame of a film as a PNG picture: upright, square pixels, full size; answers width and height.

    The file appears whole or not at all; the film itself is never replaced.

    Args:
        path: the film.
        frame: its number.
        out: the picture; a file of that name is replaced.
        context: told how far the work is, and asked whether to stop.
        index: the film's frames, where they are known already.

    Raises:
        MediaError: the film can't be used.
        UsageError: the film has no such frame.
        ExportError: the picture can't be written there, or is not named as a PNG.
    """
    if out.suffix.lower() != ".png":
        raise ExportError(
            f"A still is a PNG picture, “{out.name}” is not named like one.", "Let its name end with .png."
        )
    still = still_of(path, frame, index if index is not None else build_index(path, context))
    with whole_file(out, overwrite=True, sources=(path,)) as part:
        try:
            part.write_bytes(still.png)
        except OSError as error:
            raise write_trouble(error, out) from error
    return still.width, still.height


def _rate(rate: Fraction) -> str:
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")
