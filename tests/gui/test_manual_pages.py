"""The manual as PDF, read back: every word of every code is there, no card is cut, and the ink is dark in every theme."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.errors import ExportError
from vig_annotator.gui.codebooks.manual_pages import write_manual_pdf
from vig_annotator.gui.codebooks.manual_saving import write_manual_file
from vig_annotator.gui.theme import ThemeChoice, theme


@pytest.fixture(params=[ThemeChoice.LIGHT, ThemeChoice.DARK], ids=str)
def dressed(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[None]:
    theme().set_choice(request.param)
    yield
    theme().set_choice(ThemeChoice.LIGHT)


def pages_of(path: Path) -> list[str]:
    document = QPdfDocument()
    document.load(str(path))
    texts = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return [plain(text) for text in texts]


def plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def darkest_share(path: Path) -> float:
    """Which part of the first page is ink that reads well on white."""
    document = QPdfDocument()
    document.load(str(path))
    picture = document.render(0, QSize(300, 424))
    document.close()
    dark = sum(
        picture.pixelColor(x, y).lightness() < 140 and picture.pixelColor(x, y).alpha() > 200
        for x in range(picture.width())
        for y in range(picture.height())
    )
    return dark / (picture.width() * picture.height())


@pytest.mark.parametrize("path", shipped_codebooks(), ids=lambda path: path.stem)
def test_every_card_is_whole(path: Path, tmp_path: Path, qtbot: QtBot) -> None:
    book = load_codebook(path).codebook
    count = write_manual_pdf(book, tmp_path / "m.pdf")
    pages = pages_of(tmp_path / "m.pdf")
    assert len(pages) == count
    for code in book.active_codes:
        with_definition = [page for page in pages if plain(code.definition) in page]
        assert len(with_definition) == 1, code.id
        for text in (
            code.label,
            code.example,
            code.counter_example,
            code.starts_when,
            code.ends_when,
            code.parent_label,
        ):
            assert plain(text) in with_definition[0], (code.id, text)
    for group in book.groups:
        first = next((code for code in book.active_codes if code.group == group.id), None)
        if first is not None:
            page = next(page for page in pages if plain(first.definition) in page)
            assert plain(group.label) in page, f"the heading “{group.label}” stands alone"
    assert all(f"{number}{count}" in page for number, page in enumerate(pages, start=1))


def test_dark_ink_on_white_paper(dressed: None, tmp_path: Path) -> None:
    write_manual_file(load_codebook(shipped_codebooks()[0]).codebook, tmp_path / "m.pdf")
    assert darkest_share(tmp_path / "m.pdf") > 0.001
    assert [one.name for one in tmp_path.iterdir()] == ["m.pdf"]


def test_restricted_wording_is_not_printed(qtbot: QtBot, tmp_path: Path) -> None:
    book = replace(load_codebook(shipped_codebooks()[0]).codebook, restricted=True)
    write_manual_pdf(book, tmp_path / "m.pdf")
    pages = "".join(pages_of(tmp_path / "m.pdf"))
    assert "restricted" in pages
    assert not any(plain(code.definition) in pages for code in book.codes)


def test_a_place_that_is_not_there(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_manual_file(load_codebook(shipped_codebooks()[0]).codebook, tmp_path / "none" / "m.pdf")


def test_the_command_needs_no_display(tmp_path: Path) -> None:
    out = tmp_path / "m.pdf"
    asked = [
        sys.executable,
        "-m",
        "vig_annotator",
        "codebook",
        "manual",
        str(shipped_codebooks()[0]),
        "--out",
        str(out),
    ]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(asked, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{out} (22 codes)\n"
    assert out.read_bytes().startswith(b"%PDF")
