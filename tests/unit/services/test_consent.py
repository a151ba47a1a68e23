"""Consent on file: written down in one step, undone, withdrawn, and asked before anything is shown."""

import pytest

from tests.builders.consents import agree, allow_exceptions
from tests.builders.libraries import Desk
from tests.builders.library_content import content
from vig_annotator.errors import ConsentGivenBack, ConsentNeeded, NotFound, RuleViolation
from vig_annotator.model.consent import Decision, GivenBy, PersonRole, Purpose, Shown
from vig_annotator.model.days import later
from vig_annotator.model.edits.consent import Answer
from vig_annotator.services import consent, families
from vig_annotator.services.workspace import Workspace


def shown(desk: Desk) -> list[Shown]:
    return [Shown(desk.session.id, "clip 1")]


def require(desk: Desk, purpose: Purpose, today: str = "") -> None:
    consent.require(desk.ws, purpose, shown(desk), "The film can’t be made", today)


def test_nothing_is_shown_before_somebody_agreed(desk: Desk) -> None:
    with pytest.raises(
        ConsentNeeded, match="F-001’s consent for supervision is not complete: nobody is recorded"
    ) as found:
        require(desk, Purpose.SUPERVISION)
    assert found.value.family_id == desk.family.id
    agree(desk.ws, desk.family.id, Purpose.SUPERVISION)
    require(desk, Purpose.SUPERVISION)
    with pytest.raises(ConsentNeeded, match="Parent: no consent for training in the team"):
        require(desk, Purpose.TRAINING)


def test_one_step_for_several_answers_and_its_undo(desk: Desk) -> None:
    ids = [one.id for one in consent.begin(desk.ws, desk.family.id)]
    before = content(desk.ws.store)
    consent.record(desk.ws, ids, [Purpose.SHARED_REVIEW, Purpose.SUPERVISION], Answer())
    assert desk.ws.history.undo_label == "write down consent of 2 people for 2 purposes: given"
    after = content(desk.ws.store)
    assert len(after) == len(before) + 4
    desk.ws.history.undo()
    assert content(desk.ws.store) == before
    desk.ws.history.redo(knowingly=True)
    assert content(desk.ws.store) == after
    consent.record(desk.ws, ids, [Purpose.SHARED_REVIEW], Answer())
    assert content(desk.ws.store) == after  # the same words again change nothing


def test_a_parent_answers_for_the_baby(desk: Desk) -> None:
    mum, baby = agree(desk.ws, desk.family.id, Purpose.TRAINING)
    known = consent.answers(desk.ws, desk.family.id)
    assert known[mum, Purpose.TRAINING].given_by is GivenBy.SELF
    assert known[baby, Purpose.TRAINING].given_by is GivenBy.PARENT
    assert known[baby, Purpose.TRAINING].decided_on == consent.day_now()
    assert known[baby, Purpose.TRAINING].recorded_by == "AB"


def test_withdrawal_keeps_what_was_agreed(desk: Desk) -> None:
    mum, _ = agree(
        desk.ws, desk.family.id, Purpose.TRAINING, answer=Answer(form="Form 3", decided_on="2026-01-02")
    )
    consent.withdraw(desk.ws, mum, [Purpose.TRAINING])
    row = consent.answers(desk.ws, desk.family.id)[mum, Purpose.TRAINING]
    assert (row.decision, row.form, row.decided_on) == (Decision.WITHDRAWN, "Form 3", "2026-01-02")
    assert row.withdrawn_on == consent.day_now()
    with pytest.raises(ConsentNeeded, match="Parent: withdrew consent for training in the team on"):
        require(desk, Purpose.TRAINING)
    with pytest.raises(ConsentGivenBack, match="put back on file consent for training"):
        desk.ws.history.undo()
    desk.ws.history.undo(knowingly=True)
    require(desk, Purpose.TRAINING)


