"""One frame as a picture that every program opens: upright, square pixels, full size."""

from __future__ import annotations

from dataclasses import dataclass

from vig_annotator.errors import ExportError, UsageError
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.joined_reader import open_pictures
from vig_annotator.media.opening import Source


@dataclass(frozen=True, slots=True)
class Still:
    """A frame, coded as PNG. It carries no name, place or camera data, only pixels.

    Attributes:
        png: the whole file.
        width, height: in pixels.
    """

    png: bytes
    width: int
    height: int


def still_of(source: Source, frame: int, index: FrameIndex) -> Still:
    """Make a picture of a frame.

    Raises:
        UsageError: the film has no such frame.
        MediaError: the film can't be used.
        ExportError: the picture can't be coded.
    """
    if not 0 <= frame < len(index):
        raise UsageError(f"There is no frame {frame}.", f"This film has the frames 0 to {len(index) - 1}.")
    with open_pictures(source, index) as reader:
        rgb = reader.read(frame).rgb
    import cv2  # not with the first window

    coded, png = cv2.imencode(".png", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    if not coded:
        raise ExportError("This frame can't be saved as a picture.", "Try another frame.")
    return Still(png.tobytes(), int(rgb.shape[1]), int(rgb.shape[0]))
