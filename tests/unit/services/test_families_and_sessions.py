"""Families, sessions and what the start page shows of them."""

import pytest

from tests.builders.libraries import Desk, at
from vig_annotator.errors import NotFound, RuleViolation, UsageError
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import made
from vig_annotator.model.ids import new_id
from vig_annotator.model.session import Session
from vig_annotator.services import families, moments, reel_building, sessions


def another_session(desk: Desk, title: str, family_id: str | None = None) -> Session:
    session = Session(new_id(), family_id or desk.family.id, title, created_at=desk.ws.stamp().at)
    desk.ws.history.set_up(ChangeSet("add a session", (made(session),)))
    return session


def test_pseudonyms_are_counted_on(desk: Desk) -> None:
    assert desk.family.pseudonym == "F-001"
    assert families.create_family(desk.ws).pseudonym == "F-002"
    assert families.create_family(desk.ws, "F-017").pseudonym == "F-017"
    assert families.create_family(desk.ws, "Rose").pseudonym == "Rose"
    assert families.create_family(desk.ws, goal=" be together ").goal == "be together"
    assert [one.pseudonym for one in families.all_families(desk.ws)] == [
        "F-001",
        "F-002",
        "F-017",
        "F-018",
        "Rose",
    ]


def test_a_pseudonym_is_one_familys(desk: Desk) -> None:
    other = families.create_family(desk.ws)
    for name in ("F-001", "f-001", " F-001 "):
        with pytest.raises(RuleViolation, match=r"already a family [Ff]-001"):
            families.rename_family(desk.ws, other.id, name)
        with pytest.raises(RuleViolation, match="already a family"):
            families.create_family(desk.ws, name)
    with pytest.raises(RuleViolation, match="needs a pseudonym"):
        families.rename_family(desk.ws, other.id, " ")
    assert families.rename_family(desk.ws, other.id, "Rose").pseudonym == "Rose"
    assert desk.ws.history.undo_label == "rename F-002 to Rose"
    assert families.set_goal(desk.ws, other.id, "Seeing each other").goal == "Seeing each other"
    assert families.set_note(desk.ws, other.id, "x").note == "x"


def test_sessions_are_named_and_dated(desk: Desk) -> None:
    assert sessions.rename_session(desk.ws, desk.session.id, " Play ").title == "Play"
    assert sessions.set_recorded_on(desk.ws, desk.session.id, "2026-11-12").recorded_on == "2026-11-12"
    assert sessions.set_recorded_on(desk.ws, desk.session.id, "").recorded_on == ""
    assert sessions.set_note(desk.ws, desk.session.id, "x").note == "x"
    with pytest.raises(RuleViolation, match="“12 Nov” is not a day"):
        sessions.set_recorded_on(desk.ws, desk.session.id, "12 Nov")
    with pytest.raises(RuleViolation, match="needs a title"):
        sessions.rename_session(desk.ws, desk.session.id, "")


def test_a_session_is_found_by_what_people_type(desk: Desk) -> None:
    second = another_session(desk, "Visit 2")
    for wanted in (second.id, second.id.upper(), "Visit 2", " visit 2 ", second.id[:-3]):
        assert sessions.find_session(desk.ws, wanted) == second
    with pytest.raises(UsageError, match="means 2 sessions"):
        sessions.find_session(desk.ws, second.id[:4])
    with pytest.raises(NotFound, match="no session “Visit 3”") as told:
        sessions.find_session(desk.ws, "Visit 3")
    assert "“Visit 1”, “Visit 2”" in told.value.remedy
    for wanted in ("", second.id[:3]):
        with pytest.raises(NotFound):
            sessions.find_session(desk.ws, wanted)
    another_session(desk, "Visit 2")
    with pytest.raises(UsageError, match="means 2 sessions") as several:
        sessions.find_session(desk.ws, "Visit 2")
    assert second.id in several.value.remedy


def test_the_start_page(desk: Desk) -> None:
    empty = families.create_family(desk.ws)
    second = another_session(desk, "Visit 2")
    desk.press("smile", 1)
    desk.press("smile", 2)
    moment = moments.mark(desk.ws, second.id, at(1), at(5))
    reel = reel_building.make_reel(desk.ws, desk.family.id, "Reel")
    shown = sessions.overview(desk.ws)
    assert [one.family.pseudonym for one in shown] == ["F-001", "F-002"], "the last worked on first"
    first = shown[0]
    assert [(one.session.title, one.annotations, one.moments) for one in first.sessions] == [
        ("Visit 2", 0, 1),
        ("Visit 1", 2, 0),
    ]
    assert (first.reels, shown[1].reels, shown[1].sessions) == (1, 0, ())
    assert first.last_worked_at == first.sessions[0].last_worked_at > first.sessions[1].last_worked_at
    assert shown[1].last_worked_at == empty.created_at
    desk.press("smile", 3)
    assert [one.session.title for one in sessions.overview(desk.ws)[0].sessions] == ["Visit 1", "Visit 2"]
    reel_building.add_moments(desk.ws, reel.id, [moment.id])
    assert [one.session.title for one in sessions.overview(desk.ws)[0].sessions] == ["Visit 2", "Visit 1"]


def test_lists(desk: Desk) -> None:
    other = families.create_family(desk.ws)
    second = another_session(desk, "Theirs", other.id)
    assert sessions.sessions_of(desk.ws) == [desk.session, second]
    assert sessions.sessions_of(desk.ws, other.id) == [second]
    assert sessions.recordings_of(desk.ws, second.id) == []
