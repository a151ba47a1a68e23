"""The bar above the builder: whose reel, for whom, which way of making it, its cards and sound, and making its film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.model.audiences import AUDIENCE_WORDS
from vig_annotator.model.clip_look import Card
from vig_annotator.model.edits.reel_presets import NAMES
from vig_annotator.model.reel import Reel
from vig_annotator.model.reel_style import FileFor, Loudness, ReelStyle

_FILES = (
    ("Film for a big screen", FileFor.BIG_SCREEN),
    ("Film for a phone", FileFor.PHONE),
    ("Film for the archive", FileFor.ARCHIVE),
)
_LOUDNESS = (
    ("Even loudness", Loudness.EVEN),
    ("Loudness for television", Loudness.BROADCAST),
    ("As loud as filmed", Loudness.AS_FILMED),
)


class ReelTop(QFrame):
    """What holds for the whole reel.

    Signals:
        preset_chosen(preset), audience_chosen(audience), style_changed(style): as they say.
    """

    preset_chosen = Signal(object)
    audience_chosen = Signal(object)
    style_changed = Signal(object)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(88)
        self._style = ReelStyle()
        self.back = IconButton("back", "Close", key="Ctrl+W", role="quiet")
        self.title = QLabel("")
        self.title.setProperty("role", "subtitle")
        self.audience, self.preset = Choice("Whom it is for"), Choice("Preset")
        for audience, words in AUDIENCE_WORDS.items():
            self.audience.addItem(words, audience)
        for preset, words in NAMES.items():
            self.preset.addItem(f"Preset: {words}", preset)
        self.file_for, self.loudness = Choice("What the film is for"), Choice("Loudness")
        for words, file_for in _FILES:
            self.file_for.addItem(words, file_for)
        for words, loudness in _LOUDNESS:
            self.loudness.addItem(words, loudness)
        for choice, letters in (
            (self.audience, 30),
            (self.preset, 24),
            (self.file_for, 20),
            (self.loudness, 20),
        ):
            choice.setMinimumContentsLength(letters)
        self.opening, self.closing = QLineEdit(), QLineEdit()
        for line, name in ((self.opening, "Title card"), (self.closing, "Closing card")):
            line.setAccessibleName(name)
            line.setPlaceholderText(f"{name}: none")
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.back)
        first.addWidget(self.title, 1)
        first.addWidget(self.audience)
        first.addWidget(self.preset)
        self.review = push_button("Shared review…", actions["present"].trigger, key="Ctrl+F5")
        self.make = push_button("Make…", actions["make_film"].trigger, role="primary", key="Ctrl+Shift+E")
        first.addWidget(self.review)
        first.addWidget(self.make)
        second.addSpacing(40)
        second.addWidget(self.opening, 1)
        second.addWidget(self.closing, 1)
        second.addWidget(self.loudness)
        second.addWidget(self.file_for)
        for row in (first, second):
            row.setContentsMargins(10, 0, 14, 0)
            row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        self.preset.activated.connect(lambda: self.preset_chosen.emit(self.preset.currentData()))
        self.audience.activated.connect(lambda: self.audience_chosen.emit(self.audience.currentData()))
        self.file_for.activated.connect(lambda: self._change(file_for=self.file_for.currentData()))
        self.loudness.activated.connect(lambda: self._change(loudness=self.loudness.currentData()))
        self.opening.editingFinished.connect(lambda: self._card("opening", self.opening))
        self.closing.editingFinished.connect(lambda: self._card("closing", self.closing))

    def show_reel(self, reel: Reel) -> None:
        """Show a reel."""
        self._style = style = reel.style
        self.title.setText(reel.title)
        choices = (
            (self.audience, reel.audience),
            (self.preset, style.preset),
            (self.file_for, style.file_for),
            (self.loudness, style.loudness),
        )
        for choice, value in choices:
            with QSignalBlocker(choice):
                choice.setCurrentIndex(choice.findData(value))
        for line, card in ((self.opening, style.opening), (self.closing, style.closing)):
            if not line.hasFocus():
                line.setText("" if card is None else card.text)

    def _card(self, which: str, line: QLineEdit) -> None:
        text = line.text().strip()
        card: Card | None = getattr(self._style, which)
        if text != ("" if card is None else card.text):
            now = None if not text else Card(text) if card is None else replace(card, text=text)
            self._change(**{which: now})

    def _change(self, **values: object) -> None:
        style = replace(self._style, **values)  # type: ignore[arg-type]
        if style != self._style:
            self.style_changed.emit(style)
