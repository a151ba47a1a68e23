"""The import screen, worked as a person works it: files dropped or chosen, decided about by keys, taken in as one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import Connection

from tests.builders.clips import Clip
from tests.guards import Dialogs
from tests.gui.hand import Hand
from tests.integration.test_import_into_library import EAF, media
from vig_annotator.gui.interchange.import_screen import ImportScreen
from vig_annotator.model.changes import ChangeSet
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import recordings_of, sessions_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import apply_changes


def library(hand: Hand) -> Workspace:
    ws = hand.window.door.workspace
    assert ws is not None
    return ws


def screen(hand: Hand) -> ImportScreen:
    return hand.window.exchange.import_screen


def drop(hand: Hand, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    hand.window.dropEvent(event)


def ready(hand: Hand) -> None:
    hand.until(lambda: screen(hand).is_open and screen(hand).button.isEnabled())


def tags(ws: Workspace) -> list[tuple[str, str, str, int]]:
    return sorted(
        (one.coder, ws.codebook(one.snapshot_id).title, tag.code_id, tag.onset_us)
        for session in sessions_of(ws)
        for one in passes_of(ws, session.id)
        for tag in ws.desk(one).annotations
    )


@pytest.fixture
def visit(tmp_path: Path) -> Path:
    path = tmp_path / "visit.eaf"
    path.write_text(EAF.format(media=media("visit.mp4", 500)), encoding="utf-8")
    return path


def test_dropped_looked_at_and_taken_in_by_keys_then_undone(hand: Hand, visit: Path) -> None:
    drop(hand, visit)
    ready(hand)
    seen = screen(hand)
    assert seen.badge.text() == "ELAN transcription 2.7"
    assert "5 annotations come in" in seen.outcome.text()
    assert "KL" in seen.outcome.text()
    assert tags(library(hand)) == [], "nothing is done before the button is pressed"
    hand.press("Ctrl+Return")
    hand.until(lambda: not seen.is_open)
    assert len(tags(library(hand))) == 5
    assert "“visit.eaf” is in, with 5 annotations" in hand.said[-1]
    library(hand).history.undo()
    assert tags(library(hand)) == []
    assert sessions_of(library(hand)) == []


def test_escape_takes_nothing_in(hand: Hand, visit: Path) -> None:
    drop(hand, visit)
    ready(hand)
    hand.press("Escape")
    assert not screen(hand).is_open
    assert sessions_of(library(hand)) == []


@pytest.fixture
def half_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """The first is set when some rows are written; the writing goes on when the second is set."""
    reached, go_on = Event(), Event()
    write = apply_changes.write

    def slowly(connection: Connection, change_set: ChangeSet, tell: apply_changes.Tell | None = None) -> None:
        def told(share: float) -> None:
            reached.set()
            go_on.wait()
            assert tell is not None
            tell(share)

        write(connection, change_set, told if tell is not None else None)

    monkeypatch.setattr(apply_changes, "_AT_ONCE", 1)
    monkeypatch.setattr(apply_changes, "write", slowly)
    yield reached, go_on
    go_on.set()


def begin_writing(hand: Hand, visit: Path, half_way: tuple[Event, Event]) -> Event:
    """Take a file in until half of it is written; answers what lets it go on."""
    reached, go_on = half_way
    drop(hand, visit)
    ready(hand)
    hand.press("Ctrl+Return")
    hand.until(reached.is_set)
    return go_on


def test_escape_while_it_is_written_takes_all_of_it_back(
    hand: Hand, visit: Path, half_way: tuple[Event, Event]
) -> None:
    go_on = begin_writing(hand, visit, half_way)
    hand.until(lambda: "Taking it in" in screen(hand).outcome.text())
    assert not screen(hand).button.isEnabled()
    assert sessions_of(library(hand)) == [], "half of it is never seen"
    hand.press("Escape")
    go_on.set()
    hand.until(lambda: not hand.window.jobs.running("import"))
    assert sessions_of(library(hand)) == []
    assert library(hand).history.undo_label is None
    assert not any("is in, with" in said for said in hand.said)
    # And once more, to the end.
    drop(hand, visit)
    ready(hand)
    hand.press("Ctrl+Return")
    hand.until(lambda: not screen(hand).is_open)
    assert len(tags(library(hand))) == 5
    assert library(hand).history.undo_label == "import “visit.eaf”"


def test_the_window_is_closed_while_it_is_written(
    hand: Hand, visit: Path, half_way: tuple[Event, Event]
) -> None:
    go_on = begin_writing(hand, visit, half_way)
    folder = library(hand).folder
    go_on.set()
    hand.close()
    with Workspace.open(folder, "AB") as ws:
        assert len(tags(ws)) in (0, 5)


def test_a_text_is_left_out_and_another_gets_a_code_by_keys(hand: Hand, visit: Path) -> None:
    drop(hand, visit)
    ready(hand)
    seen = screen(hand)
    names = [seen.codebook.itemText(n) for n in range(seen.codebook.count())]
    seen.codebook.setFocus()
    hand.press("Down", times=names.index("Attuned interaction"))
    hand.until(lambda: "of their own (" in seen.outcome.text() and "Counting" not in seen.outcome.text())
    ready(hand)
    toy = seen.mapping.codes["gaze@Parent:toy"]
    toy.setFocus()
    hand.press("Down")
    assert toy.currentText() == "Leave out"
    face = seen.mapping.codes["gaze@Parent:face"]
    face.setFocus()
    codes = [face.itemText(n) for n in range(face.count())]
    hand.press("Down", times=codes.index("Parent: Watching with interest"))
    hand.until(lambda: "1 are left out" in seen.outcome.text())
    assert "2 with codes of “Attuned interaction”" in seen.outcome.text()
    ready(hand)
    seen.button.setFocus()
    hand.press("Space")
    hand.until(lambda: not seen.is_open)
    taken = tags(library(hand))
    assert len([one for one in taken if one[1] == "Attuned interaction"]) == 2
    assert len(taken) == 4


def test_the_texts_of_a_tier_are_notes(hand: Hand, visit: Path) -> None:
    drop(hand, visit)
    ready(hand)
    seen = screen(hand)
    assert "gaze@Parent:toy" in seen.mapping.codes
    seen.mapping.texts["gaze@Parent"].setCurrentIndex(1)
    hand.until(lambda: "gaze@Parent:toy" not in seen.mapping.codes)
    ready(hand)
    hand.press("Ctrl+Return")
    hand.until(lambda: not seen.is_open)
    assert {one[2] for one in tags(library(hand))} == {"gaze", "remark"}


def test_a_film_that_is_shown_comes_with_its_offset(
    hand: Hand, visit: Path, plain_film: Clip, tmp_path: Path, dialogs: Dialogs
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    film = elsewhere / "renamed.mp4"
    shutil.copyfile(plain_film.path, film)
    drop(hand, visit)
    ready(hand)
    dialogs.answer((str(film), ""))
    screen(hand).film_wanted.emit("visit.mp4")
    ready(hand)
    hand.press("Ctrl+Return")
    hand.until(lambda: not screen(hand).is_open)
    (session,) = sessions_of(library(hand))
    (recording,) = recordings_of(library(hand), session.id)
    assert recording.path.endswith("renamed.mp4")
    assert recording.starts_at_us == 0
    assert min(one[3] for one in tags(library(hand))) == 1_500_000, "ELAN’s origin is added"


def test_a_session_without_film_gets_its_film_later(
    hand: Hand, visit: Path, plain_film: Clip, tmp_path: Path, dialogs: Dialogs
) -> None:
    drop(hand, visit)
    ready(hand)
    hand.press("Ctrl+Return")
    hand.until(lambda: not screen(hand).is_open)
    (session,) = sessions_of(library(hand))
    film = tmp_path / "films" / "visit.mp4"
    film.parent.mkdir()
    shutil.copyfile(plain_film.path, film)
    dialogs.answer((str(film), ""))
    hand.window.films.open_session(session.id)
    assert "has no film" in hand.said[-1]
    hand.click(hand.window.notice.button)
    hand.until_ready()
    (recording,) = recordings_of(library(hand), session.id)
    assert recording.starts_at_us == 0
    assert hand.window.bench.open_film.session.id == session.id


def test_many_files_one_of_them_bad(hand: Hand, visit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for name in ("a.eaf", "b.eaf", "c.eaf"):
        (folder / name).write_text(EAF.format(media="").replace("a7", f"x{name[0]}7"), encoding="utf-8")
    (folder / "broken.eaf").write_text("<ANNOTATION_DOCUMENT>", encoding="utf-8")
    drop(hand, folder)
    ready(hand)
    assert any("broken.eaf" in one for one in hand.said)
    assert screen(hand).step.text() == "File 1 of 3"
    hand.click(screen(hand).skip)
    hand.until(lambda: screen(hand).step.text() == "File 2 of 3")
    ready(hand)
    hand.click(screen(hand).all)
    hand.until(lambda: not screen(hand).is_open)
    assert len(sessions_of(library(hand))) == 2
    assert "2 files are in, with 10 annotations" in hand.said[-1]


def test_a_film_among_dropped_files_is_still_opened(hand: Hand, plain_film: Clip) -> None:
    drop(hand, plain_film.path)
    hand.until_ready()
    assert hand.window.coding


def test_a_file_of_no_known_kind_is_told(hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "x.eaf").write_bytes(b"")
    drop(hand, tmp_path / "x.eaf")
    hand.until(lambda: any("The file is empty" in one for one in hand.said))
    assert not screen(hand).is_open


def test_every_part_is_reached_by_tab_and_has_a_name(hand: Hand, visit: Path) -> None:
    drop(hand, visit)
    ready(hand)
    seen = screen(hand)
    hand.until(lambda: any(one.isVisible() for one in seen.found.findChildren(QPushButton)))
    seen.codebook.setFocus()
    names = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert seen.isAncestorOf(focused), "Tab stays on the card"
        assert focused.accessibleName(), focused
        names.add(focused.accessibleName())
        hand.press("Tab")
    assert {"Code with", "Family", "Import", "Cancel", "Show where “visit.mp4” is"} <= names
    assert any("becomes" in one for one in names)
