"""The screens of a shared review, each on its display, also when a display comes or goes in the middle.

The rule: what is meant for the parent is on the parent's display alone, what is meant for the guider never on it, and nothing
of the coding is seen anywhere until the review is over.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from vig_annotator.gui.sharing.curtain import Curtain
from vig_annotator.gui.sharing.displays import Displays
from vig_annotator.gui.sharing.guider_window import GuiderWindow
from vig_annotator.gui.sharing.parent_screen import ParentScreen
from vig_annotator.gui.sharing.show import Show
from vig_annotator.gui.sharing.stage_view import StageView


class ReviewScreens(QObject):
    """Opens, places and closes them.

    Signals:
        kept(voice, text): words that the guider wrote down or chose.
        noted(text): the guider's own notes, as they stand now.
        closed: somebody closed one of them after the show was over.

    Args:
        displays: where there is room.
        view: shows the clip to the parent.
        title: of the reel.
        goal: the parent's hope; empty for none.

    Attributes:
        parent_screen: what the parent sees.
        guider: the guider's window where there are two displays, or None.
        curtain: keeps the rest of the program away.
    """

    kept = Signal(object, str)
    noted = Signal(str)
    closed = Signal()

    def __init__(
        self, displays: Displays, view: StageView, title: str, goal: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._displays = displays
        self._show: Show | None = None
        mine, theirs = displays.mine(), displays.theirs()
        self._theirs: QScreen | None = theirs or mine  # None while it is gone
        self.curtain = Curtain()
        self.parent_screen = ParentScreen(view, goal, writing=theirs is None)
        self.parent_screen.kept.connect(self.kept)
        self.guider = None if theirs is None else GuiderWindow(title)
        if self.guider is not None:
            self.guider.words.kept.connect(self.kept)
            self.guider.noted.connect(self.noted)
            self.guider.here_wanted.connect(self._go_on_here)
            self.guider.mirror.light_moved.connect(view.set_light)
            view.light_moved.connect(self.guider.mirror.set_light)
            self.guider.closed.connect(self.closed)
        self.parent_screen.closed.connect(self.closed)
        displays.changed.connect(self._displays_changed)

    @property
    def of_the_guider(self) -> QWidget:
        """Where the guider reads and writes."""
        guider = self.guider
        return guider if guider is not None and guider.isVisible() else self.parent_screen

    def open(self, show: Show) -> None:
        """Show them; both follow the show."""
        self._show = show
        self.parent_screen.follow(show)
        self._place(self.parent_screen, self._theirs or self._displays.mine(), full=True)
        if self.guider is not None:
            self.guider.follow(show)
            self._place(self.guider, self._displays.mine())
        but = [self.parent_screen, *([self.guider] if self.guider is not None else [])]
        self.curtain.draw(but)
        self._give_keys()

    def let_go(self) -> None:
        """The show is over; what is on the screens stays until they are closed."""
        self._show = None
        self._displays.changed.disconnect(self._displays_changed)
        self.parent_screen.let_go()
        if self.guider is not None:
            self.guider.let_go()

    def keep_notes(self) -> None:
        """Have the guider's notes kept as they stand now."""
        if self.guider is not None:
            self.guider.keep_notes()

    def close(self) -> None:
        """Take them away and bring the program's windows back."""
        self.curtain.open()
        for screen in (self.parent_screen, self.guider):
            if screen is not None:
                screen.close()
                screen.deleteLater()

    def _displays_changed(self) -> None:
        """A display came, went, or shows something else now."""
        guider, show = self.guider, self._show
        if guider is None or show is None:
            return
        theirs = self._theirs if self._theirs in self._displays.all() else None
        if theirs is None:
            self._without_theirs(guider, show)
        else:
            others = self._displays.others(theirs)
            if others:
                self._two_again(guider, theirs, others[0])
            else:
                # The only display left is the parent's: nothing of the guider's may come onto it.
                guider.hide()
                show.darken()
                self._place(self.parent_screen, theirs, full=True)
                self.parent_screen.set_writing(True)
        self._give_keys()

    def _two_again(self, guider: GuiderWindow, theirs: QScreen, mine: QScreen) -> None:
        self.parent_screen.set_writing(False)
        self._place(self.parent_screen, theirs, full=True)
        guider.set_away(False)
        if not guider.isVisible() or guider.screen() is theirs:
            self._place(guider, mine)

    def _without_theirs(self, guider: GuiderWindow, show: Show) -> None:
        """The parent's display is gone; another one takes its place only if it shows something else than the guider's."""
        self._theirs = None  # what stood for it must not be asked any more
        self.parent_screen.hide()
        show.darken()
        mine = guider.screen() if guider.screen() in self._displays.all() else self._displays.mine()
        others = self._displays.others(mine)
        if others:
            self._theirs = others[0]
            self._two_again(guider, others[0], mine)
        else:
            guider.set_away(True)
            if not guider.isVisible():
                self._place(guider, mine)

    def _go_on_here(self) -> None:
        """The guider says that the only display is the parent's from now on."""
        guider = self.guider
        if guider is None:
            return
        self._theirs = mine = self._displays.mine()
        guider.hide()
        guider.set_away(False)
        self.parent_screen.set_writing(True)
        self._place(self.parent_screen, mine, full=True)
        self._give_keys()

    def _give_keys(self) -> None:
        keys = self.of_the_guider
        keys.activateWindow()
        keys.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, window: QWidget, screen: QScreen, *, full: bool = False) -> None:
        window.hide()  # a window that is seen stays where it is, whatever it is told
        window.setScreen(screen)
        if full:
            window.setGeometry(screen.geometry())
            window.showFullScreen()
        else:
            room = screen.availableGeometry()
            window.resize(window.size().boundedTo(room.size()))
            window.move(room.center() - window.rect().center())
            window.showMaximized()
