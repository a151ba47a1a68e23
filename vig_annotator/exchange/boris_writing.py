"""Writing BORIS projects, version 7.0: sessions of ours, or an imported project with everything that it held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vig_annotator.exchange.boris_reading import OURS, modifier_sets, numbered
from vig_annotator.exchange.document import (
    Document,
    ForeignAnnotation,
    ForeignCode,
    MediaLink,
    Observation,
    Tier,
)
from vig_annotator.exchange.lanes import OPEN_END, lanes_of
from vig_annotator.exchange.safe_json import text_of
from vig_annotator.exchange.seconds import whole_ms
from vig_annotator.model.codebook import Kind

_PLAYERS = 8
_FORBIDDEN = str.maketrans({"|": "/", ",": ";", "(": "[", ")": "]", "`": "'", "~": "-"})


@dataclass(frozen=True, slots=True)
class _Behaviour:
    name: str
    kind: Kind


def write_boris(document: Document) -> bytes:
    """The document as a BORIS project."""
    return _Writing(document).bytes()


class _Writing:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._back = document.format == "boris"
        project = document.kept.get("project", {}) if self._back else {}
        self._project: dict[str, Any] = dict(project)
        self._behaviours = numbered(self._project.get("behaviors_conf"))
        self._known = {text_of(row.get("code")): row for row in self._behaviours}
        self._subjects = numbered(self._project.get("subjects_conf"))
        self._ids: dict[str, str] = {}
        self._entries = {(code.subject, code.name): code for code in document.codes}

    def bytes(self) -> bytes:
        if not self._back:
            for code in self._document.codes:
                if code.kind is not None:
                    self._behaviour(code.name, code.subject, code.kind)
        observations: dict[str, Any] = {}
        for observation in self._document.observations:
            for coder in self._coders(observation):
                name, about = self._observation(observation, coder)
                while name in observations:
                    name += " "
                observations[name] = about
        project = {
            "time_format": "hh:mm:ss",
            "project_date": "",
            "project_name": "",
            "project_description": "",
            "project_format_version": "7.0",
            "behavioral_categories": sorted(
                {row["category"] for row in self._behaviours if row.get("category")}
            ),
            "independent_variables": {},
            "coding_map": {},
            "behaviors_coding_map": [],
            "converters": {},
        } | self._project
        project["behaviors_conf"] = {str(n): row for n, row in enumerate(self._behaviours)}
        project["subjects_conf"] = {str(n): row for n, row in enumerate(self._subjects)}
        project["observations"] = observations
        if self._document.codebook_text:
            project[OURS] = {"codebook": self._document.codebook_text, "ids": self._ids}
        return json.dumps(project, ensure_ascii=False, indent=1).encode("utf-8")

    def _coders(self, observation: Observation) -> list[str | None]:
        """Each coder's annotations become an observation, as people do who code twice with BORIS."""
        coders = list(dict.fromkeys(tier.coder for tier in observation.tiers))
        return [None] if len(coders) <= 1 else list(coders)

    def _observation(self, observation: Observation, coder: str | None) -> tuple[str, dict[str, Any]]:
        wanted = [
            one
            for one in observation.annotations
            if coder is None or observation.tiers[one.tier].coder == coder
        ]
        about: dict[str, Any] = {
            "file": self._files(observation.media),
            "type": "MEDIA" if observation.media else "LIVE",
            "date": f"{observation.recorded_on or '1970-01-01'}T00:00:00",
            "description": observation.note,
            "time offset": 0.0,
            "observation time interval": [0, 0],
            "independent_variables": {},
            "visualize_spectrogram": False,
            "visualize_waveform": False,
            "close_behaviors_between_videos": False,
            "scan_sampling_time": 0,
            "media_info": self._media_info(observation.media),
        }
        if self._back:
            about |= observation.kept.get("observation", {})
        about["events"] = self._events(observation, wanted, bool(observation.media))
        name = observation.name
        coders = {tier.coder for tier in observation.tiers} - {""}
        if coder or coders:
            who = coder or next(iter(coders))
            session = observation.kept.get("session_id") or observation.name
            about[OURS] = {"session": session, "title": observation.name, "coder": who}
            name = f"{name} – {who}" if coder is not None else name
        return str(observation.kept.get("id", name)) if self._back and coder is None else name, about

    def _files(self, media: Iterable[MediaLink]) -> dict[str, list[str]]:
        files: dict[str, list[str]] = {str(n): [] for n in range(1, _PLAYERS + 1)}
        for number, link in enumerate(media, start=1):
            files[str(min(number, _PLAYERS))].append(link.path)
        return files

    def _media_info(self, media: tuple[MediaLink, ...]) -> dict[str, Any]:
        if not media:
            return {"offset": {}}
        return {
            "length": {link.path: link.duration_us / 1_000_000 for link in media},
            "fps": {link.path: 0.0 for link in media},
            "hasVideo": {link.path: True for link in media},
            "hasAudio": {link.path: True for link in media},
            "offset": {str(n): whole_ms(link.starts_us) / 1000 for n, link in enumerate(media, start=1)},
        }

    def _events(
        self, observation: Observation, annotations: list[ForeignAnnotation], frames: bool
    ) -> list[list[Any]]:
        events: list[list[Any]] = []
        fresh: list[ForeignAnnotation] = []
        for one in annotations:
            kept = one.kept if self._back and isinstance(one.kept, dict) else {}
            if "e" in kept and "changed" not in kept:
                events.extend(kept["e"])
            elif one.onset_us is not None:
                fresh.append(one)
        by_mark: dict[tuple[str, str, str], list[tuple[int, int, int]]] = {}
        written: list[tuple[ForeignAnnotation, str, _Behaviour, str]] = []
        for one in fresh:
            tier = observation.tiers[one.tier]
            kind = Kind.POINT if one.offset_us == one.onset_us else Kind.STATE
            name = (
                one.value if one.value and (tier.kept.get("codebook") or tier.role == "values") else tier.name
            )
            behaviour = self._behaviour(name, tier.subject, kind)
            modifiers = self._modifiers(behaviour.name, one)
            if kind is Kind.STATE:
                end = OPEN_END if one.offset_us is None else one.offset_us
                by_mark.setdefault((tier.subject, behaviour.name, modifiers), []).append(
                    (len(written), one.onset_us or 0, end)
                )
            written.append((one, self._subject(tier), behaviour, modifiers))
        lanes = {n: lane for spans in by_mark.values() for n, lane in lanes_of(spans).items()}
        for number, (one, subject, behaviour, modifiers) in enumerate(written):
            if lanes.get(number, 0):
                behaviour = self._copy_of(behaviour, lanes[number])
            tail: list[Any] = ["NA"] if frames else []
            comment = (
                one.note if one.value == behaviour.name or not one.value else self._comment(observation, one)
            )
            start = whole_ms(one.onset_us or 0) / 1000
            events.append([start, subject, behaviour.name, modifiers, comment, *tail])
            if behaviour.kind is Kind.STATE and one.offset_us is not None:
                events.append([whole_ms(one.offset_us) / 1000, subject, behaviour.name, modifiers, "", *tail])
        return sorted(events, key=_time)

    def _comment(self, observation: Observation, one: ForeignAnnotation) -> str:
        tier: Tier = observation.tiers[one.tier]
        by_value = tier.kept.get("codebook") or tier.role == "values"
        return one.note if by_value else "\n".join(text for text in (one.value, one.note) if text)

    def _subject(self, tier: Tier) -> str:
        if tier.subject and not any(row.get("name") == tier.subject for row in self._subjects):
            self._subjects.append({"key": "", "name": tier.subject, "description": ""})
        return tier.subject

    def _behaviour(self, name: str, subject: str, kind: Kind) -> _Behaviour:
        """The behaviour of that name and kind; a new one where there is none."""
        wanted = name.translate(_FORBIDDEN) or "unnamed"
        if name in self._known and self._kind_of(name) is kind:
            return _Behaviour(name, kind)
        number = 1
        while wanted in self._known and self._kind_of(wanted) is not kind:
            number += 1
            wanted = f"{name.translate(_FORBIDDEN)} [{number}]"
        if wanted not in self._known:
            entry = self._entries.get((subject, name)) or self._entries.get(("", name))
            self._add(wanted, kind, entry)
        return _Behaviour(wanted, kind)

    def _copy_of(self, behaviour: _Behaviour, lane: int) -> _Behaviour:
        name = f"{behaviour.name} [{lane + 1}]"
        if name not in self._known:
            self._known[name] = {**self._known[behaviour.name], "code": name, "key": ""}
            self._behaviours.append(self._known[name])
        return _Behaviour(name, behaviour.kind)

    def _kind_of(self, name: str) -> Kind:
        state = text_of(self._known[name].get("type")).casefold().startswith("state")
        return Kind.STATE if state else Kind.POINT

    def _add(self, name: str, kind: Kind, entry: ForeignCode | None) -> None:
        keys = {row.get("key") for row in self._behaviours}
        key = entry.key if entry is not None and entry.key not in keys else ""
        row: dict[str, Any] = {
            "type": "State event" if kind is Kind.STATE else "Point event",
            "key": key,
            "code": name,
            "description": entry.definition if entry else "",
            "color": entry.colour if entry else "",
            "category": entry.group if entry else "",
            "modifiers": _sets(entry) if entry else {},
            "excluded": "",
            "coding map": "",
        }
        if entry is not None and entry.id:
            self._ids[name] = entry.id
        self._known[name] = row
        self._behaviours.append(row)

    def _modifiers(self, name: str, one: ForeignAnnotation) -> str:
        sets = modifier_sets(self._known[name])
        chosen: Mapping[str, tuple[str, ...]] = dict(one.modifiers)
        if not sets or not any(chosen.values()):
            return ""
        return "|".join(
            ",".join(c.translate(_FORBIDDEN) for c in chosen.get(label, ())) or "None" for label, _, _ in sets
        )


