"""What each format can't hold of a document, and what may stand for it: counted before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vig_annotator.errors import UsageError
from vig_annotator.exchange.document import Document, ForeignAnnotation, Observation
from vig_annotator.exchange.lanes import OPEN_END, lanes_of


class Loss(StrEnum):
    """A kind of thing that some formats have no place for."""

    POINTS = "points"
    FINE_TIMES = "fine-times"
    NEGATIVE_TIMES = "negative-times"
    RUNNING = "running"
    OVERLAPS = "overlaps"
    MODIFIERS = "modifiers"
    NOTES = "notes"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Substitute:
    """What may be written instead.

    Attributes:
        id: as the command line names it.
        words: as a list offers it.
        then: what a sentence says happens.
    """

    id: str
    words: str
    then: str


LEAVE_OUT = Substitute("leave-out", "Leave out", "left out")
MILLISECOND = Substitute(
    "millisecond", "One millisecond long", "written one millisecond long, on tiers of the type “vig point”"
)
FRAME = Substitute("frame", "One frame long", "written one frame long")
SECOND = Substitute("second", "Shown for one second", "shown for one second")
ROUND = Substitute("round", "Round to the millisecond", "rounded to the millisecond")
ROUND_AND_NOTE = Substitute(
    "round-and-note", "Round, exact time in the note", "rounded; the exact times are in the notes"
)
MOVE = Substitute("move-to-zero", "Move to zero", "moved to zero")
TO_END = Substitute("to-end", "Up to the end", "written up to the end")
NO_END = Substitute("no-end", "Without an end", "written with the end 00:00:00:000")
FURTHER_TIERS = Substitute("further-tiers", "On further tiers", "written on further tiers")
FURTHER_CODES = Substitute("further-codes", "As a code of their own", "written as codes such as “Smile [2]”")
CHILD_TIERS = Substitute("child-tiers", "On tiers below", "written on tiers of their own below")
IN_NAME = Substitute("in-name", "Part of the code’s name", "written as part of the code’s name")
IN_NOTE = Substitute("in-note", "In the note", "written into the note")
AS_TEXT = Substitute("as-text", "Below the text", "written below the text")

_TIMES = {Loss.FINE_TIMES: (ROUND, ROUND_AND_NOTE), Loss.NEGATIVE_TIMES: (MOVE, LEAVE_OUT)}
_ELAN = {
    Loss.POINTS: (MILLISECOND, FRAME, LEAVE_OUT),
    **_TIMES,
    Loss.RUNNING: (TO_END, LEAVE_OUT),
    Loss.OVERLAPS: (FURTHER_TIERS, LEAVE_OUT),
    Loss.MODIFIERS: (CHILD_TIERS, IN_NOTE, LEAVE_OUT),
    Loss.NOTES: (CHILD_TIERS, LEAVE_OUT),
    Loss.LINKS: (LEAVE_OUT, IN_NOTE),
}
_SUBTITLES = {
    Loss.POINTS: (SECOND, FRAME, LEAVE_OUT),
    **_TIMES,
    Loss.RUNNING: (TO_END, LEAVE_OUT),
    Loss.MODIFIERS: (AS_TEXT, LEAVE_OUT),
    Loss.NOTES: (AS_TEXT, LEAVE_OUT),
    Loss.LINKS: (LEAVE_OUT, IN_NOTE),
}
_TABLE = {Loss.LINKS: (LEAVE_OUT, IN_NOTE)}

SUBSTITUTES: Mapping[str, Mapping[Loss, tuple[Substitute, ...]]] = {
    "eaf": _ELAN,
    "etf": {},
    "boris": {
        Loss.FINE_TIMES: (ROUND, ROUND_AND_NOTE),
        Loss.OVERLAPS: (FURTHER_CODES, LEAVE_OUT),
        Loss.LINKS: (LEAVE_OUT, IN_NOTE),
    },
    "opf": {**_TIMES, Loss.RUNNING: (NO_END, TO_END, LEAVE_OUT), Loss.LINKS: (LEAVE_OUT, IN_NOTE)},
    "textgrid": {
        Loss.RUNNING: (TO_END, LEAVE_OUT),
        Loss.OVERLAPS: (FURTHER_TIERS, LEAVE_OUT),
        Loss.MODIFIERS: (LEAVE_OUT, IN_NAME),
        Loss.NOTES: (LEAVE_OUT, IN_NAME),
        Loss.LINKS: (LEAVE_OUT,),
    },
    "webvtt": _SUBTITLES,
    "srt": _SUBTITLES,
    "gseq": {
        Loss.FINE_TIMES: (ROUND,),
        Loss.NEGATIVE_TIMES: (MOVE, LEAVE_OUT),
        Loss.RUNNING: (TO_END, LEAVE_OUT),
        Loss.MODIFIERS: (IN_NAME, LEAVE_OUT),
        Loss.NOTES: (LEAVE_OUT,),
        Loss.LINKS: (LEAVE_OUT,),
    },
    "otio": {Loss.RUNNING: (TO_END, LEAVE_OUT), Loss.LINKS: (LEAVE_OUT, IN_NOTE)},
    "csv": _TABLE,
    "tsv": _TABLE,
    "xlsx": _TABLE,
    "parquet": _TABLE,
}
"""For each format that is written what it can't hold, and what may stand for it: the usual one first."""

