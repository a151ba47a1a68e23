"""Both codings on one timeline: in each lane A above B, matches joined by lines, misses as ghosts, confusions in amber."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from vig_annotator.analysis.side_by_side import Match, Tag, Verdict
from vig_annotator.gui.code_colours import code_colour, subject_colour
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.timeline.geometry import TimeScale
from vig_annotator.gui.timeline.lanes import LanePlan, plan_lanes
from vig_annotator.gui.timeline.ruler import ruler_marks
from vig_annotator.gui.tokens import BODY_PX, HEAD_PX
from vig_annotator.model.mediatime import Span
from vig_annotator.model.timecode import format_time
from vig_annotator.services.comparing import Comparison

_LEFT_PX, _RULER_PX, _EDGE_PX = 150.0, 24.0, 10.0
_BAR_PX, _ROW_PX, _BETWEEN_PX, _LANE_GAP_PX = 11.0, 14.0, 16.0, 12.0
_DOT_PX = 5.0
_WHEEL_STEP, _ZOOM = 120.0, 1.25


class MirroredTimeline(QWidget):
    """Shows a comparison; the wheel zooms, Shift and wheel move along.

    Signals:
        match_chosen(match): a tag was clicked.
        time_chosen(time_us): another place was clicked.
    """

    match_chosen = Signal(object)
    time_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Both codings on one timeline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._compared: Comparison | None = None
        self._plan: LanePlan = plan_lanes(None)
        self._tops: list[float] = []
        self._scale = TimeScale.whole(1_000_000, 100)
        self._chosen: Match | None = None
        self._playhead_us = 0
        theme().changed.connect(self.update)

    def show_comparison(self, compared: Comparison) -> None:
        """Show other codings, the whole film in view."""
        self._compared = compared
        used = set(compared.codes)
        whole = plan_lanes(compared.codebooks[0], used)
        shown = [n for n, lane in enumerate(whole.lanes) if used.intersection(lane.code_ids)]
        moved = {old: new for new, old in enumerate(shown)}
        self._plan = LanePlan(
            tuple(whole.lanes[n] for n in shown),
            {
                code: type(place)(moved[place.lane], place.row)
                for code, place in whole.places.items()
                if place.lane in moved
            },
        )
        top = _RULER_PX + 4
        self._tops = []
        for lane in self._plan.lanes:
            self._tops.append(top)
            top += 2 * lane.rows * _ROW_PX + _BETWEEN_PX + _LANE_GAP_PX
        self._scale = TimeScale.whole(compared.film_end_us, self._width())
        self._chosen = None
        self.setMinimumHeight(round(top + _EDGE_PX))
        self.updateGeometry()
        self.update()

    def choose(self, match: Match | None) -> None:
        """Bring out a match, and into view."""
        self._chosen = match
        if match is not None and not (
            self._scale.in_view(match.onset_us)
            and self._scale.in_view(max(match.onset_us, match.offset_us - 1))
        ):
            self._scale = self._scale.centred((match.onset_us + match.offset_us) // 2)
        self.update()

    def show_playhead(self, time_us: int) -> None:
        """Where the film is."""
        if time_us != self._playhead_us:
            self._playhead_us = time_us
            self._scale = self._scale.paged_to(time_us)
            self.update()

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        return QSize(640, max(120, self.minimumHeight()))

    def box_of(self, tag: Tag, *, of_b: bool) -> QRectF:
        """Where a tag is drawn: a bar, or the square around a dot."""
        place = self._plan.place(tag.event.code)
        lane = self._plan.lanes[place.lane]
        top = self._tops[place.lane]
        # Mirrored: the first row of both lies next to the other coder's.
        row = lane.rows + place.row if of_b else lane.rows - 1 - place.row
        middle = top + row * _ROW_PX + _ROW_PX / 2 + (_BETWEEN_PX if of_b else 0.0)
        left, right = self._x(tag.event.onset_us), self._x(tag.event.offset_us)
        if tag.event.onset_us == tag.event.offset_us:
            return QRectF(left - _DOT_PX, middle - _DOT_PX, 2 * _DOT_PX, 2 * _DOT_PX)
        return QRectF(left, middle - _BAR_PX / 2, max(right - left, 2.0), _BAR_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same stretch in another width."""
        super().resizeEvent(event)
        self._scale = self._scale.resized(self._width())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse; with Shift, or sideways, move along."""
        turn = event.angleDelta()
        if turn.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scale = self._scale.scrolled(-(turn.x() or turn.y()))
        else:
            factor = _ZOOM ** (turn.y() / _WHEEL_STEP)
            self._scale = self._scale.zoomed(factor, event.position().x() - _LEFT_PX)
        self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a match, or a place."""
        at = event.position()
        match = self._match_at(at)
        if match is not None:
            self.match_chosen.emit(match)
        elif at.x() >= _LEFT_PX:
            self.time_chosen.emit(int(self._scale.time_at(at.x() - _LEFT_PX)))

    def event(self, event: QEvent) -> bool:
        """A tooltip says what both called it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            match = self._match_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if match is None else self._words(match), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ruler, lanes, lines, tags, playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        painter.fillRect(self.rect(), QColor(tokens.panel))
        self._paint_lanes(painter)
        if self._compared is not None:
            painter.setClipRect(QRectF(_LEFT_PX, 0, self.width() - _LEFT_PX, self.height()))
            self._paint_unobserved(painter, self._compared.stretches)
            seen = [match for match in self._compared.matches if self._seen(match)]
            for match in seen:
                self._paint_line(painter, match)
            for match in seen:
                self._paint_match(painter, match)
            x = self._x(self._playhead_us)
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.end()

    def _paint_lanes(self, painter: QPainter) -> None:
        tokens = theme().tokens
        painter.setFont(font(HEAD_PX, tabular=True))
        for mark in ruler_marks(self._scale, None):
            if mark.label:
                x = self._x(mark.time_us)
                painter.setPen(QColor(tokens.ink2))
                painter.drawText(
                    QRectF(x + 3, 2, 90, _RULER_PX - 4), Qt.AlignmentFlag.AlignVCenter, mark.label
                )
                painter.setPen(QColor(tokens.line))
                painter.drawLine(QPointF(x, 4), QPointF(x, self.height()))
        book = None if self._compared is None else self._compared.codebooks[0]
        painter.fillRect(QRectF(0, 0, _LEFT_PX, self.height()), QColor(tokens.panel))
        for lane, top in zip(self._plan.lanes, self._tops, strict=True):
            half = lane.rows * _ROW_PX
            painter.setPen(QColor(tokens.line))
            bottom = top + 2 * half + _BETWEEN_PX + _LANE_GAP_PX / 2
            painter.drawLine(QPointF(0, bottom), QPointF(self.width(), bottom))
            painter.setFont(font(BODY_PX))
            painter.setPen(QColor(subject_colour(lane.subject, book, tokens)))
            box = QRectF(14, top, _LEFT_PX - 40, 2 * half + _BETWEEN_PX)
            wrap = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, wrap, lane.title)
            painter.setFont(font(HEAD_PX))
            painter.setPen(QColor(tokens.ink2))
            for name, y in (("A", top + half / 2), ("B", top + half * 1.5 + _BETWEEN_PX)):
                painter.drawText(QRectF(_LEFT_PX - 22, y - 8, 16, 16), Qt.AlignmentFlag.AlignCenter, name)

    def _paint_unobserved(self, painter: QPainter, stretches: Sequence[Span]) -> None:
        """What was not to be coded by both is shaded: nothing there is compared."""
        shade = QColor(theme().tokens.ink2)
        shade.setAlphaF(0.14)
        edges = [0, *(edge for one in stretches for edge in (one.onset_us, one.offset_us))]
        ends = [*edges[1:], max(edges[-1], int(self._scale.right_us))]
        for left, right in list(zip(edges, ends, strict=True))[::2]:
            if right > left:
                box = QRectF(
                    self._x(left), _RULER_PX, self._x(right) - self._x(left), self.height() - _RULER_PX
                )
                painter.fillRect(box, shade)

    def _paint_line(self, painter: QPainter, match: Match) -> None:
        if match.a is None or match.b is None:
            return
        tokens = theme().tokens
        colour = QColor(tokens.positive if match.verdict is Verdict.SAME else tokens.concern)
        painter.setPen(QPen(colour, 2.5 if match is self._chosen else 1.3))
        one, other = self.box_of(match.a, of_b=False), self.box_of(match.b, of_b=True)
        painter.drawLine(
            QPointF(max(one.center().x() if _is_point(match.a) else one.left() + 3, _LEFT_PX), one.bottom()),
            QPointF(
                max(other.center().x() if _is_point(match.b) else other.left() + 3, _LEFT_PX), other.top()
            ),
        )

    def _paint_match(self, painter: QPainter, match: Match) -> None:
        tokens = theme().tokens
        for tag, of_b in ((match.a, False), (match.b, True)):
            if tag is None:
                ghost = match.tags[0]
                painter.setPen(QPen(QColor(tokens.concern), 1.4, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                _draw(painter, self.box_of(ghost, of_b=of_b), point=_is_point(ghost))
                continue
            assert self._compared is not None
            code = self._compared.code(tag.event.code)
            fill = QColor(tokens.ink2)
            if code is not None:
                fill = QColor(code_colour(code, self._compared.codebooks[0], tokens).fill)
            edge = Qt.PenStyle.NoPen
            if match.verdict is Verdict.CONFUSED:
                painter.setPen(QPen(QColor(tokens.concern), 2))
            elif match is self._chosen:
                painter.setPen(QPen(QColor(tokens.ink), 2))
            else:
                painter.setPen(edge)
            painter.setBrush(fill)
            _draw(painter, self.box_of(tag, of_b=of_b), point=_is_point(tag))
        if match is self._chosen:
            around = self._around(match).adjusted(-4, -4, 4, 4)
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(around, 6, 6)

    def _around(self, match: Match) -> QRectF:
        boxes = [
            self.box_of(tag or match.tags[0], of_b=of_b) for tag, of_b in ((match.a, False), (match.b, True))
        ]
        return boxes[0].united(boxes[1])

    def _match_at(self, at: QPointF) -> Match | None:
        if self._compared is None or at.x() < _LEFT_PX:
            return None
        found: Sequence[Match] = [
            match for match in self._compared.matches if self._seen(match) and self._hit(match, at)
        ]
        return min(found, key=lambda match: match.offset_us - match.onset_us, default=None)

    def _hit(self, match: Match, at: QPointF) -> bool:
        return any(
            self.box_of(tag or match.tags[0], of_b=of_b).adjusted(-3, -3, 3, 3).contains(at)
            for tag, of_b in ((match.a, False), (match.b, True))
        )

    def _seen(self, match: Match) -> bool:
        return match.offset_us >= self._scale.left_us and match.onset_us <= self._scale.right_us

    def _words(self, match: Match) -> str:
        assert self._compared is not None
        names = [
            self._compared.label(tag.event.code) if tag is not None else "no tag"
            for tag in (match.a, match.b)
        ]
        return f"{format_time(match.onset_us)}\nA: {names[0]}\nB: {names[1]}"

    def _width(self) -> float:
        return max(1.0, self.width() - _LEFT_PX - _EDGE_PX)

    def _x(self, time_us: float) -> float:
        return _LEFT_PX + self._scale.x_of(time_us)


def _is_point(tag: Tag) -> bool:
    return tag.event.onset_us == tag.event.offset_us


def _draw(painter: QPainter, box: QRectF, *, point: bool) -> None:
    if point:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 3, 3)
