"""The actions about codings: who codes, which coding is on the screen, sending, returning, approving."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import VigError
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.codings.coder_form import CoderForm
from vig_annotator.gui.codings.coding_words import badge, coder_words
from vig_annotator.gui.codings.second_coding_form import SecondCodingForm
from vig_annotator.gui.film_opening import FilmOpening
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.library_door import LibraryDoor
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.timecode import format_time
from vig_annotator.services import coders, passes, reviewing
from vig_annotator.services.workspace import Workspace


class CodingCommands:
    """Each method without an underscore is a row of the action table.

    Args:
        bench: the open film.
        door: the open library.
        opening: shows codings.
        finder: asks which.
        form: asks who somebody is.
        second_form: asks what is to be drawn for a second coder.
        choose_codebook: asks for another codebook to code with.
        show_review: brings the review to the front.
    """

    def __init__(
        self,
        bench: Bench,
        door: LibraryDoor,
        opening: FilmOpening,
        finder: Finder,
        form: CoderForm,
        second_form: SecondCodingForm,
        choose_codebook: Callable[[], object],
        show_review: Callable[[], object],
    ) -> None:
        self._bench = bench
        self._door = door
        self._opening = opening
        self._finder = finder
        self._form = form
        self._second_form = second_form
        self._choose_codebook = choose_codebook
        self._show_review = show_review

    def who(self) -> None:
        """Ask who codes now."""
        ws = self._door.workspace
        if ws is None:
            return
        me = coders.who_works(ws)
        entries = [
            Entry(
                coder_words(one) + ("   ·  now" if one.name == me.name else ""),
                partial(self._work_as, one.name),
            )
            for one in sorted(coders.all_coders(ws), key=lambda one: one.name != me.name)
        ]
        entries.append(Entry("Somebody else…", partial(self._ask_who, ws)))
        entries.append(Entry(f"Initials and role of {me.name}…", partial(self._describe, ws)))
        self._finder.ask(
            "Who codes now?",
            entries,
            otherwise=lambda name: Entry(f"“{name}” is new here…", partial(self._ask_who, ws, name)),
        )

    def switch(self) -> None:
        """Ask which coding of the film to show."""
        film = self._bench.open_film
        ws = film.ws
        every = passes.all_passes_of(ws, film.session.id)
        hidden = passes.hidden_of(ws, every)
        entries = [self._pass_entry(one, one.id in hidden) for one in every]
        entries.append(Entry("Begin another coding with this codebook", self.new))
        entries.append(Entry("Code with another codebook…", self._choose_codebook))
        entries.append(Entry("Somebody else codes now…", self.who))
        self._finder.ask("Codings of this film", entries)

    def new(self) -> None:
        """Begin another coding of the film, with the codebook of the one that is shown."""
        film = self._bench.open_film
        snapshot = film.ws.get(CodebookSnapshot, film.coding_pass.snapshot_id)
        try:
            loaded = parse_codebook(snapshot.yaml_text, snapshot.title)
            begun = passes.new_pass(film.ws, film.session, loaded)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        self._opening.show_pass(begun)
        self._bench.messages.say("A new coding is begun; the others are kept.")

    def blind(self) -> None:
        """Hide this coding and those of others from each other until both were sent."""
        self._step(
            passes.code_blind, "This coding is blind: yours and the other are hidden until both were sent."
        )

    def submit(self) -> None:
        """Send this coding to the supervisor."""
        self._step(passes.submit, "Sent to the supervisor; it is locked until it comes back.")

    def take_back(self) -> None:
        """Take back a coding that was sent."""
        self._step(passes.take_back, "Taken back: you can go on.")

    def give_back(self) -> None:
        """Return this coding to its coder."""
        self._step(passes.give_back, "Returned: its coder can go on with it.")

    def approve(self) -> None:
        """Approve this coding; nobody changes it from then on."""
        self._step(passes.approve, "Approved: nobody changes it from now on.")

    def reopen(self) -> None:
        """Give an approved coding back to its coder."""
        self._step(passes.reopen, "Reopened and returned; the change log holds who did it and when.")

    def second(self) -> None:
        """Ask what is to be drawn for a second coder."""
        ws = self._door.workspace
        if ws is not None:
            self._second_form.ask(ws, lambda draw: self._sent(draw.coder, len(draw.pass_ids)))

    def next_stretch(self) -> None:
        """Go to the next stretch that was drawn for this coding; after the last, to the first."""
        film = self._bench.open_film
        there = film.coding_pass.segments
        if not there:
            self._bench.messages.say("The whole film is to be coded.")
            return
        now = self._bench.time_shown()
        place = next((number for number, one in enumerate(there) if one.onset_us > now), 0)
        one = there[place]
        # A stretch is coded from the first frame that begins in it.
        frame = film.frames.frame_at(one.onset_us)
        self._bench.player.seek_frame(frame if film.frames.time_of(frame) >= one.onset_us else frame + 1)
        self._bench.messages.say(f"Stretch {place + 1} of {len(there)}, up to {format_time(one.offset_us)}.")

    def _sent(self, coder: str, count: int) -> None:
        films = "1 film was" if count == 1 else f"{count} films were"
        self._bench.messages.notice(f"{films} sent to {coder} for second coding.")
        if self._bench.film is None:
            self._door.changed.emit()

    def open_waiting(self, session_id: str, pass_id: str) -> None:
        """Open a coding that waits for who works; its review comes to the front if there is one."""
        ws = self._door.workspace
        if ws is None or not self._opening.open_session(ws, session_id):
            return
        try:
            self._opening.show_pass(passes.visible_pass(ws, pass_id))
        except VigError as error:
            self._bench.messages.tell(error)
            return
        if reviewing.entries_of(ws, pass_id) or self._bench.open_film.coding_pass.coder != ws.coder:
            self._show_review()

    def _step(self, do: Callable[[Workspace, str], CodingPass], said: str) -> None:
        film = self._bench.open_film
        before = film.coding_pass
        try:
            now = do(film.ws, before.id)
        except VigError as error:
            self._bench.messages.tell(error)
            return
        if now != before:
            self._bench.messages.say(said)

    def _pass_entry(self, one: CodingPass, hidden: bool) -> Entry:
        film = self._bench.open_film
        snapshot = film.ws.get(CodebookSnapshot, one.snapshot_id)
        if hidden:
            return Entry(
                f"{one.coder} · hidden until both codings were sent",
                lambda: self._bench.messages.say(
                    f"{one.coder}’s coding is hidden until both codings were sent."
                ),
            )
        count = len(film.ws.desk(one).annotations)
        now = "   ·  now" if one.id == film.coding_pass.id else ""
        tags = "1 tag" if count == 1 else f"{count:,} tags"
        title = f"{badge(one, one.coder)} · {snapshot.title} · {tags}{now}"
        return Entry(
            title, partial(self._opening.show_pass, one), words=f"{one.created_at} {snapshot.version}"
        )

    def _work_as(self, name: str) -> None:
        film = self._bench.film
        session_id = film.session.id if film is not None else ""
        self._opening.close_film()
        self._door.set_coder(name)
        ws = self._door.workspace
        if session_id and ws is not None:
            self._opening.open_session(ws, session_id)

    def _ask_who(self, ws: Workspace, typed: str = "") -> None:
        def keep(name: str, initials: str, role: Role) -> None:
            self._work_as(coders.add_coder(ws, name, initials, role).name)

        self._form.ask_new(keep, typed)

    def _describe(self, ws: Workspace) -> None:
        def keep(name: str, initials: str, role: Role) -> None:
            coders.describe_coder(ws, name, initials, role)
            self._door.changed.emit() if self._bench.film is None else self._work_as(name)

        self._form.ask_about(coders.who_works(ws), keep)
