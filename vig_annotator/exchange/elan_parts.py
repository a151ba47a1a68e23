"""Parts of an ELAN file that stand by themselves: descriptors of films, vocabularies in today's form, clean text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from lxml import etree

from vig_annotator.exchange import elan_names as names
from vig_annotator.exchange.document import MediaLink
from vig_annotator.exchange.seconds import whole_ms
from vig_annotator.exchange.text import held_by_xml

_MIME = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".wav": "audio/x-wav",
}


def media_element(link: MediaLink, back: bool) -> etree._Element:
    """The descriptor of a film: as it was in the file, or a new one with the film's place and start."""
    attributes = link.kept.get("attributes") if back else None
    if attributes:
        return etree.Element(
            "MEDIA_DESCRIPTOR", {key: held_by_xml(value) for key, value in attributes.items()}
        )
    path = link.path.replace("\\", "/")
    address = path if path.casefold().startswith("file:") else _file_address(path)
    made = {
        "MEDIA_URL": held_by_xml(address),
        "MIME_TYPE": _MIME.get(PurePosixPath(path).suffix.casefold(), "unknown"),
    }
    relative = link.relative or PurePosixPath(path).name
    if relative:
        made["RELATIVE_MEDIA_URL"] = "./" + quote(held_by_xml(relative).removeprefix("./"))
    if whole_ms(-link.starts_us):
        made["TIME_ORIGIN"] = str(whole_ms(-link.starts_us))
    return etree.Element("MEDIA_DESCRIPTOR", made)


def _file_address(path: str) -> str:
    if not path.startswith("/") and path[1:2] != ":":
        return "./" + quote(path)
    return "file:///" + quote(path.lstrip("/"), safe="/:")


def modernise(vocabulary: etree._Element) -> None:
    """A vocabulary of ELAN 2.7 or older in the form that 2.8 and later have."""
    description = vocabulary.attrib.pop("DESCRIPTION", "")
    old = [child for child in vocabulary if child.tag == "CV_ENTRY"]
    for number, entry in enumerate(old):
        attributes = {"CVE_ID": f"cveid{number}"}
        if entry.get("EXT_REF"):
            attributes["EXT_REF"] = str(entry.get("EXT_REF"))
        new = etree.Element("CV_ENTRY_ML", attributes)
        value = etree.SubElement(new, "CVE_VALUE", {"LANG_REF": "und"})
        value.text = entry.text
        if entry.get("DESCRIPTION"):
            value.set("DESCRIPTION", str(entry.get("DESCRIPTION")))
        vocabulary.replace(entry, new)
    if description:
        element = etree.Element("DESCRIPTION", {"LANG_REF": "und"})
        element.text = str(description)
        vocabulary.insert(0, element)


def without_ours(tail: Sequence[etree._Element]) -> list[etree._Element]:
    """The types and vocabularies of others: ours are made anew, for the tiers that there are now."""
    ours = [one for one in tail if one.tag == "LINGUISTIC_TYPE" and _is_ours(one)]
    others = [one for one in tail if one.tag == "LINGUISTIC_TYPE" and not _is_ours(one)]
    needed = {one.get("CONTROLLED_VOCABULARY_REF") for one in others}
    gone = {one.get("CONTROLLED_VOCABULARY_REF") for one in ours} - needed - {None}
    return [
        one
        for one in tail
        if not (one.tag == "LINGUISTIC_TYPE" and _is_ours(one))
        and not (one.tag == "CONTROLLED_VOCABULARY" and one.get("CV_ID") in gone)
    ]


def _is_ours(kind: etree._Element) -> bool:
    return kind.get("LINGUISTIC_TYPE_ID", "").split(":")[0] in names.OUR_TYPES
