"""A family on the start page: picture, pseudonym, the parent's hope, its films, and how far the work is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vig_annotator.gui import icons
from vig_annotator.gui.consent.consent_words import card_words
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.model.consent import Standing
from vig_annotator.model.overview import FamilyOverview, SessionOverview
from vig_annotator.model.session_clock import length_us
from vig_annotator.model.timecode import format_short
from vig_annotator.services.consent import Summary

_PICTURE = QSize(150, 86)
_MOST_SESSIONS = 3


class FilmPicture(QWidget):
    """A rounded small picture of a film, or a film strip's outline where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self.setFixedSize(_PICTURE)

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, cut to the rounded corners."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(clip)
        if self._picture is None:
            painter.fillRect(self.rect(), QColor(tokens.bg))
            middle = QRectF(self.rect()).center()
            icons.draw(painter, "film", QRectF(middle.x() - 14, middle.y() - 14, 28, 28), QColor(tokens.ink3))
        else:
            painter.fillRect(self.rect(), QColor(tokens.film))
            scale = max(self.width() / self._picture.width(), self.height() / self._picture.height())
            width, height = self._picture.width() * scale, self._picture.height() * scale
            painter.drawImage(
                QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height), self._picture
            )
        painter.end()


class FamilyCard(QFrame):
    """One family; a click goes on where its last film was left.

    Signals:
        session_wanted(session id): go on coding.
        menu_requested(family id, session id or empty, global position): right click, or the menu key.
        consent_wanted(family id): look at its consent.
    """

    session_wanted = Signal(str)
    menu_requested = Signal(str, str, QPoint)
    consent_wanted = Signal(str)

    def __init__(self, overview: FamilyOverview, consent: Summary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview = overview
        self.setProperty("role", "card")
        self.picture = FilmPicture(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 18, 14)
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        name = QLabel(overview.family.pseudonym)
        name.setProperty("role", "subtitle")
        words.addWidget(name)
        summary = QLabel(_summary(overview))
        summary.setProperty("role", "secondary")
        summary.setWordWrap(True)
        words.addWidget(summary)
        if overview.family.goal:
            words_of_parent = overview.family.goal.strip('“”" ')
            goal = QLabel(f"“{words_of_parent}”")
            goal.setProperty("role", "goal")
            goal.setWordWrap(True)
            goal.setContentsMargins(0, 4, 0, 0)
            words.addWidget(goal)
        self._add_sessions(words)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addLayout(self._right_side(consent))
        if overview.sessions:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{overview.family.pseudonym}, {_summary(overview)}; continue")

    @property
    def film_paths(self) -> tuple[str, ...]:
        """Stored paths of the films, the last worked on first."""
        return tuple(film.path for one in self.overview.sessions for film in one.recordings)

    def show_picture(self, picture: QImage | None) -> None:
        """The first picture of the last film."""
        self.picture.show_picture(picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go on where the last film was left."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._continue()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space does what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._continue()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the family's menu."""
        session = self.overview.sessions[0].session.id if self.overview.sessions else ""
        self.menu_requested.emit(self.overview.family.id, session, event.globalPos())

    def _continue(self) -> None:
        if self.overview.sessions:
            self.session_wanted.emit(self.overview.sessions[0].session.id)

    def _add_sessions(self, words: QVBoxLayout) -> None:
        """The other films of the family, each with a button of its own."""
        if len(self.overview.sessions) < 2:
            return
        words.addSpacing(6)
        for one in self.overview.sessions[:_MOST_SESSIONS]:
            words.addWidget(self._session_button(one), 0, Qt.AlignmentFlag.AlignLeft)
        more = len(self.overview.sessions) - _MOST_SESSIONS
        if more > 0:
            rest = QLabel(f"and {more} more")
            rest.setProperty("role", "hint")
            rest.setContentsMargins(9, 0, 0, 0)
            words.addWidget(rest)

    def _session_button(self, one: SessionOverview) -> QPushButton:
        button = QPushButton(f"{one.session.title}  ·  {_session_words(one)}")
        button.setProperty("role", "link")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(f"Open {one.session.title}")
        button.clicked.connect(lambda: self.session_wanted.emit(one.session.id))
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(
            lambda at: self.menu_requested.emit(
                self.overview.family.id, one.session.id, button.mapToGlobal(at)
            )
        )
        return button

    def _right_side(self, consent: Summary) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addStretch(1)
        reels = QLabel(f"<b>{self.overview.reels}</b> reel{'s' if self.overview.reels != 1 else ''}")
        reels.setFont(font(BODY_PX, tabular=True))
        right.addWidget(reels, 0, Qt.AlignmentFlag.AlignRight)
        if self.overview.sessions:
            further = QLabel("Continue ›")
            further.setFont(font(BODY_PX, weight=QFont.Weight.Medium))
            further.setProperty("role", "secondary")
            right.addWidget(further, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        right.addWidget(self._consent_button(consent), 0, Qt.AlignmentFlag.AlignRight)
        return right

    def _consent_button(self, consent: Summary) -> QPushButton:
        button = QPushButton(card_words(consent))
        fine = consent.standing is Standing.GIVEN and not consent.ends_on
        button.setProperty("role", "link" if fine else "link-warn")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(f"{self.overview.family.pseudonym}: {card_words(consent)}")
        button.setToolTip("Who is filmed, and what they said about showing it.")
        button.clicked.connect(lambda: self.consent_wanted.emit(self.overview.family.id))
        return button


def film_file(folder: Path, stored: str) -> Path:
    """Where a film lies whose stored path is given."""
    return folder / stored


def _summary(overview: FamilyOverview) -> str:
    sessions = overview.sessions
    if not sessions:
        return "no film yet"
    if len(sessions) == 1:
        return f"{sessions[0].session.title} · {_session_words(sessions[0])}"
    return f"{len(sessions)} films · last: {sessions[0].session.title}"


def _session_words(one: SessionOverview) -> str:
    length = length_us(one.recordings)
    parts = [format_short(length)] if length else []
    parts.append(f"{one.annotations} tag{'s' if one.annotations != 1 else ''}")
    if one.moments:
        parts.append(f"{one.moments} moment{'s' if one.moments != 1 else ''}")
    return " · ".join(parts)
