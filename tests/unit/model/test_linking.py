"""Which tag answers which: by the rule of the window, by hand, and through changes of the tags."""

from collections.abc import Collection

import pytest

from tests.builders.libraries import FRAME_US, at, small_codebook
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.coding import Coding
from vig_annotator.model.edits import annotations as edits
from vig_annotator.model.edits import describing, linking
from vig_annotator.model.edits.drafting import Stamp, made
from vig_annotator.model.exchanges import exchanges, initiative_codes, runs
from vig_annotator.model.link import Link

BOOK = small_codebook().codebook
STAMP = Stamp("AB", "now")


def tag(name: str, code_id: str, first: int, end: int | None = -1) -> Annotation:
    """A tag; a point unless an end is given, None while it runs."""
    offset = at(first) if end == -1 else None if end is None else at(end)
    return Annotation(name, "pass", code_id, at(first), offset)


class Linked:
    """A coding that takes each change over; tells links by the names of tags."""

    def __init__(self, *tags: Annotation) -> None:
        self.coding = Coding(BOOK)
        for one in tags:
            self.tag(one)

    def tag(self, one: Annotation) -> None:
        self.take(linking.completed(self.coding, ChangeSet(f"tag {one.id}", (made(one),)), STAMP, (one.id,)))

    def do(self, change_set: ChangeSet, fresh: Collection[str] = ()) -> ChangeSet:
        return self.take(linking.completed(self.coding, change_set, STAMP, fresh))

    def take(self, change_set: ChangeSet) -> ChangeSet:
        for change in change_set.changes:
            row = change.row
            if isinstance(row, Link):
                self.coding.discard_link(row.id)
                if change.after is not None:
                    assert row.answered_id in self.coding and row.answer_id in self.coding
                    self.coding.put_link(row)
            elif isinstance(row, Annotation):
                if change.after is None:
                    assert self.coding.answering(row.id) is None and self.coding.answered(row.id) is None
                    self.coding.discard(row.id)
                else:
                    self.coding.put(row)
        return change_set

    @property
    def pairs(self) -> set[tuple[str, str]]:
        return {(one.answered_id, one.answer_id) for one in self.coding.links}


SECOND = 1_000_000 // FRAME_US


def test_an_answer_within_the_window_is_linked_by_itself() -> None:
    work = Linked(tag("b", "bid", 100), tag("n", "notice", 100 + 3 * SECOND))
    (link,) = work.coding.links
    assert (link.answered_id, link.answer_id, link.by_hand) == ("b", "n", False)
    assert (link.pass_id, link.created_by, link.created_at, link.revision) == ("pass", "AB", "now", 1)


@pytest.mark.parametrize(
    ("answer", "frame"),
    [
        ("notice", 100 + 3 * SECOND + 1),  # the usual 3 s
        ("builds", 100 + 2 * SECOND + 1),  # the code's own 2 s
        ("notice", 99),  # before
        ("smile", 101),  # answers nothing
    ],
)
def test_what_lies_outside_is_not_linked(answer: str, frame: int) -> None:
    end = None if answer == "builds" else -1
    assert Linked(tag("b", "bid", 100), tag("x", answer, frame, end)).pairs == set()


def test_the_nearest_that_is_not_answered_comes_first() -> None:
    work = Linked(tag("b1", "bid", 10), tag("b2", "bid", 20), tag("b3", "bid", 30))
    work.tag(tag("n1", "notice", 25))
    assert work.pairs == {("b2", "n1")}
    work.tag(tag("n2", "notice", 26))
    assert work.pairs == {("b2", "n1"), ("b1", "n2")}
    work.tag(tag("n3", "notice", 27))
    assert work.pairs == {("b2", "n1"), ("b1", "n2")}


def test_initiative_reception_and_response_are_a_chain() -> None:
    work = Linked(tag("b", "bid", 10), tag("n", "notice", 20), tag("d", "builds", 30, None))
    assert work.pairs == {("b", "n"), ("n", "d")}
    (exchange,) = exchanges(work.coding)
    assert [one.id for one in exchange.answers] == ["n", "d"]
    assert (exchange.span.onset_us, exchange.span.offset_us) == (at(10), at(30))


