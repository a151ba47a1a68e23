"""Packets and the `age` program of others: what one seals, the other opens, with a key and with a pass phrase."""

from __future__ import annotations

import io
import json
import os
import pty
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.builders.clips import Clip
from tests.builders.packets import coded_library, opened, sealed_packet
from vig_annotator.errors import PacketError
from vig_annotator.exchange.sealing import Key, seal, unseal
from vig_annotator.services import packet_merging, reviewing
from vig_annotator.services.packet_opening import read_packet
from vig_annotator.services.packet_sealing import SessionWish, Wish, order_packet, seal_order

pytestmark = pytest.mark.skipif(shutil.which("age") is None, reason="age is not on this machine")

PHRASE = "calm river seven lanterns"


def age(*words: str | Path) -> None:
    subprocess.run(["age", *map(str, words)], check=True, capture_output=True)


def age_asking(*words: str | Path) -> int:
    """Run age on a terminal of its own, and type the pass phrase each time it asks; answers its exit status."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", *map(str, words)])
    asked = b""
    while True:
        try:
            said = os.read(terminal, 1024)
        except OSError:  # the terminal is gone with the program
            break
        if not said:
            break
        asked += said
        if asked.rstrip().endswith(b":"):
            os.write(terminal, PHRASE.encode() + b"\n")
            asked = b""
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str, str]:
    """A key that age made: its file, its secret and its public half."""
    file = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", str(file)], check=True, capture_output=True)
    lines = file.read_text(encoding="utf-8").splitlines()
    return file, lines[-1], lines[1].removeprefix("# public key: ")


def manifest_of(packed: Path) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(packed.read_bytes())) as parts:
        assert parts.testzip() is None
        assert any(name.startswith("films/") for name in parts.namelist())
        found: dict[str, object] = json.loads(parts.read("manifest.json"))
        return found


def test_a_packet_for_a_key_of_ages_is_opened_by_both(
    key: tuple[Path, str, str], library_folder: Path, plain_film: Clip, tmp_path: Path
) -> None:
    file, secret, public = key
    desk = coded_library(library_folder, plain_film.path)
    out = tmp_path / "visit.vigpacket"
    seal_order(order_packet(desk.ws, Wish((SessionWish(desk.session.id, ()),))), Key(text=public), out)
    desk.ws.close()
    age("--decrypt", "-i", file, "-o", tmp_path / "visit.zip", out)
    assert manifest_of(tmp_path / "visit.zip")["kind"] == "request"
    assert read_packet(out, Key(text=secret)).kind == "request"
    # The other way round: what age seals anew is a packet still.
    age("-r", public, "-o", tmp_path / "again.vigpacket", tmp_path / "visit.zip")
    assert read_packet(tmp_path / "again.vigpacket", Key(text=secret)).kind == "request"


def test_a_packet_with_a_pass_phrase_is_opened_by_both(
    library_folder: Path, plain_film: Clip, tmp_path: Path
) -> None:
    desk = coded_library(library_folder, plain_film.path)
    out = tmp_path / "visit.vigpacket"
    seal_order(order_packet(desk.ws, Wish((SessionWish(desk.session.id, ()),))), Key(pass_phrase=PHRASE), out)
    desk.ws.close()
    assert age_asking("--decrypt", "-o", tmp_path / "visit.zip", out) == 0
    assert manifest_of(tmp_path / "visit.zip")["kind"] == "request"
    assert age_asking("-p", "-o", tmp_path / "again.vigpacket", tmp_path / "visit.zip") == 0
    assert read_packet(tmp_path / "again.vigpacket", Key(pass_phrase=PHRASE)).kind == "request"
    with pytest.raises(PacketError, match="pass phrase"):
        read_packet(tmp_path / "again.vigpacket", Key(pass_phrase="another river of lanterns"))


def test_answers_that_age_seals_anew_are_taken_in(
    library_folder: Path, plain_film: Clip, tmp_path: Path
) -> None:
    desk = coded_library(library_folder, plain_film.path)
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    with opened(path) as sam:
        reviewing.comment(sam.ws, sam.pass_id, "Lovely waiting.")
        sam.answers.write(tmp_path / "back.vigpacket")
        secret = sam.ws.packet.answer_key
    file = tmp_path / "answers.key"
    file.write_text(secret + "\n", encoding="utf-8")
    age("--decrypt", "-i", file, "-o", tmp_path / "answers.zip", tmp_path / "back.vigpacket")
    public = subprocess.run(
        ["age-keygen", "-y", str(file)], check=True, capture_output=True, text=True
    ).stdout.strip()
    age("-r", public, "-o", tmp_path / "anew.vigpacket", tmp_path / "answers.zip")
    came = packet_merging.look(desk.ws, tmp_path / "anew.vigpacket")
    assert came is not None
    packet_merging.take_in(desk.ws, came)
    assert [one.text for one in reviewing.entries_of(desk.ws, desk.coding_pass.id)] == ["Lovely waiting."]
    desk.ws.close()


def test_an_armoured_file_and_one_for_two_keys(key: tuple[Path, str, str], tmp_path: Path) -> None:
    """What the program does not write itself: opened, or refused in one sentence."""
    _, secret, public = key
    clear = tmp_path / "clear"
    clear.write_bytes(b"words")
    other = subprocess.run(["age-keygen"], check=True, capture_output=True, text=True).stdout.splitlines()[1]
    age("-r", public, "-r", other.removeprefix("# public key: "), "-o", tmp_path / "two.age", clear)
    assert unseal((tmp_path / "two.age").read_bytes(), Key(text=secret)) == b"words"
    age("-a", "-r", public, "-o", tmp_path / "armoured.age", clear)
    with pytest.raises(PacketError):
        unseal((tmp_path / "armoured.age").read_bytes(), Key(text=secret))
    (tmp_path / "ours.age").write_bytes(seal(b"words", Key(text=public)))
    age("--decrypt", "-i", key[0], "-o", tmp_path / "opened", tmp_path / "ours.age")
    assert (tmp_path / "opened").read_bytes() == b"words"
