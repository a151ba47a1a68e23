"""Codebooks with slips in them, from slips of the finger to hostile ones; the same seed makes the same slips."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import yaml

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.file_text import decode_codebook
from vig_annotator.codebook.limits import MAX_FAULTS
from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.codebook.rewriting import rewrite
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.errors import CodebookError

_PIECES = (
    "\t", "  ", "\n", "\r", "\r\n", ":", ": ", "- ", "#", "'", '"', "[", "]", "{", "}", ",", "&a ", "*a", "!!python/none ",
    "!x ", "|", ">", "%YAML 1.1\n", "---\n", "...\n", "@", "`", "? ", "<<: *a\n", "~", "null", "\\x00", "\\ud800", "\x00",
    "\ufeff", "\u2028", "\x85", "é", "ß", "İ", "👶", "e\u0301", "\ud800", "id: ", "codes:\n", "key: y\n", "1e999", "-1", ".inf",
    ".nan", "0x1F", "999999999999999999999", "extends: vig_attunement\n", "extends: ../../etc/passwd.yaml\n", "yes", "no",
    "retired: yes\n", "valence: konzern\n", "translations:\n  cy:\n", "restricted: yes\n", "exclusive: no\n",
)  # fmt: skip

_VALUES: tuple[Any, ...] = (
    "", None, True, False, 0, -1, 3, 2.5, float("inf"), float("nan"), 10**30, "x", "x" * 200, "x" * 5000, "two\nlines", [], {}, [1],
    [[]], {"a": 1}, ["a", "a"], "infant", "parent", "point", "state", "concern", "#FFFFFF", "#fff", "b", "k", " ", "ß", "İ", "\x07",
    "vig_attunement", "nowhere.yaml", "en-GB", "e\u0301",
)  # fmt: skip

_SLIPS = (1, 1, 1, 2, 3, 6)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def mutate(source: str, chance: random.Random) -> bytes:
    """One codebook text with one to six slips in it, as it might lie on a disk."""
    if chance.random() < 0.5:
        text = source
        for _ in range(chance.choice(_SLIPS)):
            text = _mutate_text(text, chance)
    else:
        data = yaml.load(source, Loader=_LOADER)  # our own, right codebooks
        for _ in range(chance.choice(_SLIPS)):
            _mutate_data(data, chance)
        text = yaml.dump(data, Dumper=_DUMPER, sort_keys=False, allow_unicode=True)
    raw = text.encode(chance.choice(["utf-8"] * 12 + ["latin-1", "utf-16", "cp1252"]), "replace")
    if chance.random() < 0.2:
        raw = _mutate_bytes(raw, chance)
    return raw


def _mutate_text(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    row = chance.randrange(len(lines))
    line = lines[row]
    column = chance.randint(0, len(line))
    match chance.randrange(9):
        case 0:
            lines[row] = line[:column] + chance.choice(_PIECES) + line[column:]
        case 1:
            lines[row] = line[:column] + line[column + chance.randint(1, 9) :]
        case 2:
            del lines[row]
        case 3:
            lines.insert(row, line)
        case 4:
            other = chance.randrange(len(lines))
            lines[row], lines[other] = lines[other], line
        case 5:
            lines[row] = " " * chance.randint(0, 8) + line.lstrip()
        case 6:
            return "\n".join(lines[: row + 1])[: chance.randint(0, len(text))]
        case 7:
            name, colon, _ = line.partition(":")
            lines[row] = name + colon + " " + str(chance.choice(_VALUES))
        case _:
            lines[row] = line.replace(chance.choice("aeiou: -'"), chance.choice(_PIECES))
    return "\n".join(lines)


def _mutate_data(data: Any, chance: random.Random) -> None:
    place = data
    while True:
        if isinstance(place, dict) and place:
            key = chance.choice(list(place))
        elif isinstance(place, list) and place:
            key = chance.randrange(len(place))
        else:
            return
        if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.85:
            place = place[key]
            continue
        match chance.randrange(4):
            case 0:
                place[key] = chance.choice(_VALUES)
            case 1:
                del place[key]
            case 2 if isinstance(place, dict):
                place[str(key) + chance.choice("sx_")] = place.pop(key)
            case _ if isinstance(place, list):
                place.append(place[key])
            case _:
                place[chance.choice(["id", "key", "subject", "group", "answers", "retired", "extends"])] = (
                    chance.choice(_VALUES)
                )
        return


def _mutate_bytes(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def check_outcome(raw: bytes, name: str) -> bool:
    """Read a mutated codebook as the loader does: True when it is right, False when its faults are told well.

    Raises:
        AssertionError: a fault without a line or remedy, or a codebook that does not survive writing and reading.
    """
    try:
        faults = Faults(name)
        text = decode_codebook(raw, faults)
        faults.raise_if_any()
        loaded = parse_codebook(text, name)
    except CodebookError as trouble:
        lines = max(raw.count(b"\n") + raw.count(b"\r"), 0) + 2
        assert 0 < len(trouble.faults) <= MAX_FAULTS + 1
        for fault in trouble.faults:
            assert fault.file == name or "vig_attunement" in fault.file, str(fault)
            assert 1 <= fault.line <= lines or fault.file != name, str(fault)
            assert fault.message and fault.remedy, str(fault)
            assert "\n" not in str(fault)
            str(fault).encode()
        return False
    again = parse_codebook(write_codebook(loaded.codebook), name)
    assert again.codebook == loaded.codebook
    kept = parse_codebook(loaded.yaml_text, name)
    assert (kept.codebook, kept.sha256) == (loaded.codebook, loaded.sha256)
    first, *others = loaded.codebook.codes
    changed = replace(
        loaded.codebook, codes=(*others, replace(first, label="Changed: by hand")), owner="Somebody else"
    )
    if not loaded.codebook.based_on:  # the order of a base's codes can't be changed by what extends it
        assert parse_codebook(rewrite(text, changed).text, name).codebook == changed
    return True
