"""The keepsake sheet: what is on it, what never is, and what its file says about itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import at
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import Cancelled, ConsentNeeded, ExportError, RuleViolation, UsageError
from vig_annotator.gui.making.keepsake_pages import QtSheetPainter, pages_of
from vig_annotator.gui.reels.text_painter import QtTextPainter
from vig_annotator.jobs import JobContext
from vig_annotator.model.clip_look import Blur, ClipLook, Freeze
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.family import Family
from vig_annotator.model.frame_box import WHOLE, WHOLE_PICTURE, Box, BoxAt
from vig_annotator.model.plan import PlanKind
from vig_annotator.model.reel import Audience, Reel
from vig_annotator.model.session import Session
from vig_annotator.services import (
    consent,
    family_plan,
    keepsakes,
    moments,
    reel_building,
    reel_looks,
    reel_making,
    tagging,
)
from vig_annotator.services.families import set_goal
from vig_annotator.services.films import add_film
from vig_annotator.services.keepsakes import Paper, PictureWords, Sheet, SheetWords
from vig_annotator.services.passes import ensure_pass
from vig_annotator.services.reel_making import Making, Product
from vig_annotator.services.workspace import Workspace

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def reel(ws: Workspace, plain_film: Clip) -> Reel:
    session, _ = add_film(ws, plain_film.path)
    agree(ws, session.family_id)
    made = reel_building.make_reel(ws, session.family_id, "For the shared review")
    for first, caption in ((20, "He looks up, and you wait."), (50, "Peek-a-boo")):
        marked = moments.mark(ws, session.id, at(first), at(first + 10), caption=caption)
        reel_building.add_moments(ws, made.id, [marked.id])
    first = reel_building.clips_of(ws, made.id)[0]
    reel_looks.set_look(ws, first.id, ClipLook(freeze=Freeze(at(23), 400_000), baby_says="I see you!"))
    family_plan.add(ws, session.family_id, PlanKind.GOAL, "Bath time without tears")
    family_plan.add(ws, session.family_id, PlanKind.TRY, "Not on the sheet")
    return ws.get(Reel, made.id)


def order(ws: Workspace, reel: Reel, **words: object) -> Making:
    return reel_making.order(ws, reel.id, Product.SHEET, **words)  # type: ignore[arg-type]


def made(making: Making, out: Path, context: JobContext | None = None) -> bytes:
    reel_making.make(making, out, context, painter=QtTextPainter(), sheet_painter=QtSheetPainter())
    return out.read_bytes()


def pdf_of(data: bytes) -> tuple[QPdfDocument, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def text_of(data: bytes) -> str:
    document, _buffer = pdf_of(data)
    return " ".join(document.getAllText(page).text() for page in range(document.pageCount()))


def page_picture(data: bytes, page: int = 0, width: int = 1240) -> NDArray[np.uint8]:
    document, _buffer = pdf_of(data)
    size = document.pagePointSize(page).toSize() * width / document.pagePointSize(page).width()
    drawn = document.render(page, size)
    image = QImage(drawn.size(), QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def pictures_on(page: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """What stands on a page that is neither paper nor letters, from the top: upright boxes of some size."""
    solid = (cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) < 250).astype(np.uint8)
    solid = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    found = [
        cv2.boundingRect(one)
        for one in cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    ]
    boxes = sorted((box for box in found if box[2] > 200 and box[3] > 130), key=lambda box: box[1])
    return [page[y : y + h, x : x + w] for x, y, w, h in boxes]


def test_words_and_the_chosen_stills_are_on_it(ws: Workspace, reel: Reel, tmp_path: Path) -> None:
    data = made(order(ws, reel), tmp_path / "k.pdf")
    text = re.sub(r"\s+", " ", text_of(data))
    for words in (
        keepsakes.USUAL_HEADING,
        "He looks up, and you wait.",
        "“I see you!”",
        "Peek-a-boo",
        "Bath time without tears",
    ):
        assert words in text
    assert "Not on the sheet" not in text and reel.title not in text
    seen = [read_pattern(one) for one in pictures_on(page_picture(data))]
    assert seen[:2] == [23, 55], "the still that was chosen, and the middle of the other clip"


@pytest.mark.parametrize(("paper", "width_mm"), [(Paper.A4, 210), (Paper.A5, 148)])
def test_the_paper(ws: Workspace, reel: Reel, tmp_path: Path, paper: Paper, width_mm: int) -> None:
    data = made(order(ws, reel, paper=paper), tmp_path / "k.pdf")
    document, _buffer = pdf_of(data)
    assert document.pageCount() == 1
    assert document.pagePointSize(0).width() == pytest.approx(width_mm / 25.4 * 72, abs=1)


def test_who_is_blurred_in_the_reel_is_blurred_on_it(ws: Workspace, reel: Reel, tmp_path: Path) -> None:
    first = reel_building.clips_of(ws, reel.id)[0]
    strip = Blur("number", (BoxAt(at(20), Box(0, 9_400, WHOLE, 600)),))
    reel_looks.set_look(ws, first.id, replace(first.look, blurs=(strip,)))
    data = made(order(ws, reel), tmp_path / "k.pdf")
    seen = [read_pattern(one) for one in pictures_on(page_picture(data))]
    assert seen[:2] == [None, 55]


def test_its_file_says_nothing_about_files_or_families(ws: Workspace, reel: Reel, tmp_path: Path) -> None:
    family = ws.get(Family, reel.family_id)
    reel_building.rename_reel(ws, reel.id, f"{family.pseudonym}: bath time")
    data = made(order(ws, reel), tmp_path / "secret name.pdf")
    pdfinfo = shutil.which("pdfinfo")
    told = data
    if pdfinfo is not None:
        told += subprocess.run(
            [pdfinfo, "-meta", tmp_path / "secret name.pdf"], capture_output=True, check=True
        ).stdout
        told += subprocess.run(
            [pdfinfo, tmp_path / "secret name.pdf"], capture_output=True, check=True
        ).stdout
        assert b"bath time" in told
    for secret in (family.pseudonym, "secret name", str(ws.folder), "vig", "AB "):
        assert secret.encode() not in told and secret.encode("utf-16-be") not in told, secret
    assert family.pseudonym not in text_of(data)


def test_it_is_always_something_to_take_home(ws: Workspace, reel: Reel) -> None:
    """A concern that may be looked at together on purpose is never on it, and neither is what was tagged since."""
    book = next(path for path in shipped_codebooks() if path.stem == "circle_of_security")
    clip = reel_building.clips_of(ws, reel.id)[0]
    loaded = load_codebook(book)
    coding = ensure_pass(ws, ws.get(Session, clip.session_id), loaded)
    concern = next(code for code in loaded.codebook.codes if code.valence.value == "concern")
    tagging.press_code(ws, coding, concern.id, at(25), next_frame_us=at(26), film_end_us=at(100))
    reel_building.allow_concern(ws, clip.id, True)
    reel_making.order(ws, reel.id, Product.FILM)
    with pytest.raises(RuleViolation, match="nobody is beside them"):
        order(ws, reel)
    reel_building.set_audience(ws, reel.id, Audience.SUPERVISOR)
    with pytest.raises(RuleViolation, match="which is a concern"):
        order(ws, reel)


@pytest.mark.parametrize("words", ["80 % together", "F-001 smiles", "Enjoying it together"])
def test_words_that_are_not_for_the_family(ws: Workspace, reel: Reel, words: str) -> None:
    clip = reel_building.clips_of(ws, reel.id)[1]
    book = next(path for path in shipped_codebooks() if path.stem == "vig_attunement")
    ensure_pass(ws, ws.get(Session, clip.session_id), load_codebook(book))
    reel_building.set_clip_caption(ws, clip.id, words)
    with pytest.raises(RuleViolation, match=r"percentage|family’s code|name of a code"):
        order(ws, reel)
    reel_building.set_clip_caption(ws, clip.id, "fine")
    with pytest.raises(RuleViolation, match=r"percentage|family’s code|name of a code"):
        order(ws, reel, heading=words)


def test_consent_with_its_conditions(ws: Workspace, reel: Reel) -> None:
    people = [one.id for one in consent.people(ws, reel.family_id)]
    consent.record(ws, people, [Purpose.SHARED_REVIEW], Answer(stills_only=True, no_sound=True))
    order(ws, reel)
    with pytest.raises(ConsentNeeded, match="moves in clip 1"):
        reel_making.order(ws, reel.id, Product.FILM)
    consent.record(ws, people, [Purpose.SHARED_REVIEW], Answer(only_blurred=True))
    with pytest.raises(ConsentNeeded, match="only blurred"):
        order(ws, reel)
    consent.withdraw(ws, people[0], [Purpose.SHARED_REVIEW])
    with pytest.raises(ConsentNeeded, match="keepsake sheet"):
        order(ws, reel)


def test_a_picture_that_is_not_ticked_is_not_on_it_and_nobody_is_asked_about_it(
    ws: Workspace, reel: Reel, tmp_path: Path
) -> None:
    without = made(order(ws, reel, left_out={0}), tmp_path / "k.pdf")
    assert "Peek-a-boo" in text_of(without) and "looks up" not in text_of(without)
    (number,) = [one for one in map(read_pattern, pictures_on(page_picture(without))) if one is not None]
    assert 50 <= number < 60
    with pytest.raises(UsageError, match="No picture is left"):
        order(ws, reel, left_out={0, 1})
    people = [one.id for one in consent.people(ws, reel.family_id)]
    consent.record(ws, people, [Purpose.SHARED_REVIEW], Answer(only_blurred=True))
    _, second = reel_building.clips_of(ws, reel.id)
    whole = (BoxAt(at(0), WHOLE_PICTURE),)
    hidden = tuple(Blur(one.called, whole, followed=whole) for one in consent.people(ws, reel.family_id))
    reel_looks.set_look(ws, second.id, ClipLook(blurs=hidden))
    with pytest.raises(ConsentNeeded, match="not in clip 1"):
        order(ws, reel)
    order(ws, reel, left_out={0})
    with pytest.raises(ConsentNeeded, match="not in clip 1"):
        order(ws, reel, left_out={1})


def test_a_picture_left_out_is_the_same_one_when_it_is_made(ws: Workspace, reel: Reel) -> None:
    making = order(ws, reel, left_out={0})
    reel_making.require(ws, reel.id, making)
    reel_building.reorder(ws, reel.id, [one.id for one in reversed(reel_building.clips_of(ws, reel.id))])
    with pytest.raises(RuleViolation, match="shows or hides something else"):
        reel_making.require(ws, reel.id, making)


def test_the_hope_is_the_parents_own_and_can_be_left_out(ws: Workspace, reel: Reel, tmp_path: Path) -> None:
    set_goal(ws, reel.family_id, "“That he comes to me”")
    assert "“That he comes to me”" in text_of(made(order(ws, reel), tmp_path / "k.pdf"))
    without = text_of(made(order(ws, reel, with_hope=False, heading="Us"), tmp_path / "l.pdf"))
    assert "comes to me" not in without and "Bath time" not in without and "Us" in without


def test_what_can_not_be_written_leaves_nothing(ws: Workspace, reel: Reel, tmp_path: Path) -> None:
    making = order(ws, reel)
    with pytest.raises(ExportError, match="is not there"):
        made(making, tmp_path / "nowhere" / "k.pdf")
    context = JobContext(lambda share, words: context.cancel() if share > 0.5 else None)
    with pytest.raises(Cancelled):
        made(making, tmp_path / "k.pdf", context)
    (tmp_path / "old.pdf").write_bytes(b"old")
    with pytest.raises(ExportError, match="already there"):
        made(making, tmp_path / "old.pdf")
    assert [path.name for path in tmp_path.glob("*.pdf*")] == ["old.pdf"]


@pytest.mark.parametrize(
    ("count", "most", "shares"),
    [(0, 3, [0]), (1, 3, [1]), (3, 3, [3]), (4, 3, [2, 2]), (7, 3, [3, 2, 2]), (3, 2, [2, 1])],
)
def test_pictures_are_spread_over_pages(count: int, most: int, shares: list[int]) -> None:
    assert pages_of(count, most) == shares


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_nothing_is_cut_and_nothing_lies_on_something_else(count: int, upright: bool) -> None:
    shape = (360, 200, 3) if upright else (200, 360, 3)
    pictures = tuple(np.full(shape, 40 + 20 * n, np.uint8) for n in range(count))
    words = tuple(
        PictureWords("You wait until he has looked long enough, and he smiles at you", "More!")
        for _ in pictures
    )
    sheet = Sheet(
        SheetWords("Our moments together", "That he likes me", (("Sleep", True),), words), pictures, Paper.A4
    )
    data = QtSheetPainter().paint(sheet)
    document, _buffer = pdf_of(data)
    found = [
        one
        for page in range(document.pageCount())
        for one in pictures_on(page_picture(data, page))
        if one.mean() < 200
    ]
    assert len(found) == count
    for one in found:
        # The same grey all over but for the round corners: no letter lies on it.
        inside = one[20:-20, 20:-20]
        assert int(inside.max()) - int(inside.min()) <= 6
        assert one.shape[1] / one.shape[0] == pytest.approx(shape[1] / shape[0], rel=0.03)


def test_words_that_can_not_stand_beside_their_picture_are_told() -> None:
    words = (PictureWords("Supercalifragilistic" * 40),)
    sheet = Sheet(SheetWords("", "", (), words), (np.zeros((100, 200, 3), np.uint8),), Paper.A5)
    with pytest.raises(ExportError, match="picture 1 are too long"):
        QtSheetPainter().paint(sheet)
