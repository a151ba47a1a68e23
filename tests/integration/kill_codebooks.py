"""Run as a program by test_codebook_troubles.py: kills a child that migrates a coding, or saves a codebook, over and over.

    python kill_codebooks.py FOLDER migrating|saving KILLS SEED

The parent imports everything once and forks. A child tells each step that is done through a pipe; the parent reads some of
them, waits a random moment more, and sends SIGKILL. Then it looks: a coding is wholly in the old or wholly in the new
codebook, and a codebook file is whole, of the last version that was acknowledged or the one after it. Prints one line of
JSON: kills, steps acknowledged, and how often each of the two states of a coding was found.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.builders.libraries import CODEBOOK, begin_work, small_codebook
from vig_annotator.codebook import editing
from vig_annotator.codebook.loader import load_codebook, parse_codebook
from vig_annotator.services import passes, sessions
from vig_annotator.services.codebook_editing import draft_of_file
from vig_annotator.services.codebook_migration import migrate, propose
from vig_annotator.services.workspace import Workspace

TAGS, LONGEST_WAIT_S, MOST_READ = 120, 0.01, 6
NEW = parse_codebook(CODEBOOK.replace("'1.0'", "'2.0'").replace("id: smile,", "id: grin,"), "small.yaml")
OLD = small_codebook()


def migrate_for_ever(folder: Path, pipe: int) -> None:
    """The child: takes the coding over and back, for ever."""
    ws = Workspace.open(folder / "library", "AB")
    session = sessions.sessions_of(ws)[0]
    while True:
        now = passes.passes_of(ws, session.id)[0]
        new, mapping = (NEW, {"smile": "grin"}) if now.snapshot_id == OLD.sha256 else (OLD, {"grin": "smile"})
        migrate(ws, propose(ws, now, new, mapping))
        os.write(pipe, b"\n")


def look_at_coding(folder: Path) -> str:
    """Which codebook the coding goes by; every tag must be of it."""
    with Workspace.open(folder / "library", "AB") as ws:
        session = sessions.sessions_of(ws)[0]
        (one,) = passes.passes_of(ws, session.id)
        codes = Counter(tag.code_id for tag in ws.desk(one).annotations)
        expected = "smile" if one.snapshot_id == OLD.sha256 else "grin"
        assert codes == {expected: TAGS}, f"{codes} with {expected}"
        return expected


def save_for_ever(folder: Path, pipe: int) -> None:
    """The child: changes a codebook's note and saves it, for ever."""
    draft = draft_of_file(folder / "small.yaml")
    while True:
        number = int(draft.book.note) + 1
        draft.change(editing.set_header(draft.book, note=str(number)), "note")
        draft.save()
        os.write(pipe, f"{number}\n".encode())


def look_at_file(folder: Path) -> str:
    """The note in the file, which must be whole."""
    book = load_codebook(folder / "small.yaml").codebook
    assert len(book.codes) == len(OLD.codebook.codes)
    assert (folder / "small.yaml").read_text(encoding="utf-8").startswith("# keep me\n")
    return book.note


def kill_one(folder: Path, work: Callable[[Path, int], None], chance: random.Random) -> list[bytes]:
    """Start a child, let it do some steps, kill it; answers the steps that it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(folder, writing)
        finally:
            os._exit(3)
    os.close(writing)
    heard, wanted = b"", chance.randrange(MOST_READ)
    while heard.count(b"\n") < wanted:
        heard += os.read(reading, 64)
    select.select([], [], [], chance.random() * LONGEST_WAIT_S)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    while more := os.read(reading, 4096):
        heard += more
    os.close(reading)
    return heard.split(b"\n")[:-1]


def main() -> None:
    folder, mode, kills, chance = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), random.Random(sys.argv[4])
    acknowledged, found = 0, Counter[str]()
    if mode == "migrating":
        desk = begin_work(folder / "library")
        for frame in range(TAGS):
            desk.press("smile", frame)
        desk.ws.close()
        state = "smile"
    else:
        (folder / "small.yaml").write_text("# keep me\n" + CODEBOOK.replace("For tests.", "'0'"), "utf-8")
        state = "0"
    for _ in range(kills):
        work = migrate_for_ever if mode == "migrating" else save_for_ever
        steps = kill_one(folder, work, chance)
        acknowledged += len(steps)
        if mode == "migrating":
            seen = look_at_coding(folder)
            last = state if len(steps) % 2 == 0 else ("grin" if state == "smile" else "smile")
            assert seen in ("smile", "grin")
            found[seen] += 1
            # One more step may have been on disk that nobody heard of.
            found["later"] += seen != last
            state = seen
        else:
            seen = look_at_file(folder)
            last = steps[-1].decode() if steps else state
            assert int(seen) in (int(last), int(last) + 1), f"{seen} after {last}"
            state = seen
    sys.stdout.write(json.dumps({"kills": kills, "acknowledged": acknowledged, **found}))


if __name__ == "__main__":
    main()
