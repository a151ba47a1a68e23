"""Changing the keys: find an action, press the new key, see at once who else wants it. Every change is kept at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vig_annotator.gui.actions import action
from vig_annotator.gui.buttons import key_text, push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.keys.key_book import key_book
from vig_annotator.gui.keys.key_catcher import KeyCatcher
from vig_annotator.gui.keys.key_clashes import clash_words, clashes
from vig_annotator.gui.keys.key_list import KeyList
from vig_annotator.gui.keys.key_map import KeyMap, usual_keys
from vig_annotator.gui.keys.presets import NAMES, Preset
from vig_annotator.gui.layouts import widgets_in
from vig_annotator.gui.overlay import Overlay

_AROUND_PX = 300
"""Height of the window that is not the list's."""
_LEAST_PX, _MOST_PX = 150, 470


class KeyWindow(Overlay):
    """The list of actions, and below it the chosen one with its keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Change keys", width_px=860)
        self.column.setSpacing(10)
        self.line = QLineEdit()
        self.line.setAccessibleName("Find an action or key")
        self.line.setPlaceholderText("Find an action or a key, such as “frame” or “F2”")
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda _: self._show())
        self.preset = Choice("Set of keys")
        self.preset.setMinimumWidth(170)
        for one in Preset:
            self.preset.addItem(NAMES[one], one.value)
        self.preset.activated.connect(self._choose_preset)
        self.list = KeyList()
        self.list.chosen.connect(lambda _id: self._show_chosen())
        self.list.wanted.connect(lambda _id: self.catch())
        self.catcher = KeyCatcher()
        self.catcher.caught.connect(self._caught)
        self.catcher.refused.connect(self._refused)
        self.catcher.given_up.connect(self._given_up)
        self._pending = ""
        self._clash_count = QLabel("")
        self._clash_count.setProperty("role", "concern")
        self._title, self._words = QLabel(""), QLabel("")
        self._title.setProperty("role", "strong")
        self._title.setMinimumWidth(200)
        self._words.setWordWrap(True)
        self._caps: list[QWidget] = []
        self._foot = QFrame()
        self._foot.setProperty("role", "foot")
        self._row = QHBoxLayout()
        self._reset = push_button("Its usual keys", self.reset_chosen)
        self._about = QWidget()
        self._take = push_button("Take it from there", self._take_over, role="primary")
        self._leave = push_button("Choose another", self.catch)
        self._reset_all = push_button("All usual keys", self.reset_all)
        self._mine = KeyMap()
        self._bring_back = push_button("Bring my keys back", self._put_mine_back)
        self.buttons = QHBoxLayout()
        self._lay_out()
        key_book().changed.connect(self._refresh)

    def ask(self) -> None:
        """Show the keys."""
        self.line.clear()
        self._stop_catching()
        self._bring_back.hide()
        room = self._window.height() - _AROUND_PX
        self.list.setFixedHeight(min(max(room, _LEAST_PX), _MOST_PX))
        self._show()
        self.open(self.line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down and Enter work in the list while one types."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.walk(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.catch()
                return True
        return super().eventFilter(watched, event)

    def catch(self) -> None:
        """Wait for a key for the chosen action."""
        if not self.list.chosen_id:
            return
        self._pending = ""
        title = action(self.list.chosen_id).title.rstrip("…")
        self.catcher.setText(f"Press the new key for “{title}”.   Esc: leave it as it is.")
        self.catcher.setAccessibleName(self.catcher.text())
        self._show_catching(True)
        self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset_chosen(self) -> None:
        """Give the chosen action the keys of the set."""
        keys, chosen = key_book().map, self.list.chosen_id
        if chosen:
            key_book().set_map(keys.with_keys(chosen, usual_keys(keys.preset, chosen)))

    def reset_all(self) -> None:
        """All keys as the set has them."""
        self._change_all(KeyMap(key_book().map.preset))

    def remove(self, key: str) -> None:
        """Take a key from the chosen action."""
        keys, chosen = key_book().map, self.list.chosen_id
        key_book().set_map(keys.with_keys(chosen, [one for one in keys.keys(chosen) if one != key]))

    # Catching

    def _caught(self, key: str) -> None:
        chosen, keys = self.list.chosen_id, key_book().map
        others = clash_words(key_book(), keys, chosen, key)
        if key in keys.keys(chosen):
            self._say(f"{key_text(key)} is a key of this already.")
        elif not others:
            key_book().set_map(keys.with_keys(chosen, [*keys.keys(chosen), key]))
        else:
            self._ask_about(key, others)
            return
        self._stop_catching()

    def _ask_about(self, key: str, others: str) -> None:
        self._pending = key
        of_code = bool(key_book().code_label(key))
        owners = [one for one in key_book().map.owners(key) if one != self.list.chosen_id]
        tail = " While this codebook is open, the key tags that code." if of_code else ""
        self._say(f"{key_text(key)} is also the key of {others}.{tail}", warn=True)
        self._take.setText("Take it from there" if owners else "Give it all the same")
        self._take.setAccessibleName(self._take.text())
        self._show_catching(False)
        self._take.show()
        self._leave.show()
        self._take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_over(self) -> None:
        key, chosen = self._pending, self.list.chosen_id
        self._stop_catching()
        if key and chosen:
            key_book().set_map(key_book().map.taken_over(chosen, key))

    def _refused(self, key: str) -> None:
        self.catcher.setText(
            f"{key_text(key)} moves through the window and presses its buttons. Press another key, or Esc."
        )
        self.catcher.setAccessibleName(self.catcher.text())

    def _given_up(self) -> None:
        if not self._pending:  # else a key was pressed, and it is asked what is to become of it
            self._stop_catching()

    def _stop_catching(self) -> None:
        self._pending = ""
        waiting = self.catcher.hasFocus()
        self._take.hide()
        self._leave.hide()
        self._show_catching(False)
        self._show_chosen()
        elsewhere = not self.isAncestorOf(self.window().focusWidget() or self)
        if self.is_open and (waiting or elsewhere):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_catching(self, catching: bool) -> None:
        self.catcher.setVisible(catching)
        self._about.setVisible(not catching)

    # Showing

    def _choose_preset(self, row: int) -> None:
        chosen = self.preset.itemData(row)
        if chosen != key_book().map.preset:
            self._change_all(KeyMap(chosen))

    def _change_all(self, wanted: KeyMap) -> None:
        """Other keys throughout; those that somebody gave by hand can be brought back as long as the window is open."""
        keys = key_book().map
        if keys.changes:
            self._mine = keys
            self._bring_back.show()
        key_book().set_map(wanted)

    def _put_mine_back(self) -> None:
        self._bring_back.hide()
        key_book().set_map(self._mine)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        if self.is_open:
            self._show()

    def _show(self) -> None:
        keys = key_book().map
        self.preset.setCurrentIndex(self.preset.findData(keys.preset))
        found = clashes(key_book(), keys)
        self.list.show_keys(keys, found, self.line.text())
        count = len(found)
        self._clash_count.setText(f"◆ {count} with a key that is wanted twice" if count else "")
        self._reset_all.setEnabled(bool(keys.changes))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen, keys = self.list.chosen_id, key_book().map
        self._foot.setEnabled(bool(chosen))
        for old in self._caps:
            old.hide()
            old.deleteLater()
        self._caps = []
        if not chosen:
            self._title.setText("Nothing is called that.")
            self._say("Type fewer letters, or another word.")
            return
        self._title.setText(action(chosen).title.rstrip("…"))
        self._say(action(chosen).help)
        clash = self.list.clash(chosen)
        if clash:
            self._say(f"Something else wants the same key.  {clash}", warn=True)
        for place, key in enumerate(keys.keys(chosen)):
            cap = push_button(
                f"{key_text(key)}  ×", self._remover(key), role="small", name=f"Take away {key_text(key)}"
            )
            cap.setToolTip(f"Take away the key {key_text(key)}")
            self._row.insertWidget(place + 1, cap)
            self._caps.append(cap)
        self._reset.setEnabled(keys.keys(chosen) != usual_keys(keys.preset, chosen))
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes as one reads, also through what was put in later."""
        row, below = widgets_in(self._row), widgets_in(self.buttons)
        wanted = [self.line, self.preset, self.list, *row, self._take, self._leave, *below]
        chain = [one for one in wanted if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _remover(self, key: str) -> Callable[[], None]:
        return lambda: self.remove(key)

    def _say(self, words: str, *, warn: bool = False) -> None:
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._words.setProperty("role", "concern" if warn else "hint")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.line, 1)
        top.addWidget(self.preset)
        self.column.addLayout(top)
        self.column.addWidget(self.list)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 10, 0, 0)
        foot.setSpacing(6)
        self._row.setSpacing(6)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        self._row.addWidget(push_button("Give it a key…", self.catch, role="primary"))
        self._row.addWidget(self._reset)
        foot.addLayout(self._row)
        about = QHBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.addWidget(self._words, 1)
        about.addWidget(self._take)
        about.addWidget(self._leave)
        self._about.setMinimumHeight(36)
        foot.addWidget(self._about)
        foot.addWidget(self.catcher)
        self.column.addWidget(self._foot)
        self.buttons.setSpacing(8)
        self.buttons.addWidget(self._reset_all)
        self.buttons.addWidget(self._bring_back)
        self.buttons.addWidget(self._clash_count)
        self.buttons.addStretch(1)
        self.buttons.addWidget(push_button("Done", self.close_over, key="Esc"))
        self.column.addLayout(self.buttons)
