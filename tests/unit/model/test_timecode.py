from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.errors import UsageError
from vig_annotator.model.timecode import FrameNumber, format_duration, format_short, format_time, parse_place


@pytest.mark.parametrize(
    ("text", "time_us"),
    [
        ("0:01:30.500", 90_500_000),
        ("1:30", 90_000_000),
        ("1:30,25", 90_250_000),
        ("90.5", 90_500_000),
        (" 12 s ", 12_000_000),
        ("0", 0),
        ("2:00:00.000", 7_200_000_000),
        ("0.0000005", 0),
        ("12.345678", 12_345_678),
        ("100:00", 6_000_000_000),
    ],
)
def test_a_typed_time_is_read(text: str, time_us: int) -> None:
    assert parse_place(text) == time_us


@pytest.mark.parametrize("text", ["f100", "F100", " f 100 "])
def test_a_typed_frame_number_is_read(text: str) -> None:
    assert parse_place(text) == FrameNumber(100)


@pytest.mark.parametrize(
    "text", ["", "abc", "-1", "1:60", "1:61:00", "f-1", "1:2:3:4", "1e5", "nan", "f", "0x10", "²", "9" * 40]
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_place(text)
    assert "1:30" in caught.value.remedy


@given(st.integers(min_value=0, max_value=10**12))
def test_a_printed_time_reads_back_to_the_same_millisecond(time_us: int) -> None:
    assert parse_place(format_time(time_us)) == time_us - time_us % 1000


@given(st.integers(min_value=0, max_value=10**12))
def test_a_printed_time_is_never_later_than_the_time(time_us: int) -> None:
    back = parse_place(format_time(time_us))
    assert isinstance(back, int)
    assert back <= time_us


def test_forms_for_people() -> None:
    assert format_time(3_723_456_789) == "1:02:03.456"
    assert format_time(-1_500_000) == "-0:00:01.500"
    assert format_short(3_723_999_999) == "1:02:03"
    assert format_duration(7_840_000) == "7.8 s"


def test_seconds_are_exact_not_float() -> None:
    assert parse_place("0.1") == Fraction(1, 10) * 1_000_000
