"""Our own parts of an ELAN file back in their places: names of tiers, points, notes, modifiers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vig_annotator.exchange import elan_names as names
from vig_annotator.exchange.document import Modifiers, Observation, Role, Tier


def json_of(text: str, kind: type) -> Any:
    """What a property holds in JSON, or an empty thing of that kind where it holds another."""
    try:
        value = json.loads(text) if text else kind()
    except (ValueError, RecursionError):
        return kind()
    return value if isinstance(value, kind) else kind()


def with_ours_folded_in(observation: Observation, properties: Mapping[str, str]) -> Observation:
    """Where the file is ours: names of tiers, points, notes and modifiers back in their places."""
    ours = json_of(properties.get(names.TIERS_PROPERTY, ""), dict)
    if not ours:
        return observation
    running = set(properties.get(names.OPEN_PROPERTY, "").split())
    kinds = [
        tier.kept["attributes"].get("LINGUISTIC_TYPE_REF", "").split(":")[0] for tier in observation.tiers
    ]
    folded = [kind in (names.NOTE_TYPE, names.MODIFIER_TYPE) for kind in kinds]
    texts: dict[int, str] = {}
    choices: dict[int, Modifiers] = {}
    for one in observation.annotations:
        if not folded[one.tier] or one.parent is None:
            continue
        if kinds[one.tier] == names.NOTE_TYPE:
            texts[one.parent] = one.value
        else:
            label = str(ours.get(observation.tiers[one.tier].name, observation.tiers[one.tier].name))
            chosen = tuple(one.value.split(names.CHOICES_BETWEEN))
            choices[one.parent] = (*choices.get(one.parent, ()), (label, chosen))
    new_place: dict[int, int] = {}
    tiers: list[Tier] = []
    for place, tier in enumerate(observation.tiers):
        if not folded[place]:
            new_place[place] = len(tiers)
            name = ours.get(tier.name)
            tiers.append(
                replace(tier, name=str(name), role=Role.VALUES, parent=None)
                if name is not None
                else replace(tier, parent=None)
            )
    annotations = []
    for number, one in enumerate(observation.annotations):
        if folded[one.tier]:
            continue
        offset = one.offset_us
        if kinds[one.tier] == names.POINT_TYPE:
            offset = one.onset_us
        elif one.kept["i"] in running:
            offset = None
        annotations.append(
            replace(
                one,
                tier=new_place[one.tier],
                offset_us=offset,
                note=texts.get(number, ""),
                modifiers=choices.get(number, ()),
                parent=None,
                kept=None,
            )
        )
    return replace(observation, tiers=tuple(tiers), annotations=tuple(annotations), kept={})