Chosen = Mapping[Loss, Substitute]
"""What somebody chose to stand for what is lost; the usual one stands for the others."""

_SUBJECTS: Mapping[Loss, tuple[str, str]] = {
    Loss.POINTS: ("instant has no length, which this format can’t hold; it is", "instants have no length, which this format can’t hold; they are"),
    Loss.FINE_TIMES: ("annotation has a time finer than a millisecond; it is", "annotations have times finer than a millisecond; they are"),
    Loss.NEGATIVE_TIMES: ("annotation begins before the clock’s zero and is", "annotations begin before the clock’s zero and are"),
    Loss.RUNNING: ("state was never ended and is", "states were never ended and are"),
    Loss.OVERLAPS: ("stretch overlaps another of its tier and is", "stretches overlap others of their tier and are"),
    Loss.MODIFIERS: ("annotation has modifiers; they are", "annotations have modifiers; they are"),
    Loss.NOTES: ("annotation has a note; it is", "annotations have notes; they are"),
    Loss.LINKS: ("link between what answers what is", "links between what answers what are"),
}  # fmt: skip

TITLES: Mapping[Loss, str] = {
    Loss.POINTS: "Instants",
    Loss.FINE_TIMES: "Times finer than a millisecond",
    Loss.NEGATIVE_TIMES: "Before the film begins",
    Loss.RUNNING: "States without an end",
    Loss.OVERLAPS: "Overlaps",
    Loss.MODIFIERS: "Modifiers",
    Loss.NOTES: "Notes",
    Loss.LINKS: "Links",
}
"""What a list calls each kind."""


@dataclass(frozen=True, slots=True)
class FoundLoss:
    """Something that a format can't hold of a document.

    Attributes:
        sentence: what is lost, and what stands for it.
        loss: of which kind; None for what has no choice.
        count: how many are touched.
        offered: what may stand for it; the usual one first.
        chosen: what will.
    """

    sentence: str
    loss: Loss | None = None
    count: int = 0
    offered: tuple[Substitute, ...] = ()
    chosen: Substitute | None = None


def chosen_from(form_id: str, words: Mapping[str, str]) -> dict[Loss, Substitute]:
    """The substitutes that somebody named, by kind: ``{"points": "frame"}``.

    Raises:
        UsageError: the format can hold that, or there is no such substitute; the sentence lists those there are.
    """
    offered = SUBSTITUTES.get(form_id, {})
    found: dict[Loss, Substitute] = {}
    for kind, wanted in words.items():
        if kind not in set(Loss) or Loss(kind) not in offered:
            names = ", ".join(offered) or "nothing"
            raise UsageError(
                f"“{kind}” is nothing that {form_id} needs a substitute for.", f"It needs one for: {names}."
            )
        choices = {one.id: one for one in offered[Loss(kind)]}
        if wanted not in choices:
            raise UsageError(
                f"“{wanted}” can’t stand for {kind} in {form_id}.", f"Choose one of: {', '.join(choices)}."
            )
        found[Loss(kind)] = choices[wanted]
    return found


