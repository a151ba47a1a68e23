"""The form of a clip: four pages, of how it is played, what is read, what is seen, and what is heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from vig_annotator.gui.builder.family_films import SessionFilm
from vig_annotator.gui.builder.picture_page import PicturePage
from vig_annotator.gui.builder.play_page import PlayPage
from vig_annotator.gui.builder.sound_page import SoundPage
from vig_annotator.gui.builder.words_page import WordsPage
from vig_annotator.model.mediatime import Span
from vig_annotator.model.reel import ReelClip, is_at_the_right
from vig_annotator.services.reel_cameras import Camera

PLAY, WORDS, PICTURE, SOUND = range(4)


class ClipForm(QFrame):
    """Shows one clip; every change is told at once by its page.

    Signals:
        look_changed(look): the clip is to be shown otherwise.
        shown_wanted(time_us): a moment of the clip's session is to be shown.
    """

    look_changed = Signal(object)
    shown_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.head = QLabel("CLIP")
        self.head.setProperty("role", "head")
        self.play, self.words, self.picture, self.sound = PlayPage(), WordsPage(), PicturePage(), SoundPage()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Pages about the clip")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        for name, page in (
            ("Play", self.play),
            ("Words", self.words),
            ("Picture", self.picture),
            ("Sound", self.sound),
        ):
            self.tabs.addTab(name)
            scroll = QScrollArea()
            scroll.setAccessibleName(f"Clip: {name}")
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setWidget(page)
            self._stack.addWidget(scroll)
            page.look_changed.connect(self.look_changed)
        for asking in (self.words, self.picture, self.sound):
            asking.shown_wanted.connect(self.shown_wanted)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._empty = QLabel("Choose a clip of the reel to see what can be done with it.")
        self._empty.setProperty("role", "hint")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(14, 14, 14, 14)
        self.head.setContentsMargins(14, 14, 14, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        self.show_clip([], None, None)

    def show_clip(
        self,
        clips: list[ReelClip],
        place: int | None,
        film: SessionFilm | None,
        people: Sequence[str] = (),
        cameras: Sequence[Camera] = (),
    ) -> None:
        """Show a clip.

        Args:
            clips: of the reel.
            place: which of them, from 0; None for none.
            film: that it shows, where that is known.
            people: what they are called who are filmed in its family.
            cameras: of its visit.
        """
        for widget in (self.tabs, self._stack):
            widget.setVisible(place is not None)
        self._empty.setVisible(place is None)
        self.head.setText("CLIP" if place is None else f"CLIP {place + 1}")
        if place is None:
            return
        clip, right = clips[place], is_at_the_right(clips, place)
        pair = f"It is shown at the right of clip {place}, at the same time." if right else ""
        self.play.show_clip(clip, film, pair, cameras, can_be_left=not right and place + 1 < len(clips))
        self.words.show_clip(clip)
        self.picture.show_clip(clip, people)
        self.sound.show_clip(clip)

    def show_page(self, page: int) -> None:
        """Turn to a page."""
        self.tabs.setCurrentIndex(page)

    def write_subtitle(self, span: Span) -> None:
        """Let a subtitle be written for a stretch."""
        self.show_page(WORDS)
        self.words.write(span)
