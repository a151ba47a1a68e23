"""Two coders' files of a program that marks only where a look begins, brought in wholly in the window: looks, visits, names of coders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.infants import ENDS, FILES, GAZE, THERE, infant_sessions, require_published
from tests.gui.hand import Hand
from tests.gui.test_importing import drop, library, ready, screen
from vig_annotator.analysis.double_coding import Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.exchange.lasting import Marks
from vig_annotator.gui.interchange.import_screen import LIKE_NAMED
from vig_annotator.services.double_coded import agreement_across, double_coded
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import sessions_of

ROWS = ("100,0,left,", "700,0,right,", "1500,0,left,", "2100,0,end,", "800,0,talk,")


def written(path: Path, rows: Sequence[str] = ROWS) -> Path:
    head = "Offset: 0, Movie: MoviePathHere, DataFile: (null)\nTracks: left, right, talk, end\n"
    path.write_text(head + "Time,Duration,TrackName,comment\n\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def say(hand: Hand, track: str, words: str) -> None:
    """Choose what a track's instants are, by keys."""
    choice = screen(hand).mapping.marks[track]
    choice.setFocus()
    hand.type(words[0])  # no two of them begin with the same letter
    hand.until(lambda: screen(hand).mapping.marks[track] is not choice)
    ready(hand)


