"""The bar above many sessions: which of them, whose codings, and how far the work is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from vig_annotator.gui.buttons import IconButton, push_button, with_key
from vig_annotator.gui.choice import Choice
from vig_annotator.services.double_coded import TwoPasses


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs are listed; None for all.

    Attributes:
        family_id: of one family.
        coders: of these two.
        codebook_id: coded with this codebook.
    """

    family_id: str | None = None
    coders: str | None = None
    codebook_id: str | None = None

    def holds(self, pair: TwoPasses) -> bool:
        """Whether a pair is one of them."""
        return (
            self.family_id in (None, pair.family_id)
            and self.coders in (None, pair.coders)
            and self.codebook_id in (None, pair.codebook_id)
        )


class SessionsBar(QFrame):
    """`wanted_changed` carries which pairs are to be listed."""

    wanted_changed = Signal(object)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(48)
        back = IconButton("back", "Close", key="Ctrl+W", role="quiet")
        back.clicked.connect(actions["close"].trigger)
        title = QLabel("Agreement over sessions")
        title.setProperty("role", "subtitle")
        self.families, self.coders = Choice("Which sessions"), Choice("Whose codings")
        self.codebooks = Choice("Coded with")
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setFixedWidth(110)
        self.progress.setAccessibleName("How far the figures are")
        self.stop_button = _button(actions["stop"])
        self.again_button = _button(actions["again"], role="primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(back)
        row.addWidget(title)
        row.addSpacing(8)
        for choice, px in ((self.families, 270), (self.coders, 170), (self.codebooks, 190)):
            choice.setMaximumWidth(px)
            choice.setMinimumWidth(120)
            choice.currentIndexChanged.connect(self._changed)
            row.addWidget(choice, px)
        row.addStretch(1)
        row.addWidget(self.progress)
        row.addWidget(self.stop_button)
        row.addWidget(_button(actions["settings"]))
        row.addWidget(_button(actions["methods"]))
        row.addWidget(self.again_button)
        self.show_ready()

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return Wanted(self.families.currentData(), self.coders.currentData(), self.codebooks.currentData())

    def show_pairs(self, pairs: Sequence[TwoPasses]) -> None:
        """Offer what there is to choose between; with one codebook only there is no choice of it."""
        sessions = len({one.a.session_id for one in pairs})
        of_family = {
            one.family_id: f"{one.family} ({len({p.a.session_id for p in pairs if p.family_id == one.family_id})})"
            for one in pairs
        }
        _offer(self.families, f"All double-coded sessions ({sessions})", of_family.items())
        _offer(self.coders, "All coders", ((one.coders, one.coders) for one in pairs))
        books = {one.codebook_id: one.codebook for one in pairs}
        _offer(self.codebooks, "All codebooks", books.items())
        self.codebooks.setVisible(len(books) > 1)
        if (
            len(books) > 1
        ):  # codes of different codebooks can't agree: begin with the one that most was coded with
            counted = [one.codebook_id for one in pairs]
            most = max(books, key=counted.count)
            self.codebooks.blockSignals(True)
            self.codebooks.setCurrentIndex(self.codebooks.findData(most))
            self.codebooks.blockSignals(False)

    def show_progress(self, share: float, words: str) -> None:
        """How far the work is."""
        self.progress.setValue(round(share * 1000))
        self.progress.setToolTip(words)
        self._show_working(True)

    def show_ready(self) -> None:
        """Nothing is being worked out."""
        self._show_working(False)

    def _show_working(self, working: bool) -> None:
        self.progress.setVisible(working)
        self.stop_button.setVisible(working)
        self.again_button.setVisible(not working)

    def _changed(self) -> None:
        self.wanted_changed.emit(self.wanted)


def _offer(choice: Choice, everything: str, some: Iterable[tuple[str, str]]) -> None:
    before = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    choice.addItem(everything, None)
    for data, words in dict(some).items():
        choice.addItem(words, data)
    choice.setCurrentIndex(max(0, choice.findData(before)) if before is not None else 0)
    choice.blockSignals(False)


def _button(action: QAction, role: str = "") -> QWidget:
    button = push_button(action.text(), action.trigger, role=role)
    button.setToolTip(with_key(action.toolTip(), action.shortcut().toString()))
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    return button
