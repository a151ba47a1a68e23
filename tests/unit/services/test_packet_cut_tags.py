"""Tags that a packet's film cuts off: what a supervisor may propose beside them, and what becomes of it at home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.libraries import Desk, at
from tests.builders.packets import coded_library, frames, opened, sealed_packet
from vig_annotator.errors import RuleViolation
from vig_annotator.services import packet_merging, passes, reviewing


@pytest.fixture
def desk(library_folder: Path, plain_film: Clip) -> Iterator[Desk]:
    made = coded_library(library_folder, plain_film.path)
    yield made
    made.ws.close()


def test_a_tag_proposed_over_all_that_is_seen_of_a_cut_one_leaves_it_its_rest(
    desk: Desk, tmp_path: Path
) -> None:
    path = sealed_packet(
        desk, tmp_path / "part.vigpacket", frames(15, 30)
    )  # the face is looked at from 10 to 35
    with opened(path) as sam:
        (face,) = [
            one
            for one in sam.ws.desk(passes.visible_pass(sam.ws, sam.pass_id)).annotations
            if one.code_id == "face"
        ]
        assert (face.onset_us, face.offset_us) == (0, at(15)), "it fills all of the film"
        with pytest.raises(RuleViolation, match="how it is coded already"):
            reviewing.propose(sam.ws, sam.pass_id, "face", frames(0, 15))
        reviewing.propose(sam.ws, sam.pass_id, "toy", frames(0, 15), "Her eyes are on the ball.")
        sam.answers.write(tmp_path / "back.vigpacket")
    came = packet_merging.look(desk.ws, tmp_path / "back.vigpacket")
    assert came is not None
    packet_merging.take_in(desk.ws, came)
    (entry,) = reviewing.entries_of(desk.ws, desk.coding_pass.id)
    reviewing.take(desk.ws, entry.id)
    looks = [
        (one.code_id, one.onset_us, one.offset_us)
        for one in desk.ws.desk(desk.coding_pass).annotations
        if one.code_id in ("face", "toy")
    ]
    assert looks == [("face", at(10), at(15)), ("toy", at(15), at(30)), ("face", at(30), at(35))]


def test_a_tag_that_lies_wholly_in_the_film_is_not_covered_by_another(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "part.vigpacket", frames(5, 40))
    with opened(path) as sam, pytest.raises(RuleViolation, match="lies in between"):
        reviewing.propose(sam.ws, sam.pass_id, "toy", frames(0, 35))
