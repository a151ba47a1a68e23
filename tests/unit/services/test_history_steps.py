"""The history as a list: what was done, by whom, what is undone; and going to any step of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.libraries import Desk, at, begin_work
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.services import tagging, timeline_editing
from vig_annotator.services.history import Changed
from vig_annotator.services.workspace import Workspace


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = begin_work(tmp_path / "library")
    yield made
    made.ws.close()


def listed(desk: Desk) -> list[tuple[str, bool, bool]]:
    return [(one.label, one.undone, one.reachable) for one in desk.ws.history.steps()]


def test_what_was_done_is_listed_latest_first(desk: Desk) -> None:
    desk.press("smile", 1)
    desk.press("cry", 2)
    steps = desk.ws.history.steps()
    assert [(one.label, one.who, one.undone, one.reachable) for one in steps] == [
        ("tag “Cry”", "AB", False, True),
        ("tag “Smile”", "AB", False, True),
    ]  # what the program set up is no step
    assert all(one.at.endswith("Z") for one in steps)
    desk.ws.history.undo()
    assert listed(desk) == [("tag “Cry”", True, True), ("tag “Smile”", False, True)]
    desk.ws.history.redo()
    assert listed(desk) == [("tag “Cry”", False, True), ("tag “Smile”", False, True)]


def test_pages(desk: Desk) -> None:
    for frame in range(7):
        desk.press("smile", frame)
    pages, before = [], None
    while page := desk.ws.history.steps(before, 3):
        pages.append([one.seq for one in page])
        before = page[-1].seq
    assert [len(page) for page in pages] == [3, 3, 1]
    flat = [seq for page in pages for seq in page]
    assert flat == sorted(set(flat), reverse=True)


def test_the_history_goes_to_any_step_each_on_disk(desk: Desk, tmp_path: Path) -> None:
    for frame in range(6):
        desk.press("smile", frame)
    ids = [one.change_id for one in reversed(desk.ws.history.steps())]
    told: list[Changed] = []
    desk.ws.events.subscribe(Changed, told.append)
    for goal, walked in ((2, -3), (4, 2), (4, 0), (0, -4), (5, 5)):
        told.clear()
        assert desk.ws.history.jump_to(ids[goal]) == walked
        assert len(told) == abs(walked)
        assert [frame for _, frame, _ in desk.seen()] == list(range(goal + 1))
        assert [one.undone for one in reversed(desk.ws.history.steps())] == [n > goal for n in range(6)]
    desk.ws.history.jump_to(ids[1])
    desk.ws.close()
    with Workspace.open(tmp_path / "library", "AB") as ws:
        assert len(ws.desk(desk.coding_pass).annotations) == 2
        assert ws.history.jump_to(ids[3]) == 2
        assert len(ws.desk(desk.coding_pass).annotations) == 4


def test_what_can_not_be_gone_to(desk: Desk, tmp_path: Path) -> None:
    desk.press("smile", 1)
    gone = desk.ws.history.steps()[0].change_id
    desk.ws.history.undo()
    desk.press("cry", 2)
    assert listed(desk) == [("tag “Cry”", False, True), ("tag “Smile”", True, False)]
    with pytest.raises(RuleViolation, match="can't go to this step: tag “Smile”"):
        desk.ws.history.jump_to(gone)
    with pytest.raises(NotFound, match="not in the history"):
        desk.ws.history.jump_to("none")
    other = desk.ws.history.steps()[0].change_id
    desk.ws.close()
    with Workspace.open(tmp_path / "library", "CD") as ws:
        with pytest.raises(RuleViolation) as refused:
            ws.history.jump_to(other)
        assert refused.value.remedy == "Somebody else did it."
        assert [one.reachable for one in ws.history.steps()] == [False, False]


def test_a_tag_and_its_link_are_one_step(desk: Desk) -> None:
    desk.press("bid", 10)
    answer = desk.press("notice", 20)
    links = desk.ws.desk(desk.coding_pass).links
    assert [one.answer_id for one in links] == [answer.id]
    assert len(desk.ws.history.steps()) == 2
    desk.ws.history.undo()
    assert desk.ws.desk(desk.coding_pass).links == ()
    desk.ws.history.redo()
    assert [one.id for one in desk.ws.desk(desk.coding_pass).links] == [links[0].id]
    timeline_editing.delete(desk.ws, desk.coding_pass, [answer.id])
    assert desk.ws.desk(desk.coding_pass).links == ()
    desk.ws.history.undo()
    assert [one.id for one in desk.ws.desk(desk.coding_pass).links] == [links[0].id]


def test_press_and_hold_through_the_services(desk: Desk) -> None:
    ws, mine = desk.ws, desk.coding_pass
    assert tagging.release_code(ws, mine, "voice", at(5), next_frame_us=at(6)) is None
    started = tagging.hold_code(ws, mine, "voice", at(10), next_frame_us=at(11), film_end_us=at(99))
    assert tagging.hold_code(ws, mine, "voice", at(12), next_frame_us=at(13)) == started
    ended = tagging.release_code(ws, mine, "voice", at(20), next_frame_us=at(21), pressed_us=at(23))
    assert ended is not None and ended.offset_shift_us == at(3)
    tagging.repeat_last(ws, mine, at(30), next_frame_us=at(31))
    assert desk.seen() == [("voice", 10, 20), ("voice", 30, None)]
    assert [one.label for one in ws.history.steps()] == [
        "start “Warm voice”", "end “Warm voice”", "start “Warm voice”",
    ]  # fmt: skip
    for press in (tagging.hold_code, tagging.repeat_last, tagging.press_code):
        more = () if press is tagging.repeat_last else ("voice",)
        with pytest.raises(RuleViolation, match="after the end of the film"):
            press(ws, mine, *more, at(99), next_frame_us=at(100), film_end_us=at(99))
