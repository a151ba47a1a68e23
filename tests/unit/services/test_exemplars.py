"""Exemplars: kept of tags and moments, undone like everything, and seen only while everybody agrees."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.library_content import content
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.model.codebook import Codebook
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.consent import Purpose
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording, Session
from vig_annotator.services import consent, exemplars, films, moments, passes, tagging
from vig_annotator.services.workspace import Workspace

END = MediaTime(4_000_000)


class Desk:
    """A film in a library, and a coding of it."""

    def __init__(self, folder: Path, film: Path) -> None:
        self.ws = Workspace.open(folder, "AB")
        self.session: Session
        self.recording: Recording
        self.session, self.recording = films.add_film(self.ws, film)
        self.coding: CodingPass = passes.ensure_pass(
            self.ws, self.session, load_codebook(shipped_codebooks()[0])
        )

    @property
    def book(self) -> Codebook:
        return self.ws.codebook(self.coding.snapshot_id)

    def tag(self, code_id: str, at_us: int) -> str:
        return tagging.press_code(
            self.ws, self.coding, code_id, MediaTime(at_us), next_frame_us=MediaTime(at_us + 40_000)
        ).id


@pytest.fixture
def desk(library_folder: Path, plain_film: Clip) -> Iterator[Desk]:
    begun = Desk(library_folder, plain_film.path)
    yield begun
    begun.ws.close()


def test_a_point_with_what_is_around_it_and_a_state_as_it_is(desk: Desk) -> None:
    point = desk.ws.desk(desk.coding).annotation(desk.tag("baby_initiative", 1_000_000))
    desk.tag("att_interested", 400_000)
    state = desk.ws.desk(desk.coding).annotation(desk.tag("att_interested", 800_000))
    assert point is not None and state is not None
    before = content(desk.ws.store)
    kept = [exemplars.keep_tag(desk.ws, desk.coding, one, END) for one in (point, state)]
    assert [(one.code_id, one.onset_us, one.offset_us) for one in kept] == [
        ("baby_initiative", 0, 3_000_000),
        ("att_interested", 400_000, 800_000),
    ]
    assert exemplars.exemplars_of(desk.ws, desk.book) == kept
    with pytest.raises(RuleViolation, match="already"):
        exemplars.keep_tag(desk.ws, desk.coding, state, END)
    assert desk.ws.history.undo_label == "keep an exemplar of “Watching with interest”"
    desk.ws.history.undo()
    desk.ws.history.undo()
    assert content(desk.ws.store) == before
    desk.ws.history.redo()
    assert [one.id for one in exemplars.exemplars_of(desk.ws, desk.book)] == [kept[0].id]


def test_a_running_state_is_none_yet_and_a_long_one_is_cut(desk: Desk) -> None:
    running = desk.ws.desk(desk.coding).annotation(desk.tag("att_interested", 400_000))
    assert running is not None
    with pytest.raises(RuleViolation, match="still running"):
        exemplars.keep_tag(desk.ws, desk.coding, running, END)
    moment = moments.mark(desk.ws, desk.session.id, MediaTime(0), MediaTime(30_000_000), caption="Long")
    kept = exemplars.keep_moment(desk.ws, desk.book, "warm_voice", moment)
    assert (kept.offset_us, kept.caption) == (12_000_000, "Long")
    with pytest.raises(NotFound):
        exemplars.keep_moment(desk.ws, desk.book, "nothing", moment)


def test_a_caption_and_an_end(desk: Desk) -> None:
    moment = moments.mark(desk.ws, desk.session.id, MediaTime(0), MediaTime(1_000_000))
    kept = exemplars.keep_moment(desk.ws, desk.book, "warm_voice", moment)
    exemplars.set_caption(desk.ws, kept.id, "  Listen. ")
    assert exemplars.exemplars_of(desk.ws, desk.book)[0].caption == "Listen."
    exemplars.let_go(desk.ws, kept.id)
    assert exemplars.exemplars_of(desk.ws, desk.book) == []
    desk.ws.history.undo()
    assert exemplars.exemplars_of(desk.ws, desk.book)[0].caption == "Listen."


def test_a_codebook_made_from_another_has_its_exemplars_too(desk: Desk) -> None:
    moment = moments.mark(desk.ws, desk.session.id, MediaTime(0), MediaTime(1_000_000))
    kept = exemplars.keep_moment(desk.ws, desk.book, "warm_voice", moment)
    ours = replace(desk.book, id="ours", based_on=(desk.book.id,))
    assert exemplars.exemplars_of(desk.ws, ours) == [kept]
    assert exemplars.exemplars_of(desk.ws, replace(ours, based_on=())) == []


def test_it_is_seen_only_while_everybody_agrees_to_training(desk: Desk) -> None:
    moment = moments.mark(desk.ws, desk.session.id, MediaTime(200_000), MediaTime(1_000_000))
    kept = exemplars.keep_moment(desk.ws, desk.book, "warm_voice", moment)
    assert exemplars.showing(desk.ws, kept).withheld == ("Not shown: nobody is recorded yet as being filmed.")
    family = desk.session.family_id
    agree(desk.ws, family, Purpose.SUPERVISION)
    told = exemplars.showing(desk.ws, kept)
    assert told.files == ()
    assert "no consent for training in the team is on file" in told.withheld
    agree(desk.ws, family, Purpose.TRAINING)
    told = exemplars.showing(desk.ws, kept)
    assert (told.files, told.withheld) == (((films.find_film(desk.ws, desk.recording), 0),), "")
    assert (told.span.onset_us, told.span.offset_us) == (200_000, 1_000_000)
    consent.withdraw(desk.ws, consent.people(desk.ws, family)[0].id, [Purpose.TRAINING])
    assert "withdrew consent for training in the team" in exemplars.showing(desk.ws, kept).withheld


def test_a_film_that_is_gone_is_said(desk: Desk, tmp_path: Path, plain_film: Clip) -> None:
    copied = tmp_path / "moved" / "film.mp4"
    copied.parent.mkdir()
    copied.write_bytes(plain_film.path.read_bytes() + b"\0" * 16)
    session, _ = films.add_film(desk.ws, copied)
    moment = moments.mark(desk.ws, session.id, MediaTime(0), MediaTime(1_000_000))
    kept = exemplars.keep_moment(desk.ws, desk.book, "warm_voice", moment)
    agree(desk.ws, session.family_id, Purpose.TRAINING)
    copied.unlink()
    assert "is not where it was" in exemplars.showing(desk.ws, kept).withheld
