"""The actions about the reel: filling it, ordering it, saying whom it is for. Making something of it is `gui/making`."""

from __future__ import annotations

from vig_annotator.gui.coding.bench import Bench, Panels
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.edits.concerns import Coded, may_be_allowed
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.services import reel_building

_FIRST_TITLE = "For the shared review"


class ReelCommands:
    """Adding, ordering, captioning clips."""

    def __init__(self, bench: Bench, panels: Panels) -> None:
        self._bench = bench
        self._panels = panels

    def new(self) -> None:
        """Begin another reel."""
        film = self._bench.open_film
        titles = {one.title for one in film.reels}
        title = next(
            name
            for n in range(1, 1000)
            if (name := _FIRST_TITLE if n == 1 else f"{_FIRST_TITLE} {n}") not in titles
        )
        self._bench.messages.attempt(lambda: reel_building.make_reel(film.ws, film.family.id, title))
        self._panels.show_reel()

    def delete(self) -> None:
        """Delete the reel that is shown; nothing is asked, as undo brings it back."""
        film = self._bench.open_film
        reel = film.reel
        if reel is None:
            self._bench.messages.say("There is no reel yet.")
        else:
            self._bench.messages.attempt(lambda: reel_building.delete_reel(film.ws, reel.id))

    def add(self, moment_id: str) -> None:
        """Put a moment at the end of the reel; if it would show a parent a concern, ask first."""
        film = self._bench.open_film
        moment = film.moment(moment_id)
        if moment is None:
            return
        if film.reel is None:
            self._bench.messages.attempt(
                lambda: reel_building.make_reel(film.ws, film.family.id, _FIRST_TITLE)
            )
        reel = film.reel
        if reel is None:
            return
        allowed = False
        concerns = self._concerns(reel, moment)
        if concerns and may_be_allowed(reel, concerns):
            labels = "”, “".join(dict.fromkeys(one.label for one in concerns))
            allowed = self._bench.messages.ask(
                f"This moment shows “{labels}”, which is a concern.",
                "A reel for a parent shows what goes well. Put it in only if you and your supervisor mean to show it.",
                yes="Show it on purpose",
                no="Leave it out",
            )
            if not allowed:
                return
        if self._bench.messages.attempt(
            lambda: reel_building.add_moments(film.ws, reel.id, [moment_id], concern_allowed=allowed)
        ):
            self._bench.messages.say(f"Sent to “{reel.title}”.")

    def choose(self, reel_id: str) -> None:
        """Work on another reel."""
        self._bench.open_film.choose_reel(reel_id)

    def rename(self, title: str) -> None:
        """The reel's title was typed."""
        film = self._bench.open_film
        reel = film.reel
        if reel is not None:
            self._bench.messages.attempt(lambda: reel_building.rename_reel(film.ws, reel.id, title))

    def set_handles(self, seconds: float) -> None:
        """The extra time around each clip was chosen."""
        film = self._bench.open_film
        reel = film.reel
        if reel is not None:
            self._bench.messages.attempt(
                lambda: reel_building.set_handles(film.ws, reel.id, from_seconds(round(seconds, 1)))
            )
            film.reel_changed.emit()  # a refused value is shown as it was

    def set_audience(self, audience: str) -> None:
        """Whom the reel is for was chosen."""
        film = self._bench.open_film
        reel = film.reel
        if reel is not None:
            self._bench.messages.attempt(
                lambda: reel_building.set_audience(film.ws, reel.id, Audience(audience))
            )
            film.reel_changed.emit()

    def set_caption(self, clip_id: str, text: str) -> None:
        """A clip's caption was typed."""
        self._bench.messages.attempt(
            lambda: reel_building.set_clip_caption(self._bench.open_film.ws, clip_id, text)
        )

    def move(self, clip_id: str, to_index: int) -> None:
        """A clip's card was dropped at a place."""
        self._bench.messages.attempt(
            lambda: reel_building.move_clip(self._bench.open_film.ws, clip_id, to_index)
        )

    def remove(self, clip_id: str) -> None:
        """Take a clip out of the reel."""
        film = self._bench.open_film
        if film.reel is not None:
            reel_id = film.reel.id
            self._bench.messages.attempt(lambda: reel_building.remove_clips(film.ws, reel_id, [clip_id]))

    def set_concern_allowed(self, clip_id: str, allowed: bool) -> None:
        """The explicit word that a clip may show a concern, or the taking back of it."""
        self._bench.messages.attempt(
            lambda: reel_building.allow_concern(self._bench.open_film.ws, clip_id, allowed)
        )

    def _concerns(self, reel: Reel, moment: Moment) -> tuple[Coded, ...]:
        if reel.audience not in STRENGTHS_FIRST:
            return ()
        span = Span(
            MediaTime(max(0, moment.onset_us - reel.handles_us)),
            MediaTime(moment.offset_us + reel.handles_us),
        )
        film = self._bench.open_film
        return reel_building.concerns_in(film.ws, moment.session_id, span)
