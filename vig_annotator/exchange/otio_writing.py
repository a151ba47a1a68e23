"""Writing OpenTimelineIO: the film as one clip, with a marker for each annotation; what were clips become clips again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from vig_annotator.exchange import otio_parts as parts
from vig_annotator.exchange.document import Document, ForeignAnnotation, Observation, Tier
from vig_annotator.exchange.elan_rows import last_end_us
from vig_annotator.exchange.lanes import lanes_of
from vig_annotator.exchange.otio_reading import clips_of, fingerprint_of

_COLOURS = ("RED", "BLUE", "GREEN", "ORANGE", "PURPLE", "CYAN", "MAGENTA", "YELLOW", "PINK")


def write_otio(document: Document) -> bytes:
    """The document as an .otio file: a timeline, or several in a collection.

    A file that was read and in which nothing was changed is written as it was, effects and all.
    """
    if document.format == "otio" and document.kept.get("print") == fingerprint_of(document.observations):
        return json.dumps(document.kept["source"], ensure_ascii=False, indent=1).encode("utf-8")
    timelines = [_timeline(document, observation) for observation in document.observations]
    root = (
        timelines[0]
        if len(timelines) == 1
        else {
            "OTIO_SCHEMA": "SerializableCollection.1",
            "metadata": {},
            "name": "",
            "children": timelines,
        }
    )
    return json.dumps(root, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")


def _timeline(document: Document, observation: Observation) -> dict[str, Any]:
    was_clip = {id(one) for one in clips_of(observation.annotations)} if document.format == "otio" else set()
    clips = [one for one in observation.annotations if id(one) in was_clip]
    marked = [one for one in observation.annotations if id(one) not in was_clip and one.onset_us is not None]
    tracks = []
    if marked or not clips:
        tracks.append(parts.track(observation.name, [_film(observation, marked)]))
    by_tier: dict[int, list[ForeignAnnotation]] = {}
    for one in clips:
        by_tier.setdefault(one.tier, []).append(one)
    for place, members in by_tier.items():
        lanes = lanes_of((n, one.kept["at"], one.kept["at"] + _length(one)) for n, one in enumerate(members))
        for lane in sorted(set(lanes.values())):
            own = [one for n, one in enumerate(members) if lanes[n] == lane]
            tracks.append(parts.track(observation.tiers[place].name, _with_gaps(observation, own)))
    ours: dict[str, Any] = {"recorded_on": observation.recorded_on}
    if document.codebook_text:
        ours["codebook"] = document.codebook_text
    return parts.timeline(observation.name, tracks, ours)


def _film(observation: Observation, marked: Sequence[ForeignAnnotation]) -> dict[str, Any]:
    starts = observation.media[0].starts_us if observation.media else 0
    duration = (observation.media[0].duration_us if observation.media else 0) or max(
        1, last_end_us(observation) - starts
    )
    colours = {place: _COLOURS[place % len(_COLOURS)] for place in range(len(observation.tiers))}
    last = last_end_us(observation)
    return _clip(
        observation,
        observation.name,
        starts,
        duration,
        {"film": True},
        [_marker(observation.tiers[one.tier], one, colours[one.tier], last) for one in marked],
    )


def _clip(
    observation: Observation,
    name: str,
    start_us: int,
    duration_us: int,
    ours: dict[str, Any],
    markers: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    reference = parts.no_reference()
    if observation.media:
        link = observation.media[0]
        known = link.duration_us or link.starts_us
        available = parts.time_range(link.starts_us, link.duration_us) if known else None
        reference = parts.film_reference(link.path, available)
    return parts.clip(name, parts.time_range(start_us, duration_us), reference, markers, ours)


def _with_gaps(observation: Observation, members: Sequence[ForeignAnnotation]) -> list[dict[str, Any]]:
    """Clips where they were on the timeline, with gaps between."""
    children: list[dict[str, Any]] = []
    at = 0
    for one in sorted(members, key=lambda one: one.kept["at"]):
        if one.kept["at"] > at:
            children.append(parts.gap(parts.time_range(0, one.kept["at"] - at)))
            at = one.kept["at"]
        onset = one.onset_us or 0
        duration = _length(one)
        children.append(_clip(observation, one.value, onset, duration, {}, []))
        at += duration
    return children


def _length(one: ForeignAnnotation) -> int:
    return 0 if one.offset_us is None or one.onset_us is None else one.offset_us - one.onset_us


def _marker(tier: Tier, one: ForeignAnnotation, colour: str, last_us: int) -> dict[str, Any]:
    onset = one.onset_us or 0
    end = max(last_us, onset) if one.offset_us is None else one.offset_us
    ours: dict[str, Any] = {
        "tier": tier.name,
        "subject": tier.subject,
        "coder": tier.coder,
        "modifiers": {name: list(choices) for name, choices in one.modifiers},
    }
    if one.offset_us is None:
        ours["running"] = True
    if not one.value:
        ours["unnamed"] = True
    marked = parts.time_range(onset, end - onset)
    return parts.marker(one.value or tier.name, marked, colour, one.note, ours)


def otio_losses(document: Document) -> list[str]:
    """What a timeline can't hold, whatever one chooses to stand for it."""
    if document.format == "otio":
        return ["Effects, transitions and metadata of other programs are left out."]
    losses = [
        "Codes, subjects and coders are in the markers’ metadata, which editing programs keep and don’t show."
    ]
    if any(len(one.media) > 1 for one in document.observations):
        losses.append("Only the first film of a session is named.")
    return losses
