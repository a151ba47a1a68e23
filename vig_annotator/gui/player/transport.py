"""The bar below the film: controls, time, frame, how sure the frame is, loop, speed, sound."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from vig_annotator.gui.action_set import ActionSet
from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import IconButton, follow_keys, key_text
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.player.look_button import LookButton
from vig_annotator.gui.player.speeds import SPEEDS, speed_text
from vig_annotator.gui.theme import font
from vig_annotator.gui.tokens import BODY_PX, SMALL_PX, TIME_PX
from vig_annotator.model.mediatime import Span
from vig_annotator.model.timecode import format_short, format_time

_BADGE_PX = 22
_NARROW_PX, _NARROWEST_PX = 640, 470
_SPACE_PX = 8


class Transport(QFrame):
    """Shows where the film is and how it plays; its buttons do what the action table says."""

    speed_chosen = Signal(float)
    volume_chosen = Signal(float)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(46)
        self._actions = actions
        self._narrow = False
        self._shown_frame: int | None = None
        self._last_frame = 0
        self._to_start = self._button("to_start", "play.start")
        self._back = self._button("frame_back", "play.frame_back")
        self._play = self._button("play", "play.toggle", role="primary")
        self._on = self._button("frame_on", "play.frame_on")
        self._loop = self._button("loop", "play.loop")
        self._loop.setCheckable(True)
        self._back.setAutoRepeat(True)
        self._on.setAutoRepeat(True)
        self._time = _tabular("0:00:00.000", TIME_PX, QFont.Weight.Bold, "Time")
        self._frame = _tabular("", BODY_PX, QFont.Weight.Normal, "Frame")
        self._frame.setProperty("role", "secondary")
        for figure in (self._time, self._frame):
            figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._badge = QLabel("")
        self._badge.setProperty("role", "badge")
        self._badge.setFixedHeight(_BADGE_PX)
        self._badge.hide()
        self._loop_text = _tabular("", SMALL_PX, QFont.Weight.Normal, "Loop")
        self._loop_text.setProperty("role", "secondary")
        self._speed = self._speed_button()
        self.look = LookButton(actions, self)
        self._sound = self._sound_button()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        for button in (self._to_start, self._back, self._play, self._on, self._loop):
            row.addWidget(button)
        row.addWidget(self._time)
        row.addWidget(self._frame)
        row.addWidget(self._badge)
        row.addStretch(1)
        row.addWidget(self._loop_text)
        row.addWidget(self._speed)
        row.addWidget(self.look)
        row.addWidget(self._sound)

    def show_place(self, time_us: int, frame: int | None) -> None:
        """The time and number of the frame on the screen; no number while frames are not known."""
        self._time.setText(format_time(time_us))
        self._shown_frame = frame
        self._show_frame()

    def show_length(self, frames: int) -> None:
        """How many frames the film has: its longest number has room from the start, so that nothing moves while it plays."""
        self._last_frame = max(0, frames - 1)
        self._fit()

    def show_playing(self, playing: bool) -> None:
        """Whether the film plays."""
        self._play.set_icon("pause" if playing else "play")
        self._play.set_name("Pause" if playing else "Play")

    def show_exactness(self, text: str, reason: str, *, sure: bool) -> None:
        """The badge beside the frame: ``exact``, ``approximate`` with the reason, or how far the reading is."""
        changed = self._badge.text() != text
        self._badge.setText(text)
        self._badge.setVisible(bool(text))
        if changed:
            self._fit()
        self._badge.setToolTip(reason)
        self._badge.setAccessibleName(f"{text}: {reason}" if reason else text)
        role = "badge" if sure else "badge-warn"
        if self._badge.property("role") != role:
            self._badge.setProperty("role", role)
            self._badge.style().unpolish(self._badge)
            self._badge.style().polish(self._badge)

    def show_loop(self, loop: Span | None) -> None:
        """The stretch that is played again and again."""
        self._loop.setChecked(loop is not None)
        text = "" if loop is None else f"Loop {format_short(loop.onset_us)} – {format_short(loop.offset_us)}"
        self._loop_text.setText(text)
        self._fit()

    def show_speed(self, rate: float) -> None:
        """How fast it plays; negative backwards."""
        speed = abs(rate)
        self._speed.setText(speed_text(rate))
        self._speed.setAccessibleName(f"Speed {speed_text(speed)}" + (" backwards" if rate < 0 else ""))
        for one in self._speed_group.actions():
            one.setChecked(one.data() == speed)

    def show_sound(self, volume: float, muted: bool, trouble: str = "") -> None:
        """How loud it is; `trouble` says why nothing is heard."""
        silent = muted or volume == 0 or bool(trouble)
        self._sound.set_icon("muted" if silent else "sound")
        words = trouble or ("Sound is off" if muted else f"Sound, {round(volume * 100)} %")
        self._sound.set_name(words)
        self._slider.blockSignals(True)
        self._slider.setValue(round(volume * 100))
        self._slider.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen, what is least needed makes room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what is least needed, where all of it has no room."""
        # First the words about the loop, which the timeline shows, too; then words and space between; then the time is
        # written smaller; then there is no button for the loop, which keys and menu have, too; then hardly any space.
        for words, space_px, figure_px, loop in (
            (True, _SPACE_PX, TIME_PX, True),
            (False, _SPACE_PX, TIME_PX, True),
            (False, 4, TIME_PX, True),
            (False, 4, BODY_PX, True),
            (False, 4, BODY_PX, False),
            (False, 2, BODY_PX, False),
        ):
            self._lay_out(words=words, space_px=space_px)
            if self._time.font().pixelSize() != figure_px:
                self._time.setFont(font(figure_px, weight=QFont.Weight.Bold, tabular=True))
            self._loop.setVisible(loop)
            if max(_NARROW_PX * (not self._narrow), self._row.minimumSize().width()) <= self.width():
                break

    def minimumSizeHint(self) -> QSize:
        """As narrow as it can be made, not as it is."""
        return QSize(_NARROWEST_PX, self.height())

    def _lay_out(self, *, words: bool, space_px: int) -> None:
        self._narrow = space_px < _SPACE_PX
        self._to_start.setVisible(not self._narrow)
        self._loop_text.setVisible(words and bool(self._loop_text.text()))
        self._row.setSpacing(space_px)
        beside_px = space_px + 2 if self._narrow else 14
        self._row.setContentsMargins(beside_px, 6, beside_px, 6)
        self._frame.setMinimumWidth(0)
        self._frame.setText(self._frame_words(None if self._shown_frame is None else self._last_frame))
        self._frame.setMinimumWidth(self._frame.sizeHint().width())
        self._frame.setText(self._frame_words(self._shown_frame))

    def _frame_words(self, frame: int | None) -> str:
        return "" if frame is None else f"{'f' if self._narrow else 'frame'} {grouped(frame)}"

    def _show_frame(self) -> None:
        before = self._frame.sizeHint().width()
        self._frame.setText(self._frame_words(self._shown_frame))
        if max(before, self._frame.sizeHint().width()) > self._frame.minimumWidth():
            self._fit()

    def _button(self, icon_name: str, action_id: str, role: str = "") -> IconButton:
        row = action(action_id)
        button = IconButton(icon_name, row.title, action_id=action_id, role=role, parent=self)
        qaction = self._actions.qaction(action_id)
        button.clicked.connect(qaction.trigger)
        qaction.enabledChanged.connect(button.setEnabled)
        button.setEnabled(qaction.isEnabled())
        return button

    def _speed_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "menu")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        follow_keys(button, lambda: button.setToolTip(_speed_words()))
        button.setMinimumWidth(QFontMetrics(font(BODY_PX)).horizontalAdvance("0.75×") + 16)
        menu = QMenu(button)
        self._speed_group = QActionGroup(menu)
        for speed in SPEEDS:
            one = QAction(speed_text(speed), menu)
            one.setCheckable(True)
            one.setData(speed)
            one.triggered.connect(lambda _=False, value=speed: self.speed_chosen.emit(value))
            self._speed_group.addAction(one)
            menu.addAction(one)
        button.setMenu(menu)
        button.setText(speed_text(1.0))
        button.setAccessibleName("Speed")
        return button

    def _sound_button(self) -> IconButton:
        button = IconButton("sound", "Sound", role="menu", parent=self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName("Volume")
        self._slider.setFixedWidth(150)
        self._slider.valueChanged.connect(lambda value: self.volume_chosen.emit(value / 100))
        holder = QWidget(menu)
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self._slider)
        entry = QWidgetAction(menu)
        entry.setDefaultWidget(holder)
        menu.addAction(entry)
        menu.addAction(self._actions.qaction("play.mute"))
        button.setMenu(menu)
        return button


def _speed_words() -> str:
    keys = [key_text(key) for name in ("play.slower", "play.faster") if (key := key_book().key(name))]
    return "  ·  ".join(["Speed", " / ".join(keys)] if keys else ["Speed"])


def grouped(number: int) -> str:
    """``6 637``: thousands set apart by a narrow space."""
    return f"{number:,}".replace(",", "\u202f")


def _tabular(text: str, pixels: int, weight: QFont.Weight, name: str) -> QLabel:
    """A label whose figures have one width, so that it does not tremble."""
    label = QLabel(text)
    label.setFont(font(pixels, weight=weight, tabular=True))
    label.setAccessibleName(name)
    return label
