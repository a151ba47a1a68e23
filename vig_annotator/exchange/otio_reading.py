"""Reading OpenTimelineIO (.otio, .otioz): clips and markers become annotations of the film that they are of.

Objects are read by their fields and the name of their schema; its version is left alone, because newer versions only add.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import (
    Counts,
    Document,
    ForeignAnnotation,
    MediaLink,
    Modifiers,
    Observation,
    Role,
    Tier,
)
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIME_US
from vig_annotator.exchange.otio_parts import OURS
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.safe_json import finite, items, mapping, parse_json, text_of
from vig_annotator.exchange.safe_zip import unpack
from vig_annotator.exchange.text import shortened

_MOST_DEPTH = 100


def read_otio(raw: bytes, name: str) -> Document:
    """The document in an OpenTimelineIO file, or in a packed one.

    Raises:
        ForeignFileError: it is no timeline, or damaged.
    """
    if raw.startswith(b"PK"):
        raw = unpack(raw, "an OpenTimelineIO file (.otioz)").get("content.otio", b"")
    root = parse_json(raw, "an OpenTimelineIO file")
    if not isinstance(root, dict) or not schema_of(root):
        raise ForeignFileError(
            "This is not an OpenTimelineIO file: it names no schema.", "Check that it is the right file."
        )
    return _Reading(root, name).document()


def schema_of(value: object) -> str:
    """The name of an object's schema, without its version; empty for anything else."""
    return text_of(mapping(value).get("OTIO_SCHEMA")).rpartition(".")[0]


@dataclass(slots=True)
class _Film:
    """What is gathered for one film; or, under an empty address, for the timeline itself."""

    address: str
    starts_us: int = 0
    duration_us: int = 0
    tiers: dict[tuple[str, str, str], Tier] = field(default_factory=dict)
    annotations: list[ForeignAnnotation] = field(default_factory=list)


