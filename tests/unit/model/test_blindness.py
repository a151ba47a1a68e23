"""Who sees whose coding: pure rules, for any codings of a session."""

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.blindness import hidden_passes
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import CodingPass, PassState

CODERS = ("AB", "CD", "EF")


@st.composite
def codings(draw: st.DrawFn, *, coders: tuple[str, ...] = CODERS) -> list[CodingPass]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        sent = draw(st.booleans())
        state = draw(st.sampled_from(list(PassState))) if sent else PassState.DRAFT
        made.append(
            CodingPass(
                id=f"p{number}",
                session_id="s",
                coder=draw(st.sampled_from(coders)),
                snapshot_id=draw(st.sampled_from(("one", "two"))),
                state=state,
                submitted_at="then" if sent else "",
                blind=draw(st.booleans()),
            )
        )
    return made


def one(coder: str, *, blind: bool = False, sent: bool = False, book: str = "one") -> CodingPass:
    state = PassState.SUBMITTED if sent else PassState.DRAFT
    return CodingPass(coder, "s", coder, book, state, "then" if sent else "", blind)


@given(codings())
def test_nobody_is_kept_from_their_own(passes: list[CodingPass]) -> None:
    for viewer in CODERS:
        own = {each.id for each in passes if each.coder == viewer}
        assert not own & hidden_passes(viewer, Role.CLINICIAN, passes)


@given(codings())
def test_without_a_blind_coding_everybody_sees_everything(passes: list[CodingPass]) -> None:
    open_ones = [each for each in passes if not each.blind]
    for viewer in (*CODERS, "", "nobody"):
        assert hidden_passes(viewer, None, open_ones) == frozenset()


@given(codings())
def test_when_all_are_sent_everybody_sees_everything(passes: list[CodingPass]) -> None:
    sent = [one(each.coder, blind=each.blind, sent=True) for each in passes]
    for viewer in (*CODERS, "", "nobody"):
        assert hidden_passes(viewer, None, sent) == frozenset()


@given(codings(), st.data())
def test_sending_never_hides_more(passes: list[CodingPass], data: st.DataObject) -> None:
    if not passes:
        return
    place = data.draw(st.integers(0, len(passes) - 1))
    was = passes[place]
    sent = CodingPass(
        was.id, was.session_id, was.coder, was.snapshot_id, PassState.SUBMITTED, "then", was.blind
    )
    later = [*passes[:place], sent, *passes[place + 1 :]]
    for viewer in (*CODERS, ""):
        assert hidden_passes(viewer, None, later) <= hidden_passes(viewer, None, passes)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_between_two_coders_it_is_the_same_both_ways(
    a_blind: bool, a_sent: bool, b_blind: bool, b_sent: bool
) -> None:
    passes = [one("AB", blind=a_blind, sent=a_sent), one("CD", blind=b_blind, sent=b_sent)]
    apart = (a_blind or b_blind) and not (a_sent and b_sent)
    assert (hidden_passes("AB", None, passes) == {"CD"}) is apart
    assert (hidden_passes("CD", None, passes) == {"AB"}) is apart
    assert (hidden_passes("", None, passes) == {"AB", "CD"}) is apart


@given(codings(coders=("AB", "CD")))
def test_an_outsider_sees_no_more_than_a_coder_of_the_session(passes: list[CodingPass]) -> None:
    if {each.coder for each in passes} != {"AB", "CD"}:
        return
    hidden = hidden_passes("", None, passes)
    for viewer in ("AB", "CD"):
        assert hidden_passes(viewer, None, passes) <= hidden


def test_a_supervisor_sees_both_unless_they_code_too() -> None:
    passes = [one("AB", sent=True), one("CD", blind=True)]
    assert hidden_passes("SV", Role.SUPERVISOR, passes) == frozenset()
    assert hidden_passes("AB", Role.SUPERVISOR, passes) == {"CD"}


def test_an_old_coding_with_another_codebook_keeps_nothing_shut() -> None:
    passes = [
        CodingPass("old", "s", "AB", "two"),
        one("AB", sent=True),
        one("CD", blind=True, sent=True),
    ]
    assert hidden_passes("AB", None, passes) == frozenset()
