"""Which recordings follow each other, and which run side by side."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording
from vig_annotator.model.session_clock import ends_at, length_us, takes


def recording(number: int, starts_us: int, length: int) -> Recording:
    return Recording(
        f"{number:03}", "s", f"{number}.mp4", str(number), 1, length, MediaTime(starts_us), number
    )


def test_files_that_follow_are_one_take_and_those_beside_are_others() -> None:
    mother, more, baby = recording(0, 0, 100), recording(1, 100, 50), recording(2, 20, 90)
    assert takes([baby, more, mother]) == ((mother, more), (baby,))
    assert length_us([mother, more, baby]) == 150
    assert takes([]) == () and length_us([]) == 0
    unknown = recording(0, 0, 0)
    assert takes([unknown, more]) == ((unknown,), (more,))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 200)), max_size=8))
def test_every_recording_is_in_one_take_and_takes_do_not_overlap_themselves(
    shapes: list[tuple[int, int]],
) -> None:
    rows = [recording(number, *shape) for number, shape in enumerate(shapes)]
    found = takes(rows)
    assert sorted(one.id for take in found for one in take) == [one.id for one in rows]
    assert not rows or found[0][0] is rows[0]
    for take in found:
        for before, after in pairwise(take):
            assert after.starts_at_us >= ends_at(before) and before.duration_us
