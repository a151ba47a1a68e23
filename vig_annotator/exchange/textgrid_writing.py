"""Writing Praat's TextGrids: long text, UTF-8, gaps as empty intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vig_annotator.exchange.document import Document, ForeignAnnotation, Observation, Tier
from vig_annotator.exchange.elan_rows import fresh_id, last_end_us
from vig_annotator.exchange.lanes import lanes_of
from vig_annotator.exchange.seconds import seconds_text
from vig_annotator.exchange.single import only_observation
from vig_annotator.exchange.textgrid_reading import time_from


@dataclass(frozen=True, slots=True)
class _Piece:
    """An interval or a point as it will stand in the file."""

    start_us: int
    end_us: int
    start: str
    end: str
    label: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A tier as it will stand in the file; `xmin` and `xmax` are empty where they are the file's.

    `as_it_was` says that all of it is as it was read: then it keeps the gaps that Praat would not have left.
    """

    name: str
    points: bool
    pieces: list[_Piece]
    gaps: list[_Piece]
    xmin: str = ""
    xmax: str = ""
    as_it_was: bool = False


def write_textgrid(document: Document) -> bytes:
    """The document as a TextGrid.

    Raises:
        ExportError: it holds several sessions.
    """
    observation = only_observation(document, "TextGrid")
    back = document.format == "textgrid"
    rows = _rows(observation, back)
    pieces = [piece for row in rows for piece in (*row.pieces, *row.gaps)]
    start = min([0, *(piece.start_us for piece in pieces)])
    end = max([start + 1, last_end_us(observation), *(piece.end_us for piece in pieces)])
    xmin, xmax = seconds_text(start), seconds_text(end)
    if back:
        kept_min, kept_max = observation.kept["xmin"], observation.kept["xmax"]
        xmin = kept_min if (time_from(kept_min) or 0) <= min([end, *(p.start_us for p in pieces)]) else xmin
        xmax = kept_max if (time_from(kept_max) or 0) >= end else xmax
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        f"xmin = {xmin} ",
        f"xmax = {xmax} ",
        "tiers? <exists> " if rows else "tiers? <absent> ",
    ]
    if rows:
        lines += [f"size = {len(rows)} ", "item []: "]
    for number, row in enumerate(rows, start=1):
        lines.extend(_row_lines(number, row, xmin, xmax))
    return ("\n".join(lines) + "\n").encode("utf-8")


def _rows(observation: Observation, back: bool) -> list[_Row]:
    members: dict[int, list[ForeignAnnotation]] = {}
    for one in observation.annotations:
        if one.onset_us is not None:
            members.setdefault(one.tier, []).append(one)
    last = last_end_us(observation)
    several = len({tier.coder for tier in observation.tiers}) > 1
    taken: set[str] = set()
    rows: list[_Row] = []
    for place, tier in enumerate(observation.tiers):
        kept = back and "class" in tier.kept
        name = tier.name if kept else None
        points_first = kept and tier.kept["class"] == "TextTier"
        own = members.get(place, [])
        points = [one for one in own if one.offset_us == one.onset_us]
        stretches = [one for one in own if one.offset_us != one.onset_us]
        made: list[_Row] = []
        if stretches or (kept and not points_first) or not own:
            gaps = [_gap(*texts) for texts in tier.kept.get("empty", ())] if kept else []
            for lane in _in_lanes(stretches, last) or [[]]:
                title = fresh_id(tier, several, taken) if name is None else name
                made.append(_Row(title, False, [_piece(one, tier, last) for one in lane], gaps))
                gaps = []
        if points or points_first:
            title = fresh_id(tier, several, taken) if name is None else name
            made.append(_Row(title, True, [_piece(one, tier, last) for one in points], []))
        if kept and made:
            untouched = len(made) == 1 and all(isinstance(one.kept, dict) and "t" in one.kept for one in own)
            made[0] = replace(made[0], xmin=tier.kept["xmin"], xmax=tier.kept["xmax"], as_it_was=untouched)
        rows.extend(made)
    return rows


