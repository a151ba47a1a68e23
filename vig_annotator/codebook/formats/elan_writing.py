"""Writing a codebook as an ELAN template (.etf), or as a document without annotations (.eaf), both EAF 3.0: a vocabulary for each lane, and tiers that use it.

ELAN's annotations can't overlap within a tier, so a group whose states exclude each other gets one tier, and every other
code one of its own. ELAN has no points; which codes are points is noted in the header, where this program finds it again.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from vig_annotator.codebook.formats.elan import HEADING_PROPERTY, LANGUAGES, POINTS_PROPERTY
from vig_annotator.model.codebook import Code, Codebook, Group, Kind

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
_NO_DATE = "1970-01-01T00:00:00+00:00"  # the same codebook makes the same file on every day


def write_elan(codebook: Codebook) -> bytes:
    """The template as the bytes of an XML file."""
    ElementTree.register_namespace("xsi", _XSI)
    root = Element(
        "ANNOTATION_DOCUMENT",
        {
            "AUTHOR": codebook.owner,
            "DATE": _NO_DATE,
            "FORMAT": "3.0",
            "VERSION": "3.0",
            f"{{{_XSI}}}noNamespaceSchemaLocation": _SCHEMA,
        },
    )
    lanes = _lanes(codebook)
    header = SubElement(root, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"})
    points = [code.id for code in codebook.active_codes if code.kind is Kind.POINT]
    headings = [name for name, (group, _) in lanes.items() if group is None or not group.exclusive]
    for name, words in ((POINTS_PROPERTY, points), (HEADING_PROPERTY, headings)):
        SubElement(header, "PROPERTY", {"NAME": name}).text = "\n".join(words)
    SubElement(root, "TIME_ORDER")
    types = _tiers(root, codebook, lanes)
    for name, lane in types:
        SubElement(
            root,
            "LINGUISTIC_TYPE",
            {
                "CONTROLLED_VOCABULARY_REF": lane,
                "GRAPHIC_REFERENCES": "false",
                "LINGUISTIC_TYPE_ID": name,
                "TIME_ALIGNABLE": "true",
            },
        )
    languages = _languages(codebook)
    for tag in languages.values():
        SubElement(root, "LANGUAGE", {"LANG_ID": tag})
    for name, (_, codes) in lanes.items():
        _vocabulary(root, name, codes, codebook, languages)
    ElementTree.indent(root, "    ")
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _lanes(codebook: Codebook) -> dict[str, tuple[Group | None, list[Code]]]:
    """Vocabulary name to its group and codes: one for each subject and group."""
    lanes: dict[str, tuple[Group | None, list[Code]]] = {}
    for code in codebook.active_codes:
        group = codebook.group(code.group)
        subject = codebook.subject(code.subject)
        who = subject.label if subject is not None else code.subject
        name = f"{who} · {group.label}" if group is not None else who
        lanes.setdefault(name, (group, []))[1].append(code)
    return lanes


def _tiers(
    root: Element, codebook: Codebook, lanes: dict[str, tuple[Group | None, list[Code]]]
) -> list[tuple[str, str]]:
    types: list[tuple[str, str]] = []
    for lane, (group, codes) in lanes.items():
        subject = codebook.subject(codes[0].subject)
        participant = subject.label if subject is not None else codes[0].subject
        names = (
            [lane] if group is not None and group.exclusive else [f"{lane} · {code.label}" for code in codes]
        )
        for name in _distinct(names):
            attributes = {"LINGUISTIC_TYPE_REF": lane, "PARTICIPANT": participant, "TIER_ID": name}
            SubElement(root, "TIER", attributes)
        types.append((lane, lane))
    return types


def _distinct(names: list[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number, candidate = 2, name
        while candidate in found:
            number, candidate = number + 1, f"{name} ({number})"
        found.append(candidate)
    return found


def _languages(codebook: Codebook) -> dict[str, str]:
    """Our language to ELAN's; the codebook's own first."""
    by_ours = {ours: theirs for theirs, ours in LANGUAGES.items()}
    ours = dict.fromkeys([codebook.language, *(text.language for text in codebook.translations)])
    found = {language: by_ours.get(language.partition("-")[0].lower(), language) for language in ours}
    return {language: tag for language, tag in found.items() if list(found.values()).count(tag) == 1}


def _vocabulary(
    root: Element, name: str, codes: list[Code], codebook: Codebook, languages: dict[str, str]
) -> None:
    vocabulary = SubElement(root, "CONTROLLED_VOCABULARY", {"CV_ID": name})
    for tag in languages.values():
        SubElement(vocabulary, "DESCRIPTION", {"LANG_REF": tag})
    texts = {(text.language, text.id, text.field): text.texts[0] for text in codebook.translations}
    for code in codes:
        entry = SubElement(vocabulary, "CV_ENTRY_ML", {"CVE_ID": code.id})
        for language, tag in languages.items():
            own = language == codebook.language
            label = code.label if own else texts.get((language, code.id, "label"), "")
            definition = code.definition if own else texts.get((language, code.id, "definition"), "")
            if label:
                SubElement(entry, "CVE_VALUE", {"DESCRIPTION": definition, "LANG_REF": tag}).text = label
