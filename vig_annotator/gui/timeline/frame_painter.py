"""Draws what stands around the lanes' content: grid, ruler, names of the lanes, moments, loop, overview and playhead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from vig_annotator.gui.timeline.box import Box
from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.lanes import LanePlan
from vig_annotator.gui.timeline.layout import GUTTER_PX, LEAD_PX, Layout
from vig_annotator.gui.timeline.ruler import Mark
from vig_annotator.gui.timeline.styles import Styles, tinted
from vig_annotator.model.mediatime import Span
from vig_annotator.model.moment import Moment

_TITLE_LEFT_PX = 14.0
_NAME_PX = 16.0
_HANDLE_PX = 6.0
_NARROW_PX = 6.0
"""The edges of narrower moments would run into one: their tint and their tab are enough."""
_ANY_HEIGHT = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class View:
    """What all painters need to know."""

    scale: TimeScale
    layout: Layout
    styles: Styles

    def x_of(self, time_us: float) -> float:
        """The widget's x of a moment."""
        return self.layout.left + self.scale.x_of(time_us)


def paint_grid(painter: QPainter, view: View, marks: Sequence[Mark]) -> None:
    """Hairlines below ruler, sound and lanes, and down from each label of the ruler."""
    layout, line = view.layout, QColor(view.styles.tokens.line)
    painter.setPen(QPen(line, 1.0))
    lines = [
        QLineF(x, layout.ruler.bottom, x, layout.overview.top)
        for mark in marks
        if mark.label and (x := _crisp(view.x_of(mark.time_us))) >= GUTTER_PX
    ]
    bottoms = [layout.ruler.bottom, layout.sound.bottom, layout.overview.top]
    bottoms += [band.bottom for band in layout.lanes if band.height and layout.lanes_area.holds(band.bottom)]
    lines += [QLineF(0, _crisp(y), layout.width, _crisp(y)) for y in bottoms]
    painter.drawLines(lines)


def paint_ruler(painter: QPainter, view: View, marks: Sequence[Mark]) -> None:
    """Times with small marks between them; where frames are wide enough, each frame and its number."""
    band, tokens = view.layout.ruler, view.styles.tokens
    for mark in marks:
        if mark.label and view.x_of(mark.time_us) + 4 >= GUTTER_PX:
            words = view.styles.words(mark.label, QColor(tokens.ink2), view.styles.ruler_font)
            view.styles.place_words(painter, words, view.x_of(mark.time_us) + 4, band.middle - 2.5)
    bottom = _crisp(band.bottom)
    painter.setPen(QPen(QColor(tokens.ink3), 1.0))
    left, scale = view.layout.left, view.scale
    painter.drawLines(
        [
            QLineF(x, bottom - (10.0 if mark.label else 4.0), x, bottom)
            for mark in marks
            if (x := _crisp(left + (mark.time_us - scale.left_us) / scale.us_per_px))
        ]
    )


def paint_names(painter: QPainter, view: View, plan: LanePlan) -> None:
    """The names of the lanes, in the colours of their subjects."""
    styles, layout = view.styles, view.layout
    width = GUTTER_PX - _TITLE_LEFT_PX - 6.0
    for band, name in ((layout.film, "Film"), (layout.sound, "Sound")):
        words = styles.words(name, QColor(styles.tokens.ink2), styles.label_font)
        styles.place_words(painter, words, _TITLE_LEFT_PX, band.middle)
    painter.save()
    painter.setClipRect(QRectF(0, layout.lanes_area.top, GUTTER_PX, layout.lanes_area.height))
    for lane, band in zip(plan.lanes, layout.lanes, strict=True):
        if not band.height:
            continue
        # In the middle of what is seen of the lane, as far as it has room there.
        area, room = layout.lanes_area, min(_NAME_PX, band.height) / 2
        top, bottom = max(band.top, area.top), min(band.bottom, area.bottom)
        middle = min(max((top + bottom) / 2, band.top + room), band.bottom - room)
        lines = name_lines(lane.title, lambda text: styles.elided_title(text, width), bottom - top)
        for number, line in enumerate(lines):
            words = styles.words(line, styles.subject(lane.subject), styles.title_font)
            styles.place_words(
                painter, words, _TITLE_LEFT_PX, middle + (number - (len(lines) - 1) / 2) * _NAME_PX
            )
    if layout.furthest_scroll > 0:
        _paint_scroll(painter, view)
    painter.restore()


