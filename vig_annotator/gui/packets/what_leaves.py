"""The left side of the sheet for sending: which films, how much of them, which codings, and who was filmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from vig_annotator.gui.buttons import push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.packets.packet_words import consent_words, length_words
from vig_annotator.gui.packets.parts import head, set_role
from vig_annotator.model.mediatime import Span
from vig_annotator.services.moments import moments_of
from vig_annotator.services.packet_sealing import SessionWish, length_us
from vig_annotator.services.passes import passes_of
from vig_annotator.services.workspace import Workspace

_LIST_PX, _LEAST_LIST_PX = 112, 60
WHOLE, MOMENTS, STRETCH = "whole", "moments", "stretch"
ALL, MINE = "all", "mine"


@dataclass(frozen=True, slots=True)
class Offered:
    """A session that can be sent.

    Attributes:
        title: family and session.
        moments: how many are marked in it.
    """

    session_id: str
    family_id: str
    title: str
    moments: int


class WhatLeaves(QWidget):
    """Signals: `changed`; `consent_wanted(family id)`, their consent is to be looked at."""

    changed = Signal()
    consent_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ws: Workspace | None = None
        self._offered: tuple[Offered, ...] = ()
        self._hindrances = ""
        self.films = QListWidget()
        self.films.setAccessibleName("Films to send")
        self.films.setMinimumHeight(_LEAST_LIST_PX)
        self.films.setMaximumHeight(_LIST_PX)
        self.films.setProperty("role", "framed")
        self.part = Choice("How much of each film")
        for words, data in (
            ("The whole film", WHOLE),
            ("Only the marked moments", MOMENTS),
            ("Only from … to …", STRETCH),
        ):
            self.part.addItem(words, data)
        self.start, self.stop = QLineEdit(), QLineEdit()
        self._times = self._stretch_row()
        self.codings = Choice("Which codings")
        for words, data in (("All codings that I can see", ALL), ("Only my own coding", MINE)):
            self.codings.addItem(words, data)
        self.sound = QCheckBox("With its sound")
        self.small = QCheckBox("Smaller picture, less to send")
        self.filmed = QLabel("")
        self.filmed.setWordWrap(True)
        self.filmed.setAccessibleName("Who was filmed, and their consent")
        self._consent = push_button("Consent…", self._tell_consent, role="link", name="Look at their consent")
        self._lay_out()
        for signal in (
            self.films.itemChanged,
            self.part.currentIndexChanged,
            self.codings.currentIndexChanged,
            self.sound.toggled,
            self.start.textChanged,
            self.stop.textChanged,
        ):
            signal.connect(self._refresh)

    def offer(self, ws: Workspace, offered: Sequence[Offered], chosen: str) -> None:
        """Offer sessions.

        Args:
            ws: the open library.
            offered: in the order in which they are listed.
            chosen: id of the one that is ticked, or empty.
        """
        self._ws = None
        self._offered = tuple(offered)
        self.films.clear()
        for one in offered:
            item = QListWidgetItem(one.title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = one.session_id == chosen or len(offered) == 1
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.films.addItem(item)
            if ticked:
                self.films.setCurrentItem(item)
        self.part.setCurrentIndex(0)
        self.codings.setCurrentIndex(0)
        self.start.clear()
        self.stop.clear()
        self.sound.setChecked(True)
        self.small.setChecked(False)
        self._ws = ws
        self._refresh()

    @property
    def chosen(self) -> list[Offered]:
        """The ticked sessions."""
        return [
            one
            for place, one in enumerate(self._offered)
            if self.films.item(place).checkState() is Qt.CheckState.Checked
        ]

    @property
    def typed_stretch(self) -> str:
        """The two times as ``A..B``; empty where they are not asked for."""
        wanted = self.part.currentData() == STRETCH
        return f"{self.start.text().strip()}..{self.stop.text().strip()}" if wanted else ""

    def wishes(self, stretch: Span | None) -> tuple[SessionWish, ...]:
        """What is to be sent.

        Args:
            stretch: what the two times mean, where they are asked for.
        """
        assert self._ws is not None
        found = []
        for one in self.chosen:
            stretches: tuple[Span, ...] = ()
            if self.part.currentData() == MOMENTS:
                there = moments_of(self._ws, one.session_id)
                stretches = tuple(Span(each.onset_us, each.offset_us) for each in there)
            elif stretch is not None:
                stretches = (stretch,)
            found.append(
                SessionWish(
                    one.session_id, stretches, self._mine(one) if self.codings.currentData() == MINE else None
                )
            )
        return tuple(found)

    @property
    def lacking(self) -> str:
        """What is still missing, or stands against it; empty if nothing does."""
        chosen, part = self.chosen, self.part.currentData()
        if not chosen:
            return "Choose a film."
        if self._hindrances:
            return "Somebody filmed has not agreed to supervision."
        if part == MOMENTS and not all(one.moments for one in chosen):
            return "A chosen film has no marked moments."
        if part == STRETCH and not (
            len(chosen) == 1 and self.start.text().strip() and self.stop.text().strip()
        ):
            return "Choose one film, and say from when to when."
        if self.codings.currentData() == MINE and not all(map(self._mine, chosen)):
            return "You have no coding of a chosen film."
        return ""

    @property
    def summary(self) -> str:
        """How much leaves."""
        chosen = self.chosen
        if not chosen or self._ws is None:
            return "Nothing is chosen yet"
        if self.part.currentData() == STRETCH:
            return "One stretch of one film"
        if self.part.currentData() == MOMENTS and not all(one.moments for one in chosen):
            return "A chosen film has no marked moments"
        return length_words(len(chosen), length_us(self._ws, self.wishes(None)))

    def renew(self) -> None:
        """Look at consent anew."""
        self._refresh()

    def _refresh(self) -> None:
        if self._ws is None:
            return
        filmed = [(one.session_id, one.family_id) for one in self.chosen]
        self._times.setVisible(self.part.currentData() == STRETCH)
        self._hindrances = consent_words(self._ws, filmed, self.sound.isChecked(), only_hindrances=True)
        self.filmed.setText(consent_words(self._ws, filmed, self.sound.isChecked()))
        set_role(self.filmed, "concern" if self._hindrances else "hint")
        self._consent.setVisible(bool(self._hindrances))
        self.changed.emit()

    def _mine(self, one: Offered) -> tuple[str, ...]:
        assert self._ws is not None
        there = passes_of(self._ws, one.session_id)
        return tuple(each.id for each in there if each.coder == self._ws.coder)

    def _tell_consent(self) -> None:
        if self.chosen:
            self.consent_wanted.emit(self.chosen[0].family_id)

    def _stretch_row(self) -> QWidget:
        row = QWidget()
        times = QHBoxLayout(row)
        times.setContentsMargins(0, 0, 0, 0)
        for words, line, example in (("from", self.start, "0:01:30"), ("to", self.stop, "0:02:10.5")):
            line.setPlaceholderText(example)
            line.setAccessibleName(f"The stretch {words}")
            times.addWidget(QLabel(words))
            times.addWidget(line, 1)
        return row

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(head("WHAT LEAVES"))
        for part in (self.films, self.part, self._times, self.codings):
            column.addWidget(part)
        ticks = QHBoxLayout()
        ticks.setSpacing(18)
        ticks.addWidget(self.sound)
        ticks.addWidget(self.small)
        ticks.addStretch(1)
        column.addLayout(ticks)
        column.addSpacing(4)
        column.addWidget(head("WHO WAS FILMED"))
        column.addWidget(self.filmed)
        column.addWidget(self._consent, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
