"""The actions that tag and change tags: each method without an underscore (but `press`) is a row of the action table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from vig_annotator.errors import ConsentGivenBack, RuleViolation, VigError
from vig_annotator.gui.calibration.calibration_screen import CalibrationScreen
from vig_annotator.gui.coding.bench import Bench, Panels
from vig_annotator.gui.coding.shape_commands import ShapeCommands
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.large_steps import LargeSteps
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.page_undo import PageUndo
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Kind, Modifier
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import moments, reel_building, tagging, timeline_editing, timeline_shaping
from vig_annotator.services.history import History, Tell
from vig_annotator.services.workspace import Workspace

_MOST_RECENT = 5
_HOLD = "Hold: a state lasts as long as its key is held down"
_PRESS = "Press twice: one press starts a state, the next ends it"
_REACTIONS_MS = (0, 100, 150, 200, 250, 300, 350, 400, 500)


class Step(Protocol):
    """A step back or on again."""

    def __call__(self, *, knowingly: bool = False) -> str | None:
        """Take it; answers what it was."""


class TagCommands(ShapeCommands):
    """Tagging, changing, undoing.

    Args:
        bench: the open film.
        finder: asks for a code or command.
        form: asks for a line of words.
        panels: of the screen.
        commands: every command that can be found, made when asked for.
        close_overlay: closes what lies over the film; answers whether there was something.
        calibration: measures the coder's reaction time.
        page: undo on the start page.
        large: walks steps of so many rows that nobody should wait for them.
    """

    def __init__(
        self,
        bench: Bench,
        finder: Finder,
        form: LineForm,
        panels: Panels,
        commands: Callable[[], Sequence[Entry]],
        close_overlay: Callable[[], bool],
        calibration: CalibrationScreen,
        page: PageUndo,
        large: LargeSteps,
    ) -> None:
        super().__init__(bench, finder, form, large)
        self._page = page
        self._panels = panels
        self._commands = commands
        self._close_overlay = close_overlay
        self._calibration = calibration
        self._recent: list[str] = []
        calibration.accepted.connect(self._set_reaction)

    def press(self, code_id: str) -> None:
        """A code's key, or a click on the palette: tag the frame that is on the screen."""
        if self._in_focus(code_id) and self._tag(code_id, tagging.press_code):
            self._stop_if_wanted()

    def key_down(self, code_id: str) -> None:
        """A code's key went down."""
        if not self._in_focus(code_id):
            return
        held = self._bench.passes.holds_keys
        done = self._tag(code_id, tagging.hold_code if held else tagging.press_code)
        if done and not (held and self._is_state(code_id)):
            self._stop_if_wanted()

    def key_up(self, code_id: str) -> None:
        """A code's key came up: where keys are held, its state ends with the frame that is on the screen."""
        film = self._bench.film
        if film is None or film.index is None or not self._bench.passes.holds_keys:
            return
        meant, index = self._bench.frame_meant(), film.index
        if not self._bench.passes.focus.holds_id(film.codebook, code_id):
            return
        ended = self._try(
            lambda: tagging.release_code(
                film.ws,
                film.coding_pass,
                code_id,
                meant.at_us,
                next_frame_us=index.time_of(index.frame_at(meant.at_us) + 1),
                pressed_us=meant.pressed_us,
            )
        )
        if ended and self._is_state(code_id):
            self._stop_if_wanted()

    def repeat(self) -> None:
        """Tag the last code again, on the frame on the screen."""
        film, meant = self._bench.open_film, self._bench.frame_meant()
        self._tag_and_choose(
            lambda: tagging.repeat_last(
                film.ws,
                film.coding_pass,
                meant.at_us,
                next_frame_us=meant.next_us,
                film_end_us=MediaTime(film.frames.end_us),
                pressed_us=meant.pressed_us,
            )
        )

    def hold_keys(self) -> None:
        """Ask whether a state lasts as long as its key is held, or from press to press."""
        passes = self._bench.passes
        says = "hold them" if passes.codebook_holds else "press twice"
        choices = {"": f"As the codebook says: {says}", "hold": _HOLD, "press": _PRESS}

        def entry(choice: str, words: str) -> Entry:
            now = "   ·  now" if choice == passes.own_holding else ""
            return Entry(f"{words}{now}", lambda: self._set_holding(choice))

        self._finder.ask("The keys of states", [entry(*one) for one in choices.items()])

    def press_twice(self) -> None:
        """A state starts with one press of its key and ends with the next."""
        self._set_holding("press")

    def neighbours(self) -> None:
        """Whether neighbours in a group give way to a tag that is moved, or stay."""
        settings = self._bench.settings
        settings.neighbours_give_way = not settings.neighbours_give_way
        self._bench.messages.say(
            "Neighbours in a group now give way to a tag that is moved."
            if settings.neighbours_give_way
            else "Neighbours in a group now stay where they are."
        )

    def reaction_time(self) -> None:
        """Ask by how much tags are set back while the film plays."""
        now = self._bench.reaction_ms

        def entry(ms: int) -> Entry:
            words = f"{ms} ms earlier" if ms else "Not at all: the frame that is on the screen"
            return Entry(f"{words}   ·  now" if ms == now else words, lambda: self._set_reaction(ms))

        choices = sorted({*_REACTIONS_MS, now})
        measure = Entry("Measure it: one minute…", self.calibrate)
        self._finder.ask("While the film plays, set tags back by", [*(entry(ms) for ms in choices), measure])

    def calibrate(self) -> None:
        """Measure the coder's reaction time."""
        self._bench.player.pause()
        self._calibration.ask(self._bench.coder, self._bench.reaction_ms)

    def set_back(self) -> None:
        """Set the chosen tags back by the coder's reaction time."""
        film, ids, ms = self._bench.open_film, self._chosen_ids(), self._bench.reaction_ms
        if not ms:
            self._bench.messages.say("No reaction time is known yet: measure it first.")
        elif ids and self._try(
            lambda: timeline_shaping.set_back(film.ws, film.coding_pass, ids, ms * 1000, film.frames)
        ):
            self._bench.messages.say(f"The chosen tags are {ms} ms earlier, on whole frames.")

    def find(self) -> None:
        """Find a code or command."""
        codes = self._codes(self.press, first=self._recent)
        self._finder.ask("Find a code or command", [*codes, *self._commands()])

    def end_running(self) -> None:
        """End every running state: the frame on the screen is no longer part of it."""
        film = self._bench.open_film
        count = len(film.desk.running)
        if not count:
            self._bench.messages.say("Nothing is running.")
            return
        at_us = self._bench.time_shown()
        # On the film's last frame they end with the film: no later frame could be shown to end them on.
        if self._bench.shown_frame == len(film.frames) - 1:
            at_us = MediaTime(film.frames.end_us)
        before = film.desk.running
        done = self._try(lambda: tagging.end_running_states(film.ws, film.coding_pass, at_us))
        if done and film.desk.running == before:
            words = "What runs begins" if count > 1 else "It begins"
            self._bench.messages.tell(
                RuleViolation(
                    f"{words} on this frame or later, so it can’t end here.", "Go to the frame that ends it."
                )
            )

    def undo(self) -> None:
        """Take back the last change; on the start page, what was done there."""
        self._step(on=False)

    def redo(self) -> None:
        """Bring back what was undone."""
        self._step(on=True)

    def delete(self) -> None:
        """Delete the chosen tags, moment or clip."""
        film = self._bench.open_film
        chosen = film.selection
        clip = film.clip(chosen.clip)
        if chosen.tags:
            self._try(lambda: timeline_editing.delete(film.ws, film.coding_pass, chosen.tags))
        elif chosen.moment is not None:
            moment_id = chosen.moment
            self._try(lambda: moments.delete(film.ws, [moment_id]))
        elif clip is not None:
            self._try(lambda: reel_building.remove_clips(film.ws, clip.reel_id, [clip.id]))

    def change_code(self) -> None:
        """Ask which code the chosen tag is to be of."""
        one = self._chosen()
        if one is not None:
            self._finder.ask("Change the code to", self._codes(lambda code_id: self._recode(one, code_id)))

    def note(self) -> None:
        """Write a note on the chosen tag."""
        if self._chosen() is not None:
            self._panels.edit_note()

    def search(self) -> None:
        """Search the list of tags."""
        self._panels.search_tags()

    def modify(self) -> None:
        """Ask for a further choice of the chosen tag."""
        one = self._chosen()
        if one is None:
            return
        book = self._bench.open_film.codebook
        code = book.code(one.code_id)
        found = [book.modifier(name) for name in (code.modifiers if code is not None else ())]
        entries = [
            self._choice(one, modifier, choice)
            for modifier in found
            if modifier is not None
            for choice in modifier.choices
        ]
        if entries:
            self._finder.ask("Further choices", entries)
        else:
            self._bench.messages.say("There is nothing more to say about this code.")

    def choose_all(self) -> None:
        """Choose every tag."""
        film = self._bench.open_film
        film.selection.choose_tags([one.id for one in film.desk.annotations])

    def choose_none(self) -> None:
        """Close what lies over the film; else forget the mark; else choose nothing."""
        film = self._bench.film
        if self._close_overlay() or film is None:
            return
        if film.mark_in is not None:
            film.set_mark_in(None)
        else:
            film.selection.clear()

    def set_note(self, annotation_id: str, text: str) -> None:
        """A note was typed."""
        film = self._bench.open_film
        self._try(lambda: timeline_editing.set_note(film.ws, film.coding_pass, annotation_id, text))

    def set_modifier(self, annotation_id: str, modifier_id: str, choices: tuple[str, ...]) -> None:
        """A further choice was made."""
        film = self._bench.open_film
        one = film.desk.annotation(annotation_id)
        if one is not None:
            chosen = {**one.modifiers, modifier_id: choices}
            self._try(
                lambda: timeline_editing.set_modifiers(film.ws, film.coding_pass, annotation_id, chosen)
            )

    def _tag(self, code_id: str, press: Callable[..., Annotation]) -> bool:
        film = self._bench.film
        if film is None or film.index is None:
            self._bench.messages.say("Tags can be made as soon as the film’s frames are known.")
            return False
        meant, end_us = self._bench.frame_meant(), MediaTime(film.index.end_us)
        self._recent = [code_id, *(one for one in self._recent if one != code_id)][:_MOST_RECENT]
        return self._tag_and_choose(
            lambda: press(
                film.ws,
                film.coding_pass,
                code_id,
                meant.at_us,
                next_frame_us=meant.next_us,
                film_end_us=end_us,
                pressed_us=meant.pressed_us,
            )
        )

    def _tag_and_choose(self, tag: Callable[[], Annotation]) -> bool:
        """Tag, choose what was tagged, and show both at once; answers whether it was done."""
        selection = self._bench.open_film.selection
        with selection.told_once():
            return self._try(lambda: selection.choose_tags([tag().id]))

    def _choice(self, one: Annotation, modifier: Modifier, choice: str) -> Entry:
        """One choice of a modifier: taken, or taken back if it was."""
        chosen = one.modifiers.get(modifier.id, ())
        if choice in chosen:
            wanted = tuple(name for name in chosen if name != choice)
        else:
            wanted = (*chosen, choice) if modifier.multiple else (choice,)
        title = f"{'✓ ' if choice in chosen else ''}{modifier.label}  ·  {choice}"
        return Entry(title, lambda: self.set_modifier(one.id, modifier.id, wanted))

    def _in_focus(self, code_id: str) -> bool:
        """Whether this pass is about a code; says so if it is not."""
        film, passes = self._bench.film, self._bench.passes
        if film is None or passes.focus.holds_id(film.codebook, code_id):
            return True
        code = film.codebook.code(code_id)
        self._bench.messages.tell(
            RuleViolation(
                f"“{code.label if code else ''}” is not tagged: this pass is about {passes.title} only."
            )
        )
        return False

    def _is_state(self, code_id: str) -> bool:
        film = self._bench.film
        code = film.codebook.code(code_id) if film is not None else None
        return code is not None and code.kind is Kind.STATE

    def _stop_if_wanted(self) -> None:
        """For fine coding the film stops after each tag."""
        if self._bench.passes.stop_after_tag and self._bench.player.playing:
            self._bench.player.pause()

    def _set_reaction(self, ms: int) -> None:
        self._bench.settings.reactions[self._bench.coder] = ms
        self._bench.messages.say(
            f"While the film plays, tags are set {ms} ms earlier." if ms else "Tags are no longer set back."
        )

    def _set_holding(self, choice: str) -> None:
        self._bench.passes.set_holding(choice)
        self._bench.messages.say(
            "A state now lasts as long as its key is held."
            if self._bench.passes.holds_keys
            else "A state now starts with one press of its key and ends with the next."
        )

    def _recode(self, one: Annotation, code_id: str) -> None:
        film = self._bench.open_film
        index = film.frames
        frame_end = index.time_of(index.frame_at(one.onset_us) + 1)
        self._try(
            lambda: timeline_editing.change_code(
                film.ws, film.coding_pass, one.id, code_id, frame_end, self._neighbours
            )
        )

    def _step(self, *, on: bool) -> None:
        """One step back, or (`on`) on again: at once, or by a job where it is large."""
        film, word = self._bench.film, "Done again" if on else "Undone"
        steps: History | PageUndo = self._page if film is None else film.ws.history
        ws = self._page.workspace if film is None else film.ws
        named = self._page if film is None else film
        label = named.redo_label if on else named.undo_label
        if ws is None or label is None:
            return
        if not ws.sealed and ws.history.next_is_large(on=on):
            self._large_step(ws, label, on=on)
            return
        done: list[str | None] = []
        take: Step = steps.redo if on else steps.undo
        if self._try(lambda: done.append(self._asked(take))) and done[0]:
            self._bench.messages.stepped(f"{word}: {label}")

    def _large_step(self, ws: Workspace, label: str, *, on: bool, knowingly: bool = False) -> None:
        on_page = self._bench.film is None

        def walk(history: History, tell: Tell) -> str | None:
            return (history.redo if on else history.undo)(knowingly=knowingly, tell=tell)

        def then(_done: str | None) -> None:
            if on_page:
                self._page.walked(on=on)
            self._bench.messages.stepped(f"{'Done again' if on else 'Undone'}: {label}")

        def refused(error: VigError) -> None:
            if not isinstance(error, ConsentGivenBack):
                self._bench.messages.tell(error)
            elif self._sure(error):
                self._large_step(ws, label, on=on, knowingly=True)

        self._large.walk(ws, f"{'Doing again' if on else 'Undoing'}: {label}", walk, then, refused)

    def _asked(self, step: Step) -> str | None:
        """A step back or on again; where it would give consent by the way, that is asked about."""
        try:
            return step()
        except ConsentGivenBack as error:
            return step(knowingly=True) if self._sure(error) else None

    def _sure(self, error: ConsentGivenBack) -> bool:
        return self._bench.messages.ask(
            error.message,
            "Put it back only if that is what they say now. If they changed their mind, write that down instead.",
            yes="Put it back",
            no="Leave it as it is",
        )
