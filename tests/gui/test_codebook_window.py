"""The codebook window, worked by keys and mouse: what is typed is seen at once, undone step by step, and saved as asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.builders.disk import files_no_bigger_than
from tests.guards import Dialogs
from tests.gui.hand import Hand
from vig_annotator.codebook.loader import load_codebook
from vig_annotator.codebook.shipped import shipped_codebook_folder
from vig_annotator.codebook.translating import translated
from vig_annotator.gui.codebooks.codebook_window import CodebookWindow
from vig_annotator.gui.codebooks.editor_actions import EDITOR_ACTIONS
from vig_annotator.gui.codebooks.picked_codes import PickedCodes
from vig_annotator.gui.theme import ThemeChoice, theme
from vig_annotator.model.codebook import Confusion, Kind
from vig_annotator.services.codebook_editing import draft_of, draft_of_file
from vig_annotator.services.codebook_places import own_folder


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[CodebookWindow]:
    theme().set_choice(ThemeChoice.LIGHT)
    made = CodebookWindow(draft_of("vig_attunement", tmp_path), tmp_path)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.desk.draft = draft_of("vig_attunement", tmp_path)  # nothing to lose, nothing to ask
    made.close()
    made.deleteLater()


def press(window: QWidget, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    QTest.keyClick(QApplication.focusWidget() or window, combination.key(), combination.keyboardModifiers())


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    press(widget, "Ctrl+A")
    QTest.keyClicks(widget, text)


def shown(window: CodebookWindow) -> list[str]:
    return [row.code.label for row in window.palette_.rows]


def test_typing_is_seen_in_table_and_palette_and_is_one_step(window: CodebookWindow, qtbot: QtBot) -> None:
    assert window.chosen == "baby_initiative"
    type_into(window.form.lines["label"], "Baby begins")
    assert window.list.currentItem().text(0) == "Baby begins"
    qtbot.waitUntil(lambda: "Baby begins" in shown(window))
    assert window.windowTitle().endswith(" * – codebook")
    press(window, "Ctrl+Z")
    assert window.form.lines["label"].text() == "Baby's initiative"
    assert "Baby's initiative" in shown(window)
    press(window, "Ctrl+Y")
    assert window.form.lines["label"].text() == "Baby begins"


def test_whether_keys_are_held_is_chosen_and_saved(window: CodebookWindow, tmp_path: Path) -> None:
    box = window.header.hold_keys
    assert not box.isChecked()
    box.click()
    assert window.book.hold_keys
    press(window, "Ctrl+Z")
    assert not box.isChecked()
    box.click()
    press(window, "Ctrl+S")
    assert window.sheet.sentences == ["States now last as long as their keys are held."]
    press(window, "Space")
    (saved,) = own_folder(tmp_path).glob("*.yaml")
    assert load_codebook(saved).codebook.hold_keys


def test_a_key_that_is_taken_is_said_at_once(window: CodebookWindow) -> None:
    type_into(window.form.lines["key"], "a")
    assert "already that of" in window.form.trouble_of("key") or window.faults[0].field == "key"
    press(window, "Ctrl+S")
    assert not window.sheet.is_open
    assert "can't be saved yet" in window.notice.text.text()
    type_into(window.form.lines["key"], "k")
    assert "belongs to the player" in window.form.trouble_of("key")
    type_into(window.form.lines["key"], "0")
    assert window.form.trouble_of("key") == "" and window.faults == []


def test_what_is_missing_is_said_at_its_field(window: CodebookWindow, qtbot: QtBot) -> None:
    type_into(window.form.lines["label"], " ")
    qtbot.waitUntil(lambda: window.form.trouble_of("label") == "This can’t be empty; write something.")
    window.header.lines["title"].setText("")
    qtbot.waitUntil(lambda: window.header.trouble_of("title") != "")
    type_into(window.form.lines["window_s"], "soon")
    assert window.form.trouble_of("window_s") == "Write a number of seconds, such as 3 or 0.5."
    type_into(window.form.lines["window_s"], "3.25")
    code = window.book.code(window.chosen)
    assert code is not None and code.window_us == 3_250_000
    assert window.form.lines["window_s"].text() == "3.25"


def test_saving_a_shipped_codebook_makes_a_file_of_ones_own(window: CodebookWindow, tmp_path: Path) -> None:
    shipped = shipped_codebook_folder() / "vig_attunement.yaml"
    before = shipped.read_bytes()
    type_into(window.form.areas["example"], "He holds up the cup.")
    saved: list[Path] = []
    window.saved.connect(saved.append)
    press(window, "Ctrl+S")
    assert window.sheet.sentences == ["“Baby's initiative” has another example."]
    assert window.sheet.version.text() == "1.1"
    press(window, "Space")
    assert saved == [own_folder(tmp_path) / "vig_attunement.yaml"]
    book = load_codebook(saved[0]).codebook
    assert (book.version, book.codes[0].example) == ("1.1", "He holds up the cup.")
    assert shipped.read_bytes() == before
    assert not window.draft.changed


def test_on_a_full_disk_nothing_is_lost_and_it_is_said(window: CodebookWindow, tmp_path: Path) -> None:
    type_into(window.form.areas["example"], "He holds up the cup.")
    press(window, "Ctrl+S")
    with files_no_bigger_than(100):
        press(window, "Space")
    assert window.sheet.is_open
    assert re.search("full|can't be written", window.sheet.trouble), window.sheet.trouble
    assert window.draft.changed
    assert window.book.codes[0].example == "He holds up the cup."
    assert not list(own_folder(tmp_path).glob("*"))
    window.sheet.close_over()
    press(window, "Ctrl+S")
    press(window, "Space")
    assert load_codebook(own_folder(tmp_path) / "vig_attunement.yaml").codebook.version == "1.1"


def test_order_by_keys_and_by_dragging(window: CodebookWindow) -> None:
    first, second, third = window.list.code_ids[:3]
    press(window, "Alt+Down")
    assert window.list.code_ids[:3] == [second, first, third]
    press(window, "Alt+Up")
    assert window.list.code_ids[:3] == [first, second, third]

    def drop_below(row: int) -> None:
        item = window.list.topLevelItem(row)
        assert item is not None
        box = window.list.visualItemRect(item)
        at = QPointF(box.center().x(), box.bottom() - 2)

        class Dropped(QDropEvent):
            def source(self) -> QWidget:
                return window.list

        data = QMimeData()
        event = Dropped(
            at,
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QEvent.Type.Drop,
        )
        window.list.dropEvent(event)
        assert event.dropAction() == Qt.DropAction.IgnoreAction

    drop_below(2)
    assert window.list.code_ids[:3] == [second, third, first]
    assert window.chosen == first
    press(window, "Ctrl+Z")
    assert window.list.code_ids[:3] == [first, second, third]


def test_new_codes_are_taken_out_and_saved_ones_retired(window: CodebookWindow) -> None:
    press(window, "Ctrl+N")
    QTest.keyClicks(window.line_form.line, "Holds still")
    press(window, "Return")
    assert window.chosen == "holds_still"
    assert window.list.code_ids.index("holds_still") == 1
    assert window.faults == []
    window.list.setFocus()
    press(window, "Ctrl+Delete")
    assert "holds_still" not in window.list.code_ids
    window.choose("att_away")
    window.list.setFocus()
    press(window, "Ctrl+Delete")
    code = window.book.code("att_away")
    assert code is not None and code.retired and code.key is None
    assert window.list.currentItem().text(0) == "Attention away – retired"
    window.check()
    assert "Attention away" not in shown(window)
    press(window, "Ctrl+Delete")
    code = window.book.code("att_away")
    assert code is not None and not code.retired


def test_groups_kinds_and_colours(window: CodebookWindow) -> None:
    press(window, "Ctrl+G")
    QTest.keyClicks(window.line_form.line, "Hands")
    press(window, "Return")
    assert window.entries["groups"].rows["hands"].name.text() == "Hands"
    window.choose("warm_voice" if window.book.code("warm_voice") else window.list.code_ids[5])
    window.form.group.setCurrentIndex(window.form.group.findText("Hands"))
    window.form.kind.setCurrentIndex(0)
    code = window.book.code(window.chosen)
    assert code is not None and (code.group, code.kind) == ("hands", Kind.POINT)
    window.entries["groups"].rows["hands"].exclusive.setChecked(True)
    window.check()
    assert "states of the group “Hands” exclude each other" in window.form.trouble_of("group")
    window.entries["groups"].gone.emit("hands")
    window.check()
    assert window.faults == []
    grid = window.form.colours
    blue = "#1772B7" if "#1772B7" in grid._colours else grid._colours[4]
    QTest.mouseClick(
        grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grid.square(blue).center()
    )
    code = window.book.code(window.chosen)
    assert code is not None and code.colour == blue
    assert grid.words().startswith("Contrast ")
    QTest.mouseClick(
        grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grid.square("").center()
    )
    assert grid.words() == "The colour of its subject."


def test_closing_asks_when_something_would_be_lost(window: CodebookWindow, dialogs: Dialogs) -> None:
    type_into(window.form.lines["label"], "Other")
    from PySide6.QtWidgets import QMessageBox

    dialogs.answer(QMessageBox.StandardButton.Cancel)
    press(window, "Ctrl+W")
    assert window.isVisible()
    dialogs.answer(QMessageBox.StandardButton.Yes)
    press(window, "Ctrl+W")
    assert not window.isVisible()


def test_a_new_codebook_from_this_one(window: CodebookWindow, tmp_path: Path, dialogs: Dialogs) -> None:
    press(window, "Ctrl+Shift+N")
    QTest.keyClicks(window.line_form.line, "Our cues")
    press(window, "Return")
    assert window.windowTitle() == "Our cues * – codebook"
    dialogs.answer((str(tmp_path / "cues"), ""))
    press(window, "Ctrl+Shift+S")
    press(window, "Space")
    book = load_codebook(tmp_path / "cues.yaml").codebook
    assert (book.id, book.title, book.based_on) == ("our_cues", "Our cues", ("vig_attunement",))
    assert draft_of_file(tmp_path / "cues.yaml").book == book


def test_texts_are_written_in_another_language_and_saved(window: CodebookWindow, tmp_path: Path) -> None:
    press(window, "Ctrl+Shift+L")
    QTest.keyClicks(window.line_form.line, "Welsh!")
    press(window, "Return")
    assert window.line_form.is_open, "that is no language"
    QTest.keyClicks(window.line_form.line, "")
    type_into(window.line_form.line, "CY")
    press(window, "Return")
    assert window.desk.language == "cy"
    label = window.form.lines["label"]
    assert (label.text(), label.placeholderText()) == ("", "Baby's initiative")
    assert not window.form.subject.isEnabled() and not window.form.lines["key"].isEnabled()
    type_into(label, "Cychwyniad y baban")
    type_into(window.form.areas["definition"], "Llinell.")
    type_into(window.header.lines["title"], "Rhyngweithio")
    window.check()
    assert shown(window)[0] == "Cychwyniad y baban"
    assert window.palette_.rows[1].code.label == window.book.codes[1].label, "what has no text yet stays"
    press(window, "Ctrl+L")
    assert window.desk.language == "" and label.text() == "Baby's initiative"
    press(window, "Ctrl+Z")
    window.save()
    press(window, "Space")
    book = load_codebook(own_folder(tmp_path) / "vig_attunement.yaml").codebook
    assert translated(book, "cy").codes[0].label == "Cychwyniad y baban"
    assert translated(book, "cy").title == book.title
    window.desk.choose_language("cy")
    window.parts.language_gone.emit()
    assert window.desk.languages == [] and window.book.translations == ()
    press(window, "Ctrl+Z")
    assert window.desk.languages == ["cy"]


def test_what_a_code_answers_and_is_confused_with(window: CodebookWindow) -> None:
    window.choose("warm_voice")
    answers, confused = window.form.answers, window.form.confused_with

    def pick(codes: PickedCodes, label: str) -> None:
        codes.further.activated.emit(codes.further.findText(label))

    pick(answers, "Baby's initiative")
    pick(answers, "Attention away")
    QTest.mouseClick(answers.removers["att_away"], Qt.MouseButton.LeftButton)
    code = window.book.code("warm_voice")
    assert code is not None and code.answers == ("baby_initiative",)
    before = code.confused_with
    pick(confused, "Attention away")
    type_into(confused.lines["att_away"], "There nobody speaks.")
    code = window.book.code("warm_voice")
    assert code is not None
    assert code.confused_with == (*before, Confusion("att_away", "There nobody speaks."))
    assert answers.further.findText("Warm or playful voice") == -1, "no code answers itself"
    press(window, "Ctrl+Z")
    code = window.book.code("warm_voice")
    assert code is not None and code.confused_with == (*before, Confusion("att_away"))
    window.check()
    assert window.faults == []


def test_questions_and_who_is_watched(window: CodebookWindow) -> None:
    press(window, "Ctrl+Shift+G")
    QTest.keyClicks(window.line_form.line, "How strong?")
    press(window, "Return")
    questions, people = window.entries["modifiers"], window.entries["subjects"]
    card = questions.rows["how_strong"]
    type_into(card.choices, "faint")
    window.check()
    assert "needs at least two choices" in card.box.trouble
    press(window, "Return")
    QTest.keyClicks(card.choices, "clear")
    window.check()
    assert window.faults == []
    card.multiple.setChecked(True)
    window.choose("baby_initiative")
    window.form._modifiers["how_strong"].setChecked(True)
    modifier = window.book.modifier("how_strong")
    assert modifier is not None and (modifier.choices, modifier.multiple) == (("faint", "clear"), True)
    assert window.book.codes[0].modifiers[-1] == "how_strong"
    card.remove.click()
    assert "how_strong" not in window.book.codes[0].modifiers
    said: list[str] = []
    window.messages.said.connect(said.append)
    people.rows["infant"].remove.click()
    assert "would have nobody who does it" in said[-1]
    type_into(people.rows["infant"].name, "Child")
    subject = window.book.subject("infant")
    assert subject is not None and subject.label == "Child"
    window.check()
    assert window.faults == []


Look = Callable[[CodebookWindow], object]
LOOKS: dict[str, tuple[Look, object]] = {
    "save": (lambda w: w.sheet.is_open, True),
    "save_as": (lambda w: w.sheet.is_open, True),
    "changes": (lambda w: w.sheet.sentences, ["Nothing changed."]),
    "manual": (lambda w: "The manual is in “m.html”" in w.notice.text.text(), True),
    "new_from": (lambda w: w.line_form.is_open, True),
    "undo": (lambda w: w.book.codes[0].label, "Baby's initiative"),
    "redo": (lambda w: w.book.codes[0].label, "B"),
    "new_code": (lambda w: w.line_form.is_open, True),
    "retire": (lambda w: w.book.codes[0].retired, True),
    "up": (lambda w: w.book.codes[0].id, "att_watch"),
    "down": (lambda w: w.book.codes[1].id, "baby_initiative"),
    "new_group": (lambda w: w.line_form.is_open, True),
    "new_question": (lambda w: w.line_form.is_open, True),
    "language": (lambda w: w.line_form.is_open, True),
    "new_language": (lambda w: w.line_form.is_open, True),
    "close": (lambda w: w.isVisible(), False),
}


@pytest.mark.parametrize("action_id", [row.id for row in EDITOR_ACTIONS])
def test_every_action_by_its_key(
    action_id: str, window: CodebookWindow, dialogs: Dialogs, tmp_path: Path
) -> None:
    look, then = LOOKS[action_id]
    if action_id in ("undo", "redo"):
        type_into(window.form.lines["label"], "B")
    if action_id == "redo":
        press(window, "Ctrl+Z")
    if action_id == "up":
        second = window.list.code_ids[1]
        window.choose(second)
        look, then = lambda w: w.book.codes[0].id, second
    if action_id in ("manual", "save_as"):
        dialogs.answer((str(tmp_path / ("m.html" if action_id == "manual" else "x.yaml")), ""))
    press(window, next(row.key for row in EDITOR_ACTIONS if row.id == action_id))
    assert look(window) == then


def test_from_the_film_to_a_changed_codebook_and_back(coding: Hand) -> None:
    coding.go_to(20)
    coding.press("b")
    commands = coding.window.codebooks
    coding.window.actions_.trigger("codebook.edit")
    editor = commands.editor
    assert editor is not None and editor.book.id == coding.window.bench.open_film.codebook.id
    coding.until(editor.isActiveWindow)
    type_into(editor.form.lines["label"], "Baby begins")
    editor.save()
    press(editor, "Space")
    editor.close()
    assert commands.editor is None
    assert "still goes by the version" in coding.said[-1]
    coding.window.notice.button.click()
    form = coding.window.migration_form
    assert form.is_open
    assert form.outcome == "Every tag stays as it is. Undo takes it back in one step."
    form.button.click()
    coding.until(lambda: coding.window.bench.open_film.codebook.version == "1.1")
    coding.until_ready()
    assert coding.window.bench.open_film.codebook.codes[0].label == "Baby begins"
    assert [tag.code_id for tag in coding.tags] == ["baby_initiative"]
    coding.until(coding.window.isActiveWindow)
    assert coding.window.actions_.qaction("tag.undo").isEnabled()
    coding.press("Ctrl+Z")
    coding.until(lambda: coding.window.bench.open_film.codebook.version == "1.0")
    coding.until_ready()
    assert [tag.code_id for tag in coding.tags] == ["baby_initiative"]


def test_a_service_shares_a_folder_of_codebooks(coding: Hand, dialogs: Dialogs, tmp_path: Path) -> None:
    shared = tmp_path / "service"
    shared.mkdir()
    (shared / "ours.yaml").write_text(
        "id: ours\ntitle: Our cues\nversion: '1.0'\nextends: vig_attunement\n", encoding="utf-8"
    )
    (shared / "broken.yaml").write_text("id: broken\ntitel: Broken\n", encoding="utf-8")
    dialogs.answer(str(shared))
    coding.window.actions_.trigger("codebook.folder")
    assert coding.said[-1] == "1 codebook of “service” can be chosen now. 1 more have faults."
    coding.window.films.choose_codebook()
    coding.type("broken")
    coding.press("Return")
    assert "has no field “titel”" in coding.window.notice.text.text()
    coding.window.films.choose_codebook()
    coding.type("our cues")
    coding.press("Return")
    coding.until(lambda: coding.window.bench.open_film.codebook.id == "ours")
    coding.until_ready()
    coding.window.actions_.trigger("codebook.edit")
    editor = coding.window.codebooks.editor
    assert editor is not None and editor.draft.path == shared / "ours.yaml"
    coding.until(editor.isActiveWindow)
    assert "It extends vig_attunement" in editor.header._lineage.text()
    type_into(editor.form.lines["label"], "Baby begins")
    editor.save()
    press(editor, "Space")
    editor.close()
    text = (shared / "ours.yaml").read_text(encoding="utf-8")
    assert "extends: vig_attunement" in text and "Baby begins" in text and len(text) < 250
    dialogs.answer(str(own_folder(coding.window.bench.open_film.ws.folder)))
    coding.window.actions_.trigger("codebook.folder")
    assert coding.settings.codebook_folder == ""
