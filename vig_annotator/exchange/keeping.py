"""Packing a document into text that the library keeps, with the annotation that each of its annotations became."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vig_annotator.exchange.document import (
    Counts,
    Document,
    ForeignAnnotation,
    ForeignCode,
    MediaLink,
    Observation,
    Role,
    Tier,
)
from vig_annotator.model.codebook import Kind


@dataclass(frozen=True, slots=True)
class Link:
    """What an annotation of the file became in the library.

    Attributes:
        annotation_id: of the annotation.
        code_id, onset_us, offset_us, note, modifiers: as they were when it was imported, in the library's terms.
    """

    annotation_id: str
    code_id: str
    onset_us: int
    offset_us: int | None
    note: str
    modifiers: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A document with one observation, as the library keeps it.

    Attributes:
        document: as it was read.
        shift_us: what was added to its times.
        links: for each annotation what it became, or None.
    """

    document: Document
    shift_us: int
    links: tuple[Link | None, ...]


def pack(kept: KeptFile) -> str:
    """Text for `ImportedFile.kept`."""
    observation = kept.document.observations[0]
    value = {
        "version": 1,
        "shift_us": kept.shift_us,
        "document": {
            "format": kept.document.format,
            "version": kept.document.version,
            "codes": [asdict(code) for code in kept.document.codes],
            "codebook_text": kept.document.codebook_text,
            "kept": kept.document.kept,
        },
        "observation": {
            "name": observation.name,
            "recorded_on": observation.recorded_on,
            "note": observation.note,
            "kept": observation.kept,
            "media": [asdict(link) for link in observation.media],
            "tiers": [asdict(tier) for tier in observation.tiers],
        },
        "annotations": [
            [a.tier, a.value, a.onset_us, a.offset_us, a.note, a.modifiers, a.parent, a.kept]
            for a in observation.annotations
        ],
        "links": [
            None if k is None else [k.annotation_id, k.code_id, k.onset_us, k.offset_us, k.note, k.modifiers]
            for k in kept.links
        ],
    }
    packed = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 4)
    return base64.b64encode(packed).decode("ascii")


def unpack(text: str) -> KeptFile:
    """What `pack` packed."""
    value = json.loads(zlib.decompress(base64.b64decode(text)))
    about, seen = value["document"], value["observation"]
    observation = Observation(
        name=seen["name"],
        recorded_on=seen["recorded_on"],
        note=seen["note"],
        kept=seen["kept"],
        media=tuple(MediaLink(**link) for link in seen["media"]),
        tiers=tuple(_tier(tier) for tier in seen["tiers"]),
        annotations=tuple(_annotation(cells) for cells in value["annotations"]),
    )
    document = Document(
        format=about["format"],
        version=about["version"],
        observations=(observation,),
        counts=Counts(),
        codes=tuple(_code(code) for code in about["codes"]),
        codebook_text=about["codebook_text"],
        kept=about["kept"],
    )
    return KeptFile(document, value["shift_us"], tuple(_link(cells) for cells in value["links"]))


def _tier(values: dict[str, Any]) -> Tier:
    return Tier(**values | {"role": Role(values["role"]), "vocabulary": tuple(values["vocabulary"])})


def _code(values: dict[str, Any]) -> ForeignCode:
    kind = values["kind"]
    modifiers = tuple((name, tuple(choices), several) for name, choices, several in values["modifiers"])
    return ForeignCode(**values | {"kind": None if kind is None else Kind(kind), "modifiers": modifiers})


def _annotation(cells: Sequence[Any]) -> ForeignAnnotation:
    tier, value, onset, offset, note, modifiers, parent, kept = cells
    chosen = tuple((name, tuple(choices)) for name, choices in modifiers)
    return ForeignAnnotation(tier, value, onset, offset, note, chosen, parent, kept)


def _link(cells: Sequence[Any] | None) -> Link | None:
    if cells is None:
        return None
    annotation_id, code_id, onset, offset, note, modifiers = cells
    chosen = {name: tuple(choices) for name, choices in modifiers.items()}
    return Link(annotation_id, code_id, onset, offset, note, chosen)
