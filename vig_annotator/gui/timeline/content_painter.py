"""Draws a whole timeline in three layers: what stays while somebody tags, what stays while the film plays, and what moves."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from vig_annotator.gui.timeline import frame_painter as frame
from vig_annotator.gui.timeline.frame_painter import View
from vig_annotator.gui.timeline.gaps import paint_gaps
from vig_annotator.gui.timeline.lanes import Place
from vig_annotator.gui.timeline.layout import GUTTER_PX
from vig_annotator.gui.timeline.link_arcs import paint_links
from vig_annotator.gui.timeline.media_painter import paint_sound
from vig_annotator.gui.timeline.review_marks import paint_flags, paint_proposals
from vig_annotator.gui.timeline.row_painter import RowArea, paint_bar, paint_dot, paint_row
from vig_annotator.gui.timeline.ruler import ruler_marks
from vig_annotator.gui.timeline.scene import Scene
from vig_annotator.gui.timeline.snapping import moved_by
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.moment import Moment

_WORDS_PX = 8
"""Words in the lanes stand clear of the playhead at the film's start."""
_MOST_SELECTED_IN_CROWD = 200
_MOST_SHIFTED = 1_000
"""So many tags are shown while they are dragged; of more, the others are seen when they are let go."""


def paint_ground(painter: QPainter, view: View, scene: Scene) -> None:
    """What lies below the tags and does not change with them: names, ruler, pictures and sound."""
    layout, tokens = view.layout, view.styles.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), QColor(tokens.panel))
    marks = ruler_marks(view.scale, scene.index) if scene.end_us else []
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    frame.paint_grid(painter, view, marks)
    frame.paint_names(painter, view, scene.tracks.plan)
    if not scene.end_us:
        return
    painter.setClipRect(QRectF(GUTTER_PX, 0, layout.width - GUTTER_PX, layout.height))
    frame.paint_ruler(painter, view, marks)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame.paint_loop(painter, view, scene.loop)
    scene.strip.paint(painter, view.scale, layout.left, layout.film_bands()[0], scene.end_us, tokens)
    _paint_sound_lane(painter, view, scene)
    for lane, film, sound in zip(
        scene.beside, layout.film_bands()[1:], layout.sound_bands()[1:], strict=True
    ):
        lane.paint(painter, view.scale, layout.left, film, sound, tokens)


def paint_content(painter: QPainter, view: View, scene: Scene) -> None:
    """What stays while the film plays, over the ground: all but playhead, running states and what is being dragged."""
    if not scene.end_us:
        return
    layout = view.layout
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(GUTTER_PX, 0, layout.width - GUTTER_PX, layout.height))
    moments = [_as_dragged(moment, scene) for moment in scene.moments]
    frame.paint_moments(painter, view, moments, scene.chosen_moment, scene.marked)
    painter.setClipRect(QRectF(GUTTER_PX, layout.lanes_area.top, layout.width, layout.lanes_area.height))
    _paint_rows(painter, view, scene)
    _paint_overlaps(painter, view, scene)
    frame.paint_dimmed(painter, view, scene.lanes_out)
    paint_links(painter, view, scene.links, scene.tracks, scene.selected)
    paint_proposals(painter, view, scene.review, scene.tracks)
    painter.setClipRect(QRectF(GUTTER_PX, 0, layout.width, layout.height))
    frame.paint_moment_edges(painter, view, moments, scene.chosen_moment, scene.marked)
    frame.paint_not_asked(painter, view, scene.stretches, scene.end_us)
    paint_flags(painter, view, scene.review)
    frame.paint_overview(painter, view, scene.minimap)


def paint_live(painter: QPainter, view: View, scene: Scene) -> None:
    """The layer that moves: running states up to the playhead, what is being dragged, and the playhead."""
    if not scene.end_us:
        return
    layout = view.layout
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipRect(QRectF(GUTTER_PX, layout.lanes_area.top, layout.width, layout.lanes_area.height))
    painter.setFont(view.styles.label_font)
    dragged_id = scene.dragged.row_id if scene.dragged is not None else None
    for one in scene.tracks.running():
        place = scene.tracks.place_of(one)
        if one.id != dragged_id and layout.lanes[place.lane].height:
            _paint_one(painter, view, scene, one, selected=one.id in scene.selected)
            _paint_over(painter, view, scene, one, place)
    held = scene.tracks.get(dragged_id) if dragged_id is not None else None
    if held is not None:
        _paint_one(painter, view, scene, held, selected=True)
    if scene.shifted:
        for name in islice(scene.selected, _MOST_SHIFTED):
            chosen = scene.tracks.get(name)
            if chosen is None or chosen.running:
                continue
            if layout.lanes[scene.tracks.place_of(chosen).lane].height:
                _paint_one(painter, view, scene, chosen, selected=True)
    if scene.box is not None:
        frame.paint_box(painter, view, scene.box)
    painter.restore()
    frame.paint_playhead(painter, view, scene.playhead_us)


