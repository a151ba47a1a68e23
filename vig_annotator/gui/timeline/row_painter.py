"""Draws the tags of one row: bars and dots, or, where they would lie on top of each other, where and how densely they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.layout import BAR_PX, DOT_PX
from vig_annotator.gui.timeline.styles import STAMP_PX, CodeStyle, Styles, diamond
from vig_annotator.gui.timeline.tracks import FOREVER, Crowd, Int64s, Track

_ROUND_PX = 4.0
_LABEL_FROM_PX = 40.0
_CROWD_PX = 7.0
"""If tags lie closer to each other than this on average, they are drawn as a band."""
_FEWEST_IN_CROWD = 40
_BEYOND_PX = 40.0
"""How far beyond the visible part tags are still drawn, so that dots at the edge are whole."""


@dataclass(frozen=True, slots=True)
class RowArea:
    """Where a row is drawn: its left edge, its middle, and how wide it is."""

    left: float
    middle: float
    width: float


def paint_row(
    painter: QPainter,
    track: Track,
    scale: TimeScale,
    area: RowArea,
    styles: Styles,
    selected: frozenset[str],
    hidden: frozenset[str],
) -> bool:
    """Draw what is in view of a track, the selected ones on top.

    Running states and the annotations in `hidden` are left out: they belong to the layer that moves.

    Returns:
        False if the tags were drawn as a crowd, in which selected ones can't be seen.
    """
    beyond_us = _BEYOND_PX * scale.us_per_px
    seen = track.in_view(int(scale.left_us - beyond_us), int(scale.right_us + beyond_us) + 1)
    if is_crowd(len(seen), area):
        _paint_crowd(painter, track, scale, area, styles)
        return False
    starts = ((seen.onset_us - scale.left_us) / scale.us_per_px + area.left).tolist()
    ends = ((seen.offset_us - scale.left_us) / scale.us_per_px + area.left).tolist()
    running = (seen.offset_us == FOREVER).tolist()
    tags = [
        (start, end, code, track.id_at(at))
        for start, end, code, at, runs in zip(
            starts, ends, seen.code.tolist(), seen.at.tolist(), running, strict=True
        )
        if not runs
    ]
    for chosen in (False, True):
        for start, end, code, annotation_id in tags:
            if start != end and (annotation_id in selected) is chosen and annotation_id not in hidden:
                paint_bar(painter, styles, code, start, end, area, selected=chosen)
        for start, end, code, annotation_id in tags:
            if start == end and (annotation_id in selected) is chosen and annotation_id not in hidden:
                paint_dot(painter, styles, code, start, area.middle, chosen)
    return True


def is_crowd(count: int, area: RowArea) -> bool:
    """Whether so many tags in view lie too close to be drawn one by one."""
    return count > max(_FEWEST_IN_CROWD, area.width / _CROWD_PX)


def lane_columns(track: Track, edges_us: Int64s, styles: Styles) -> NDArray[np.uint32]:
    """The colour of each column of pixels between edges: of its points, else of its states; 0 where there are none."""
    states, points = track.crowds()
    colours = np.zeros(len(edges_us) - 1, np.uint32)
    if len(states):
        colours = _covered(states, edges_us, styles)
    if len(points):
        marks, _ = _frequent(points, edges_us, styles)
        colours = np.where(marks != 0, marks, colours).astype(np.uint32)
    return colours


def paint_dot(
    painter: QPainter, styles: Styles, code: int, x: float, middle: float, selected: bool = False
) -> None:
    """A point: a dot, or the diamond of concern."""
    half = STAMP_PX / 2
    painter.drawPixmap(QPointF(x - half, middle - half), styles.stamp(code, selected))


def paint_bar(
    painter: QPainter,
    styles: Styles,
    code: int,
    start: float,
    end: float,
    area: RowArea,
    *,
    selected: bool = False,
    open_end: bool = False,
) -> None:
    """A state: a bar with its label, if there is room; with an open end while it is running."""
    style = styles.codes[code]
    left, right = max(start, area.left - _BEYOND_PX), min(end, area.left + area.width + _BEYOND_PX)
    width = max(right - left - (0.0 if open_end else 1.0), 2.0)
    bar = QRectF(left, area.middle - BAR_PX / 2, width, BAR_PX)
    painter.setBrush(style.fill)
    if selected:
        painter.setPen(QPen(QColor(styles.tokens.ink), 2.0))
        bar = bar.adjusted(0, -1, 0, 1)
    elif style.edge != style.fill and width > 3:
        painter.setPen(QPen(style.edge, 1.0))
        bar = bar.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if width < 4:
        painter.fillRect(bar, style.fill)
        return
    painter.drawRoundedRect(bar, _ROUND_PX, _ROUND_PX)
    if open_end:
        painter.fillRect(QRectF(bar.right() - _ROUND_PX, bar.top(), _ROUND_PX, bar.height()), style.fill)
    if width >= _LABEL_FROM_PX:
        _paint_label(painter, styles, style, bar, area)


def _paint_label(painter: QPainter, styles: Styles, style: CodeStyle, bar: QRectF, area: RowArea) -> None:
    # A bar that begins before the visible part keeps its label in view.
    left, right = max(bar.left(), area.left - 4.0) + 8.0, bar.right() - 6.0
    if style.concern:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.ink)
        painter.drawPolygon(diamond(left + 4.0, area.middle, 4.5))
        left += 14.0
    words = styles.elided(style.label, right - left)
    if words:
        styles.place_words(painter, styles.words(words, style.ink, styles.label_font), left, area.middle)


def _paint_crowd(painter: QPainter, track: Track, scale: TimeScale, area: RowArea, styles: Styles) -> None:
    columns = max(1, round(area.width))
    column_us = scale.us_per_px * area.width / columns
    edges_us = (scale.left_us + np.arange(columns + 1) * column_us).astype(np.int64)
    states, points = track.crowds()
    if len(states):
        band = _covered(states, edges_us, styles)
        _draw_columns(painter, band, area, area.middle - BAR_PX / 2, BAR_PX)
    if len(points):
        marks, concern = _frequent(points, edges_us, styles)
        height = DOT_PX + 1
        _draw_columns(painter, np.where(concern, 0, marks), area, area.middle - height / 2, height)
        if concern.any():
            # Concern is told apart by its shape here too: a low mark below the row's middle.
            _draw_columns(painter, np.where(concern, marks, 0), area, area.middle + 1.0, height / 2)


def _covered(states: Crowd, edges_us: Int64s, styles: Styles) -> NDArray[np.uint32]:
    """The colours of the states that cover each column of pixels; of several, the one that began last."""
    began = np.searchsorted(states.onset_us, edges_us, side="left")
    latest = began[1:] - 1
    # Also a state that is shorter than a pixel's time is seen, where it begins.
    covered = (states.latest_end_us[latest] > edges_us[:-1]) | (began[1:] > began[:-1])
    return np.where(covered & (latest >= 0), styles.argb[states.code[latest]], 0).astype(np.uint32)


def _frequent(
    points: Crowd, edges_us: Int64s, styles: Styles
) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Colours for the columns of pixels that hold points, the more of them the stronger; and which are of concern."""
    began = np.searchsorted(points.onset_us, edges_us, side="left")
    counts = np.diff(began)
    code = points.code[began[1:] - 1]
    strength = np.where(counts > 0, np.minimum(0.55 + 0.15 * counts, 1.0), 0.0)
    return _faded(styles.argb[code], strength), styles.concern[code] & (counts > 0)


def _faded(argb: NDArray[np.uint32], strength: NDArray[np.float64]) -> NDArray[np.uint32]:
    channels = argb.view(np.uint8).reshape(-1, 4)
    faded: NDArray[np.uint8] = (channels * strength[:, None]).astype(np.uint8)
    return faded.view(np.uint32).reshape(-1)


def _draw_columns(
    painter: QPainter, argb: NDArray[np.integer[Any]], area: RowArea, top: float, height: float
) -> None:
    line = np.ascontiguousarray(argb, np.uint32)
    image = QImage(line.data, len(line), 1, len(line) * 4, QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(QRectF(area.left, top, area.width, height), image)
