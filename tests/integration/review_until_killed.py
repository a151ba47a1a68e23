"""Run as a program by test_kill_review.py: a shared review at which words are typed and kept until it is killed.

    python -m tests.integration.review_until_killed LIBRARY FILM

Writes each sentence to standard output once the program has taken it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders.consents import agree
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.gui.sharing.words_bar import WordsBar
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.services import moments, reel_building
from vig_annotator.settings import Settings


def steps(window: MainWindow, film: Path) -> Iterator[None]:
    """What the guider does, one thing at a time."""
    window.films.open_path(film)
    while window.bench.film is None or window.bench.film.index is None or window.player.picture is None:
        yield
    work = window.bench.open_film
    agree(work.ws, work.family.id)
    reel = reel_building.reels_of(work.ws, work.family.id) or [
        reel_building.make_reel(work.ws, work.family.id, "Together")
    ]
    if not reel_building.clips_of(work.ws, reel[0].id):
        marked = moments.mark(work.ws, work.session.id, MediaTime(400_000), MediaTime(800_000))
        reel_building.add_moments(work.ws, reel[0].id, [marked.id])
    yield
    window.actions_.trigger("share.present")
    review = window.family_screens.sharing
    while review.show_ is None or review.parent_screen is None:
        yield
    screen, show = review.parent_screen, review.show_
    QTest.keyClick(screen, Qt.Key.Key_PageDown)
    while show.dark:
        yield
    for number in count():
        QTest.keyClick(screen, Qt.Key.Key_W)
        bar = screen.findChild(WordsBar)
        assert bar is not None
        QTest.keyClicks(bar.line, f"He looked {number}")
        QTest.keyClick(bar.line, Qt.Key.Key_Return)
        sys.stdout.write(f"He looked {number}\n")
        sys.stdout.flush()
        yield


def main() -> None:
    """Work until killed."""
    app = QApplication(sys.argv[:1])
    window = MainWindow(Settings(library=sys.argv[1], coder="AB"))
    window.show()
    window.start()
    doing = steps(window, Path(sys.argv[2]))
    timer = QTimer()
    timer.timeout.connect(lambda: next(doing))
    timer.start(5)
    app.exec()


if __name__ == "__main__":
    main()
