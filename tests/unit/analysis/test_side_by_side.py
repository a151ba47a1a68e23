"""Which tag is which: by the same rules as the figures."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.analysis.agreement import compare
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.analysis.side_by_side import Match, Tag, Verdict, disagreements, match_tags
from vig_annotator.model.mediatime import MediaTime, Span

SECOND = 1_000_000
QUICK = Settings(bootstrap=Bootstrap(samples=0))


def tags(*events: CodedEvent) -> list[Tag]:
    return [Tag(str(number), event) for number, event in enumerate(events)]


def state(code: str, onset_s: float, offset_s: float, subject: str = "parent") -> CodedEvent:
    return CodedEvent(code, int(onset_s * SECOND), int(offset_s * SECOND), subject)


def verdicts(matches: list[Match]) -> list[Verdict]:
    return [match.verdict for match in matches]


def test_each_way_to_differ() -> None:
    a = tags(state("face", 0, 4), state("away", 5, 9), state("smile", 12, 12), state("face", 20, 21))
    b = tags(state("face", 0.2, 4.1), state("object", 5, 9), state("smile", 30, 30))
    matches = match_tags(a, b, QUICK)
    assert verdicts(matches) == [
        Verdict.SAME,
        Verdict.CONFUSED,
        Verdict.ONLY_A,
        Verdict.ONLY_A,
        Verdict.ONLY_B,
    ]
    assert [match.onset_us / SECOND for match in disagreements(matches)] == [5, 12, 20, 30]
    assert (matches[0].onset_us, matches[0].offset_us) == (0, int(4.1 * SECOND))


def test_a_parents_tag_is_never_a_babys() -> None:
    matches = match_tags(tags(state("look", 0, 4, "parent")), tags(state("look", 0, 4, "infant")), QUICK)
    assert sorted(verdicts(matches)) == [Verdict.ONLY_A, Verdict.ONLY_B]


events = st.builds(
    lambda code, onset, length, subject: CodedEvent(code, onset * SECOND, (onset + length) * SECOND, subject),
    st.sampled_from("xyz"),
    st.integers(0, 30),
    st.integers(0, 5),
    st.sampled_from(["infant", "parent"]),
)


@given(st.lists(events, max_size=12), st.lists(events, max_size=12))
def test_every_tag_is_there_once_and_the_counts_are_those_of_the_figures(
    one: list[CodedEvent], other: list[CodedEvent]
) -> None:
    a, b = tags(*one), tags(*other)
    matches = match_tags(a, b, QUICK)
    assert sorted(match.a.id for match in matches if match.a) == sorted(tag.id for tag in a)
    assert sorted(match.b.id for match in matches if match.b) == sorted(tag.id for tag in b)
    if not (one or other):
        return
    figures = compare([DoubleCoding(one, other, Span(MediaTime(0), MediaTime(60 * SECOND)))], QUICK)
    hits = int(np.trace(figures.events.table[:-1, :-1]) + np.trace(figures.points.table[:-1, :-1]))
    assert verdicts(matches).count(Verdict.SAME) == hits
    only_a = int(figures.events.table[:-1, -1].sum() + figures.points.table[:-1, -1].sum())
    assert verdicts(matches).count(Verdict.ONLY_A) == only_a
