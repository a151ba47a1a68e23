"""Run as a program by test_kill_windows.py: works the real window by keys in a child, kills it, looks at the library, and does so again.

    python -m tests.integration.kill_windows FOLDER WORK KILLS SEED

WORK is what the hand does: see `HANDS`. A child starts the whole program without a screen, opens the film and presses keys as fast as
the window takes them; it writes the id of each change to a pipe when the window is told of it: that is the acknowledgement. The parent
reads a random number of them, waits a random moment more, and sends SIGKILL. Then the library must open, be healthy, hold every
acknowledged change and nothing but what the log says, and undo and redo must lead there and back. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QKeyCombination, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders.clips import make_clip
from tests.builders.double_coded import FRAME_US, code_film
from tests.builders.library_content import content
from tests.integration.kill_parent import ID_BYTES, Witness, _forked, _kill_after
from tests.integration.test_import_into_library import EAF, media
from vig_annotator.errors import RuleViolation
from vig_annotator.gui.main_window import MainWindow
from vig_annotator.model.coder import Role
from vig_annotator.model.coding_pass import PassState
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel_style import Preset
from vig_annotator.services import coders, moments, passes, sessions, training
from vig_annotator.services.history import Changed
from vig_annotator.services.workspace import Workspace
from vig_annotator.settings import Settings

FRAMES = 250
LONGEST_WAIT_S = 0.03
MOST_READ = 12
TAGS = {
    "AB": [("baby_initiative", 10), ("received_body", 30), ("baby_initiative", 80), ("received_voice", 120)],
    "Bea": [("baby_initiative", 12), ("received_voice", 31), ("baby_initiative", 150), ("not_received", 180)],
}


def make_library(folder: Path) -> None:
    """Two codings of one film, two moments, a supervisor; AB's coding is what the window opens."""
    film = make_clip(folder / "film.mp4", frames=FRAMES, b_frames=2)
    (folder / "visit.eaf").write_text(EAF.format(media=media("visit.mp4", 500)), encoding="utf-8")
    library = code_film(folder / "library", film, TAGS)
    with Workspace.open(library, "Bea") as ws:
        (coding,) = (
            one for one in passes.passes_of(ws, sessions.sessions_of(ws)[0].id) if one.coder == "Bea"
        )
        training.mark_reference(ws, coding.id)
        coders.add_coder(ws, "SV", role=Role.SUPERVISOR)
        for first in (20, 100, 200):
            moments.mark(
                ws, coding.session_id, MediaTime(first * FRAME_US), MediaTime((first + 40) * FRAME_US)
            )


