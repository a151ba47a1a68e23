from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.analysis.agreement import ENOUGH_SESSIONS, Agreement
from vig_annotator.analysis.agreement import compare as compare_all
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.analysis.rater_agreement import compare_in_time
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.model.mediatime import MediaTime, Span, from_seconds

QUICK = Bootstrap(samples=0)


def runs(text: str, unit_us: int = 1_000_000) -> list[CodedEvent]:
    """One state for each run of a letter, a letter a second; a dot is nothing coded."""
    events, start = [], 0
    for place in range(1, len(text) + 1):
        if place == len(text) or text[place] != text[start]:
            if text[start] != ".":
                events.append(CodedEvent(text[start], start * unit_us, place * unit_us))
            start = place
    return events


def seconds(length: int) -> Span:
    return Span(MediaTime(0), from_seconds(length))


def compare(
    a: list[CodedEvent],
    b: list[CodedEvent],
    span: Span,
    group: list[str] | None = None,
    settings: Settings | None = None,
) -> Agreement:
    return compare_all([DoubleCoding(a, b, span)], settings or Settings(bootstrap=QUICK), group)


@pytest.mark.parametrize(("tolerance_s", "a", "b"), [(0, 0.6078, 0.6078), (1, 0.8400, 0.8450), (2, 1.0, 1.0)])
def test_kappa_with_tolerance_in_both_directions(tolerance_s: int, a: float, b: float) -> None:
    """A constructed example with the rule of Bakeman, Quera & Gnisci (2009) worked through by hand."""
    settings = Settings(tolerance_us=tolerance_s * 1_000_000, bootstrap=QUICK)
    result = compare(
        runs("AAAAABBBBBAAAAACCCCC"), runs("AAAAAAABBBBBAACCCCCC"), seconds(20), settings=settings
    )
    assert result.tolerance_a is not None
    assert result.tolerance_b is not None
    assert result.tolerance_a.figures["kappa"].value == pytest.approx(a, abs=5e-5)
    assert result.tolerance_b.figures["kappa"].value == pytest.approx(b, abs=5e-5)


@given(st.text("AB.", min_size=2, max_size=30), st.text("AB.", min_size=2, max_size=30))
def test_exact_duration_and_whole_units_tell_the_same(one: str, other: str) -> None:
    length = min(len(one), len(other))
    result = compare(runs(one[:length]), runs(other[:length]), seconds(length), ["A", "B"])
    assert result.duration is not None
    assert result.units is not None
    assert np.allclose(result.duration.table, result.units.table * 1_000_000)
    expected = np.zeros((3, 3))
    for left, right in zip(one[:length], other[:length], strict=True):
        expected["AB.".index(left), "AB.".index(right)] += 1
    assert np.array_equal(result.units.table, expected)


def test_two_subjects_are_never_mixed() -> None:
    a = [CodedEvent("look", 0, 4_000_000, "parent"), CodedEvent("look", 2_000_000, 6_000_000, "infant")]
    result = compare(a, a, seconds(10))
    assert result.exclusive == ""
    assert result.duration is not None
    assert result.duration.table.tolist() == [[8_000_000, 0], [0, 12_000_000]]


def test_overlapping_states_have_no_figures_over_time_and_it_says_why() -> None:
    a = [CodedEvent("x", 0, 4_000_000), CodedEvent("y", 3_000_000, 6_000_000)]
    result = compare(a, a, seconds(10))
    assert result.duration is None
    assert "coder A overlap at 0:00:03.000" in result.exclusive
    assert result.by_code["y"].figures["kappa"].value == 1.0
    assert compare(a, a, seconds(10), ["x"]).duration is not None


def test_undefined_is_a_reason_not_a_number() -> None:
    result = compare(runs("AAAA"), runs("AAAA"), seconds(4))
    assert result.duration is not None
    assert result.duration.figures["kappa"].value is None
    assert "one and the same code" in result.duration.figures["kappa"].undefined
    assert result.points.figures["kappa"].value is None
    assert "nothing to compare" in result.points.figures["kappa"].undefined


def test_events_are_cut_to_the_span() -> None:
    span = Span(from_seconds(2), from_seconds(6))
    result = compare(runs("AAAABBBB"), runs("AAAABBBB"), span)
    assert result.duration is not None
    assert result.duration.table.sum() == 4_000_000
    assert result.state_counts == (2, 2)


def test_the_interval_holds_the_figure_and_narrows_with_more_film() -> None:
    irregular = np.random.default_rng(1)
    one = "".join(irregular.choice(list("AB."), 900))
    other = "".join(letter if irregular.random() < 0.8 else "A" for letter in one)
    short = compare(runs(one[:150]), runs(other[:150]), seconds(150), settings=Settings()).duration
    long = compare(runs(one), runs(other), seconds(900), settings=Settings()).duration
    assert short is not None
    assert long is not None
    widths = []
    for compared in (short, long):
        kappa = compared.figures["kappa"]
        assert kappa.low is not None
        assert kappa.value is not None
        assert kappa.high is not None
        assert kappa.low <= kappa.value <= kappa.high
        widths.append(kappa.high - kappa.low)
    assert widths[1] < widths[0]


