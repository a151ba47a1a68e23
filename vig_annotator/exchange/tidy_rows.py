"""Tables with one row for each annotation: from rows to a document. CSV, TSV, XLSX and Parquet differ only before this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

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
from vig_annotator.exchange.limits import MAX_ANNOTATIONS, MAX_TIME_US
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.seconds import us_from_clock, us_from_text
from vig_annotator.exchange.text import shortened
from vig_annotator.model.codebook import Kind

COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "code_id": ("code_id", "code", "behavior", "behaviour", "label", "value", "event"),
    "label": ("label", "code_label"),
    "onset_us": ("onset_us",),
    "offset_us": ("offset_us",),
    "onset_s": ("onset_s", "start_s", "start (s)", "onset", "start", "begin", "time_s", "time"),
    "offset_s": ("offset_s", "stop_s", "end_s", "stop (s)", "offset", "stop", "end"),
    "duration_s": ("duration_s", "duration (s)"),
    "subject": ("subject", "participant"),
    "group": ("group", "behavioral category", "category", "tier"),
    "kind": ("kind", "behavior type", "type"),
    "valence": ("valence",),
    "coder": ("coder", "annotator", "observer"),
    "session": ("session", "observation id", "observation"),
    "session_id": ("session_id",),
    "note": ("note", "comment", "comment start"),
    "modifiers": ("modifiers", "modifier"),
    "film": ("film", "media", "media file name"),
}
"""What the columns that are read may be called, the surest name first; in any case of letters."""


@dataclass(slots=True)
class _Session:
    name: str
    film: str = ""
    tiers: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    annotations: list[ForeignAnnotation] = field(default_factory=list)
    running: dict[tuple[str, ...], int] = field(default_factory=dict)


def columns_of(header: Iterable[str]) -> dict[str, int]:
    """Which column holds what; of two that would do, the surer name."""
    places = {
        name.strip().lstrip("\ufeff").casefold(): place for place, name in reversed(list(enumerate(header)))
    }
    found = {}
    for wanted, names in COLUMN_NAMES.items():
        place = next((places[name] for name in names if name in places), None)
        if place is not None:
            found[wanted] = place
    return found


def is_tidy(header: Iterable[str]) -> bool:
    """Whether a table with these columns holds annotations."""
    columns = columns_of(header)
    return "code_id" in columns and ("onset_us" in columns or "onset_s" in columns)


def document_of_rows(
    form: str, name: str, header: list[str], rows: Iterable[tuple[int, list[str]]]
) -> Document:
    """The document that a table holds.

    Args:
        form: id of the format.
        name: what to call the session where no column tells.
        header: the names of the columns.
        rows: the number of each row in its file, and its cells as text.

    Raises:
        ForeignFileError: a column is missing, or a row makes no sense; the sentence names the row.
    """
    columns = columns_of(header)
    if not is_tidy(header):
        raise ForeignFileError(
            "Line 1: the table needs a column “code” and a column “onset_s” (seconds) or “onset_us”.",
            "See docs/formats.md for the columns that are understood.",
        )
    problems = Problems()
    sessions: dict[str, _Session] = {}
    codes: dict[tuple[str, str], ForeignCode] = {}
    for line, cells in rows:
        row = {
            wanted: cells[place] if wanted == "note" else cells[place].strip()
            for wanted, place in columns.items()
            if place < len(cells)
        }
        if not any(row.values()):
            continue
        _add(row, line, sessions, codes, problems, name)
    return _document(form, sessions, codes, problems)


def _add(
    row: Mapping[str, str],
    line: int,
    sessions: dict[str, _Session],
    codes: dict[tuple[str, str], ForeignCode],
    problems: Problems,
    name: str,
) -> None:
    code_id = row.get("code_id", "")
    label = row.get("label", "") or code_id
    if not label:
        raise ForeignFileError(f"Line {line}: the code is missing.", "Give every row a code.")
    onset = _time(row, "onset", line)
    if onset is None:
        raise ForeignFileError(f"Line {line}: the onset is missing.", "Give every row an onset.")
    subject, group = row.get("subject", ""), row.get("group", "")
    session_name = row.get("session", "") or name
    session = sessions.setdefault(row.get("session_id", "") or session_name, _Session(session_name))
    session.film = session.film or row.get("film", "")
    tier = session.tiers.setdefault(
        (group or label, subject, row.get("coder", ""), group), len(session.tiers)
    )
    codes.setdefault(
        (subject, label),
        ForeignCode(
            label,
            _kind(row.get("kind", "")),
            id=code_id if row.get("label") else "",
            subject=subject,
            group=group,
            valence=row.get("valence", ""),
        ),
    )
    mark = row.get("kind", "").casefold()
    running = label, subject, row.get("coder", ""), row.get("modifiers", "")
    if mark == "stop":
        _end(session, running, onset, line, problems)
        return
    if mark == "start":
        _end_twice(session, running, line, problems)
        session.running[running] = len(session.annotations)
    session.annotations.append(
        ForeignAnnotation(
            tier,
            label,
            onset,
            None if mark == "start" else _offset(row, line, onset, problems),
            note=row.get("note", ""),
            modifiers=modifiers_from_text(row.get("modifiers", "")),
        )
    )
    if len(session.annotations) > MAX_ANNOTATIONS:
        raise ForeignFileError("The table has too many rows.", f"{MAX_ANNOTATIONS:,} are the most.")


def _end(session: _Session, running: tuple[str, ...], time_us: int, line: int, problems: Problems) -> None:
    """A row that says STOP, as BORIS's tables of single marks have them."""
    place = session.running.pop(running, None)
    if place is None or (session.annotations[place].onset_us or 0) > time_us:
        problems.add(
            "stops without a start", f"Line {line}: “{shortened(running[0])}” stops and was not started."
        )
        return
    session.annotations[place] = replace(session.annotations[place], offset_us=time_us)


