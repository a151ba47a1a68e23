"""Putting the library's annotations back into the document that they were imported from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vig_annotator.exchange.document import Document, ForeignAnnotation, ForeignCode, Observation, Tier
from vig_annotator.exchange.keeping import KeptFile, Link


@dataclass(frozen=True, slots=True)
class OursNow:
    """An annotation as the library has it now."""

    code_id: str
    onset_us: int
    offset_us: int | None
    note: str
    modifiers: Mapping[str, tuple[str, ...]]


def written_back(kept: KeptFile, ours: Document, now: Mapping[str, OursNow]) -> Document:
    """The imported document with everything that happened since.

    What nobody touched is as it was in the file, down to what the library has no place for. What was moved or changed gets
    its new times and texts, what was deleted is left out (with what hung on it, unless that still stands by itself), and
    what is new is added on tiers of its own or on the tier of the same name.

    Args:
        kept: the imported document, and what each of its annotations became.
        ours: the session as a document of its own; each annotation tells its id in `kept`.
        now: every annotation of the session, by id.
    """
    observation = kept.document.observations[0]
    fresh = {_id(one): one for one in ours.observations[0].annotations}
    known = {link.annotation_id for link in kept.links if link is not None}
    tiers = list(observation.tiers)
    places = {(tier.name, tier.subject, tier.coder): place for place, tier in enumerate(tiers)}
    annotations: list[ForeignAnnotation] = []
    moved: dict[int, int] = {}
    now_at: dict[str, int] = {}
    for number, (one, link) in enumerate(zip(observation.annotations, kept.links, strict=True)):
        if link is not None and link.annotation_id not in now:
            continue
        moved[number] = len(annotations)
        if link is not None:
            now_at[link.annotation_id] = len(annotations)
        if link is not None and not _same(link, now[link.annotation_id]):
            one = _changed(one, link, now[link.annotation_id], fresh[link.annotation_id], kept.shift_us)
        annotations.append(one)
    annotations = [
        one if one.parent is None else replace(one, parent=moved.get(one.parent)) for one in annotations
    ]
    for annotation_id, one in fresh.items():
        if annotation_id in known:
            continue
        tier = ours.observations[0].tiers[one.tier]
        key = tier.name, tier.subject, tier.coder
        place = places.get(key)
        if place is None or tiers[place].parent is not None:
            place = places[key] = len(tiers)
            tiers.append(_plain(tier))
        now_at[annotation_id] = len(annotations)
        annotations.append(
            replace(
                one,
                tier=place,
                onset_us=None if one.onset_us is None else one.onset_us - kept.shift_us,
                offset_us=None if one.offset_us is None else one.offset_us - kept.shift_us,
                kept=None,
            )
        )
    return replace(
        kept.document,
        observations=(
            replace(
                observation,
                tiers=tuple(tiers),
                annotations=tuple(annotations),
                links=_links(ours.observations[0], now_at),
            ),
        ),
        codes=_codes(kept.document, ours),
    )


def _links(ours: Observation, now_at: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    ids = [_id(one) for one in ours.annotations]
    return tuple((now_at[ids[answered]], now_at[ids[answer]]) for answered, answer in ours.links)


def _codes(before: Document, ours: Document) -> tuple[ForeignCode, ...]:
    known = {code.name for code in before.codes}
    return (*before.codes, *(code for code in ours.codes if code.name not in known)) if before.codes else ()


def _plain(tier: Tier) -> Tier:
    return replace(tier, parent=None, kept={})


def _id(annotation: ForeignAnnotation) -> str:
    return str(annotation.kept["id"])


def _same(link: Link, now: OursNow) -> bool:
    return (link.code_id, link.onset_us, link.offset_us, link.note) == (
        now.code_id,
        now.onset_us,
        now.offset_us,
        now.note,
    ) and dict(link.modifiers) == dict(now.modifiers)


def _changed(
    one: ForeignAnnotation, link: Link, now: OursNow, fresh: ForeignAnnotation, shift_us: int
) -> ForeignAnnotation:
    """An annotation of the file with what was changed; its place among the others stays.

    What only the format understands goes when the times change, unless the annotation hangs on another and has no time of its
    own; when a text changes, it stays with the remark ``"changed"``.
    """
    if (link.onset_us, link.offset_us) != (now.onset_us, now.offset_us):
        one = replace(
            one,
            onset_us=now.onset_us - shift_us,
            offset_us=None if now.offset_us is None else now.offset_us - shift_us,
            kept=None if one.parent is None else one.kept,
        )
    if link.code_id != now.code_id:
        one = replace(one, value=fresh.value, kept=_remarked(one.kept))
    if link.note != now.note:
        if one.value and link.note == "\n".join(part for part in (one.value, one.note) if part):
            one = replace(one, value=now.note, note="", kept=_remarked(one.kept))
        else:
            one = replace(one, note=now.note, kept=_remarked(one.kept))
    if dict(link.modifiers) != dict(now.modifiers):
        one = replace(one, modifiers=fresh.modifiers, kept=_remarked(one.kept))
    return one


def _remarked(kept: Any) -> Any:
    return kept | {"changed": True} if isinstance(kept, dict) else None
