"""The printed manual: everything that the codebook says, in one file, and nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.unit.codebook.test_loading import FULL
from vig_annotator.codebook.loader import load_codebook, parse_codebook
from vig_annotator.codebook.manual import write_manual
from vig_annotator.codebook.shipped import shipped_codebooks
from vig_annotator.model.codebook import Codebook

_VOID = {"meta", "br"}


class _Page(HTMLParser):
    """Notes what is open, which anchors and links there are, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _page(book: Codebook) -> _Page:
    page = _Page()
    page.feed(write_manual(book).decode())
    page.close()
    assert page.open == []
    return page


@pytest.fixture(params=[path.stem for path in shipped_codebooks()])
def book(request: pytest.FixtureRequest) -> Codebook:
    return load_codebook(next(path for path in shipped_codebooks() if path.stem == request.param)).codebook


def test_everything_that_the_codebook_says_is_there(book: Codebook) -> None:
    text = " ".join(" ".join(_page(book).words).split())
    for part in (book.title, book.note, book.owner, book.licence, *book.decision_rules):
        assert " ".join(part.split()) in text
    for code in book.codes:
        for part in (
            code.label,
            code.definition,
            code.example,
            code.counter_example,
            code.starts_when,
            code.ends_when,
        ):
            assert part in text, code.id
        assert all(confusion.note in text for confusion in code.confused_with)
        assert code.parent_label in text
    assert "Key card" in text and "Exercise" in text and "Answers" in text


def test_every_card_is_there_once_and_every_link_leads_to_one(book: Codebook) -> None:
    page = _page(book)
    assert sorted(page.ids) == sorted(code.id for code in book.codes)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_file_needs_nothing_else(book: Codebook) -> None:
    raw = write_manual(book).decode()
    assert not re.search(r"https?:|url\(|@import|<script|<link|<img|<iframe", raw)
    assert write_manual(book) == raw.encode(), "the same codebook gives the same manual"


def test_every_example_is_asked_and_answered_once(book: Codebook) -> None:
    raw = unescape(write_manual(book).decode())
    answers = raw[raw.index(">Answers</h2>") :]
    for code in book.codes:
        assert len(re.findall(rf"<td>{re.escape(code.label)}</td>", answers)) == 1, code.id
        assert len(re.findall(rf"<td>(?:yes|no): {re.escape(code.label)}</td>", answers)) == 1, code.id


def test_what_a_person_wrote_can_not_become_markup() -> None:
    evil = "<script>alert(1)</script>&amp;\"'"
    book = parse_codebook(FULL, "full").codebook
    codes = tuple(
        replace(code, label=evil, definition=evil, example=evil, counter_example=evil) for code in book.codes
    )
    book = replace(
        book, restricted=False, title=evil, note=evil, owner=evil, decision_rules=(evil,), codes=codes
    )
    page = _page(book)
    assert "script" not in page.tags
    assert evil in "".join(page.words)


def test_restricted_wording_stays_out() -> None:
    book = parse_codebook(FULL.replace("definition: D", "definition: The secret wording"), "full").codebook
    assert book.restricted
    text = " ".join(_page(book).words)
    assert "restricted and is left out here" in text
    assert not any(word in text for word in ("secret", "Baby says yes", "Not that.", "First this."))


def test_keys_outside_the_drawn_rows_and_retired_codes_are_listed() -> None:
    text = FULL.replace("restricted: yes", "restricted: no").replace("    key: Y\n", "    key: ö\n")
    words = " ".join(" ".join(_page(parse_codebook(text, "full").codebook).words).split())
    assert "Yes Ö" in words
    assert "Retired codes Old use “No” instead" in words.replace("‘", "“").replace("’", "”")
