"""What is known about the chosen tag: code, place, length, note, further choices; each can be changed here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.annotating.code_mark import mark_icon
from vig_annotator.gui.annotating.code_words import code_tooltip
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.player.transport import grouped
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook, Modifier
from vig_annotator.model.timecode import format_duration, format_time


class NoteEdit(QPlainTextEdit):
    """A note: Enter or leaving keeps it, Shift+Enter is a new line, Esc gives it up.

    `finished` carries the text.
    """

    finished = Signal(str)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc end the typing."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.finished.emit(self.toPlainText())
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.document().undo()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc is the note's while it is being typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps what was typed."""
        super().focusOutEvent(event)
        self.finished.emit(self.toPlainText())


class SelectedPanel(QFrame):
    """Shows one tag, or how many are chosen.

    Signals:
        noted(id, text): the note is another one.
        modified(id, modifier id, choices): a further choice was made; `choices` is a tuple.
        typing_ended: the keys belong to the codes again.
    """

    noted = Signal(str, str)
    modified = Signal(str, str, object)
    typing_ended = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setAccessibleName("Chosen tag")
        self._one: Annotation | None = None
        self._codebook: Codebook | None = None
        self._head = QLabel("CHOSEN TAG")
        self._head.setProperty("role", "head")
        self._code = QPushButton()
        self._code.setProperty("role", "quiet")
        self._code.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._code.setFont(font(BODY_PX, weight=QFont.Weight.DemiBold))
        self._code.clicked.connect(actions.qaction("tag.change_code").trigger)
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(2)
        self._lines.setColumnMinimumWidth(0, 46)
        self._lines.setColumnStretch(1, 1)
        self._words: dict[str, tuple[QLabel, QLabel]] = {}
        for row, name in enumerate(("At", "Until", "Length")):
            key, value = QLabel(name), QLabel("")
            key.setProperty("role", "secondary")
            value.setFont(font(BODY_PX, tabular=True))
            value.setAccessibleName(name)
            self._lines.addWidget(key, row, 0)
            self._lines.addWidget(value, row, 1)
            self._words[name] = key, value
        self.note = NoteEdit()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText(f"Note  ·  {action('tag.note').key}")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(46)
        self.note.finished.connect(self._keep_note)
        self.note.given_up.connect(self.typing_ended)
        self._modifiers = QHBoxLayout()
        self._modifiers.setSpacing(6)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        of_tag = action("moment.of_tag")
        to_moment = push_button("Make a moment", actions.qaction("moment.of_tag").trigger, key=of_tag.key)
        remove = IconButton("bin", "Delete", key=action("tag.delete").key, role="quiet")
        remove.clicked.connect(actions.qaction("tag.delete").trigger)
        row.addWidget(to_moment, 1)
        row.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(5)
        column.addWidget(self._head)
        column.addWidget(self._code, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._lines)
        column.addLayout(self._modifiers)
        column.addWidget(self.note)
        column.addWidget(self._buttons)
        theme().changed.connect(self._show_code)
        self.hide()

    def show_tags(
        self, one: Annotation | None, count: int, codebook: Codebook, index: FrameIndex | None
    ) -> None:
        """Show a tag; with several chosen only their number; without any, nothing."""
        same = one is not None and self._one is not None and one.id == self._one.id
        if not same:
            self._keep_note(self.note.toPlainText())
        self._one, self._codebook = one, codebook
        self.setVisible(count > 0)
        for part in (self._code, self.note):
            part.setVisible(one is not None)
        for key, value in self._words.values():
            key.setVisible(one is not None)
            value.setVisible(one is not None)
        self._head.setText("CHOSEN TAG" if one is not None else f"{count} TAGS CHOSEN")
        self._show_code()
        self._show_modifiers()
        if one is None:
            return
        self._show_place(one, index)
        if not (same and self.note.hasFocus()):
            with QSignalBlocker(self.note):
                self.note.setPlainText(one.note)

    def _show_place(self, one: Annotation, index: FrameIndex | None) -> None:
        def place(time_us: int, last: bool = False) -> str:
            if index is None:
                return format_time(time_us)
            frame = index.frame_at(time_us - 1 if last else time_us)
            return f"{format_time(time_us)}  ·  f {grouped(frame)}"

        until_key, until = self._words["Until"]
        length_key, length = self._words["Length"]
        self._words["At"][1].setText(place(one.onset_us))
        for part in (until_key, until, length_key, length):
            part.setVisible(not one.is_point)
        if one.offset_us is None:
            until.setText("still running")
            length_key.hide()
            length.hide()
        elif not one.is_point:
            until.setText(place(one.offset_us, last=True))
            until.setToolTip("The last frame that belongs to it.")
            length.setText(format_duration(one.offset_us - one.onset_us))

    def _show_code(self) -> None:
        code = self._codebook.code(self._one.code_id) if self._one and self._codebook else None
        if code is None or self._codebook is None:
            self._code.setText("Not in this codebook")
            return
        self._code.setText(code.label)
        self._code.setIcon(mark_icon(code, self._codebook, theme().tokens))
        self._code.setAccessibleName(f"Code: {code.label}; change it")
        self._code.setToolTip(code_tooltip(code, self._codebook))

    def _show_modifiers(self) -> None:
        while (item := self._modifiers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        code = self._codebook.code(self._one.code_id) if self._one and self._codebook else None
        if code is None or self._codebook is None:
            return
        for modifier_id in code.modifiers:
            modifier = self._codebook.modifier(modifier_id)
            if modifier is not None:
                self._modifiers.addWidget(self._modifier_button(modifier))
        self._modifiers.addStretch(1)

    def _modifier_button(self, modifier: Modifier) -> QPushButton:
        assert self._one is not None
        chosen = self._one.modifiers.get(modifier.id, ())
        button = push_button(f"{modifier.label}: {', '.join(chosen)}" if chosen else f"{modifier.label}…")
        menu = QMenu(button)
        for choice in modifier.choices:
            entry = menu.addAction(choice)
            entry.setCheckable(True)
            entry.setChecked(choice in chosen)
            entry.triggered.connect(lambda _=False, value=choice: self._choose(modifier, value))
        button.setMenu(menu)
        return button

    def _choose(self, modifier: Modifier, choice: str) -> None:
        if self._one is None:
            return
        chosen = self._one.modifiers.get(modifier.id, ())
        if choice in chosen:
            wanted = tuple(one for one in chosen if one != choice)
        else:
            wanted = (*chosen, choice) if modifier.multiple else (choice,)
        self.modified.emit(self._one.id, modifier.id, wanted)

    def _keep_note(self, text: str) -> None:
        if self._one is not None and text.strip() != self._one.note:
            self.noted.emit(self._one.id, text)