def name_lines(title: str, elided: Callable[[str], str], height: float) -> list[str]:
    """A lane's name as it is written: in one line if it fits, else below each other where there is room for that.

    Args:
        title: such as ``Parent · encourages``.
        elided: makes a text as short as there is room for.
        height: of what is seen of the lane, pixels.
    """
    subject, dot, group = title.partition(" · ")
    if elided(title) == title or not dot or height < 2 * _NAME_PX:
        return [elided(title)]
    return [elided(f"{subject} ·"), elided(group)]


def _paint_scroll(painter: QPainter, view: View) -> None:
    """Which part of the lanes is seen, at the edge of their names."""
    layout, area = view.layout, view.layout.lanes_area
    share = area.height / layout.lanes_height
    top = area.top + layout.scroll / layout.lanes_height * area.height
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(view.styles.tokens.ink3))
    painter.drawRoundedRect(QRectF(GUTTER_PX - 6.0, top + 2.0, 4.0, share * area.height - 4.0), 2.0, 2.0)


def paint_box(painter: QPainter, view: View, box: Box) -> None:
    """The box that selects what lies in it."""
    accent = view.styles.tokens.accent
    left, right = view.x_of(box.start_us), view.x_of(box.stop_us)
    painter.setPen(QPen(QColor(accent), 1.0, Qt.PenStyle.DashLine))
    painter.setBrush(tinted(accent, 0.12))
    painter.drawRect(QRectF(left, box.top, right - left, box.bottom - box.top))


def paint_dimmed(painter: QPainter, view: View, lanes: frozenset[int]) -> None:
    """A veil over the lanes that this pass is not about."""
    veil = tinted(view.styles.tokens.panel, 0.72)
    for lane in lanes:
        band = view.layout.lanes[lane]
        painter.fillRect(QRectF(0, band.top, view.layout.width, band.height - 1), veil)


def paint_moments(
    painter: QPainter, view: View, moments: Sequence[Moment], chosen_id: str | None, marked: Span | None
) -> None:
    """A tint over each moment that is in view, stronger over the chosen one, and over what is being marked."""
    for moment in moments:
        strong = moment.id == chosen_id
        _paint_span(painter, view, moment.onset_us, moment.offset_us, 0.10 if strong else 0.05)
    if marked is not None:
        _paint_span(painter, view, marked.onset_us, marked.offset_us, 0.12)


def paint_moment_edges(
    painter: QPainter, view: View, moments: Sequence[Moment], chosen_id: str | None, marked: Span | None
) -> None:
    """Dashed edges of moments with a tab in the ruler that is taken hold of."""
    tokens, layout = view.styles.tokens, view.layout
    spans = [(one.onset_us, one.offset_us, one.id == chosen_id, one.starred) for one in moments]
    if marked is not None:
        spans.append((marked.onset_us, marked.offset_us, True, False))
    for onset_us, offset_us, strong, starred in spans:
        left, right = view.x_of(onset_us), view.x_of(offset_us)
        if right < GUTTER_PX or left > layout.width:
            continue
        tab = moment_tab(view, onset_us, offset_us)
        painter.fillRect(tab, tinted(tokens.accent, 0.9 if strong else 0.45))
        if right - left < _NARROW_PX and not strong:
            continue
        painter.setPen(QPen(tinted(tokens.accent, 1.0 if strong else 0.45), 1.0, Qt.PenStyle.DashLine))
        lines = [
            QLineF(_crisp(x), layout.ruler.bottom, _crisp(x), layout.overview.top)
            for x in (left, right)
            if GUTTER_PX <= x <= layout.width
        ]
        if lines:
            painter.drawLines(lines)
        if starred and right - left > 24 and left >= GUTTER_PX:
            star = QRectF(left + 4, layout.film.top + 3, 15, 15)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tinted(tokens.panel, 0.92))
            painter.drawEllipse(star)
            painter.setPen(QColor(tokens.accent))
            painter.setFont(view.styles.ruler_font)
            painter.drawText(star, Qt.AlignmentFlag.AlignCenter, "★")


def moment_tab(view: View, onset_us: int, offset_us: int) -> QRectF:
    """The thin bar below the ruler by which a moment is chosen."""
    left, right = max(view.x_of(onset_us), GUTTER_PX), min(view.x_of(offset_us), view.layout.width)
    return QRectF(left, view.layout.ruler.bottom - 3.0, max(right - left, 2.0), 3.0)


