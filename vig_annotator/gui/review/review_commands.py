"""The actions of the review: each method without an underscore is a row of the action table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from vig_annotator.codebook.rating_forms import LoadedForm
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.tag_tools import TagTools
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.line_form import LineForm
from vig_annotator.gui.review.rating_sheet import RatingSheet
from vig_annotator.gui.review.remark_form import RemarkForm
from vig_annotator.gui.review.review_panel import ReviewPanel
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Kind
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.review import EntryKind, ReviewEntry, summary_of, threads, waiting_for
from vig_annotator.model.timecode import format_time
from vig_annotator.services import rating, reviewing


class ReviewCommands(TagTools):
    """Commenting, judging, and walking through what was said.

    Args:
        bench: the open film.
        finder: asks for a code.
        line: asks for one line.
        form: asks for words.
        sheet: asks for ratings.
        panel: shows the remarks, and knows which is chosen.
        show: brings the panel to the front.
    """

    def __init__(
        self,
        bench: Bench,
        finder: Finder,
        line: LineForm,
        form: RemarkForm,
        sheet: RatingSheet,
        panel: ReviewPanel,
        show: Callable[[], object],
    ) -> None:
        super().__init__(bench, finder, line)
        self._words = form
        self._panel = panel
        self._sheet = sheet
        self._show = show

    def comment(self) -> None:
        """Comment on the chosen tag, else the marked stretch, else the frame on the screen."""
        film = self._bench.open_film
        tag, stretch = film.chosen_tag(), self._marked_stretch()
        if tag is not None:
            about, place = f"On “{self._label(tag)}” at {format_time(tag.onset_us)}.", None
        elif stretch is not None:
            place = stretch
            about = f"On the stretch from {format_time(place.onset_us)} to {format_time(place.offset_us)}."
        else:
            now = self._bench.time_shown()
            place, about = Span(now, now), f"On the frame at {format_time(now)}."

        def keep(text: str) -> None:
            reviewing.comment(film.ws, film.coding_pass.id, text, place, tag.id if tag is not None else None)
            film.set_mark_in(None)
            self._show()

        self._words.ask("Comment", about, keep)

    def comment_all(self) -> None:
        """Comment on the coding as a whole."""
        film = self._bench.open_film

        def keep(text: str) -> None:
            reviewing.comment(film.ws, film.coding_pass.id, text)
            self._show()

        self._words.ask("Comment on the whole coding", "", keep)

    def accept(self) -> None:
        """Agree with the chosen tag, and go to the next one."""
        film, one = self._bench.open_film, self._chosen()
        if one is not None and self._try(lambda: reviewing.accept(film.ws, film.coding_pass.id, one.id)):
            self._to_next_tag(one)

    def amend(self) -> None:
        """Ask how the chosen tag should be: another code, or to start or end on the frame on the screen."""
        one = self._chosen()
        if one is None:
            return
        now = format_time(self._bench.time_shown())
        entries = [
            Entry(f"It starts on this frame, {now}", partial(self._amend_edge, one, True)),
            *self._codes(partial(self._amend_code, one)),
        ]
        if one.offset_us is not None and not one.is_point:
            entries.insert(1, Entry(f"It ends on this frame, {now}", partial(self._amend_edge, one, False)))
        self._finder.ask(f"How should “{self._label(one)}” be?", entries)

    def question(self) -> None:
        """Ask about the chosen tag."""
        self._judge("Question", reviewing.question)

    def reject(self) -> None:
        """Propose that the chosen tag be deleted."""
        self._judge("Reject: why?", reviewing.reject)

    def propose(self) -> None:
        """Ask which tag is missing: an instant on the frame on the screen, or a state over the marked stretch."""
        film = self._bench.open_film
        now = self._bench.time_shown()
        stretch = self._marked_stretch()
        where = f"at {format_time(now)}"
        if stretch is not None:
            where = f"from {format_time(stretch.onset_us)} to {format_time(stretch.offset_us)}"

        def keep(code_id: str) -> None:
            code = film.codebook.code(code_id)
            place = Span(now, now)
            if stretch is not None and code is not None and code.kind is Kind.STATE:
                place = stretch
            if self._try(lambda: reviewing.propose(film.ws, film.coding_pass.id, code_id, place)):
                film.set_mark_in(None)
                self._show()

        self._finder.ask(f"What is missing {where}?", self._codes(keep))

    def summary(self) -> None:
        """Write down strengths and next steps."""
        film = self._bench.open_film
        last = summary_of(self._entries())
        texts = ("", "") if last is None else (str(last.detail["strengths"]), str(last.detail["next_steps"]))

        def keep(strengths: str, next_steps: str) -> None:
            reviewing.sum_up(film.ws, film.coding_pass.id, strengths, next_steps)
            self._show()

        self._words.ask_two("Strengths and next steps", ("Strengths", "Next steps"), texts, keep)

    def rate(self) -> None:
        """Ask for a form, and fill it in."""
        film = self._bench.open_film
        offered = rating.offered_forms(film.ws)
        for one in offered:
            if one.trouble:
                self._bench.messages.notice(one.trouble)
        forms = [one.loaded for one in offered if one.loaded is not None]
        if len(forms) == 1:
            self._fill_in(forms[0])
            return
        self._finder.ask(
            "Which form?",
            [Entry(one.form.title, partial(self._fill_in, one), words=one.form.id) for one in forms],
        )

    def _fill_in(self, loaded: LoadedForm) -> None:
        film = self._bench.open_film

        def keep(ratings: dict[str, int], text: str) -> None:
            rating.rate(film.ws, film.coding_pass.id, loaded, ratings, text)
            self._show()

        self._sheet.ask(loaded.form, keep)

    def next(self) -> None:
        """Go to the next remark that is still to be taken, answered or left; at the end, begin again."""
        film = self._bench.open_film
        every = threads(self._entries())
        there = waiting_for(film.coding_pass.coder, self._entries()) or every
        self._show()
        if not there:
            self._bench.messages.say("There is no remark to go through.")
            return
        waiting = {one.top.id for one in there}
        ids = [one.top.id for one in every]
        # On from the chosen one, also if it was just taken or left and waits no longer.
        after = ids.index(self._panel.chosen_id) + 1 if self._panel.chosen_id in ids else 0
        self.choose(next(one for one in ids[after:] + ids[:after] if one in waiting))

    def take(self) -> None:
        """Do what the chosen remark proposes, and go to the next one."""
        self._settle("taken", reviewing.take)

    def leave(self) -> None:
        """Leave the tag as it is, and go to the next remark."""
        self._settle("left as it is", reviewing.leave)

    def reply(self) -> None:
        """Answer the chosen remark."""
        one = self._remark()
        if one is not None:
            film = self._bench.open_film
            self._words.ask("Answer", one.text, lambda text: reviewing.reply(film.ws, one.id, text))

    def resolve(self) -> None:
        """Close the chosen remark, or open it again."""
        one = self._remark()
        if one is not None:
            film = self._bench.open_film
            thread = next(each for each in threads(self._entries()) if each.top.id == one.id)
            self._try(lambda: reviewing.resolve(film.ws, one.id, not thread.resolved))

    def choose(self, entry_id: str) -> None:
        """Choose a remark: its tag is chosen and its place is shown."""
        film = self._bench.open_film
        one = next((each for each in self._entries() if each.id == entry_id), None)
        if one is None:
            return
        tag = film.desk.annotation(one.annotation_id) if one.annotation_id is not None else None
        film.selection.choose_tags([tag.id] if tag is not None else [])
        self._panel.choose(entry_id)
        if one.onset_us is not None and film.index is not None:
            self._bench.player.seek(min(one.onset_us, MediaTime(film.index.end_us - 1)))

    def _marked_stretch(self) -> Span | None:
        """From the frame that was marked to the one on the screen; None if none is marked."""
        film = self._bench.open_film
        if film.mark_in is None:
            return None
        first, last = sorted((film.frames.frame_at(film.mark_in), self._bench.shown_frame))
        return film.frames.span_of_frames(first, last + 1)

    def _entries(self) -> list[ReviewEntry]:
        film = self._bench.open_film
        return reviewing.entries_of(film.ws, film.coding_pass.id)

    def _remark(self) -> ReviewEntry | None:
        one = next((each for each in self._entries() if each.id == self._panel.chosen_id), None)
        if one is None:
            self._bench.messages.say("Choose a remark first.")
        return one

    def _label(self, one: Annotation) -> str:
        return self._bench.open_film.desk.coding.label_of(one)

    def _judge(self, title: str, do: Callable[..., None]) -> None:
        film, one = self._bench.open_film, self._chosen()
        if one is None:
            return

        def keep(text: str) -> None:
            do(film.ws, film.coding_pass.id, one.id, text)
            self._show()

        self._words.ask(title, f"On “{self._label(one)}” at {format_time(one.onset_us)}.", keep)

    def _amend_code(self, one: Annotation, code_id: str) -> None:
        film, index = self._bench.open_film, self._bench.open_film.frames
        frame_end = index.time_of(index.frame_at(one.onset_us) + 1)
        if self._try(lambda: reviewing.amend_code(film.ws, film.coding_pass.id, one.id, code_id, frame_end)):
            self._show()

    def _amend_edge(self, one: Annotation, at_start: bool) -> None:
        film, index = self._bench.open_film, self._bench.open_film.frames
        shown = self._bench.shown_frame
        now = index.time_of(shown)
        onset = now if at_start else one.onset_us
        end = one.offset_us if at_start else index.time_of(shown + 1)
        if one.is_point or end is None:
            end = onset
        if self._try(lambda: reviewing.amend_span(film.ws, film.coding_pass.id, one.id, onset, end)):
            self._show()

    def _settle(self, said: str, do: Callable[..., None]) -> None:
        one = self._remark()
        if one is None:
            return
        film = self._bench.open_film
        if self._try(lambda: do(film.ws, one.id)):
            left = len(waiting_for(film.coding_pass.coder, self._entries()))
            still = "that was the last" if not left else "1 is left" if left == 1 else f"{left} are left"
            self._bench.messages.say(f"The remark is {said}; {still}.")
            if left:
                self.next()

    def _to_next_tag(self, one: Annotation) -> None:
        film = self._bench.open_film
        judged = {each.annotation_id for each in self._entries() if each.kind is not EntryKind.COMMENT}
        later = [
            each
            for each in film.desk.annotations
            if (each.onset_us, each.id) > (one.onset_us, one.id) and each.id not in judged
        ]
        if later:
            film.selection.choose_tags([later[0].id])
            self._bench.player.seek(later[0].onset_us)
        else:
            self._bench.messages.say("Accepted; no later tag waits for a word.")
