"""The actions about passes: one subject or tier at a time, and where the film stops by itself."""

from __future__ import annotations

from vig_annotator.errors import RuleViolation
from vig_annotator.gui.buttons import press_words
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.screen import CodingScreen
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.passes.pass_state import EVERYTHING, Choice
from vig_annotator.gui.passes.stops import Stops
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.timecode import format_time

_SHORTEST_S, _LONGEST_S = 0.2, 3600.0
_USUAL_S = 10.0


class PassCommands:
    """Changes the pass, and shows it on the screen."""

    def __init__(
        self, bench: Bench, screen: CodingScreen, finder: Finder, form: LineForm, opening: FilmOpening
    ) -> None:
        self._bench, self._screen = bench, screen
        self._finder, self._form = finder, form
        self._stops = Stops(bench.player, screen)
        self._stops.next_changed.connect(screen.pass_strip.show_next)
        self._stops.stopped.connect(self._stopped)
        bench.passes.changed.connect(self._show)
        opening.opened.connect(self._film_opened)
        opening.closed.connect(self._film_closed)

    def next(self) -> None:
        """Code the next subject or tier only."""
        self._step(1)

    def previous(self) -> None:
        """Code the subject or tier before only."""
        self._step(-1)

    def choose(self) -> None:
        """Ask what the pass is about."""
        passes = self._bench.passes

        def entry(one: Choice) -> Entry:
            now = "   ·  now" if one.focus == passes.focus else ""
            return Entry(f"{one.title}{now}", lambda: self._choose(one))

        self._finder.ask("Code only", [entry(one) for one in passes.choices])

    def everything(self) -> None:
        """Code everything again."""
        self._bench.passes.choose(EVERYTHING)

    def hide_others(self) -> None:
        """Hide what is not coded in this pass, or dim it."""
        passes = self._bench.passes
        passes.set_hide_others(not passes.hide_others)
        self._bench.messages.say(
            "What this pass is not about is now hidden."
            if passes.hide_others
            else "What this pass is not about is now dimmed."
        )

    def stop_after_tag(self) -> None:
        """Stop after each tag, or play on."""
        passes = self._bench.passes
        passes.set_stop_after_tag(not passes.stop_after_tag)
        self._bench.messages.say(
            "The film now stops after each tag."
            if passes.stop_after_tag
            else "The film now plays on after a tag."
        )

    def interval(self) -> None:
        """Ask at which intervals the film is to stop."""
        now = self._bench.passes.every_us / 1_000_000 or _USUAL_S
        self._form.ask("Stop every … seconds (nothing: never)", f"{now:g}", self._set_interval)

    def no_interval(self) -> None:
        """Stop at no intervals."""
        self._bench.passes.set_every(0)

    def _set_interval(self, text: str) -> None:
        words = text.strip().removesuffix("s").strip().replace(",", ".")
        try:
            seconds = float(words) if words else 0.0
        except ValueError:
            seconds = -1.0
        if seconds and not _SHORTEST_S <= seconds <= _LONGEST_S:
            raise RuleViolation(
                f"“{text[:40]}” is no number of seconds between {_SHORTEST_S:g} and {_LONGEST_S:g}.",
                "Type a number such as 10, or nothing.",
            )
        self._bench.passes.set_every(seconds)

    def _choose(self, one: Choice) -> None:
        self._bench.passes.choose(one.focus)
        self._tell()

    def _step(self, by: int) -> None:
        self._bench.passes.step(by)
        self._tell()

    def _tell(self) -> None:
        title = self._bench.passes.title
        self._bench.messages.say(
            f"This pass is about {title} only." if title else "This pass is about everything."
        )

    def _film_opened(self) -> None:
        film = self._bench.open_film
        self._stops.set_index(film.index)
        film.frames_known.connect(self._frames_known)
        self._bench.passes.set_codebook(film.codebook)

    def _frames_known(self) -> None:
        self._stops.set_index(self._bench.open_film.index)

    def _film_closed(self) -> None:
        self._stops.set_index(None)

    def _stopped(self, time_us: MediaTime) -> None:
        self._bench.messages.say(
            f"Stopped at {format_time(time_us)}. {press_words('play.toggle').capitalize()} to play on."
        )

    def _show(self) -> None:
        passes, screen = self._bench.passes, self._screen
        out = passes.out_of_focus()
        screen.codes.show_focus(out, hidden=passes.hide_others)
        screen.timeline.set_out_of_focus(out, hidden=passes.hide_others)
        screen.pass_strip.show_state(passes)
        self._stops.set_every(passes.every_us)
        screen.pass_strip.show_next(self._stops.next_us)
