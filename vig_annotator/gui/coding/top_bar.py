"""The bar above the film: whose film it is, who codes, find, undo, redo, and the reel as the next step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from vig_annotator.gui import icons
from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import IconButton, follow_keys, key_text, push_button, with_key
from vig_annotator.gui.codings.coding_words import STATE_WORDS, badge
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.menu_button import MenuButton
from vig_annotator.gui.theme import font, theme
from vig_annotator.gui.tokens import BODY_PX
from vig_annotator.model.coding_pass import CodingPass

_NARROW_PX, _NARROWEST_PX = 1150, 640
_OTHERS_PX = 420
"""Width of what is no name and no finding."""


class TopBar(QFrame):
    """Where one is, and the way back.

    Signals:
        family_clicked, session_clicked: the words of that name were clicked.
    """

    family_clicked = Signal()
    session_clicked = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(48)
        back = IconButton("back", action("film.start_page").title, action_id="film.start_page", role="quiet")
        back.clicked.connect(actions.qaction("film.start_page").trigger)
        self._actions = actions
        self._next = ""
        self._names = ("", "", "")
        self._family = _crumb("The family: name and hope")
        self._session = _crumb("The film’s name")
        self._session.setProperty("strong", "true")
        self._family.clicked.connect(self.family_clicked)
        self._session.clicked.connect(self.session_clicked)
        self._coder = QPushButton()
        self._coder.setProperty("role", "badge")
        self._coder.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._coder.clicked.connect(actions.qaction("codings.switch").trigger)
        self._step = push_button("", self._do_next)
        self._step.hide()
        self._find = push_button(
            "Find a code or command", actions.qaction("tag.find").trigger, action_id="tag.find"
        )
        follow_keys(self._find, self._show_find)
        self._find.setProperty("role", "find")
        self._find.setMinimumWidth(230)
        self._undo = IconButton("undo", "Undo", action_id="tag.undo")
        self._redo = IconButton("redo", "Redo", action_id="tag.redo")
        for button, action_id in ((self._undo, "tag.undo"), (self._redo, "tag.redo")):
            qaction = actions.qaction(action_id)
            button.clicked.connect(qaction.trigger)
            button.setEnabled(qaction.isEnabled())
            qaction.enabledChanged.connect(button.setEnabled)
        self._reel = push_button("Reel", actions.qaction("view.reel").trigger, role="primary")
        # Of a sealed packet no reel is made.
        view_reel = actions.qaction("view.reel")
        view_reel.visibleChanged.connect(lambda: self._reel.setVisible(view_reel.isVisible()))
        follow_keys(
            self._reel, lambda: self._reel.setToolTip(with_key("Show the reel", key_book().key("view.reel")))
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(MenuButton(actions))
        row.addWidget(back)
        row.addWidget(self._family)
        row.addWidget(_separator())
        row.addWidget(self._session)
        row.addWidget(self._coder)
        row.addStretch(1)
        row.addWidget(self._find)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._step)
        row.addWidget(self._reel)
        theme().changed.connect(self._paint_icons)
        self._paint_icons()

    def show_names(self, family: str, session: str) -> None:
        """Whose film it is."""
        self._names = (
            family if family.lower().startswith("family") else f"Family {family}",
            session,
            self._names[2],
        )
        self._show_names()
        self._session.setToolTip(session)

    def show_pass(self, one: CodingPass, initials: str, codebook: str, next_action: str) -> None:
        """Which coding is on the screen, how far it is, and what can be done with it next (an action's id, or empty)."""
        self._names = (*self._names[:2], badge(one, initials))
        self._show_names()
        state = STATE_WORDS[one.state].lower()
        words = f"{one.coder}’s coding with “{codebook}”: {state}"
        key = key_book().key("codings.switch")
        self._coder.setToolTip(with_key(f"{words}. Click for other codings, codebooks and coders", key))
        self._coder.setAccessibleName(f"{words}; other codings")
        self._next = next_action
        if next_action:
            row = action(next_action)
            self._step.setText(row.title)
            self._step.setAccessibleName(row.title)
            self._step.setToolTip(with_key(row.help.rstrip("."), key_book().key(row.id)))
        self._show_step()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen names are shortened, and finding is a button without words."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        self._show_find()
        self._find.setMinimumWidth(0 if narrow else 230)
        self._show_step()
        self._show_names()

    def _show_find(self) -> None:
        key = key_text(key_book().key("tag.find"))
        self._find.setText("" if self.width() < _NARROW_PX else f"Find a code or command    {key}")

    def minimumSizeHint(self) -> QSize:
        """As narrow as it can be made, not as it is."""
        return QSize(_NARROWEST_PX, self.height())

    def _show_names(self) -> None:
        step = self._step.sizeHint().width() + 8 if self._step.isVisibleTo(self) else 0
        room = max(0, self.width() - _OTHERS_PX - step - (0 if self.width() < _NARROW_PX else 230))
        for button, text, share in zip(
            (self._family, self._session, self._coder), self._names, (0.25, 0.4, 0.35), strict=True
        ):
            metrics = QFontMetrics(font(BODY_PX, weight=QFont.Weight.DemiBold))
            button.setText(
                metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(60, round(room * share)))
            )

    def _do_next(self) -> None:
        self._actions.trigger(self._next)

    def _show_step(self) -> None:
        self._step.setVisible(bool(self._next) and self.width() >= _NARROW_PX)

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """What undo and redo are about."""
        self._undo.set_name(f"Undo: {undo}" if undo else "Undo")
        self._redo.set_name(f"Redo: {redo}" if redo else "Redo")

    def show_reel(self, words: str) -> None:
        """How much is in the reel."""
        self._reel.setText(f"Reel  ·  {words}" if words else "Reel")

    def show_reel_open(self, opened: bool) -> None:
        """While the reel is open, making its film is the next step, not opening it."""
        self._reel.setProperty("role", "" if opened else "primary")
        self._reel.style().unpolish(self._reel)
        self._reel.style().polish(self._reel)

    def _paint_icons(self) -> None:
        self._find.setIcon(icons.icon("search", theme().tokens.ink2, 15))


def _crumb(name: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "crumb")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


def _separator() -> QLabel:
    label = QLabel("›")
    label.setProperty("role", "secondary")
    return label
