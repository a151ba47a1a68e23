"""Reading VCode's tables (.txt): a line about the film, a line of tracks, a header, and a row for each event.

Rows stand in the order of their text (0, 119734, 12234 …), so they are put in the order of time. Events without duration
are the onsets of states that last until the next one; here they stay the points that they are in the file (`lasting` makes the stretches).
"""

from __future__ import annotations

import csv
import io
import re

from vig_annotator.errors import ForeignFileError
from vig_annotator.exchange.document import (
    Counts,
    Document,
    ForeignAnnotation,
    MediaLink,
    Observation,
    Role,
    Tier,
)
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIME_US
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.text import decode, shortened, with_plain_line_ends

_ABOUT = re.compile(r"\s*Offset:\s*(-?\d{1,12})\s*,\s*Movie:\s*(.*?)\s*(?:,\s*DataFile:.*)?")
_TRACKS = re.compile(r"\s*Tracks:\s*(.*)")
_HEADER = ["time", "duration", "trackname", "comment"]
_NOTHING = "(null)"
_HALF = 1 << 63


def begins_like_vcode(text: str) -> bool:
    """Whether a text begins with VCode's two lines."""
    lines = with_plain_line_ends(text[:20_000]).split("\n", 2)
    return len(lines) > 2 and bool(_ABOUT.fullmatch(lines[0])) and bool(_TRACKS.fullmatch(lines[1]))


def read_vcode(raw: bytes, name: str) -> Document:
    """The document in a table of VCode's.

    Raises:
        ForeignFileError: it is no such table, or a row makes no sense; the sentence names the line.
    """
    lines = with_plain_line_ends(decode(raw)[0]).split("\n")
    about = _ABOUT.fullmatch(lines[0])
    tracks = _TRACKS.fullmatch(lines[1]) if len(lines) > 1 else None
    if about is None or tracks is None:
        raise ForeignFileError(
            "Line 1: a table of VCode’s begins with Offset and Movie.", "Check that it is the right file."
        )
    header = lines[2].lower().replace(" ", "").split(",") if len(lines) > 2 else []
    if header[:3] != _HEADER[:3]:
        raise ForeignFileError(
            "Line 3: the columns Time, Duration, TrackName are missing.", "Export the table again from VCode."
        )
    names = list(dict.fromkeys(part.strip() for part in tracks[1].split(",") if part.strip()))
    problems = Problems()
    found: list[tuple[int, int, str, str]] = []
    rows = csv.reader(io.StringIO("\n".join(lines[3:]).replace("\x00", "")))
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                found.append(_row(cells, rows.line_num + 3))
                if len(found) > MAX_ANNOTATIONS:
                    raise ForeignFileError(
                        "The table has too many rows.", f"{MAX_ANNOTATIONS:,} are the most."
                    )
    except csv.Error as error:
        raise ForeignFileError(
            f"Line {rows.line_num + 3}: the table can't be read.", "Export it again."
        ) from error
    found.sort(key=lambda row: row[0])
    for _, _, track, _ in found:
        if track not in names:
            names.append(track)
            problems.add("tracks", f"The track “{shortened(track)}” is not in the list of tracks.")
    places = {track: place for place, track in enumerate(names)}
    for time, duration, track, _ in found:
        if duration < 0:
            problems.add(
                "events that end before they start",
                f"“{shortened(track)}” at {time // 1000} ms ends before it starts; it was taken as started and never ended.",
            )
    annotations = tuple(
        ForeignAnnotation(places[track], "", time, None if duration < 0 else time + duration, comment)
        for time, duration, track, comment in found
    )
    points = sum(1 for _, duration, _, _ in found if not duration)
    movie = about[2].strip()
    media = (
        (MediaLink(movie, "", int(about[1]) * 1000),)
        if movie and movie not in (_NOTHING, "MoviePathHere")
        else ()
    )
    observation = Observation(name, media, tuple(Tier(track, role=Role.TEXT) for track in names), annotations)
    counts = Counts(len(names), len(found), points, len(found) - points, len(media))
    return Document("vcode", "", (observation,), counts, (), problems.told())


def _row(cells: list[str], line: int) -> tuple[int, int, str, str]:
    padded = [*(cell.strip() for cell in cells), "", "", "", ""]
    time, duration = (_milliseconds(text, line) for text in padded[:2])
    if not padded[2]:
        raise ForeignFileError(f"Line {line}: the track is missing.", "Correct it in VCode.")
    comment = "" if padded[3] == _NOTHING else padded[3]
    return time, duration, padded[2], comment


def _milliseconds(text: str, line: int) -> int:
    value = int(text) if re.fullmatch(r"-?[0-9]{1,20}", text) else None
    if value is not None and value >= _HALF:
        value -= 2 * _HALF  # VCode writes a negative number as what it would be without a sign
    if value is None or abs(value) * 1000 > MAX_TIME_US:
        raise ForeignFileError(
            f"Line {line}: “{shortened(text)}” is no time in milliseconds.", "Correct it in VCode."
        )
    return value * 1000
