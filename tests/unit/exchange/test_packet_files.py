"""Packets that are not as they should be: each is told in one plain sentence, and nothing of it is taken in."""

from __future__ import annotations

import json
import random
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pyrage
import pytest

from tests.builders.clips import Clip
from tests.builders.packets import PUBLIC, SECRET, coded_library, opened, sealed_packet
from tests.unit.exchange.packet_mutations import check_outcome, mutate
from vig_annotator.errors import PacketError, UsageError, WrongKey
from vig_annotator.exchange import packet_format, sealing
from vig_annotator.exchange.packet_format import Packet, pack, unpack
from vig_annotator.exchange.sealing import Key
from vig_annotator.services import reviewing
from vig_annotator.services.packet_answers import answer_of
from vig_annotator.services.packet_opening import PacketWorkspace, read_packet, read_sealed, unsealed

SMALL = Packet("request", "p1", "AB", "2026-11-12T10:00:00Z", expires_on="2099-01-01", answer_key=SECRET)
PHRASE = "kettle-robin-maple-tiger-fossil"


@pytest.fixture(scope="module")
def contents(
    tmp_path_factory: pytest.TempPathFactory, plain_film: Clip
) -> tuple[bytes, bytes, tuple[str, ...]]:
    """A request and an answer as they are before they are sealed, and the codings that were sent."""
    folder = tmp_path_factory.mktemp("packets")
    desk = coded_library(folder / "library", plain_film.path)
    with desk.ws:
        path = sealed_packet(desk, folder / "visit.vigpacket", small=True)
        with opened(path) as sam:
            reviewing.accept(sam.ws, sam.pass_id, sam.tags["smile 5"])
            reviewing.amend_code(sam.ws, sam.pass_id, sam.tags["face 10"], "toy", None, "Hands.")
            reviewing.comment(sam.ws, sam.pass_id, "Well coded.")
            reviewing.sum_up(sam.ws, sam.pass_id, "Starts.", "Hands.")
            answer = pack(answer_of(sam.ws))
    request = sealing.unseal(path.read_bytes(), Key(text=SECRET))
    return request, answer, (desk.coding_pass.id,)


def sealed(content: bytes) -> bytes:
    return sealing.seal(content, Key(text=PUBLIC))


