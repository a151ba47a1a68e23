"""Points that last until the next: where they end, what is joined, what is left out."""

from __future__ import annotations

import pytest

from vig_annotator.errors import UsageError
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.lasting import Marks, UntilNext, lasting
from vig_annotator.exchange.vcode import read_vcode


def table(*rows: str) -> Document:
    head = "Offset: 0, Movie: MoviePathHere, DataFile: (null)\nTracks: left, right, talk, end\n"
    return read_vcode(
        (head + "Time,Duration,TrackName,comment\n\n" + "\n".join(rows) + "\n").encode(), "a.txt"
    )


def spans(document: Document) -> list[tuple[str, int | None, int | None]]:
    observation = document.observations[0]
    return [
        (
            observation.tiers[one.tier].name,
            one.onset_us and one.onset_us // 1000,
            one.offset_us and one.offset_us // 1000,
        )
        for one in observation.annotations
    ]


WISH = UntilNext(("left", "right"), ("end",))


def test_each_lasts_until_the_next_or_what_ends_it() -> None:
    made, said = lasting(
        table("100,0,left,", "300,0,right,", "350,0,talk,", "400,0,end,", "900,0,left,", "950,0,end,"), WISH
    )
    assert spans(made) == [
        ("left", 100, 300),
        ("right", 300, 400),
        ("talk", 350, 350),
        ("end", 400, 400),
        ("left", 900, 950),
        ("end", 950, 950),
    ]
    assert said == "3 points last until the next."


def test_the_same_again_is_one_stretch_and_what_nothing_follows_has_no_end() -> None:
    made, said = lasting(table("100,0,left,", "300,0,left,", "500,0,right,"), WISH)
    assert spans(made) == [("left", 100, 500), ("right", 500, None)]
    assert "1 went on in the one after" in said
    assert "1 with nothing after it goes on without an end" in said


def test_two_in_the_same_instant_leave_the_later_one() -> None:
    made, said = lasting(table("100,0,left,", "100,0,right,", "500,0,end,"), WISH)
    assert spans(made) == [("right", 100, 500), ("end", 500, 500)]
    assert "1 were ended in the same instant and are left out" in said


def test_an_unknown_name_is_said_with_those_that_are_there() -> None:
    with pytest.raises(UsageError, match="lefft") as caught:
        lasting(table("100,0,left,"), UntilNext(("lefft",)))
    assert "left, right, talk, end" in str(caught.value)


def test_without_a_wish_nothing_changes() -> None:
    document = table("100,0,left,")
    assert lasting(document, UntilNext()) == (document, "")


def test_an_unknown_name_of_what_ends_them_is_said_too() -> None:
    with pytest.raises(UsageError, match="outofframe"):
        lasting(table("100,0,left,"), UntilNext(("left",), ("outofframe",)))


def test_one_of_several_that_end_them_may_be_missing_and_is_told() -> None:
    made, said = lasting(table("100,0,left,", "300,0,end,"), UntilNext(("left",), ("end", "outofframe")))
    assert spans(made)[0] == ("left", 100, 300)
    assert "Nothing in the file is called “outofframe”, so nothing is ended by it." in said


def test_nothing_can_last_and_end_what_lasts() -> None:
    with pytest.raises(UsageError, match="can’t both"):
        lasting(table("100,0,left,"), UntilNext(("left",), ("left",)))


def test_names_that_a_file_does_not_have_are_left_out_where_files_are_taken_in_alike() -> None:
    wish = UntilNext(("left", "peek"), ("end", "outofframe"))
    assert wish.within(table("100,0,left,")) == UntilNext(("left",), ("end",))


def test_what_is_said_of_tiers_is_sorted_by_what_they_do() -> None:
    said = {"left": Marks.LAST, "talk": Marks.POINTS, "end": Marks.END}
    assert UntilNext.of(said) == UntilNext(("left",), ("end",))