def test_a_response_without_a_reception_answers_the_initiative() -> None:
    assert Linked(tag("b", "bid", 10), tag("d", "builds", 30, 40)).pairs == {("b", "d")}


def test_an_initiative_tagged_after_its_answer_is_linked_too() -> None:
    work = Linked(tag("n1", "notice", 30), tag("n2", "notice", 40), tag("b", "bid", 20))
    assert work.pairs == {("b", "n1")}
    assert Linked(tag("n", "notice", 20 + 3 * SECOND + 1), tag("b", "bid", 20)).pairs == set()


def test_on_one_frame_they_belong_together() -> None:
    assert Linked(tag("b", "bid", 10), tag("n", "notice", 10)).pairs == {("b", "n")}


def test_the_tag_and_its_link_are_one_operation() -> None:
    work = Linked(tag("b", "bid", 10))
    answer = tag("n", "notice", 20)
    change_set = work.do(ChangeSet("tag “Notices”", (made(answer),)), ("n",))
    assert [type(change.row) for change in change_set.changes] == [Annotation, Link]
    assert change_set.label == "tag “Notices”"


def test_deleting_an_end_removes_the_link_before_it() -> None:
    for gone in ("b", "n"):
        work = Linked(tag("b", "bid", 10), tag("n", "notice", 20))
        change_set = work.do(edits.delete(work.coding, [gone]))
        assert [type(change.row) for change in change_set.changes] == [Link, Annotation]
        assert work.pairs == set()
    work = Linked(tag("b", "bid", 10), tag("n", "notice", 20), tag("d", "builds", 30, None))
    work.do(edits.delete(work.coding, ["b", "n", "d"]))
    assert work.pairs == set()


def test_moving_a_tag_keeps_its_link() -> None:
    work = Linked(tag("b", "bid", 10), tag("n", "notice", 20))
    work.do(edits.shift(work.coding, ["n"], at(500)))
    assert work.pairs == {("b", "n")}


def test_a_change_of_code_keeps_what_the_codebook_allows() -> None:
    work = Linked(tag("b", "bid", 10), tag("n", "notice", 20))
    work.do(describing.change_code(work.coding, "n", "builds", at(21)), ("n",))
    assert work.pairs == {("b", "n")}
    work.do(describing.change_code(work.coding, "n", "smile"), ("n",))
    assert work.pairs == set()
    work.do(describing.change_code(work.coding, "n", "notice"), ("n",))
    assert work.pairs == {("b", "n")}


def test_the_window_of_a_state_runs_from_its_end() -> None:
    # In the shipped codebook, coming back into step answers being out of step, within 10 s.
    book = load_codebook(next(path for path in shipped_codebooks() if path.stem == "vig_attunement")).codebook
    for end, frame, linked in ((1000, 1000 + 10 * SECOND, True), (1000, 1001 + 10 * SECOND, False)):
        coding = Coding(book, [tag("o", "out_of_step", 10, end)])
        change_set = ChangeSet("tag", (made(tag("r", "repair", frame)),))
        done = linking.completed(coding, change_set, STAMP, ("r",))
        assert (len(done.changes) == 2) is linked
    coding = Coding(book, [tag("o", "out_of_step", 10, None)])
    change_set = ChangeSet("tag", (made(tag("r", "repair", 9000)),))
    assert len(linking.completed(coding, change_set, STAMP, ("r",)).changes) == 2


def test_links_are_made_and_broken_by_hand() -> None:
    work = Linked(tag("b", "bid", 10), tag("n", "notice", 900), tag("b2", "bid", 100))
    assert work.pairs == set()
    assert work.take(linking.link(work.coding, "n", "b", STAMP)).label == "link “Notices” to “Bid”"
    assert work.pairs == {("b", "n")}
    assert work.coding.links[0].by_hand
    assert linking.link(work.coding, "b", "n", STAMP).changes == ()
    work.take(
        linking.link(work.coding, "b2", "n", STAMP)
    )  # an answer that is linked anew lets go of the former
    assert work.pairs == {("b2", "n")}
    assert work.take(linking.unlink(work.coding, ["n"])).label == "break the link of “Notices”"
    assert work.pairs == set()
    with pytest.raises(RuleViolation, match="no link here"):
        linking.unlink(work.coding, ["n"])


