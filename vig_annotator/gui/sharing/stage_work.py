"""The slow work of a shared review: laying the reel out for the parent's screen, and a small picture of each clip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QImage, QPixmap

from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.gui.sharing.guider_window import NEXT_PX
from vig_annotator.jobs import JobContext
from vig_annotator.media.picture import Picture
from vig_annotator.model.reel import ReelClip
from vig_annotator.reels.canvas import Size
from vig_annotator.services.reel_order import ReelOrder
from vig_annotator.services.review_stops import StagedReel, lay_out_for_stage


def staged(order: ReelOrder, clips: Sequence[ReelClip], room: Size, context: JobContext) -> StagedReel:
    """A reel that can be looked at together; may run on any thread."""
    return lay_out_for_stage(order, clips, QtTextPainter(), room, context)


def thumbnails(reel: StagedReel, context: JobContext) -> dict[int, Picture]:
    """A picture from the middle of each clip's first run, composed like all others, by the clip's place; on any thread."""
    found: dict[int, Picture] = {}
    index = reel.preview.index
    with reel.preview.open_film() as reader:
        for place, stop in enumerate(reel.stops):
            end_us = stop.runs[1] if len(stop.runs) > 1 else stop.film.offset_us
            middle = index.frame_at((stop.runs[0] + end_us) // 2)
            found[place] = reader.read(middle, (NEXT_PX.width(), NEXT_PX.height()), check=context.check)
    return found


def pixmaps(pictures: Mapping[int, Picture]) -> dict[int, QPixmap]:
    """The pictures as the window draws them; on its thread."""
    made: dict[int, QPixmap] = {}
    for place, picture in pictures.items():
        rgb = picture.rgb
        image = QImage(rgb.data, rgb.shape[1], rgb.shape[0], rgb.strides[0], QImage.Format.Format_RGB888)
        made[place] = QPixmap.fromImage(image)  # its own copy of the pixels
    return made
