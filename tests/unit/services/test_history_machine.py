"""Undo proved by a machine: any edits in any order, with undo, redo and restarts in between, walk there and back.

The machine keeps what the library held before and after each edit, and compares with what is on disk after every step.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.builders.frames import steady
from tests.builders.libraries import Desk, at, begin_work, small_codebook
from tests.builders.library_content import Content, content
from vig_annotator.errors import RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.edits.link_finding import may_answer
from vig_annotator.model.edits.room import Neighbours
from vig_annotator.model.link import Link
from vig_annotator.model.reel import Audience
from vig_annotator.services import (
    families,
    linking,
    moments,
    passes,
    reel_building,
    sessions,
    tagging,
    timeline_editing,
    timeline_shaping,
)
from vig_annotator.services.history import Changed
from vig_annotator.services.workspace import Workspace

FILM_END = 60
FILM = steady(FILM_END)
FRAMES = st.integers(0, FILM_END - 1)
CODES = st.sampled_from([code.id for code in small_codebook().codebook.codes])
WHICH = st.integers(0, 1000)
TEXTS = st.sampled_from(["", "a", "b", "zusammen – “ok”"])


class HistoryMachine(RuleBasedStateMachine):
    """Somebody works; what they did is remembered beside the library."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="vig-machine-"))
        self.desk: Desk = begin_work(self.folder / "library")
        self.told: list[Changed] = []
        self.desk.ws.events.subscribe(Changed, self.told.append)
        self.now: Content = content(self.desk.ws.store)
        self.done: list[tuple[str, Content, Content]] = []
        self.undone: list[tuple[str, Content, Content]] = []

    def teardown(self) -> None:
        self.desk.ws.close()
        shutil.rmtree(self.folder)

    def edit(self, action: Callable[[Workspace], object]) -> None:
        """Do something; one event and one undo step if it was allowed and changed anything, else nothing at all."""
        self.told.clear()
        try:
            action(self.desk.ws)
        except RuleViolation:
            assert self.told == []
        if not self.told:
            return
        assert [(event.origin, len(event.change_set.changes) > 0) for event in self.told] == [("edit", True)]
        after = content(self.desk.ws.store)
        assert after != self.now
        self.done.append((self.told[0].change_set.label, self.now, after))
        self.undone.clear()
        self.now = after

    def tag(self, which: int) -> str | None:
        ids = sorted(one.id for one in self.desk.ws.desk(self.desk.coding_pass).annotations)
        return ids[which % len(ids)] if ids else None

    def on_tag(self, which: int, function: Callable[..., object], *arguments: Any) -> None:
        chosen = self.tag(which)
        if chosen is not None:
            self.edit(lambda ws: function(ws, self.desk.coding_pass, chosen, *arguments))

    def on_moment(self, which: int, function: Callable[..., object], *arguments: Any) -> None:
        ids = [one.id for one in moments.moments_of(self.desk.ws, self.desk.session.id)]
        if ids:
            self.edit(lambda ws: function(ws, ids[which % len(ids)], *arguments))

    def on_reel(self, which: int, function: Callable[..., object], *arguments: Any) -> None:
        ids = [one.id for one in reel_building.reels_of(self.desk.ws, self.desk.family.id)]
        if ids:
            self.edit(lambda ws: function(ws, ids[which % len(ids)], *arguments))

    def on_clip(self, which: int, function: Callable[..., object], *arguments: Any) -> None:
        ws = self.desk.ws
        reels = reel_building.reels_of(ws, self.desk.family.id)
        ids = [clip.id for reel in reels for clip in reel_building.clips_of(ws, reel.id)]
        if ids:
            self.edit(lambda ws: function(ws, ids[which % len(ids)], *arguments))

    @rule(code=CODES, frame=FRAMES)
    def press_a_key(self, code: str, frame: int) -> None:
        self.edit(lambda ws: self.desk.press(code, frame))

    @rule(frame=FRAMES)
    def end_what_runs(self, frame: int) -> None:
        self.edit(lambda ws: tagging.end_running_states(ws, self.desk.coding_pass, at(frame)))

    @rule(which=st.sets(WHICH, max_size=3))
    def delete_tags(self, which: set[int]) -> None:
        ids = {chosen for one in which if (chosen := self.tag(one)) is not None}
        self.edit(lambda ws: timeline_editing.delete(ws, self.desk.coding_pass, ids))

    @rule(which=WHICH, edge=st.sampled_from(Edge), frame=FRAMES)
    def move_an_edge(self, which: int, edge: Edge, frame: int) -> None:
        self.on_tag(which, timeline_editing.move_edge, edge, at(frame), at(FILM_END))

    @rule(which=WHICH, first=FRAMES, length=st.integers(0, 10))
    def drag_a_bar(self, which: int, first: int, length: int) -> None:
        self.on_tag(which, timeline_editing.set_span, at(first), at(first + length), at(FILM_END))

    @rule(which=st.sets(WHICH, max_size=3), frames=st.integers(-10, 10))
    def shift_tags(self, which: set[int], frames: int) -> None:
        ids = {chosen for one in which if (chosen := self.tag(one)) is not None}
        self.edit(lambda ws: timeline_editing.shift(ws, self.desk.coding_pass, ids, at(frames), at(FILM_END)))

    @rule(which=WHICH, code=CODES)
    def change_a_code(self, which: int, code: str) -> None:
        chosen = self.tag(which)
        if chosen is not None:
            onset = self.desk.ws.desk(self.desk.coding_pass).coding.get(chosen).onset_us
            self.on_tag(which, timeline_editing.change_code, code, onset + at(1))

    @rule(which=WHICH, frame=FRAMES)
    def split_a_tag(self, which: int, frame: int) -> None:
        self.on_tag(which, timeline_shaping.split, at(frame))

    @rule(which=st.sets(WHICH, max_size=3))
    def merge_tags(self, which: set[int]) -> None:
        ids = {chosen for one in which if (chosen := self.tag(one)) is not None}
        if ids:
            self.edit(lambda ws: timeline_shaping.merge(ws, self.desk.coding_pass, ids))

    @rule(which=st.sets(WHICH, max_size=3), code=CODES, neighbours=st.sampled_from(Neighbours))
    def copy_tags(self, which: set[int], code: str, neighbours: Neighbours) -> None:
        ids = sorted({chosen for one in which if (chosen := self.tag(one)) is not None})
        self.edit(lambda ws: timeline_shaping.copy(ws, self.desk.coding_pass, ids, code, FILM, neighbours))

    @rule(which=st.sets(WHICH, max_size=3), frames=st.integers(-5, 5), neighbours=st.sampled_from(Neighbours))
    def nudge_tags(self, which: set[int], frames: int, neighbours: Neighbours) -> None:
        ids = {chosen for one in which if (chosen := self.tag(one)) is not None}
        self.edit(lambda ws: timeline_shaping.nudge(ws, self.desk.coding_pass, ids, frames, FILM, neighbours))

    @rule(which=st.sets(WHICH, max_size=3), back=st.booleans())
    def allow_for_the_reaction_time(self, which: set[int], back: bool) -> None:
        ids = {chosen for one in which if (chosen := self.tag(one)) is not None}
        if back:
            self.edit(lambda ws: timeline_shaping.set_back(ws, self.desk.coding_pass, ids, at(3), FILM))
        else:
            self.edit(lambda ws: timeline_shaping.take_back(ws, self.desk.coding_pass, ids))

    @rule(code=CODES, frame=FRAMES, down=st.booleans())
    def hold_and_release_a_key(self, code: str, frame: int, down: bool) -> None:
        key = tagging.hold_code if down else tagging.release_code
        self.edit(lambda ws: key(ws, self.desk.coding_pass, code, at(frame), next_frame_us=at(frame + 1)))

    @rule(frame=FRAMES)
    def repeat_the_last(self, frame: int) -> None:
        self.edit(
            lambda ws: tagging.repeat_last(
                ws, self.desk.coding_pass, at(frame), next_frame_us=at(frame + 1), pressed_us=at(frame + 2)
            )
        )

    @rule(one=WHICH, other=WHICH)
    def link_by_hand(self, one: int, other: int) -> None:
        self.on_tag(one, linking.link, self.tag(other))

    @rule(which=WHICH)
    def break_a_link(self, which: int) -> None:
        self.on_tag(which, lambda ws, coding_pass, chosen: linking.unlink(ws, coding_pass, [chosen]))

    @rule()
    def link_everything(self) -> None:
        self.edit(lambda ws: linking.link_all(ws, self.desk.coding_pass))

    @rule(which=WHICH, text=TEXTS)
    def write_a_note(self, which: int, text: str) -> None:
        self.on_tag(which, timeline_editing.set_note, text)

    @rule(
        which=WHICH,
        choices=st.dictionaries(
            st.sampled_from(["strength", "hands"]), st.just(["left"]) | st.just(["weak"])
        ),
    )
    def choose_modifiers(self, which: int, choices: dict[str, list[str]]) -> None:
        self.on_tag(which, timeline_editing.set_modifiers, choices)

    @rule(first=FRAMES, end=FRAMES, text=TEXTS)
    def mark_a_moment(self, first: int, end: int, text: str) -> None:
        self.edit(lambda ws: moments.mark(ws, self.desk.session.id, at(first), at(end), caption=text))

    @rule(which=WHICH)
    def make_a_moment_of_a_tag(self, which: int) -> None:
        chosen = self.tag(which)
        if chosen is not None:
            tagged = self.desk.ws.desk(self.desk.coding_pass).coding.get(chosen)
            self.edit(lambda ws: moments.from_annotation(ws, self.desk.coding_pass, tagged, at(FILM_END)))

    @rule(which=WHICH, text=TEXTS)
    def caption_a_moment(self, which: int, text: str) -> None:
        self.on_moment(which, moments.set_caption, text)

    @rule(which=WHICH, starred=st.booleans())
    def star_a_moment(self, which: int, starred: bool) -> None:
        self.on_moment(which, moments.set_starred, starred)

    @rule(which=WHICH, first=FRAMES, end=FRAMES)
    def move_the_edges_of_a_moment(self, which: int, first: int, end: int) -> None:
        self.on_moment(which, moments.set_edges, at(first), at(end))

    @rule(which=WHICH, to=st.integers(-1, 5))
    def move_a_moment(self, which: int, to: int) -> None:
        self.on_moment(which, moments.move, to)

    @rule(which=WHICH)
    def delete_a_moment(self, which: int) -> None:
        self.on_moment(which, lambda ws, one: moments.delete(ws, [one]))

    @rule(title=TEXTS, audience=st.sampled_from(Audience))
    def make_a_reel(self, title: str, audience: Audience) -> None:
        self.edit(lambda ws: reel_building.make_reel(ws, self.desk.family.id, title, audience))

    @rule(which=WHICH, how_many=st.integers(1, 3), allowed=st.booleans())
    def add_moments(self, which: int, how_many: int, allowed: bool) -> None:
        ids = [one.id for one in moments.moments_of(self.desk.ws, self.desk.session.id)][:how_many]
        self.on_reel(
            which, lambda ws, reel: reel_building.add_moments(ws, reel, ids, concern_allowed=allowed)
        )

    @rule(which=WHICH, handles=st.integers(-1, 3), audience=st.sampled_from(Audience), title=TEXTS)
    def change_a_reel(self, which: int, handles: int, audience: Audience, title: str) -> None:
        self.on_reel(which, reel_building.set_handles, handles * 100_000)
        self.on_reel(which, reel_building.set_audience, audience)
        self.on_reel(which, reel_building.rename_reel, title)

    @rule(which=WHICH)
    def delete_a_reel(self, which: int) -> None:
        self.on_reel(which, reel_building.delete_reel)

    @rule(which=WHICH, first=FRAMES, end=FRAMES, allowed=st.booleans(), text=TEXTS, to=st.integers(-1, 3))
    def change_a_clip(self, which: int, first: int, end: int, allowed: bool, text: str, to: int) -> None:
        self.on_clip(which, reel_building.set_clip_edges, at(first), at(end))
        self.on_clip(which, reel_building.allow_concern, allowed)
        self.on_clip(which, reel_building.set_clip_caption, text)
        self.on_clip(which, reel_building.move_clip, to)

    @rule(which=WHICH)
    def remove_a_clip(self, which: int) -> None:
        def removed(ws: Workspace, clip_id: str) -> None:
            clip = ws.get(reel_building.ReelClip, clip_id)
            reel_building.remove_clips(ws, clip.reel_id, [clip_id])

        self.on_clip(which, removed)

    @rule(text=TEXTS, day=st.sampled_from(["", "2026-11-12", "yesterday"]))
    def describe_the_family_and_the_visit(self, text: str, day: str) -> None:
        family, session = self.desk.family.id, self.desk.session.id
        self.edit(lambda ws: families.rename_family(ws, family, text))
        self.edit(lambda ws: families.set_goal(ws, family, text))
        self.edit(lambda ws: families.set_note(ws, family, text))
        self.edit(lambda ws: sessions.rename_session(ws, session, text))
        self.edit(lambda ws: sessions.set_recorded_on(ws, session, day))
        self.edit(lambda ws: sessions.set_note(ws, session, text))

    @precondition(lambda self: self.done)
    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.done))):
            label, before, after = self.done.pop()
            assert self.desk.ws.history.undo() == label
            self.undone.append((label, before, after))
            self.now = before
            assert content(self.desk.ws.store) == before

    @precondition(lambda self: self.undone)
    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.undone))):
            label, before, after = self.undone.pop()
            assert self.desk.ws.history.redo() == label
            self.done.append((label, before, after))
            self.now = after
            assert content(self.desk.ws.store) == after

    @rule()
    def walk_all_the_way_back_and_there(self) -> None:
        for label, before, _ in reversed(self.done):
            assert self.desk.ws.history.undo() == label
            assert content(self.desk.ws.store) == before
        assert self.desk.ws.history.undo() is None
        for label, _, after in self.done:
            assert self.desk.ws.history.redo() == label
            assert content(self.desk.ws.store) == after

    @precondition(lambda self: self.done or self.undone)
    @rule(which=WHICH)
    def jump_to_a_step(self, which: int) -> None:
        steps = [one for one in self.desk.ws.history.steps() if one.reachable]
        goal = steps[which % len(steps)]
        walked = self.desk.ws.history.jump_to(goal.change_id)
        for _ in range(-walked):
            self.undone.append(self.done.pop())
            self.now = self.undone[-1][1]
        for _ in range(walked):
            self.done.append(self.undone.pop())
            self.now = self.done[-1][2]
        assert self.done[-1][0] == goal.label

    @rule()
    def restart(self) -> None:
        self.desk.ws.close()
        ws = Workspace.open(self.desk.ws.folder, self.desk.ws.coder)
        ws.events.subscribe(Changed, self.told.append)
        self.desk = Desk(
            ws, self.desk.family, self.desk.session, passes.passes_of(ws, self.desk.session.id)[0]
        )

    @invariant()
    def the_library_holds_what_it_should(self) -> None:
        history = self.desk.ws.history
        assert content(self.desk.ws.store) == self.now
        assert history.undo_label == (self.done[-1][0] if self.done else None)
        assert history.redo_label == (self.undone[-1][0] if self.undone else None)

    @invariant()
    def the_desk_is_as_the_disk(self) -> None:
        ws = self.desk.ws
        rows = content(ws.store).values()
        fresh = {row.id: row for row in rows if isinstance(row, Annotation)}
        on_desk = ws.desk(self.desk.coding_pass).annotations
        assert [one.id for one in on_desk] == sorted(fresh, key=lambda one: (fresh[one].onset_us, one))
        assert list(on_desk) == [ws.get(type(one), one.id) for one in on_desk]
        links = ws.desk(self.desk.coding_pass).links
        assert {one.id for one in links} == {row.id for row in rows if isinstance(row, Link)}
        assert list(links) == [ws.get(Link, one.id) for one in links]
        for one in links:
            assert may_answer(
                small_codebook().codebook, fresh[one.answer_id].code_id, fresh[one.answered_id].code_id
            )

    @invariant()
    def states_of_a_group_do_not_overlap(self) -> None:
        coding = self.desk.ws.desk(self.desk.coding_pass).coding
        lanes: dict[Any, list[Any]] = {}
        for one in coding.annotations:
            lanes.setdefault(coding.lane_of(one.code_id), []).append(one)
        for lane in lanes.values():
            finished = [one for one in lane if one.offset_us is not None]
            assert all(a.offset_us <= b.onset_us for a, b in pairwise(finished))
            assert len(lane) - len(finished) <= 1


@pytest.mark.slow
def test_any_edits_walk_there_and_back() -> None:
    run_state_machine_as_test(
        HistoryMachine,
        settings=settings(
            max_examples=16,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
