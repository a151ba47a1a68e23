"""The actions about moments and the order of moments and clips: each method is a row of the action table, or a card's button."""

from __future__ import annotations

from collections.abc import Callable

from vig_annotator.gui.buttons import press_words
from vig_annotator.gui.coding.bench import Bench, Panels
from vig_annotator.gui.coding.reel_commands import ReelCommands
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.moment import Moment
from vig_annotator.services import moments, reel_building


class MomentCommands:
    """Marking, starring, captioning, ordering."""

    def __init__(self, bench: Bench, panels: Panels, reel: ReelCommands) -> None:
        self._bench = bench
        self._panels = panels
        self._reel = reel

    def mark_in(self) -> None:
        """A moment begins on the frame on the screen."""
        self._bench.open_film.set_mark_in(self._bench.time_shown())
        self._panels.show_moments()

    def mark_out(self) -> None:
        """A moment ends with the frame on the screen."""
        film, index = self._bench.open_film, self._bench.open_film.frames
        if film.mark_in is None:
            self._bench.messages.say(
                f"First mark where the moment begins: go there and {press_words('moment.mark_in')}."
            )
            return
        first, last = sorted((index.frame_at(film.mark_in), self._bench.shown_frame))
        span = index.span_of_frames(first, last + 1)
        self._make(lambda: moments.mark(film.ws, film.session.id, span.onset_us, span.offset_us))
        film.set_mark_in(None)

    def of_tag(self) -> None:
        """Make a moment of the chosen tag."""
        film = self._bench.open_film
        one = film.chosen_tag()
        if one is None:
            self._bench.messages.say("Choose one tag first.")
            return
        end = MediaTime(film.frames.end_us)
        self._make(lambda: moments.from_annotation(film.ws, film.coding_pass, one, end))

    def play(self) -> None:
        """Play the chosen moment once."""
        one = self._chosen()
        if one is not None:
            self._bench.player.play_span(Span(one.onset_us, one.offset_us))

    def star(self) -> None:
        """Star it, or take the star away."""
        one = self._chosen()
        if one is not None:
            self.toggle_star(one.id)

    def toggle_star(self, moment_id: str) -> None:
        """Star a moment, or take its star away."""
        film = self._bench.open_film
        one = film.moment(moment_id)
        if one is not None:
            self._bench.messages.attempt(lambda: moments.set_starred(film.ws, one.id, not one.starred))

    def caption(self) -> None:
        """Say what the chosen moment or clip shows."""
        self._panels.edit_caption()

    def set_caption(self, moment_id: str, text: str) -> None:
        """A caption was typed."""
        film = self._bench.open_film
        self._bench.messages.attempt(lambda: moments.set_caption(film.ws, moment_id, text))

    def begin_here(self) -> None:
        """Move its start to the frame on the screen."""
        one = self._chosen()
        if one is not None:
            self._set_edges(one, self._bench.time_shown(), one.offset_us)

    def finish_here(self) -> None:
        """Make the frame on the screen its last one."""
        one = self._chosen()
        if one is not None:
            frames = self._bench.open_film.frames
            self._set_edges(one, one.onset_us, frames.time_of(self._bench.shown_frame + 1))

    def edge_dragged(self, moment_id: str, edge: Edge, to_us: MediaTime) -> None:
        """An edge was dragged on the timeline."""
        one = self._bench.open_film.moment(moment_id)
        if one is not None:
            onset, offset = (to_us, one.offset_us) if edge is Edge.ONSET else (one.onset_us, to_us)
            self._set_edges(one, onset, offset)

    def to_reel(self) -> None:
        """Put it at the end of the reel."""
        one = self._chosen()
        if one is not None:
            self._reel.add(one.id)

    def up(self) -> None:
        """The chosen moment or clip one place up."""
        self._shift(-1)

    def down(self) -> None:
        """The chosen moment or clip one place down."""
        self._shift(1)

    def move(self, moment_id: str, to_index: int) -> None:
        """A card was dropped at a place."""
        self._bench.messages.attempt(lambda: moments.move(self._bench.open_film.ws, moment_id, to_index))

    def _shift(self, by: int) -> None:
        film = self._bench.open_film
        moment, clip = film.moment(film.selection.moment), film.clip(film.selection.clip)
        if moment is not None:
            to_index = [one.id for one in film.moments].index(moment.id) + by
            if 0 <= to_index < len(film.moments):
                self.move(moment.id, to_index)
        elif clip is not None:
            to_index = [one.id for one in film.clips].index(clip.id) + by
            if 0 <= to_index < len(film.clips):
                self._bench.messages.attempt(lambda: reel_building.move_clip(film.ws, clip.id, to_index))

    def _set_edges(self, one: Moment, onset_us: MediaTime, offset_us: MediaTime) -> None:
        film = self._bench.open_film
        end = MediaTime(film.frames.end_us)
        self._bench.messages.attempt(lambda: moments.set_edges(film.ws, one.id, onset_us, offset_us, end))

    def _make(self, make: Callable[[], Moment]) -> None:
        made: list[Moment] = []
        self._bench.messages.attempt(lambda: made.append(make()))
        if made:
            self._panels.show_moments()
            self._bench.open_film.selection.choose_moment(made[0].id)

    def _chosen(self) -> Moment | None:
        film = self._bench.open_film
        one = film.moment(film.selection.moment)
        if one is None:
            self._bench.messages.say("Choose a moment first.")
        return one
