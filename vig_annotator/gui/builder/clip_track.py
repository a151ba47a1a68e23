"""The chosen clip as a strip of time: its sound, its edges, what is quiet in it, subtitles, the frames it moves by, and a marked stretch.

Drag over it to mark a stretch, drag an edge to trim, click to look there. All of it can be done by keys, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QWidget

from vig_annotator.gui.builder.family_films import SessionFilm
from vig_annotator.gui.builder.marking import Marking
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.timeline.styles import tinted
from vig_annotator.gui.tokens import HEAD_PX, Tokens
from vig_annotator.media.waveform import Waveform
from vig_annotator.model.clip_look import ClipLook
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import ReelClip
from vig_annotator.model.timecode import format_time

AROUND_US = 1_000_000
"""How much of the film is shown before and after the clip."""

_SIDE_PX, _EDGE_PX, _CLICK_PX = 14.0, 6.0, 3.0
_HEIGHT_PX, _SUBTITLE_PX = 58, 13.0
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_QUIETEST_DB = -50.0
_BAR_PX, _STEP_PX = 2.0, 3.0


@dataclass(frozen=True, slots=True)
class _Drag:
    """What is being dragged: ``onset``, ``offset`` or ``mark``, from where, and to where."""

    what: str
    from_px: float
    to_px: float


class ClipTrack(QWidget):
    """Shows one clip.

    Signals:
        edge_moved(edge, time_us): ``onset`` or ``offset`` was dragged.
        wanted(time_us): a moment was clicked.

    Args:
        marking: the marked stretch.
    """

    edge_moved = Signal(str, int)
    wanted = Signal(int)

    def __init__(self, marking: Marking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marking = marking
        self._clip: ReelClip | None = None
        self._film: SessionFilm | None = None
        self._sound: Waveform | None = None
        self._at_us: int | None = None
        self._drag: _Drag | None = None
        self.setFixedHeight(_HEIGHT_PX)
        self.setMouseTracking(True)
        self.setAccessibleName("Sound of the clip")
        marking.changed.connect(self.update)
        theme().changed.connect(self.update)

    def show_clip(self, clip: ReelClip | None, film: SessionFilm | None, sound: Waveform | None) -> None:
        """Show a clip; None for none. Without a film nothing can be dragged."""
        self._clip, self._film, self._sound = clip, film, sound
        self._let_go()
        words = (
            []
            if clip is None
            else [f"{one.percent} % loud from {_said(one.span)}" for one in clip.look.quiet]
        )
        if clip is not None:
            words += [f"“{one.text}” from {_said(one.span)}" for one in clip.look.subtitles]
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def show_place(self, at_us: int | None) -> None:
        """Which moment of the session is on the screen; None where it is not of this clip."""
        if at_us != self._at_us:
            self._at_us = at_us
            self.update()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take an edge, or begin a mark."""
        if self._clip is not None and self._film is not None and event.button() is Qt.MouseButton.LeftButton:
            x = event.position().x()
            self._drag = _Drag(self._edge_at(x) or "mark", x, x)
            # Wherever the keys go, Esc is about what is in the hand.
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag on; say what could be taken."""
        x = event.position().x()
        if self._drag is not None:
            self._drag = _Drag(self._drag.what, self._drag.from_px, x)
            self.update()
        near = self._clip is not None and self._edge_at(x)
        self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was dragged is there; a click looks."""
        drag = self._drag
        if drag is None:
            return
        self._let_go()
        far = abs(drag.to_px - drag.from_px) > _CLICK_PX
        if drag.what != "mark":
            if far:
                self.edge_moved.emit(drag.what, self._cut_at(drag.to_px))
        elif far:
            ends = sorted((self._cut_at(drag.from_px), self._cut_at(drag.to_px)))
            if ends[0] < ends[1]:
                self._marking.mark(Span(*ends))
        else:
            self._marking.mark(None)
            self.wanted.emit(self._frame_at(drag.to_px))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is dragged: Esc leaves it as it was, and means nothing else."""
        kind = event.type()
        if kind in _KEYS and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if kind == QEvent.Type.KeyPress:
                self._let_go()
            return True
        return super().eventFilter(watched, event)

    def _let_go(self) -> None:
        if self._drag is not None:
            self._drag = None
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.update()

    def _edge_at(self, x: float) -> str:
        clip = self._clip
        assert clip is not None
        for edge, time_us in (("onset", clip.onset_us), ("offset", clip.offset_us)):
            if abs(x - self._x_of(time_us)) <= _EDGE_PX:
                return edge
        return ""

    def _cut_at(self, x: float) -> MediaTime:
        """The cut between two frames that is nearest to a place."""
        film, wanted = self._film, self._time_of(x)
        assert film is not None
        if wanted >= film.end_us:
            return film.end_us
        frame = film.frame_at(wanted)
        before, after = film.time_of(frame), film.time_of(frame + 1)
        return before if wanted - before <= after - wanted else after

    def _frame_at(self, x: float) -> MediaTime:
        film = self._film
        assert film is not None
        return film.time_of(film.frame_at(self._time_of(x)))

    # Where what is

    def _view(self) -> tuple[int, int]:
        clip = self._clip
        assert clip is not None
        start = max(0, clip.onset_us - AROUND_US)
        stop = clip.offset_us + AROUND_US
        if self._film is not None:
            start = min(clip.onset_us, max(start, self._film.starts_at_us))
            stop = max(clip.offset_us, min(stop, self._film.end_us))
        return start, stop

    def _x_of(self, time_us: int) -> float:
        start, stop = self._view()
        return _SIDE_PX + (time_us - start) * (self.width() - 2 * _SIDE_PX) / (stop - start)

    def _time_of(self, x: float) -> int:
        start, stop = self._view()
        return round(start + (x - _SIDE_PX) * (stop - start) / max(1.0, self.width() - 2 * _SIDE_PX))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Everything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        painter.fillRect(self.rect(), QColor(tokens.panel))
        if self._clip is not None:
            onset, offset = self._edges(self._clip)
            lane = QRectF(0, 6, self.width(), self.height() - 12 - _SUBTITLE_PX)
            inside = QRectF(onset, lane.top(), offset - onset, lane.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.soft))
            painter.drawRoundedRect(inside, 4, 4)
            self._paint_sound(painter, lane, inside, tokens)
            self._paint_look(painter, lane, self._clip.look, tokens)
            self._paint_mark(painter, lane, tokens)
            self._paint_edges(painter, inside, tokens)
        painter.end()

    def _edges(self, clip: ReelClip) -> tuple[float, float]:
        onset, offset = self._x_of(clip.onset_us), self._x_of(clip.offset_us)
        drag = self._drag
        if drag is not None and drag.what == "onset":
            onset = min(drag.to_px, offset - 1)
        if drag is not None and drag.what == "offset":
            offset = max(drag.to_px, onset + 1)
        return onset, offset

    def _paint_sound(self, painter: QPainter, lane: QRectF, inside: QRectF, tokens: Tokens) -> None:
        sound = self._sound
        if sound is None or sound.reason:
            painter.setFont(font(HEAD_PX))
            painter.setPen(QColor(tokens.ink2))
            words = "listening to the clip …" if sound is None else sound.reason
            painter.drawText(inside.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
            return
        assert self._clip is not None
        starts_us = 0 if self._film is None else self._film.starts_at_us
        middle, tall = lane.center().y(), lane.height() / 2 - 3
        x = _SIDE_PX
        painter.setPen(Qt.PenStyle.NoPen)
        while x < self.width() - _SIDE_PX:
            first = max(0, self._time_of(x) - starts_us) * sound.per_second // 1_000_000
            stop = max(first + 1, (self._time_of(x + _STEP_PX) - starts_us) * sound.per_second // 1_000_000)
            peak = float(np.max(sound.peaks[first:stop], initial=0.0))
            level = max(0.0, 1 - 20 * np.log10(max(peak, 1e-6)) / _QUIETEST_DB)
            within = inside.left() <= x <= inside.right()
            percent = self._loud_at(self._time_of(x + _BAR_PX / 2)) if within else 100
            painter.setBrush(QColor(tokens.accent if within else tokens.ink3))
            high = max(1.0, tall * min(1.0, level) * percent / 100)
            painter.drawRect(QRectF(x, middle - high, _BAR_PX, 2 * high))
            x += _STEP_PX

    def _loud_at(self, time_us: int) -> int:
        assert self._clip is not None
        look = self._clip.look
        quiet = next((one.percent for one in look.quiet if one.span.contains(time_us)), 100)
        return min(100, quiet * look.sound_percent // 100)

    def _paint_look(self, painter: QPainter, lane: QRectF, look: ClipLook, tokens: Tokens) -> None:
        painter.setFont(font(HEAD_PX))
        metrics = QFontMetricsF(painter.font())
        for one in look.quiet:
            box = self._box(lane, one.span)
            painter.setPen(QPen(QColor(tokens.concern), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            words = "muted" if one.percent == 0 else f"{one.percent} %"
            if metrics.horizontalAdvance(words) < box.width() - 4:
                painter.setPen(QColor(tokens.concern))
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)
        below = QRectF(0, lane.bottom() + 2, self.width(), _SUBTITLE_PX)
        for line in look.subtitles:
            box = self._box(below, line.span)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tinted(tokens.accent, 0.25))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(tokens.ink))
            text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, box.width() - 6)
            painter.drawText(box.adjusted(3, 0, -3, 0), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ink))
        if len(look.framing) > 1:
            for key in look.framing:
                x, y = self._x_of(key.at_us), lane.top() + 1
                painter.drawPolygon(
                    QPolygonF([QPointF(x, y - 5), QPointF(x + 5, y), QPointF(x, y + 5), QPointF(x - 5, y)])
                )
        if look.freeze is not None:
            x = self._x_of(look.freeze.at_us)
            painter.setBrush(QColor(tokens.positive))
            for left in (x - 4, x + 1):
                painter.drawRect(QRectF(left, lane.bottom() - 9, 3, 9))

    def _paint_mark(self, painter: QPainter, lane: QRectF, tokens: Tokens) -> None:
        drag, mark = self._drag, self._marking
        ends: list[float] = []
        if drag is not None and drag.what == "mark" and abs(drag.to_px - drag.from_px) > _CLICK_PX:
            ends = sorted((drag.from_px, drag.to_px))
        elif mark.span is not None:
            ends = [self._x_of(mark.span.onset_us), self._x_of(mark.span.offset_us)]
        if ends:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tinted(tokens.ink, 0.18))
            painter.drawRect(QRectF(ends[0], lane.top(), ends[1] - ends[0], lane.height()))
        painter.setPen(QPen(QColor(tokens.ink), 2))
        for end in ends or [self._x_of(one) for one in (mark.onset_us, mark.offset_us) if one is not None]:
            painter.drawLine(QPointF(end, lane.top()), QPointF(end, lane.bottom()))

    def _paint_edges(self, painter: QPainter, inside: QRectF, tokens: Tokens) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        for x in (inside.left(), inside.right()):
            painter.drawRoundedRect(QRectF(x - 2, inside.top() - 2, 4, inside.height() + 4), 2, 2)
        if self._at_us is not None:
            painter.setPen(QPen(QColor(tokens.concern), 2))
            x = self._x_of(self._at_us)
            painter.drawLine(QPointF(x, inside.top() - 4), QPointF(x, inside.bottom() + 4))

    def _box(self, lane: QRectF, span: Span) -> QRectF:
        left = max(_SIDE_PX, self._x_of(span.onset_us))
        right = min(self.width() - _SIDE_PX, self._x_of(span.offset_us))
        return QRectF(left, lane.top(), max(2.0, right - left), lane.height())


def _said(span: Span) -> str:
    return f"{format_time(span.onset_us)} to {format_time(span.offset_us)}"
