"""The whole film's tags as thin lines, one for each lane, drawn once for each change and kept as a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from vig_annotator.gui.timeline.row_painter import lane_columns
from vig_annotator.gui.timeline.styles import Styles
from vig_annotator.gui.timeline.tracks import Tracks


def draw_minimap(
    tracks: Tracks, styles: Styles, end_us: int, width: float, height: float, ratio: float
) -> QPixmap:
    """A picture of all tags of a film.

    Args:
        tracks: the annotations.
        styles: their colours.
        end_us: where the film ends.
        width: of the picture in pixels.
        height: the same.
        ratio: pixels of the screen in one of ours.
    """
    picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    lanes = len(tracks.plan.lanes)
    if not lanes or not end_us:
        return picture
    columns = max(1, round(width))
    edges_us = np.linspace(0, end_us, columns + 1).astype(np.int64)
    by_lane: dict[int, NDArray[np.uint32]] = {}
    for place, track in tracks:
        colours = lane_columns(track, edges_us, styles)
        before = by_lane.get(place.lane)
        by_lane[place.lane] = colours if before is None else np.where(colours != 0, colours, before)
    painter = QPainter(picture)
    row = height / lanes
    for lane, colours in by_lane.items():
        line = np.ascontiguousarray(colours, np.uint32)
        image = QImage(line.data, len(line), 1, len(line) * 4, QImage.Format.Format_ARGB32_Premultiplied)
        painter.drawImage(QRectF(0, lane * row, width, max(row - 0.5, 1.0)), image)
    painter.end()
    return picture
