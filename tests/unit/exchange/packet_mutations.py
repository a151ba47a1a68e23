"""Sealed packets with slips in them, from a flipped bit to a hostile sender; the same seed makes the same slips."""

from __future__ import annotations

import json
import random
import zipfile
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.builders.packets import PUBLIC, SECRET
from vig_annotator.errors import PacketError, VigError
from vig_annotator.exchange import packet_format, sealing
from vig_annotator.exchange.packet_format import ANSWER, REQUEST
from vig_annotator.exchange.sealing import Key
from vig_annotator.model.edits.drafting import Stamp
from vig_annotator.model.edits.packets import Answers, Known, take_in
from vig_annotator.model.review import threads, verdicts
from vig_annotator.model.sealed_packet import Direction, SealedPacket
from vig_annotator.services import packet_contents, passes, reviewing
from vig_annotator.services.packet_answers import coder_of, entries_of, open_answer
from vig_annotator.services.packet_opening import PacketWorkspace, unsealed
from vig_annotator.storage import queries

_VALUES: tuple[Any, ...] = (
    "", None, True, False, 0, -1, 1, 3, 2.5, float("inf"), float("nan"), 10**30, 2**62, -(2**62), "x", "x" * 5000, "two\nlines", "\x00", "é👶",
    "\ud800", [], {}, [1], [[]], {"a": 1}, ["a", "a"], [0, -5], "point", "given", "supervisor", "accept", "take", "2026-11-12", "AGE-SECRET-KEY-1",
    "../../etc/passwd", "films/x.mp4", {"before": {}, "after": {}}, "id: y\n",
)  # fmt: skip
_SLIPS = (1, 1, 1, 2, 3, 6)


def mutate(content: bytes, chance: random.Random) -> bytes:
    """A packet, sealed, with one to six slips: on the way, in its ZIP, or in what its sender wrote.

    Args:
        content: the packet, not sealed.
        chance: what decides.
    """
    place = chance.random()
    if place < 0.3:
        return _mutate_bytes(sealing.seal(content, Key(text=PUBLIC)), chance)
    if place < 0.5:
        return sealing.seal(_mutate_bytes(content, chance), Key(text=PUBLIC))
    return sealing.seal(_mutate_manifest(content, chance), Key(text=PUBLIC))


def check_outcome(sealed: bytes, passes_sent: tuple[str, ...] = ()) -> bool:
    """Open a packet, or take an answer in, as the program does; answers whether that was done.

    Everything else than "done" and one plain sentence is a bug, and raised.
    """
    try:
        packet = unsealed(sealed, Key(text=SECRET), today="2026-11-12")
        packet_contents.in_words(packet_contents.facts_of(packet))
        if packet.kind == ANSWER:
            return _taken_in(sealed, passes_sent)
        _looked_at(packet)
    except VigError as error:
        assert isinstance(error, PacketError), error
        assert error.message.endswith(".") and "\n" not in error.message
        return False
    return True


def _looked_at(packet: packet_format.Packet) -> None:
    assert packet.kind == REQUEST
    with PacketWorkspace.of(packet, Path("nowhere.vigpacket"), "Sam Moor") as ws:
        with ws.store.reading() as connection:
            every = queries.every_pass(connection)
        for one in every:
            passes.all_passes_of(ws, one.session_id)
            entries = reviewing.entries_of(ws, one.id)
            threads(entries), verdicts(entries)
            for tag in ws.desk(one).annotations:
                ws.desk(one).code_of(tag)
        reviewing.waits_for_me(ws)


def _taken_in(sealed: bytes, passes_sent: tuple[str, ...]) -> bool:
    answer = open_answer(sealed, SECRET)
    sent = SealedPacket(answer.id, Direction.SENT, answer.id, "", (), passes_sent)
    answers = Answers(answer.made_by, coder_of(answer), entries_of(answer), "d" * 64)
    take_in(sent, answers, Known({}, {}, (), ()), "n", Stamp("AB", "t"))
    return True


def _mutate_bytes(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.choice(_SLIPS)):
        # Half of the slips hit the head, where there is more to go wrong than in what is sealed.
        end = min(len(changed), 400) if chance.random() < 0.5 else len(changed)
        at = chance.randrange(max(1, end))
        match chance.randrange(7):
            case 0:
                del changed[at:]
            case 1 if changed:
                changed[min(at, len(changed) - 1)] ^= 1 << chance.randrange(8)
            case 2:
                changed[at:at] = chance.randbytes(chance.randint(1, 40))
            case 3:
                del changed[at : at + chance.randint(1, 40)]
            case 4:
                changed[at:at] = changed[at : at + chance.randint(1, 200)]
            case 5:
                changed[at : at + 8] = b"\x00" * 8
            case _:
                changed[at : at + 3] = chance.choice((b"999", b"-> ", b"\n--", b"v2\n", b"30\n", b"PK\x01"))
    return bytes(changed)


def _mutate_manifest(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        inside = {one.filename: archive.read(one) for one in archive.infolist()}
    facts = json.loads(inside["manifest.json"])
    for _ in range(chance.choice(_SLIPS)):
        _mutate_data(facts, chance)
    text = json.dumps(facts).encode("utf-8", "surrogatepass")
    inside["manifest.json"] = _mutate_bytes(text, chance) if chance.random() < 0.15 else text
    if chance.random() < 0.1:
        inside[chance.choice(("films/x.mp4", "../evil", "manifest.json2", "films/"))] = (
            b"x" * chance.randrange(9)
        )
    if chance.random() < 0.1:
        del inside[chance.choice(list(inside))]
    out = BytesIO()
    with zipfile.ZipFile(
        out, "w", zipfile.ZIP_DEFLATED if chance.random() < 0.05 else zipfile.ZIP_STORED
    ) as archive:
        for name, held in inside.items():
            archive.writestr(zipfile.ZipInfo(name), held, archive.compression)
    return out.getvalue()


def _mutate_data(data: Any, chance: random.Random) -> None:
    """One slip somewhere inside, as deep as chance goes."""
    if not data:
        return
    key = chance.choice(list(data)) if isinstance(data, dict) else chance.randrange(len(data))
    if isinstance(data[key], dict | list) and data[key] and chance.random() < 0.85:
        _mutate_data(data[key], chance)
        return
    match chance.randrange(5):
        case 0:
            del data[key]
        case 1 if isinstance(data, dict):
            data[chance.choice(("new", "id", "kind", "rows", "annotation", "change_log"))] = data.pop(key)
        case 2 if isinstance(data, list):
            data.append(deepcopy(data[key]))
        case 3 if isinstance(data[key], int):
            data[key] += chance.choice((-1, 1, 10**9, -(10**9), 10**18))
        case _:
            data[key] = deepcopy(chance.choice(_VALUES))
