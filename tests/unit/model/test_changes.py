import pytest

from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.family import Family


def test_the_inverse_of_the_inverse_is_the_change() -> None:
    one, two = Family("1", "F-001"), Family("2", "F-002")
    change_set = ChangeSet(
        "two things", (RowChange(None, one), RowChange(two, Family("2", "F-003", revision=2)))
    )
    assert change_set.inverse().inverse() == change_set
    assert change_set.inverse().changes[-1] == RowChange(one, None)
    assert change_set.inverse().changes[0].row == two


def test_a_change_is_about_one_row() -> None:
    with pytest.raises(ValueError, match="before or after"):
        RowChange(None, None)
    with pytest.raises(ValueError, match="one row"):
        RowChange(Family("1", "F-001"), Family("2", "F-001"))
