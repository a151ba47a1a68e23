"""A reel for an editing program tells it no more than a reel's film would tell its audience."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import CODEBOOK, Desk, at
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import ConsentNeeded, MediaUnreadable, RuleViolation
from vig_annotator.model.clip_look import Blur, ClipLook, QuietSpan
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.family import Family
from vig_annotator.model.frame_box import Box, BoxAt
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.services import moments, reel_building, reel_looks
from vig_annotator.services.films import add_film
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.reel_interchange import gather_reel, write_reel_file
from vig_annotator.services.workspace import Workspace

BOOK = CODEBOOK.replace("definition: A smile.", "definition: A smile., parent_label: Your baby smiles")
FACE = BoxAt(at(20), Box(1_000, 1_000, 2_000, 2_000))


@pytest.fixture
def desk(tmp_path: Path, plain_film: Clip) -> Iterator[Desk]:
    with Workspace.open(tmp_path / "library", "AB") as ws:
        session, _ = add_film(ws, plain_film.path)
        book = parse_codebook(BOOK, "small.yaml")
        yield Desk(ws, ws.get(Family, session.family_id), session, ensure_pass(ws, session, book))


def reel_for(desk: Desk, audience: Audience, title: str = "Together") -> Reel:
    reel = reel_building.make_reel(desk.ws, desk.family.id, title, audience)
    marked = moments.mark(desk.ws, desk.session.id, at(20), at(30))
    reel_building.add_moments(desk.ws, reel.id, [marked.id], concern_allowed=True)
    return reel


def written(desk: Desk, reel: Reel, folder: Path) -> str:
    out = folder / "reel.otio"
    out.unlink(missing_ok=True)
    write_reel_file(gather_reel(desk.ws, reel.id), out)
    return out.read_text("utf-8")


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.GROUP])
def test_parents_read_their_own_words_and_no_concern(desk: Desk, tmp_path: Path, audience: Audience) -> None:
    agree(desk.ws, desk.family.id)
    reel = reel_for(desk, audience, f"{desk.family.pseudonym} together")
    for code in ("smile", "cry", "bid"):
        desk.press(code, 25)
    reel_building.allow_concern(desk.ws, reel_building.clips_of(desk.ws, reel.id)[0].id)
    text = written(desk, reel, tmp_path)
    names = [one["name"] for one in json.loads(text)["tracks"]["children"][0]["children"][0]["markers"]]
    assert names == ["Your baby smiles"]
    assert "Cry" not in text and "Bid" not in text and desk.family.pseudonym not in text


def test_a_supervisor_reads_the_codes(desk: Desk, tmp_path: Path) -> None:
    agree(desk.ws, desk.family.id)
    reel = reel_for(desk, Audience.SUPERVISOR)
    desk.press("cry", 25)
    assert "Baby: Cry" in written(desk, reel, tmp_path)


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (
            ClipLook(blurs=tuple(Blur(who, (FACE,), (FACE,)) for who in ("Parent", "Baby"))),
            "somebody is hidden",
        ),
        (ClipLook(quiet=(QuietSpan(Span(at(22), at(24))),)), "something is not to be heard"),
        (ClipLook(sound_percent=0), "something is not to be heard"),
    ],
)
def test_what_is_hidden_or_muted_would_not_be(desk: Desk, tmp_path: Path, look: ClipLook, words: str) -> None:
    agree(
        desk.ws, desk.family.id, answer=Answer(only_blurred=bool(look.blurs), no_sound=not look.sound_percent)
    )
    reel = reel_for(desk, Audience.SUPERVISOR)
    (clip,) = reel_building.clips_of(desk.ws, reel.id)
    reel_looks.set_look(desk.ws, clip.id, look)
    with pytest.raises(RuleViolation, match=f"In clip 1 {words}"):
        gather_reel(desk.ws, reel.id)
    reel_looks.set_look(desk.ws, clip.id, replace(look, blurs=(), quiet=(), sound_percent=100))
    if look.quiet:
        gather_reel(desk.ws, reel.id)
    else:
        with pytest.raises(ConsentNeeded):
            gather_reel(desk.ws, reel.id)


def test_without_consent_nothing_is_gathered(desk: Desk) -> None:
    reel = reel_for(desk, Audience.TRAINING)
    agree(desk.ws, desk.family.id, Purpose.SUPERVISION)
    with pytest.raises(ConsentNeeded):
        gather_reel(desk.ws, reel.id)


def test_a_film_that_is_not_the_one_that_was_coded_is_told(tmp_path: Path, plain_film: Clip) -> None:
    copy = tmp_path / "own film.mp4"
    copy.write_bytes(plain_film.path.read_bytes())
    with Workspace.open(tmp_path / "library", "AB") as ws:
        session, _ = add_film(ws, copy)
        agree(ws, session.family_id)
        book = parse_codebook(BOOK, "small.yaml")
        desk = Desk(ws, ws.get(Family, session.family_id), session, ensure_pass(ws, session, book))
        gathered = gather_reel(ws, reel_for(desk, Audience.PARENT).id)
        copy.write_bytes(plain_film.path.read_bytes() + b"more")
        with pytest.raises(MediaUnreadable, match=r"“own film\.mp4” is not the film that was coded"):
            write_reel_file(gathered, tmp_path / "reel.otio")
    assert not (tmp_path / "reel.otio").exists()
