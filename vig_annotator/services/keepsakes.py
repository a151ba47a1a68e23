"""The keepsake sheet: the chosen stills of a reel with their captions and what the family hopes for, to hang on a fridge.

It is always something to take home, whatever its reel is for: no concern, no name of a code, no figure, no code of the family; and
everybody filmed must have agreed to the shared review (who may be shown in still pictures only may be on it). There is no exception.
How it looks is the painter's (`SheetPainter`; the window's is `gui/making/keepsake_pages.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from vig_annotator.errors import RuleViolation, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.model import reel_checks
from vig_annotator.model.clip_look import Join
from vig_annotator.model.consent import Purpose
from vig_annotator.model.family import Family
from vig_annotator.model.plan import PlanKind
from vig_annotator.model.reel import Audience, Reel, ReelClip
from vig_annotator.model.session import Session
from vig_annotator.reels.texts import TextPainter
from vig_annotator.reels.whole_file import checked, whole_file, write_trouble
from vig_annotator.services import consent, family_plan, reel_building, reel_checking
from vig_annotator.services.reel_files import clip_groups, grouped, sources_of, stills_of
from vig_annotator.services.reel_guarding import shown_by
from vig_annotator.services.reel_order import ReelOrder, order_preview
from vig_annotator.services.workspace import Workspace

USUAL_HEADING = "Our moments together"
_WORKING_TITLE = "For the shared review"
_MOST_GOALS = 3

T = TypeVar("T")


class Paper(StrEnum):
    """What a sheet is printed on."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What stands with a picture; both may be empty.

    Attributes:
        caption: the parent's own words, or what is to be seen.
        baby_says: what the baby might be saying.
    """

    caption: str
    baby_says: str = ""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """All words of a sheet.

    Attributes:
        heading: above everything.
        hope: the parent's own, as they said it; empty for none.
        goals: of the family's plan, and whether each was reached.
        pictures: in order.
    """

    heading: str
    hope: str
    goals: tuple[tuple[str, bool], ...]
    pictures: tuple[PictureWords, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """A sheet that can be laid out.

    Attributes:
        pictures: RGB, as many as there are words for.
    """

    words: SheetWords
    pictures: tuple[NDArray[np.uint8], ...]
    paper: Paper


class SheetPainter(Protocol):
    """Lays a sheet out; may be asked from any thread."""

    def paint(self, sheet: Sheet) -> bytes:
        """The sheet as a PDF, on as many pages as it needs."""


def words_of(
    ws: Workspace,
    reel_id: str,
    heading: str | None = None,
    *,
    with_hope: bool = True,
    left_out: Collection[int] = (),
) -> SheetWords:
    """The words of a reel's keepsake sheet.

    Args:
        ws: the open library.
        reel_id: which reel.
        heading: above everything; None for what `usual_heading` says.
        with_hope: whether the family's hope and goals stand on it.
        left_out: pictures that are not on it, by their place, from 0.

    Raises:
        NotFound: there is no such reel.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
    """
    reel = ws.get(Reel, reel_id)
    family = ws.get(Family, reel.family_id)
    goals = [one for one in family_plan.items_of(ws, family.id) if one.kind is PlanKind.GOAL]
    pictures = [
        PictureWords(
            _together(clip.caption for clip in clips), _together(clip.look.baby_says for clip in clips)
        )
        for clips in _kept(clip_groups(order_preview(ws, reel_id)), left_out)
    ]
    return SheetWords(
        usual_heading(ws, reel_id) if heading is None else heading.strip(),
        family.goal.strip('“”" ') if with_hope else "",
        tuple((one.text, bool(one.done_on)) for one in goals[:_MOST_GOALS]) if with_hope else (),
        tuple(pictures),
    )


def usual_heading(ws: Workspace, reel_id: str) -> str:
    """What stands above everything unless somebody says otherwise: the reel's title, if it is one for a family's eyes."""
    reel = ws.get(Reel, reel_id)
    title = without_code(reel.title, ws.get(Family, reel.family_id).pseudonym)
    return USUAL_HEADING if not title or title.startswith(_WORKING_TITLE) else title


def without_code(text: str, pseudonym: str) -> str:
    """A text without the code of a family."""
    left = re.sub(re.escape(pseudonym), " ", text, flags=re.IGNORECASE) if pseudonym else text
    return re.sub(r"\s+", " ", left).strip(" -–,:·")


def require_sheet(
    ws: Workspace, reel_id: str, words: SheetWords | None = None, left_out: Collection[int] = ()
) -> None:
    """To be asked before a sheet is made.

    Args:
        ws: the open library.
        reel_id: of which reel.
        words: that will stand on it; None for the usual ones.
        left_out: pictures that are not on it, by their place: whoever is only in them is not asked.

    Raises:
        UsageError: no picture is left.
        ConsentNeeded: somebody filmed has not agreed to the shared review, or a condition is not met.
        RuleViolation: it would show a concern or another family, or words that are not for a family's eyes.
        NotFound, UsageError, MediaMissing: as `words_of`.
    """
    reel, every = ws.get(Reel, reel_id), reel_building.clips_of(ws, reel_id)
    clips = clips_left(every, left_out)
    if every and not clips:
        raise UsageError("No picture is left for the sheet.", "Tick at least one.")
    if any(ws.get(Session, clip.session_id).family_id != reel.family_id for clip in clips):
        raise RuleViolation(
            "A keepsake shows one family only, and this reel shows several.",
            "Make a reel for the family first.",
        )
    reel_building.require_showable(ws, reel_id, Audience.TAKE_HOME, {clip.id for clip in clips})
    what = f"The keepsake sheet of “{reel.title}” can’t be made"
    shown = zip(every, shown_by(reel, every, moving=False), strict=True)  # all, so that each keeps its number
    seen = [one for clip, one in shown if clip in clips]
    consent.require(ws, Purpose.SHARED_REVIEW, seen, what)
    labels = [clip.look.label for clip in clips]  # they are drawn into the pictures
    _require_words(ws, reel, words or words_of(ws, reel_id, left_out=left_out), labels)


def clips_left(clips: Sequence[ReelClip], left_out: Collection[int]) -> list[ReelClip]:
    """The clips whose pictures are on a sheet."""
    return [clip for group in _kept(grouped(clips), left_out) for clip in group]


def without_pictures(order: ReelOrder, left_out: Collection[int]) -> ReelOrder:
    """A reel without the clips of some of its pictures, by their place, from 0."""
    kept = _kept(clip_groups(order), left_out)
    return replace(order, clips=tuple(clip for group in kept for clip in group)) if left_out else order


def bare(order: ReelOrder) -> ReelOrder:
    """A reel's clips without words on them and without cards: on paper, the words stand beside the pictures."""
    clips = tuple(
        replace(
            clip,
            caption="",
            look=replace(clip.look, card=None, baby_says="", subtitles=(), join=Join.CUT),
        )
        for clip in order.clips
    )
    return replace(order, clips=clips, style=replace(order.style, opening=None, closing=None), title="")