def find_losses(document: Document, form_id: str, chosen: Chosen) -> tuple[FoundLoss, ...]:
    """What a format can't hold of a document, with what stands for it; only kinds that occur."""
    found = []
    for loss, offered in SUBSTITUTES.get(form_id, {}).items():
        count = _COUNTERS[loss](document, form_id)
        if count:
            stands = chosen.get(loss, offered[0])
            what = _SUBJECTS[loss][0 if count == 1 else 1]
            found.append(FoundLoss(f"{count:,} {what} {stands.then}.", loss, count, offered, stands))
    return tuple(found)


def texts_that(document: Document, test: Callable[[str], bool]) -> int:
    """How many texts, notes and choices of a document are so."""
    return sum(
        test(text)
        for observation in document.observations
        for one in observation.annotations
        for text in (one.value, one.note, *(choice for _, chosen in one.modifiers for choice in chosen))
    )


def unheld_characters(document: Document, held: Callable[[str], str], what: str) -> list[str]:
    """The sentence for texts of which a format holds only a part of the characters; none where it holds all.

    Args:
        document: what is written.
        held: the text that the format can hold, of a text.
        what: what can't hold it, as the sentence calls it.
    """
    count = texts_that(document, lambda text: held(text) != text)
    if not count:
        return []
    who = "1 text holds" if count == 1 else f"{count:,} texts hold"
    return [f"{who} control characters, which {what} can’t hold; they are left out."]


def is_of_form(document: Document, form_id: str) -> bool:
    """Whether a document came from a file of that format, so that what was in it goes back as it was."""
    pairs = ({"eaf", "etf"}, {"webvtt", "srt"})
    return document.format == form_id or any({document.format, form_id} <= pair for pair in pairs)


def is_new(document: Document, form_id: str, one: ForeignAnnotation) -> bool:
    """Whether an annotation is written anew, not put back as the file had it."""
    return one.onset_us is not None and (not is_of_form(document, form_id) or one.kept is None)


def overlapping(observation: Observation) -> set[int]:
    """The numbers of the annotations that lie on an earlier one of their tier, or were moved to a further one for it."""
    spans: dict[int, list[tuple[int, int, int]]] = {}
    found: set[int] = set()
    for number, one in enumerate(observation.annotations):
        if one.onset_us is None or one.offset_us == one.onset_us:
            continue
        if observation.tiers[one.tier].kept.get("lane"):
            found.add(number)
            continue
        end = OPEN_END if one.offset_us is None else one.offset_us
        spans.setdefault(one.tier, []).append((number, one.onset_us, end))
    for members in spans.values():
        found |= {number for number, lane in lanes_of(members).items() if lane}
    return found


def _counted(test: Callable[[ForeignAnnotation], bool]) -> Callable[[Document, str], int]:
    def count(document: Document, form_id: str) -> int:
        return sum(
            is_new(document, form_id, one) and test(one)
            for observation in document.observations
            for one in observation.annotations
        )

    return count


def is_fine(one: ForeignAnnotation) -> bool:
    """Whether a time of it is none of whole milliseconds."""
    return bool((one.onset_us or 0) % 1000 or (one.offset_us or 0) % 1000)


def _overlaps(document: Document, form_id: str) -> int:
    return sum(
        is_new(document, form_id, observation.annotations[number])
        for observation in document.observations
        for number in overlapping(observation)
    )


def _links(document: Document, _form_id: str) -> int:
    return sum(len(observation.links) for observation in document.observations)


_COUNTERS: Mapping[Loss, Callable[[Document, str], int]] = {
    Loss.POINTS: _counted(lambda one: one.offset_us == one.onset_us),
    Loss.FINE_TIMES: _counted(is_fine),
    Loss.NEGATIVE_TIMES: _counted(lambda one: (one.onset_us or 0) < 0),
    Loss.RUNNING: _counted(lambda one: one.offset_us is None),
    Loss.OVERLAPS: _overlaps,
    Loss.MODIFIERS: _counted(lambda one: bool(one.modifiers)),
    Loss.NOTES: _counted(lambda one: bool(one.note)),
    Loss.LINKS: _links,
}
