"""Reading BORIS projects (.boris, also gzipped), versions 4 to 8.6.

A project holds several observations. Its events are single marks: the first mark of a state starts it and the next of the same
subject, code and modifiers ends it; a mark without a partner is a state that was never ended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import (
    Counts,
    Document,
    ForeignAnnotation,
    ForeignCode,
    MediaLink,
    Modifiers,
    Observation,
    Role,
    Tier,
)
from vig_annotator.exchange.limits import MAX_ANNOTATIONS
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.safe_json import finite, items, mapping, parse_json, text_of
from vig_annotator.exchange.seconds import us_from_number, us_from_text
from vig_annotator.exchange.text import shortened
from vig_annotator.model.codebook import Kind

OURS = "vig-annotator"
"""The key, in a project and in an observation, that holds what BORIS has no place for."""

_SHORTCUT = re.compile(r" \(.*\)")
_NEWEST = 9.0
_EXCLUSION_GAP_US = 1000


@dataclass(frozen=True, slots=True)
class _Mark:
    time_us: int
    number: int
    subject: str
    code: str
    modifiers: str
    comment: str
    raw: list[Any]


def read_boris(raw: bytes, name: str) -> Document:
    """The document in a BORIS project.

    Raises:
        ForeignFileError: it is no BORIS project, or damaged; the sentence names the observation and the event.
    """
    project = parse_json(raw, "a BORIS project")
    if not isinstance(project, dict) or not isinstance(project.get("behaviors_conf"), dict):
        raise ForeignFileError(
            "This is not a BORIS project: it has no list of behaviours.", "Check that it is the right file."
        )
    return _Reading(project, name).document()


def numbered(table: object) -> list[dict[str, Any]]:
    """The rows of one of BORIS's tables, which are kept under “0”, “1” …, in that order."""
    rows = [
        (int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0, row)
        for key, row in mapping(table).items()
        if isinstance(row, dict)
    ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def modifier_sets(behaviour: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...], bool]]:
    """Name, values and “several” of each set of modifiers; up to version 3 they are one text: ``a,b|c,d``."""
    given = behaviour.get("modifiers")
    if isinstance(given, str):
        parts = [part for part in given.split("|") if part]
        return [(f"modifier {n}", _values(part.split(",")), False) for n, part in enumerate(parts, start=1)]
    sets = []
    for number, one in enumerate(numbered(given), start=1):
        values = _values([text_of(value) for value in items(one.get("values"))])
        sets.append((text_of(one.get("name")) or f"modifier {number}", values, one.get("type") == 1))
    return sets


def _values(texts: list[str]) -> tuple[str, ...]:
    """What can be chosen, without the shortcut keys in brackets; blanks at the ends are kept, as BORIS means them."""
    return tuple(dict.fromkeys(_SHORTCUT.sub("", text) for text in texts if text))


