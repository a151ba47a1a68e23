"""An open library: what is told, what is kept in memory, what the labels say."""

from pathlib import Path

import pytest

from tests.builders.libraries import at, begin_work, small_codebook
from vig_annotator.errors import NotFound, RuleViolation, UsageError
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.services import passes, tagging, timeline_editing
from vig_annotator.services.history import Changed
from vig_annotator.services.workspace import Workspace


def test_a_tag_is_on_disk_when_the_event_comes(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    seen: list[tuple[str, bool, int]] = []

    def looked(event: Changed) -> None:
        row = event.change_set.changes[0].row
        assert isinstance(row, Annotation)
        seen.append((event.origin, desk.ws.get(Annotation, row.id) == row, len(desk.seen())))

    desk.ws.events.subscribe(Changed, looked)
    desk.press("smile", 5)
    assert seen == [("edit", True, 1)], "one event, after the row is on disk and on the desk"
    desk.ws.close()


def test_labels_are_in_the_users_words(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    history = desk.ws.history
    assert (history.undo_label, history.redo_label) == (None, None), "setting up is not the user's edit"
    desk.press("smile", 5)
    desk.press("voice", 6)
    assert (history.undo_label, history.redo_label) == ("start “Warm voice”", None)
    assert history.undo() == "start “Warm voice”"
    assert (history.undo_label, history.redo_label) == ("tag “Smile”", "start “Warm voice”")
    desk.press("cry", 7)
    assert (history.undo_label, history.redo_label) == ("tag “Cry”", None), (
        "a new edit ends what could be redone"
    )
    assert history.redo() is None
    assert [history.undo(), history.undo(), history.undo()] == ["tag “Cry”", "tag “Smile”", None]
    desk.ws.close()


def test_undo_and_redo_reach_over_restarts(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    for frame in range(5):
        desk.press("smile", frame)
    desk.ws.history.undo()
    desk.ws.close()
    with Workspace.open(tmp_path, "AB") as ws:
        assert ws.history.redo_label == "tag “Smile”"
        assert [ws.history.undo() for _ in range(5)] == ["tag “Smile”"] * 4 + [None]
    with Workspace.open(tmp_path, "AB") as ws:
        coding_pass = passes.passes_of(ws, desk.session.id)[0]
        for expected in (1, 2, 3, 4, 5, 5):
            ws.history.redo()
            assert len(ws.desk(coding_pass).annotations) == expected


def test_what_changes_nothing_is_no_step(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    told: list[Changed] = []
    tagged = desk.press("face", 5)
    desk.ws.events.subscribe(Changed, told.append)
    timeline_editing.set_note(desk.ws, desk.coding_pass, tagged.id, "")
    timeline_editing.move_edge(desk.ws, desk.coding_pass, tagged.id, Edge.ONSET, at(5))
    timeline_editing.delete(desk.ws, desk.coding_pass, [])
    assert tagging.end_running_states(desk.ws, desk.coding_pass, at(3)) == 0
    assert told == []
    assert desk.ws.history.undo_label == "start “Looks at face”"
    desk.ws.close()


def test_several_changes_are_one_step(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    for code in ("face", "voice", "baby_face"):
        desk.press(code, 5)
    told: list[Changed] = []
    desk.ws.events.subscribe(Changed, told.append)
    assert tagging.end_running_states(desk.ws, desk.coding_pass, at(50)) == 3
    assert len(told) == 1
    assert desk.ws.history.undo() == "end 3 tags"
    assert len(desk.ws.desk(desk.coding_pass).running) == 3
    assert [event.origin for event in told] == ["edit", "undo"]
    desk.ws.close()


def test_the_film_ends_somewhere(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    desk.press("smile", 999)
    with pytest.raises(RuleViolation, match="after the end of the film"):
        desk.press("smile", 1000)
    desk.ws.close()


def test_an_edit_of_what_is_gone_is_told(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    tagged = desk.press("smile", 5)
    desk.ws.history.undo()
    for attempt in (
        lambda: timeline_editing.delete(desk.ws, desk.coding_pass, [tagged.id]),
        lambda: timeline_editing.set_note(desk.ws, desk.coding_pass, tagged.id, "x"),
        lambda: desk.ws.get(Annotation, tagged.id),
    ):
        with pytest.raises(NotFound, match="no longer there"):
            attempt()
    assert desk.ws.desk(desk.coding_pass).annotation(tagged.id) is None
    desk.ws.close()


def test_a_pass_belongs_to_a_coder_and_a_codebook_text(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    ws, session, loaded = desk.ws, desk.session, small_codebook()
    assert passes.ensure_pass(ws, session, loaded) == desk.coding_pass
    other = passes.ensure_pass(ws, session, loaded, coder="CD")
    assert other.id != desk.coding_pass.id
    assert other.snapshot_id == desk.coding_pass.snapshot_id
    assert [one.coder for one in passes.passes_of(ws, session.id)] == ["AB", "CD"]
    ws.work_as("CD")
    tagging.press_code(ws, other, "smile", at(3), next_frame_us=at(4))
    assert desk.seen() == []
    assert len(ws.desk(other).annotations) == 1
    ws.close()
    with Workspace.open(tmp_path, "AB") as again:
        assert again.desk(desk.coding_pass).codebook == loaded.codebook, "the text is kept in the library"


def test_a_desk_looks_up_codes(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    tagged = desk.press("smile", 1)
    held = desk.ws.desk(desk.coding_pass)
    code = held.code_of(tagged)
    assert code is not None
    assert code.label == "Smile"
    assert held.annotation(tagged.id) == tagged
    assert held.running == ()
    desk.ws.close()


def test_another_pass_is_another_matter(tmp_path: Path) -> None:
    desk = begin_work(tmp_path)
    ghost = CodingPass("ghost", desk.session.id, "AB", desk.coding_pass.snapshot_id)
    with pytest.raises(Exception, match="belongs to") as told:
        tagging.press_code(desk.ws, ghost, "smile", at(1), next_frame_us=at(2))
    assert type(told.value).__name__ == "StaleEdit"
    assert len(desk.ws.desk(ghost).annotations) == 0, "what was not written is not shown"
    desk.ws.close()


def test_a_coder_has_a_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="coder's name"):
        Workspace.open(tmp_path, "  ")
    with pytest.raises(NotFound):
        Workspace.open(tmp_path, "AB", create=False)


def test_caches_have_a_place(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, "AB") as ws:
        assert ws.caches_dir.is_dir()
        assert ws.caches_dir.parent == tmp_path
        assert ws.history.apply(ChangeSet("nothing", ())) is None