def test_consent_ends(desk: Desk) -> None:
    today = consent.day_now()
    agree(desk.ws, desk.family.id, Purpose.TRAINING, answer=Answer(expires_on=later(today, 3)))
    require(desk, Purpose.TRAINING, later(today, 3))
    with pytest.raises(ConsentNeeded, match="ended on"):
        require(desk, Purpose.TRAINING, later(today, 4))
    assert [(one.person.called, one.day) for one in consent.ending_soon(desk.ws)] == [
        ("Parent", later(today, 3)),
        ("Baby", later(today, 3)),
    ]
    assert consent.ending_soon(desk.ws, later(today, 4)) == []


def test_people_of_a_family(desk: Desk) -> None:
    agree(desk.ws, desk.family.id)
    sister = consent.add_person(desk.ws, desk.family.id, PersonRole.SIBLING, "Big sister")
    with pytest.raises(RuleViolation, match="already somebody called “big sister”"):
        consent.add_person(desk.ws, desk.family.id, PersonRole.SIBLING, "big sister")
    consent.change_person(desk.ws, sister.id, PersonRole.SIBLING, "Sister")
    assert [one.called for one in consent.people(desk.ws, desk.family.id)] == ["Parent", "Baby", "Sister"]
    with pytest.raises(ConsentNeeded, match="Sister: no consent"):
        require(desk, Purpose.SHARED_REVIEW)
    consent.set_in_film(desk.ws, desk.session.id, sister.id, False)
    require(desk, Purpose.SHARED_REVIEW)
    consent.record(desk.ws, [sister.id], [Purpose.SHARED_REVIEW], Answer(Decision.REFUSED))
    before = content(desk.ws.store)
    consent.remove_person(desk.ws, sister.id)
    desk.ws.history.undo()
    assert content(desk.ws.store) == before
    consent.set_in_film(desk.ws, desk.session.id, sister.id, True)
    with pytest.raises(ConsentNeeded, match="Sister: said no to the shared review"):
        require(desk, Purpose.SHARED_REVIEW)


def test_an_answer_written_down_by_mistake(desk: Desk) -> None:
    mum, _ = agree(desk.ws, desk.family.id, Purpose.GROUP)
    consent.forget(desk.ws, mum, Purpose.GROUP)
    consent.forget(desk.ws, mum, Purpose.GROUP)
    with pytest.raises(ConsentNeeded, match="Parent: no consent for a group of parents is on file"):
        require(desk, Purpose.GROUP)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(decided_on="soon"), "is no day"),
        (Answer(decided_on="2999-01-01"), "lies in the future"),
        (Answer(expires_on="never"), "is no day"),
        (Answer(expires_on="20990101"), "is no day"),  # as text it would come after every day of its year
        (Answer(decided_on="2026-W01-1"), "is no day"),
        (Answer(decided_on="2026-05-01", expires_on="2026-04-01"), "end before it began"),
    ],
)
def test_days_that_can_t_be(desk: Desk, answer: Answer, words: str) -> None:
    with pytest.raises(RuleViolation, match=words):
        agree(desk.ws, desk.family.id, answer=answer)
    assert consent.answers(desk.ws, desk.family.id) == {}


def test_only_a_supervisor_decides_that_the_service_allows_exceptions(desk: Desk) -> None:
    what = (desk.ws, desk.family.id, Purpose.SUPERVISION, "Together", "Court order of 3 May, file 12.")
    with pytest.raises(RuleViolation, match="Only a supervisor decides"):
        consent.decide_exceptions(desk.ws, True, "I would like to.")
    with pytest.raises(RuleViolation, match="allows no exceptions"):
        consent.make_exception(*what)
    allow_exceptions(desk.ws)
    decision = consent.decision_on_exceptions(desk.ws)
    assert decision is not None
    assert (decision.created_by, decision.reason) == (
        "Sue Visor",
        "Section 4 of the service’s policy on film.",
    )
    consent.make_exception(*what)
    with pytest.raises(RuleViolation, match="Only a supervisor decides"):
        consent.decide_exceptions(desk.ws, False)
    assert desk.ws.history.undo() is None
    desk.ws.work_as("Sue Visor")
    with pytest.raises(RuleViolation, match="needs its reason"):
        consent.decide_exceptions(desk.ws, True, " ")
    consent.decide_exceptions(desk.ws, False)
    assert not consent.exceptions_allowed(desk.ws)
    with pytest.raises(RuleViolation, match="allows no exceptions"):
        consent.make_exception(*what)


