"""Reading files of other programs without trusting them: bounded in size, and XML without anything that can grow."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.file_text import file_name, read_bytes

MAX_FOREIGN_BYTES = 100_000_000
"""ELAN and BORIS keep annotations in the same file as the vocabulary, so it may be large."""

_MAX_XML_DEPTH = 40


def read_foreign(path: Path) -> tuple[bytes, Faults]:
    """The bytes of a file, and an empty list for its faults.

    Raises:
        CodebookError: it is missing, a folder, unreadable or too big.
    """
    faults = Faults(file_name(path))
    raw = read_bytes(path, faults, MAX_FOREIGN_BYTES)
    faults.raise_if_any()
    return raw, faults


def decode_any(raw: bytes) -> tuple[str, bool]:
    """Text of a file that may come from a spreadsheet, and whether its encoding had to be guessed."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), False
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), True


def parse_xml(raw: bytes, faults: Faults) -> ElementTree.Element:
    """The root of an XML file.

    Raises:
        CodebookError: it is no XML, or declares a document type (the door to entities), or is nested too deeply.
    """
    _check_xml(raw, faults)
    faults.raise_if_any()
    return ElementTree.fromstring(raw)


def _check_xml(raw: bytes, faults: Faults) -> None:
    parser = expat.ParserCreate()
    depth = 0

    class Refused(Exception):
        pass

    def doctype(*_: object) -> None:
        faults.add(
            parser.CurrentLineNumber, "the file declares a document type", "save it anew from its own program"
        )
        raise Refused

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_XML_DEPTH:
            faults.add(
                parser.CurrentLineNumber, "the file is nested too deeply", "save it anew from its own program"
            )
            raise Refused

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(raw, True)
    except Refused:
        return
    except (expat.ExpatError, ValueError, LookupError) as trouble:
        line = getattr(trouble, "lineno", 1)
        reason = re.sub(r":.*", "", str(trouble))
        faults.add(
            line, f"the file is not XML that can be read ({reason})", "check that it is the right file"
        )