class _Reading:
    def __init__(self, project: dict[str, Any], name: str) -> None:
        self._project = project
        self._name = name
        self._problems = Problems()
        self._behaviours = {text_of(row.get("code")): row for row in numbered(project["behaviors_conf"])}
        self._sets = {code: modifier_sets(row) for code, row in self._behaviours.items()}
        self._excluded = {
            code: set(text_of(row.get("excluded")).split(",")) - {""}
            for code, row in self._behaviours.items()
        }
        self._events = self._points = self._intervals = self._media = 0

    def document(self) -> Document:
        version = text_of(self._project.get("project_format_version"))
        self._check_version(version)
        observations = [
            self._observation(str(observation_id), observation)
            for observation_id, observation in mapping(self._project.get("observations")).items()
        ]
        codes = tuple(self._codes())
        ours = mapping(self._project.get(OURS))
        counts = Counts(
            tiers=len(self._behaviours),
            annotations=self._events,
            points=self._points,
            intervals=self._intervals,
            media=self._media,
        )
        kept = {key: value for key, value in self._project.items() if key not in ("observations", OURS)}
        return Document(
            "boris",
            version,
            tuple(_merged(observations)),
            counts,
            codes,
            self._problems.told(),
            text_of(ours.get("codebook")),
            {"project": kept},
        )

    def _check_version(self, version: str) -> None:
        try:
            newer = float(version) > _NEWEST
        except ValueError:
            newer = False
        if newer:
            self._problems.add(
                "versions",
                f"The project says it is of version {shortened(version)}, which is newer than those known here.",
            )

    def _codes(self) -> list[ForeignCode]:
        ids = mapping(mapping(self._project.get(OURS)).get("ids"))
        return [
            ForeignCode(
                name=code,
                kind=self._kind(code),
                id=text_of(ids.get(code)),
                group=text_of(row.get("category")),
                definition=text_of(row.get("description")),
                colour=text_of(row.get("color")),
                key=text_of(row.get("key")),
                modifiers=tuple(self._sets[code]),
            )
            for code, row in self._behaviours.items()
            if code
        ]

    def _kind(self, code: str) -> Kind:
        kind = text_of(self._behaviours.get(code, {}).get("type")).casefold()
        return Kind.STATE if kind.startswith("state") else Kind.POINT

    def _observation(self, observation_id: str, value: object) -> Observation:
        about = mapping(value)
        marks, untimed = self._marks(observation_id, about)
        tiers: dict[tuple[str, str], int] = {}
        annotations = [self._annotation(tiers, mark, None, mark.raw) for mark in untimed]
        running: dict[tuple[str, str, str], _Mark] = {}
        for mark in marks:
            if self._kind(mark.code) is Kind.POINT:
                self._points += 1
                annotations.append(self._annotation(tiers, mark, mark.time_us, mark.raw))
                continue
            key = mark.subject, mark.code, mark.modifiers
            start = running.pop(key, None)
            if start is None:
                running[key] = mark
                continue
            self._intervals += 1
            end = self._without_gap(mark, marks)
            annotations.append(self._annotation(tiers, start, end, start.raw, mark))
        for mark in running.values():
            self._problems.add(
                "states without an end",
                f"“{shortened(observation_id)}”: the state “{shortened(mark.code)}” at {mark.time_us / 1e6:.3f} s was never ended.",
            )
            annotations.append(self._annotation(tiers, mark, None, mark.raw))
        kept = {key: item for key, item in about.items() if key not in ("events", OURS)}
        return Observation(
            observation_id,
            tuple(self._films(about)),
            tuple(Tier(code, subject, "", Role.TEXT) for code, subject in tiers),
            tuple(annotations),
            recorded_on=_day(text_of(about.get("date"))),
            note=text_of(about.get("description")).strip(),
            kept={"id": observation_id, "observation": kept, OURS: mapping(about.get(OURS))},
        )

    def _marks(self, observation_id: str, about: Mapping[str, Any]) -> tuple[list[_Mark], list[_Mark]]:
        marks: list[_Mark] = []
        untimed: list[_Mark] = []
        for number, event in enumerate(items(about.get("events")), start=1):
            if not isinstance(event, list) or len(event) < 3:
                raise ForeignFileError(
                    f"Observation “{shortened(observation_id)}”, event {number}: this is no event of BORIS.",
                    "Open and save the project in BORIS.",
                )
            if isinstance(event[0], str) and us_from_text(event[0]) is not None:
                event = [float(event[0]), *event[1:]]
            seconds = finite(event[0])
            time_us = None if seconds is None else us_from_number(seconds)
            if seconds is not None and time_us is None:
                raise ForeignFileError(
                    f"Observation “{shortened(observation_id)}”, event {number}: {shortened(str(seconds))} s is beyond any film.",
                    "Correct the time in BORIS.",
                )
            fields = [text_of(event[place]) if place < len(event) else "" for place in range(5)]
            mark = _Mark(time_us or 0, number, fields[1], fields[2], fields[3], fields[4], event)
            if mark.code not in self._behaviours:
                self._problems.add(
                    "events with an unknown code",
                    f"Observation “{shortened(observation_id)}”, event {number}: the code “{shortened(mark.code)}” is not in the list of behaviours.",
                )
            (untimed if time_us is None else marks).append(mark)
        self._events += len(marks) + len(untimed)
        if self._events > MAX_ANNOTATIONS:
            raise ForeignFileError("The project holds too many events.", f"{MAX_ANNOTATIONS:,} are the most.")
        if untimed:
            self._problems.add(
                "observations",
                f"Observation “{shortened(observation_id)}”: {len(untimed)} events have no time.",
            )
            self._points += sum(self._kind(mark.code) is Kind.POINT for mark in untimed)
        return sorted(marks, key=lambda mark: (mark.time_us, mark.number)), untimed

    def _without_gap(self, end: _Mark, marks: list[_Mark]) -> int:
        """Where a state ends: BORIS ends one that another excludes a millisecond before the other starts."""
        wanted = end.time_us + _EXCLUSION_GAP_US
        for mark in marks:
            if (
                mark.time_us == wanted
                and mark.subject == end.subject
                and (
                    end.code in self._excluded.get(mark.code, ())
                    or mark.code in self._excluded.get(end.code, ())
                )
            ):
                return wanted
        return end.time_us

    def _annotation(
        self,
        tiers: dict[tuple[str, str], int],
        mark: _Mark,
        offset_us: int | None,
        raw: list[Any],
        end: _Mark | None = None,
    ) -> ForeignAnnotation:
        tier = tiers.setdefault((mark.code or "unnamed", mark.subject), len(tiers))
        comments = [mark.comment, "" if end is None or end.comment == mark.comment else end.comment]
        timed = finite(raw[0]) is not None
        return ForeignAnnotation(
            tier,
            "",
            mark.time_us if timed else None,
            offset_us if timed else None,
            note="\n".join(text for text in comments if text),
            modifiers=self._modifiers(mark),
            kept={"e": [raw] if end is None else [raw, end.raw]},
        )

    def _modifiers(self, mark: _Mark) -> Modifiers:
        if not mark.modifiers:
            return ()
        sets = self._sets.get(mark.code, [])
        chosen = []
        for number, text in enumerate(mark.modifiers.split("|")):
            if text and text != "None":
                name, _, several = (
                    sets[number] if number < len(sets) else (f"modifier {number + 1}", (), False)
                )
                chosen.append((name, tuple(text.split(",")) if several else (text,)))
        return tuple(chosen)

    def _films(self, about: Mapping[str, Any]) -> list[MediaLink]:
        info = mapping(about.get("media_info"))
        lengths, offsets = mapping(info.get("length")), mapping(info.get("offset"))
        shift = _us(about.get("time offset"))
        films = []
        players = about.get("file")
        players = {"1": players} if isinstance(players, list) else mapping(players)  # a list before version 2
        for player, files in sorted(players.items()):
            start = _us(offsets.get(player)) + shift
            if player == "2" and player not in offsets:
                start += _us(about.get("time offset second player"))
            for path in items(files):
                length = _us(lengths.get(text_of(path)))
                films.append(MediaLink(text_of(path), "", start, length, {"player": player}))
                start += length
        self._media += len(films)
        return films


def _us(value: object) -> int:
    number = finite(value)
    return (us_from_number(number) or 0) if number is not None else 0


def _day(date: str) -> str:
    return date[:10] if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", date, re.DOTALL) else ""


def _merged(observations: list[Observation]) -> list[Observation]:
    """Observations that we wrote, one for each coder of a session, together again as that session."""
    merged: list[Observation] = []
    places: dict[str, int] = {}
    for observation in observations:
        ours = mapping(observation.kept[OURS])
        session, coder = text_of(ours.get("session")), text_of(ours.get("coder"))
        own = replace(
            observation,
            name=text_of(ours.get("title")) or observation.name,
            tiers=tuple(replace(tier, coder=coder) for tier in observation.tiers),
            kept={key: value for key, value in observation.kept.items() if key != OURS},
        )
        if not session or session not in places:
            if session:
                places[session] = len(merged)
            merged.append(own)
            continue
        first = merged[places[session]]
        shift = len(first.tiers)
        merged[places[session]] = replace(
            first,
            tiers=(*first.tiers, *own.tiers),
            annotations=(
                *first.annotations,
                *(replace(one, tier=one.tier + shift) for one in own.annotations),
            ),
        )
    return merged
