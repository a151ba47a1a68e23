"""The actions that move, reshape, copy and link tags, and the history; each method without an underscore is a row of the table."""

from __future__ import annotations

import re
from datetime import datetime

from vig_annotator.errors import RuleViolation
from vig_annotator.gui.annotating.table_order import Column
from vig_annotator.gui.coding.bench import Bench
from vig_annotator.gui.coding.go_to import frame_of, length_of
from vig_annotator.gui.coding.tag_tools import TagTools
from vig_annotator.gui.finder import Entry, Finder
from vig_annotator.gui.large_steps import LargeSteps
from vig_annotator.gui.line_form import LineForm
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import Step
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.frames import edge_frame
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import linking, timeline_editing, timeline_shaping

_STEPS = 1_000


class ShapeCommands(TagTools):
    """Split, merge, copy, move edges and whole tags, link, and go through the history."""

    def __init__(self, bench: Bench, finder: Finder, form: LineForm, large: LargeSteps) -> None:
        super().__init__(bench, finder, form)
        self._large = large

    def split(self) -> None:
        """Part the chosen tag in two: the second begins with the frame on the screen."""
        film, one = self._bench.open_film, self._chosen()
        if one is not None:
            at_us = self._bench.time_shown()
            self._try(lambda: timeline_shaping.split(film.ws, film.coding_pass, one.id, at_us))

    def merge(self) -> None:
        """Make one of the chosen tags; of one alone and the next of its code."""
        film, ids = self._bench.open_film, self._chosen_ids()
        if ids:
            self._try(lambda: timeline_shaping.merge(film.ws, film.coding_pass, ids))

    def copy_to(self) -> None:
        """Ask of which code copies of the chosen tags are to be."""
        ids = self._chosen_ids()
        if ids:
            self._finder.ask("Copy to", self._codes(lambda code_id: self._copy(ids, code_id)))

    def start_here(self) -> None:
        """Put its start on the frame on the screen."""
        one = self._chosen()
        if one is not None:
            self._move(one, Edge.ONSET, self._bench.shown_frame)

    def end_here(self) -> None:
        """Make the frame on the screen its last one."""
        one = self._chosen()
        if one is not None:
            self._move(one, Edge.OFFSET, self._bench.shown_frame + (0 if one.is_point else 1))

    def start_earlier(self) -> None:
        """Its start, a frame back."""
        self._nudge(Edge.ONSET, -1)

    def start_later(self) -> None:
        """Its start, a frame on."""
        self._nudge(Edge.ONSET, 1)

    def end_earlier(self) -> None:
        """Its end, a frame back."""
        self._nudge(Edge.OFFSET, -1)

    def end_later(self) -> None:
        """Its end, a frame on."""
        self._nudge(Edge.OFFSET, 1)

    def earlier(self) -> None:
        """The chosen tags, a frame back."""
        self._nudge_all(-1)

    def later(self) -> None:
        """The chosen tags, a frame on."""
        self._nudge_all(1)

    def shift(self) -> None:
        """Ask by how many frames the chosen tags are to be moved."""
        if self._chosen_ids():
            self._form.ask("Move by … frames (earlier: -5)", "", self._shift_as_typed)

    def shift_by(self, frames: int) -> None:
        """Move the chosen tags by frames, all in one step."""
        self._nudge_all(frames)

    def link(self) -> None:
        """Link the two chosen tags."""
        film, ids = self._bench.open_film, self._chosen_ids()
        if len(ids) == 2:
            self._try(lambda: linking.link(film.ws, film.coding_pass, *ids))
        elif ids:
            self._bench.messages.say("Choose two tags to link: an initiative and what answers it.")

    def unlink(self) -> None:
        """Break the links of the chosen tags."""
        film, ids = self._bench.open_film, self._chosen_ids()
        if ids:
            self._try(lambda: linking.unlink(film.ws, film.coding_pass, ids))

    def link_all(self) -> None:
        """Link every answer that is not linked."""
        film = self._bench.open_film
        count: list[int] = []
        if self._try(lambda: count.append(linking.link_all(film.ws, film.coding_pass))) and not count[0]:
            self._bench.messages.say("Every answer that comes soon enough is linked already.")

    def history(self) -> None:
        """List what was done; Enter goes to a step."""
        steps = self._bench.open_film.ws.history.steps(limit=_STEPS)
        here = next((row for row, one in enumerate(steps) if not one.undone and one.reachable), None)
        if not steps:
            self._bench.messages.say("Nothing was done yet.")
            return
        entries = [self._entry(one, row == here) for row, one in enumerate(steps)]
        self._finder.ask("History: go to a step", entries, at=here or 0)

    def edge_dragged(self, annotation_id: str, edge: Edge, to_us: MediaTime) -> None:
        """An edge was dragged on the timeline and let go at a frame's boundary."""
        self._move_edge(annotation_id, edge, lambda: to_us)

    def edit_cell(self, annotation_id: str, column: int, text: str) -> None:
        """A start, a length or a code was changed in the list of tags."""
        film = self._bench.open_film
        one = film.desk.annotation(annotation_id)
        if one is None or film.index is None:
            return
        index = film.index
        end_us = MediaTime(index.end_us)
        if column == Column.CODE:
            frame_end = index.time_of(index.frame_at(one.onset_us) + 1)
            self._try(
                lambda: timeline_editing.change_code(
                    film.ws, film.coding_pass, one.id, text, frame_end, self._neighbours
                )
            )
        elif column == Column.START:
            self._move_edge(one.id, Edge.ONSET, lambda: index.time_of(frame_of(text, index)))
        else:
            self._move_edge(
                one.id,
                Edge.OFFSET,
                lambda: index.time_of(edge_frame(index, min(one.onset_us + length_of(text), end_us))),
            )

    def as_pressed(self) -> None:
        """Put chosen tags that were set back for the reaction time where the key came down."""
        film, ids = self._bench.open_film, self._chosen_ids()
        if ids and self._try(lambda: timeline_shaping.take_back(film.ws, film.coding_pass, ids)):
            self._bench.messages.say("The chosen tags are where the keys came down.")

    def _entry(self, step: Step, is_now: bool) -> Entry:
        when = datetime.fromisoformat(step.at).astimezone()
        mark = "now  ·  " if is_now else "undone  ·  " if step.undone else ""
        title = f"{when:%H:%M}   {mark}{step.label}"
        if step.who != self._bench.open_film.ws.coder:
            title += f"   ·  {step.who}"
        return Entry(title, lambda: self._go_to(step), words=f"{when:%Y-%m-%d} {step.who}")

    def _go_to(self, step: Step) -> None:
        ws, walked = self._bench.open_film.ws, list[int]()
        if not ws.sealed and ws.history.walk_is_large(step.seq):
            self._large.walk(
                ws,
                f"Going to: {step.label}",
                lambda history, tell: history.jump_to(step.change_id, tell),
                self._say_walked,
                self._bench.messages.tell,
            )
        elif self._try(lambda: walked.append(ws.history.jump_to(step.change_id))):
            self._say_walked(walked[0])

    def _say_walked(self, steps: int) -> None:
        count, word = abs(steps), "undone" if steps < 0 else "done again"
        if count:
            self._bench.messages.stepped(f"{count} step{'s' if count != 1 else ''} {word}")
        else:
            self._bench.messages.say("This is where you are.")

    def _copy(self, ids: list[str], code_id: str) -> None:
        film = self._bench.open_film
        self._try(
            lambda: film.selection.choose_tags(
                [
                    one.id
                    for one in timeline_shaping.copy(
                        film.ws, film.coding_pass, ids, code_id, film.frames, self._neighbours
                    )
                ]
            )
        )

    def _shift_as_typed(self, text: str) -> None:
        words = text.replace("−", "-").removesuffix("f").strip()
        if not re.fullmatch(r"[+-]?\d{1,7}", words):
            raise RuleViolation(
                f"“{text[:40]}” is no number of frames.", "Type a number such as 12, or -12 for earlier."
            )
        film, ids = self._bench.open_film, self._chosen_ids()
        timeline_shaping.nudge(film.ws, film.coding_pass, ids, int(words), film.frames, self._neighbours)

    def _nudge(self, edge: Edge, by: int) -> None:
        one = self._chosen()
        if one is None:
            return
        index = self._bench.open_film.frames
        if edge is Edge.ONSET or one.is_point or one.offset_us is None:
            at = index.frame_at(one.onset_us)
        else:
            at = index.frame_at(one.offset_us - 1) + 1
        self._move(one, edge, at + by)

    def _move(self, one: Annotation, edge: Edge, boundary: int) -> None:
        """Put an edge where a frame begins, and show the first or last frame that then belongs to the tag."""
        index = self._bench.open_film.frames
        place = min(max(boundary, 0), len(index) - (1 if one.is_point else 0))
        to_us = index.time_of(place)
        now = self._move_edge(one.id, edge, lambda: to_us)
        if now is not None and not self._bench.player.playing:
            at_end = edge is Edge.OFFSET and not now.is_point and now.offset_us is not None
            edge_us = (now.offset_us or 0) - 1 if at_end else now.onset_us
            self._bench.player.seek_frame(index.frame_at(edge_us))

    def _nudge_all(self, by: int) -> None:
        film, ids = self._bench.open_film, self._chosen_ids()
        if ids:
            self._try(
                lambda: timeline_shaping.nudge(
                    film.ws, film.coding_pass, ids, by, film.frames, self._neighbours
                )
            )
