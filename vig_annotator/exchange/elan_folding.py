"""Our own parts of an ELAN file back in their places: names of tiers, points, notes, modifiers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vig_annotator.exchange import elan_names as names
from vig_annotator.exchange.document import ForeignAnnotation, Modifiers, Observation, Role, Tier


def json_of(text: str, kind: type) -> Any:
    """What a property holds in JSON, or an empty thing of that kind where it holds another."""
    try:
        value = json.loads(text) if text else kind()
    except (ValueError, RecursionError):
        return kind()
    return value if isinstance(value, kind) else kind()


def with_ours_folded_in(observation: Observation, properties: Mapping[str, str]) -> Observation:
    """Where tiers in the file are ours: their names, points, notes and modifiers back in their places.

    Tiers of others in the same file stay as they are; what is ours is written anew when the file is written back.
    """
    ours = json_of(properties.get(names.TIERS_PROPERTY, ""), dict)
    if not ours:
        return observation
    return _Folding(observation, ours, set(properties.get(names.OPEN_PROPERTY, "").split())).done()


class _Folding:
    def __init__(self, observation: Observation, ours: dict[str, Any], running: set[str]) -> None:
        self._observation = observation
        self._ours = ours
        self._running = running
        self._kinds = [names.kind_of(tier.kept["attributes"]) for tier in observation.tiers]
        self._notes: dict[int, str] = {}
        self._choices: dict[int, Modifiers] = {}
        self._places: dict[int, int] = {}

    def done(self) -> Observation:
        for one in self._observation.annotations:
            if self._is_folded(one) and one.parent is not None:
                self._fold(one, one.parent)
        tier_places = self._tier_places()
        tiers = tuple(self._tier(place, tier_places) for place in tier_places)
        left = [n for n, one in enumerate(self._observation.annotations) if not self._is_folded(one)]
        self._places = {number: place for place, number in enumerate(left)}
        annotations = tuple(self._annotation(number, tier_places) for number in left)
        only_ours = all(kind in names.OUR_TYPES for kind in self._kinds)
        kept = {} if only_ours else self._observation.kept
        return replace(self._observation, tiers=tiers, annotations=annotations, kept=kept)

    def _is_folded(self, one: ForeignAnnotation) -> bool:
        return self._kinds[one.tier] in (names.NOTE_TYPE, names.MODIFIER_TYPE)

    def _fold(self, one: ForeignAnnotation, parent: int) -> None:
        if self._kinds[one.tier] == names.NOTE_TYPE:
            self._notes[parent] = one.value
            return
        name = self._observation.tiers[one.tier].name
        chosen = tuple(one.value.split(names.CHOICES_BETWEEN))
        self._choices[parent] = (*self._choices.get(parent, ()), (str(self._ours.get(name, name)), chosen))

    def _tier_places(self) -> dict[int, int]:
        stay = [
            place
            for place, kind in enumerate(self._kinds)
            if kind not in (names.NOTE_TYPE, names.MODIFIER_TYPE)
        ]
        return {place: new for new, place in enumerate(stay)}

    def _tier(self, place: int, tier_places: dict[int, int]) -> Tier:
        tier = self._observation.tiers[place]
        if self._kinds[place] in names.OUR_TYPES:
            name = str(self._ours.get(tier.name, tier.name))
            return replace(tier, name=name, role=Role.VALUES, parent=None, kept={})
        return replace(tier, parent=None if tier.parent is None else tier_places.get(tier.parent))

    def _annotation(self, number: int, tier_places: dict[int, int]) -> ForeignAnnotation:
        one = self._observation.annotations[number]
        kind = self._kinds[one.tier]
        parent = None if one.parent is None else self._places.get(one.parent)
        if kind not in names.OUR_TYPES:
            kept = one.kept
            if kept.get("p") is not None:
                kept = kept | {"p": self._places.get(kept["p"])}
            return replace(one, tier=tier_places[one.tier], parent=parent, kept=kept)
        offset = one.offset_us
        if kind == names.POINT_TYPE:
            offset = one.onset_us
        elif one.kept["i"] in self._running:
            offset = None
        return replace(
            one,
            tier=tier_places[one.tier],
            offset_us=offset,
            note=self._notes.get(number, ""),
            modifiers=self._choices.get(number, ()),
            parent=None,
            kept=None,
        )