def looks(hand: Hand, session_title: str) -> dict[str, list[tuple[str, int, int | None]]]:
    ws = library(hand)
    session = next(one for one in sessions_of(ws) if one.title == session_title)
    return {
        one.coder: [
            (tag.code_id, tag.onset_us // 1000, tag.offset_us and tag.offset_us // 1000)
            for tag in ws.desk(one).annotations
        ]
        for one in passes_of(ws, session.id)
    }


def coder(hand: Hand, name: str) -> None:
    field = screen(hand).coder
    field.setFocus()
    field.selectAll()
    hand.type(name)
    hand.press("Tab")
    hand.until(lambda: name in screen(hand).outcome.text() and screen(hand).button.isEnabled())


def test_marks_become_looks_that_last_until_the_next(hand: Hand, tmp_path: Path) -> None:
    drop(hand, written(tmp_path / "visit 1 Ann.txt"))
    ready(hand)
    assert set(screen(hand).mapping.marks) == {"left", "right", "talk", "end"}
    for track in ("left", "right"):
        say(hand, track, "Until the next")
    say(hand, "end", "Ends what lasts")
    assert screen(hand).mapping.marks["left"].currentData() is Marks.LAST, "what was chosen is seen"
    assert "3 points last until the next." in screen(hand).found.sentences
    coder(hand, "Ann")
    hand.press("Ctrl+Return")
    hand.until(lambda: not screen(hand).is_open)
    found = looks(hand, "visit 1 Ann")["Ann"]
    assert ("left", 100, 700) in found
    assert ("right", 700, 1500) in found
    assert ("left", 1500, 2100) in found
    assert ("talk", 800, 800) in found


def test_what_is_chosen_is_read_in_full(hand: Hand, tmp_path: Path) -> None:
    drop(hand, written(tmp_path / "visit.txt"))
    ready(hand)
    mapping = screen(hand).mapping
    hand.until(lambda: mapping.marks["end"].width() >= 150)
    for choice in (mapping.marks["end"], mapping.codes["end"]):
        longest = max(
            choice.fontMetrics().horizontalAdvance(choice.itemText(n)) for n in range(choice.count())
        )
        assert choice.width() >= longest + 40, "and its arrow"


def test_marks_that_last_are_asked_about_only_where_wanted(hand: Hand, tmp_path: Path) -> None:
    drop(hand, written(tmp_path / "visit.txt", (*ROWS, "2000,500,talk,")))
    ready(hand)
    mapping = screen(hand).mapping
    assert not mapping.lasting.isChecked(), "it has stretches, so its marks may be instants"
    assert mapping.marks == {}
    mapping.lasting.setFocus()
    hand.press("Space")
    hand.until(lambda: bool(mapping.marks))
    ready(hand)
    say(hand, "left", "Until the next")
    assert any("last until" in one for one in screen(hand).found.sentences)
    hand.click(mapping.lasting)
    hand.until(lambda: not mapping.marks)
    ready(hand)
    hand.until(lambda: not any("last until" in one for one in screen(hand).found.sentences))


def test_a_choice_taken_back_is_none(hand: Hand, tmp_path: Path) -> None:
    drop(hand, written(tmp_path / "visit.txt"))
    ready(hand)
    say(hand, "left", "Until the next")
    say(hand, "left", "As in the file")
    assert not any("last until" in one for one in screen(hand).found.sentences)


def test_what_was_left_out_stays_so_when_instants_are_read_in_another_way(hand: Hand, tmp_path: Path) -> None:
    drop(hand, written(tmp_path / "visit.txt"))
    ready(hand)
    talk = screen(hand).mapping.codes["talk"]
    talk.setFocus()
    hand.press("Down")
    hand.until(lambda: "1 are left out" in screen(hand).outcome.text())
    ready(hand)
    say(hand, "left", "Until the next")
    assert screen(hand).mapping.codes["talk"].currentText() == "Leave out"
    hand.until(lambda: "1 are left out" in screen(hand).outcome.text())


def test_the_second_coders_files_go_into_the_visits_of_like_names(hand: Hand, tmp_path: Path) -> None:
    first = [written(tmp_path / f"visit {n} Ann.txt") for n in (1, 2)]
    drop(hand, *first)
    ready(hand)
    for track in ("left", "right"):
        say(hand, track, "Until the next")
    say(hand, "end", "Ends what lasts")
    coder(hand, "Ann")
    hand.click(screen(hand).all)
    hand.until(lambda: not screen(hand).is_open)
    drop(
        hand,
        *[written(tmp_path / f"visit {n} Bea.txt", (*ROWS[:2], "1600,0,left,", *ROWS[3:])) for n in (1, 2)],
    )
    ready(hand)
    seen = screen(hand)
    assert not seen.mapping.until_next.names, "another day, other files: nothing is left from before"
    seen.visit.setFocus()
    hand.press("Down")
    assert seen.visit_id == LIKE_NAMED
    hand.until(lambda: "into “visit 1 Ann”" in seen.outcome.text())
    ready(hand)
    assert seen.codebook.currentText() == "That visit’s codebook"
    assert not seen.family.isEnabled()
    for track in ("left", "right"):
        say(hand, track, "Until the next")
    say(hand, "end", "Ends what lasts")
    coder(hand, "Bea")
    assert "A code of its own" not in [
        seen.mapping.codes[one].currentText() for one in ("left", "right", "talk")
    ]
    hand.click(seen.all)
    hand.until(lambda: not seen.is_open)
    assert len(sessions_of(library(hand))) == 2
    for title in ("visit 1 Ann", "visit 2 Ann"):
        assert ("left", 1600, 2100) in looks(hand, title)["Bea"]
        assert ("left", 1500, 2100) in looks(hand, title)["Ann"]
    assert [one.coders for one in double_coded(library(hand)).pairs] == ["Ann and Bea"] * 2
    library(hand).history.undo()
    assert list(looks(hand, "visit 2 Ann")) == ["Ann"], "one undo takes the last file out again"


def test_a_visit_is_chosen_by_its_name_for_one_file(hand: Hand, tmp_path: Path) -> None:
    drop(hand, written(tmp_path / "baby.txt"))
    ready(hand)
    hand.press("Ctrl+Return")
    hand.until(lambda: not screen(hand).is_open)
    drop(hand, written(tmp_path / "other.txt"), written(tmp_path / "third.txt"))
    ready(hand)
    seen = screen(hand)
    seen.visit.setCurrentIndex(seen.visit.count() - 1)
    hand.until(lambda: "into “baby”" in seen.outcome.text())
    ready(hand)
    assert seen.all.text() == "Import all 2 into this visit"
    hand.press("Ctrl+Return")
    hand.until(lambda: seen.step.text() == "File 2 of 2")
    ready(hand)
    assert seen.visit_id == "", "the next file goes nowhere by itself"
    assert "into “" not in seen.outcome.text()


def test_no_visit_of_a_like_name_is_told_and_nothing_can_be_imported(hand: Hand, tmp_path: Path) -> None:
    drop(hand, written(tmp_path / "baby.txt"))
    ready(hand)
    hand.press("Ctrl+Return")
    hand.until(lambda: not screen(hand).is_open)
    drop(hand, written(tmp_path / "other.txt"))
    ready(hand)
    seen = screen(hand)
    seen.visit.setFocus()
    hand.press("Down")
    hand.until(lambda: "There is not exactly one visit with a name like “other”" in seen.outcome.text())
    assert not seen.button.isEnabled()
    assert set(seen.mapping.codes) == {"left", "right", "talk", "end"}, (
        "what there is to decide is still seen"
    )
    hand.press("Up")
    ready(hand)


def ready_into(hand: Hand, visit: str) -> None:
    hand.until(lambda: f"into “{visit}" in screen(hand).outcome.text() or not visit)
    ready(hand)


def decide(hand: Hand) -> None:
    """Say of each track what it is, where it was not said of an earlier file."""
    mapping = screen(hand).mapping
    if not mapping.lasting.isChecked():
        hand.click(mapping.lasting)
        hand.until(lambda: bool(mapping.marks))
        ready(hand)
    for track, words in (
        *((one, "Until the next") for one in GAZE),
        *((one, "Ends what lasts") for one in ENDS),
    ):
        if track in mapping.marks and mapping.marks[track].currentText() != words:
            say(hand, track, words)
    for track in list(mapping.codes):
        if track not in GAZE and mapping.codes[track].currentText() != "Leave out":
            mapping.codes[track].setCurrentIndex(mapping.codes[track].findText("Leave out"))
    ready(hand)


@pytest.mark.skipif(not THERE, reason="the shared VCode files are not beside the project")
def test_the_fifteen_infant_sessions_are_brought_in_wholly_in_the_window(hand: Hand) -> None:
    known = infant_sessions()
    for number in (1, 2):
        drop(hand, *[FILES / f"{one['session']}__{number}.txt" for one in known])
        ready(hand)
        coder(hand, f"human {number}")
        if number == 2:
            screen(hand).visit.setFocus()
            hand.press("Down")
            ready_into(hand, known[0]["session"])
        for place, one in enumerate(known):
            hand.until(lambda place=place: screen(hand).step.text() == f"File {place + 1} of 15")
            ready_into(hand, one["session"] if number == 2 else "")
            decide(hand)
            hand.press("Ctrl+Return")
        hand.until(lambda: not screen(hand).is_open)
    ws = library(hand)
    pairs = double_coded(ws).pairs
    assert len(sessions_of(ws)) == len(pairs) == 15
    found = agreement_across(ws.folder, pairs, Settings(bootstrap=Bootstrap(samples=0)))
    require_published(found)
