"""Writing ELAN 3.0: a session of ours, or an imported file with everything that it held."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from vig_annotator.exchange import elan_names as names
from vig_annotator.exchange.document import Document, ForeignAnnotation, Observation, Tier
from vig_annotator.exchange.elan_parts import media_element
from vig_annotator.exchange.elan_rows import (
    ElanTier,
    TakenTime,
    elan_tiers,
    fresh_id,
    last_end_us,
    milliseconds,
)
from vig_annotator.exchange.elan_slots import Slots
from vig_annotator.exchange.elan_types import Declared
from vig_annotator.exchange.safe_xml import parse_xml
from vig_annotator.exchange.seconds import whole_ms
from vig_annotator.exchange.single import only_observation
from vig_annotator.exchange.text import held_by_xml

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"


def write_elan(document: Document) -> bytes:
    """The document as an .eaf file that keeps to EAFv3.0.xsd.

    Raises:
        ExportError: it holds several sessions.
    """
    return _Writing(document, only_observation(document, "ELAN")).bytes(template=False)


def write_template(document: Document) -> bytes:
    """The document's tiers, types and vocabularies as an .etf file: no films, no annotations.

    Raises:
        ExportError: it holds several sessions.
    """
    return _Writing(document, only_observation(document, "ELAN template")).bytes(template=True)


class _Writing:
    def __init__(self, document: Document, observation: Observation) -> None:
        self._document = document
        self._observation = observation
        self._back = document.format in ("eaf", "etf")
        self._root = etree.Element("ANNOTATION_DOCUMENT", nsmap={"xsi": _XSI})
        self._extra_ids = 0
        self._slots = Slots(observation.kept.get("slots", ()) if self._back else ())
        self._declared = Declared(self._kept_elements("tail"))
        self._annotation_ids: dict[int, str] = {}
        self._tier_names: dict[str, str] = {}
        self._running: list[str] = []

    def bytes(self, template: bool) -> bytes:
        body = [] if template else self._annotations_by_tier()
        tiers = self._tier_elements(body, template)
        self._root.set(
            "AUTHOR", held_by_xml(str(self._document.kept.get("author", ""))) if self._back else ""
        )
        self._root.set("DATE", datetime.now(UTC).isoformat(timespec="seconds"))
        self._root.set("FORMAT", "3.0")
        self._root.set("VERSION", "3.0")
        self._root.set(f"{{{_XSI}}}noNamespaceSchemaLocation", _SCHEMA)
        self._root.extend(self._kept_elements("licences"))
        self._root.append(self._header(template))
        self._root.append(self._slots.element())
        self._root.extend(tiers)
        self._root.extend(self._declared.elements())
        etree.indent(self._root, "    ")
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def _kept_elements(self, key: str) -> list[etree._Element]:
        if not self._back:
            return []
        return [parse_xml(text.encode(), "kept XML") for text in self._document.kept.get(key, ())]

    # The annotations: first those that stay where they were, then the new ones on tiers of their own.

    def _annotations_by_tier(self) -> list[tuple[int, list[int]]]:
        by_tier: dict[int, list[int]] = {}
        for number, one in enumerate(self._observation.annotations):
            by_tier.setdefault(one.tier, []).append(number)
        return sorted(by_tier.items())

    def _tier_elements(self, body: Sequence[tuple[int, list[int]]], template: bool) -> list[etree._Element]:
        observation = self._observation
        members = dict(body)
        taken = {
            tier.kept["attributes"]["TIER_ID"]
            for tier in observation.tiers
            if "attributes" in tier.kept and self._back
        }
        several = len({tier.coder for tier in observation.tiers}) > 1
        self._name_annotations()
        elements: list[etree._Element] = []
        left_over: list[int] = []
        for place, tier in enumerate(observation.tiers):
            if self._back and "attributes" in tier.kept:
                elements.append(self._kept_tier(tier, members.get(place, ()), left_over))
            else:
                left_over.extend(members.get(place, ()))
                if template or place not in members:
                    elements.extend(self._empty_tier(tier, several, taken))
        for made in elan_tiers(observation, sorted(left_over), taken, several, self._document.point_us):
            elements.extend(self._our_tier(made, taken))
        return elements

    def _name_annotations(self) -> None:
        taken: set[str] = set()
        for number, one in enumerate(self._observation.annotations):
            wanted = one.kept.get("i", "") if self._back and isinstance(one.kept, dict) else ""
            if wanted and wanted not in taken:
                self._annotation_ids[number] = wanted
                taken.add(wanted)
        count = 0
        for number in range(len(self._observation.annotations)):
            while number not in self._annotation_ids:
                count += 1
                if f"a{count}" not in taken:
                    self._annotation_ids[number] = f"a{count}"
                    taken.add(f"a{count}")

    def _kept_tier(self, tier: Tier, numbers: Sequence[int], left_over: list[int]) -> etree._Element:
        element = etree.Element(
            "TIER", {key: held_by_xml(value) for key, value in tier.kept["attributes"].items()}
        )
        symbolic = str(tier.kept.get("constraint") or "").startswith("Symbolic")
        last = last_end_us(self._observation)
        taken = self._taken_on(numbers)
        for number in numbers:
            one = self._observation.annotations[number]
            kept: Mapping[str, Any] = one.kept if isinstance(one.kept, dict) else {}
            if one.parent is not None and "s" not in kept:
                self._reference(element, number, one, kept)
            elif "s" in kept:
                self._alignable(element, number, one, self._slots.old(one, kept["s"]), kept)
            elif (
                symbolic
                or tier.parent is not None
                or not _is_plain(one)
                or not taken.add(milliseconds(one, last))
            ):
                left_over.append(number)
            else:
                self._alignable(element, number, one, self._slots.new(milliseconds(one, last)), kept)
        return element

    def _taken_on(self, numbers: Sequence[int]) -> TakenTime:
        """The times on a kept tier that its old annotations hold."""
        taken = TakenTime()
        for number in numbers:
            one = self._observation.annotations[number]
            if isinstance(one.kept, dict) and "s" in one.kept and one.onset_us is not None:
                end = one.onset_us if one.offset_us is None else one.offset_us
                taken.add((whole_ms(one.onset_us), whole_ms(end)))
        return taken

    def _alignable(
        self,
        tier: etree._Element,
        number: int,
        one: ForeignAnnotation,
        slots: tuple[str, str],
        kept: Mapping[str, Any],
    ) -> None:
        holder = etree.SubElement(tier, "ANNOTATION")
        attributes = {
            "ANNOTATION_ID": self._annotation_ids[number],
            "TIME_SLOT_REF1": slots[0],
            "TIME_SLOT_REF2": slots[1],
        }
        element = etree.SubElement(holder, "ALIGNABLE_ANNOTATION", attributes | _extra(kept))
        etree.SubElement(element, "ANNOTATION_VALUE").text = held_by_xml(one.value)

    def _reference(
        self, tier: etree._Element, number: int, one: ForeignAnnotation, kept: Mapping[str, Any]
    ) -> None:
        assert one.parent is not None
        holder = etree.SubElement(tier, "ANNOTATION")
        attributes = {
            "ANNOTATION_ID": self._annotation_ids[number],
            "ANNOTATION_REF": self._annotation_ids[one.parent],
        }
        previous = kept.get("p")
        if isinstance(previous, int) and previous in self._annotation_ids:
            attributes["PREVIOUS_ANNOTATION"] = self._annotation_ids[previous]
        element = etree.SubElement(holder, "REF_ANNOTATION", attributes | _extra(kept))
        etree.SubElement(element, "ANNOTATION_VALUE").text = held_by_xml(one.value)

    # Tiers of our own.

    def _our_tier(self, made: ElanTier, taken: set[str]) -> list[etree._Element]:
        kind = self._type_for(made.id, made.source, made.points)
        element = self._tier_element(made.id, made.source, kind)
        notes: list[tuple[int, str]] = []
        further: dict[str, list[tuple[int, str]]] = {}
        for number, times in made.members:
            one = self._observation.annotations[number]
            self._alignable(element, number, one, self._slots.new(times), {})
            if one.offset_us is None:
                self._running.append(self._annotation_ids[number])
            if one.note:
                notes.append((number, one.note))
            for name, choices in one.modifiers:
                further.setdefault(name, []).append((number, names.CHOICES_BETWEEN.join(choices)))
        elements = [element]
        for label, values in further.items():
            elements.append(self._child_tier(made, label, names.MODIFIER_TYPE, values, taken))
        if notes:
            elements.append(self._child_tier(made, "note", names.NOTE_TYPE, notes, taken))
        return elements

    def _child_tier(
        self, made: ElanTier, label: str, kind: str, values: Sequence[tuple[int, str]], taken: set[str]
    ) -> etree._Element:
        child_id = fresh_id(Tier(f"{made.id} – {label}"), False, taken)
        self._tier_names[child_id] = label
        self._declared.need_type(kind, constraint="Symbolic_Association")
        element = self._tier_element(child_id, made.source, kind, parent=made.id)
        for number, text in values:
            holder = etree.SubElement(element, "ANNOTATION")
            child = etree.SubElement(
                holder,
                "REF_ANNOTATION",
                {"ANNOTATION_ID": self._next_id(), "ANNOTATION_REF": self._annotation_ids[number]},
            )
            etree.SubElement(child, "ANNOTATION_VALUE").text = held_by_xml(text)
        return element

    def _next_id(self) -> str:
        self._extra_ids += 1
        return f"va{self._extra_ids}"

    def _empty_tier(self, tier: Tier, several: bool, taken: set[str]) -> list[etree._Element]:
        tier_id = fresh_id(tier, several, taken)
        return [self._tier_element(tier_id, tier, self._type_for(tier_id, tier, points=False))]

    def _tier_element(self, tier_id: str, tier: Tier, kind: str, parent: str = "") -> etree._Element:
        self._tier_names.setdefault(tier_id, tier.name)
        attributes = {"TIER_ID": held_by_xml(tier_id), "LINGUISTIC_TYPE_REF": held_by_xml(kind)}
        if tier.subject:
            attributes["PARTICIPANT"] = held_by_xml(tier.subject)
        if tier.coder:
            attributes["ANNOTATOR"] = held_by_xml(tier.coder)
        if parent:
            attributes["PARENT_REF"] = held_by_xml(parent)
        return etree.Element("TIER", attributes)

    def _type_for(self, tier_id: str, tier: Tier, points: bool) -> str:
        kind = names.POINT_TYPE if points else names.STATE_TYPE
        if not tier.vocabulary:
            self._declared.need_type(kind)
            return kind
        kind = f"{kind}: {tier_id}"
        self._declared.need_type(kind, vocabulary=tier_id)
        meanings = {  # what is said of a code for this subject goes before what is said for all
            code.name: code.definition
            for subject in ("", tier.subject)
            for code in self._document.codes
            if code.subject == subject and code.definition
        }
        self._declared.add_vocabulary(tier_id, tier.vocabulary, meanings)
        return kind

    # What stands around the tiers.

    def _header(self, template: bool) -> etree._Element:
        media = () if template else self._observation.media
        old = next((link.path for link in media if self._back and link.kept.get("in_header")), "")
        header = etree.Element("HEADER", {"MEDIA_FILE": held_by_xml(old), "TIME_UNITS": "milliseconds"})
        for link in (one for one in media if not (self._back and one.kept.get("in_header"))):
            header.append(media_element(link, self._back))
        header.extend(self._kept_elements("linked"))
        properties = [tuple(pair) for pair in self._document.kept.get("properties", ())] if self._back else []
        ours = {
            names.CODEBOOK_PROPERTY,
            names.TIERS_PROPERTY,
            names.OPEN_PROPERTY,
            names.MEDIA_PROPERTY,
            "lastUsedAnnotationId",
        }
        properties = [pair for pair in properties if pair[0] not in ours]
        numbers = [
            int(one[1:])
            for one in self._annotation_ids.values()
            if len(one) < 12 and one[:1] == "a" and one[1:].isascii() and one[1:].isdigit()
        ]
        properties.append(("lastUsedAnnotationId", str(max(numbers, default=0))))
        if self._tier_names:
            properties.append((names.TIERS_PROPERTY, json.dumps(self._tier_names, ensure_ascii=False)))
            if self._document.codebook_text:
                properties.append((names.CODEBOOK_PROPERTY, self._document.codebook_text))
            if self._running:
                properties.append((names.OPEN_PROPERTY, " ".join(self._running)))
            if media and not self._back:
                properties.append((names.MEDIA_PROPERTY, json.dumps([link.starts_us for link in media])))
        for name, text in properties:
            etree.SubElement(header, "PROPERTY", {"NAME": held_by_xml(name)}).text = held_by_xml(text)
        return header


def _is_plain(one: ForeignAnnotation) -> bool:
    """Whether a stretch with a text is all there is: what is more needs a tier of ours."""
    return (
        one.onset_us is not None
        and one.offset_us is not None
        and one.onset_us < one.offset_us
        and not (one.note or one.modifiers)
    )


def _extra(kept: Mapping[str, Any]) -> dict[str, str]:
    extra = {key: held_by_xml(value) for key, value in kept.get("x", {}).items()}
    if "changed" in kept:
        extra.pop("CVE_REF", None)  # the text is no longer that of the entry
    return extra
