"""Reading XML of other programs: nothing is fetched, nothing can grow."""

from __future__ import annotations

import re

from lxml import etree

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.limits import MAX_XML_BYTES
from vig_annotator.exchange.text import shortened

_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_WIDE_DOCTYPE = re.compile("<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_START_BYTES = 100_000


def parse_xml(raw: bytes, what: str) -> etree._Element:
    """The root of an XML file.

    A document type, the door to entities of every kind, is refused wherever it stands; entities would not be resolved
    nor anything fetched in any case, and the parser's own limits on depth and text length are on.

    Args:
        raw: the file.
        what: what the file should be, for the sentence: “an ELAN file”.

    Raises:
        ForeignFileError: it is no XML, or declares a document type; the sentence names the line.
    """
    if len(raw) > MAX_XML_BYTES:
        raise ForeignFileError(
            f"The file is too big ({len(raw) // 10**6} MB).",
            f"{MAX_XML_BYTES // 10**6} MB are the most for {what}.",
        )
    _refuse_doctype(raw)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = shortened(re.sub(r",? line \d+.*$", "", str(error).split("\n")[0]), 160)
        raise ForeignFileError(
            f"Line {line}: this is not {what} that can be read ({reason}).",
            "Save it again from its own program.",
        ) from error
    if getattr(root.getroottree().docinfo, "internalDTD", None) is not None:
        raise _has_doctype(1)
    return root


def _refuse_doctype(raw: bytes) -> None:
    found = _DOCTYPE.search(raw)
    if found is not None:
        raise _has_doctype(raw.count(b"\n", 0, found.start()) + 1)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in raw[:4]:
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            if _WIDE_DOCTYPE.search(raw[:_START_BYTES].decode(encoding, "replace")):
                raise _has_doctype(1)


def _has_doctype(line: int) -> ForeignFileError:
    return ForeignFileError(
        f"Line {line}: the file declares a document type or an entity, which files of this kind never do.",
        "Save it again from its own program.",
    )


def outer_xml(element: etree._Element) -> str:
    """An element as text, without what stands behind it."""
    return etree.tostring(element, encoding="unicode", with_tail=False)
