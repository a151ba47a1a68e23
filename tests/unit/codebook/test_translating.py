from __future__ import annotations

from tests.unit.codebook.test_loading import FULL
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.codebook.translating import languages, translated


def test_texts_change_and_ids_and_choices_stay() -> None:
    book = parse_codebook(FULL, "full.yaml").codebook
    assert languages(book) == ("en-GB", "cy")
    welsh = translated(book, "cy_GB")
    assert (welsh.language, welsh.title, welsh.note) == ("cy", "Popeth", book.note)
    assert [code.label for code in welsh.codes] == ["No", "Ie", "Old"]
    assert [code.id for code in welsh.codes] == [code.id for code in book.codes]
    assert welsh.modifiers[0].choices == ("quiet", "clear")
    assert welsh.modifiers[0].choice_labels == ("tawel", "clir")


def test_a_language_that_is_not_there_changes_nothing() -> None:
    book = parse_codebook(FULL, "full.yaml").codebook
    assert translated(book, "de") is book
    assert translated(book, "en-GB") is book
    assert translated(book, "") is book
