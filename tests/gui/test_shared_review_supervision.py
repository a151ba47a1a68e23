"""A guider's own film of a shared review is supervised: coded, sent, judged, rated, returned, gone through; ratings saved."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.guards import Dialogs
from tests.gui.hand import Hand
from tests.gui.test_codings import work_as
from tests.gui.test_review import keep, said
from vig_annotator.model.coder import Role
from vig_annotator.model.review import EntryKind
from vig_annotator.services import coders

SERVICE_FORM = """
id: our_skills
title: Skills as our service sees them
version: '2'
lowest: 0
highest: 3
words: {0: not seen, 3: all along}
items:
- {id: silence, label: Lets silence be}
- {id: pace, label: Keeps the pace}
"""


@pytest.fixture
def sent(coding: Hand, library_folder: Path) -> Hand:
    """The guider coded seven moments of their own film with the codebook for shared reviews, by its keys, and sent it."""
    (library_folder / "rating-forms").mkdir()
    (library_folder / "rating-forms" / "ours.yaml").write_text(SERVICE_FORM, encoding="utf-8")
    coding.window.films.choose_codebook()
    coding.type("guider's own film")
    coding.press("Return")
    coding.until(lambda: coding.window.bench.open_film.codebook.id == "vig_shared_review")
    coding.until_ready()
    for key, frame in (("2", 5), ("1", 20), ("3", 30), ("5", 40), ("1", 60), ("4", 70)):
        coding.go_to(frame)
        coding.press(key)
    coding.go_to(80)
    coding.press("9")
    coding.go_to(95)
    coding.press("9")
    coders.add_coder(coding.window.bench.open_film.ws, "SV", role=Role.SUPERVISOR)
    coding.press("Ctrl+Shift+Return")
    return coding


def choice(hand: Hand, item: str, rating: int) -> None:
    box = hand.window.rating_sheet.choices[item]
    box.setCurrentIndex(box.findData(rating))


def press_keep(hand: Hand) -> None:
    hand.click(
        next(one for one in hand.window.rating_sheet.findChildren(QPushButton) if one.text() == "Keep")
    )


def test_from_the_first_key_to_the_table_of_ratings(sent: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    codes = [one.code_id for one in sent.tags]
    assert codes == [
        "guider_invites",
        "client_speaks_first",
        "guider_receives",
        "baby_mind",
        "client_speaks_first",
        "guider_builds",
        "guider_over_talk",
    ]
    assert len(sent.window.bench.open_film.desk.links) == 2, (
        "receiving and building answer what the parent said"
    )

    work_as(sent, "SV")
    film = sent.window.bench.open_film
    assert (film.coding_pass.coder, film.codebook.id) == ("AB", "vig_shared_review"), "what was sent is shown"
    film.selection.choose_tags([film.desk.annotations[2].id])
    sent.press("Alt+Shift+A")
    film.selection.choose_tags([film.desk.annotations[6].id])
    sent.press("Alt+Shift+Q")
    keep(sent, "how long is it?")
    film.selection.clear()
    sent.go_to(63)
    sent.press("Alt+Shift+N")
    sent.type("guider receives")
    sent.press("Return")
    for form, ratings in (
        ("our service", {"silence": 3, "pace": 0}),
        ("shared review", {"own_words": 4, "waits": 5}),
    ):
        sent.window.actions_.trigger("review.rate")
        assert sent.window.finder.is_open, "the service's own form stands beside the one that ships"
        sent.type(form)
        sent.press("Return")
        for item, rating in ratings.items():
            choice(sent, item, rating)
        press_keep(sent)
    sent.press("Alt+S")
    sent.type("You waited.")
    sent.press("Ctrl+Return")
    sent.press("Ctrl+Shift+B")

    work_as(sent, "AB")
    assert sent.window.bench.open_film.codebook.id == "vig_shared_review", (
        "the coding that came back is shown"
    )
    sent.press("Alt+4")
    words = sent.window.screen_.side.review._summary.text()
    for part in ("You waited.", "Lets silence be: 3 – all along", "Keeps the pace: 0 – not seen", "– SV"):
        assert part in words
    sent.press("F12")
    sent.until_shown(63)
    sent.press("Alt+T")
    assert [(one.code_id, one.onset_us // 40_000) for one in sent.tags][5] == ("guider_receives", 63)
    assert EntryKind.TAKE in {one.kind for one in said(sent)}

    dialogs.answer((str(tmp_path / "ratings"), ""))
    sent.window.actions_.trigger("ratings.save")
    assert "4 ratings are in “ratings.csv”" in sent.said[-1]
    rows = list(csv.DictReader((tmp_path / "ratings.csv").read_text(encoding="utf-8").splitlines()))
    assert {(row["coder"], row["rated_by"], row["form"], row["item"], row["rating"]) for row in rows} == {
        ("AB", "SV", "our_skills", "silence", "3"),
        ("AB", "SV", "our_skills", "pace", "0"),
        ("AB", "SV", "shared_review_skills", "own_words", "4"),
        ("AB", "SV", "shared_review_skills", "waits", "5"),
    }


def test_a_full_disk_is_told_and_leaves_no_half_table(sent: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    work_as(sent, "SV")
    sent.window.actions_.trigger("review.rate")
    sent.press("Return")
    item = next(iter(sent.window.rating_sheet.choices))
    choice(sent, item, 3)
    press_keep(sent)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    dialogs.answer((str(tmp_path / "file" / "ratings.csv"), ""))
    sent.window.actions_.trigger("ratings.save")
    assert sent.window.notice.isVisible()
    assert sorted(one.name for one in tmp_path.iterdir() if "ratings" in one.name) == []
