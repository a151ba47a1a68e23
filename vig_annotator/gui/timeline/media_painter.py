"""Draws the film lane (small pictures) and the sound lane (how loud it is)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.layout import LEAD_PX, Band
from vig_annotator.gui.timeline.styles import tinted
from vig_annotator.gui.tokens import Tokens
from vig_annotator.model.mediatime import US_PER_SECOND

_PICTURE_INSET_PX = 4.0
_PICTURE_GAP_PX = 2.0
_PICTURE_ROUND_PX = 3.0
_NARROWEST_PX, _WIDEST_PX = 22.0, 84.0
_BAR_STEP_PX, _BAR_PX = 3.0, 2.0
_QUIET_PX = 1.0
_QUIETEST_DB = -50.0
_LEVEL, _FINE_ENOUGH = 16, 4
"""Each level of `Loudness` holds maxima of so many of the one before; a bar is made from so many of them at least."""


class FilmStrip:
    """The small pictures of a film, ready to be drawn; pictures may come one by one, in any order."""

    def __init__(self) -> None:
        self._times: list[int] = []
        self._images: list[QImage] = []
        self._drawn: dict[int, QPixmap] = {}
        self._drawn_for: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def __len__(self) -> int:
        return len(self._times)

    def clear(self) -> None:
        """Forget all pictures."""
        self._times, self._images = [], []
        self._drawn.clear()

    def add(self, time_us: int, rgb: NDArray[np.uint8]) -> None:
        """A picture of the moment `time_us`: height, width, three colours."""
        at = bisect_left(self._times, time_us)
        whole = np.ascontiguousarray(rgb)
        height, width = whole.shape[:2]
        image = QImage(whole.data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
        if at < len(self._times) and self._times[at] == time_us:
            self._images[at] = image
        else:
            self._times.insert(at, time_us)
            self._images.insert(at, image)
        self._drawn.clear()

    def picture_width(self, band: Band) -> float:
        """How wide a picture is drawn in a lane of that height."""
        if not self._images:
            return _WIDEST_PX
        picture = self._images[0]
        width = (band.height - 2 * _PICTURE_INSET_PX) * picture.width() / max(1, picture.height())
        return min(max(width, _NARROWEST_PX), _WIDEST_PX)

    def paint(
        self, painter: QPainter, scale: TimeScale, left: float, band: Band, end_us: int, tokens: Tokens
    ) -> None:
        """Draw pictures side by side; each is the one nearest to the middle of the stretch that it covers.

        The stretches are counted from the film's start, so that pictures stay where they are while scrolling.
        """
        width = self.picture_width(band) + _PICTURE_GAP_PX
        stretch_us = width * scale.us_per_px
        number = max(0, int((scale.left_us - LEAD_PX * scale.us_per_px) // stretch_us))
        empty = QColor(tokens.line)
        top, height = band.top + _PICTURE_INSET_PX, band.height - 2 * _PICTURE_INSET_PX
        while number * stretch_us < min(scale.right_us, end_us):
            x = left + scale.x_of(number * stretch_us)
            shown = min(width, left + scale.x_of(end_us) - x) - _PICTURE_GAP_PX
            target = QRectF(x, top, max(shown, 1.0), height)
            if self._times:
                nearest = self._nearest(round((number + 0.5) * stretch_us))
                pixmap = self._pixmap(
                    nearest, width - _PICTURE_GAP_PX, height, painter.device().devicePixelRatio()
                )
                ratio = pixmap.devicePixelRatio()
                painter.drawPixmap(target, pixmap, QRectF(0, 0, target.width() * ratio, height * ratio))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(empty)
                painter.drawRoundedRect(target, _PICTURE_ROUND_PX, _PICTURE_ROUND_PX)
            number += 1

    def _nearest(self, time_us: int) -> int:
        after = bisect_left(self._times, time_us)
        if after == 0:
            return 0
        if after == len(self._times):
            return after - 1
        return after if self._times[after] - time_us < time_us - self._times[after - 1] else after - 1

    def _pixmap(self, number: int, width: float, height: float, ratio: float) -> QPixmap:
        if self._drawn_for != (width, height, ratio):
            self._drawn.clear()
            self._drawn_for = (width, height, ratio)
        if number not in self._drawn:
            self._drawn[number] = _cut_out(self._images[number], width, height, ratio)
        return self._drawn[number]


def _cut_out(image: QImage, width: float, height: float, ratio: float) -> QPixmap:
    """The middle of a picture in another shape, with rounded corners."""
    pixmap = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    zoom = max(width / image.width(), height / image.height())
    source_width, source_height = width / zoom, height / zoom
    source = QRectF(
        (image.width() - source_width) / 2, (image.height() - source_height) / 2, source_width, source_height
    )
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, width, height), _PICTURE_ROUND_PX, _PICTURE_ROUND_PX)
    painter.setClipPath(outline)
    painter.drawImage(QRectF(0, 0, width, height), image, source)
    painter.end()
    return pixmap


class Loudness:
    """How loud a film is, ready to be drawn at any zoom: also as the maxima of ever longer stretches."""

    def __init__(self, peaks: NDArray[np.float32], per_second: int) -> None:
        self._levels: list[tuple[float, NDArray[np.float32]]] = [(per_second, peaks)]
        while len(peaks) > _LEVEL * 1000:
            starts = np.arange(0, len(peaks), _LEVEL)
            peaks = np.maximum.reduceat(peaks, starts)
            self._levels.append((self._levels[-1][0] / _LEVEL, peaks))

    def highest(self, first: int, stop: int, stretch_us: float) -> NDArray[np.float32]:
        """The highest peak of each stretch from number `first` to ``stop - 1``, as far as there are peaks."""
        per_second, peaks = next(
            (
                level
                for level in reversed(self._levels)
                if level[0] * stretch_us >= _FINE_ENOUGH * US_PER_SECOND
            ),
            self._levels[0],
        )
        edges = np.arange(first, stop + 1) * (stretch_us * per_second / US_PER_SECOND)
        at = edges[edges < len(peaks)].astype(np.int64)
        if len(at) < 2:
            return np.zeros(0, np.float32)
        # One edge more than stretches: what lies beyond the last edge is not asked for.
        seen: NDArray[np.float32] = np.maximum.reduceat(peaks[: at[-1] + 1], at)
        return seen[:-1] if len(at) == len(edges) else seen


@dataclass(frozen=True, eq=False, slots=True)
class MediaLane:
    """Another camera's film, drawn below the first one's.

    Attributes:
        strip: its small pictures.
        loudness: how loud it is; None without sound.
        starts_us: where it begins on the session's clock; may be negative.
        length_us: from its first frame to the end of its last.
    """

    strip: FilmStrip
    loudness: Loudness | None
    starts_us: int
    length_us: int

    def paint(
        self, painter: QPainter, scale: TimeScale, left: float, film: Band, sound: Band, tokens: Tokens
    ) -> None:
        """Draw its pictures and its sound where they lie on the session's clock."""
        own = replace(scale, left_us=scale.left_us - self.starts_us)
        self.strip.paint(painter, own, left, film, self.length_us, tokens)
        if self.loudness is not None:
            paint_sound(painter, self.loudness, own, left, sound, tokens.accent)


