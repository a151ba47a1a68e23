"""Where the parts of the codebook window lie: table of codes on the left, forms in the middle, what coders see on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from vig_annotator.gui.annotating.palette import Palette
from vig_annotator.gui.buttons import IconButton, push_button
from vig_annotator.gui.choice import Choice
from vig_annotator.gui.codebooks.code_form import CodeForm
from vig_annotator.gui.codebooks.code_list import CodeList
from vig_annotator.gui.codebooks.code_values import offer
from vig_annotator.gui.codebooks.editor_actions import EDITOR_ACTIONS
from vig_annotator.gui.codebooks.entry_form import EntryForm
from vig_annotator.gui.codebooks.header_form import HeaderForm
from vig_annotator.gui.eliding import ElidedLabel
from vig_annotator.gui.messages import Notice

_BADGE_PX = 24
_WITH_SEEN_PX = 1150
_PAGES = ("Code", "Groups", "Who", "Questions", "About the codebook")
_NEW, _GONE = "+", "-"


class EditorLayout(QWidget):
    """The parts. What they do is the window's business.

    Signals:
        language_chosen(language): the texts of a further language are to be written; empty for the codebook's own.
        language_wanted: a new language is asked for.
        language_gone: the language that is written is to be taken out.

    Args:
        actions: what the buttons do, by id.
        notice: the strip for troubles.
    """

    language_chosen = Signal(str)
    language_wanted = Signal()
    language_gone = Signal()

    def __init__(self, actions: Mapping[str, QAction], notice: Notice) -> None:
        super().__init__()
        self._actions = actions
        self.list, self.form, self.palette_, self.header = CodeList(), CodeForm(), Palette(), HeaderForm()
        self.entries = {
            "groups": EntryForm(
                "groups",
                "Groups",
                "Codes that belong together, in the palette and on the timeline.",
                "New group…",
            ),
            "subjects": EntryForm(
                "subjects", "Who", "Who is watched: whoever does what a code describes.", "New person…"
            ),
            "modifiers": EntryForm(
                "modifiers",
                "Questions",
                "What a coder can also say about a tag, such as how strong a cue was. On the page “Code” stands which code "
                "asks which question.",
                "New question…",
            ),
        }
        self._title, self._where, self.state = QLabel(""), ElidedLabel(), QLabel("")
        self._tabs = QTabBar()
        self._languages = Choice("Language of the texts")
        self._languages.activated.connect(self._language_picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        column.addWidget(notice)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(1)
        self._parts.addWidget(self._left())
        self._parts.addWidget(self._middle(), 7)
        self._seen = self._right()
        self._parts.addWidget(self._seen, 3)
        column.addLayout(self._parts, 1)

    def show_page(self, part: str) -> None:
        """Bring a part's page to the front: ``codes``, ``groups``, ``subjects``, ``modifiers`` or ``header``."""
        pages = ("codes", *self.entries, "header")
        self._tabs.setCurrentIndex(pages.index(part) if part in pages else len(pages) - 1)

    def show_head(self, title: str, where: str, retire: str) -> None:
        """The codebook's title, where it is kept, and what the button says that retires the chosen code."""
        self._title.setText(title or "(no title)")
        self._where.setText(where)
        self._retire.setText(retire)

    def show_state(self, troubles: Sequence[str]) -> None:
        """How many things are wrong; which, in the tooltip."""
        count = len(troubles)
        self.state.setText(
            f"{count} thing{'' if count == 1 else 's'} to put right" if count else "Nothing is wrong"
        )
        self.state.setToolTip("\n".join(troubles))
        self.state.setProperty("role", "badge-warn" if count else "badge")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)

    def show_languages(self, own: str, further: Sequence[str], written: str) -> None:
        """The languages to choose from.

        Args:
            own: the codebook's own.
            further: those of its translations.
            written: the further one that is written now; empty for its own.
        """
        offered = {"": f"Texts in {language_name(own)}"}
        offered |= {one: f"Texts in {language_name(one)}" for one in further}
        offered |= {_NEW: "Add a language…"}
        if written:
            offered |= {_GONE: f"Take {language_name(written)} out"}
        offer(self._languages, offered, written)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the forms have the room of what coders see."""
        super().resizeEvent(event)
        wide = self.width() >= _WITH_SEEN_PX
        self._seen.setVisible(wide)
        self._parts.setStretch(0, 5 if wide else 4)
        self._languages.setMinimumContentsLength(22 if wide else 10)

    def _language_picked(self, row: int) -> None:
        chosen = self._languages.itemData(row)
        if chosen == _NEW:
            self.language_wanted.emit()
        elif chosen == _GONE:
            self.language_gone.emit()
        else:
            self.language_chosen.emit(chosen)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 12, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.state.setFixedHeight(_BADGE_PX)
        self._title.setProperty("role", "subtitle")
        self._where.setProperty("role", "hint")
        words.addWidget(self._title)
        words.addWidget(self._where)
        row.addLayout(words, 1)
        row.addSpacing(12)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        for name, icon in (("undo", "undo"), ("redo", "redo")):
            button = IconButton(icon, self._actions[name].text(), key=_key_of(name))
            button.clicked.connect(self._actions[name].trigger)
            row.addWidget(button)
        for name, short in (("changes", ""), ("new_from", "New from it…"), ("manual", "Manual…")):
            title = self._actions[name].text()
            row.addWidget(
                push_button(short or title, self._actions[name].trigger, key=_key_of(name), name=title)
            )
        row.addWidget(push_button("Save…", self._actions["save"].trigger, role="primary", key="Ctrl+S"))
        return bar

    def _left(self) -> QFrame:
        left = QFrame()
        left.setProperty("role", "panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(push_button("New code…", self._actions["new_code"].trigger, key="Ctrl+N"))
        self._retire = push_button("Retire", self._actions["retire"].trigger, key="Ctrl+Delete")
        row.addWidget(self._retire)
        row.addStretch(1)
        for name in ("up", "down"):
            row.addWidget(
                push_button(self._actions[name].text(), self._actions[name].trigger, key=_key_of(name))
            )
        column.addLayout(row)
        return left

    def _middle(self) -> QFrame:
        middle = QFrame()
        middle.setProperty("role", "panel")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._tabs.setAccessibleName("Part of the codebook")
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        pages = QStackedWidget()
        for name, page in zip(_PAGES, (self.form, *self.entries.values(), self.header), strict=True):
            self._tabs.addTab(name)
            pages.addWidget(page)
        self._tabs.currentChanged.connect(pages.setCurrentIndex)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 16, 4)
        row.addWidget(self._tabs, 1)
        row.addWidget(self._languages)
        column.addLayout(row)
        column.addWidget(pages, 1)
        return middle

    def _right(self) -> QFrame:
        right = QFrame()
        right.setProperty("role", "panel")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 12, 0, 0)
        head = QLabel("What coders see")
        head.setProperty("role", "strong")
        head.setContentsMargins(12, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(self.palette_, 1)
        return right


def language_name(tag: str) -> str:
    """A language as its speakers call it, such as “Cymraeg” for ``cy``; the tag itself where it is not known."""
    locale = QLocale(tag.replace("-", "_"))
    if locale.language() == QLocale.Language.C:
        return tag
    name = locale.nativeLanguageName() or tag
    return name[0].upper() + name[1:]


def _key_of(action_id: str) -> str:
    return next(one.key for one in EDITOR_ACTIONS if one.id == action_id)
