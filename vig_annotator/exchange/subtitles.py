"""Subtitles: WebVTT as the W3C parses it, and SRT as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import Counts, Document, ForeignAnnotation, Observation, Tier
from vig_annotator.exchange.elan_rows import last_end_us
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIME_US
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.seconds import clock_text
from vig_annotator.exchange.single import only_observation
from vig_annotator.exchange.text import decode, shortened, with_plain_line_ends

POINT_SHOWN_US = 1_000_000
"""How long a point is shown."""

_TIER = "captions"
_SRT_TIMES = re.compile(
    r"\s*(-?\d{1,5}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*--+>\s*(-?\d{1,5}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})(.*)"
)
_VTT_STAMP = re.compile(r"\s*(?:(\d+):)?(\d+):(\d+)\.(\d+)")


@dataclass(slots=True)
class _Captions:
    """Collects the cues of a file."""

    form: str
    name: str
    cues: list[ForeignAnnotation] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    def add(self, line: int, times: tuple[int, int], text: str, kept: dict[str, Any]) -> None:
        if len(self.cues) >= MAX_ANNOTATIONS:
            raise ForeignFileError("The file holds too many captions.", f"{MAX_ANNOTATIONS:,} are the most.")
        onset, offset = times
        if max(onset, offset) > MAX_TIME_US:
            raise ForeignFileError(f"Line {line}: the time is beyond any film.", "Correct it.")
        end: int | None = offset
        if offset < onset:
            self.problems.add(
                "captions that end before they start",
                f"Line {line}: the caption ends before it starts; it was taken as started and never ended.",
            )
            end = None
            kept = {**kept, "end": offset}
        self.cues.append(ForeignAnnotation(0, text, onset, end, kept=kept))

    def document(self, kept: dict[str, Any]) -> Document:
        points = sum(one.onset_us == one.offset_us for one in self.cues)
        counts = Counts(1, len(self.cues), points, len(self.cues) - points, 0)
        tiers = (Tier(_TIER),)
        observation = Observation(self.name, (), tiers, tuple(self.cues))
        return Document(self.form, "", (observation,), counts, (), self.problems.told(), "", kept)


def read_webvtt(raw: bytes, name: str) -> Document:
    """The document in a WebVTT file.

    Raises:
        ForeignFileError: it does not begin with WEBVTT, or a time is beyond any film.
    """
    lines = with_plain_line_ends(decode(raw)[0].lstrip("\ufeff")).replace("\x00", "\ufffd").split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise ForeignFileError(
            "Line 1: a WebVTT file begins with WEBVTT.", "Check that it is the right file."
        )
    captions = _Captions("webvtt", name)
    header, at = [lines[0]], 1
    while at < len(lines) and lines[at] and "-->" not in lines[at]:
        header.append(lines[at])
        at += 1
    blocks: list[tuple[int, str]] = []
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        at = _block(lines, at, captions, blocks)
    return captions.document({"header": "\n".join(header), "blocks": blocks})


def _block(lines: list[str], at: int, captions: _Captions, blocks: list[tuple[int, str]]) -> int:
    """Read one block; answers the line behind it. It ends at an empty line, or where another cue's times stand."""
    start = at
    identifier = ""
    if "-->" not in lines[at] and at + 1 < len(lines) and "-->" in lines[at + 1]:
        identifier = lines[at]
        at += 1
    is_cue = "-->" in lines[at]
    head = at
    at += 1
    while at < len(lines) and lines[at] and "-->" not in lines[at]:
        at += 1
    if not is_cue:
        text = "\n".join(lines[start:at])
        blocks.append((len(captions.cues), text))
        if not re.match(r"(NOTE|STYLE|REGION)(?:\s|$)", text):
            captions.problems.add(
                "blocks without times",
                f"Line {start + 1}: “{shortened(text, 30)}” has no times and was left out.",
            )
        return at
    times = _vtt_times(lines[head])
    if times is None:
        captions.problems.add(
            "captions with wrong times",
            f"Line {head + 1}: “{shortened(lines[head], 40)}” are no times; the caption was left out.",
        )
        return at
    onset, offset, settings = times
    captions.add(
        head + 1, (onset, offset), "\n".join(lines[head + 1 : at]), {"id": identifier, "settings": settings}
    )
    return at


def _vtt_times(line: str) -> tuple[int, int, str] | None:
    first, _, rest = line.partition("-->")
    start = _vtt_stamp(first.rstrip(" \t\f"))
    match = _VTT_STAMP.match(rest)
    end = _vtt_stamp(match[0]) if match else None
    if start is None or end is None or match is None:
        return None
    return start, end, rest[match.end() :].strip()


def _vtt_stamp(text: str) -> int | None:
    """The W3C's rule: a first part that is not two digits, or above 59, is hours, and then minutes and seconds must follow."""
    match = _VTT_STAMP.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if hours is None and (len(minutes) != 2 or int(minutes) > 59):
        return None
    if len(minutes) != 2 or len(seconds) != 2 or len(fraction) != 3 or len(hours or "") > 9:
        return None
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1_000_000 + int(fraction) * 1000


