"""The window in which a reel is built: what is seen is what will be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QWidget

from vig_annotator.errors import VigError
from vig_annotator.gui.bridge import JobBridge
from vig_annotator.gui.builder.before_list import BeforeList
from vig_annotator.gui.builder.box_drawing import BoxDrawing
from vig_annotator.gui.builder.builder_actions import BUILDER_ACTIONS
from vig_annotator.gui.builder.builder_layout import lay_out as lay_out_window
from vig_annotator.gui.builder.builder_wiring import connect
from vig_annotator.gui.builder.candidates_offered import CandidatesOffered
from vig_annotator.gui.builder.candidates_panel import CandidatesPanel
from vig_annotator.gui.builder.clip_commands import ClipCommands
from vig_annotator.gui.builder.clip_form import ClipForm
from vig_annotator.gui.builder.clip_sounds import ClipSounds
from vig_annotator.gui.builder.clip_strip import ClipStrip, StripCard, words_of
from vig_annotator.gui.builder.drawing_on_clips import DrawingOnClips
from vig_annotator.gui.builder.family_films import FamilyFilms, SessionFilm, key_of
from vig_annotator.gui.builder.field_keys import FieldKeys
from vig_annotator.gui.builder.following import Following
from vig_annotator.gui.builder.kept_cards import KeptCards
from vig_annotator.gui.builder.marking import Marking
from vig_annotator.gui.builder.open_reel import OpenReel
from vig_annotator.gui.builder.preview_playing import PreviewPlaying
from vig_annotator.gui.builder.reel_bar import ReelBar
from vig_annotator.gui.builder.reel_top import ReelTop
from vig_annotator.gui.builder.reel_work import look_through
from vig_annotator.gui.builder.stretch_bar import StretchBar
from vig_annotator.gui.builder.stretch_commands import StretchCommands
from vig_annotator.gui.coding.pictures import Pictures
from vig_annotator.gui.messages import Messages, Notice
from vig_annotator.gui.player.film_view import FilmView
from vig_annotator.gui.player.player_controller import PlayerController
from vig_annotator.gui.window_actions import window_actions
from vig_annotator.media.picture import Picture
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.edits.concerns import without_leave
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.reel_style import Preset, ReelStyle
from vig_annotator.model.session import Session
from vig_annotator.services import consent, reel_building, reel_cameras, reel_checking, reel_looks
from vig_annotator.services.history import Changed
from vig_annotator.services.reel_preview import Preview
from vig_annotator.services.workspace import Workspace

_LEAST = (900, 500)
_CHECKS = "look through the reel"


class BuilderWindow(QWidget):
    """Builds one reel.

    Signals:
        closed: the window is gone.
        film_wanted: the reel's film is to be made.
        review_wanted: it is to be shown to the parent.
        queue_wanted: what is being made is to be shown, or hidden.

    Args:
        ws: the open library.
        reel: which reel.
        parent: the window that it belongs to.
    """

    closed = Signal()
    film_wanted = Signal()
    review_wanted = Signal()
    queue_wanted = Signal()

    def __init__(self, ws: Workspace, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._ws = ws
        self.setMinimumSize(*_LEAST)
        self.setProperty("role", "window")
        self.setAutoFillBackground(True)
        self.notice = Notice()
        self.messages = Messages(self, self.notice)
        self.jobs = JobBridge(self.messages.tell, self)
        self.open_reel = OpenReel(ws, reel, self.messages, self)
        self.pictures = Pictures(self.jobs, self)
        self.view = FilmView()
        self.player = PlayerController(self.view, self)
        self.candidates, self.before = CandidatesPanel(), BeforeList()
        self.family_films = FamilyFilms(ws, self.jobs, self)
        self.offered = CandidatesOffered(
            self.open_reel, self.candidates, self.pictures, self.family_films, self.messages, self
        )
        self.strip, self.form = ClipStrip(), ClipForm()
        self.bar = ReelBar()
        self.marking = Marking(self)
        self.stretch = StretchBar(self.marking)
        self.playing = PreviewPlaying(
            self.open_reel, self.jobs, self.player, self.view, self.bar, self.messages, self
        )
        self.drawing = DrawingOnClips(ws, self.player, BoxDrawing(self.view), self.messages, self)
        self.clip_commands = ClipCommands(
            self.open_reel,
            self.playing,
            self.drawing,
            Following(ws, self.jobs, self.bar, self.messages, self),
            self.messages,
            self,
        )
        self.stretch_commands = StretchCommands(
            self.open_reel, self.playing, self.player, self.marking, self.messages, self
        )
        self.actions_ = window_actions(self, BUILDER_ACTIONS, self.clip_commands, self.stretch_commands)
        self.bar.show_actions(self.actions_)
        self.stretch.show_actions(self.actions_)
        self.sounds = ClipSounds(self.jobs, ws.caches_dir, self)
        self.top = ReelTop(self.actions_)
        self.foot = lay_out_window(self)
        connect(self)
        FieldKeys(self, self.view)
        self._stop_following = ws.events.subscribe(Changed, self._follow_library)
        self._known = reel_checking.Known()
        self._cards = KeptCards[str, StripCard]()
        self.show_reel()
        self.view.setFocus()

    @property
    def reel(self) -> Reel:
        """The reel as it is on disk."""
        return self.open_reel.reel

    @property
    def clips(self) -> list[ReelClip]:
        """Its clips, in order."""
        return self.open_reel.clips

    @property
    def films(self) -> Mapping[str, SessionFilm]:
        """Films that it can be taken from, by `key_of`."""
        return self.open_reel.films

    @property
    def chosen(self) -> ReelClip | None:
        """The chosen clip."""
        return self.open_reel.chosen

    @property
    def preview(self) -> Preview | None:
        """What is played; None while it is being laid out, or for an empty reel."""
        return self.playing.preview

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
        span = self.playing.span_of_chosen()
        if span is not None:
            self.player.play_span(span)

    def previous_clip(self) -> None:
        """The clip before."""
        self._walk(-1)

    def next_clip(self) -> None:
        """The next clip."""
        self._walk(1)

    def add(self) -> None:
        """Put the chosen candidate in."""
        candidate = self.candidates.chosen
        if candidate is None:
            self.messages.say("Choose a candidate on the left first.")
        else:
            self.player.pause()
            self.offered.put(candidate)

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

    def queue(self) -> None:
        """Show what is being made, or hide it."""
        self.queue_wanted.emit()

    # Qt's events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of films and jobs."""
        self._stop_following()
        self.playing.stop()
        self.player.shut_down()
        self.jobs.stop()
        event.accept()
        self.closed.emit()

    # What is shown

    def _follow_library(self, event: Changed) -> None:
        """Candidates are worked out anew only where something changed that is not about reels: all codings are read for it."""
        if any(not isinstance(change.row, Reel | ReelClip) for change in event.change_set.changes):
            self.offered.forget()
            self._known = self._known.forgotten()
        self.show_reel()

    def show_reel(self) -> None:
        """Show the reel as it is on disk now."""
        try:
            self.open_reel.read()
        except VigError:
            self.close()  # undone, or removed
            return
        self.setWindowTitle(f"{self.reel.title} – VIG Annotator")
        self.top.show_reel(self.reel)
        for family in reel_building.families_in(self._ws, self.reel.id):
            self.family_films.want(family.id)
        self.before.show_reel(self._ws, self.reel, self.clips)
        self.show_clips()
        self.offered.show()
        self.playing.order_soon()

    def show_clips(self) -> None:
        """Show the clips as they are now."""
        concerns = reel_building.concerns_shown(self._ws, self.reel.id)
        others = reel_building.other_families(self._ws, self.reel.id)
        guarded = self.reel.audience in STRENGTHS_FIRST
        cards = []
        for number, clip in enumerate(self.clips, start=1):
            warning = ""
            refused = without_leave(clip, concerns.get(clip.id, ())) if guarded else ()
            if refused:
                warning = f"shows “{refused[0].label}”"
            elif any(blur.doubts or not blur.followed for blur in clip.look.blurs):
                warning = "blur to look at"
            cards.append(self._card(clip, number, others.get(clip.session_id, ""), warning))
        self.strip.show_cards(cards, self.open_reel.chosen_id)
        film, place = self.open_reel.film, self.open_reel.place
        chosen = self.chosen
        cameras = [] if chosen is None else reel_cameras.cameras_of(self._ws, chosen.session_id)
        self.form.show_clip(self.clips, place, film, self._people(), cameras)
        self.show_sound()

    def _card(self, clip: ReelClip, number: int, other: str, warning: str) -> StripCard:
        picture = self._picture(clip)

        def made() -> StripCard:
            words = " · ".join(part for part in (other, words_of(clip)) if part)
            return StripCard(clip.id, number, clip.caption or "no caption yet", words, warning, picture)

        return self._cards.get(clip.id, (clip, number, other, warning, id(picture)), made)

    def _people(self) -> list[str]:
        chosen = self.chosen
        if chosen is None:
            return []
        family_id = self._ws.get(Session, chosen.session_id).family_id
        return [one.called for one in consent.people(self._ws, family_id)]

    def show_sound(self) -> None:
        """Show the chosen clip as a strip of time."""
        film = self.open_reel.film
        sound = None if film is None else self.sounds.get(film)
        self.stretch.track.show_clip(self.chosen, film, sound)

    def films_known(self, films: Mapping[str, SessionFilm]) -> None:
        """Films of a family were read."""
        self.open_reel.films = {**self.open_reel.films, **films}
        self.show_clips()
        self.offered.show()

    def _picture(self, clip: ReelClip) -> QImage | None:
        film = self.films.get(key_of(clip))
        return None if film is None else self.pictures.get(film.path, clip.onset_us - film.starts_at_us)

    def look_through(self) -> None:
        """Look through the reel for what is to be seen to before it is made."""
        gathered = reel_checking.gather(self._ws, self.reel.id, self._known)
        self.jobs.start(_CHECKS, partial(look_through, gathered, self._known), self.before.show_findings)

    def show_place(self, picture: Picture) -> None:
        """Show where in the reel one is."""
        if not self.drawing.active:
            self.bar.show_place(picture.time_us)

    # Changes

    def choose(self, clip_id: str) -> None:
        """Choose a clip; its first picture is shown, unless the reel plays."""
        if clip_id and clip_id != self.open_reel.chosen_id:
            self.open_reel.chosen_id = clip_id
            self.marking.mark(None)
            self.show_clips()
            self.playing.show_chosen()

    def set_style(self, style: ReelStyle) -> None:
        """Make the reel otherwise."""
        self.open_reel.attempt(lambda: reel_looks.set_style(self._ws, self.reel.id, style))

    def set_preset(self, preset: Preset) -> None:
        """Make the reel and its clips as a preset says."""
        self.open_reel.attempt(lambda: reel_looks.apply_preset(self._ws, self.reel.id, preset))

    def set_audience(self, audience: Audience) -> None:
        """Say whom the reel is for."""
        self.open_reel.attempt(
            lambda: reel_building.set_audience(self._ws, self.reel.id, audience), stays=True
        )

    def _walk(self, by: int) -> None:
        place = self.open_reel.place
        place = -1 if place is None else place
        if 0 <= place + by < len(self.clips):
            self.choose(self.clips[place + by].id)

    def _walked(self, word: str, step: Callable[[], str | None]) -> None:
        try:
            label = step()
        except VigError as error:
            self.messages.tell(error)
            return
        self.messages.say(f"{word}: {label}" if label else "There is nothing to take back.")
