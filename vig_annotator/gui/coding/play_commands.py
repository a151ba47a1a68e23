"""The actions that play: each method is a row of the action table."""

from __future__ import annotations

from bisect import bisect_left

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.go_to import GoTo
from vig_annotator.gui.player.shuttle import Shuttle
from vig_annotator.gui.player.speeds import faster, slower
from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime, Span

_AGAIN_US = 2 * US_PER_SECOND
_AROUND_POINT_US = US_PER_SECOND


class PlayCommands:
    """Playing, shuttling, stepping, jumping, looping."""

    def __init__(self, bench: Bench, go_to: GoTo, shuttle: Shuttle) -> None:
        self._bench = bench
        self._go_to = go_to
        self._shuttle = shuttle
        go_to.chosen.connect(bench.player.seek_frame)

    def toggle(self) -> None:
        """Play or pause."""
        self._bench.player.toggle()

    def back(self) -> None:
        """Run back, or faster back."""
        self._shuttle.back()

    def stop(self) -> None:
        """Stop."""
        self._shuttle.stop()

    def on(self) -> None:
        """Play on, or faster."""
        self._shuttle.on()

    def frame_back(self) -> None:
        """The frame before."""
        self._bench.player.step(-1)

    def frame_on(self) -> None:
        """The next frame."""
        self._bench.player.step(1)

    def second_back(self) -> None:
        """One second back."""
        self._bench.player.jump(-US_PER_SECOND)

    def second_on(self) -> None:
        """One second on."""
        self._bench.player.jump(US_PER_SECOND)

    def jump_back(self) -> None:
        """Five seconds back."""
        self._bench.player.jump(-5 * US_PER_SECOND)

    def jump_on(self) -> None:
        """Five seconds on."""
        self._bench.player.jump(5 * US_PER_SECOND)

    def again(self) -> None:
        """Play again from two seconds before."""
        self._bench.player.jump(-_AGAIN_US)
        self._bench.player.play()

    def start(self) -> None:
        """The first frame."""
        self._bench.player.seek(MediaTime(0))

    def end(self) -> None:
        """The last frame."""
        self._bench.player.seek_frame(len(self._bench.open_film.frames) - 1)

    def tag_before(self) -> None:
        """Choose the tag before and go there."""
        self._walk(back=True)

    def tag_after(self) -> None:
        """Choose the next tag and go there."""
        self._walk(back=False)

    def go_to(self) -> None:
        """Ask for a time or frame."""
        self._bench.player.pause()
        self._go_to.ask(self._bench.open_film.frames, self._bench.time_shown())

    def loop(self) -> None:
        """Loop what is chosen, or stop looping."""
        player = self._bench.player
        if player.loop is not None:
            player.set_loop(None)
            return
        span = self._span_to_loop()
        if span is None:
            self._bench.messages.say(
                "Choose a tag or a moment to loop, or mark with [ where the loop begins."
            )
            return
        player.set_loop(span)
        if not span.contains(player.shown_us):
            player.seek(span.onset_us)
        player.play()

    def slower(self) -> None:
        """The next slower speed."""
        self._bench.player.set_speed(slower(self._bench.player.speed))

    def faster(self) -> None:
        """The next faster speed."""
        self._bench.player.set_speed(faster(self._bench.player.speed))

    def normal_speed(self) -> None:
        """Normal speed."""
        self._bench.player.set_speed(1.0)

    def mute(self) -> None:
        """Sound on or off."""
        settings, player = self._bench.settings, self._bench.player
        settings.muted = not settings.muted
        player.set_volume(settings.volume, settings.muted)

    def _walk(self, *, back: bool) -> None:
        film = self._bench.open_film
        tags = film.desk.annotations
        if not tags:
            self._bench.messages.say("There are no tags yet.")
            return
        chosen = film.chosen_tag()
        now = chosen.onset_us if chosen is not None else self._bench.time_shown()
        at = bisect_left(
            tags, (now, chosen.id if chosen is not None else ""), key=lambda one: (one.onset_us, one.id)
        )
        if back:
            at -= 1
        elif chosen is not None:
            at += 1
        if not 0 <= at < len(tags):
            self._bench.messages.say("That is the first tag." if back else "That is the last tag.")
            return
        film.selection.choose_tags([tags[at].id])
        self._bench.player.seek(tags[at].onset_us)

    def _span_to_loop(self) -> Span | None:
        film = self._bench.open_film
        end = film.frames.end_us
        tag = film.chosen_tag()
        if tag is not None and tag.offset_us is not None:
            if not tag.is_point:
                return Span(tag.onset_us, tag.offset_us)
            return Span(
                MediaTime(max(0, tag.onset_us - _AROUND_POINT_US)),
                MediaTime(min(end, tag.onset_us + _AROUND_POINT_US)),
            )
        chosen = film.moment(film.selection.moment) or film.clip(film.selection.clip)
        if chosen is not None:
            return Span(chosen.onset_us, chosen.offset_us)
        if film.mark_in is not None:
            frame = self._bench.shown_frame
            marked = film.frames.frame_at(film.mark_in)
            return film.frames.span_of_frames(min(marked, frame), max(marked, frame) + 1)
        return None
