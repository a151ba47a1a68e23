"""Reading GSEQ's sequential data (.sds): timed, state, interval, event and multi-event data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import Counts, Document, ForeignAnnotation, Observation, Role, Tier
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIME_US
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.text import decode, shortened, with_plain_line_ends

TYPES = ("Event", "State", "Timed", "Interval", "Multievent")

_START = re.compile(r"\s*(Event|State|Timed|Interval|Multievent)\b", re.IGNORECASE)
_COMMENT = re.compile(r"%[^%\n]*(?:%|(?=\n)|$)|![^!]*!")
_SET = re.compile(r"\(\s*(?:\$?\s*([^=()\s]+)\s*=)?([^()]*)\)")
_LEVELS = re.compile(r"\(([^()]*)\)\s*$")
_LABEL = re.compile(r"\s*<([^<>]*)>")
_ITEM = re.compile(r"([^\s,&;/()]*),([\d:.]+)(-)?([\d:.]+)?")
_TIME = re.compile(r"(?:(\d{1,6}):)?(?:(\d{1,7}):)?(\d{1,9}(?:\.\d{1,6})?)")
_UNIT = re.compile(r"Interval\s*=\s*(\d{1,6})", re.IGNORECASE)
_MOST_REPEATS = 1_000_000


def begins_like_gseq(text: str) -> bool:
    """Whether a text begins with a type of data, comments left out."""
    match = _START.match(_COMMENT.sub("", text[:20_000]))
    return match is not None and ";" in text


def read_gseq(raw: bytes, name: str) -> Document:
    """The document in an .sds file.

    Raises:
        ForeignFileError: it is no GSEQ file, or damaged; the sentence names the line.
    """
    text = _COMMENT.sub(_without_ink, with_plain_line_ends(decode(raw, "latin-1")[0]))
    match = _START.match(text)
    head, mark, body = text.partition(";")
    if match is None or not mark:
        raise ForeignFileError(
            "Line 1: a GSEQ file begins with Event, State, Timed, Interval or Multievent and a declaration that ends in “;”.",
            "Check that it is the right file.",
        )
    kind = match[1].capitalize()
    return _Reading(name, kind, head, body, head.count("\n") + 1).document()


def _without_ink(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


@dataclass(slots=True)
class _Reading:
    name: str
    kind: str
    head: str
    body: str
    line: int
    problems: Problems = field(default_factory=Problems)
    sets: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    count: int = 0
    points: int = 0
    tiers: dict[str, int] = field(default_factory=dict)
    made: list[Tier] = field(default_factory=list)
    annotations: list[ForeignAnnotation] = field(default_factory=list)

    def document(self) -> Document:
        declared = self.head.split("*", 1)[0]
        for number, match in enumerate(_SET.finditer(declared), start=1):
            codes = tuple(match[2].split())
            for code in codes:
                self.sets.setdefault(code, (match[1] or f"set_{number}", codes))
        observations = tuple(self._observations())
        timed = self.kind in ("Timed", "State", "Interval")
        counts = Counts(
            tiers=len({tier.name for one in observations for tier in one.tiers}),
            annotations=self.count,
            points=self.points if timed else None,
            intervals=self.count - self.points if timed else None,
            media=0,
        )
        return Document(
            "gseq",
            f"SDS {self.kind}",
            observations,
            counts,
            (),
            self.problems.told(),
            "",
            {"kind": self.kind, "factors": self.head.partition("*")[2]},
        )

    def _observations(self) -> Iterator[Observation]:
        line = self.line
        for place, subject in enumerate(self.body.split("/"), start=1):
            if not subject.strip():
                line += subject.count("\n")
                continue
            label = _LABEL.match(subject)
            name = label[1].strip() if label else f"{self.name} {place}"
            levels = _LEVELS.search(subject)
            sessions = subject[label.end() if label else 0 : levels.start() if levels else None].split(";")
            line += subject[: label.end() if label else 0].count("\n")
            for number, session in enumerate(sessions, start=1):
                title = name if len(sessions) == 1 else f"{name} ({number})"
                yield self._observation(
                    title,
                    session,
                    line,
                    {"label": name, "unit": place, "levels": levels[1] if levels else ""},
                )
                line += session.count("\n")
            line += levels[0].count("\n") if levels else 0

    def _observation(self, title: str, session: str, line: int, kept: dict[str, object]) -> Observation:
        self.tiers, self.made, self.annotations = {}, [], []
        if self.kind in ("Timed", "State"):
            end = self._end_of(session, line)
            for stream in session.split("&"):
                self._stream(stream, line, end)
                line += stream.count("\n")
        elif self.kind == "Interval":
            self._intervals(session, line)
        else:
            items = session.split(".") if self.kind == "Multievent" else session.split()
            for item in items:
                if item.strip():
                    self._add(" ".join(item.split()), None, None, self.kind.lower())
        return Observation(title, (), tuple(self.made), tuple(self.annotations), kept=kept)

    def _add(self, code: str, onset: int | None, offset: int | None, tier_name: str = "") -> None:
        if self.count >= MAX_ANNOTATIONS:
            raise ForeignFileError("The file holds too many codes.", f"{MAX_ANNOTATIONS:,} are the most.")
        set_name, vocabulary = self.sets.get(code, (code, ()))
        key = tier_name or set_name
        if key not in self.tiers:
            self.tiers[key] = len(self.made)
            self.made.append(Tier(key, role=Role.VALUES, vocabulary=() if tier_name else vocabulary))
        self.count += 1
        self.annotations.append(ForeignAnnotation(self.tiers[key], code, onset, offset))

    def _end_of(self, session: str, line: int) -> int | None:
        """Where the session ends: the last time that stands alone, in whichever stream."""
        alone = [match for match in _ITEM.finditer(session) if not match[1]]
        return self._time(alone[-1][2], line + session.count("\n", 0, alone[-1].start())) if alone else None

    def _stream(self, stream: str, line: int, session_end: int | None) -> None:
        """Codes with onsets; one without an offset ends at the next onset, or where a bare time ends the session."""
        items: list[tuple[str, int, bool, int | None]] = []
        at = 0
        for match in _ITEM.finditer(stream):
            self._nothing_between(stream, at, match.start(), line)
            at = match.end()
            place = line + stream.count("\n", 0, match.start())
            onset = self._time(match[2], place)
            offset = self._time(match[4], place) if match[4] else None
            if offset is not None and offset < onset:
                self.problems.add(
                    "codes that end before they start",
                    f"Line {place}: “{shortened(match[1])}” ends before it starts; it was taken as started and never ended.",
                )
            items.append((match[1], onset, bool(match[3]) or self.kind == "State", offset))
        self._nothing_between(stream, at, len(stream), line)
        for place, (code, onset, lasts, offset) in enumerate(items):
            if not code:
                continue
            if not lasts:
                self.points += 1
                self._add(code, onset, onset)
                continue
            end = offset if offset is not None and offset >= onset else None
            if offset is None:
                end = items[place + 1][1] if place + 1 < len(items) else session_end
                if end is None or end < onset:
                    end = None
                    self.problems.add(
                        "codes without an end",
                        f"“{shortened(code)}” is the last of its stream and has no end.",
                    )
            self._add(code, onset, end)

    def _nothing_between(self, stream: str, start: int, end: int, line: int) -> None:
        between = stream[start:end].strip()
        if between:
            place = line + stream.count("\n", 0, start)
            self.problems.add(
                "texts that are no codes",
                f"Line {place}: “{shortened(between, 30)}” is no code with a time and was left out.",
            )

    def _time(self, text: str, line: int) -> int:
        match = _TIME.fullmatch(text)
        parts = text.split(":")
        if match is None or len(parts) > 3:
            raise ForeignFileError(
                f"Line {line}: “{shortened(text)}” is no time.", "Write 75, 1:15 or 0:01:15."
            )
        whole, _, fraction = parts[-1].partition(".")
        total = int(whole)
        for factor, part in zip((60, 3600), reversed(parts[:-1]), strict=False):
            total += int(part) * factor
        time_us = total * 1_000_000 + int((fraction or "0").ljust(6, "0"))
        if time_us > MAX_TIME_US:
            raise ForeignFileError(f"Line {line}: the time is beyond any film.", "Correct it.")
        return time_us

    def _intervals(self, session: str, line: int) -> None:
        unit = _UNIT.search(self.head)
        length = (int(unit[1]) if unit else 1) * 1_000_000
        at = 0
        for item in session.split(","):
            codes, repeats = [], 1
            for word in item.replace("*", " *").split():
                if not word.startswith("*"):
                    codes.append(word)
                    continue
                repeats = int(word[1:]) if word[1:].isascii() and word[1:].isdigit() and len(word) < 9 else 0
                if not 0 < repeats <= _MOST_REPEATS:
                    raise ForeignFileError(
                        f"Line {line}: “{shortened(word)}” is no number of intervals.", "Write *10."
                    )
            for _ in range(repeats if codes else 0):
                for code in codes:
                    self._add(code, at, at + length)
                at += length
            if not codes:
                at += repeats * length
            if at > MAX_TIME_US:
                raise ForeignFileError(f"Line {line}: the session is longer than any film.", "Correct it.")
            line += item.count("\n")
