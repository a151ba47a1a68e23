"""The window in which a reel is built: what is seen is what will be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.builder.before_list import BeforeList
from vig_annotator.gui.builder.box_drawing import BoxDrawing
from vig_annotator.gui.builder.builder_actions import BUILDER_ACTIONS
from vig_annotator.gui.builder.builder_layout import lay_out as lay_out_window
from vig_annotator.gui.builder.candidates_panel import CandidatesPanel
from vig_annotator.gui.builder.clip_form import ClipForm
from vig_annotator.gui.builder.clip_strip import ClipStrip, StripCard, words_of
from vig_annotator.gui.builder.drawing_on_clips import DrawingOnClips
from vig_annotator.gui.builder.family_films import SessionFilm, files_of_family, read_films
from vig_annotator.gui.builder.following import Following
from vig_annotator.gui.builder.reel_bar import ReelBar
from vig_annotator.gui.builder.reel_top import ReelTop
from vig_annotator.gui.builder.reel_work import laid_out, look_through
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.messages import Messages, Notice
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.gui.window_actions import window_actions
from vig_annotator.media.picture import Picture
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.clip_look import ClipLook, Freeze
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.reel_candidates import Candidate
from vig_annotator.model.reel_style import Preset, ReelStyle
from vig_annotator.services import reel_blurring, reel_building, reel_checking, reel_looks
from vig_annotator.services.history import Changed
from vig_annotator.services.reel_candidates import candidates_for, stretch_of
from vig_annotator.services.reel_files import estimate
from vig_annotator.services.reel_preview import Preview
from vig_annotator.services.reel_rendering import order_preview
from vig_annotator.services.sessions import sessions_of
from vig_annotator.services.workspace import Workspace

_LEAST = (1100, 640)
_PREVIEW_MS = 250
_FILMS, _PREVIEW = "read the family’s films", "lay out the reel"
_CHECKS = "look through the reel"


class BuilderWindow(QWidget):
    """Builds one reel.

    Signals:
        closed: the window is gone.
        film_wanted: the reel's film is to be made.
        review_wanted: it is to be shown to the parent.

    Args:
        ws: the open library.
        reel: which reel.
        parent: the window that it belongs to.
    """

    closed = Signal()
    film_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, ws: Workspace, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._ws, self.reel = ws, reel
        self.clips: list[ReelClip] = []
        self.films: dict[str, SessionFilm] = {}
        self._preview: Preview | None = None
        self._offered: list[Candidate] | None = None
        self._chosen = ""
        self.setMinimumSize(*_LEAST)
        self.setProperty("role", "window")
        self.setAutoFillBackground(True)
        self.notice = Notice()
        self.messages = Messages(self, self.notice)
        self.jobs = JobBridge(self.messages.tell, self)
        self.pictures = Pictures(self.jobs, self)
        self.view = FilmView()
        self.player = PlayerController(self.view, self)
        self.candidates, self.before = CandidatesPanel(), BeforeList()
        self.strip, self.form = ClipStrip(), ClipForm()
        self.actions_ = window_actions(self, BUILDER_ACTIONS)
        self.bar, self.top = ReelBar(self.actions_), ReelTop(self.actions_)
        self.drawing = DrawingOnClips(ws, self.player, BoxDrawing(self.view), self.messages, self)
        self._following = Following(ws, self.jobs, self.bar, self.messages, self)
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        lay_out_window(self)
        self._connect()
        self._stop_following = ws.events.subscribe(Changed, self._follow_library)
        files = files_of_family(ws, reel.family_id)
        self.jobs.start(_FILMS, partial(read_films, files, ws.caches_dir), self._films_known)
        self.show_reel()
        self.view.setFocus()

    @property
    def chosen(self) -> ReelClip | None:
        """The chosen clip."""
        return next((clip for clip in self.clips if clip.id == self._chosen), None)

    @property
    def preview(self) -> Preview | None:
        """What is played; None while it is being laid out, or for an empty reel."""
        return self._preview

    # What can be done

    def toggle(self) -> None:
        """Play or pause."""
        self.player.toggle()

    def frame_back(self) -> None:
        """The picture before."""
        self.player.step(-1)

    def frame_on(self) -> None:
        """The next picture."""
        self.player.step(1)

    def start(self) -> None:
        """The first picture."""
        self.player.seek(0)

    def play_clip(self) -> None:
        """Play the chosen clip."""
        span = self._span_of_chosen()
        if span is not None:
            self.player.play_span(span)

    def previous_clip(self) -> None:
        """The clip before."""
        self._walk(-1)

    def next_clip(self) -> None:
        """The next clip."""
        self._walk(1)

    def earlier(self) -> None:
        """Move the chosen clip forward."""
        self._move(-1)

    def later(self) -> None:
        """Move the chosen clip back."""
        self._move(1)

    def remove(self) -> None:
        """Take the chosen clip out."""
        clip = self.chosen
        if clip is not None:
            self._try(lambda: reel_building.remove_clips(self._ws, self.reel.id, [clip.id]))

    def add(self) -> None:
        """Put the chosen candidate in."""
        candidate = self.candidates.chosen
        if candidate is None:
            self.messages.say("Choose a candidate on the left first.")
        else:
            self._add(candidate)

    def onset_back(self) -> None:
        """Begin a frame earlier."""
        self._trim("onset", -1)

    def onset_on(self) -> None:
        """Begin a frame later."""
        self._trim("onset", 1)

    def offset_back(self) -> None:
        """End a frame earlier."""
        self._trim("offset", -1)

    def offset_on(self) -> None:
        """End a frame later."""
        self._trim("offset", 1)

    def freeze_here(self) -> None:
        """Let the clip end on the picture that is on the screen."""
        clip, at_us = self.chosen, self._source_time()
        if clip is None:
            return
        if at_us is None:
            at_us = MediaTime((clip.onset_us + clip.offset_us) // 2)
        freeze = replace(clip.look.freeze, at_us=at_us) if clip.look.freeze is not None else Freeze(at_us)
        self._set_look(replace(clip.look, freeze=freeze))

    def blur(self) -> None:
        """Draw a box round somebody."""
        self._draw("blur")

    def zoom(self) -> None:
        """Draw a box round what is to be seen large."""
        self._draw("zoom")

    def spotlight(self) -> None:
        """Draw a box round what is to stand out."""
        self._draw("spotlight")

    def undo(self) -> None:
        """Take back the last change."""
        self._walked("Undone", self._ws.history.undo)

    def redo(self) -> None:
        """Do it again."""
        self._walked("Done again", self._ws.history.redo)

    def present(self) -> None:
        """Show the reel to the parent."""
        self.player.pause()
        self.review_wanted.emit()

    def make_film(self) -> None:
        """Write the film."""
        self.player.pause()
        self.film_wanted.emit()

    # Qt's events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of films and jobs."""
        self._stop_following()
        self._later.stop()
        self.player.shut_down()
        self.jobs.stop()
        event.accept()
        self.closed.emit()

    # What is shown

    def _follow_library(self, event: Changed) -> None:
        """Candidates are worked out anew only where something changed that is not about reels: all codings are read for it."""
        if any(not isinstance(change.row, Reel | ReelClip) for change in event.change_set.changes):
            self._offered = None
        self.show_reel()

    def show_reel(self) -> None:
        """Show the reel as it is on disk now."""
        try:
            self.reel = self._ws.get(Reel, self.reel.id)
            self.clips = reel_building.clips_of(self._ws, self.reel.id)
        except VigError:
            self.close()  # undone, or removed
            return
        if self.chosen is None:
            self._chosen = self.clips[0].id if self.clips else ""
        self.setWindowTitle(f"{self.reel.title} – VIG Annotator")
        self.top.show_reel(self.reel)
        self._show_clips()
        self._show_candidates()
        self._later.start()

    def _show_clips(self) -> None:
        concerns = reel_building.concerns_shown(self._ws, self.reel.id)
        guarded = self.reel.audience in STRENGTHS_FIRST
        cards = []
        for number, clip in enumerate(self.clips, start=1):
            warning = ""
            if guarded and concerns.get(clip.id) and not clip.concern_allowed:
                warning = f"shows “{concerns[clip.id][0].code.label}”"
            elif any(blur.doubts or not blur.followed for blur in clip.look.blurs):
                warning = "blur to look at"
            title = clip.caption or "no caption yet"
            cards.append(StripCard(clip.id, number, title, words_of(clip), warning, self._picture(clip)))
        self.strip.show_cards(cards, self._chosen)
        chosen = self.chosen
        film = self.films.get(chosen.session_id) if chosen is not None else None
        number = 0 if chosen is None else [clip.id for clip in self.clips].index(chosen.id) + 1
        self.form.show_clip(chosen, number, None if film is None else film.index)
        self.before.show_reel(self._ws, self.reel, self.clips)

    def _show_candidates(self) -> None:
        if self._offered is None:
            try:
                self._offered = candidates_for(self._ws, self.reel.family_id)
            except VigError as error:
                self.messages.tell(error)
                return
        offered = self._offered
        titles = {one.id: one.title for one in sessions_of(self._ws, self.reel.family_id)}
        labels = self._labels({code for one in offered for code in one.code_ids})
        there = frozenset((clip.session_id, clip.onset_us, clip.offset_us) for clip in self.clips)
        picture_of = {
            session_id: partial(self.pictures.get, film.path) for session_id, film in self.films.items()
        }
        self.candidates.show_candidates(offered, titles, labels, there, picture_of)
        for session_id, film in self.films.items():
            wanted = [one.span.onset_us for one in offered if one.session_id == session_id]
            wanted += [clip.onset_us for clip in self.clips if clip.session_id == session_id]
            self.pictures.want(film.path, film.index, [one for one in wanted if one < film.index.end_us])

    def _labels(self, codes: set[str]) -> dict[str, str]:
        return {code: self.before.label_of(self._ws, self.reel.family_id, code) for code in sorted(codes)}

    def _films_known(self, films: dict[str, SessionFilm]) -> None:
        self.films = films
        self._show_clips()
        self._show_candidates()

    def _picture(self, clip: ReelClip) -> QImage | None:
        film = self.films.get(clip.session_id)
        return None if film is None else self.pictures.get(film.path, clip.onset_us)

    # The preview

    def _order_preview(self) -> None:
        if self.drawing.active:
            return
        if not self.clips:
            self._preview = None
            self.player.close()
            self.view.set_waiting("The reel is empty: put a candidate in with its +.")
            self.bar.show_total(0, 0, None)
            return
        try:
            order = order_preview(self._ws, self.reel.id)
        except VigError as error:
            self.messages.tell(error)
            return
        self.jobs.start(_PREVIEW, partial(laid_out, order), self._play_preview)
        gathered = reel_checking.gather(self._ws, self.reel.id)
        self.jobs.start(_CHECKS, partial(look_through, gathered), self.before.show_findings)

    def _play_preview(self, preview: Preview) -> None:
        if self.drawing.active:
            return
        was_us = self.player.shown_us
        first = self._preview is None
        self._preview = preview
        self.player.open_prepared(preview.index, preview.open_film, preview.open_sound)
        cost = estimate(preview.plan)
        self.bar.show_total(len(self.clips), preview.index.end_us, cost)
        self.player.seek(0 if first else min(was_us, preview.index.end_us - 1))

    def _picture_shown(self, picture: Picture) -> None:
        if not self.drawing.active:
            self.bar.show_place(picture.time_us)

    def _span_of_chosen(self) -> Span | None:
        place = next((n for n, clip in enumerate(self.clips) if clip.id == self._chosen), None)
        return None if self._preview is None or place is None else self._preview.span_of_clip(place)

    def _source_time(self) -> MediaTime | None:
        """The moment of the chosen clip's session that is on the screen, or None where another clip or a card is."""
        clip, preview = self.chosen, self._preview
        if clip is None or preview is None or self.player.picture is None:
            return None
        place = [one.id for one in self.clips].index(clip.id)
        return preview.source_time(self.player.shown_us, place)

    # Changes

    def _choose(self, clip_id: str) -> None:
        if clip_id and clip_id != self._chosen:
            self._chosen = clip_id
            self._show_clips()
            span = self._span_of_chosen()
            if span is not None and not self.player.playing:
                self.player.seek(span.onset_us)

    def _add(self, candidate: Candidate) -> None:
        stretch = stretch_of(candidate)
        allowed = False
        if candidate.concerns and self.reel.audience in STRENGTHS_FIRST:
            self.player.pause()
            allowed = self.messages.ask(
                f"This moment shows “{candidate.concerns[0]}”, which is a concern.",
                "A reel for a parent shows what goes well. Put it in only if you and your supervisor mean to show it.",
                yes="Show it on purpose",
                no="Leave it out",
            )
            if not allowed:
                return
        known = {clip.id for clip in self.clips}
        if self._try(
            lambda: reel_building.add_stretches(self._ws, self.reel.id, [stretch], concern_allowed=allowed)
        ):
            self._choose(next((clip.id for clip in self.clips if clip.id not in known), ""))

    def _set_look(self, look: ClipLook) -> None:
        clip = self.chosen
        if clip is not None:
            self._try(lambda: reel_looks.set_look(self._ws, clip.id, look))

    def _set_caption(self, text: str) -> None:
        clip = self.chosen
        if clip is not None:
            self._try(lambda: reel_building.set_clip_caption(self._ws, clip.id, text))

    def _trim(self, edge: str, frames: int) -> None:
        clip = self.chosen
        film = self.films.get(clip.session_id) if clip is not None else None
        if clip is None or film is None:
            return
        index = film.index
        time_us = clip.onset_us if edge == "onset" else clip.offset_us
        frame = len(index) if time_us >= index.end_us else index.frame_at(time_us)
        moved = index.time_of(min(max(0, frame + frames), len(index)))
        onset, offset = (moved, clip.offset_us) if edge == "onset" else (clip.onset_us, moved)
        self._try(lambda: reel_building.set_clip_edges(self._ws, clip.id, onset, offset))

    def _move(self, by: int) -> None:
        place = next((n for n, clip in enumerate(self.clips) if clip.id == self._chosen), None)
        if place is not None and 0 <= place + by < len(self.clips):
            self._try(lambda: reel_building.move_clip(self._ws, self._chosen, place + by))

    def _dropped(self, clip_id: str, place: int) -> None:
        # After Qt is done with its own move of the card.
        QTimer.singleShot(0, partial(self._try, lambda: reel_building.move_clip(self._ws, clip_id, place)))

    def _walk(self, by: int) -> None:
        place = next((n for n, clip in enumerate(self.clips) if clip.id == self._chosen), -1)
        if 0 <= place + by < len(self.clips):
            self._choose(self.clips[place + by].id)

    def _draw(self, what: str) -> None:
        clip = self.chosen
        film = self.films.get(clip.session_id) if clip is not None else None
        if clip is None or film is None:
            self.messages.say("Choose a clip first.")
            return
        self.drawing.begin(what, clip, film, self._source_time() or clip.onset_us)

    def _look_at_doubt(self, number: int) -> None:
        clip = self.chosen
        film = self.films.get(clip.session_id) if clip is not None else None
        if clip is not None and film is not None:
            self.drawing.check(clip, film, number)

    def _follow(self, number: int) -> None:
        clip = self.chosen
        if clip is not None:
            self._following.follow(clip.id, number)

    def _remove_blur(self, number: int) -> None:
        clip = self.chosen
        if clip is not None:
            self._try(lambda: reel_blurring.remove(self._ws, clip.id, number))

    def _set_style(self, style: ReelStyle) -> None:
        self._try(lambda: reel_looks.set_style(self._ws, self.reel.id, style))

    def _set_preset(self, preset: Preset) -> None:
        self._try(lambda: reel_looks.apply_preset(self._ws, self.reel.id, preset))

    def _set_audience(self, audience: Audience) -> None:
        self._try(lambda: reel_building.set_audience(self._ws, self.reel.id, audience))

    def _walked(self, word: str, step: Callable[[], str | None]) -> None:
        try:
            label = step()
        except VigError as error:
            self.messages.tell(error)
            return
        self.messages.say(f"{word}: {label}" if label else "There is nothing to take back.")

    def _try(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except VigError as error:
            self.messages.tell(error)
            self.show_reel()  # a refused value is shown as it was
            return False
        return True

    # Putting together

    def _connect(self) -> None:
        self._later.timeout.connect(self._order_preview)
        self.pictures.arrived.connect(self._show_clips)
        self.pictures.arrived.connect(self._show_candidates)
        self.player.picture_shown.connect(self._picture_shown)
        self.player.playing_changed.connect(self.bar.show_playing)
        self.player.failed.connect(self.messages.tell)
        self.candidates.wanted.connect(self._add)
        self.strip.clip_chosen.connect(self._choose)
        self.strip.dropped.connect(self._dropped)
        self.form.look_changed.connect(self._set_look)
        self.form.caption_changed.connect(self._set_caption)
        self.form.trim.connect(self._trim)
        self.form.freeze_wanted.connect(self.freeze_here)
        self.form.blur_wanted.connect(self.blur)
        self.form.zoom_wanted.connect(self.zoom)
        self.form.spotlight_wanted.connect(self.spotlight)
        self.form.follow_wanted.connect(self._follow)
        self.form.doubt_wanted.connect(self._look_at_doubt)
        self.form.blur_removed.connect(self._remove_blur)
        self.top.preset_chosen.connect(self._set_preset)
        self.top.audience_chosen.connect(self._set_audience)
        self.top.style_changed.connect(self._set_style)
        self.top.back.clicked.connect(self.close)
        self.drawing.ended.connect(self._order_preview)
        self.drawing.blur_drawn.connect(self._follow)
