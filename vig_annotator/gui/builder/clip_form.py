"""The form of a clip: its edges, how it is played, its words, its sound, and who or what is brought out or hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.clip_look import Card, ClipLook, Join
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.model.reel import ReelClip
from vig_annotator.model.timecode import format_time

_SPEEDS = (100, 75, 50, 25)
_PLAYS: tuple[tuple[str, int | None], ...] = (
    ("Once", None),
    ("Once, then at half speed", 50),
    ("Once, then at quarter speed", 25),
    ("Twice", 100),
)


class ClipForm(QScrollArea):
    """Shows one clip; every change is told at once.

    Signals:
        look_changed(look): the clip is to be shown otherwise.
        caption_changed(text): its caption was typed.
        trim(edge, frames): move an edge (``onset`` or ``offset``) by some frames.
        blur_wanted, zoom_wanted, spotlight_wanted, freeze_wanted: a box, or the picture, is to be chosen on the film.
        follow_wanted(number), blur_removed(number), doubt_wanted(number): about a blur.
    """

    look_changed = Signal(object)
    caption_changed = Signal(str)
    trim = Signal(str, int)
    blur_wanted = Signal()
    zoom_wanted = Signal()
    spotlight_wanted = Signal()
    freeze_wanted = Signal()
    follow_wanted = Signal(int)
    doubt_wanted = Signal(int)
    blur_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = ClipLook()
        self._box = QFrame()
        self._box.setProperty("role", "panel")
        self.head = QLabel("CLIP")
        self.head.setProperty("role", "head")
        self.onset, self.offset = QLabel(), QLabel()
        self.speed, self.plays = Choice("How fast"), Choice("How often")
        for percent in _SPEEDS:
            self.speed.addItem(f"{percent / 100:g}×", percent)
        for words, again in _PLAYS:
            self.plays.addItem(words, again)
        self.still = QDoubleSpinBox()
        self.still.setRange(0, 30)
        self.still.setSingleStep(0.5)
        self.still.setDecimals(1)
        self.still.setSuffix(" s")
        self.still.setSpecialValueText("no still")
        self.still.setAccessibleName("How long the still is held")
        self.caption, self.baby, self.label, self.card = (QLineEdit() for _ in range(4))
        for line, name, hint in (
            (self.caption, "Caption", "in the parent’s words"),
            (self.baby, "Baby might say", "what the baby might be saying"),
            (self.label, "In the corner", "such as: Then"),
            (self.card, "Card before it", "words on a calm ground"),
        ):
            line.setAccessibleName(name)
            line.setPlaceholderText(hint)
        self.join = Choice("How it begins")
        self.join.addItem("Out of the dark", Join.FADE)
        self.join.addItem("At once", Join.CUT)
        self.sound = QSpinBox()
        self.sound.setRange(0, 200)
        self.sound.setSingleStep(10)
        self.sound.setSuffix(" %")
        self.sound.setAccessibleName("Sound")
        for field in (self.caption, self.baby, self.label, self.card):
            field.setMinimumWidth(60)
        self.blurs = QVBoxLayout()
        self.blurs.setSpacing(4)
        self.zoom_state, self.spot_state = QLabel(), QLabel()
        self._lay_out()
        self._connect()
        self.show_clip(None, 0, None)

    def show_clip(self, clip: ReelClip | None, number: int, index: FrameIndex | None) -> None:
        """Show a clip; None for none.

        Args:
            clip: the clip.
            number: its place in the reel, from 1.
            index: frames of its session's film, where they are known.
        """
        self._box.setVisible(clip is not None)
        if clip is None:
            return
        look = self._look = clip.look
        self.head.setText(f"CLIP {number}")
        for words, time_us, last in ((self.onset, clip.onset_us, 0), (self.offset, clip.offset_us, 1)):
            frame = "" if index is None else f"frame {index.frame_at(time_us - last) + last}"
            words.setText(format_time(time_us))
            words.setToolTip(frame)
        fields = (self.speed, self.plays, self.still, self.join, self.sound)
        blockers = [QSignalBlocker(field) for field in fields]
        self.speed.setCurrentIndex(max(0, self.speed.findData(look.speed_percent)))
        self.plays.setCurrentIndex(max(0, self.plays.findData(look.replay_percent)))
        self.still.setValue(0 if look.freeze is None else look.freeze.length_us / US_PER_SECOND)
        self.join.setCurrentIndex(self.join.findData(look.join))
        self.sound.setValue(look.sound_percent)
        del blockers
        for line, text in (
            (self.caption, clip.caption),
            (self.baby, look.baby_says),
            (self.label, look.label),
            (self.card, look.card.text if look.card is not None else ""),
        ):
            if not line.hasFocus():
                line.setText(text)
        self.zoom_state.setText("a part of it" if look.framing else "whole")
        self.spot_state.setText("on" if look.spotlight is not None else "none")
        self._show_blurs(look)

    def _show_blurs(self, look: ClipLook) -> None:
        while self.blurs.count():
            item = self.blurs.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for number, blur in enumerate(look.blurs):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            state = "not followed yet" if not blur.followed else "followed"
            if blur.doubts:
                state = f"{len(blur.doubts)} to look at"
            words = QLabel(f"{blur.who or 'Somebody'} · {state}")
            words.setProperty("role", "concern" if blur.doubts or not blur.followed else "secondary")
            line.addWidget(words, 1)
            if blur.doubts:
                line.addWidget(_small("Look", lambda n=number: self.doubt_wanted.emit(n)))  # type: ignore[misc]
            else:
                line.addWidget(_small("Follow", lambda n=number: self.follow_wanted.emit(n)))  # type: ignore[misc]
            line.addWidget(_small("Remove", lambda n=number: self.blur_removed.emit(n)))  # type: ignore[misc]
            self.blurs.addWidget(row)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow("From", self._trimmer("onset", self.onset))
        form.addRow("To", self._trimmer("offset", self.offset))
        form.addRow("Speed", self.speed)
        form.addRow("Play", self.plays)
        form.addRow("Still", _beside(self.still, _small("This one", self.freeze_wanted.emit)))
        form.addRow("Caption", self.caption)
        form.addRow("Baby says", self.baby)
        form.addRow("Corner", self.label)
        form.addRow("Card first", self.card)
        form.addRow("Begins", self.join)
        form.addRow("Sound", self.sound)
        form.addRow(
            "Picture", _beside(self.zoom_state, _small("Draw…", self.zoom_wanted.emit), self._whole())
        )
        form.addRow(
            "Spotlight",
            _beside(self.spot_state, _small("Draw…", self.spotlight_wanted.emit), self._no_spot()),
        )
        hide = push_button("Blur somebody…", self.blur_wanted.emit)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(form)
        column.addWidget(hide)
        column.addLayout(self.blurs)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._box)

    def _trimmer(self, edge: str, words: QLabel) -> QWidget:
        less = _small("−1", lambda: self.trim.emit(edge, -1))
        more = _small("+1", lambda: self.trim.emit(edge, 1))
        less.setAccessibleName(f"{edge}: a frame earlier")
        more.setAccessibleName(f"{edge}: a frame later")
        return _beside(words, less, more)

    def _whole(self) -> QWidget:
        return _small("Whole", lambda: self._change(framing=()))

    def _no_spot(self) -> QWidget:
        return _small("None", lambda: self._change(spotlight=None))

    def _connect(self) -> None:
        self.speed.activated.connect(lambda: self._change(speed_percent=self.speed.currentData()))
        self.plays.activated.connect(lambda: self._change(replay_percent=self.plays.currentData()))
        self.join.activated.connect(lambda: self._change(join=self.join.currentData()))
        self.sound.editingFinished.connect(lambda: self._change(sound_percent=self.sound.value()))
        self.still.editingFinished.connect(self._still_typed)
        self.baby.editingFinished.connect(lambda: self._change(baby_says=self.baby.text().strip()))
        self.label.editingFinished.connect(lambda: self._change(label=self.label.text().strip()))
        self.card.editingFinished.connect(self._card_typed)
        self.caption.editingFinished.connect(lambda: self.caption_changed.emit(self.caption.text().strip()))

    def _still_typed(self) -> None:
        length_us = round(self.still.value() * 10) * (US_PER_SECOND // 10)
        freeze = self._look.freeze
        if not length_us:
            self._change(freeze=None)
        elif freeze is None:
            self.freeze_wanted.emit()
        else:
            self._change(freeze=replace(freeze, length_us=length_us))

    def _card_typed(self) -> None:
        text = self.card.text().strip()
        card = self._look.card
        self._change(card=None if not text else replace(card, text=text) if card is not None else Card(text))

    def _change(self, **values: object) -> None:
        look = replace(self._look, **values)  # type: ignore[arg-type]
        if look != self._look:
            self.look_changed.emit(look)


def _small(text: str, do: Callable[[], object]) -> QWidget:
    return push_button(text, do, role="small")


def _beside(*widgets: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(widgets[0], 1)
    for widget in widgets[1:]:
        row.addWidget(widget)
    return both