def test_the_decision_is_the_librarys_and_not_the_computers(desk: Desk) -> None:
    allow_exceptions(desk.ws)
    folder = desk.ws.folder
    desk.ws.close()
    with Workspace.open(folder, "CD") as other:
        assert consent.exceptions_allowed(other)


def test_an_exception_has_a_reason_and_stays(desk: Desk) -> None:
    allow_exceptions(desk.ws)
    with pytest.raises(RuleViolation, match="needs its reason"):
        consent.make_exception(desk.ws, desk.family.id, Purpose.SUPERVISION, "Together", "  ok ")
    made = consent.make_exception(
        desk.ws, desk.family.id, Purpose.SUPERVISION, "Together", "Court order of 3 May, file 12."
    )
    assert desk.ws.history.undo() is None
    assert consent.exceptions(desk.ws, desk.family.id) == [made]


def test_people_of_another_family(desk: Desk) -> None:
    other = families.create_family(desk.ws)
    (one, _) = agree(desk.ws, other.id)
    with pytest.raises(RuleViolation, match="another family"):
        consent.set_in_film(desk.ws, desk.session.id, one, False)
    with pytest.raises(NotFound):
        consent.record(desk.ws, ["nobody"], [Purpose.GROUP], Answer())


def test_an_undo_gives_no_consent_by_the_way(desk: Desk) -> None:
    parent, _ = agree(desk.ws, desk.family.id, Purpose.TRAINING)
    history = desk.ws.history
    consent.record(desk.ws, [parent], [Purpose.TRAINING], Answer(only_blurred=True))
    with pytest.raises(ConsentGivenBack):
        history.undo()  # a condition that was set would go
    consent.record(desk.ws, [parent], [Purpose.TRAINING], Answer(expires_on=later(consent.day_now(), 3)))
    with pytest.raises(ConsentGivenBack):
        history.undo()  # it would hold for longer
    history.undo(knowingly=True)
    consent.record(desk.ws, [parent], [Purpose.TRAINING], Answer())
    history.undo()  # the condition comes back
    with pytest.raises(ConsentGivenBack):
        history.undo()
    history.undo(knowingly=True)
    sister = consent.add_person(desk.ws, desk.family.id, PersonRole.SIBLING)
    with pytest.raises(ConsentGivenBack, match="that Brother or sister is not filmed"):
        history.undo()  # nobody would ask her any more
    consent.record(desk.ws, [sister.id], [Purpose.TRAINING], Answer())
    consent.remove_person(desk.ws, sister.id)
    history.undo()  # with her comes her own answer
    consent.set_in_film(desk.ws, desk.session.id, sister.id, False)
    consent.set_in_film(desk.ws, desk.session.id, sister.id, True)
    with pytest.raises(ConsentGivenBack, match="somebody is not in the film"):
        history.undo()


def test_doing_again_gives_no_consent_by_the_way(desk: Desk) -> None:
    history = desk.ws.history
    agree(desk.ws, desk.family.id, Purpose.TRAINING)
    history.undo()  # they had not agreed: it was written down by mistake
    with pytest.raises(ConsentGivenBack, match="put back on file consent for training"):
        history.redo()
    with pytest.raises(ConsentNeeded):
        require(desk, Purpose.TRAINING)
    assert history.redo(knowingly=True) is not None
    require(desk, Purpose.TRAINING)
