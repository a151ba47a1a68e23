"""The list of tags by real keys and clicks: sorted, searched, edited in place, in step with timeline and film."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from tests.gui.hand import Hand
from tests.gui.timeline.books import BOOK, tag
from vig_annotator.gui.annotating.annotation_model import AnnotationModel
from vig_annotator.gui.annotating.annotation_table import AnnotationTable, runs_of
from vig_annotator.gui.annotating.table_order import Column, order_by
from vig_annotator.gui.annotating.tag_list import TagList
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.model.changes import ChangeSet, RowChange

FRAME_US = 40_000


@pytest.fixture
def listed(coding: Hand) -> Hand:
    """Points on frames 10 and 60, a stretch from 20 to 39; the list in front."""
    for frame, key in ((10, "r"), (20, "a"), (40, "a"), (60, "b")):
        coding.go_to(frame)
        coding.press(key)
    coding.press("Alt+2")
    coding.window.bench.open_film.selection.clear()
    return coding


def labels(hand: Hand) -> list[str]:
    rows = hand.window.screen_.side.tags.rows
    return [str(rows.index(n, Column.CODE).data()) for n in range(rows.rowCount())]


def cell(hand: Hand, row: int, column: Column) -> QPoint:
    table = hand.window.screen_.side.tags
    return table.visualRect(table.rows.index(row, column)).center()


def edit(hand: Hand, row: int, column: Column) -> None:
    table = hand.window.screen_.side.tags
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(hand, row, column))
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(hand, row, column))


def state(hand: Hand) -> tuple[int, int]:
    """First frame and end frame of the stretch."""
    (one,) = [one for one in hand.tags if not one.is_point]
    assert one.offset_us is not None
    return one.onset_us // FRAME_US, one.offset_us // FRAME_US


def type_in(hand: Hand, text: str) -> None:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_click_on_a_head_sorts_and_the_next_turns_it_round(listed: Hand) -> None:
    table = listed.window.screen_.side.tags
    assert labels(listed) == ["Received with face or body", "Watching with interest", "Baby's initiative"]
    header = table.horizontalHeader()
    place = QPoint(header.sectionPosition(Column.CODE) + 30, header.height() // 2)

    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert labels(listed) == ["Baby's initiative", "Received with face or body", "Watching with interest"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert labels(listed) == ["Watching with interest", "Received with face or body", "Baby's initiative"]

    listed.go_to(80)
    listed.press("b")
    assert labels(listed)[-2:] == ["Baby's initiative"] * 2
    assert {one.data() for one in table.selectionModel().selectedRows(Column.CODE)} == {"Baby's initiative"}


def test_a_few_letters_narrow_the_list_and_escape_brings_all_back(listed: Hand) -> None:
    panel = listed.window.screen_.side.tag_list
    listed.press("Ctrl+F")
    listed.type("watch")
    listed.until(lambda: labels(listed) == ["Watching with interest"])
    assert panel._count.text() == "1 of 3"
    listed.press("Return")
    assert listed.window.screen_.side.tags.hasFocus()

    listed.go_to(70)
    listed.press("b")
    assert labels(listed) == ["Watching with interest"] and panel._count.text() == "1 of 4"
    listed.press("Ctrl+F")
    listed.type("nobody")
    listed.until(lambda: labels(listed) == [])
    empty = listed.window.screen_.side.tags._empty
    assert empty.isVisible() and "No tag holds these words" in empty.text()
    listed.press("Esc")
    assert not empty.isVisible()
    assert len(labels(listed)) == 4


def test_names_of_codes_have_room_before_notes_and_times_are_read_whole(qtbot: QtBot) -> None:
    table = AnnotationTable()
    qtbot.addWidget(table)
    table.show_wide(True)
    table.resize(456, 300)
    table.show()
    qtbot.waitExposed(table)
    text = QFontMetricsF(table.font())

    assert table.columnWidth(Column.CODE) >= text.horizontalAdvance("Received with face or body") + 16
    assert table.columnWidth(Column.START) >= text.horizontalAdvance("0:00:00.000") + 8
    assert table.columnWidth(Column.NOTE) >= 60
    table.resize(800, 300)
    qtbot.waitUntil(lambda: table.columnWidth(Column.NOTE) > 200)


def test_the_cross_that_ends_a_search_stands_in_the_line_in_every_theme(listed: Hand) -> None:
    line = listed.window.screen_.side.findChild(TagList).line
    listed.press("Ctrl+F")
    listed.type("wa")
    cross, clear = line.findChild(QToolButton), line.findChild(QAction)
    assert cross is not None and clear is not None
    assert abs(cross.geometry().center().y() - line.rect().center().y()) <= 2
    assert line.rect().contains(cross.geometry())
    before = clear.icon().pixmap(14).toImage()
    theme().set_choice(ThemeChoice.DARK)
    assert clear.icon().pixmap(14).toImage() != before
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert line.text() == ""


def test_tags_are_found_by_note_subject_and_start(listed: Hand) -> None:
    film = listed.window.bench.open_film
    listed.window.tags.set_note(film.desk.annotations[0].id, "Looks back at her")
    table = listed.window.screen_.side.tags
    for words, count in (
        ("looks BACK", 1),
        ("baby", 1),
        ("parent", 2),
        ("0:00:02.400", 1),
        ("nobody", 0),
        ("", 3),
    ):
        table.search(words)
        assert table.rows.rowCount() == count, words


def test_start_and_length_are_typed_in_place(listed: Hand) -> None:
    edit(listed, 1, Column.START)
    type_in(listed, "f15")
    listed.until(lambda: state(listed) == (15, 40))

    edit(listed, 1, Column.LENGTH)
    type_in(listed, "0.4 s")
    listed.until(lambda: state(listed) == (15, 25))

    listed.press("Ctrl+Z", times=2)
    listed.until(lambda: state(listed) == (20, 40))


@pytest.mark.parametrize("text", ["soon", "0:99", "f9999", "0:10:00"])
def test_what_is_no_time_is_refused_and_said(listed: Hand, text: str) -> None:
    edit(listed, 0, Column.START)
    type_in(listed, text)

    listed.until(lambda: bool(listed.said))
    assert listed.tags[0].onset_us == 10 * FRAME_US
    assert text in listed.said[-1] or "The film" in listed.said[-1]


def test_the_code_is_chosen_in_place(listed: Hand) -> None:
    edit(listed, 2, Column.CODE)
    table = listed.window.screen_.side.tags
    choice = table.viewport().findChild(QComboBox)
    assert choice is not None
    row = choice.findText("Received with words or sound")
    choice.setCurrentIndex(row)
    choice.activated.emit(row)

    assert listed.tags[2].code_id == choice.itemData(row)


def test_several_are_chosen_with_the_keyboard_as_on_the_timeline(listed: Hand) -> None:
    table = listed.window.screen_.side.tags
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    assert len(listed.window.screen_.timeline.scene.selected) == 2
    listed.press("Delete")
    assert len(listed.tags) == 1


TIMES = st.lists(st.integers(0, 40), min_size=1, max_size=12)


@settings(max_examples=60)
@given(
    TIMES, TIMES, st.sampled_from(list(Column)), st.booleans(), st.sampled_from(["", "baby", "watch", "x"])
)
def test_after_any_changes_the_rows_are_as_if_listed_anew(
    before: list[int], after: list[int], column: Column, descending: bool, words: str
) -> None:
    codes = ("initiative", "watching", "received")

    def made(n: int, start: int) -> object:
        code = codes[n % 3]
        return (
            tag(f"t{n}", code, start, start + n % 4 + 1) if code == "watching" else tag(f"t{n}", code, start)
        )

    first = {f"t{n}": made(n, start) for n, start in enumerate(before)}
    then = {f"t{n}": made(n, start) for n, start in enumerate(after)}
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    model, anew = AnnotationModel(), AnnotationModel()
    for one, rows in ((model, first), (anew, then)):
        one.sort(column, order)
        one.search(words)
        one.set_all(rows.values(), BOOK)  # type: ignore[arg-type]

    changes = [
        RowChange(first.get(name), then.get(name))  # type: ignore[arg-type]
        for name in {**first, **then}
        if first.get(name) != then.get(name)
    ]
    model.take_over(ChangeSet("test", tuple(changes)), next(iter(first.values())).pass_id)  # type: ignore[attr-defined]

    shown = [model.annotation(n) for n in range(model.rowCount())]
    assert shown == [anew.annotation(n) for n in range(anew.rowCount())]
    assert [model.row_of(one) for one in shown] == list(range(len(shown)))
    key = order_by(column, {code.id: code.label for code in BOOK.codes})
    assert [key(one) for one in shown] == sorted(map(key, shown), reverse=descending)  # type: ignore[type-var]


@given(st.sets(st.integers(0, 60)))
def test_runs_hold_the_rows_and_none_touches_the_next(rows: set[int]) -> None:
    runs = runs_of(rows)

    assert [row for first, last in runs for row in range(first, last + 1)] == sorted(rows)
    assert all(last + 1 < after for (_, last), (after, _) in pairwise(runs))


def test_choosing_among_thousands_of_scattered_tags(qtbot: QtBot) -> None:
    table = AnnotationTable()
    qtbot.addWidget(table)
    tags = [tag(f"{number:05}", BOOK.codes[0].id, number) for number in range(4_000)]
    table.set_all(tags, BOOK)
    told: list[object] = []
    table.chosen.connect(told.append)

    def chosen() -> set[int]:
        return {index.row() for index in table.selectionModel().selectedRows()}

    table.choose([tags[7]])
    for wanted in (tags[::2], tags[1::3], tags, tags[40:41], tags[::2], []):
        table.choose(wanted)
        assert chosen() == {int(one.id) for one in wanted}
    assert told == []

    table.choose(tags[::2])
    table.selectRow(3)
    assert told[-1] == {tags[3].id}
