"""Run as a program by test_kill.py: starts a tagging child, kills it, looks at the library, and does so again.

The parent imports everything once and forks; a child is at work within milliseconds. A child tags as fast as it can
and writes the id of each change to a pipe as soon as the service has returned: that is the acknowledgement. The
parent reads a random number of acknowledgements, waits a random moment more, and sends SIGKILL. It then opens the
library as any program would and compares.

    python kill_parent.py FOLDER KILLS SEED

Prints one line of JSON: kills, acknowledged changes, changes found, kills before the first acknowledgement, and kills
while a new library was being made.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import alembic.command  # noqa: F401 - so that the children that make a library are warm, too

from tests.builders.libraries import Desk, at, begin_work
from tests.builders.library_content import Content, content, without_revision
from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import LoggedChange
from vig_annotator.services import moments, passes, sessions, timeline_editing
from vig_annotator.services.families import all_families
from vig_annotator.services.history import Changed
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import change_log
from vig_annotator.storage.library_store import LibraryStore

ID_BYTES = 37  # a UUID and a newline
LONGEST_WAIT_S = 0.004
LONGEST_MAKING_S = 0.1
MOST_ACKNOWLEDGED = 25


def work_until_killed(folder: Path, pipe: int, seed: int) -> None:
    """The child: opens the library and edits as fast as it can, for ever."""
    chance = random.Random(seed)
    ws = Workspace.open(folder, "AB")
    session = sessions.sessions_of(ws)[0]
    desk = Desk(ws, all_families(ws)[0], session, passes.passes_of(ws, session.id)[0])
    ws.events.subscribe(Changed, lambda event: os.write(pipe, f"{event.change_id}\n".encode()))
    codes = [code.id for code in ws.desk(desk.coding_pass).codebook.codes]
    while True:
        try:
            _do_something(desk, codes, chance)
        except RuleViolation:
            continue


def _do_something(desk: Desk, codes: list[str], chance: random.Random) -> None:
    ws = desk.ws
    kind = chance.random()
    if kind < 0.75:
        desk.press(chance.choice(codes), chance.randrange(999))
    elif kind < 0.85:
        ws.history.undo()
    elif kind < 0.9:
        ws.history.redo()
    elif kind < 0.92:
        ws.settle()
    elif kind < 0.95:
        moments.mark(ws, desk.session.id, at(chance.randrange(100)), at(100 + chance.randrange(100)))
    else:
        tagged = ws.desk(desk.coding_pass).annotations
        chosen = {chance.choice(tagged).id for _ in range(3)} if tagged else set()
        timeline_editing.delete(ws, desk.coding_pass, chosen)


def kill_once(folder: Path, chance: random.Random) -> list[str]:
    """Let a child work, kill it at a random moment, and answer the changes that it acknowledged."""
    readable, writable = os.pipe()
    seed = chance.randrange(2**32)
    child = _forked(lambda: work_until_killed(folder, writable, seed))
    os.close(writable)
    wanted = max(0, chance.randrange(-3, MOST_ACKNOWLEDGED))
    read = b""
    while len(read) < wanted * ID_BYTES:
        more = os.read(readable, 65536)
        if not more:
            break  # it died by itself: seen below, as it was not killed
        read += more
    # Somewhere within the next change, or, before the first, while the library is being opened.
    _kill_after(child, chance.random() * LONGEST_WAIT_S * (1 if wanted else 8))
    while more := os.read(readable, 65536):
        read += more
    os.close(readable)
    return read.decode().split("\n")[:-1]


def kill_while_a_library_is_made(folder: Path, chance: random.Random) -> bool:
    """Kill a child that makes a new library; it can then be opened. Answers whether it was made already."""
    readable, writable = os.pipe()

    def make_and_wait() -> None:
        LibraryStore.open(folder)
        os.write(writable, b"made")
        signal.pause()

    child = _forked(make_and_wait)
    os.close(writable)
    _kill_after(child, chance.random() * LONGEST_MAKING_S)
    was_made = os.read(readable, 4) == b"made"
    os.close(readable)
    LibraryStore.open(folder).close()
    return was_made


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return child


def _kill_after(child: int, seconds: float) -> None:
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        raise SystemExit(f"the child ended by itself, status {status}")


class Witness:
    """Replays the log into what the library should hold, and compares with what it does hold."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.rows: Content = {}
        self.last_seq = 0

    def look(self, folder: Path, acknowledged: list[str]) -> None:
        store = LibraryStore.open(folder, create=False)
        try:
            with store.reading() as connection:
                answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
                assert answer == "ok", answer
                entries = change_log.entries_after(connection, self.last_seq)
            for entry in entries:
                self.follow(entry)
            missing = [one for one in acknowledged if one not in self.seen]
            assert not missing, f"acknowledged, but gone: {missing}"
            assert content(store) == self.rows, "the rows are not what the log says"
        finally:
            store.close()

    def follow(self, entry: LoggedChange) -> None:
        assert entry.seq == self.last_seq + 1, "the log has a gap"
        self.last_seq = entry.seq
        self.seen.add(entry.id)
        for change in entry.change_set.changes:
            if change.after is None:
                del self.rows[change.row.id]
            else:
                self.rows[change.row.id] = without_revision(change.after)


def main(folder: Path, kills: int, seed: int) -> None:
    """Kill as often as asked; every tenth time, another child too, that makes a new library."""
    chance = random.Random(seed)
    begin_work(folder).ws.close()
    witness = Witness()
    acknowledged, early, unmade = 0, 0, 0
    for number in range(kills):
        ids = kill_once(folder, chance)
        witness.look(folder, ids)
        acknowledged += len(ids)
        early += not ids
        if number % 10 == 0:
            unmade += not kill_while_a_library_is_made(folder.with_name(f"{folder.name}-{number}"), chance)
    figures = {
        "kills": kills,
        "acknowledged": acknowledged,
        "found": len(witness.seen),
        "early": early,
        "unmade": unmade,
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
