"""No clear film or text of a packet is ever on disk: looked for in every folder, and in every call to the system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.builders import watching
from tests.builders.clips import Clip
from tests.builders.packets import QUESTION, SECRET, coded_library, frames, opened, sealed_packet
from vig_annotator.exchange.sealing import Key
from vig_annotator.media import thumbnails, waveform
from vig_annotator.media.damage_cache import load_or_search
from vig_annotator.media.joined_reader import open_pictures, open_sound
from vig_annotator.services import reviewing
from vig_annotator.services.films import find_film
from vig_annotator.services.packet_opening import read_packet
from vig_annotator.services.recordings import files_of, main_take, note_durations, read_frames

SAID = "A word that nobody else may read"


def use_everything(path: Path) -> Path:
    """Open a packet, look at all of it, say something, close it; answers where the answers are kept."""
    before = watching.nameless_files() if watching.AVAILABLE else set()
    with opened(path) as sam:
        (session_id,) = sam.ws.clocks
        take = main_take(sam.ws, session_id)
        index = read_frames(files_of(sam.ws, take), sam.ws.caches_dir)
        note_durations(sam.ws, take, index)
        film = find_film(sam.ws, take[0])
        thumbnails.load_or_make(film, index, sam.ws.caches_dir)
        waveform.load_or_make(film, index, sam.ws.caches_dir)
        load_or_search(film, index, sam.ws.caches_dir)
        with open_pictures(film, index) as reader:
            for frame in range(len(index)):
                reader.read(frame, onward=True)
        sound = open_sound(film, index)
        list(sound.chunks(0, 0.5, index.end_us))
        sound.close()
        reviewing.comment(sam.ws, sam.pass_id, SAID, frames(2, 8))
        reviewing.mark_read(sam.ws, sam.pass_id)
        reviewing.accept(sam.ws, sam.pass_id, sam.tags["smile 5"])
        sam.ws.history.undo()
        reviewing.waits_for_me(sam.ws)
        assert not watching.AVAILABLE or watching.nameless_files() == before
        sam.answers.write(path.with_name("back.vigpacket"))
        assert sam.answers.place is not None
        return sam.answers.place


def secrets_of(path: Path) -> list[bytes]:
    """Pieces of the packet that must not lie anywhere in clear."""
    packet = read_packet(path, Key(text=SECRET))
    (film,) = packet.films.values()
    pieces = [film[at : at + 64] for at in range(0, len(film) - 64, max(1, len(film) // 40))]
    return [*pieces, QUESTION.encode(), SAID.encode(), packet.answer_key.encode(), b"A small codebook"]


def require_sealed(folder: Path, pieces: list[bytes]) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(piece in content for piece in pieces), path


@pytest.mark.skipif(not watching.AVAILABLE, reason="the kernel tells of files on Linux only")
def test_no_folder_ever_holds_anything_in_clear(
    tmp_path: Path, plain_film: Clip, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = coded_library(tmp_path / "sender", plain_film.path)
    with desk.ws:
        sent = sealed_packet(desk, tmp_path / "sender.vigpacket")
    room, temp, here = (tmp_path / name for name in ("supervisor", "temp", "here"))
    for folder in (room, temp, here):
        folder.mkdir()
    path = shutil.copy(sent, room / "visit.vigpacket")
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(here)
    with watching.watched(room, temp, here, own_home) as seen:
        kept = use_everything(path)
    allowed = {kept, room / "back.vigpacket"}
    assert seen.touched == allowed | {one.with_name(one.name + ".part") for one in allowed}
    assert not list(temp.iterdir()) and not list(here.iterdir())
    for folder in (room, own_home):
        require_sealed(folder, secrets_of(path))
    # The watch would have seen it.
    with watching.watched(temp) as seen, tempfile.NamedTemporaryFile(dir=temp) as short:
        short.write(b"x")
    assert [one.parent for one in seen.touched] == [temp]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_call_to_the_system_writes_anything_in_clear(tmp_path: Path, plain_film: Clip) -> None:
    desk = coded_library(tmp_path / "sender", plain_film.path)
    with desk.ws:
        path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    trace = tmp_path / "trace"
    program = (
        "import sys; from pathlib import Path\n"
        "import tests.builders.packets as packets\n"
        "import vig_annotator.exchange.sealing as sealing\n"
        "from tests.integration.test_packet_leaves_nothing import use_everything\n"
        "packets.SECRET = sys.argv[2]\n"
        "use_everything(Path(sys.argv[1]))\n"
    )
    calls = "trace=open,openat,openat2,creat,memfd_create,rename,renameat,renameat2,link,linkat,symlink,mknod,mknodat"
    done = subprocess.run(
        [
            "strace",
            "-f",
            "-qq",
            "-e",
            calls,
            "-o",
            str(trace),
            sys.executable,
            "-c",
            program,
            str(path),
            SECRET,
        ],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode and "ptrace" in done.stderr:
        pytest.skip("strace may not watch here")
    assert done.returncode == 0, done.stderr
    calls_made = trace.read_text(errors="replace")
    assert "visit.vigpacket" in calls_made
    written = {
        match[1]
        for match in re.finditer(
            r'(?:open|openat|openat2|creat)\([^"\n]*"([^"]*)"[^\n]*?(?:O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE)',
            calls_made,
        )
        if " = -1 " not in calls_made[match.start() : calls_made.index("\n", match.start())]
    }
    strange = {
        one
        for one in written
        if not re.search(r"/(visit\.answers-\w+|back)\.vigpacket(\.part)?$", one)
        and not one.startswith(("/dev/", "/proc/"))
    }
    assert strange == set()
    assert "memfd_create" not in calls_made
