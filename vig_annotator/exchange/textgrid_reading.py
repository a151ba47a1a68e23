"""Reading Praat's TextGrids: long text, short text and binary, in every encoding that Praat writes.

In the text forms only free-standing numbers, quoted strings and flags in ``<>`` count; everything else is comment.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import Counts, Document, ForeignAnnotation, Observation, Tier
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIERS, MAX_TIME_US
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.seconds import us_from_number, us_from_text
from vig_annotator.exchange.text import decode, shortened

BINARY = b"ooBinaryFile\x08TextGrid"

_TOKEN = re.compile(r'"([^"]*(?:""[^"]*)*)"|(<[^<>\n]*>)|![^\n]*|([^\s"]+)|"')
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?%?")
_FRACTION = re.compile(r"([+-]?\d{1,18})/(\d{1,18})")


class _Source(Protocol):
    """Gives numbers, strings and flags in the order of the file."""

    def number(self) -> str: ...
    def count(self) -> int: ...
    def string(self) -> str: ...
    def kind(self) -> str: ...
    def exists(self) -> bool: ...
    def place(self) -> str: ...


def read_textgrid(raw: bytes, name: str) -> Document:
    """The document in a TextGrid.

    Raises:
        ForeignFileError: it is no TextGrid, or damaged; the sentence names the line.
    """
    if raw.startswith(b"ooBinaryFile"):
        if not raw.startswith(BINARY):
            raise ForeignFileError(
                "This binary file of Praat is not a TextGrid.", "Choose a TextGrid in Praat and save it."
            )
        source: _Source = _Binary(raw)
    else:
        source = _Text(decode(raw, "latin-1")[0])
    return _Reading(source, name).document()


class _Text:
    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._tokens = self._scan()
        first = self.string()
        if not first.startswith("ooTextFile") or self.string() != "TextGrid":
            raise ForeignFileError(
                "Line 1: this text file of Praat is not a TextGrid.",
                "Choose a TextGrid in Praat and save it.",
            )

    def _scan(self) -> Iterator[tuple[str, str]]:
        for match in _TOKEN.finditer(self._text):
            self._position = match.start()
            if match[1] is not None:
                yield "string", match[1].replace('""', '"')
            elif match[2] is not None:
                yield "flag", match[2]
            elif match[3] is not None:
                if _NUMBER.fullmatch(match[3]) or _FRACTION.fullmatch(match[3]):
                    yield "number", match[3]
            elif match[0] == '"':
                raise self._trouble("a text begins with a quotation mark and never ends")
        self._position = len(self._text)

    def _next(self, wanted: str, what: str) -> str:
        for kind, text in self._tokens:
            if kind == wanted:
                return text
            if kind == "flag":
                continue
            raise self._trouble(f"“{shortened(text)}” stands where {what} should be")
        raise self._trouble(f"the file ends where {what} should be")

    def _trouble(self, what: str) -> ForeignFileError:
        return ForeignFileError(f"{self.place()}: {what}.", "Open the file in Praat and save it again.")

    def place(self) -> str:
        return f"Line {self._text.count(chr(10), 0, self._position) + 1}"

    def number(self) -> str:
        return self._next("number", "a number")

    def count(self) -> int:
        text = self.number()
        if not text.isdigit() or len(text) > 9:
            raise self._trouble(f"“{shortened(text)}” stands where a whole number should be")
        return int(text)

    def string(self) -> str:
        return self._next("string", "a text in quotation marks")

    def kind(self) -> str:
        return self.string()

    def exists(self) -> bool:
        for kind, text in self._tokens:
            if kind == "flag":
                return text == "<exists>"
            break
        raise self._trouble("the sign <exists> is missing")


class _Binary:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = len(BINARY)

    def _take(self, size: int) -> bytes:
        part = self._raw[self._at : self._at + size]
        if size < 0 or len(part) < size:
            raise ForeignFileError(
                f"{self.place()}: the file ends in the middle.", "Open the file in Praat and save it again."
            )
        self._at += size
        return part

    def place(self) -> str:
        return f"Byte {self._at:,}"

    def number(self) -> str:
        value = struct.unpack(">d", self._take(8))[0]
        if value != value or abs(value) > 1e12:
            raise ForeignFileError(
                f"{self.place()}: the time is none.", "Open the file in Praat and save it again."
            )
        return repr(value)

    def count(self) -> int:
        return max(0, int(struct.unpack(">i", self._take(4))[0]))

    def string(self) -> str:
        size = struct.unpack(">h", self._take(2))[0]
        if size == -1:
            size = struct.unpack(">H", self._take(2))[0]
            return self._take(size * 2).decode("utf-16-be", "replace")
        return self._take(size).decode("latin-1")

    def kind(self) -> str:
        return self._take(self._take(1)[0]).decode("latin-1")

    def exists(self) -> bool:
        return self._take(1) != b"\x00"


@dataclass(slots=True)
class _Reading:
    source: _Source
    name: str
    problems: Problems = field(default_factory=Problems)
    tiers: list[Tier] = field(default_factory=list)
    annotations: list[ForeignAnnotation] = field(default_factory=list)
    intervals: int = 0
    points: int = 0

    def document(self) -> Document:
        start, end = self.source.number(), self.source.number()
        if self.source.exists():
            for _ in range(self._bounded(self.source.count(), MAX_TIERS)):
                self._tier()
        kept = {"xmin": start, "xmax": end}
        observation = Observation(self.name, (), tuple(self.tiers), tuple(self.annotations), kept=kept)
        counts = Counts(len(self.tiers), len(self.annotations), self.points, self.intervals, 0)
        return Document("textgrid", "", (observation,), counts, (), self.problems.told())

    def _bounded(self, count: int, most: int) -> int:
        if count > most:
            raise ForeignFileError(
                f"{self.source.place()}: {count:,} is too many.", f"{most:,} are the most."
            )
        return count

    def _tier(self) -> None:
        kind, name = self.source.kind(), self.source.string()
        if kind not in ("IntervalTier", "TextTier"):
            raise ForeignFileError(
                f"{self.source.place()}: “{shortened(kind)}” is no kind of tier.",
                "Open the file in Praat and save it again.",
            )
        place = len(self.tiers)
        kept: dict[str, Any] = {"class": kind, "xmin": self.source.number(), "xmax": self.source.number()}
        count = self._bounded(self.source.count(), MAX_ANNOTATIONS)
        if kind == "TextTier":
            for _ in range(count):
                self._point(place)
        else:
            kept["empty"] = [gap for _ in range(count) if (gap := self._interval(place)) is not None]
            if not count:  # Praat reads a tier without intervals as one empty interval
                self.intervals += 1
                kept["empty"] = [[kept["xmin"], kept["xmax"], ""]]
        self.tiers.append(Tier(name, kept=kept))

    def _point(self, place: int) -> None:
        text = self.source.number()
        time_us = self._time(text)
        self.points += 1
        self.annotations.append(
            ForeignAnnotation(place, self.source.string(), time_us, time_us, kept={"t": [text]})
        )

    def _interval(self, place: int) -> list[str] | None:
        """Take in an interval; an empty one is answered, for it marks that there is nothing."""
        start, end = self.source.number(), self.source.number()
        onset, offset = self._time(start), self._time(end)
        label = self.source.string()
        self.intervals += 1
        if not label.strip():
            return [start, end, label]
        kept = {"t": [start, end]}
        if offset < onset:
            self.problems.add(
                "intervals that end before they start",
                f"{self.source.place()}: the interval ends before it starts; it was taken as started and never ended.",
            )
            self.annotations.append(ForeignAnnotation(place, label, onset, None, kept=kept))
            return None
        self.annotations.append(ForeignAnnotation(place, label, onset, offset, kept=kept))
        return None

    def _time(self, text: str) -> int:
        time_us = time_from(text)
        if time_us is None:
            raise ForeignFileError(
                f"{self.source.place()}: “{shortened(text)}” is no time of a film.",
                "Correct it, or open the file in Praat and save it again.",
            )
        return time_us


def time_from(text: str) -> int | None:
    """Microseconds of a number of Praat's: decimal, fraction or percentage."""
    fraction = _FRACTION.fullmatch(text)
    if fraction is not None:
        if int(fraction[2]) == 0:
            return None
        exact = round(Fraction(int(fraction[1]), int(fraction[2])) * 1_000_000)
        return exact if abs(exact) <= MAX_TIME_US else None
    if text.endswith("%"):
        hundredfold = us_from_text(text[:-1])
        return None if hundredfold is None else round(hundredfold / 100)
    found = us_from_text(text)
    return (
        found
        if found is not None
        else us_from_number(float(text))
        if len(text) < 400 and _NUMBER.fullmatch(text)
        else None
    )