def _paint_over(painter: QPainter, view: View, scene: Scene, one: Annotation, place: Place) -> None:
    """What is ended already of a row stays in sight over a state that runs past it."""
    track = scene.tracks.track(place)
    if track is not None and len(track.in_view(one.onset_us, max(one.onset_us, scene.playhead_us))) > 1:
        paint_row(
            painter, track, view.scale, row_area(view, place), view.styles, scene.selected, _held(scene)
        )


def _held(scene: Scene) -> frozenset[str]:
    """Ids of what is being dragged: drawn by itself, where it would lie now."""
    held = frozenset({scene.dragged.row_id}) if scene.dragged is not None else frozenset()
    return held | scene.selected if scene.shifted else held


def row_area(view: View, place: Place) -> RowArea:
    """Where a row of tags is drawn."""
    return RowArea(view.layout.left, view.layout.row_middle(place.lane, place.row), view.layout.time_width)


def _paint_rows(painter: QPainter, view: View, scene: Scene) -> None:
    painter.setFont(view.styles.label_font)
    hidden = _held(scene)
    area = view.layout.lanes_area
    _paint_gaps(painter, view, scene)
    for place, track in scene.tracks:
        band = view.layout.lanes[place.lane]
        if not band.height or band.bottom < area.top or band.top > area.bottom:
            continue
        single = paint_row(
            painter, track, view.scale, row_area(view, place), view.styles, scene.selected, hidden
        )
        if not single and len(scene.selected) <= _MOST_SELECTED_IN_CROWD:
            for annotation_id in scene.selected - hidden:
                one = scene.tracks.get(annotation_id)
                if one is not None and not one.running and scene.tracks.place_of(one) == place:
                    _paint_one(painter, view, scene, one, selected=True)
    if not len(scene.tracks) and scene.hint:
        painter.setPen(QColor(view.styles.tokens.ink2))
        box = QRectF(
            view.layout.left + _WORDS_PX, area.top, view.layout.time_width - 16, min(31.0, area.height)
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, scene.hint)


def _paint_gaps(painter: QPainter, view: View, scene: Scene) -> None:
    """Where an exclusive group has nothing, as far as anything is coded at all."""
    if not len(scene.tracks):
        return
    for number, lane in enumerate(scene.tracks.plan.lanes):
        place = Place(number, 0)
        track = scene.tracks.track(place)
        if lane.exclusive and track is not None and view.layout.lanes[number].height:
            area = row_area(view, place)
            paint_gaps(painter, track, view.scale, area, view.styles, scene.end_us, exclusive=True)


def _paint_overlaps(painter: QPainter, view: View, scene: Scene) -> None:
    for place, track in scene.tracks:
        if view.layout.lanes[place.lane].height and not track.only_points:
            area = row_area(view, place)
            paint_gaps(painter, track, view.scale, area, view.styles, scene.end_us, exclusive=False)


def _paint_one(painter: QPainter, view: View, scene: Scene, one: Annotation, *, selected: bool) -> None:
    onset_us, offset_us = one.onset_us, one.offset_us
    if scene.dragged is not None and scene.dragged.row_id == one.id:
        onset_us, offset_us = scene.dragged.applied(onset_us, offset_us)  # type: ignore[assignment]
    if scene.shifted and scene.index is not None and one.id in scene.selected:
        onset_us = moved_by(onset_us, scene.shifted, scene.index)
        offset_us = offset_us if offset_us is None else moved_by(offset_us, scene.shifted, scene.index)
    area = row_area(view, scene.tracks.place_of(one))
    code = scene.tracks.number_of(one.code_id)
    start = view.x_of(onset_us)
    if onset_us == offset_us:
        paint_dot(painter, view.styles, code, start, area.middle, selected)
        return
    running = offset_us is None
    end = view.x_of(max(onset_us, scene.playhead_us) if offset_us is None else offset_us)
    if end > area.left - 40 and start < area.left + area.width + 40:
        paint_bar(painter, view.styles, code, start, end, area, selected=selected, open_end=running)


def _paint_sound_lane(painter: QPainter, view: View, scene: Scene) -> None:
    layout, tokens = view.layout, view.styles.tokens
    if scene.loudness is not None:
        paint_sound(painter, scene.loudness, view.scale, layout.left, layout.sound_bands()[0], tokens.accent)
    elif scene.sound_note:
        painter.setFont(view.styles.label_font)
        painter.setPen(QColor(tokens.ink2))
        band = layout.sound_bands()[0]
        box = QRectF(layout.left + _WORDS_PX, band.top, layout.time_width - _WORDS_PX, band.height)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, scene.sound_note)


def _as_dragged(moment: Moment, scene: Scene) -> Moment:
    dragged = scene.dragged_moment
    if dragged is None or dragged.row_id != moment.id:
        return moment
    if dragged.edge == "onset":
        return replace(moment, onset_us=dragged.time_us)
    return replace(moment, offset_us=dragged.time_us)
