"""One file of each format: recognised by its content, whatever it is called; slips are told; the writers agree with the readers."""

import random

import pytest

from tests.unit.exchange.mutations import check_outcome, mutate
from tests.unit.exchange.seeds import document, seeds
from vig_annotator.errors import ForeignFileError, UsageError
from vig_annotator.exchange.formats import (
    FORMATS,
    Format,
    format_of_id,
    format_of_name,
    prepared,
    read_document,
    sniff,
)

SEEDS = seeds()
BY_CONTENT = {"visit.etf": "eaf"}


@pytest.mark.parametrize("name", SEEDS)
def test_content_decides_not_the_name(name: str) -> None:
    form = next(
        one for one in FORMATS if name.endswith(one.suffixes[0]) and (one.id != "via" or one.write is None)
    )
    wanted = BY_CONTENT.get(name, "via" if name == "visit.json" else form.id)
    assert sniff(SEEDS[name]) == wanted
    assert read_document(SEEDS[name], "anything.zip").format == wanted


def test_a_template_is_told_by_its_name() -> None:
    assert read_document(SEEDS["visit.etf"], "visit.etf").format == "etf"
    assert read_document(SEEDS["visit.etf"], "visit.etf").counts.annotations == 0


@pytest.mark.parametrize("name", SEEDS)
def test_slips_are_told_or_read(name: str) -> None:
    for number in range(60):
        chance = random.Random(f"{name}/{number}")
        assert check_outcome(mutate(SEEDS[name], chance), name, chance) in ("told", "read")


@pytest.mark.parametrize("form", [one for one in FORMATS if one.write is not None], ids=lambda one: one.id)
def test_losses_are_whole_sentences(form: Format) -> None:
    for loss in prepared(form, document(), {})[1]:
        assert loss.sentence.endswith(".")
        assert len(loss.sentence) > 20


@pytest.mark.parametrize(
    "raw", [b"", b"\n \n", b"\xef\xbb\xbf", b"\x00" * 50], ids=("none", "blank", "mark", "zeros")
)
def test_an_empty_file(raw: bytes) -> None:
    with pytest.raises(ForeignFileError, match="empty"):
        read_document(raw, "visit.eaf")


@pytest.mark.parametrize("raw", [b"hello", b"\x89PNG\r\n", b"%PDF-1.7\n;", b"a,b\n1,2\n"])
def test_no_kind_that_is_known(raw: bytes) -> None:
    with pytest.raises(ForeignFileError, match="no file of a kind"):
        read_document(raw, "visit.eaf")


def test_formats_by_name() -> None:
    assert format_of_name("A.EAF").id == "eaf"
    assert format_of_name("a.boris.gz").id == "boris"
    with pytest.raises(UsageError, match="ending"):
        format_of_name("a.docx")
    with pytest.raises(UsageError, match="no format"):
        format_of_id("docx")


def test_every_format_names_itself_once() -> None:
    assert len({one.id for one in FORMATS}) == len(FORMATS) == len({one.name for one in FORMATS})
