"""What a file of any program holds, in one neutral form between its format and the library.

Times are whole microseconds on the document's own clock; a media link says where its film starts on it. What has no
place here is in the `kept` fields, as plain JSON values that only the format's own reader and writer understand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vig_annotator.model.codebook import Kind

Kept = Mapping[str, Any]
"""Plain JSON values that only one format understands."""

Modifiers = tuple[tuple[str, tuple[str, ...]], ...]
"""Further choices of an annotation: the name of each, with what was chosen."""


class Role(StrEnum):
    """What the text of a tier's annotations is: the name of a code, free text about one code, or nobody says."""

    VALUES = "values"
    TEXT = "text"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MediaLink:
    """A film or sound that the annotations are about.

    Attributes:
        path: as the file names it: a path, or an address that begins with ``file:``.
        relative: the same, seen from the file's own folder; may be empty.
        starts_us: where its first frame lies on the document's clock.
        duration_us: 0 where unknown.
    """

    path: str
    relative: str = ""
    starts_us: int = 0
    duration_us: int = 0
    kept: Kept = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForeignCode:
    """An entry of the vocabulary that the file brings along.

    Attributes:
        id: its id in our codebook where the file tells, else empty.
        subject: who does it, as named; empty for anybody.
        group: the name of the vocabulary or category it belongs to; empty for none.
        modifiers: what can be chosen: name, choices, whether several may be chosen.
    """

    name: str
    kind: Kind | None = None
    id: str = ""
    subject: str = ""
    group: str = ""
    definition: str = ""
    colour: str = ""
    key: str = ""
    valence: str = ""
    modifiers: tuple[tuple[str, tuple[str, ...], bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Tier:
    """A row of annotations.

    Attributes:
        subject: whom it is about, as named; may be empty.
        coder: who coded it; may be empty.
        vocabulary: the values that the file allows in it; empty where it allows any or does not say.
        parent: the tier whose annotations these belong to, or None.
    """

    name: str
    subject: str = ""
    coder: str = ""
    role: Role = Role.UNKNOWN
    vocabulary: tuple[str, ...] = ()
    parent: int | None = None
    kept: Kept = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForeignAnnotation:
    """One annotation.

    Attributes:
        tier: index of its tier in the observation.
        value: its text.
        onset_us: where it starts; None when the file gives it no time.
        offset_us: where it ends; equal to the onset for a point, None when it was started and never ended.
        parent: index of the annotation that it belongs to, or None.
        kept: what only the format understands; None for nothing.
    """

    tier: int
    value: str
    onset_us: int | None
    offset_us: int | None
    note: str = ""
    modifiers: Modifiers = ()
    parent: int | None = None
    kept: Any = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What becomes one session: the annotations of one visit, with its films.

    Attributes:
        links: what answers what: the index of an annotation that is answered, and of the one that answers it.
    """

    name: str
    media: tuple[MediaLink, ...] = ()
    tiers: tuple[Tier, ...] = ()
    annotations: tuple[ForeignAnnotation, ...] = ()
    recorded_on: str = ""
    note: str = ""
    kept: Kept = field(default_factory=dict)
    links: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a file holds, counted as its own program counts; None where the question makes no sense."""

    tiers: int | None = None
    annotations: int | None = None
    points: int | None = None
    intervals: int | None = None
    media: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file.

    Attributes:
        format: id of the format, such as ``eaf``.
        version: as the file names it; empty where formats of that kind have none.
        problems: what is not as it should be, one plain sentence each; the file could be read all the same.
        codebook_text: our own codebook, where the file brings it along.
        point_us: how long a writer makes an instant where its format has none; 0 for the format's usual length.
    """

    format: str
    version: str
    observations: tuple[Observation, ...]
    counts: Counts
    codes: tuple[ForeignCode, ...] = ()
    problems: tuple[str, ...] = ()
    codebook_text: str = ""
    kept: Kept = field(default_factory=dict)
    point_us: int = 0