def test_the_same_seed_gives_the_same_interval() -> None:
    one, other = runs("AABB." * 20), runs("ABBB." * 20)
    first, second = (compare(one, other, seconds(100), settings=Settings()) for _ in range(2))
    assert first.events.figures == second.events.figures


def test_a_share_of_the_longer_state_decides_what_is_one_event() -> None:
    a, b = [CodedEvent("x", 0, 10_000_000)], [CodedEvent("x", 4_000_000, 10_000_000)]
    linked = compare(a, b, seconds(10), settings=Settings(match_overlap=Fraction(3, 5), bootstrap=QUICK))
    apart = compare(a, b, seconds(10), settings=Settings(match_overlap=Fraction(61, 100), bootstrap=QUICK))
    assert linked.events.table.tolist() == [[1, 0], [0, 0]]
    assert apart.events.table.tolist() == [[0, 1], [1, 0]]
    assert linked.onset_errors_us == (4_000_000,)


def test_sessions_are_pooled_and_drawn_whole_where_there_are_enough() -> None:
    one, other = runs("AAAABBBB.."), runs("AAABBBBB..")
    few = compare_all([DoubleCoding(one, other, seconds(10))] * 2, Settings())
    many = compare_all([DoubleCoding(one, other, seconds(10))] * ENOUGH_SESSIONS, Settings())
    assert few.drawn == "blocks of time"
    assert many.drawn == "sessions"
    assert few.units is not None
    assert many.units is not None
    assert many.units.table.tolist() == (few.units.table * ENOUGH_SESSIONS / 2).tolist()
    kappa = many.units.figures["kappa"]
    assert (kappa.low, kappa.high) == pytest.approx((kappa.value, kappa.value)), "all sessions are alike"


def test_one_session_that_overlaps_is_named_among_many() -> None:
    clash = [CodedEvent("x", 0, 4_000_000), CodedEvent("y", 3_000_000, 6_000_000)]
    result = compare_all(
        [
            DoubleCoding(runs("AB"), runs("AB"), seconds(2)),
            DoubleCoding(clash, clash, seconds(10), "Cycle 2"),
        ],
        Settings(bootstrap=QUICK),
    )
    assert result.duration is None
    assert "“Cycle 2”" in result.exclusive


def test_one_subject_alone() -> None:
    a = [CodedEvent("look", 0, 4_000_000, "parent"), CodedEvent("look", 0, 2_000_000, "infant")]
    b = [CodedEvent("look", 0, 2_000_000, "infant")]
    result = compare_all([DoubleCoding(a, b, seconds(10))], Settings(bootstrap=QUICK), subject="infant")
    assert result.subjects == ("infant",)
    assert result.state_counts == (1, 1)


def test_each_code_against_all_others_and_nil() -> None:
    a = [
        CodedEvent("x", 0, 1_000_000),
        CodedEvent("y", 2_000_000, 3_000_000),
        CodedEvent("x", 5_000_000, 5_000_000),
    ]
    b = [CodedEvent("x", 0, 1_000_000), CodedEvent("x", 2_000_000, 3_000_000)]
    result = compare(a, b, seconds(10))
    assert result.by_code_events["x"].table.tolist() == [[1, 0, 1], [1, 0, 0], [0, 0, 0]]
    assert result.by_code_events["x"].figures["f1"].value == pytest.approx(2 / 4)


def test_with_one_code_alone_the_kappa_of_its_events_is_undefined() -> None:
    a = [CodedEvent("x", 0, 1_000_000), CodedEvent("x", 5_000_000, 6_000_000)]
    figures = compare(a, a[:1], seconds(10)).by_code_events["x"].figures
    assert figures["kappa"].value is None
    assert "no other code" in figures["kappa"].undefined
    assert figures["f1"].value == pytest.approx(2 / 3)


def test_counts_of_sessions_are_compared_by_intraclass_correlation() -> None:
    sessions = [
        DoubleCoding(runs("A." * count), runs("A." * (count + 1)), seconds(60)) for count in (1, 4, 9, 12, 20)
    ]
    result = compare_all(sessions, Settings())
    assert result.counts["A"]["icc_c_1"].value == pytest.approx(1.0), "always one more: consistent"
    absolute = result.counts["A"]["icc_a_1"].value
    assert absolute is not None
    assert absolute < 1.0
    alone = compare_all(sessions[:1], Settings()).counts["A"]["icc_a_1"]
    assert alone.value is None
    assert "sessions" in alone.undefined


