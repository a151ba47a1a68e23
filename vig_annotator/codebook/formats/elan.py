"""Reading the controlled vocabularies of ELAN: templates (.etf), transcriptions (.eaf) and vocabulary files (.ecv).

A vocabulary becomes a group whose states exclude each other, as annotations of an ELAN tier do; its entries become codes.
Who a code is about is the PARTICIPANT of the tiers that use the vocabulary: when several do, each gets the codes.
ELAN has no points: everything is a state, unless the file was written by this program, which notes the points.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from vig_annotator.codebook.faults import Faults
from vig_annotator.codebook.formats.drafting import Draft, Imported, one_line
from vig_annotator.codebook.formats.foreign_file import parse_xml, read_foreign
from vig_annotator.codebook.single_values import id_from
from vig_annotator.model.codebook import Kind, TranslatedText

POINTS_PROPERTY = "vig-annotator:points"
"""The header property in which this program notes the ids of codes that are points."""

HEADING_PROPERTY = "vig-annotator:headings"
"""The header property in which this program notes the vocabularies whose codes don't exclude each other."""

LANGUAGES = {
    "eng": "en",
    "nld": "nl",
    "deu": "de",
    "fra": "fr",
    "spa": "es",
    "cym": "cy",
    "ita": "it",
    "por": "pt",
}
"""The languages that ELAN names by three letters and this program by two."""

_UNKNOWN_SUBJECT = "Participant"


def read_elan(path: Path) -> Imported:
    """The codebook in an ELAN file.

    Raises:
        CodebookError: the file can't be read, or holds no vocabulary with entries.
    """
    raw, faults = read_foreign(path)
    root = parse_xml(raw, faults)
    vocabularies = [found for found in root.iter("CONTROLLED_VOCABULARY") if _entries(found)]
    if not vocabularies:
        _refuse(root, faults.file)
    draft = Draft(faults.file, title=path.stem)
    draft.notes.extend(_external(root))
    points = _noted(root, POINTS_PROPERTY)
    headings = _noted(root, HEADING_PROPERTY)
    for vocabulary in vocabularies:
        name = vocabulary.get("CV_ID", "")
        participants = _participants(root, name) or [_UNKNOWN_SUBJECT]
        for participant in participants:
            _add(draft, vocabulary, participant, len(participants) > 1, points, heading=name in headings)
    if any(subject.label == _UNKNOWN_SUBJECT for subject in draft.subjects):
        draft.notes.append(
            f"Some vocabularies belong to no participant; their codes are about “{_UNKNOWN_SUBJECT}”. Say who that is."
        )
    if not any(found.get("NAME") == POINTS_PROPERTY for found in root.iter("PROPERTY")):
        draft.notes.append(
            "ELAN knows no points: every code is a state. Make points of those that mark an instant."
        )
    return draft.finish()


def _refuse(root: Element, file: str) -> None:
    faults = Faults(file)
    external = sorted({url.rpartition("/")[2] for url in _external_urls(root)})
    if external:
        faults.add(
            1,
            f"the vocabularies are kept in another file ({', '.join(external)})",
            "import that file instead",
        )
    elif root.tag not in ("ANNOTATION_DOCUMENT", "CV_RESOURCE"):
        faults.add(
            1,
            "this is not an ELAN file",
            "choose a template (.etf), a transcription (.eaf) or a vocabulary (.ecv)",
        )
    else:
        faults.add(
            1,
            "the file holds no controlled vocabulary with entries",
            "add one in ELAN (Edit, Controlled Vocabularies)",
        )
    faults.raise_if_any()


def _entries(vocabulary: Element) -> list[Element]:
    return [child for child in vocabulary if child.tag in ("CV_ENTRY", "CV_ENTRY_ML")]


def _noted(root: Element, name: str) -> set[str]:
    found = (element.text or "" for element in root.iter("PROPERTY") if element.get("NAME") == name)
    return {word for text in found for word in text.split("\n") if word}


def _external_urls(root: Element) -> list[str]:
    return [ref.get("VALUE", "") for ref in root.iter("EXTERNAL_REF") if ref.get("TYPE") == "ecv"]


def _external(root: Element) -> list[str]:
    outside = [
        v.get("CV_ID", "") for v in root.iter("CONTROLLED_VOCABULARY") if v.get("EXT_REF") and not _entries(v)
    ]
    if not outside:
        return []
    return [f"Left out, because they are kept in another file: {', '.join(map(one_line, outside))}."]


def _participants(root: Element, vocabulary: str) -> list[str]:
    types = {
        found.get("LINGUISTIC_TYPE_ID")
        for found in root.iter("LINGUISTIC_TYPE")
        if found.get("CONTROLLED_VOCABULARY_REF") == vocabulary
    }
    named = (
        one_line(tier.get("PARTICIPANT") or "")
        for tier in root.iter("TIER")
        if tier.get("LINGUISTIC_TYPE_REF") in types
    )
    return [name for name in dict.fromkeys(named) if name]


def _add(
    draft: Draft, vocabulary: Element, participant: str, shared: bool, points: set[str], heading: bool
) -> None:
    name = one_line(vocabulary.get("CV_ID", "")) or "Codes"
    has_points = any((entry.get("CVE_ID") or "") in points for entry in _entries(vocabulary))
    subject = draft.subject(participant)
    group = draft.group(f"{participant} {name}" if shared else name, exclusive=not (heading or has_points))
    for entry in _entries(vocabulary):
        values = _values(entry)
        if not values:
            continue
        language, label, definition = values[0]
        own_id = entry.get("CVE_ID") or ""
        wanted = own_id if id_from(own_id) == own_id and not own_id.startswith("cveid") else ""
        taken = any(code.id == (wanted or id_from(label)) for code in draft.codes)
        if not wanted and (taken or not id_from(label)):
            wanted = id_from(f"{participant if shared else name} {label}")
        code_id = draft.code(
            label,
            subject,
            Kind.POINT if own_id in points else Kind.STATE,
            wanted_id=wanted,
            group=group,
            definition=definition,
        )
        if language and not draft.translations and draft.language != language:
            draft.language = language
        _add_translations(draft, code_id, values[1:])


def _add_translations(draft: Draft, code_id: str, values: list[tuple[str, str, str]]) -> None:
    for language, label, definition in values:
        if not language or language == draft.language:
            continue
        for field, text in (("label", one_line(label)), ("definition", definition.strip())):
            if text:
                draft.translations.append(TranslatedText(language, "codes", code_id, field, (text,)))


def _values(entry: Element) -> list[tuple[str, str, str]]:
    """Language, value and description, the entry's first language first."""
    if entry.tag == "CV_ENTRY":
        found = [("", entry.text or "", entry.get("DESCRIPTION") or "")]
    else:
        found = [
            (_language(value.get("LANG_REF") or ""), value.text or "", value.get("DESCRIPTION") or "")
            for value in entry.iter("CVE_VALUE")
        ]
    return [(language, label, definition) for language, label, definition in found if label.strip()]


def _language(reference: str) -> str:
    if reference in ("", "und"):
        return ""
    language = LANGUAGES.get(reference, reference)
    return language if 2 <= len(language) <= 3 and language.isascii() and language.isalpha() else ""
