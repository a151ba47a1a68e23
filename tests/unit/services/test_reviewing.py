"""A review: what is said stays, the coder's tags stay the coder's, and what came of each remark is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.libraries import Desk, at, begin_work, small_codebook
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.coder import Role
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.review import (
    EntryKind,
    ReviewEntry,
    ordered,
    summary_of,
    threads,
    unread,
    verdicts,
    waiting_for,
)
from vig_annotator.services import coders, passes, reviewing
from vig_annotator.storage import queries


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """AB has coded and sent; SV looks at it."""
    work = begin_work(tmp_path / "library")
    coders.add_coder(work.ws, "SV", role=Role.SUPERVISOR)
    work.press("smile", 5)
    work.state("face", 10, 20)
    work.press("bid", 30)
    work.press("notice", 32)
    passes.submit(work.ws, work.coding_pass.id)
    work.ws.work_as("SV")
    yield work
    work.ws.close()


def tag(desk: Desk, code_id: str) -> str:
    return next(one.id for one in desk.ws.desk(desk.coding_pass).annotations if one.code_id == code_id)


def said(desk: Desk) -> list[ReviewEntry]:
    return reviewing.entries_of(desk.ws, desk.coding_pass.id)


def returned(desk: Desk) -> None:
    passes.give_back(desk.ws, desk.coding_pass.id)
    desk.ws.work_as("AB")


def test_comments_have_a_place(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    reviewing.comment(ws, pass_id, "whole")
    reviewing.comment(ws, pass_id, "frame", Span(at(7), at(7)))
    reviewing.comment(ws, pass_id, "stretch", Span(at(3), at(9)))
    reviewing.comment(ws, pass_id, "tag", annotation_id=tag(desk, "face"))
    places = [(one.top.text, one.top.onset_us, one.top.offset_us) for one in threads(said(desk))]
    assert places == [
        ("whole", None, None),
        ("stretch", at(3), at(9)),
        ("frame", at(7), at(7)),
        ("tag", at(10), at(20)),
    ]
    with pytest.raises(RuleViolation, match="no words"):
        reviewing.comment(ws, pass_id, "  ")
    ws.history.undo()
    assert len(said(desk)) == 3


def test_the_supervisor_changes_no_tag(desk: Desk) -> None:
    before = desk.seen()
    ws, pass_id = desk.ws, desk.coding_pass.id
    reviewing.accept(ws, pass_id, tag(desk, "smile"))
    reviewing.amend_code(ws, pass_id, tag(desk, "face"), "toy", None, "he looks at the ball")
    reviewing.question(ws, pass_id, tag(desk, "bid"), "is it?")
    reviewing.reject(ws, pass_id, tag(desk, "notice"))
    assert desk.seen() == before
    assert {kind.kind for kind in verdicts(said(desk)).values()} == {
        EntryKind.ACCEPT,
        EntryKind.AMEND,
        EntryKind.QUESTION,
        EntryKind.REJECT,
    }
    with pytest.raises(RuleViolation, match="how it is coded already"):
        reviewing.amend_code(ws, pass_id, tag(desk, "smile"), "smile", None)
    with pytest.raises(RuleViolation, match="no words"):
        reviewing.question(ws, pass_id, tag(desk, "bid"), "")


def test_only_a_supervisor_judges_and_not_their_own(desk: Desk) -> None:
    for name, words in (("AB", "your own"), ("CD", "Only a supervisor")):
        desk.ws.work_as(name)
        with pytest.raises(RuleViolation, match=words):
            reviewing.accept(desk.ws, desk.coding_pass.id, tag(desk, "smile"))
    reviewing.comment(desk.ws, desk.coding_pass.id, "anybody may comment")


def test_taking_an_amendment_keeps_both_versions_and_names(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    face = tag(desk, "face")
    reviewing.amend_code(ws, pass_id, face, "toy", None, "the ball")
    returned(desk)
    (thread,) = waiting_for("AB", said(desk))
    reviewing.take(ws, thread.top.id)
    assert ("toy", 10, 20) in desk.seen()
    assert waiting_for("AB", said(desk)) == []
    (kept,) = threads(said(desk))
    assert (kept.outcome, kept.resolved) == (EntryKind.TAKE, True)
    assert kept.top.detail["before"]["code_id"] == "face"  # type: ignore[index]
    assert (kept.top.created_by, kept.replies[0].created_by) == ("SV", "AB")
    ws.history.undo()
    assert ("face", 10, 20) in desk.seen()
    assert len(waiting_for("AB", said(desk))) == 1, "the undo takes both back"


def test_amended_times_and_neighbours(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    reviewing.amend_span(ws, pass_id, tag(desk, "face"), at(12), at(25))
    reviewing.amend_span(ws, pass_id, tag(desk, "smile"), at(6), at(6))
    returned(desk)
    desk.state("toy", 22, 30)
    for thread in waiting_for("AB", said(desk)):
        reviewing.take(ws, thread.top.id)
    assert [one for one in desk.seen() if one[0] in ("face", "toy", "smile")] == [
        ("smile", 6, 6),
        ("face", 12, 25),
        ("toy", 25, 30),
    ]


def test_a_rejected_tag_goes_with_its_links_when_the_coder_agrees(desk: Desk) -> None:
    ws = desk.ws
    reviewing.reject(ws, desk.coding_pass.id, tag(desk, "notice"), "no")
    returned(desk)
    reviewing.take(ws, waiting_for("AB", said(desk))[0].top.id)
    assert "notice" not in {one[0] for one in desk.seen()}
    assert ws.desk(desk.coding_pass).links == ()
    ws.history.undo()
    assert len(ws.desk(desk.coding_pass).links) == 1


def test_a_missing_tag_is_proposed_and_taken(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    before = desk.seen()
    reviewing.propose(ws, pass_id, "notice", Span(at(7), at(7)), "he smiles back")
    reviewing.propose(ws, pass_id, "toy", Span(at(15), at(25)))
    assert desk.seen() == before, "the supervisor changes no tag"
    point, state = (one.top for one in threads(said(desk)))
    assert (point.kind, point.annotation_id, point.onset_us) == (EntryKind.PROPOSE, None, at(7))
    assert state.detail == {
        "after": {"code_id": "toy", "onset_us": at(15), "offset_us": at(25), "note": "", "modifiers": {}}
    }
    returned(desk)
    desk.press("bid", 6)
    links = len(ws.desk(desk.coding_pass).links)
    for thread in waiting_for("AB", said(desk)):
        reviewing.take(ws, thread.top.id)
    assert ("notice", 7, 7) in desk.seen()
    assert [one for one in desk.seen() if one[0] in ("face", "toy")] == [("face", 10, 15), ("toy", 15, 25)]
    assert len(ws.desk(desk.coding_pass).links) == links + 1, "it answers the bid before it"
    new = next(
        one
        for one in ws.desk(desk.coding_pass).annotations
        if one.code_id == "notice" and one.onset_us == at(7)
    )
    assert new.created_by == "AB"
    takes = [one for one in said(desk) if one.kind is EntryKind.TAKE]
    assert takes[0].annotation_id == new.id
    assert waiting_for("AB", said(desk)) == []
    with pytest.raises(RuleViolation, match="taken already"):
        reviewing.take(ws, point.id)
    ws.history.undo()
    ws.history.undo()
    assert desk.seen() == sorted([*before, ("bid", 6, 6)], key=lambda one: (one[1], one[0]))
    assert len(waiting_for("AB", said(desk))) == 2
    reviewing.leave(ws, point.id, "I don't see it")
    assert [one.top.id for one in waiting_for("AB", said(desk))] == [state.id]


def test_what_can_not_be_proposed(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    for code_id, place, why in (
        ("smile", Span(at(5), at(5)), "already tagged on this frame"),
        ("face", Span(at(10), at(20)), "coded already"),
        ("toy", Span(at(9), at(21)), "lies in between"),
        ("smile", Span(at(6), at(8)), "marks an instant"),
        ("toy", Span(at(6), at(6)), "marks a stretch"),
    ):
        with pytest.raises(RuleViolation, match=why):
            reviewing.propose(ws, pass_id, code_id, place)
    with pytest.raises(NotFound):
        reviewing.propose(ws, pass_id, "nothing_like_it", Span(at(6), at(6)))
    ws.work_as("AB")
    with pytest.raises(RuleViolation, match="your own coding"):
        reviewing.propose(ws, pass_id, "smile", Span(at(6), at(6)))
    coders.add_coder(ws, "TR", role=Role.TRAINEE)
    ws.work_as("TR")
    with pytest.raises(RuleViolation, match="Only a supervisor"):
        reviewing.propose(ws, pass_id, "smile", Span(at(6), at(6)))
    assert said(desk) == []


def test_a_proposal_is_not_taken_where_the_coder_tagged_it_meanwhile(desk: Desk) -> None:
    ws = desk.ws
    reviewing.propose(ws, desk.coding_pass.id, "smile", Span(at(8), at(8)))
    returned(desk)
    desk.press("smile", 8)
    with pytest.raises(RuleViolation, match="already tagged"):
        reviewing.take(ws, threads(said(desk))[0].top.id)


def test_what_is_locked_or_anothers_is_not_taken(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    reviewing.reject(ws, pass_id, tag(desk, "smile"))
    (one,) = threads(said(desk))
    with pytest.raises(RuleViolation, match="only AB takes"):
        reviewing.take(ws, one.top.id)
    ws.work_as("AB")
    with pytest.raises(RuleViolation, match="sent to the supervisor"):
        reviewing.take(ws, one.top.id)
    assert len(said(desk)) == 1
    ws.work_as("SV")
    returned(desk)
    desk.press("cry", 40)
    reviewing.leave(ws, one.top.id, "I saw it twice")
    assert threads(said(desk))[0].outcome is EntryKind.LEAVE


def test_a_tag_that_was_changed_since_is_not_amended_blindly(desk: Desk) -> None:
    from vig_annotator.services import timeline_editing

    ws, pass_id = desk.ws, desk.coding_pass.id
    face = tag(desk, "face")
    reviewing.amend_code(ws, pass_id, face, "toy", None)
    returned(desk)
    timeline_editing.set_span(ws, desk.coding_pass, face, at(11), at(20))
    (one,) = waiting_for("AB", said(desk))
    with pytest.raises(RuleViolation, match="changed since"):
        reviewing.take(ws, one.top.id)
    timeline_editing.delete(ws, desk.coding_pass, [face])
    with pytest.raises(RuleViolation, match="no longer there"):
        reviewing.take(ws, one.top.id)


def test_threads_answers_and_unread(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    reviewing.question(ws, pass_id, tag(desk, "bid"), "is it a bid?")
    reviewing.comment(ws, pass_id, "well seen")
    assert reviewing.unread_of(ws, pass_id) == []
    returned(desk)
    assert len(reviewing.unread_of(ws, pass_id)) == 2
    assert [one.words for one in reviewing.waits_for_me(ws)] == ["Returned to you, 2 remarks to go through"]
    reviewing.mark_read(ws, pass_id)
    assert reviewing.unread_of(ws, pass_id) == []
    question = next(one.top for one in waiting_for("AB", said(desk)) if one.top.kind is EntryKind.QUESTION)
    reviewing.reply(ws, question.id, "he turns to her first")
    assert [one.top.text for one in waiting_for("AB", said(desk))] == ["well seen"]
    reviewing.take(ws, waiting_for("AB", said(desk))[0].top.id)
    ws.work_as("SV")
    assert len(reviewing.unread_of(ws, pass_id)) == 2
    assert [one.words for one in reviewing.waits_for_me(ws)] == ["2 remarks to read"]
    reviewing.resolve(ws, question.id)
    assert all(one.resolved for one in threads(said(desk)))
    reviewing.resolve(ws, question.id, resolved=False)
    assert not all(one.resolved for one in threads(said(desk)))
    with pytest.raises(RuleViolation, match="an answer itself"):
        reviewing.reply(ws, next(one.id for one in said(desk) if one.kind is EntryKind.REPLY), "x")


def test_the_latest_word_counts(desk: Desk) -> None:
    ws, pass_id = desk.ws, desk.coding_pass.id
    smile = tag(desk, "smile")
    reviewing.reject(ws, pass_id, smile)
    reviewing.accept(ws, pass_id, smile)
    assert verdicts(said(desk))[smile].kind is EntryKind.ACCEPT
    assert waiting_for("AB", said(desk)) == []
    assert [one.overtaken for one in threads(said(desk))] == [True]
    reviewing.sum_up(ws, pass_id, "calm", "")
    reviewing.sum_up(ws, pass_id, "calm and warm", "look at the pauses")
    last = summary_of(said(desk))
    assert last is not None
    assert last.detail == {"strengths": "calm and warm", "next_steps": "look at the pauses"}
    with pytest.raises(RuleViolation, match="no words"):
        reviewing.sum_up(ws, pass_id, " ", "")


def test_a_review_of_what_is_blind_is_not_there(desk: Desk) -> None:
    ws = desk.ws
    ws.work_as("CD")
    passes.new_pass(ws, desk.session, small_codebook(), blind=True)
    assert [one.words for one in reviewing.waits_for_me(ws)] == ["A second coding to do"]
    with pytest.raises(NotFound, match="hidden"):
        reviewing.entries_of(ws, desk.coding_pass.id)
    with pytest.raises(NotFound, match="hidden"):
        reviewing.comment(ws, desk.coding_pass.id, "x")


def test_what_was_sent_waits_for_the_supervisor(desk: Desk) -> None:
    assert [one.words for one in reviewing.waits_for_me(desk.ws)] == ["AB sent it to be looked at"]
    with desk.ws.store.reading() as connection:
        assert queries.get(connection, ReviewEntry, "none") is None


entries = st.lists(
    st.builds(
        ReviewEntry,
        id=st.uuids().map(str),
        pass_id=st.just("p"),
        kind=st.sampled_from(list(EntryKind)),
        about_id=st.none(),
        annotation_id=st.sampled_from((None, "a", "b")),
        onset_us=st.one_of(st.none(), st.integers(0, 9).map(MediaTime)),
        created_by=st.sampled_from(("AB", "SV")),
        created_at=st.sampled_from(("1", "2", "3")),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(entries, st.randoms())
def test_the_order_in_which_entries_arrive_does_not_matter(known: list[ReviewEntry], random: object) -> None:
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ordered(shuffled) == ordered(known)
    assert threads(shuffled) == threads(known)
    assert verdicts(shuffled) == verdicts(known)
    assert unread("AB", shuffled, ()) == unread("AB", known, ())
    assert {one.top.id for one in waiting_for("AB", known)} <= {one.top.id for one in threads(known)}
