"""How a clip is played: its edges, speed, replay and still, how it begins, and what is shown beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QWidget

from vig_annotator.gui.builder.family_films import SessionFilm
from vig_annotator.gui.builder.form_page import FormPage, beside, form_layout, number_box, small
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.tick import Tick
from vig_annotator.model.clip_look import Join, StillPlace
from vig_annotator.model.mediatime import US_PER_SECOND
from vig_annotator.model.reel import ReelClip
from vig_annotator.model.timecode import format_time
from vig_annotator.services.reel_cameras import Camera

_SPEEDS = (100, 75, 50, 25)
_PLAYS: tuple[tuple[str, int | None], ...] = (
    ("Once", None),
    ("Once, then at half speed", 50),
    ("Once, then at quarter speed", 25),
    ("Twice", 100),
)
_PLACES = (("at its end", StillPlace.END), ("on the way", StillPlace.ON_THE_WAY))
_FADES_US = (150_000, 300_000, 600_000, 1_000_000)


class PlayPage(FormPage):
    """The first page.

    Signals:
        trim(edge, frames): move an edge (``onset`` or ``offset``) by some frames.
        freeze_wanted: the picture on the screen is to be the still.
        camera_chosen(id): which camera's film is to be shown; empty for the visit's own.
        both_wanted: another camera's film is to be shown beside it.
    """

    trim = Signal(str, int)
    freeze_wanted = Signal()
    camera_chosen = Signal(str)
    both_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.onset, self.offset = QLabel(), QLabel()
        self.speed, self.plays = Choice("How fast"), Choice("How often")
        for percent in _SPEEDS:
            self.speed.addItem(f"{percent / 100:g}×", percent)
        for words, again in _PLAYS:
            self.plays.addItem(words, again)
        self.still = number_box("How long the still is held", 0, 30, 0.5, " s", decimals=1)
        self.still.setSpecialValueText("no still")
        self.still_at = QLabel("")
        self.still_at.setProperty("role", "secondary")
        self.still_place = Choice("When the still is held")
        for words, place in _PLACES:
            self.still_place.addItem(words, place)
        self.join = Choice("How it begins")
        for fade_us in _FADES_US:
            self.join.addItem(f"Out of the dark, {fade_us / US_PER_SECOND:g} s", fade_us)
        self.join.addItem("At once", 0)
        self.beside_next = Tick("Beside the next clip")
        self.beside_next.setAccessibleName("Show it beside the next clip, at the same time")
        self.pair = QLabel("")
        self.pair.setProperty("role", "secondary")
        self.pair.setWordWrap(True)
        self.camera = Choice("Which camera")
        self.both = small("Both", self.both_wanted.emit, name="Show both cameras side by side", key="Shift+C")
        self._seen_by = beside(self.camera, self.both)
        self._form = form = form_layout()
        self._held = beside(self.still_at, self.still_place)
        form.addRow("From", self._trimmer("onset", "begin", self.onset))
        form.addRow("To", self._trimmer("offset", "end", self.offset))
        form.addRow("Camera", self._seen_by)
        form.addRow("Speed", self.speed)
        form.addRow("Play", self.plays)
        form.addRow("Still", beside(self.still, small("This one", self.freeze_wanted.emit, key="H")))
        form.addRow("", self._held)
        form.addRow("Begins", self.join)
        self.column.addLayout(form)
        self.column.addWidget(self.beside_next)
        self.column.addWidget(self.pair)
        self.column.addStretch(1)
        self.camera.activated.connect(lambda: self.camera_chosen.emit(self.camera.currentData()))
        self.speed.activated.connect(lambda: self.change(speed_percent=self.speed.currentData()))
        self.plays.activated.connect(lambda: self.change(replay_percent=self.plays.currentData()))
        self.join.activated.connect(self._join_chosen)
        self.still.editingFinished.connect(self._still_typed)
        self.still_place.activated.connect(self._place_chosen)
        self.beside_next.clicked.connect(lambda: self.change(beside_next=self.beside_next.isChecked()))

    def show_clip(
        self,
        clip: ReelClip,
        film: SessionFilm | None,
        pair: str,
        cameras: Sequence[Camera],
        *,
        can_be_left: bool,
    ) -> None:
        """Show a clip.

        Args:
            clip: the clip.
            film: that it shows, where that is known.
            pair: what it is shown beside, in words; empty for nothing.
            cameras: of its visit; nothing can be chosen where there is one.
            can_be_left: whether it could be shown at the left of the clip after it.
        """
        look = self.look = clip.look
        for words, time_us, last in ((self.onset, clip.onset_us, 0), (self.offset, clip.offset_us, 1)):
            words.setText(format_time(time_us))
            words.setToolTip("" if film is None else f"frame {film.frame_at(time_us - last) + last}")
        fields = (self.speed, self.plays, self.still, self.still_place, self.join, self.beside_next)
        blockers = [QSignalBlocker(field) for field in fields]
        self.speed.setCurrentIndex(max(0, self.speed.findData(look.speed_percent)))
        self.plays.setCurrentIndex(max(0, self.plays.findData(look.replay_percent)))
        self._show_cameras(clip, cameras)
        freeze = look.freeze
        self.still.setValue(0 if freeze is None else freeze.length_us / US_PER_SECOND)
        self.still_at.setText("" if freeze is None else format_time(freeze.at_us))
        self._form.setRowVisible(self._held, freeze is not None)
        if freeze is not None:
            self.still_place.setCurrentIndex(self.still_place.findData(freeze.place))
        fade_us = 0 if look.join is Join.CUT else min(_FADES_US, key=lambda one: abs(one - look.fade_us))
        self.join.setCurrentIndex(self.join.findData(fade_us))
        self.beside_next.setChecked(look.beside_next and can_be_left)
        self.beside_next.setEnabled(can_be_left)
        del blockers
        self.pair.setText(pair)
        self.pair.setVisible(bool(pair))

    def _show_cameras(self, clip: ReelClip, cameras: Sequence[Camera]) -> None:
        self._form.setRowVisible(self._seen_by, len(cameras) > 1)
        self.camera.clear()
        for number, one in enumerate(cameras, start=1):
            self.camera.addItem(f"{number}: {one.name}", one.camera_id or "")
        self.camera.setCurrentIndex(max(0, self.camera.findData(clip.camera_id or "")))
        self.both.setEnabled(not clip.look.beside_next)

    def _trimmer(self, edge: str, verb: str, words: QLabel) -> QWidget:
        less = small("−1", lambda: self.trim.emit(edge, -1), name=f"{verb} a frame earlier")
        more = small("+1", lambda: self.trim.emit(edge, 1), name=f"{verb} a frame later")
        return beside(words, less, more)

    def _join_chosen(self) -> None:
        fade_us = self.join.currentData()
        if fade_us:
            self.change(join=Join.FADE, fade_us=fade_us)
        else:
            self.change(join=Join.CUT)

    def _still_typed(self) -> None:
        length_us = round(self.still.value() * 10) * (US_PER_SECOND // 10)
        freeze = self.look.freeze
        if not length_us:
            self.change(freeze=None)
        elif freeze is None:
            self.freeze_wanted.emit()
        else:
            self.change(freeze=replace(freeze, length_us=length_us))

    def _place_chosen(self) -> None:
        if self.look.freeze is not None:
            self.change(freeze=replace(self.look.freeze, place=self.still_place.currentData()))
