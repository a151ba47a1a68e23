"""What is read while a clip is shown: caption, what the baby might be saying, a word in the corner, a card before it, subtitles."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui.builder.form_page import FormPage, beside, form_layout, number_box, small
from vig_annotator.gui.builder.stretch_row import StretchRow
from vig_annotator.gui.layouts import emptied
from vig_annotator.model.clip_look import CARD_US, Card, ClipLook, Subtitle
from vig_annotator.model.edits.clip_stretches import subtitled
from vig_annotator.model.mediatime import US_PER_SECOND, Span
from vig_annotator.model.reel import ReelClip


class WordsPage(FormPage):
    """The second page.

    Signals:
        caption_changed(text): the caption was typed.
        subtitle_wanted: one is to be written at the picture on the screen, or for the marked stretch.
        edge_wanted(number, edge): a subtitle's edge is to be at the picture on the screen.
        shown_wanted(time_us): a moment of the session is to be shown.
        given_up: no subtitle is written after all.
    """

    caption_changed = Signal(str)
    subtitle_wanted = Signal()
    edge_wanted = Signal(int, str)
    shown_wanted = Signal(int)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption, self.baby, self.label, self.card, self.under = (QLineEdit() for _ in range(5))
        for line, name, hint in (
            (self.caption, "Caption", "in the parent’s words"),
            (self.baby, "Baby might say", "what the baby might be saying"),
            (self.label, "In the corner", "such as: Then"),
            (self.card, "Card before it", "words on a calm ground"),
            (self.under, "Small line of the card", "a smaller line below"),
        ):
            line.setAccessibleName(name)
            line.setPlaceholderText(hint)
            line.setMinimumWidth(60)
        self.card_length = number_box("How long the card stands", 0.5, 60, 0.5, " s", decimals=1)
        form = form_layout()
        form.addRow("Caption", self.caption)
        form.addRow("Baby says", self.baby)
        form.addRow("Corner", self.label)
        form.addRow("Card first", self.card)
        form.addRow("", beside(self.under, self.card_length))
        head = QLabel("SUBTITLES")
        head.setProperty("role", "head")
        self.hint = QLabel("What is said, shown while it is said. Mark the words with I and O, then press T.")
        self.hint.setProperty("role", "hint")
        self.hint.setWordWrap(True)
        self.rows: list[StretchRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._draft: Span | None = None
        self._clip_id = ""
        self.column.addLayout(form)
        self.column.addWidget(
            beside(head, small("Write one", self.subtitle_wanted.emit, name="Write a subtitle", key="T"))
        )
        self.column.addWidget(self.hint)
        self.column.addLayout(self._column)
        self.column.addStretch(1)
        self.baby.editingFinished.connect(lambda: self.change(baby_says=self.baby.text().strip()))
        self.label.editingFinished.connect(lambda: self.change(label=self.label.text().strip()))
        self.caption.editingFinished.connect(lambda: self.caption_changed.emit(self.caption.text().strip()))
        for field in (self.card, self.under, self.card_length):
            field.editingFinished.connect(self._card_typed)

    def show_clip(self, clip: ReelClip) -> None:
        """Show a clip's words; what is being typed stays."""
        self.look = clip.look
        card = clip.look.card
        for line, text in (
            (self.caption, clip.caption),
            (self.baby, clip.look.baby_says),
            (self.label, clip.look.label),
            (self.card, card.text if card is not None else ""),
            (self.under, card.under if card is not None else ""),
        ):
            if not line.hasFocus():
                line.setText(text)
        self.card_length.setValue((card.length_us if card is not None else CARD_US) / US_PER_SECOND)
        for widget in (self.under, self.card_length):
            widget.setEnabled(card is not None)
        if clip.id != self._clip_id:
            self._draft = None
        same = clip.id == self._clip_id and len(self.rows) == self._wanted_rows
        self._clip_id = clip.id
        if not same:
            self._build()
        self._fill(clip.look)

    def write(self, span: Span) -> None:
        """Let a subtitle be written for a stretch; nothing is kept before it has words."""
        there = next((n for n, one in enumerate(self.look.subtitles) if one.span == span), None)
        if there is None:
            self._draft = span
            self._build()
            self._fill(self.look)
        line = self.rows[-1 if there is None else there].field
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives up a subtitle that has no words yet."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Escape and self._draft is not None:  # type: ignore[attr-defined]
            self._give_up()
            return True
        return super().eventFilter(watched, event)

    @property
    def _wanted_rows(self) -> int:
        return len(self.look.subtitles) + (self._draft is not None)

    def _build(self) -> None:
        emptied(self._column)
        self.rows = []
        for number in range(self._wanted_rows):
            line = QLineEdit()
            line.setAccessibleName(f"Subtitle {number + 1}")
            line.setPlaceholderText("what is said")
            line.editingFinished.connect(partial(self._typed, number))
            row = StretchRow(f"subtitle {number + 1}", line)
            row.edge_wanted.connect(partial(self._edge, number))
            row.shown_wanted.connect(partial(self._show, number))
            row.removed.connect(partial(self._remove, number))
            if number == len(self.look.subtitles):
                line.installEventFilter(self)
            self.rows.append(row)
            self._column.addWidget(row)
        self.hint.setVisible(not self.rows)

    def _fill(self, look: ClipLook) -> None:
        known = [(one.text, one.span) for one in look.subtitles]
        if self._draft is not None:
            known.append(("", self._draft))
        for row, (text, span) in zip(self.rows, known, strict=True):
            row.show_span(span)
            assert isinstance(row.field, QLineEdit)
            if not row.field.hasFocus():
                row.field.setText(text)

    def _typed(self, number: int) -> None:
        if number >= len(self.rows):
            return  # the row went while its field lost the focus
        line = self.rows[number].field
        assert isinstance(line, QLineEdit)
        text = line.text().strip()
        if number == len(self.look.subtitles):
            if self._draft is not None and text:
                span, self._draft = self._draft, None
                self.look_changed.emit(subtitled(self.look, number, Subtitle(span, text)))
        elif text != self.look.subtitles[number].text:
            changed = replace(self.look.subtitles[number], text=text) if text else None
            self.look_changed.emit(subtitled(self.look, number, changed))

    def _edge(self, number: int, edge: str) -> None:
        if number < len(self.look.subtitles):
            self.edge_wanted.emit(number, edge)

    def _show(self, number: int) -> None:
        if number < len(self.look.subtitles):
            self.shown_wanted.emit(self.look.subtitles[number].span.onset_us)

    def _remove(self, number: int) -> None:
        if number < len(self.look.subtitles):
            self.look_changed.emit(subtitled(self.look, number, None))
        else:
            self._give_up()

    def _give_up(self) -> None:
        self._draft = None
        self._build()
        self._fill(self.look)
        self.given_up.emit()

    def _card_typed(self) -> None:
        text, under = self.card.text().strip(), self.under.text().strip()
        length_us = round(self.card_length.value() * 10) * (US_PER_SECOND // 10)
        self.change(card=Card(text, under if text else "", length_us) if text else None)
