"""Shows one open film on the coding screen, and keeps what is shown as it is in the library."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from vig_annotator.gui.annotating.link_words import link_words
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.coding.running_words import running_words
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.codings.next_step import next_step
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.gui.reels.reel_words import clips_and_length
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.picture import Picture
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coder import Role
from vig_annotator.model.link import Link
from vig_annotator.model.mediatime import Span
from vig_annotator.services import reel_building
from vig_annotator.services.coders import all_coders

_SETTLE_MS = 150
_HINT = "Play the film and press a code’s key: it tags the frame that is on the screen."
_SURE = "Every frame’s number and time is known for sure."
_WHOLE = "Every frame’s number and time is known for sure, and every frame can be decoded."
_WAIT = "Tags can be made as soon as every frame’s time is known."


class FilmDisplay(QObject):
    """Made when a film is opened, closed with it; `changed` is sent when other things can be done or said than before."""

    changed = Signal()

    def __init__(
        self, screen: CodingScreen, film: CodedFilm, player: PlayerController, pictures: Pictures
    ) -> None:
        super().__init__()
        self._screen = screen
        self._film = film
        self._player = player
        self._pictures = pictures
        # Words on cards depend on tags; while somebody tags quickly they may wait a moment.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show_cards)
        self._connections: list[tuple[object, Callable[..., None]]] = [
            (film.frames_known, self._show_frames),
            (film.tags_changed, self._take_over),
            (film.moments_changed, self._show_moments),
            (film.reel_changed, self._show_moments),
            (film.marks_changed, self._show_mark),
            (film.names_changed, self._show_names),
            (film.pass_changed, self._show_pass),
            (film.selection.changed, self._show_selection),
            (player.picture_shown, self._show_place),
            (player.loop_changed, self._show_loop),
            (pictures.arrived, self._show_cards),
        ]
        for signal, slot in self._connections:
            signal.connect(slot)  # type: ignore[attr-defined]
        self._show_everything()

    def close(self) -> None:
        """Show it no longer."""
        self._settle.stop()
        for signal, slot in self._connections:
            signal.disconnect(slot)  # type: ignore[attr-defined]
        self._screen.side.tags.set_all((), None)
        self._screen.timeline.set_film(0)
        self._screen.view.set_running(())

    def show_reading(self, share: float) -> None:
        """How far the film's frames are read."""
        words = f"reading the film, {round(share * 100)} %"
        self._screen.transport.show_exactness(words, _WAIT, sure=False)

    def show_exactness(self, index: FrameIndex, *, looked_at: bool) -> None:
        """How sure the frames are.

        Args:
            index: the film's frames.
            looked_at: whether each of them has been decoded once.
        """
        sure = _WHOLE if looked_at else _SURE
        text = "exact" if index.exact else "approximate"
        self._screen.transport.show_exactness(text, sure if index.exact else index.reason, sure=index.exact)

    def _show_everything(self) -> None:
        screen, film = self._screen, self._film
        annotations = film.desk.annotations
        screen.codes.set_codebook(film.codebook)
        screen.codes.set_ready(False)
        screen.codes.show_annotations(annotations)
        screen.timeline.set_film(film.end_us, film.index)
        screen.timeline.set_codebook(film.codebook)
        screen.timeline.set_annotations(annotations)
        screen.timeline.set_links(film.desk.links)
        screen.timeline.set_hint(_HINT)
        screen.side.tags.set_all(annotations, film.codebook)
        screen.transport.show_place(0, None)
        screen.transport.show_exactness("reading the film", _WAIT, sure=False)
        self._show_names()
        self._show_moments()
        self._show_mark()
        self._show_loop(None)
        self._show_selection()

    def _show_frames(self) -> None:
        screen, index = self._screen, self._film.frames
        screen.timeline.set_index(index)
        screen.codes.set_ready(self._film.may_tag)
        self.show_exactness(index, looked_at=False)
        self._screen.transport.show_length(len(index))
        picture = self._player.picture
        if picture is not None:
            self._show_place(picture)
        self._show_moments()
        self._show_selection()

    def _show_names(self) -> None:
        film = self._film
        self._screen.top_bar.show_names(film.family.pseudonym, film.session.title)
        self._show_pass()

    def _show_pass(self) -> None:
        film = self._film
        role = next((one.role for one in all_coders(film.ws) if one.name == film.ws.coder), Role.CLINICIAN)
        self._screen.top_bar.show_pass(
            film.coding_pass,
            film.initials,
            film.codebook.title,
            next_step(film.coding_pass, film.ws.coder, role),
        )
        self._screen.codes.set_ready(film.index is not None and film.may_tag)
        self._screen.timeline.set_hint(_HINT if film.may_tag else "")
        self._screen.timeline.set_stretches(film.coding_pass.segments)

    def _show_place(self, picture: Picture) -> None:
        screen, film = self._screen, self._film
        screen.transport.show_place(picture.time_us, picture.frame if film.index is not None else None)
        screen.timeline.set_playhead(picture.time_us, playing=self._player.playing)
        if not self._player.playing:
            screen.timeline.reveal(picture.time_us)
        screen.view.set_running(running_words(film.desk, picture.time_us))
        if film.mark_in is not None:
            self._show_mark()

    def _show_loop(self, loop: Span | None) -> None:
        self._screen.transport.show_loop(loop)
        self._screen.timeline.set_loop(loop)

    def _show_mark(self) -> None:
        film = self._film
        marked: Span | None = None
        if film.mark_in is not None and film.index is not None:
            first, last = sorted((film.index.frame_at(film.mark_in), self._player.shown_frame))
            marked = film.index.span_of_frames(first, last + 1)
        self._screen.side.moments.show_mark(film.mark_in)
        self._screen.timeline.set_marked(marked)

    def _take_over(self, change_set: ChangeSet) -> None:
        """Follow a change of tags; only what it is about is touched."""
        screen, film = self._screen, self._film
        changes = [
            (change.before, change.after)
            for change in change_set.changes
            if isinstance(change.row, Annotation) and change.row.pass_id == film.coding_pass.id
        ]
        removed = [before for before, _ in changes if isinstance(before, Annotation)]
        added = [after for _, after in changes if isinstance(after, Annotation)]
        kept = {one.id for one in added}
        screen.codes.count_change(removed, added, film.desk.running)
        screen.timeline.change_annotations(added, [one.id for one in removed if one.id not in kept])
        self._take_over_links(change_set)
        screen.side.tags.take_over(change_set, film.coding_pass.id)
        screen.view.set_running(running_words(film.desk, self._player.shown_us))
        film.selection.tell()
        self._settle.start()

    def _take_over_links(self, change_set: ChangeSet) -> None:
        changes = [
            change
            for change in change_set.changes
            if isinstance(change.row, Link) and change.row.pass_id == self._film.coding_pass.id
        ]
        if changes:
            self._screen.timeline.change_links(
                [one.after for one in changes if isinstance(one.after, Link)],
                [one.row.id for one in changes if one.after is None],
            )

    def _show_selection(self) -> None:
        screen, film = self._screen, self._film
        chosen = film.selection
        tags = [one for one in map(film.desk.annotation, chosen.tags) if one is not None]
        screen.timeline.set_selection(chosen.tags)
        screen.timeline.set_moments(film.moments, chosen.moment)
        screen.side.tags.choose(tags)
        screen.side.moments.list.choose(chosen.moment)
        screen.side.reel.list.choose(chosen.clip)
        one = film.chosen_tag()
        words = link_words(film.desk.coding, one) if one is not None else ()
        screen.codes.show_cues(one, film.desk.coding)
        screen.side.selected.show_tags(one, len(tags), film.codebook, film.index, words)
        self._show_counts()

    def _show_moments(self) -> None:
        film = self._film
        self._screen.timeline.set_moments(film.moments, film.selection.moment)
        if film.index is not None:
            places = [one.onset_us for one in film.moments]
            places += [one.onset_us for one in film.clips if one.session_id == film.session.id]
            self._pictures.want(film.path, film.index, places)
        self._show_cards()

    def _show_cards(self) -> None:
        screen, film = self._screen, self._film
        path, pictures = film.path, self._pictures
        screen.side.moments.show_moments(
            film.moments, film.desk.coding, lambda time_us: pictures.get(path, time_us)
        )
        screen.side.reel.show_reel(
            film.reels,
            film.reel,
            film.clips,
            film.reel_length_us,
            reel_building.concerns_shown(film.ws, film.reel.id) if film.reel is not None else {},
            {film.session.id: lambda time_us: pictures.get(path, time_us)},
        )
        screen.side.moments.list.choose(film.selection.moment)
        screen.side.reel.list.choose(film.selection.clip)
        screen.top_bar.show_reel(clips_and_length(len(film.clips), film.reel_length_us) if film.clips else "")
        self._show_counts()

    def _show_counts(self) -> None:
        film = self._film
        self._screen.side.show_counts(len(film.moments), len(film.desk.annotations), len(film.clips))
        self.changed.emit()