def _in_lanes(stretches: Sequence[ForeignAnnotation], last_us: int) -> list[list[ForeignAnnotation]]:
    lanes = lanes_of(
        (n, one.onset_us or 0, last_us if one.offset_us is None else one.offset_us)
        for n, one in enumerate(stretches)
    )
    rows: list[list[ForeignAnnotation]] = [[] for _ in range(max(lanes.values(), default=-1) + 1)]
    for number, one in enumerate(stretches):
        rows[lanes[number]].append(one)
    return rows


def _piece(one: ForeignAnnotation, tier: Tier, last_us: int) -> _Piece:
    start = one.onset_us or 0
    end = max(last_us, start + 1) if one.offset_us is None else one.offset_us
    texts = (
        one.kept["t"]
        if isinstance(one.kept, dict) and "t" in one.kept
        else [seconds_text(start), seconds_text(end)]
    )
    if one.offset_us is None:
        texts = [texts[0], seconds_text(end)]
    return _Piece(
        start, end, texts[0], texts[-1], one.value or ("" if one.offset_us == one.onset_us else tier.name)
    )


def _gap(start: str, end: str, label: str) -> _Piece:
    return _Piece(time_from(start) or 0, time_from(end) or 0, start, end, label)


def _filled(row: _Row, xmin: str, xmax: str) -> list[_Piece]:
    """The pieces of an interval tier without a gap: known empty intervals where they still fit, others between."""
    low, high = time_from(xmin) or 0, time_from(xmax) or 0
    pieces = [*row.pieces, *(gap for gap in row.gaps if not _covered(gap, row.pieces))]
    if row.as_it_was:
        return sorted(pieces, key=lambda one: (one.start_us, one.end_us))
    filled: list[_Piece] = []
    at, at_text = low, xmin
    for piece in sorted(pieces, key=lambda one: (one.start_us, one.end_us)):
        if piece.start_us > at:
            filled.append(_Piece(at, piece.start_us, at_text, piece.start, ""))
        filled.append(piece)
        at, at_text = piece.end_us, piece.end
    if at < high or not filled:
        filled.append(_Piece(at, high, at_text, xmax, ""))
    return filled


def _covered(gap: _Piece, pieces: Sequence[_Piece]) -> bool:
    return any(one.start_us < gap.end_us and gap.start_us < one.end_us for one in pieces)


def _row_lines(number: int, row: _Row, file_min: str, file_max: str) -> list[str]:
    xmin = row.xmin if _within(row.xmin, [p.start_us for p in row.pieces], low=True) else file_min
    xmax = row.xmax if _within(row.xmax, [p.end_us for p in row.pieces], low=False) else file_max
    kind = "TextTier" if row.points else "IntervalTier"
    lines = [
        f"    item [{number}]:",
        f'        class = "{kind}" ',
        f"        name = {_quoted(row.name)} ",
        f"        xmin = {xmin} ",
        f"        xmax = {xmax} ",
    ]
    if row.points:
        pieces = sorted(row.pieces, key=lambda one: one.start_us)
        lines.append(f"        points: size = {len(pieces)} ")
        for place, piece in enumerate(pieces, start=1):
            lines += [
                f"        points [{place}]:",
                f"            number = {piece.start} ",
                f"            mark = {_quoted(piece.label)} ",
            ]
        return lines
    filled = _filled(row, xmin, xmax)
    lines.append(f"        intervals: size = {len(filled)} ")
    for place, piece in enumerate(filled, start=1):
        lines += [
            f"        intervals [{place}]:",
            f"            xmin = {piece.start} ",
            f"            xmax = {piece.end} ",
            f"            text = {_quoted(piece.label)} ",
        ]
    return lines


def _within(text: str, times: Sequence[int], low: bool) -> bool:
    edge = time_from(text) if text else None
    if edge is None:
        return False
    return edge <= min(times, default=edge) if low else edge >= max(times, default=edge)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\x00", "") + '"'


def textgrid_losses(document: Document) -> list[str]:
    """What a TextGrid can't hold, whatever one chooses to stand for it."""
    if document.format == "textgrid" or len(document.observations) != 1:
        return []
    observation = document.observations[0]
    losses = []
    if any(tier.subject or tier.coder for tier in observation.tiers):
        losses.append("Subjects and coders are only part of the tiers’ names.")
    if observation.media:
        losses.append("The films are not named.")
    if document.codes:
        losses.append("The codebook is left out.")
    return losses