class Hand:
    """Somebody's hand on the whole program, in a process of its own."""

    def __init__(self, folder: Path, pipe: int, chance: random.Random, coder: str) -> None:
        self.folder, self.chance = folder, chance
        for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            place = folder / "home" / name.lower()
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(0o700)
            os.environ[f"XDG_{name}_HOME" if name != "RUNTIME" else "XDG_RUNTIME_DIR"] = str(place)
        self.app = QApplication(["kill_windows"])
        self.window = MainWindow(Settings(library=str(folder / "library"), coder=coder))
        self.window.resize(1366, 768)
        self.window.show()
        self.window.start()

        def acknowledge(event: Changed) -> None:
            os.write(pipe, f"{event.change_id}\n".encode())

        self.ws.events.subscribe(Changed, acknowledge)

    @property
    def ws(self) -> Workspace:
        """The library that the window has open."""
        ws = self.window.door.workspace
        assert ws is not None
        return ws

    @property
    def ready(self) -> bool:
        """Whether the film is there to be worked upon."""
        bench = self.window.bench
        return bench.film is not None and bench.film.index is not None and bench.player.picture is not None

    def press(self, keys: str, on: QWidget | None = None) -> None:
        """Press a key and let it go, where the keys go."""
        at = on or self.app.focusWidget() or self.app.activeWindow() or self.window
        combination: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]
        QTest.keyClick(at, combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type words where the keys go."""
        QTest.keyClicks(self.app.focusWidget() or self.window, text)

    def any(self, *keys: str) -> None:
        """Press one of these."""
        self.press(self.chance.choice(keys))

    def words(self) -> str:
        """A few words."""
        return "".join(self.chance.choice("a e i n s t") for _ in range(self.chance.randrange(1, 30)))


def tag(hand: Hand) -> None:
    """Tag while the film plays, write notes, mark moments, delete, walk back and forth."""
    window = hand.window
    kind = hand.chance.random()
    if not window.player.playing:
        window.player.seek(hand.chance.randrange(FRAMES) * FRAME_US)
        hand.press("Space", window)
    if kind < 0.6:
        codes = [code.key for code in window.bench.open_film.desk.codebook.codes if code.key]
        hand.press(hand.chance.choice(codes), window)
    elif kind < 0.7:
        hand.press("PgUp", window)
        hand.press("F2", window)
        hand.type(hand.words())
        hand.press("Return")
    else:
        hand.press(
            hand.chance.choice(["Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "[", "]", "Ctrl+E", "Delete"]), window
        )


def build(hand: Hand) -> None:
    """Put clips in and out, move their edges, write captions, change the preset."""
    commands = hand.window.building
    if commands.open_window is None:
        hand.window.actions_.trigger("builder.open")
        return
    builder = commands.open_window
    kind = hand.chance.random()
    if kind < 0.3 or not builder.clips:
        builder.candidates.list.choose(str(hand.chance.randrange(4)))
        hand.press("Ctrl+Return", builder)
    elif kind < 0.45:
        line = builder.form.words.caption
        line.setFocus()
        QTest.keyClicks(line, hand.words())
        QTest.keyClick(line, Qt.Key.Key_Return)
        builder.view.setFocus()
    elif kind < 0.55:
        builder.top.preset_chosen.emit(hand.chance.choice(list(Preset)))
    else:
        keys = ("Ctrl+Right", "Ctrl+Shift+Left", "Alt+Left", "Alt+Right", "PgDown", "Delete", "Ctrl+Z", "H")
        hand.press(hand.chance.choice(keys), builder)


def compare(hand: Hand) -> None:
    """Settle what two coders see differently."""
    commands = hand.window.comparing
    if commands.open_window is None:
        hand.window.actions_.trigger("compare.coders")
        return
    window = commands.open_window
    if window.compared is not None:
        keys = ("N", "N", "P", "1", "2", "0", "Ctrl+Shift+Return", "Ctrl+Z", "Ctrl+Shift+Z")
        hand.press(hand.chance.choice(keys), window)


def review(hand: Hand) -> None:
    """A supervisor judges tags, asks, comments, and takes it back."""
    window, film = hand.window, hand.window.bench.open_film
    if film.coding_pass.coder != "AB":
        (theirs,) = [one for one in passes.passes_of(film.ws, film.session.id) if one.coder == "AB"]
        window.opening.show_pass(theirs)
        return
    kind = hand.chance.random()
    film.selection.choose_tags([hand.chance.choice(film.desk.annotations).id])
    if kind < 0.4:
        hand.press(hand.chance.choice(["Alt+Shift+A", "Alt+Shift+X", "Ctrl+Z", "Ctrl+Shift+Z"]), window)
    else:
        hand.press(hand.chance.choice(["Alt+Shift+Q", "Alt+Shift+W", "Alt+Shift+C"]), window)
        hand.type(hand.words())
        hand.press("Ctrl+Return")


def train(hand: Hand) -> None:
    """Send a coding, see how it does against the reference, take it back, change it, and send it again."""
    commands, film = hand.window.comparing, hand.window.bench.open_film
    tried = [one for one in training.attempts(film.ws) if one.pass_id == film.coding_pass.id]
    noted = bool(tried) and tried[-1].tried_at >= film.coding_pass.submitted_at
    if film.coding_pass.state is PassState.DRAFT:
        hand.window.player.seek(hand.chance.randrange(FRAMES) * FRAME_US)
        hand.press("b", hand.window)
        hand.window.actions_.trigger("codings.submit")
    elif noted:
        commands.close()
        hand.window.actions_.trigger("codings.take_back")
    elif commands.open_window is None:
        hand.window.actions_.trigger("training.check")


def consent(hand: Hand) -> None:
    """Write down what people say about film."""
    form = hand.window.family_screens.consent_form
    if not form.is_open:
        hand.window.actions_.trigger("consent.show")
        return
    if hand.chance.random() < 0.2:
        form.name.setText(hand.words().strip() or "Gran")
        form.add.click()
        return
    form.table.clearSelection()
    form.table.setCurrentCell(
        hand.chance.randrange(form.table.rowCount()), hand.chance.randrange(form.table.columnCount())
    )
    form.answer.decision.setCurrentIndex(hand.chance.randrange(form.answer.decision.count()))
    form.answer.note.setText(hand.words())
    (form.answer.forget if hand.chance.random() < 0.2 else form.answer.keep).click()


def bring_in(hand: Hand) -> None:
    """Take a file of another program in, and undo it."""
    screen = hand.window.exchange.import_screen
    if screen.is_open:
        if screen.button.isEnabled():
            hand.press("Ctrl+Return", screen)
        return
    if hand.chance.random() < 0.5:
        hand.press("Ctrl+Z", hand.window)
        return
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(hand.folder / "visit.eaf"))])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    hand.window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, left, plain))


HANDS: dict[str, tuple[Callable[[Hand], None], str]] = {
    "tagging": (tag, "AB"),
    "building": (build, "AB"),
    "comparing": (compare, "AB"),
    "reviewing": (review, "SV"),
    "training": (train, "AB"),
    "consenting": (consent, "AB"),
    "importing": (bring_in, "AB"),
}


def work_until_killed(folder: Path, work: str, pipe: int, seed: int) -> None:
    """The child: starts the program and lets the hand work, for ever."""
    step, coder = HANDS[work]
    hand = Hand(folder, pipe, random.Random(seed), coder)
    hand.window.films.open_path(folder / "film.mp4")
    timer, parent = QTimer(), os.getppid()

    def go_on() -> None:
        try:
            if os.getppid() != parent:
                os._exit(1)  # nobody is left who would kill it
            if hand.ready:
                step(hand)
        except BaseException:
            traceback.print_exc()
            os._exit(1)  # the parent sees that nobody killed it

    timer.timeout.connect(go_on)
    timer.start(5)
    hand.app.exec()


def kill_once(folder: Path, work: str, chance: random.Random) -> list[str]:
    """Let a child work, kill it at a random moment, and answer the changes that it acknowledged."""
    readable, writable = os.pipe()
    seed = chance.randrange(2**32)

    def begin() -> None:
        os.close(readable)
        work_until_killed(folder, work, writable, seed)

    child = _forked(begin)
    os.close(writable)
    read, wanted = b"", chance.randrange(MOST_READ) + 1
    while len(read) < wanted * ID_BYTES:
        more = os.read(readable, 65536)
        if not more:
            break  # it died by itself: seen below
        read += more
    _kill_after(child, chance.random() * LONGEST_WAIT_S)
    while more := os.read(readable, 65536):
        read += more
    os.close(readable)
    return read.decode().split("\n")[:-1]


def walk(library: Path, coder: str) -> int:
    """Undo and redo a few steps, and see that they lead there and back; answers how many."""
    with Workspace.open(library, coder) as ws:
        before, steps = content(ws.store), 0
        with suppress(RuleViolation):  # a coding that was sent stays as it is
            while steps < 3 and ws.history.undo() is not None:
                steps += 1
        for _ in range(steps):
            assert ws.history.redo(knowingly=True) is not None  # consent that was given comes back, too
        assert content(ws.store) == before, "redo does not bring back what undo took"
    return steps


def main() -> None:
    folder, work, kills, chance = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), random.Random(sys.argv[4])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    make_library(folder)
    if work == "reviewing":
        with Workspace.open(folder / "library", "AB") as ws:
            (mine,) = [
                one for one in passes.passes_of(ws, sessions.sessions_of(ws)[0].id) if one.coder == "AB"
            ]
            passes.submit(ws, mine.id)
    witness, acknowledged, walked = Witness(), 0, 0
    for _ in range(kills):
        ids = kill_once(folder, work, chance)
        acknowledged += len(ids)
        witness.look(folder / "library", ids)
        walked += walk(folder / "library", HANDS[work][1])
    figures = {"kills": kills, "acknowledged": acknowledged, "found": len(witness.seen), "walked": walked}
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
