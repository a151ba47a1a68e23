"""What is offered for a reel, and in which order."""

from tests.builders.libraries import at, small_codebook
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.coding import Coding
from vig_annotator.model.link import Link
from vig_annotator.model.mediatime import Span
from vig_annotator.model.moment import Moment
from vig_annotator.model.reel_candidates import (
    AROUND_A_RUN_US,
    Candidate,
    SessionMaterial,
    Source,
    candidates,
    filtered,
)

BOOK = small_codebook().codebook


def tag(name: str, code: str, frame: int, end: int | None = -1) -> Annotation:
    offset = None if end is None else at(frame if end == -1 else end)
    return Annotation(name, "pass", code, at(frame), offset)


def moment(name: str, first: int, end: int, *, starred: bool = False, source: str | None = None) -> Moment:
    return Moment(name, "s", at(first), at(end), f"Moment {name}", starred, source)


def offered(
    tags: list[Annotation], moments: tuple[Moment, ...] = (), links: tuple[Link, ...] = ()
) -> list[Candidate]:
    return candidates([SessionMaterial("s", at(1000), moments, [Coding(BOOK, tags, links)])])


def test_positive_annotations_are_offered_and_no_others() -> None:
    found = offered(
        [
            tag("a", "face", 100, 150),
            tag("b", "toy", 200, 250),
            tag("c", "away", 300, 350),
            tag("d", "voice", 400, None),
        ]
    )
    assert [one.source_id for one in found] == ["a"]
    assert found[0].span == Span(at(100), at(150))


def test_a_point_brings_two_seconds_around_it_within_the_film() -> None:
    found = offered([tag("a", "smile", 10), tag("b", "smile", 990)])
    assert [one.span for one in found] == [Span(at(0), at(60)), Span(at(940), at(1000))]


def test_stars_come_first_then_moments_then_long_runs_then_annotations() -> None:
    bids = [tag(f"b{n}", "bid", 100 + 50 * n) for n in range(5)]
    answers = [tag(f"n{n}", "notice", 110 + 50 * n) for n in range(5)]
    links = tuple(Link(f"l{n}", "pass", f"b{n}", f"n{n}") for n in range(5))
    found = offered(
        [*bids, *answers, tag("v", "voice", 600, 650)],
        (moment("m", 700, 720), moment("k", 800, 820, starred=True)),
        links,
    )
    assert [one.source_id for one in found][:3] == ["k", "m", "b0"]
    run = found[2]
    assert (run.source, run.turns) == (Source.RUN, 5)
    assert run.span == Span(at(100) - AROUND_A_RUN_US, at(310) + AROUND_A_RUN_US)
    assert {one.source for one in found[3:]} == {Source.ANNOTATION}
    assert [one.source_id for one in filtered(found, code_id="voice")] == ["v"]
    assert [one.source_id for one in filtered(found, starred_only=True)] == ["k"]
    assert filtered(found, session_id="another") == []


def test_a_moment_replaces_the_annotation_that_it_was_made_from() -> None:
    found = offered([tag("a", "face", 100, 150)], (moment("m", 90, 160, source="a"),))
    assert [one.source_id for one in found] == ["m"]
    assert "face" in found[0].code_ids


def test_what_would_show_a_concern_comes_last_and_says_so() -> None:
    found = offered([tag("a", "face", 100, 150), tag("c", "cry", 120), tag("v", "voice", 300, 320)])
    assert [one.source_id for one in found] == ["v", "a"]
    assert found[1].concerns == ("Cry",)


def test_two_coders_who_saw_the_same_give_one_candidate() -> None:
    codings = [Coding(BOOK, [tag(name, "face", 100, 150)]) for name in ("a", "b")]
    assert len(candidates([SessionMaterial("s", at(1000), (), codings)])) == 1


def other_coding(*tags: Annotation) -> Coding:
    return Coding(BOOK, tags, ())


def told_by(*codings: Coding) -> list[Candidate]:
    return candidates([SessionMaterial("s", at(1000), (), codings)])


def test_one_event_that_two_coders_tagged_a_little_apart_stands_once() -> None:
    mine, theirs = other_coding(tag("a", "voice", 100, 150)), other_coding(tag("b", "voice", 95, 148))
    (one,) = told_by(mine, theirs)
    assert (one.source_id, one.seen_by, one.span) == ("a", 2, Span(at(100), at(150)))


def test_what_the_second_coder_saw_elsewhere_is_offered_as_well() -> None:
    found = told_by(other_coding(tag("a", "voice", 100, 150)), other_coding(tag("b", "voice", 140, 190)))
    assert [(one.source_id, one.seen_by) for one in found] == [("a", 1), ("b", 1)]


def test_two_events_of_one_coder_are_never_one() -> None:
    found = told_by(other_coding(tag("a", "smile", 100), tag("b", "smile", 110)))
    assert [one.source_id for one in found] == ["a", "b"]


def test_runs_of_two_coders_are_one() -> None:
    def run(letter: str, later: int) -> Coding:
        bids = [tag(f"{letter}b{n}", "bid", 100 + 50 * n + later) for n in range(3)]
        answers = [tag(f"{letter}n{n}", "notice", 110 + 50 * n + later) for n in range(3)]
        links = tuple(Link(f"{letter}l{n}", "pass", f"{letter}b{n}", f"{letter}n{n}") for n in range(3))
        return Coding(BOOK, [*bids, *answers], links)

    runs = [one for one in told_by(run("x", 0), run("y", 2)) if one.source is Source.RUN]
    assert [(one.source_id, one.seen_by, one.turns) for one in runs] == [("xb0", 2, 3)]


def test_what_became_a_moment_is_not_offered_from_the_other_coding_either() -> None:
    codings = (other_coding(tag("a", "voice", 100, 150)), other_coding(tag("b", "voice", 102, 150)))
    found = candidates([SessionMaterial("s", at(1000), (moment("m", 90, 160, source="a"),), codings)])
    assert [one.source_id for one in found] == ["m"]
