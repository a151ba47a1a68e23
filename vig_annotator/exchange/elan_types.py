"""What an .eaf file declares behind its tiers: types, constraints, vocabularies, languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from vig_annotator.exchange import elan_names as names
from vig_annotator.exchange.elan_parts import modernise, without_ours
from vig_annotator.exchange.text import held_by_xml

_LANGUAGE = {
    "LANG_ID": "und",
    "LANG_DEF": "http://cdb.iso.org/lg/CDB-00130975-001",
    "LANG_LABEL": "undetermined (und)",
}


class Declared:
    """The declarations of others that a read file had, and those that our tiers need.

    Args:
        kept: the elements behind the tiers of the file that was read.
    """

    def __init__(self, kept: Sequence[etree._Element] = ()) -> None:
        self._elements = without_ours(kept)
        self._constraints: set[str] = set()
        for element in self._elements:
            if element.tag == "CONTROLLED_VOCABULARY":
                modernise(element)

    def need_type(self, kind: str, constraint: str = "", vocabulary: str = "") -> None:
        """Declare a type of tier, once."""
        known = {one.get("LINGUISTIC_TYPE_ID") for one in self._elements if one.tag == "LINGUISTIC_TYPE"}
        if held_by_xml(kind) in known:
            return
        attributes = {
            "LINGUISTIC_TYPE_ID": held_by_xml(kind),
            "TIME_ALIGNABLE": "false" if constraint.startswith("Symbolic") else "true",
            "GRAPHIC_REFERENCES": "false",
        }
        if constraint:
            attributes["CONSTRAINTS"] = constraint
            self._constraints.add(constraint)
        if vocabulary:
            attributes["CONTROLLED_VOCABULARY_REF"] = held_by_xml(vocabulary)
        self._elements.append(etree.Element("LINGUISTIC_TYPE", attributes))

    def add_vocabulary(self, name: str, entries: Iterable[str], meanings: Mapping[str, str]) -> None:
        """Declare a vocabulary: its entries in order, and what those with a meaning mean."""
        self._need_language()
        vocabulary = etree.Element("CONTROLLED_VOCABULARY", {"CV_ID": held_by_xml(name)})
        etree.SubElement(vocabulary, "DESCRIPTION", {"LANG_REF": "und"})
        for number, text in enumerate(entries):
            entry = etree.SubElement(vocabulary, "CV_ENTRY_ML", {"CVE_ID": f"cveid{number}"})
            meaning = held_by_xml(meanings.get(text, ""))
            value = etree.SubElement(entry, "CVE_VALUE", {"DESCRIPTION": meaning, "LANG_REF": "und"})
            value.text = held_by_xml(text)
        self._elements.append(vocabulary)

    def elements(self) -> list[etree._Element]:
        """All of them, in the order that the schema asks for."""
        stated = {one.get("STEREOTYPE") for one in self._elements if one.tag == "CONSTRAINT"}
        for stereotype in sorted(self._constraints - stated):
            description = names.CONSTRAINTS[stereotype]
            self._elements.append(
                etree.Element("CONSTRAINT", {"STEREOTYPE": stereotype, "DESCRIPTION": description})
            )
        if any(one.tag == "CONTROLLED_VOCABULARY" for one in self._elements):
            self._need_language()
        return sorted(self._elements, key=lambda one: names.DECLARED.index(str(one.tag)))

    def _need_language(self) -> None:
        if not any(one.tag == "LANGUAGE" and one.get("LANG_ID") == "und" for one in self._elements):
            self._elements.append(etree.Element("LANGUAGE", _LANGUAGE))
