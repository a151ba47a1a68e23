"""Foreign files with slips in them, from a cut-off download to a hostile one; the same seed makes the same slips."""

from __future__ import annotations

import random

from vig_annotator.errors import VigError
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.formats import FORMATS, prepared, read_document
from vig_annotator.exchange.losses import SUBSTITUTES
from vig_annotator.exchange.mapping import plan_import
from vig_annotator.exchange.safe_zip import pack, unpack

_PIECES = (
    b"NaN", b"Infinity", b"-Infinity", b"-1", b"-0", b"1e999", b"1e-999", b"0", b"9" * 30, b"9" * 80, b"1" + b"0" * 5000,
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"<!--", b"]]>", b"<x>", b"</TIER>", b'"', b"'", b"\\", b"\\u0000",
    b"\\ud800", b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff", b"\r", b"\n", b"\t", b",", b";", b":", b"|", b"/", b"&",
    b"%", b"!", b"(", b")", b"[", b"]", b"{", b"}", b"null", b"true", b"[]", b"{}", b'""', b"=", b"*999999999", b"*", b"$", b"-->",
    b"00:00:00.000", b"99:99:99:999", b"WEBVTT", b"Timed", b"Interval;", b"ooBinaryFile\x08TextGrid", b"PK\x03\x04", b"PAR1",
    b"\x1f\x8b", b"OTIO_SCHEMA", b"../../x", b"state", b"point", "é👶\u2028\u202e".encode(), b"=1+1", b"@x", b"1/0", b"50%",
)  # fmt: skip

_SLIPS = (1, 1, 2, 3, 5)


def mutate(source: bytes, chance: random.Random) -> bytes:
    """A file with one to five slips in it; of a packed file often in what it holds."""
    if source.startswith(b"PK") and chance.random() < 0.8:
        files = unpack(source, "a file")
        name = chance.choice(sorted(files))
        files[name] = mutate(files[name], chance)
        if chance.random() < 0.05:
            files[chance.choice(("../x", "/x", "a" * 300, "db", "content.otio"))] = files.pop(name)
        return pack(files)
    raw = source
    for _ in range(chance.choice(_SLIPS)):
        raw = _slip(raw, chance)
    return raw


def _slip(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    length = chance.choice((1, 1, 2, 8, 40, 400))
    match chance.randrange(9):
        case 0:
            return raw[:at]
        case 1:
            return raw[:at] + raw[at + length :]
        case 2:
            return raw[: at + length] + raw[at : at + length] + raw[at + length :]
        case 3:
            return raw[:at] + bytes(chance.randrange(256) for _ in range(length)) + raw[at + length :]
        case 4 | 5:
            return raw[:at] + chance.choice(_PIECES) + raw[at:]
        case 6:
            return _replace_number(raw, at, chance)
        case 7:
            lines = raw.split(b"\n")
            chance.shuffle(lines) if chance.random() < 0.1 else lines.pop(chance.randrange(len(lines)))
            return b"\n".join(lines)
        case _:
            return raw[at : at + length] + raw


def _replace_number(raw: bytes, at: int, chance: random.Random) -> bytes:
    start = next((place for place in range(at, len(raw)) if raw[place : place + 1].isdigit()), at)
    end = start
    while end < len(raw) and raw[end : end + 1].isdigit():
        end += 1
    return raw[:start] + chance.choice(_PIECES[:11]) + raw[end:]


def check_outcome(raw: bytes, name: str, chance: random.Random) -> str:
    """Read a file, plan its import, write it in another format; “read” or “told”, or an error that nobody should see."""
    try:
        document = read_document(raw, name)
    except VigError as error:
        assert error.message.endswith(".")
        assert len(str(error)) < 700
        return "told"
    try:
        if any(one.onset_us is not None for o in document.observations for one in o.annotations):
            plan_import(document, "fuzz")
        writable = [
            one
            for one in FORMATS
            if one.write is not None and (one.id == document.format or chance.random() < 0.1)
        ]
        for form in writable:
            assert form.write is not None
            chosen = {loss: chance.choice(offered) for loss, offered in SUBSTITUTES.get(form.id, {}).items()}
            ready, losses = prepared(form, document, chosen)
            assert all(one.sentence.endswith(".") for one in losses)
            again(form.write(ready), form.suffixes[0])
    except VigError:
        return "read"
    return "read"


def again(raw: bytes, suffix: str) -> Document:
    """What we wrote can be read."""
    return read_document(raw, "again" + suffix)
