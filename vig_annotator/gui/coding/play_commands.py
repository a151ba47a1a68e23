"""The actions that play: each method is a row of the action table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.go_to import GoTo
from vig_annotator.gui.coding.loop_commands import LoopCommands
from vig_annotator.gui.finder import Finder
from vig_annotator.gui.player.shuttle import Shuttle
from vig_annotator.gui.player.speeds import faster, slower
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.mediatime import US_PER_SECOND, MediaTime

_AGAIN_US = 2 * US_PER_SECOND
_LOUDER = 0.1


class PlayCommands(LoopCommands):
    """Playing, shuttling, stepping, jumping, looping."""

    def __init__(self, bench: Bench, finder: Finder, go_to: GoTo, shuttle: Shuttle) -> None:
        super().__init__(bench, finder)
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

    def tier_before(self) -> None:
        """Choose the tag before in the same tier and go there."""
        self._walk(back=True, one_tier=True)

    def tier_after(self) -> None:
        """Choose the next tag in the same tier and go there."""
        self._walk(back=False, one_tier=True)

    def go_to(self) -> None:
        """Ask for a time or frame."""
        self._bench.player.pause()
        self._go_to.ask(self._bench.open_film.frames, self._bench.time_shown())

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
        self._say_sound()

    def louder(self) -> None:
        """A little louder."""
        self._turn_up(_LOUDER)

    def quieter(self) -> None:
        """A little quieter."""
        self._turn_up(-_LOUDER)

    def _turn_up(self, by: float) -> None:
        settings = self._bench.settings
        settings.volume, settings.muted = round(min(1.0, max(0.0, settings.volume + by)), 2), False
        self._bench.player.set_volume(settings.volume, False)
        self._say_sound()

    def _say_sound(self) -> None:
        settings = self._bench.settings
        self._bench.messages.say(
            "Sound is off" if settings.muted else f"Sound, {round(settings.volume * 100)} %"
        )

    def _walk(self, *, back: bool, one_tier: bool = False) -> None:
        film = self._bench.open_film
        chosen = film.chosen_tag()
        now = chosen.onset_us if chosen is not None else self._bench.time_shown()
        tags = film.desk.annotations
        if one_tier and tags:
            here = chosen or tags[max(0, bisect_right(tags, now, key=lambda one: one.onset_us) - 1)]
            tags = [one for one in tags if self._tier(one) == self._tier(here)]
        if not tags:
            self._bench.messages.say("There are no tags yet.")
            return
        at = bisect_left(
            tags, (now, chosen.id if chosen is not None else ""), key=lambda one: (one.onset_us, one.id)
        )
        if back:
            at -= 1
        elif chosen is not None:
            at += 1
        if not 0 <= at < len(tags):
            which = "first" if back else "last"
            self._bench.messages.say(f"That is the {which} tag{' of its tier' if one_tier else ''}.")
            return
        film.selection.choose_tags([tags[at].id])
        self._bench.player.seek(tags[at].onset_us)

    def _tier(self, tag: Annotation) -> tuple[str, str | None] | None:
        """Subject and group: what has a lane of its own in the timeline; None for codes that the codebook lacks."""
        codebook = self._bench.open_film.codebook
        code = next((one for one in codebook.codes if one.id == tag.code_id), None)
        return None if code is None else (code.subject, code.group)
