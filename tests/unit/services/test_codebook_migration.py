"""A coding taken over to another version of its codebook, and back by undo."""

import pytest

from tests.builders.libraries import CODEBOOK, Desk
from tests.builders.library_content import content
from vig_annotator.codebook.loader import LoadedCodebook, parse_codebook
from vig_annotator.errors import RuleViolation, StaleEdit
from vig_annotator.model.coding_pass import CodebookSnapshot
from vig_annotator.services import timeline_editing
from vig_annotator.services.codebook_migration import migrate, propose
from vig_annotator.services.passes import ensure_pass


def version_2(*changes: tuple[str, str]) -> LoadedCodebook:
    text = CODEBOOK.replace("'1.0'", "'2.0'")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse_codebook(text, "small.yaml")


GRIN = ("{id: smile, label: Smile,", "{id: grin, label: Smile,")
CRY_IS_A_STATE = ("label: Cry, subject: infant, kind: point", "label: Cry, subject: infant, kind: state")
VOICE_IS_A_POINT = (
    "label: Warm voice, subject: parent, kind: state",
    "label: Warm voice, subject: parent, kind: point",
)


def test_what_a_difference_touches(desk: Desk) -> None:
    desk.press("smile", 1)
    desk.press("smile", 5)
    proposal = propose(desk.ws, desk.coding_pass, version_2(GRIN))
    assert [str(one) for one in proposal.differences if one.code_id == "smile"] == [
        "“Smile” is no longer there; “Smile” (grin) looks like the same code under another id (2 annotations)"
    ]
    assert proposal.to_map == {"smile": "grin"}
    assert proposal.migration.hindrances == (
        "“Smile” (smile, 2 tags) is not in the new codebook; say which code takes its place.",
    )
    before = content(desk.ws.store)
    with pytest.raises(RuleViolation, match="say which code takes its place"):
        migrate(desk.ws, proposal)
    assert content(desk.ws.store) == before


def test_one_step_there_and_back(desk: Desk) -> None:
    smile = desk.press("smile", 1)
    timeline_editing.set_modifiers(desk.ws, desk.coding_pass, smile.id, {"strength": ["weak"]})
    desk.press("bid", 3)
    desk.press("notice", 5)  # answers the bid
    desk.state("voice", 10, 20)
    weaker = ("choices: [weak, strong]", "choices: [little, strong]")
    silent = ("key: n, answers: [bid]", "key: n")
    new = version_2(GRIN, weaker, silent, VOICE_IS_A_POINT)
    before, seen = content(desk.ws.store), desk.seen()
    proposal = propose(desk.ws, desk.coding_pass, new, {"smile": "grin", "voice": "voice"})
    done = proposal.migration
    assert (done.moved, done.lost_ends, done.lost_modifiers, done.broken_links) == (
        {("smile", "grin"): 1},
        1,
        1,
        1,
    )
    assert content(desk.ws.store) == before

    changed = migrate(desk.ws, proposal)

    assert changed.snapshot_id == new.sha256
    assert desk.ws.desk(changed).codebook == new.codebook
    assert desk.seen() == [("grin", 1, 1), ("bid", 3, 3), ("notice", 5, 5), ("voice", 10, 10)]
    assert desk.ws.desk(changed).annotations[0].modifiers == {}
    assert desk.ws.desk(changed).links == ()
    assert desk.ws.history.undo_label == "change the codebook to “A small codebook” 2.0"
    after = content(desk.ws.store)

    desk.ws.history.undo()
    back = content(desk.ws.store)
    assert {key: row for key, row in back.items() if not isinstance(row, CodebookSnapshot)} == {
        key: row for key, row in before.items() if not isinstance(row, CodebookSnapshot)
    }
    assert desk.seen() == seen
    assert desk.ws.desk(desk.coding_pass).codebook.version == "1.0"

    desk.ws.history.redo()
    assert content(desk.ws.store) == after


def test_a_code_that_is_retired_keeps_its_tags(desk: Desk) -> None:
    desk.press("smile", 1)
    new = version_2(("label: Smile,", "label: Smile, retired: true,"))
    migrate(desk.ws, propose(desk.ws, desk.coding_pass, new))
    assert desk.seen() == [("smile", 1, 1)]
    refused = propose(desk.ws, ensure_pass(desk.ws, desk.session, new), version_2(GRIN), {"smile": "cryy"})
    assert "no code “cryy”" in refused.migration.hindrances[0]


def test_an_instant_gets_no_length_by_itself(desk: Desk) -> None:
    desk.press("cry", 1)
    new = version_2(CRY_IS_A_STATE)
    assert (
        "is a state now; map it to itself" in propose(desk.ws, desk.coding_pass, new).migration.hindrances[0]
    )
    asked = propose(desk.ws, desk.coding_pass, new, {"cry": "cry"})
    assert asked.migration.hindrances == (
        "“Cry” has a start and an end, and 1 tag is an instant; map to a point.",
    )
    migrate(desk.ws, propose(desk.ws, desk.coding_pass, new, {"cry": "smile"}))
    assert desk.seen() == [("smile", 1, 1)]


@pytest.mark.parametrize(("first", "second", "into"), [("smile", "cry", "smile"), ("voice", "face", "face")])
def test_tags_that_would_lie_on_each_other_hinder(desk: Desk, first: str, second: str, into: str) -> None:
    for code in (first, second):
        if first == "smile":
            desk.press(code, 25)
        else:
            desk.state(code, 25, 40)
    proposal = propose(desk.ws, desk.coding_pass, version_2(), {first: into, second: into})
    assert len(proposal.migration.hindrances) == 1
    assert "at 0:00:01.000" in proposal.migration.hindrances[0]
    assert not proposal.migration.change_set.changes


def test_the_same_codebook_is_nothing_to_do(desk: Desk) -> None:
    with pytest.raises(RuleViolation, match="already"):
        propose(desk.ws, desk.coding_pass, parse_codebook(CODEBOOK, "small.yaml"))


def test_a_coding_begun_with_the_new_codebook(desk: Desk) -> None:
    desk.press("smile", 1)
    new = version_2()
    twin = ensure_pass(desk.ws, desk.session, new)
    migrate(desk.ws, propose(desk.ws, desk.coding_pass, new))
    assert twin.id not in content(desk.ws.store)
    desk.ws.history.undo()
    assert twin.id in content(desk.ws.store)
    other = Desk(desk.ws, desk.family, desk.session, desk.ws.get(type(twin), twin.id))
    other.press("cry", 2)
    with pytest.raises(RuleViolation, match="another coding of this film"):
        propose(desk.ws, desk.coding_pass, new)


def test_a_tag_set_after_the_look_is_not_run_over(desk: Desk) -> None:
    smile = desk.press("smile", 1)
    proposal = propose(desk.ws, desk.coding_pass, version_2(GRIN), {"smile": "grin"})
    timeline_editing.set_note(desk.ws, desk.coding_pass, smile.id, "look!")
    with pytest.raises(StaleEdit):
        migrate(desk.ws, proposal)
    assert desk.seen() == [("smile", 1, 1)]
