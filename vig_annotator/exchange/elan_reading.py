"""Reading ELAN's transcriptions (.eaf) and templates (.etf), versions 2.0 to 3.0.

All annotations become annotations here, those that only refer to others too: an annotation without a time of its own gets
the time at which ELAN shows it. What the library has no place for (slots, references, vocabularies, links) is kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lxml import etree

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange import elan_names as names
from vig_annotator.exchange.document import (
    Counts,
    Document,
    ForeignCode,
    MediaLink,
    Observation,
    Role,
    Tier,
)
from vig_annotator.exchange.elan_folding import json_of, with_ours_folded_in
from vig_annotator.exchange.elan_placing import RawAnnotation, as_annotations, find_times
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIME_US
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.safe_xml import outer_xml, parse_xml
from vig_annotator.exchange.text import shortened

_NUMBER = re.compile(r"-?[0-9]{1,17}(?:\.[0-9]{0,12})?")


def read_elan(raw: bytes, name: str) -> Document:
    """The document in an ELAN file.

    Raises:
        ForeignFileError: it is no ELAN file, or damaged; the sentence names the line.
    """
    root = parse_xml(raw, "an ELAN file")
    if root.tag != "ANNOTATION_DOCUMENT":
        raise ForeignFileError(
            f"Line {root.sourceline}: this XML file begins with “{shortened(str(root.tag))}”, not with ANNOTATION_DOCUMENT.",
            "Choose a transcription (.eaf) or a template (.etf) of ELAN.",
        )
    return _Reading(root, name).document()


class _Reading:
    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._name = name
        self._problems = Problems()
        self._slot_names: dict[str, int] = {}
        self._slot_values: list[int | None] = []
        self._raws: list[RawAnnotation] = []
        self._tiers: list[Tier] = []
        self._types = {one.get("LINGUISTIC_TYPE_ID", ""): one for one in root.iterfind("LINGUISTIC_TYPE")}
        self._vocabularies = {
            one.get("CV_ID", ""): [text for text, _ in _entries(one)]
            for one in root.iterfind("CONTROLLED_VOCABULARY")
        }
        header = root.find("HEADER")
        self._header: Any = header if header is not None else etree.Element("HEADER")
        self._properties = [
            (one.get("NAME", ""), one.text or "") for one in self._header.iterfind("PROPERTY")
        ]

    def document(self) -> Document:
        self._read_slots()
        self._read_tiers()
        find_times(self._raws, self._tiers, self._slot_values, self._problems)
        annotations = as_annotations(self._raws)
        aligned = [one for one in self._raws if one.slots is not None]
        points = sum(one.onset_us == one.offset_us for one in aligned)
        counts = Counts(
            tiers=len(self._tiers),
            annotations=len(self._raws),
            points=points,
            intervals=len(aligned) - points,
            media=sum(1 for _ in self._header.iterfind("MEDIA_DESCRIPTOR")),
        )
        observation = Observation(
            self._name,
            self._media(),
            tuple(self._tiers),
            tuple(annotations),
            kept=self._kept_of_observation(),
        )
        observation = with_ours_folded_in(observation, dict(self._properties))
        return Document(
            "eaf",
            self._root.get("FORMAT") or self._root.get("VERSION") or "",
            (observation,),
            counts,
            self._codes(),
            self._problems.told(),
            dict(self._properties).get(names.CODEBOOK_PROPERTY, ""),
            self._kept_of_document(),
        )

    def _read_slots(self) -> None:
        for slot in self._root.iterfind("TIME_ORDER/TIME_SLOT"):
            slot_id = slot.get("TIME_SLOT_ID", "")
            if slot_id in self._slot_names:
                self._problems.add(
                    "time slots with one id",
                    f"Line {slot.sourceline}: the time slot “{slot_id}” is there twice.",
                )
                continue
            self._slot_names[slot_id] = len(self._slot_values)
            self._slot_values.append(self._slot_value(slot))

    def _slot_value(self, slot: etree._Element) -> int | None:
        text = slot.get("TIME_VALUE")
        if text is None or not text.strip():
            return None
        digits = text.strip().removeprefix("+")
        if not _NUMBER.fullmatch(digits):
            raise ForeignFileError(
                f"Line {slot.sourceline}: “{shortened(text)}” is no time in milliseconds.",
                "Correct it, or save the file again from ELAN.",
            )
        value = int(Decimal(digits).to_integral_value(ROUND_HALF_UP))
        if "." in digits:
            self._problems.add(
                "times that are no whole milliseconds",
                f"Line {slot.sourceline}: {shortened(text)} is no whole number of milliseconds; it was rounded to {value}.",
            )
        if abs(value) > MAX_TIME_US // 1000:
            raise ForeignFileError(
                f"Line {slot.sourceline}: a time of {shortened(text)} milliseconds is beyond any film.",
                "Correct it, or save the file again from ELAN.",
            )
        if value < 0:
            self._problems.add("negative times", f"Line {slot.sourceline}: the time {value} ms is negative.")
        return value

    def _read_tiers(self) -> None:
        places: dict[str, int] = {}
        for place, element in enumerate(self._root.iterfind("TIER")):
            tier_id = element.get("TIER_ID", "")
            if tier_id in places:
                self._problems.add(
                    "tiers with one name",
                    f"Line {element.sourceline}: the tier “{shortened(tier_id)}” is there twice.",
                )
            places.setdefault(tier_id, place)
            self._tiers.append(self._tier(element, tier_id))
            for annotation in element.iterfind("ANNOTATION"):
                for child in annotation:
                    self._raws.append(self._raw(child, place))
            if len(self._raws) > MAX_ANNOTATIONS:
                raise ForeignFileError(
                    "The file holds too many annotations.", f"{MAX_ANNOTATIONS:,} are the most."
                )
        for place, element in enumerate(self._root.iterfind("TIER")):
            parent = element.get("PARENT_REF")
            if parent is None:
                continue
            if parent not in places:
                self._problems.add(
                    "tiers without their parent",
                    f"Line {element.sourceline}: the parent tier “{shortened(parent)}” is not there.",
                )
            self._tiers[place] = replace(self._tiers[place], parent=places.get(parent))

    def _tier(self, element: etree._Element, tier_id: str) -> Tier:
        kind = self._types.get(element.get("LINGUISTIC_TYPE_REF", ""))
        if kind is None:
            self._problems.add(
                "tiers without a type",
                f"Line {element.sourceline}: the type of the tier “{shortened(tier_id)}” is not there.",
            )
        vocabulary = self._vocabularies.get(
            kind.get("CONTROLLED_VOCABULARY_REF", "") if kind is not None else "", []
        )
        attributes = {"TIER_ID": tier_id} | {str(key): str(value) for key, value in element.attrib.items()}
        return Tier(
            tier_id,
            element.get("PARTICIPANT", ""),
            element.get("ANNOTATOR", ""),
            Role.UNKNOWN,
            tuple(dict.fromkeys(text for text in vocabulary if text)),
            kept={
                "attributes": attributes,
                "constraint": (kind.get("CONSTRAINTS") if kind is not None else None),
            },
        )

    def _raw(self, element: etree._Element, tier: int) -> RawAnnotation:
        attributes = {str(key): str(value) for key, value in element.attrib.items()}
        one = RawAnnotation(tier, element.findtext("ANNOTATION_VALUE") or "", _line(element))
        one.id = attributes.pop("ANNOTATION_ID", "")
        if element.tag == "ALIGNABLE_ANNOTATION":
            one.slots = (
                self._slot(attributes.pop("TIME_SLOT_REF1", ""), one.line),
                self._slot(attributes.pop("TIME_SLOT_REF2", ""), one.line),
            )
        elif element.tag == "REF_ANNOTATION":
            one.parent_id = attributes.pop("ANNOTATION_REF", "")
            one.previous_id = attributes.pop("PREVIOUS_ANNOTATION", "")
        else:
            raise ForeignFileError(
                f"Line {one.line}: “{shortened(str(element.tag))}” is no kind of annotation.",
                "Save the file again from ELAN.",
            )
        one.extra = attributes
        return one

    def _slot(self, slot_id: str, line: int) -> int:
        place = self._slot_names.get(slot_id)
        if place is None:
            raise ForeignFileError(
                f"Line {line}: the annotation names the time slot “{shortened(slot_id)}”, which is not there.",
                "Save the file again from ELAN.",
            )
        return place

    def _media(self) -> tuple[MediaLink, ...]:
        exact = json_of(dict(self._properties).get(names.MEDIA_PROPERTY, ""), list)
        links = []
        for place, element in enumerate(self._header.iterfind("MEDIA_DESCRIPTOR")):
            origin = element.get("TIME_ORIGIN") or "0"
            plain = origin.lstrip("-").isascii() and origin.lstrip("-").isdigit() and len(origin) < 16
            starts = -int(origin) * 1000 if plain else 0
            if place < len(exact) and isinstance(exact[place], int) and abs(exact[place] - starts) <= 500:
                starts = exact[place]
            attributes = {str(key): str(value) for key, value in element.attrib.items()}
            links.append(
                MediaLink(
                    element.get("MEDIA_URL", ""),
                    element.get("RELATIVE_MEDIA_URL", ""),
                    starts,
                    kept={"attributes": attributes, "mime": element.get("MIME_TYPE", "")},
                )
            )
        old = self._header.get("MEDIA_FILE", "").strip()
        if old and not links:  # as files of before 2003 name their film
            links.append(MediaLink(old, kept={"in_header": True}))
        return tuple(links)

    def _codes(self) -> tuple[ForeignCode, ...]:
        described = {}
        for vocabulary in self._root.iterfind("CONTROLLED_VOCABULARY"):
            for text, meaning in _entries(vocabulary):
                if text and meaning and text not in described:
                    described[text] = ForeignCode(text, definition=meaning)
        return tuple(described.values())

    def _kept_of_observation(self) -> dict[str, Any]:
        return {"slots": self._slot_values}

    def _kept_of_document(self) -> dict[str, Any]:
        units = self._header.get("TIME_UNITS", "milliseconds")
        if units != "milliseconds":
            self._problems.add(
                "units",
                f"The header says that times are in {shortened(units)}; ELAN always means milliseconds.",
            )
        return {
            "author": self._root.get("AUTHOR", ""),
            "licences": [outer_xml(one) for one in self._root.iterfind("LICENSE")],
            "linked": [outer_xml(one) for one in self._header.iterfind("LINKED_FILE_DESCRIPTOR")],
            "properties": self._properties,
            "tail": [outer_xml(one) for tag in names.DECLARED for one in self._root.iterfind(tag)],
        }


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline
    return int(line) if line else 1


def _entries(vocabulary: etree._Element) -> list[tuple[str, str]]:
    """Text and description of each entry; of several languages the first."""
    found = []
    for entry in vocabulary:
        if entry.tag == "CV_ENTRY":
            found.append((entry.text or "", entry.get("DESCRIPTION", "")))
        elif entry.tag == "CV_ENTRY_ML":
            value = entry.find("CVE_VALUE")
            if value is not None:
                found.append((value.text or "", value.get("DESCRIPTION", "")))
    return found