def write(
    order: ReelOrder,
    words: SheetWords,
    paper: Paper,
    out: Path,
    context: JobContext | None = None,
    *,
    overwrite: bool = False,
    painter: TextPainter | None = None,
    sheet_painter: SheetPainter,
) -> None:
    """Write the sheet as a PDF, whole or not at all; touches no library, so it may run on any thread.

    Args:
        order: the clips, `bare`.
        words: what stands on it.
        paper: what it is printed on.
        out: the PDF.
        context: progress and cancel.
        overwrite: whether a file of that name may be replaced (never a film).
        painter: draws what is still written on pictures, such as “Then” and “Now”.
        sheet_painter: lays it out.

    Raises:
        UsageError, MediaError, ExportError, Cancelled: as `reel_rendering.render_order`.
    """
    context = context or JobContext()
    sources = sources_of(order)
    checked(out, overwrite=overwrite, sources=sources)
    pictures = tuple(stills_of(order, context.share(0.0, 0.9), painter))
    context.report(0.9, "Laying out the sheet")
    data = sheet_painter.paint(Sheet(words, pictures, paper))
    context.check()
    with whole_file(out, overwrite=overwrite, sources=sources) as part:
        try:
            part.write_bytes(data)
        except OSError as error:
            raise write_trouble(error, out) from error


def _require_words(ws: Workspace, reel: Reel, words: SheetWords, labels: Sequence[str]) -> None:
    texts = [
        words.heading,
        *(text for one in words.pictures for text in (one.caption, one.baby_says)),
        *labels,
    ]
    own = [
        words.hope,
        *(goal for goal, _ in words.goals),
    ]  # in the family's own words; may have a code's in them
    codes = reel_checking.gather(ws, reel.id).codes
    found = reel_checks.coding_words(Audience.TAKE_HOME, texts, codes, None, "The sheet")
    if found:
        raise RuleViolation(found[0].words, "Say it in the words that the parent would use.")
    pseudonym = ws.get(Family, reel.family_id).pseudonym
    if any(pseudonym.casefold() in text.casefold() for text in (*texts, *own)):
        raise RuleViolation(
            f"The sheet would show “{pseudonym}”, the family’s code.",
            "Take it out of the captions, the hope and the goals.",
        )


def _kept(pictures: Sequence[T], left_out: Collection[int]) -> list[T]:
    return [one for place, one in enumerate(pictures) if place not in left_out]


def _together(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))
