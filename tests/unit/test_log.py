import pytest

from vig_annotator.log import crash_report, without_names


@pytest.mark.parametrize(
    "text",
    [
        "can't open /home/anna/Films/Leo Smith 3 months.mp4",
        "can't open C:\\Users\\Anna\\Leo.mp4",
        "note “Leo smiles at Anna” is too long",
        "row 'Leo' is broken",
        'no such file: "Leo.mp4"',
    ],
)
def test_no_name_of_a_person_stays_in_the_diary(text: str) -> None:
    cleaned = without_names(text)
    for name in ("anna", "Anna", "Leo", "Smith"):
        assert name not in cleaned


def test_a_crash_report_says_where_and_what_kind_but_not_who() -> None:
    try:
        try:
            raise KeyError("Leo")
        except KeyError as cause:
            raise ValueError("/films/Leo.mp4 is odd") from cause
    except ValueError as error:
        report = crash_report(error)
    assert "ValueError" in report
    assert "KeyError" in report
    assert "test_log.py" in report
    assert "Leo" not in report
