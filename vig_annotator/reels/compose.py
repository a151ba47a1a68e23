"""The finished picture: film, blur, spotlight, framing, words. The renderer and the preview both ask here, and nowhere else.

In this order: what is to be hidden is hidden first, on the whole film's picture, so that no later step can bring it back.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from av.video.frame import VideoFrame

from vig_annotator.model.clip_look import Card, ClipLook, Spotlight, SpotShape
from vig_annotator.model.frame_box import WHOLE, WHOLE_PICTURE, Box, box_at
from vig_annotator.reels.canvas import Placement, Size, place
from vig_annotator.reels.parts import Part, PlannedCard, PlannedClip, ReelPlan
from vig_annotator.reels.planes import (
    Plane,
    Planes,
    Rect,
    Sheet,
    blank,
    dim,
    fade,
    frame_of,
    hide,
    lay,
    planes_of,
    put,
    sheet_of,
    zoom,
)
from vig_annotator.reels.texts import TextBlock, TextKind, TextPainter

HIDING_MARGIN_PERCENT = 12
"""How much more than the box is hidden on each side: a tracked box may be a little off."""

_BOTTOM = 0.055  # of the canvas's height, below the lowest words
_BETWEEN = 0.012
_SIDE = 0.03
_GAP = 0.01  # of the canvas's width, between two pictures side by side
_SOFT = 0.35  # of a spotlight's size: how far its edge is drawn out


@dataclass(frozen=True, slots=True)
class _Area:
    """Where on the canvas a clip is shown."""

    x: int
    size: Size


def words_of(clip: PlannedClip, at_us: int) -> tuple[TextBlock, ...]:
    """The words that a clip shows at a moment of its session, the lowest first."""
    look = clip.cut.look
    blocks = [TextBlock(TextKind.CAPTION, clip.cut.caption), TextBlock(TextKind.BABY, look.baby_says)]
    blocks += [TextBlock(TextKind.SUBTITLE, one.text) for one in look.subtitles if one.span.contains(at_us)]
    return tuple(block for block in blocks if block.text)


class Composer:
    """Makes the pictures of one reel; owned by one thread.

    Args:
        plan: of the reel.
        painter: draws its words; None for a reel without.

    Raises:
        ValueError: there are words, and nobody to draw them.
    """

    def __init__(self, plan: ReelPlan, painter: TextPainter | None) -> None:
        if painter is None and any(_has_words(part) for part in plan.parts):
            raise ValueError("a reel with words needs a painter")
        self._canvas, self._painter = plan.canvas, painter
        self._sheets: dict[tuple[TextBlock, _Area, int], tuple[Sheet, int]] = {}
        self._lights: dict[tuple[Rect, Size, SpotShape, int], Plane] = {}

    def target(self, clip: PlannedClip) -> Size:
        """The size that a film's pictures are to be brought to before they come here: upright, in the reel's colours."""
        look, film = clip.cut.look, clip.film.size
        if self._is_whole(clip):
            return self._canvas
        narrowest = min((key.box.width for key in look.framing), default=WHOLE) / WHOLE
        lowest = min((key.box.height for key in look.framing), default=WHOLE) / WHOLE
        share = min(
            1.0, max(self._canvas.width / film.width / narrowest, self._canvas.height / film.height / lowest)
        )
        return Size(_even(film.width * share), _even(film.height * share))

    def card(self, card: Card) -> VideoFrame:
        """A card."""
        assert self._painter is not None
        block = TextBlock(TextKind.CARD, card.text, card.under)
        picture = self._painter.paint(block, self._canvas, self._canvas.width)
        planes = blank(self._canvas)
        lay(planes, sheet_of(picture.rgba, 0, 0))
        return frame_of(planes)

    def picture(
        self, clip: PlannedClip, number: int, frame: VideoFrame, other: tuple[int, VideoFrame] | None = None
    ) -> VideoFrame:
        """The finished picture.

        Args:
            clip: a run.
            number: of its film's frame.
            frame: that frame, brought to `target`.
            other: number and frame of the film beside it, brought to its own `target`.
        """
        at_us = clip.session_us(number)
        if self._is_whole(clip) and not _changes(clip, at_us):
            return frame
        if clip.beside is not None and other is not None:
            planes = blank(self._canvas)
            half = _even(self._canvas.width * (1 - _GAP) / 2)
            left, right = (
                _Area(0, Size(half, self._canvas.height)),
                _Area(self._canvas.width - half, Size(half, self._canvas.height)),
            )
            for area, one, shown, picture in (
                (left, clip, number, frame),
                (right, clip.beside, *other),
            ):
                self._show(planes, area, one, planes_of(picture), one.session_us(shown))
            return frame_of(planes)
        planes = planes_of(frame)
        whole = _Area(0, self._canvas)
        if self._is_whole(clip):
            placed = place(clip.film.size, self._canvas)
            self._treat(planes, clip.cut.look, placed, at_us)
            self._write(planes, whole, clip, at_us)
            return frame_of(planes)
        canvas = blank(self._canvas)
        self._show(canvas, whole, clip, planes, at_us)
        return frame_of(canvas)

    def _is_whole(self, clip: PlannedClip) -> bool:
        """Whether the film's picture goes onto the canvas as it is."""
        return not clip.cut.look.framing and clip.beside is None and not clip.is_beside

    def _show(self, canvas: Planes, area: _Area, clip: PlannedClip, planes: Planes, at_us: int) -> None:
        """Treat a film's picture, and put the part of it that is to be seen into an area."""
        size, look = planes.size, clip.cut.look
        self._treat(planes, look, Placement(size, 0, 0, size), at_us)
        box = box_at(look.framing, at_us) if look.framing else WHOLE_PICTURE
        width, height = box.width * size.width / WHOLE, box.height * size.height / WHOLE
        # The shape that the part has on the screen: the film's own, whatever the size it was brought to.
        film = clip.film.size
        shape = Size(max(1, box.width * film.width // WHOLE), max(1, box.height * film.height // WHOLE))
        placed = place(shape, area.size)
        shown = Size(
            min(placed.picture.width, area.size.width) // 2 * 2,
            min(placed.picture.height, area.size.height) // 2 * 2,
        )
        seen = zoom(planes, box.x * size.width / WHOLE, box.y * size.height / WHOLE, width, height, shown)
        put(canvas, seen, area.x + placed.x, placed.y)
        self._write(canvas, area, clip, at_us, placed.y)

    def _treat(self, planes: Planes, look: ClipLook, placed: Placement, at_us: int) -> None:
        for blur in look.blurs:
            if blur.span is None or blur.span.contains(at_us):
                box = box_at(blur.keys, at_us).grown(HIDING_MARGIN_PERCENT)
                hide(planes, _pixels(box, placed))
        spot = look.spotlight
        if spot is not None and (spot.span is None or spot.span.contains(at_us)):
            dim(planes, self._light(spot, _pixels(box_at(spot.keys, at_us), placed), planes.size))

    def _light(self, spot: Spotlight, rect: Rect, size: Size) -> Plane:
        key = (rect, size, spot.shape, spot.dim_percent)
        if key not in self._lights:
            if len(self._lights) > 4:  # a moving light has a new place in each picture
                self._lights.clear()
            self._lights[key] = _light(rect, size, spot.shape, spot.dim_percent)
        return self._lights[key]

    def _write(self, planes: Planes, area: _Area, clip: PlannedClip, at_us: int, top: int = 0) -> None:
        height = self._canvas.height
        below = round(height * _BOTTOM)
        for block in words_of(clip, at_us):
            sheet, tall = self._sheet(block, area, below)
            lay(planes, sheet)
            below += tall + round(height * _BETWEEN)
        if clip.cut.look.label:
            lay(planes, self._sheet(TextBlock(TextKind.LABEL, clip.cut.look.label), area, -1 - top)[0])

    def _sheet(self, block: TextBlock, area: _Area, below: int) -> tuple[Sheet, int]:
        """Words ready to be laid on, and how tall they are.

        Args:
            block: the words.
            area: where.
            below: how far they end above the lower edge; a negative one means the corner, and says how far (less one) that
                is from the upper edge.
        """
        key = (block, area, below)
        if key not in self._sheets:
            assert self._painter is not None
            margin = round(area.size.width * _SIDE)
            rgba = self._painter.paint(block, self._canvas, area.size.width - 2 * margin).rgba
            tall, wide = rgba.shape[:2]
            if below < 0:
                x, y = area.x + margin, margin - 1 - below
            else:
                x, y = area.x + (area.size.width - wide) // 2, max(0, area.size.height - below - tall)
            self._sheets[key] = sheet_of(rgba, x // 2 * 2, y // 2 * 2), tall
        return self._sheets[key]


def faded(frame: VideoFrame, part: Part, place_in_part: int) -> VideoFrame:
    """A picture of a part as dark as its place in the part wants it."""
    light = light_at(part, place_in_part)
    return frame if light >= 1 else frame_of(fade(planes_of(frame), light))


def light_at(part: Part, place_in_part: int) -> float:
    """How light the picture at a place of a part is: below 1 where it comes out of the dark or goes into it."""
    light, left = 1.0, part.count - 1 - place_in_part
    if place_in_part < part.fade_in:
        light = (place_in_part + 1) / (part.fade_in + 1)
    if left < part.fade_out:
        light = min(light, (left + 1) / (part.fade_out + 1))
    return light


def _has_words(part: Part) -> bool:
    if isinstance(part, PlannedCard):
        return True
    look = part.cut.look
    own = bool(part.cut.caption or look.baby_says or look.label or look.subtitles)
    return own or (part.beside is not None and _has_words(part.beside))


def _changes(clip: PlannedClip, at_us: int) -> bool:
    look = clip.cut.look
    return bool(look.blurs or look.spotlight or look.label or words_of(clip, at_us))


def _pixels(box: Box, placed: Placement) -> Rect:
    """The pixels that a box of the film's picture touches, on the canvas it was placed on; edges are even."""
    picture, canvas = placed.picture, placed.canvas
    left = placed.x + box.x * picture.width // WHOLE
    top = placed.y + box.y * picture.height // WHOLE
    right = placed.x - (-(box.x + box.width) * picture.width // WHOLE)
    bottom = placed.y - (-(box.y + box.height) * picture.height // WHOLE)
    return Rect(
        max(0, left // 2 * 2),
        max(0, top // 2 * 2),
        min(canvas.width, -(-right // 2) * 2),
        min(canvas.height, -(-bottom // 2) * 2),
    )


def _light(rect: Rect, size: Size, shape: SpotShape, dim_percent: int) -> Plane:
    """255 in the light, darker around it, with a soft edge."""
    small = Size(max(2, size.width // 4), max(2, size.height // 4))  # soft edges need no fine pixels
    x = (np.arange(small.width, dtype=np.float32) + 0.5) * size.width / small.width
    y = (np.arange(small.height, dtype=np.float32) + 0.5) * size.height / small.height
    across = np.abs(x - (rect.left + rect.right) / 2) / max(1.0, rect.size.width / 2)
    down = np.abs(y - (rect.top + rect.bottom) / 2) / max(1.0, rect.size.height / 2)
    if shape is SpotShape.ELLIPSE:
        far = np.sqrt(across[np.newaxis, :] ** 2 + down[:, np.newaxis] ** 2)
    else:
        far = np.maximum(across[np.newaxis, :], down[:, np.newaxis])
    edge = np.clip((far - 1) / _SOFT, 0, 1)
    light = 1 - (dim_percent / 100) * edge * edge * (3 - 2 * edge)
    plane = np.rint(light * 255).astype(np.uint8)
    return np.asarray(cv2.resize(plane, (size.width, size.height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