class _Reading:
    def __init__(self, root: dict[str, Any], name: str) -> None:
        self._root = root
        self._name = name
        self._problems = Problems()
        self._films: dict[str, _Film] = {}
        self._seen: Counter[str] = Counter()

    def document(self) -> Document:
        for thing in (
            [self._root]
            if schema_of(self._root) != "SerializableCollection"
            else items(self._root.get("children"))
        ):
            root = mapping(thing)
            self._walk(mapping(root.get("tracks")) if schema_of(root) == "Timeline" else root, 0, "", 0)
        about = mapping(mapping(self._root.get("metadata")).get(OURS))
        title = text_of(self._root.get("name")) or self._name
        films = [film for film in self._films.values() if film.annotations or film.address]
        observations = tuple(self._observation(film, title, len(films)) for film in films)
        counts = Counts(
            tiers=self._seen["Track"],
            annotations=self._seen["Clip"],
            points=None,
            intervals=None,
            media=self._seen["ExternalReference"],
        )
        kept = {"source": self._root, "print": fingerprint_of(observations)}
        return Document(
            "otio", "", observations, counts, (), self._problems.told(), text_of(about.get("codebook")), kept
        )

    def _observation(self, film: _Film, title: str, films: int) -> Observation:
        media = (MediaLink(film.address, "", film.starts_us, film.duration_us),) if film.address else ()
        short = film.address.replace("\\", "/").rsplit("/", 1)[-1]
        name = title if films == 1 or not short else f"{title} – {short}"
        return Observation(name, media, tuple(film.tiers.values()), tuple(film.annotations))

    def _walk(self, thing: dict[str, Any], at_us: int, track: str, depth: int) -> int:
        """Go through an item and all in it; answers how long it lasts on the timeline."""
        if depth > _MOST_DEPTH:
            raise ForeignFileError(
                "The timeline is nested too deeply.", "Save it again from its own program."
            )
        schema = schema_of(thing)
        self._seen[schema] += 1
        if schema == "Clip":
            return self._clip(thing, at_us, track)
        if schema in ("Track", "Sequence", "Stack"):
            return self._composition(thing, schema, at_us, track, depth)
        if schema == "Gap":
            return self._range(thing.get("source_range"))[1]
        return 0

    def _composition(self, thing: dict[str, Any], schema: str, at_us: int, track: str, depth: int) -> int:
        if schema != "Stack":
            self._seen["Track"] += schema == "Sequence"
            track = (
                text_of(thing.get("name")) or f"{text_of(thing.get('kind')) or 'Video'} {self._seen['Track']}"
            )
        lengths = [0]
        for child in items(thing.get("children")):
            start = at_us if schema == "Stack" else at_us + sum(lengths)
            if schema_of(child) != "Transition":
                lengths.append(self._walk(mapping(child), start, track, depth + 1))
        self._markers(thing, self._film(""), track or "timeline", at_us)
        own = self._range(thing.get("source_range"))[1]
        return own or (max(lengths) if schema == "Stack" else sum(lengths))

    def _clip(self, clip: dict[str, Any], at_us: int, track: str) -> int:
        reference = self._reference(clip)
        external = schema_of(reference) == "ExternalReference"
        available = self._range(reference.get("available_range"))
        start, duration = self._range(clip.get("source_range")) if clip.get("source_range") else available
        film = self._film(text_of(reference.get("target_url")) if external else "")
        if external and film.address:
            film.starts_us, film.duration_us = available
        self._markers(clip, film, track, 0 if film.address else at_us - start)
        ours = mapping(mapping(clip.get("metadata")).get(OURS))
        if not ours.get("film"):
            onset = start if film.address else at_us
            kept = {"clip": True, "at": at_us}
            name = text_of(clip.get("name")) or "clip"
            self._add(film, (track, "", ""), ForeignAnnotation(0, name, onset, onset + duration, kept=kept))
        return duration

    def _reference(self, clip: dict[str, Any]) -> dict[str, Any]:
        several = mapping(clip.get("media_references"))
        chosen = several.get(text_of(clip.get("active_media_reference_key")))
        reference = mapping(chosen if chosen is not None else clip.get("media_reference"))
        self._seen["ExternalReference"] += schema_of(reference) == "ExternalReference"
        return reference

    def _film(self, address: str) -> _Film:
        return self._films.setdefault(address, _Film(address))

    def _markers(self, owner: dict[str, Any], film: _Film, track: str, shift_us: int) -> None:
        for marker in items(owner.get("markers")):
            thing = mapping(marker)
            self._seen["Marker"] += 1
            start, duration = self._range(thing.get("marked_range"))
            ours = mapping(mapping(thing.get("metadata")).get(OURS))
            if ours:
                self._add(film, *_our_marker(ours, thing, start, duration))
                continue
            onset = start + shift_us
            note = text_of(thing.get("comment"))
            one = ForeignAnnotation(0, text_of(thing.get("name")), onset, onset + duration, note)
            self._add(film, (f"{track} markers", "", ""), one)

    def _add(self, film: _Film, key: tuple[str, str, str], one: ForeignAnnotation) -> None:
        if sum(self._seen.values()) > MAX_ANNOTATIONS:
            raise ForeignFileError(
                "The timeline holds too much.", f"{MAX_ANNOTATIONS:,} things are the most."
            )
        if key not in film.tiers:
            role = Role.VALUES if isinstance(one.kept, dict) and "code" in one.kept else Role.UNKNOWN
            film.tiers[key] = Tier(*key, role=role)
        place = list(film.tiers).index(key)
        film.annotations.append(
            ForeignAnnotation(
                place, one.value, one.onset_us, one.offset_us, one.note, one.modifiers, kept=one.kept
            )
        )

    def _range(self, value: object) -> tuple[int, int]:
        """Start and duration in microseconds; 0 where there is none."""
        return self._time(mapping(value).get("start_time")), max(
            0, self._time(mapping(value).get("duration"))
        )

    def _time(self, value: object) -> int:
        about = mapping(value)
        number, rate = finite(about.get("value")), finite(about.get("rate"))
        if number is None or rate is None or rate <= 0:
            if about:
                self._problems.add(
                    "times",
                    f"A time ({shortened(str(about.get('value')))} at rate {shortened(str(about.get('rate')))}) is none; it was taken as 0.",
                )
            return 0
        try:
            exact = round(Fraction(number) / Fraction(rate) * 1_000_000)
        except (OverflowError, ValueError):
            exact = MAX_TIME_US + 1
        if abs(exact) > MAX_TIME_US:
            raise ForeignFileError(
                f"A time ({shortened(str(number))} at rate {shortened(str(rate))}) is beyond any film.",
                "Correct it.",
            )
        return exact


def _our_marker(
    ours: dict[str, Any], marker: dict[str, Any], start: int, duration: int
) -> tuple[tuple[str, str, str], ForeignAnnotation]:
    modifiers: Modifiers = tuple(
        (str(name), tuple(text_of(choice) for choice in items(choices)))
        for name, choices in mapping(ours.get("modifiers")).items()
    )
    offset = None if ours.get("running") else start + duration
    key = text_of(ours.get("tier")) or "markers", text_of(ours.get("subject")), text_of(ours.get("coder"))
    value = "" if ours.get("unnamed") else text_of(marker.get("name"))
    note = text_of(marker.get("comment"))
    return key, ForeignAnnotation(0, value, start, offset, note, modifiers, kept={"code": True})


def clips_of(annotations: tuple[ForeignAnnotation, ...]) -> Iterator[ForeignAnnotation]:
    """The annotations that were clips of a timeline."""
    for one in annotations:
        if isinstance(one.kept, dict) and one.kept.get("clip"):
            yield one


def fingerprint_of(observations: tuple[Observation, ...]) -> int:
    """A number that is another when any annotation is another."""
    essence = [
        (observation.tiers[one.tier].name, one.value, one.onset_us, one.offset_us, one.note, one.modifiers)
        for observation in observations
        for one in observation.annotations
    ]
    return zlib.crc32(repr(essence).encode("utf-8", "replace"))