def _end_twice(session: _Session, running: tuple[str, ...], line: int, problems: Problems) -> None:
    if running in session.running:
        problems.add(
            "starts without a stop",
            f"Line {line}: “{shortened(running[0])}” starts again and was not stopped; the first was taken as never ended.",
        )


def _time(row: Mapping[str, str], edge: str, line: int) -> int | None:
    exact, seconds = row.get(f"{edge}_us", ""), row.get(f"{edge}_s", "")
    text = exact or seconds
    if not text or text.casefold() in ("na", "nan", "none", "null"):
        return None
    if exact and exact.lstrip("-").isascii() and exact.lstrip("-").isdigit() and len(exact) < 20:
        time_us: int | None = int(exact) if abs(int(exact)) <= MAX_TIME_US else None
    else:
        time_us = us_from_clock(text) if ":" in text else us_from_text(text.replace(",", "."))
        if time_us is not None and exact:
            time_us = None if time_us % 1_000_000 else time_us // 1_000_000
    if time_us is None:
        raise ForeignFileError(
            f"Line {line}: “{shortened(text)}” is no time.",
            "Write seconds as 12.345, a clock time as 0:01:02.500, or whole microseconds in a column onset_us.",
        )
    return time_us


def _offset(row: Mapping[str, str], line: int, onset: int, problems: Problems) -> int | None:
    offset = _time(row, "offset", line)
    if offset is None:
        duration = us_from_text(row.get("duration_s", ""))
        if duration is not None and duration >= 0:
            return onset + duration
        return None if _kind(row.get("kind", "")) is Kind.STATE else onset
    if offset < onset:
        problems.add(
            "rows that end before they start",
            f"Line {line}: it ends before it starts; it was taken as started and never ended.",
        )
        return None
    return offset


def _kind(text: str) -> Kind | None:
    word = text.casefold()
    if word.startswith(("state", "start", "stop")):
        return Kind.STATE
    return Kind.POINT if word.startswith("point") else None


def modifiers_from_text(text: str) -> Modifiers:
    """``strength=strong; hands=left|right`` as choices; a text of another form is one choice of “modifiers”."""
    if not text or text.casefold() in ("na", "nan", "none"):
        return ()
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if all("=" in part for part in parts):
        pairs = (part.split("=", 1) for part in parts)
        return tuple((name.strip(), tuple(chosen.split("|"))) for name, chosen in pairs)
    return (("modifiers", (text,)),)


def modifiers_as_text(modifiers: Modifiers) -> str:
    """The choices as ``strength=strong; hands=left|right``."""
    return "; ".join(f"{name}={'|'.join(chosen)}" for name, chosen in sorted(modifiers))


def _document(
    form: str,
    sessions: Mapping[str, _Session],
    codes: Mapping[tuple[str, str], ForeignCode],
    problems: Problems,
) -> Document:
    observations = tuple(_observations(sessions.values()))
    everything = [one for observation in observations for one in observation.annotations]
    points = sum(one.offset_us == one.onset_us for one in everything)
    counts = Counts(
        tiers=sum(len(observation.tiers) for observation in observations),
        annotations=len(everything),
        points=points,
        intervals=len(everything) - points,
        media=sum(len(observation.media) for observation in observations),
    )
    return Document(form, "", observations, counts, tuple(codes.values()), problems.told())


def _observations(sessions: Iterable[_Session]) -> Iterator[Observation]:
    for session in sessions:
        tiers = tuple(Tier(name, subject, coder, Role.VALUES) for name, subject, coder, _ in session.tiers)
        media = (MediaLink(session.film),) if session.film else ()
        yield Observation(session.name, media, tiers, tuple(session.annotations))
