"""What is known about the chosen tag: code, place, length, note, further choices; each can be changed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.annotating.code_mark import mark_icon
from vig_annotator.gui.annotating.code_words import code_tooltip
from vig_annotator.gui.buttons import IconButton, follow_keys, with_key
from vig_annotator.gui.eliding import ElidedButton
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.layouts import emptied
from vig_annotator.gui.player.transport import grouped
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Codebook, Modifier
from vig_annotator.model.edits.annotations import Edge
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.timecode import format_duration, format_time

_NOTE_PX = 40


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
        self._index: FrameIndex | None = None
        self._choices: object = None
        self._icons: dict[str, QIcon] = {}
        self._shown: object = None
        self._head = QLabel("CHOSEN TAG")
        self._head.setProperty("role", "head")
        self._code = QPushButton()
        self._code.setProperty("role", "crumb")
        self._code.setProperty("strong", "true")
        self._code.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._code.setMinimumWidth(60)
        self._code.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._code.clicked.connect(actions.qaction("tag.change_code").trigger)
        self._place = QLabel("")
        self._place.setFont(font(BODY_PX, tabular=True))
        self._place.setAccessibleName("When")
        self._place.setContentsMargins(6, 0, 0, 0)
        self._links = QLabel("")
        self._links.setProperty("role", "hint")
        self._links.setAccessibleName("Links")
        self._links.setContentsMargins(6, 0, 0, 0)
        self._links.setWordWrap(True)
        self.note = NoteEdit()
        self.note.setAccessibleName("Note")
        follow_keys(
            self.note, lambda: self.note.setPlaceholderText(with_key("Note", key_book().key("tag.note")))
        )
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_PX)
        self.note.finished.connect(self._keep_note)
        self.note.given_up.connect(self.typing_ended)
        self._modifiers = QVBoxLayout()
        self._modifiers.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 10)
        column.setSpacing(3)
        column.addLayout(self._top_row(actions))
        column.addWidget(self._place)
        column.addWidget(self._links)
        column.addLayout(self._modifiers)
        column.addWidget(self.note)
        theme().changed.connect(self._draw_anew)
        self.hide()

    def _top_row(self, actions: ActionSet) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._code)
        row.addWidget(self._head)
        row.addStretch(1)
        for icon_name, action_id in (("film", "moment.of_tag"), ("bin", "tag.delete")):
            one = action(action_id)
            button = IconButton(
                icon_name, one.title, action_id=action_id, role="quiet", size_px=16, parent=self
            )
            button.clicked.connect(actions.qaction(action_id).trigger)
            row.addWidget(button)
        return row

    def show_tags(
        self,
        one: Annotation | None,
        count: int,
        codebook: Codebook,
        index: FrameIndex | None,
        links: Sequence[str] = (),
    ) -> None:
        """Show a tag and what is said about its links; with several chosen only their number; without any, nothing."""
        shown = one, count, codebook, index, tuple(links)
        if shown == self._shown:
            return
        self._shown = shown
        same = one is not None and self._one is not None and one.id == self._one.id
        if not same:
            self._keep_note(self.note.toPlainText())
        if codebook is not self._codebook:
            self._icons.clear()
        self._one, self._codebook, self._index = one, codebook, index
        self.setVisible(count > 0)
        for part in (self._code, self._place, self.note):
            part.setVisible(one is not None)
        self._head.setVisible(one is None)
        self._head.setText(f"{count:,} TAGS CHOSEN")
        self._links.setText("\n".join(links))
        self._links.setVisible(one is not None and bool(links))
        choices = (one.code_id, tuple(sorted(one.modifiers.items())), one.id) if one is not None else None
        if choices != self._choices or one is None:
            # While somebody tags quickly, what looks the same is not built anew.
            self._choices = choices
            self._show_code()
            self._show_modifiers()
        if one is None:
            return
        self._show_place(one, index)
        as_it_is = self.note.toPlainText() == one.note and not self.note.document().isUndoAvailable()
        if not as_it_is and not (same and self.note.hasFocus()):
            with QSignalBlocker(self.note):
                self.note.setPlainText(one.note)

    def show_drag(self, annotation_id: str, edge: Edge, time_us: MediaTime) -> None:
        """While an edge of the tag is dragged: start, end and length as they would be."""
        one = self._one
        if one is None or one.id != annotation_id:
            return
        if one.is_point:
            one = replace(one, onset_us=time_us, offset_us=time_us)
        elif edge is Edge.ONSET:
            one = replace(one, onset_us=time_us)
        else:
            one = replace(one, offset_us=time_us)
        if one.is_point or one.offset_us is None or one.offset_us > one.onset_us:
            self._show_place(one, self._index)

    def show_dropped(self) -> None:
        """The edge was let go of, or given up: start, end and length as they are."""
        if self._one is not None:
            self._show_place(self._one, self._index)

    def _show_place(self, one: Annotation, index: FrameIndex | None) -> None:
        starts = format_time(one.onset_us)
        if one.is_point:
            frame = f"  ·  frame {grouped(index.frame_at(one.onset_us))}" if index is not None else ""
            self._place.setText(f"{starts}{frame}")
            self._place.setToolTip("")
            return
        if one.offset_us is None:
            self._place.setText(f"{starts}  ·  still running")
            self._place.setToolTip("Press its key again to end it.")
            return
        length = format_duration(one.offset_us - one.onset_us)
        self._place.setText(f"{starts} – {format_time(one.offset_us)}  ·  {length}")
        if index is not None:
            first, last = index.frame_at(one.onset_us), index.frame_at(one.offset_us - 1)
            self._place.setToolTip(f"From frame {grouped(first)} to frame {grouped(last)}, both included.")

    def _show_code(self) -> None:
        code = self._codebook.code(self._one.code_id) if self._one and self._codebook else None
        if code is None or self._codebook is None:
            self._code.setText("Not in this codebook")
            return
        if code.id not in self._icons:
            self._icons[code.id] = mark_icon(code, self._codebook, theme().tokens)
        self._code.setText(code.label)
        self._code.setIcon(self._icons[code.id])
        self._code.setAccessibleName(f"Code: {code.label}; change it")
        self._code.setToolTip(code_tooltip(code, self._codebook))

    def _draw_anew(self) -> None:
        self._icons.clear()
        self._show_code()

    def _show_modifiers(self) -> None:
        emptied(self._modifiers)
        code = self._codebook.code(self._one.code_id) if self._one and self._codebook else None
        if code is None or self._codebook is None:
            return
        for modifier_id in code.modifiers:
            modifier = self._codebook.modifier(modifier_id)
            if modifier is not None:
                self._modifiers.addWidget(self._modifier_button(modifier))

    def _modifier_button(self, modifier: Modifier) -> QPushButton:
        assert self._one is not None
        chosen = self._one.modifiers.get(modifier.id, ())
        words = f"{modifier.label}  {', '.join(chosen)}" if chosen else f"{modifier.label}…"
        button = ElidedButton(words)
        button.setProperty("role", "small")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(modifier.label)
        button.setToolTip(words)
        menu = QMenu(button)
        for choice in modifier.choices:
            entry = menu.addAction(choice)
            entry.setCheckable(True)
            entry.setChecked(choice in chosen)
            entry.triggered.connect(lambda _=False, value=choice: self._choose(modifier, value))
        # Not `setMenu`: Qt would then draw the words without the space before them.
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
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
