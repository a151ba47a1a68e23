"""Writing a reel for editing programs: an OpenTimelineIO timeline with a picture and a sound track, and markers. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from vig_annotator.exchange import otio_parts as parts
from vig_annotator.model.mediatime import US_PER_SECOND


@dataclass(frozen=True, slots=True)
class ReelMarker:
    """Something that happens in a clip.

    Attributes:
        onset_us, offset_us: half-open, on the film's own clock; equal for an instant.
        colour: one of OpenTimelineIO's names, such as ``GREEN``.
    """

    name: str
    onset_us: int
    offset_us: int
    colour: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ReelShot:
    """A stretch of one film.

    Attributes:
        name: what the clip is called.
        url: of the film, ``file:``.
        rate: frames a second of the film, or None where they don't come regularly: times are then in microseconds.
        onset_us, offset_us: half-open, on the film's own clock.
        length_us: of the film.
    """

    name: str
    url: str
    rate: Fraction | None
    onset_us: int
    offset_us: int
    length_us: int
    caption: str = ""
    markers: tuple[ReelMarker, ...] = ()


def write_reel(title: str, shots: Sequence[ReelShot]) -> bytes:
    """The reel as an .otio file: the shots one after the other, each with its caption and its markers."""
    pictures = [_clip(shot, with_markers=True) for shot in shots]
    sound = [_clip(shot, with_markers=False) for shot in shots]
    made = parts.timeline(
        title, [parts.track("Film", pictures), parts.track("Sound", sound, "Audio")], {"reel": title}
    )
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")


def _clip(shot: ReelShot, *, with_markers: bool) -> parts.Object:
    markers: list[parts.Object] = []
    if with_markers and shot.caption:
        caption = ReelMarker(shot.caption, shot.onset_us, shot.offset_us, "GREEN", "caption")
        markers = [_marker(shot, caption)]
    if with_markers:
        markers.extend(_marker(shot, one) for one in shot.markers)
    reference = parts.film_reference(shot.url, _range(shot, 0, shot.length_us))
    return parts.clip(shot.name, _range(shot, shot.onset_us, shot.offset_us), reference, markers)


def _marker(shot: ReelShot, one: ReelMarker) -> parts.Object:
    return parts.marker(one.name, _range(shot, one.onset_us, one.offset_us), one.colour, one.comment, {})


def _range(shot: ReelShot, onset_us: int, offset_us: int) -> parts.Object:
    """In whole frames where the film has a rate: an editing program cuts nowhere else."""
    if shot.rate is None:
        return parts.time_range(onset_us, offset_us - onset_us)
    first, stop = (round(Fraction(time, US_PER_SECOND) * shot.rate) for time in (onset_us, offset_us))
    return parts.time_range(first, stop - first, float(shot.rate))