def _time(event: list[Any]) -> float:
    seconds = event[0] if event else 0.0
    usable = isinstance(seconds, int | float) and seconds == seconds
    return float(seconds) if usable and abs(seconds) < 1e12 else 0.0


def _sets(entry: ForeignCode) -> dict[str, Any]:
    return {
        str(number): {
            "name": name,
            "description": "",
            "type": 1 if several else 0,
            "values": [choice.translate(_FORBIDDEN) for choice in choices],
        }
        for number, (name, choices, several) in enumerate(entry.modifiers)
    }


def boris_losses(document: Document) -> list[str]:
    """What BORIS can't hold, whatever one chooses to stand for it."""
    if document.format == "boris":
        return []
    annotations = [one for observation in document.observations for one in observation.annotations]
    losses = []
    if any(len({tier.coder for tier in one.tiers}) > 1 for one in document.observations):
        losses.append("Coders become observations: BORIS does not say who coded.")
    if any(len(one.media) > _PLAYERS for one in document.observations):
        losses.append(f"BORIS shows {_PLAYERS} films; the further ones share the last player.")
    if any(
        any(c in choice for c in "|,()`~") for one in annotations for _, cs in one.modifiers for choice in cs
    ):
        losses.append("The characters | , ( ) ` ~ in modifiers are replaced.")
    return losses