def paint_sound(
    painter: QPainter, loudness: Loudness, scale: TimeScale, left: float, band: Band, colour: str
) -> None:
    """Draw how loud the film is as thin bars around the middle of the lane.

    Args:
        painter: where to draw.
        loudness: of the film.
        scale: what is in view.
        left: where its left edge stands.
        band: the lane.
        colour: of the bars.
    """
    stretch_us = _BAR_STEP_PX * scale.us_per_px
    beyond_us = LEAD_PX * scale.us_per_px
    first = max(0, int((scale.left_us - beyond_us) // stretch_us))
    stop = int(scale.right_us // stretch_us) + 1
    highest = loudness.highest(first, stop, stretch_us)
    if not len(highest):
        return
    ratio = painter.device().devicePixelRatio()
    place = (first * stretch_us - scale.left_us) / scale.us_per_px
    image = _bars(
        _heights(highest, band.height - 6.0) * ratio, round(band.height * ratio), ratio, tinted(colour, 0.55)
    )
    # All bars lie between two pixels in the same way, so one rounding is right for all.
    corner = QPointF(round((left + place) * ratio) / ratio, band.top)
    painter.drawImage(QRectF(corner, QSizeF(image.width() / ratio, image.height() / ratio)), image)


def _bars(heights: NDArray[np.float64], height: int, ratio: float, colour: QColor) -> QImage:
    """A picture of bars side by side, centred; made in one go, as thousands of rectangles take the painter too long."""
    starts = np.round(np.arange(len(heights) + 1) * _BAR_STEP_PX * ratio).astype(np.int64)
    bar = np.repeat(np.arange(len(heights)), np.diff(starts))
    in_bar = np.arange(starts[-1]) - starts[bar] < max(1, round(_BAR_PX * ratio))
    tall = np.where(in_bar, heights[bar], 0.0)
    from_middle = np.abs(np.arange(height, dtype=np.float32) + 0.5 - height / 2)
    covered = tall.astype(np.float32)[None, :] / 2 + 0.5 - from_middle[:, None]
    shades = (np.clip(covered, 0.0, 1.0) * 255).astype(np.uint8)
    full = np.array([colour.blueF(), colour.greenF(), colour.redF(), 1.0]) * colour.alphaF()
    argb = (np.arange(256)[:, None] * full).astype(np.uint8).view(np.uint32)[:, 0][shades]
    return QImage(
        argb.data, len(tall), height, len(tall) * 4, QImage.Format.Format_ARGB32_Premultiplied
    ).copy()


def _heights(peaks: NDArray[np.float32], full_px: float) -> NDArray[np.float64]:
    """Bar heights on a scale between linear and decibel: quiet voices are seen, loud ones still stand out."""
    decibel = 20 * np.log10(np.maximum(peaks.astype(np.float64), 1e-5))
    share = np.clip((decibel - _QUIETEST_DB) / -_QUIETEST_DB, 0.0, 1.0) ** 1.8
    return np.maximum(share * full_px, _QUIET_PX)
