"""Reading the VGG Image Annotator: version 3 projects of films (segments in seconds), and the regions of versions 1 and 2.

Regions on still pictures have no time on a film; they are counted, and can't be taken into a library.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from vig_annotator.errors import ForeignFileError
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
from vig_annotator.exchange.limits import MAX_ANNOTATIONS
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.safe_json import finite, items, mapping, parse_json, text_of
from vig_annotator.exchange.seconds import us_from_number
from vig_annotator.exchange.text import decode, shortened

_PICTURES = "VIA1/2 annotation"


def read_via(raw: bytes, name: str) -> Document:
    """The document in a project or an export of VIA's.

    Raises:
        ForeignFileError: it is neither, or damaged; the sentence names the segment.
    """
    if not decode(raw[:400])[0].lstrip("\ufeff \t\r\n").startswith("{"):
        return _read_table(raw, name)
    value = parse_json(raw, "a VIA project")
    if not isinstance(value, dict):
        raise ForeignFileError("This is not a VIA project.", "Check that it is the right file.")
    if isinstance(value.get("metadata"), dict) and "attribute" in value:
        return _Films(value).document()
    return _read_regions(mapping(value.get("_via_img_metadata")) or value, name)


class _Films:
    def __init__(self, project: dict[str, Any]) -> None:
        self._project = project
        self._attributes = mapping(project.get("attribute"))
        self._problems = Problems()

    def document(self) -> Document:
        segments = mapping(self._project["metadata"])
        if len(segments) > MAX_ANNOTATIONS:
            raise ForeignFileError(
                "The project holds too many segments.", f"{MAX_ANNOTATIONS:,} are the most."
            )
        views: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for segment_id, segment in segments.items():
            about = mapping(segment)
            views.setdefault(text_of(about.get("vid")), []).append((str(segment_id), about))
        observations = tuple(self._observation(view, members) for view, members in views.items())
        everything = [one for observation in observations for one in observation.annotations]
        points = sum(one.onset_us is not None and one.onset_us == one.offset_us for one in everything)
        counts = Counts(
            tiers=len(self._attributes),
            annotations=len(segments),
            points=points,
            intervals=sum(one.onset_us is not None for one in everything) - points,
            media=len(mapping(self._project.get("file"))),
        )
        return Document("via", "VIA3", observations, counts, tuple(self._codes()), self._problems.told())

    def _codes(self) -> list[ForeignCode]:
        return [
            ForeignCode(text_of(label), definition="")
            for attribute in self._attributes.values()
            for label in mapping(mapping(attribute).get("options")).values()
            if text_of(label)
        ]

    def _observation(self, view: str, members: list[tuple[str, dict[str, Any]]]) -> Observation:
        files = mapping(self._project.get("file"))
        media = []
        for file_id in items(mapping(mapping(self._project.get("view")).get(view)).get("fid_list")):
            file = mapping(files.get(text_of(file_id)))
            path = text_of(file.get("src")) or text_of(file.get("fname"))
            if path:
                media.append(MediaLink(path if not path.startswith("blob:") else text_of(file.get("fname"))))
        tiers: dict[str, Tier] = {}
        annotations = []
        for segment_id, about in members:
            annotations.append(self._annotation(segment_id, about, tiers))
        name = media[0].path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0] if media else view
        return Observation(name or "film", tuple(media), tuple(tiers.values()), tuple(annotations))

    def _annotation(
        self, segment_id: str, about: dict[str, Any], tiers: dict[str, Tier]
    ) -> ForeignAnnotation:
        values = {
            self._name(key): self._value(key, value)
            for key, value in mapping(about.get("av")).items()
            if self._value(key, value)
        }
        first = next(iter(values), "segment")
        if first not in tiers:
            options = mapping(self._attribute_named(first).get("options")).values()
            vocabulary = tuple(dict.fromkeys(text_of(option) for option in options if text_of(option)))
            tiers[first] = Tier(
                first, role=Role.VALUES if vocabulary else Role.UNKNOWN, vocabulary=vocabulary
            )
        onset, offset = self._times(segment_id, about)
        further = tuple((name, (value,)) for name, value in list(values.items())[1:])
        return ForeignAnnotation(
            list(tiers).index(first),
            values.get(first, ""),
            onset,
            offset,
            "",
            further,
            kept={"id": segment_id},
        )

    def _name(self, key: str) -> str:
        return text_of(mapping(self._attributes.get(key)).get("aname")) or f"attribute {key}"

    def _attribute_named(self, name: str) -> dict[str, Any]:
        return next((mapping(one) for key, one in self._attributes.items() if self._name(key) == name), {})

    def _value(self, key: str, value: object) -> str:
        text = text_of(value)
        return text_of(mapping(mapping(self._attributes.get(key)).get("options")).get(text)) or text

    def _times(self, segment_id: str, about: dict[str, Any]) -> tuple[int | None, int | None]:
        numbers = [finite(number) for number in items(about.get("z"))]
        if not numbers:
            return None, None
        times = [None if number is None else us_from_number(number) for number in numbers]
        onset, offset = times[0], times[-1]
        if onset is None or offset is None:
            raise ForeignFileError(
                f"The segment “{shortened(segment_id)}” has a time that is none of a film.",
                "Correct it in VIA.",
            )
        if offset < onset:
            self._problems.add(
                "segments that end before they start",
                f"The segment “{shortened(segment_id)}” ends before it starts; it was taken as started and never ended.",
            )
            return onset, None
        return onset, offset


def _read_regions(files: dict[str, Any], name: str) -> Document:
    if not any("regions" in mapping(file) for file in files.values()):
        raise ForeignFileError(
            "This is not a VIA project: it holds no regions or segments.", "Check that it is the right file."
        )
    count = 0
    for file in files.values():
        regions = mapping(file).get("regions")
        count += len(regions) if isinstance(regions, dict | list) else 0
    return _of_pictures(name, _PICTURES, count, len(files))


def _read_table(raw: bytes, name: str) -> Document:
    rows = csv.DictReader(io.StringIO(decode(raw)[0].lstrip("\ufeff#").replace("\x00", "")))
    count, files = 0, set()
    try:
        for row in rows:
            shape = row.get("region_shape_attributes") or ""
            try:
                count += bool(mapping(json.loads(shape)))
            except (ValueError, RecursionError) as error:
                raise ForeignFileError(
                    f"Line {rows.line_num}: the region can't be read.", "Export the table again from VIA."
                ) from error
            files.add(row.get("filename"))
    except csv.Error as error:
        raise ForeignFileError(
            f"Line {rows.line_num}: the table can't be read.", "Export it again from VIA."
        ) from error
    return _of_pictures(name, "", count, len(files))


def _of_pictures(name: str, version: str, count: int, files: int) -> Document:
    told = ("Regions on still pictures have no time on a film; they can be counted, and not taken in.",)
    return Document("via", version, (Observation(name),), Counts(None, count, None, None, files), (), told)