def read_srt(raw: bytes, name: str) -> Document:
    """The document in an SRT file; numbers before the times may be missing, and a point may stand for the comma.

    Raises:
        ForeignFileError: a time is beyond any film, or there are no captions at all.
    """
    lines = with_plain_line_ends(decode(raw)[0].lstrip("\ufeff")).split("\n")
    captions = _Captions("srt", name)
    at = 0
    while at < len(lines):
        match = _SRT_TIMES.fullmatch(lines[at])
        if match is None:
            _note_stray(lines, at, captions)
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].strip() and not _SRT_TIMES.fullmatch(lines[end]):
            end += 1
        text = lines[at + 1 : end]
        if end < len(lines) and _SRT_TIMES.fullmatch(lines[end]) and text and text[-1].strip().isdigit():
            text = text[:-1]  # the number of the next caption, without an empty line before it
        fields = match.groups()
        captions.add(
            at + 1,
            (_srt_time(fields[:4]), _srt_time(fields[4:8])),
            "\n".join(text),
            {"tail": fields[8].strip()},
        )
        at = end
    if not captions.cues:
        raise ForeignFileError(
            "There is no caption with times in the file.", "Check that it is the right file."
        )
    return captions.document({})


def _note_stray(lines: list[str], at: int, captions: _Captions) -> None:
    text = lines[at].strip()
    if not text or text.isdigit():
        return
    if "-->" in text:
        captions.problems.add(
            "captions with wrong times",
            f"Line {at + 1}: “{shortened(text, 40)}” are no times; the caption was left out.",
        )
    else:
        captions.problems.add(
            "texts without times", f"Line {at + 1}: “{shortened(text, 40)}” has no times and was left out."
        )


def _srt_time(fields: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = (field or "0" for field in fields)
    sign = -1 if hours.startswith("-") else 1
    whole = (abs(int(hours)) * 60 + int(minutes)) * 60 + int(seconds)
    return sign * (whole * 1_000_000 + int(fraction.ljust(3, "0")) * 1000)


def write_webvtt(document: Document) -> bytes:
    """The document as WebVTT.

    Raises:
        ExportError: it holds several sessions.
    """
    observation = only_observation(document, "WebVTT")
    back = document.format == "webvtt"
    blocks = [tuple(block) for block in document.kept.get("blocks", ())] if back else []
    parts = [document.kept.get("header", "WEBVTT") if back else "WEBVTT"]
    cues = _cues(document, observation)
    for number, (start, end, text, kept) in enumerate(cues):
        parts.extend(block for place, block in blocks if place == number)
        settings = f" {kept['settings']}" if kept.get("settings") else ""
        times = f"{clock_text(start, '.')} --> {clock_text(end, '.')}{settings}"
        lines = [kept["id"]] if kept.get("id") else []
        parts.append("\n".join([*lines, times, *([text] if text else [])]))
    parts.extend(block for place, block in blocks if place >= len(cues))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def write_srt(document: Document) -> bytes:
    """The document as SRT, UTF-8.

    Raises:
        ExportError: it holds several sessions.
    """
    observation = only_observation(document, "SRT")
    parts = []
    for number, (start, end, text, kept) in enumerate(_cues(document, observation), start=1):
        tail = f" {kept['tail']}" if kept.get("tail") else ""
        parts.append(f"{number}\n{clock_text(start, ',')} --> {clock_text(end, ',')}{tail}\n{text}\n")
    return "\n".join(parts).encode("utf-8")


def _cues(document: Document, observation: Observation) -> list[tuple[int, int, str, dict[str, Any]]]:
    """Start, end, text and what is kept of each caption, in the order of time (or of the file that they came from)."""
    own = document.format in ("webvtt", "srt")
    last = last_end_us(observation)
    cues = []
    for one in observation.annotations:
        if one.onset_us is None:
            continue
        kept = one.kept if own and isinstance(one.kept, dict) else {}
        end = kept.get("end", last) if one.offset_us is None else one.offset_us
        is_point = one.offset_us == one.onset_us
        if is_point and not kept:
            end = one.onset_us + (document.point_us or POINT_SHOWN_US)
        text = one.value if own and one.kept is not None else _caption(observation.tiers[one.tier], one)
        cues.append((one.onset_us, end, _safe(text), kept))
    return cues if own and all(kept for *_, kept in cues) else sorted(cues, key=lambda cue: cue[:2])


def _caption(tier: Tier, one: ForeignAnnotation) -> str:
    """``Parent: Warm voice (strong)``, and the note on a line of its own."""
    what = one.value or tier.name
    subject = f"{tier.subject}: " if tier.subject else ""
    chosen = ", ".join(choice for _, choices in one.modifiers for choice in choices)
    line = f"{subject}{what}" + (f" ({chosen})" if chosen else "")
    return "\n".join(text for text in (line, one.note) if text)


def _safe(text: str) -> str:
    """A text that does not end its caption: no empty line, no arrow."""
    plain = with_plain_line_ends(text)
    lines = [line for line in plain.split("\n") if line.strip()] if "\n" in plain else [plain]
    return "\n".join(lines).replace("-->", "→")


def subtitle_losses(document: Document) -> list[str]:
    """What subtitles can't hold, whatever one chooses to stand for it."""
    if document.format in ("webvtt", "srt"):
        return []
    return ["Subtitles are for reading: codes and subjects become one text, coders and films are left out."]