def with_facts(content: bytes, **facts: object) -> bytes:
    """The packet with other facts in its manifest."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        inside = {one.filename: archive.read(one) for one in archive.infolist()}
    inside["manifest.json"] = json.dumps(json.loads(inside["manifest.json"]) | facts).encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, held in inside.items():
            archive.writestr(name, held)
    return out.getvalue()


def test_packing_and_unpacking_give_the_same() -> None:
    packet = replace(
        SMALL, films={"r": b"film"}, rows={"family": [{"id": "f"}]}, shifts={"s": 5}, cut={"a": [1, None]}
    )
    assert unpack(pack(packet)) == packet
    assert SECRET not in repr(packet) and "film" not in repr(packet).replace("films", "")


def test_a_pass_phrase_opens_and_another_does_not() -> None:
    there = sealing.seal(pack(SMALL), Key(PHRASE))
    assert sealing.for_pass_phrase(there) and not sealing.for_pass_phrase(sealed(b"x"))
    assert unsealed(there, Key(PHRASE)) == SMALL
    with pytest.raises(WrongKey, match="pass phrase does not open this packet"):
        unsealed(there, Key(PHRASE.replace("maple", "marple")))
    with pytest.raises(WrongKey, match="not sealed for this key"):
        unsealed(there, Key(text=SECRET))
    with pytest.raises(PacketError, match="cut off on the way"):
        unsealed(there[:60], Key(PHRASE))
    # Whoever asks for gigabytes of memory is refused before any work is done.
    greedy = re.sub(rb"(-> scrypt \S+ )\d+", rb"\g<1>29", there)
    with pytest.raises(PacketError, match="changed or cut off"):
        unsealed(greedy, Key(PHRASE))


def test_another_key_does_not_open() -> None:
    other, _ = sealing.new_key()
    with pytest.raises(WrongKey, match="not sealed for this key"):
        unsealed(sealed(pack(SMALL)), Key(text=other))
    with pytest.raises(UsageError, match="no key that opens"):
        unsealed(sealed(pack(SMALL)), Key(text="nonsense"))
    assert sealing.public_of(SECRET) == PUBLIC


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda raw: raw[:12], "cut off on the way"),
        (lambda raw: raw[:100], "cut off on the way"),
        (lambda raw: raw[:-1], "changed or cut off on the way"),
        (lambda raw: raw[:-5000], "changed or cut off on the way"),
        (lambda raw: raw[:-9] + b"x" + raw[-8:], "changed or cut off on the way"),
        (lambda raw: raw.replace(b"/v1", b"/v2"), "form that this version of VIG Annotator does not know"),
        (lambda raw: b"", "no sealed packet"),
        (lambda raw: b"\x00\x00\x00 ftypisom", "no sealed packet"),
        (lambda raw: raw + b"more", "changed or cut off on the way"),
    ],
)
def test_cut_off_changed_or_something_else(
    damage: object, words: str, contents: tuple[bytes, bytes, object]
) -> None:
    assert callable(damage)
    with pytest.raises(PacketError, match=words):
        unsealed(damage(sealed(contents[0])), Key(text=SECRET))


def test_newer_older_and_foreign_contents(contents: tuple[bytes, bytes, object]) -> None:
    for facts, words in (
        ({"version": 2}, "made by a newer version"),
        ({"version": 0}, "can’t be understood"),
        ({"version": True}, "can’t be understood"),
        ({"format": "something"}, "can’t be understood"),
        ({"kind": "gift"}, "can’t be understood"),
        ({"answer_key": ""}, "can’t be understood"),
        ({"expires_on": "soon"}, "can’t be understood"),
        ({"shifts": {"s": -1}}, "can’t be understood"),
    ):
        with pytest.raises(PacketError, match=words):
            unsealed(sealed(with_facts(contents[0], **facts)), Key(text=SECRET))
    for nonsense in (b"", b"not a zip", b"PK\x05\x06" + b"\x00" * 18):
        with pytest.raises(PacketError, match="can’t be understood"):
            unsealed(sealed(nonsense), Key(text=SECRET))


def test_a_packet_of_the_first_version_is_read_for_ever() -> None:
    """Written by the first version that could; its columns are those of that day, whatever has come since."""
    path = Path(__file__).with_name("version_1.vigpacket")
    with PacketWorkspace.of(read_packet(path, Key(PHRASE), today="2026-11-28"), path, "Kim") as ws:
        (session_id,) = ws.clocks
        from vig_annotator.services.passes import passes_of

        (one,) = passes_of(ws, session_id)
        assert [tag.code_id for tag in ws.desk(one).annotations] == [
            "smile",
            "face",
            "smile",
            "bid",
            "notice",
            "voice",
            "cry",
        ]


@pytest.mark.parametrize("times", [3, 1_000])
def test_a_computer_that_is_busy_for_a_moment_opens_a_packet_all_the_same(
    monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """The library takes a busy computer for one on which working out the key would take minutes."""
    path = Path(__file__).with_name("version_1.vigpacket")
    content = sealing.unseal(path.read_bytes(), Key(PHRASE))
    really, asked = pyrage.passphrase.decrypt, 0

    def busy(sealed: bytes, phrase: str) -> bytes:
        nonlocal asked
        asked += 1
        if asked <= times:
            raise pyrage.DecryptError(
                "Excessive work parameter for passphrase.\nDecryption would take around 9 seconds."
            )
        return bytes(really(sealed, phrase))

    monkeypatch.setattr(pyrage.passphrase, "decrypt", busy)
    if times == 3:
        assert sealing.unseal(path.read_bytes(), Key(PHRASE)) == content
    else:
        with pytest.raises(PacketError, match="too slow, or too busy"):
            sealing.unseal(path.read_bytes(), Key(PHRASE))


def test_rows_of_an_older_program_lack_columns(contents: tuple[bytes, bytes, object]) -> None:
    rows = unpack(contents[0]).rows
    for table, columns in (
        ("annotation", ("onset_shift_us", "offset_shift_us")),
        ("coding_pass", ("joint", "segments")),
    ):
        for row in rows[table]:
            for column in columns:
                del row[column]
    older = unsealed(sealed(with_facts(contents[0], rows=rows)), Key(text=SECRET))
    with PacketWorkspace.of(older, Path("x"), "Sam Moor") as ws:
        assert ws.sealed


def test_packed_small_is_refused() -> None:
    """What can grow when it is opened could fill the memory."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * 50_000_000)
    with pytest.raises(PacketError, match="can’t be understood"):
        unpack(out.getvalue())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PacketError, match="can’t be read: no such file"):
        read_sealed(tmp_path / "gone.vigpacket")
    with pytest.raises(PacketError, match="can’t be read"):
        read_sealed(tmp_path)


def test_mutated_packets_are_told_or_opened_whole(contents: tuple[bytes, bytes, tuple[str, ...]]) -> None:
    """A small share of what benchmarks/packet_fuzz.py tries."""
    request, answer, sent = contents
    right = 0
    for number in range(150):
        chance = random.Random(f"packets/{number}")
        right += check_outcome(mutate(chance.choice((request, answer)), chance), sent)
    assert 0 < right < 150
    assert check_outcome(sealed(request), sent) and check_outcome(sealed(answer), sent)
    assert packet_format.VERSION == 1
