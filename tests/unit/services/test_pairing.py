"""Which coding belongs beside which, where somebody has several of one session."""

from __future__ import annotations

import pytest

from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.services.pairing import best_pair


def coding(name: str, coder: str, snapshot: str, *, joint: bool = False) -> CodingPass:
    return CodingPass(id=name, session_id="s", coder=coder, snapshot_id=snapshot, joint=joint)


def test_those_with_the_same_version_of_a_codebook_are_compared() -> None:
    ann = [coding("a1", "Ann", "gaze")]
    bea = [coding("b1", "Bea", "gaze"), coding("b2", "Bea", "rest")]
    assert [one.id for one in best_pair(ann, bea)] == ["a1", "b1"]
    assert [one.id for one in best_pair(bea, ann)] == ["b1", "a1"]


def test_of_several_with_the_same_version_the_ones_made_last() -> None:
    ann = [coding("a1", "Ann", "v1"), coding("a2", "Ann", "v2")]
    bea = [coding("b1", "Bea", "v1"), coding("b2", "Bea", "v2")]
    assert [one.id for one in best_pair(ann, bea)] == ["a2", "b2"]


def test_without_a_version_in_common_the_last_of_each() -> None:
    ann = [coding("a1", "Ann", "v1"), coding("a2", "Ann", "v2")]
    assert [one.id for one in best_pair(ann, [coding("b1", "Bea", "v3")])] == ["a2", "b1"]


def test_who_coded_nothing_has_no_pair() -> None:
    with pytest.raises(ValueError, match="nothing"):
        best_pair([], [coding("b1", "Bea", "v1")])
