"""The actions that play a stretch again and again; part of `PlayCommands`."""

from __future__ import annotations

from vig_annotator.gui.buttons import press_words
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.coded_film import CodedFilm
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime, Span
from vig_annotator.model.timecode import format_short

_LEAD_INS_MS = (0, 500, 1_000, 2_000, 3_000, 5_000)
_AROUND_POINT_US = US_PER_SECOND


class LoopCommands:
    """Looping what is chosen, or from A to B."""

    def __init__(self, bench: Bench, finder: Finder) -> None:
        self._bench = bench
        self._finder = finder
        self._loop_from: tuple[CodedFilm, int] | None = None

    def loop(self) -> None:
        """Loop what is chosen, or stop looping."""
        player = self._bench.player
        if player.loop is not None:
            player.set_loop(None)
            return
        span = self._span_to_loop()
        if span is None:
            self._bench.messages.say(
                f"Choose a tag or a moment to loop, or {press_words('play.loop_from')} where the loop begins and "
                f"{press_words('play.loop_to')} where it ends."
            )
            return
        self._begin(span)

    def loop_from(self) -> None:
        """A loop begins with the frame on the screen."""
        self._loop_from = (self._bench.open_film, self._bench.shown_frame)
        at = format_short(self._bench.time_shown())
        self._bench.messages.say(
            f"The loop begins at {at}; {press_words('play.loop_to')} on the frame where it ends."
        )

    def loop_to(self) -> None:
        """The loop ends with the frame on the screen, and is played."""
        film, frame = self._bench.open_film, self._bench.shown_frame
        if self._loop_from is None or self._loop_from[0] is not film:
            self._bench.messages.say(
                f"First {press_words('play.loop_from')} on the frame where the loop begins."
            )
            return
        first, last = sorted((self._loop_from[1], frame))
        self._begin(film.frames.span_of_frames(first, last + 1))

    def lead_in(self) -> None:
        """Ask how much of what came before is looped with a tag."""
        now = self._bench.settings.lead_in_ms

        def entry(ms: int) -> Entry:
            words = f"{ms / 1000:g} s before it" if ms else "Nothing: from its first frame"
            return Entry(f"{words}   ·  now" if ms == now else words, lambda: self._set_lead_in(ms))

        self._finder.ask("When a tag is looped, begin with", [entry(ms) for ms in _LEAD_INS_MS])

    def _set_lead_in(self, ms: int) -> None:
        self._bench.settings.lead_in_ms = ms
        self._bench.messages.say(
            f"Loops of tags begin {ms / 1000:g} s earlier." if ms else "Loops of tags begin with the tag."
        )
        player = self._bench.player
        span = self._span_to_loop() if player.loop is not None else None
        if span is not None:
            player.set_loop(span)

    def _begin(self, span: Span) -> None:
        player = self._bench.player
        player.set_loop(span)
        if not span.contains(player.shown_us):
            player.seek(span.onset_us)
        player.play()

    def _span_to_loop(self) -> Span | None:
        film = self._bench.open_film
        tag = film.chosen_tag()
        if tag is not None and tag.offset_us is not None:
            after_us = _AROUND_POINT_US if tag.is_point else 0
            before_us = max(after_us, self._bench.settings.lead_in_ms * 1000)
            return Span(
                MediaTime(max(0, tag.onset_us - before_us)),
                MediaTime(min(film.frames.end_us, tag.offset_us + after_us)),
            )
        chosen = film.moment(film.selection.moment) or film.clip(film.selection.clip)
        if chosen is not None:
            return Span(chosen.onset_us, chosen.offset_us)
        if film.mark_in is not None:
            frame = self._bench.shown_frame
            marked = film.frames.frame_at(film.mark_in)
            return film.frames.span_of_frames(min(marked, frame), max(marked, frame) + 1)
        return None