def test_somebody_whom_a_group_is_not_about_does_not_count_as_agreement() -> None:
    a = [CodedEvent("look", 0, 4_000_000, "parent"), CodedEvent("cry", 0, 4_000_000, "infant")]
    result = compare(a, a, seconds(10), ["look"])
    assert result.subjects == ("parent",)
    assert result.duration is not None
    assert result.duration.table.sum() == 10_000_000


def test_what_others_were_missed_is_no_disagreement_about_this_code() -> None:
    a = [CodedEvent("x", 0, 1_000_000), CodedEvent("y", 2_000_000, 3_000_000)]
    figures = compare(a, a[:1], seconds(10)).by_code_events
    assert figures["x"].figures["kappa"].value == pytest.approx(1.0)
    assert figures["y"].figures["kappa"].value == pytest.approx(0.0)


def test_that_nobody_has_a_state_is_no_agreement_of_any_kind() -> None:
    """Points only: all of the time is "none" for both, and PABAK or AC1 of that would be a flattering 1.00."""
    points = [CodedEvent("smile", 1_000_000, 1_000_000), CodedEvent("cry", 3_000_000, 3_000_000)]
    result = compare(points, points[:1], seconds(60))
    over_time = (result.duration, result.units, result.frames, result.tolerance_a, result.by_code["smile"])
    for compared in over_time:
        assert compared is not None
        assert {figure.value for figure in compared.figures.values()} == {None}
        assert all("nobody coded a state" in figure.undefined for figure in compared.figures.values())
    assert result.points.figures["f1"].value == pytest.approx(2 / 3)


def test_a_code_that_lasts_is_judged_where_another_is_only_pointed_at() -> None:
    a = [*runs("AAAA......"), CodedEvent("smile", 1_000_000, 1_000_000)]
    result = compare(a, runs("AA........"), seconds(10))
    assert result.by_code["A"].figures["pabak"].value == pytest.approx(0.6)
    assert result.by_code["smile"].figures["pabak"].value is None


def test_none_is_no_category_where_all_time_is_coded() -> None:
    """Two codes, nine of ten seconds alike: PABAK is 2 x 0.9 - 1, not that of three categories."""
    coded = compare(runs("AAAAABBBBB"), runs("AAAAAABBBB"), seconds(10))
    for compared in (coded.duration, coded.units):
        assert compared is not None
        assert compared.figures["pabak"].value == pytest.approx(0.8)
        assert compared.figures["ac1"].value == pytest.approx((0.9 - 0.495) / (1 - 0.495))
        assert compared.labels == ("A", "B", "none") and compared.table.shape == (3, 3)
    partly = compare(runs("AAAA.BBBBB"), runs("AAAA.ABBBB"), seconds(10))
    assert partly.units is not None
    assert partly.units.figures["pabak"].value == pytest.approx((3 * 0.9 - 1) / 2)
    alone = compare(runs("AAAAA"), runs("AAAAA"), seconds(5))
    assert alone.units is not None
    assert alone.units.figures["pabak"].value == pytest.approx(1.0)
    several = compare_in_time([runs("AAAAABBBBB"), runs("AAAAAABBBB")], seconds(10), Settings())
    assert several.figures["pabak"].value == pytest.approx(0.8)


def test_a_code_called_none_is_uncoded_time() -> None:
    said, silent = [*runs("AA..A"), CodedEvent("none", 2_000_000, 4_000_000)], runs("AA..A")
    result = compare(said, silent, seconds(5))
    assert result.labels == ("A",)
    assert result.duration is not None
    assert result.duration.figures["kappa"].value == 1.0
    assert result.state_counts == (2, 2)


def test_touching_at_a_border_is_no_overlap_and_shares_no_time() -> None:
    a, b = [CodedEvent("A", 0, 5_000_000)], [CodedEvent("A", 5_000_000, 9_000_000)]
    result = compare([*a, CodedEvent("B", 5_000_000, 9_000_000)], b, seconds(9))
    assert result.exclusive == ""
    assert result.events.table[:-1, :-1].sum() == 1, "B with A, which cover the same stretch"
    assert (
        compare(a, b, seconds(9), settings=Settings(match_overlap=Fraction(0), bootstrap=QUICK))
        .events.figures["kappa"]
        .value
        == 0.0
    )


def test_a_tolerance_longer_than_the_film_forgives_whatever_the_other_said_anywhere() -> None:
    settings = Settings(tolerance_us=10**9, bootstrap=QUICK)
    result = compare(runs("AABB"), runs("BBBA"), seconds(4), settings=settings)
    assert result.tolerance_a is not None
    assert result.tolerance_a.figures["agreement"].value == 1.0
