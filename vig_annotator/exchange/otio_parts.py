"""The objects of an OpenTimelineIO file, each with all the fields that the library's reader looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

OURS = "vig-annotator"
"""The key, in an object's metadata, that holds what OpenTimelineIO has no place for."""

MICROSECONDS = 1_000_000.0
"""The rate at which a time in microseconds is a whole number."""

Object = dict[str, Any]


def timeline(name: str, tracks: Sequence[Object], ours: Mapping[str, Any]) -> Object:
    """A timeline with its tracks."""
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "metadata": {OURS: dict(ours)},
        "name": name,
        "global_start_time": None,
        "tracks": {
            "OTIO_SCHEMA": "Stack.1",
            "metadata": {},
            "name": "tracks",
            "source_range": None,
            "effects": [],
            "markers": [],
            "children": list(tracks),
        },
    }


def track(name: str, children: Sequence[Object], kind: str = "Video") -> Object:
    """A track; `kind` is Video or Audio."""
    return {
        "OTIO_SCHEMA": "Track.1",
        "metadata": {},
        "name": name,
        "source_range": None,
        "effects": [],
        "markers": [],
        "kind": kind,
        "children": list(children),
    }


def clip(
    name: str,
    source_range: Object,
    reference: Object,
    markers: Sequence[Object] = (),
    ours: Mapping[str, Any] | None = None,
) -> Object:
    """A clip: a stretch of a film."""
    return {
        "OTIO_SCHEMA": "Clip.1",
        "metadata": {OURS: dict(ours)} if ours else {},
        "name": name,
        "source_range": source_range,
        "effects": [],
        "markers": list(markers),
        "media_reference": reference,
    }


def gap(duration: Object) -> Object:
    """An empty stretch of a track."""
    return {
        "OTIO_SCHEMA": "Gap.1",
        "metadata": {},
        "name": "",
        "source_range": duration,
        "effects": [],
        "markers": [],
    }


def marker(name: str, marked: Object, colour: str, comment: str, ours: Mapping[str, Any]) -> Object:
    """A marker, on the clock of the film that its clip shows; without length it marks an instant."""
    return {
        "OTIO_SCHEMA": "Marker.2",
        "metadata": {OURS: dict(ours)} if ours else {},
        "name": name,
        "color": colour,
        "comment": comment,
        "marked_range": marked,
    }


def film_reference(url: str, available: Object | None) -> Object:
    """Where a clip's film is."""
    return {
        "OTIO_SCHEMA": "ExternalReference.1",
        "metadata": {},
        "name": "",
        "available_range": available,
        "target_url": url,
    }


def no_reference() -> Object:
    """A clip without a film."""
    return {"OTIO_SCHEMA": "MissingReference.1", "metadata": {}, "name": "", "available_range": None}


def time_range(start: float, duration: float, rate: float = MICROSECONDS) -> Object:
    """A half-open range, in units of one `rate`-th of a second."""
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(start)},
        "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(duration)},
    }
