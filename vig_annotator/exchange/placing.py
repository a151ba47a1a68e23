"""What one annotation of a file becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vig_annotator.codebook.formats.drafting import one_line
from vig_annotator.exchange.document import ForeignAnnotation, Modifiers


@dataclass(frozen=True, slots=True)
class Placed:
    """What an annotation becomes; times are still on the document's clock."""

    index: int
    code_id: str
    onset_us: int
    offset_us: int | None
    note: str
    modifiers: Mapping[str, tuple[str, ...]]


def placed_as(
    number: int,
    annotation: ForeignAnnotation,
    code_id: str,
    text: str,
    modifier_ids: Mapping[str, str],
) -> Placed:
    """An annotation as one of a code; what has no other place goes into its note."""
    chosen: dict[str, tuple[str, ...]] = {}
    left_over: list[tuple[str, tuple[str, ...]]] = []
    for name, choices in annotation.modifiers:
        modifier_id = modifier_ids.get(name)
        clean = tuple(dict.fromkeys(filter(None, map(one_line, choices))))
        if modifier_id is None:
            left_over.append((name, choices))
        elif clean:
            chosen[modifier_id] = clean
    assert annotation.onset_us is not None
    note = "\n".join(part for part in (text, annotation.note, _as_text(tuple(left_over))) if part)
    return Placed(number, code_id, annotation.onset_us, annotation.offset_us, note, chosen)


def _as_text(modifiers: Modifiers) -> str:
    return "; ".join(f"{name}: {', '.join(choices)}" for name, choices in modifiers if any(choices))
