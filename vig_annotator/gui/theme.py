"""The theme in force: follows the system or the user's choice, dresses the whole program, and tells who paints by hand.

A widget that paints itself asks ``theme().tokens`` in its `paintEvent` and connects ``theme().changed`` to `update`.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from vig_annotator.gui.style_sheet import style_sheet
from vig_annotator.gui.tokens import BODY_PX, DARK, LIGHT, Tokens


class ThemeChoice(StrEnum):
    """What the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The theme in force; `changed` is sent after the program was dressed anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = ThemeChoice.SYSTEM
        self._tokens = LIGHT
        self._following = False
        self._dressed: QObject | None = None

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    def color(self, name: str) -> QColor:
        """A token as a colour: ``theme().color("accent")``."""
        return QColor(getattr(self._tokens, name))

    def set_choice(self, choice: ThemeChoice) -> None:
        """Follow the system, or be light or dark; the program is dressed at once."""
        self._choice = choice
        if not self._following:
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
            self._following = True
        self._dress()

    def toggle(self) -> None:
        """The other of light and dark, chosen by hand."""
        self.set_choice(ThemeChoice.LIGHT if self._tokens.dark else ThemeChoice.DARK)

    def _system_changed(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._choice is ThemeChoice.DARK or (self._choice is ThemeChoice.SYSTEM and system_dark)
        tokens = DARK if dark else LIGHT
        app = QApplication.instance()
        if tokens is self._tokens and self._dressed is app:
            return
        self._tokens, self._dressed = tokens, app
        if isinstance(app, QApplication):
            app.setStyle(QStyleFactory.create("Fusion"))
            app.setFont(body_font())
            app.setPalette(_palette(self._tokens))
            app.setStyleSheet(style_sheet(self._tokens))
        self.changed.emit()


_THEME: Theme | None = None


def theme() -> Theme:
    """The program's one theme."""
    global _THEME
    if _THEME is None:
        _THEME = Theme()
    return _THEME


def body_font() -> QFont:
    """Inter where it is installed, else the system's sans; 13 px."""
    if "Inter" in QFontDatabase.families():
        font = QFont("Inter")
    else:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(BODY_PX)
    return font


def font(pixels: int, *, weight: QFont.Weight = QFont.Weight.Normal, tabular: bool = False) -> QFont:
    """The body's face in another size or weight; with figures of equal width for times and counts."""
    made = body_font()
    made.setPixelSize(pixels)
    made.setWeight(weight)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, value in (
        (role.Window, tokens.bg),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.panel),
        (role.AlternateBase, tokens.bg),
        (role.Text, tokens.ink),
        (role.PlaceholderText, tokens.ink2),
        (role.Button, tokens.panel),
        (role.ButtonText, tokens.ink),
        (role.ToolTipBase, tokens.panel),
        (role.ToolTipText, tokens.ink),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.BrightText, tokens.concern),
        (role.Light, tokens.panel),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.line),
        (role.Dark, tokens.line),
        (role.Shadow, tokens.line),
        (role.Accent, tokens.accent),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.ink3))
    return palette
