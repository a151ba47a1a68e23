"""Joins what the user does on the coding screen with what does it; once, for as long as the window lives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.cue_commands import CueCommands
from vig_annotator.gui.coding.moment_commands import MomentCommands
from vig_annotator.gui.coding.reel_commands import ReelCommands
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.coding.side_panel import Tab
from vig_annotator.gui.coding.tag_commands import TagCommands
from vig_annotator.gui.system_files import show_folder
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.edits.concerns import without_leave
from vig_annotator.services import reel_building

_TAG_MENU = (
    "tag.change_code", "tag.copy_to", "tag.note", "", "tag.start_here", "tag.end_here", "tag.split", "tag.merge", "",
    "tag.link", "tag.unlink", "", "play.loop", "moment.of_tag", "codebook.exemplar", "", "tag.delete",
)  # fmt: skip
_MOMENT_MENU = (
    "moment.play", "play.loop", "", "moment.star", "moment.caption", "moment.to_reel", "codebook.exemplar", "", "moment.begin_here",
    "moment.finish_here", "moment.up", "moment.down", "", "tag.delete",
)  # fmt: skip
_CLIP_MENU = ("moment.caption", "moment.up", "moment.down", "", "tag.delete")
_EMPTY_MENU = ("moment.mark_in", "moment.mark_out", "", "play.go_to", "view.zoom_fit")


class Wiring:
    """Signals of the screen's parts to commands."""

    def __init__(
        self,
        screen: CodingScreen,
        bench: Bench,
        actions: ActionSet,
        *,
        tags: TagCommands,
        moments: MomentCommands,
        reel: ReelCommands,
    ) -> None:
        self._screen, self._bench, self._actions = screen, bench, actions
        self._reel = reel
        self._played_before_scrub = False
        self._cues = CueCommands(bench)
        screen.codes.pressed.connect(tags.press)
        screen.codes.cue_pressed.connect(self._cues.tag)
        screen.codes.need_named.connect(self._cues.name_need)
        screen.view.clicked.connect(actions.qaction("play.toggle").trigger)
        screen.transport.speed_chosen.connect(bench.player.set_speed)
        screen.films.clicked.connect(actions.qaction("play.toggle").trigger)
        self._wire_look()
        screen.transport.volume_chosen.connect(self._set_volume)
        self._wire_timeline(tags, moments)
        self._wire_tags(tags)
        self._wire_moments(moments, reel)
        self._wire_reel(reel)
        screen.side.tab_changed.connect(lambda tab: screen.top_bar.show_reel_open(tab == Tab.REEL))

    def _wire_look(self) -> None:
        view, button = self._screen.view, self._screen.transport.look
        view.look_changed.connect(button.show_look)
        button.brightness_chosen.connect(lambda value: view.set_look(replace(view.look, brightness=value)))
        button.contrast_chosen.connect(lambda value: view.set_look(replace(view.look, contrast=value)))

    def _wire_timeline(self, tags: TagCommands, moments: MomentCommands) -> None:
        timeline = self._screen.timeline
        timeline.seek_requested.connect(self._bench.player.seek)
        timeline.scrubbing_changed.connect(self._scrub)
        timeline.selection_changed.connect(self._choose_tags)
        timeline.annotation_activated.connect(self._go_to_tag)
        timeline.edge_drag_preview.connect(self._preview_edge)
        timeline.edge_moved.connect(tags.edge_dragged)
        selected = self._screen.side.selected
        timeline.edge_drag_preview.connect(selected.show_drag)
        timeline.edge_drag_cancelled.connect(selected.show_dropped)
        timeline.edge_moved.connect(selected.show_dropped)
        timeline.tags_shift_preview.connect(lambda _id, time_us: self._bench.player.seek(time_us))
        timeline.tags_shifted.connect(tags.shift_by)
        timeline.moment_chosen.connect(self._choose_moment)
        timeline.moment_edge_preview.connect(self._preview_edge)
        timeline.moment_edge_moved.connect(moments.edge_dragged)
        timeline.menu_requested.connect(
            lambda tag_id, at: self._menu(_TAG_MENU if tag_id is not None else _EMPTY_MENU, at)
        )

    def _wire_tags(self, tags: TagCommands) -> None:
        table, selected = self._screen.side.tags, self._screen.side.selected
        table.chosen.connect(self._choose_tags)
        table.went_to.connect(self._go_to_tag)
        table.rows.noted.connect(tags.set_note)
        table.rows.edited.connect(tags.edit_cell)
        table.menu_requested.connect(lambda _id, at: self._menu(_TAG_MENU, at))
        selected.noted.connect(tags.set_note)
        selected.modified.connect(tags.set_modifier)
        selected.typing_ended.connect(self._screen.focus_film)

    def _wire_moments(self, moments: MomentCommands, reel: ReelCommands) -> None:
        cards = self._screen.side.moments.list
        cards.chosen.connect(self._choose_moment)
        cards.activated_card.connect(lambda _id: moments.play())
        cards.star_clicked.connect(moments.toggle_star)
        cards.button_clicked.connect(reel.add)
        cards.cards.captioned.connect(moments.set_caption)
        cards.cards.dropped.connect(moments.move)
        cards.menu_requested.connect(lambda _id, at: self._menu(_MOMENT_MENU, at))

    def _wire_reel(self, reel: ReelCommands) -> None:
        panel = self._screen.side.reel
        panel.list.chosen.connect(self._choose_clip)
        panel.list.activated_card.connect(lambda _id: self._actions.trigger("play.loop"))
        panel.list.button_clicked.connect(reel.remove)
        panel.list.cards.captioned.connect(reel.set_caption)
        panel.list.cards.dropped.connect(reel.move)
        panel.list.menu_requested.connect(self._clip_menu)
        panel.reel_chosen.connect(reel.choose)
        panel.renamed.connect(reel.rename)
        panel.handles_chosen.connect(reel.set_handles)
        panel.audience_chosen.connect(reel.set_audience)
        panel.folder_wanted.connect(show_folder)

    def _choose_tags(self, ids: Iterable[str]) -> None:
        if self._bench.film is not None:
            self._bench.film.selection.choose_tags(frozenset(ids))

    def _go_to_tag(self, tag_id: str) -> None:
        film = self._bench.film
        one = film.desk.annotation(tag_id) if film is not None else None
        if one is not None:
            self._bench.player.seek(one.onset_us)

    def _choose_moment(self, moment_id: str) -> None:
        film = self._bench.film
        if film is None:
            return
        film.selection.choose_moment(moment_id or None)
        one = film.moment(moment_id)
        if one is not None and not self._bench.player.playing:
            self._bench.player.seek(one.onset_us)

    def _choose_clip(self, clip_id: str) -> None:
        film = self._bench.film
        if film is None:
            return
        film.selection.choose_clip(clip_id or None)
        one = film.clip(clip_id)
        if one is not None and one.session_id == film.session.id and not self._bench.player.playing:
            self._bench.player.seek(one.onset_us)

    def _scrub(self, active: bool) -> None:
        """The film stands while it is scrubbed, and plays on if it played before."""
        player = self._bench.player
        if active:
            self._played_before_scrub = player.playing
            player.pause()
        elif self._played_before_scrub:
            player.play()

    def _preview_edge(self, row_id: str, edge: Edge, time_us: int) -> None:
        """While an edge is dragged, show the first or last frame that would belong to it."""
        film = self._bench.film
        tag = film.desk.annotation(row_id) if film is not None else None
        last = edge is Edge.OFFSET and not (tag is not None and tag.is_point)
        self._bench.player.seek(time_us - 1 if last else time_us)

    def _set_volume(self, volume: float) -> None:
        settings = self._bench.settings
        settings.volume, settings.muted = volume, False
        self._bench.player.set_volume(volume, False)

    def _menu(self, action_ids: Iterable[str], at: QPoint, further: Iterable[QAction] = ()) -> None:
        menu = self._make_menu(self._screen, action_ids)
        for one in further:
            menu.addAction(one)
        menu.popup(at)

    def _make_menu(self, parent: QWidget, action_ids: Iterable[str]) -> QMenu:
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        for action_id in action_ids:
            if action_id:
                menu.addAction(self._actions.qaction(action_id))
            else:
                menu.addSeparator()
        return menu

    def _clip_menu(self, clip_id: str, at: QPoint) -> None:
        film = self._bench.film
        clip = film.clip(clip_id) if film is not None else None
        if film is None or clip is None:
            return
        allow = QAction("It may show a concern, on purpose", self._screen)
        allow.setCheckable(True)
        concerns = reel_building.concerns_shown(film.ws, clip.reel_id).get(clip.id, ())
        allow.setEnabled(bool(concerns))
        allow.setChecked(bool(concerns) and not without_leave(clip, concerns))
        allow.triggered.connect(lambda wanted: self._reel.set_concern_allowed(clip.id, wanted))
        self._menu(_CLIP_MENU, at, [allow])
