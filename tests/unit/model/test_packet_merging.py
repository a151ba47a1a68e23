"""Answers taken in in any order, and again, give the same rows; and clocks lead there and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.errors import PacketError
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import Row
from vig_annotator.model.coder import Coder, Role
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.packets import Answers, Known, take_in
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.packet_clock import PacketClock, entries_in, tags_in
from vig_annotator.model.review import EntryKind, ReviewEntry
from vig_annotator.model.sealed_packet import Direction, SealedPacket

PASSES = {"p1": CodingPass("p1", "s1", "AB", "c"), "p2": CodingPass("p2", "s2", "CD", "c")}
SENT = SealedPacket("r", Direction.SENT, "r", "", ("s1", "s2"), ("p1", "p2", "gone"))
SUPERVISORS = ("Sam Moor", "Kim")


def everything_said(supervisor: str) -> list[ReviewEntry]:
    """All that a supervisor ever says; each answer holds a part of it."""
    kinds_in_order = sorted(set(EntryKind) - {EntryKind.TAKE, EntryKind.LEAVE})
    return [
        ReviewEntry(
            f"{supervisor} {number}",
            ("p1", "p2", "gone")[number % 3],
            kind,
            created_by=supervisor,
            created_at=f"t{number}",
        )
        for number, kind in enumerate(kinds_in_order)
    ]


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """One answer: what its supervisor had said when it was sealed, undone and done again things with a higher revision."""
    supervisor = draw(st.sampled_from(SUPERVISORS))
    said = [
        replace(one, revision=draw(st.integers(1, 3)))
        for one in everything_said(supervisor)
        if draw(st.booleans())
    ]
    coder = Coder(f"id of {supervisor}", supervisor, "X", Role.SUPERVISOR)
    digest = ",".join(one.id for one in said) + supervisor
    return Answers(supervisor, coder, said, digest)


class Library:
    """The rows of a library that answers are taken into."""

    def __init__(self) -> None:
        own = ReviewEntry("own", "p1", EntryKind.COMMENT, text="mine", created_by="AB")
        self.rows: dict[str, Row] = {"own": own, "c1": Coder("c1", "AB", "AB")}

    def take(self, one: Answers) -> int:
        entries = {row.id: row for row in self.rows.values() if isinstance(row, ReviewEntry)}
        known = Known(
            PASSES,
            entries,
            [row for row in self.rows.values() if isinstance(row, Coder)],
            {row.digest for row in self.rows.values() if isinstance(row, SealedPacket)},
        )
        # In the library each line has an id of its own; here it is that of its content.
        arrivals = take_in(SENT, one, known, f"line {one.digest}", Stamp("AB", "now"))
        for change in arrivals.change_set.changes:
            assert change.before is None and change.after is not None and change.after.id not in self.rows
            self.rows[change.after.id] = change.after
        return arrivals.count


@given(st.lists(answers(), max_size=5), st.randoms(use_true_random=False))
def test_any_order_and_any_number_of_times_give_the_same(there: list[Answers], chance: object) -> None:
    first, second = Library(), Library()
    for one in there:
        first.take(one)
    again = [*there, *there]
    chance.shuffle(again)  # type: ignore[attr-defined]
    for one in again:
        second.take(one)
    assert second.rows == first.rows
    assert all(first.take(one) == 0 for one in there)
    assert isinstance(first.rows["own"], ReviewEntry) and first.rows["own"].text == "mine"


def known(**entries: ReviewEntry) -> Known:
    return Known(PASSES, entries, (Coder("c1", "AB", "AB"),), ())


def test_what_is_there_with_other_words_stays() -> None:
    mine = ReviewEntry("e", "p1", EntryKind.COMMENT, text="first", created_by="Kim")
    other = replace(mine, text="second")
    arrivals = take_in(SENT, Answers("Kim", None, [other], "d"), known(e=mine), "n", Stamp("AB", "t"))
    assert (arrivals.count, arrivals.known, arrivals.other) == (0, 0, 1)
    (line,) = arrivals.change_set.changes
    assert isinstance(line.row, SealedPacket) and (line.row.remarks, line.row.session_ids) == (1, ("s1",))


@pytest.mark.parametrize(
    "entry",
    [
        ReviewEntry("e", "p1", EntryKind.TAKE, about_id="x", created_by="Kim"),
        ReviewEntry("e", "elsewhere", EntryKind.COMMENT, text="x", created_by="Kim"),
        ReviewEntry("e", "p1", EntryKind.COMMENT, text="x", created_by="Sam Moor"),
    ],
)
def test_what_nobody_can_have_said_is_refused_as_a_whole(entry: ReviewEntry) -> None:
    good = ReviewEntry("g", "p1", EntryKind.COMMENT, text="x", created_by="Kim")
    with pytest.raises(PacketError, match="nobody can have said"):
        take_in(SENT, Answers("Kim", None, [good, entry], "d"), known(), "n", Stamp("AB", "t"))


def test_nobody_judges_their_own_coding_by_a_packet() -> None:
    own = ReviewEntry("e", "p1", EntryKind.ACCEPT, annotation_id="a", created_by="AB")
    with pytest.raises(PacketError, match="nobody can have said"):
        take_in(SENT, Answers("AB", None, [own], "d"), known(), "n", Stamp("AB", "t"))


times = st.integers(0, 2_000)


@st.composite
def tags(draw: st.DrawFn) -> Annotation:
    onset = draw(times)
    offset = draw(st.one_of(st.none(), st.integers(0, 500)))
    return Annotation(
        f"a{draw(st.integers(0, 9))}",
        "p1",
        "code",
        MediaTime(onset),
        None if offset is None else MediaTime(onset + offset),
    )


@given(st.lists(tags(), max_size=8, unique_by=lambda one: one.id), times, st.integers(1, 800), st.data())
def test_the_clock_leads_there_and_back(
    there: list[Annotation], begin: int, length: int, data: st.DataObject
) -> None:
    stretch = Span(MediaTime(begin), MediaTime(begin + length))
    shown, cut = tags_in(there, [stretch])
    clock = PacketClock(begin, cut)
    real = {one.id: one for one in there}
    for one in shown:
        assert 0 <= one.onset_us <= length and (
            one.offset_us is None or one.onset_us <= one.offset_us <= length
        )
        said = ReviewEntry(
            "e", "p1", EntryKind.AMEND, annotation_id=one.id, onset_us=one.onset_us, offset_us=one.offset_us,
            detail={
                "before": {"onset_us": one.onset_us, "offset_us": one.offset_us, "code_id": "x"},
                "after": {"onset_us": data.draw(st.integers(0, length)), "offset_us": one.offset_us, "code_id": "y"},
            },
        )  # fmt: skip
        on_session = clock.to_session(said)
        # What was cut off is whole again, to the microsecond.
        assert (on_session.onset_us, on_session.offset_us) == (real[one.id].onset_us, real[one.id].offset_us)
        before = on_session.detail["before"]
        assert isinstance(before, dict)
        assert (before["onset_us"], before["offset_us"]) == (real[one.id].onset_us, real[one.id].offset_us)
        assert clock.to_packet(on_session) == said


def test_remarks_go_with_what_they_are_about() -> None:
    place = MediaTime(150)
    entries = [
        ReviewEntry("whole", "p1", EntryKind.COMMENT, text="x"),
        ReviewEntry("in", "p1", EntryKind.COMMENT, onset_us=place, offset_us=place),
        ReviewEntry("out", "p1", EntryKind.COMMENT, onset_us=MediaTime(5), offset_us=MediaTime(5)),
        ReviewEntry("tag", "p1", EntryKind.ACCEPT, annotation_id="a", onset_us=place, offset_us=place),
        ReviewEntry("other tag", "p1", EntryKind.ACCEPT, annotation_id="b", onset_us=place, offset_us=place),
        ReviewEntry("reply", "p1", EntryKind.REPLY, about_id="in", onset_us=place, offset_us=place),
        ReviewEntry("lost reply", "p1", EntryKind.REPLY, about_id="out"),
    ]
    stretch = Span(MediaTime(100), MediaTime(200))
    going = entries_in(entries, PacketClock(100, {}), [stretch], ["a"])
    assert [(one.id, one.onset_us) for one in going] == [
        ("whole", None),
        ("in", 50),
        ("tag", 50),
        ("reply", 50),
    ]