def paint_loop(painter: QPainter, view: View, loop: Span | None) -> None:
    """A band in the ruler over the stretch that is played again and again."""
    if loop is None:
        return
    left, right = max(view.x_of(loop.onset_us), GUTTER_PX), view.x_of(loop.offset_us)
    if right > left:
        band = view.layout.ruler
        painter.fillRect(
            QRectF(left, band.top, right - left, band.height - 1), tinted(view.styles.tokens.accent, 0.14)
        )


def paint_not_asked(painter: QPainter, view: View, stretches: Sequence[Span], end_us: int) -> None:
    """A veil over what is not to be coded."""
    if not stretches:
        return
    layout, start = view.layout, 0
    for onset_us, offset_us in [*((one.onset_us, one.offset_us) for one in stretches), (end_us, end_us)]:
        left, right = max(view.x_of(start), GUTTER_PX), min(view.x_of(onset_us), layout.width)
        if right > left:
            area = QRectF(left, layout.ruler.bottom, right - left, layout.overview.top - layout.ruler.bottom)
            painter.fillRect(area, tinted(view.styles.tokens.bg, 0.72))
        start = offset_us


def paint_overview(painter: QPainter, view: View, minimap: QPixmap | None) -> None:
    """The whole film with all its tags, and the part that is in view."""
    tokens, band = view.styles.tokens, view.layout.overview
    window = overview_window(view)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = QRectF(view.layout.left, band.top + 3.0, view.layout.time_width - LEAD_PX, band.height - 6.0)
    painter.setBrush(QColor(tokens.bg))
    painter.drawRoundedRect(whole, 2.0, 2.0)
    if minimap is not None:
        painter.drawPixmap(QPointF(whole.left(), whole.top()), minimap)
    if not view.scale.shows_all:
        for outside in (
            QRectF(whole.left(), whole.top(), window.left() - whole.left(), whole.height()),
            QRectF(window.right(), whole.top(), whole.right() - window.right(), whole.height()),
        ):
            painter.fillRect(outside, tinted(tokens.panel, 0.55))
        painter.setPen(QPen(QColor(tokens.ink2), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(window, 3.0, 3.0)


def overview_window(view: View) -> QRectF:
    """The part of the overview that stands for what is in view."""
    layout, scale = view.layout, view.scale
    width = layout.time_width - LEAD_PX
    left = layout.left + scale.left_us / scale.end_us * width
    seen = max((scale.right_us - scale.left_us) / scale.end_us * width, 16.0)
    left = min(left, layout.left + width - seen)
    return QRectF(left, layout.overview.top + 2.0, seen, layout.overview.height - 4.0)


def paint_playhead(painter: QPainter, view: View, time_us: int) -> None:
    """A line through all lanes with a handle in the ruler, and its place in the overview."""
    colour = QColor(view.styles.tokens.accent)
    layout = view.layout
    x = view.x_of(time_us)
    if GUTTER_PX <= x <= layout.width:
        painter.setPen(QPen(colour, 2.0))
        painter.drawLine(QLineF(x, layout.ruler.bottom - 4, x, layout.overview.top))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        top = layout.ruler.bottom - 8.0
        corners = ((x - _HANDLE_PX, top), (x + _HANDLE_PX, top), (x, top + 8.0))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    share = min(max(time_us / view.scale.end_us, 0.0), 1.0)
    place = layout.left + share * (layout.time_width - LEAD_PX)
    painter.fillRect(
        QRectF(place - 1.0, layout.overview.top + 1.0, 2.0, layout.overview.height - 2.0), colour
    )


def playhead_area(view: View, time_us: int) -> tuple[QRectF, QRectF]:
    """What has to be painted anew where the playhead was or is: its line, and its place in the overview."""
    x = view.x_of(time_us)
    share = min(max(time_us / view.scale.end_us, 0.0), 1.0)
    place = view.layout.left + share * (view.layout.time_width - LEAD_PX)
    height = view.layout.height
    return QRectF(x - _HANDLE_PX - 2, 0, 2 * _HANDLE_PX + 4, height), QRectF(
        place - 3, view.layout.overview.top, 6, view.layout.overview.height
    )


def _paint_span(painter: QPainter, view: View, onset_us: int, offset_us: int, alpha: float) -> None:
    left, right = max(view.x_of(onset_us), GUTTER_PX), min(view.x_of(offset_us), view.layout.width)
    if right > left:
        top, bottom = view.layout.ruler.bottom, view.layout.overview.top
        area = QRect(round(left), round(top), round(right) - round(left), round(bottom - top))
        painter.fillRect(area, tinted(view.styles.tokens.accent, alpha))


def _crisp(place: float) -> float:
    return round(place - 0.5) + 0.5
