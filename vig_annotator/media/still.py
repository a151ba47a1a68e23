"""Saving one frame as a picture: upright, square pixels, full size."""

from __future__ import annotations

import contextlib
from pathlib import Path

import cv2

from vig_annotator.errors import ExportError, UsageError
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.opening import Source


def save_still(source: Source, frame: int, out: Path, index: FrameIndex) -> tuple[int, int]:
    """Write a frame to a PNG file; answers width and height. The file appears whole or not at all.

    The picture carries no name, place or camera data, only pixels.

    Raises:
        UsageError: the film has no such frame.
        MediaError: the film can't be used.
        ExportError: the picture can't be written there, or is not named as a PNG.
    """
    if not 0 <= frame < len(index):
        raise UsageError(f"There is no frame {frame}.", f"This film has the frames 0 to {len(index) - 1}.")
    if out.suffix.lower() != ".png":
        raise ExportError(
            f"A still is a PNG picture, “{out.name}” is not named like one.", "Let its name end with .png."
        )
    with FilmReader(source, index) as reader:
        rgb = reader.read(frame).rgb
    coded, png = cv2.imencode(".png", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    if not coded:
        raise ExportError("This frame can't be saved as a picture.", "Try another frame.")
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(png.tobytes())
        part.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise ExportError(
            f"The picture “{out.name}” can't be written: {error.strerror or error}.", "Choose another folder."
        ) from error
    return int(rgb.shape[1]), int(rgb.shape[0])