def test_only_the_link_between_two_chosen_tags_is_broken() -> None:
    tags = (tag("b", "bid", 10), tag("n", "notice", 20), tag("d", "builds", 30, None))
    work = Linked(*tags)
    work.take(linking.unlink(work.coding, ["n", "d"]))
    assert work.pairs == {("b", "n")}
    work = Linked(*tags)
    assert work.take(linking.unlink(work.coding, ["n"])).label == "break 2 links"
    assert work.pairs == set()


def test_what_can_not_be_linked() -> None:
    work = Linked(
        tag("b", "bid", 10), tag("n", "notice", 20), tag("n2", "notice", 21), tag("s", "smile", 22),
        tag("late", "bid", 30),
    )  # fmt: skip
    with pytest.raises(RuleViolation, match=r"answered already, by “Notices” \(0:00:00.800\)\."):
        linking.link(work.coding, "b", "n2", STAMP)
    with pytest.raises(RuleViolation, match="do not answer each other"):
        linking.link(work.coding, "b", "s", STAMP)
    with pytest.raises(RuleViolation, match="do not answer each other"):
        linking.link(work.coding, "b", "b", STAMP)
    with pytest.raises(RuleViolation, match=r"“Notices” .* comes before “Bid”"):
        linking.link(work.coding, "late", "n2", STAMP)
    with pytest.raises(NotFound):
        linking.link(work.coding, "b", "gone", STAMP)


def test_everything_is_linked_at_once_after_an_import() -> None:
    tags = [tag("b1", "bid", 10), tag("b2", "bid", 20), tag("n1", "notice", 25), tag("d", "builds", 40, 50)]
    work = Linked()
    work.coding = Coding(BOOK, [*tags, tag("n9", "notice", 900)])
    assert work.take(linking.link_all(work.coding, STAMP)).label == "link 2 answers"
    assert work.pairs == {("b2", "n1"), ("n1", "d")}
    assert linking.link_all(work.coding, STAMP).changes == ()


def test_runs_are_chains_of_received_initiatives() -> None:
    tags = []
    for number, (bid, notice) in enumerate(
        [(0, 10), (50, 60), (100, 110), (150, None), (200, 210), (600, 610)]
    ):
        tags.append(tag(f"b{number}", "bid", bid))
        if notice is not None:
            tags.append(tag(f"n{number}", "notice", notice))
    work = Linked(*tags)
    (run,) = runs(work.coding)
    assert [one.initiative.id for one in run.exchanges] == ["b0", "b1", "b2"]
    assert (run.code_id, run.span.onset_us, run.span.offset_us) == ("bid", at(0), at(110))
    assert [len(one.exchanges) for one in runs(work.coding, shortest=1)] == [3, 1, 1]
    assert [len(one.exchanges) for one in runs(work.coding, gap_us=20_000_000)] == [3, 2]
    assert runs(work.coding, gap_us=at(39)) == []


def test_which_codes_start_an_exchange() -> None:
    assert initiative_codes(BOOK) == ("bid",)
    shipped = load_codebook(shipped_codebooks()[0]).codebook
    assert initiative_codes(shipped) == ("baby_initiative", "out_of_step")


def test_a_coding_lets_go_of_links() -> None:
    coding = Coding(BOOK, [tag("b", "bid", 1), tag("n", "notice", 2)], [Link("l", "pass", "b", "n")])
    assert [one.id for one in coding.links] == ["l"]
    coding.discard_link("l")
    coding.discard_link("l")
    assert (coding.links, coding.answering("n"), coding.answered("b")) == ((), None, None)
