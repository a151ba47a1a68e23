"""Looking through a reel before it is made: what it holds is gathered on the window's thread, listening takes a job."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vig_annotator.errors import NotFound
from vig_annotator.jobs import JobContext
from vig_annotator.media import waveform
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.model import reel_checks as rules
from vig_annotator.model.codebook import Code
from vig_annotator.model.edits.concerns import Coded, shown_span
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_checks import Check, Finding
from vig_annotator.model.session_clock import Take
from vig_annotator.reels.canvas import Size
from vig_annotator.reels.texts import TextBlock, TextKind, TextPainter
from vig_annotator.services import passes, reel_building
from vig_annotator.services.films import recording_path
from vig_annotator.services.reel_cameras import take_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

_CANVAS = Size(1280, 720)
_WIDTH = 1150


@dataclass(frozen=True, slots=True)
class ClipToCheck:
    """A clip with what is known about its session.

    Attributes:
        shown: its stretch on the session's clock, with handles.
        film: where its film should be.
        starts_at_us: where that film begins on the session's clock.
    """

    clip: ReelClip
    shown: Span
    coded: tuple[Coded, ...]
    codes: tuple[Code, ...]
    film: Path | None
    starts_at_us: int


@dataclass(frozen=True, slots=True)
class ReelToCheck:
    """A whole reel, as values.

    Attributes:
        pseudonyms: the codes of the families that it shows.
    """

    reel: Reel
    pseudonyms: tuple[str, ...]
    clips: tuple[ClipToCheck, ...]
    caches_dir: Path | None


def gather(ws: Workspace, reel_id: str) -> ReelToCheck:
    """All that looking through a reel needs.

    Raises:
        NotFound: there is no such reel.
        CodebookError: a coding can't be understood.
    """
    reel = ws.get(Reel, reel_id)
    pseudonyms = tuple(one.pseudonym for one in reel_building.families_in(ws, reel_id))
    clips = tuple(_to_check(ws, reel, clip) for clip in reel_building.clips_of(ws, reel_id))
    return ReelToCheck(reel, pseudonyms, clips, ws.caches_dir)


def look_through(
    gathered: ReelToCheck, painter: TextPainter | None = None, context: JobContext | None = None
) -> list[Finding]:
    """What to look at before the reel is made; touches no library, so it may run on any thread.

    A film that is not there is not listened to; that is told when the reel is made.

    Args:
        gathered: the reel.
        painter: draws words, to see whether they fit; None not to look at that.
        context: progress and cancel.

    Raises:
        MediaError: a film can't be used.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    reel, found = gathered.reel, list[Finding]()
    every_code = [code for one in gathered.clips for code in one.codes]
    found += rules.coding_words(reel.audience, rules.words_of_reel(reel), every_code, None, "The reel")
    found += rules.family_code(rules.words_of_reel(reel), gathered.pseudonyms, None, "The reel")
    for number, one in enumerate(gathered.clips, start=1):
        context.check()
        clip = one.clip
        found += rules.too_short(number, clip)
        found += rules.cut_states(number, clip, one.shown, one.coded)
        found += _listened(number, one, gathered.caches_dir, context)
        found += rules.doubtful_blurs(number, clip)
        if painter is not None:
            found += _fitted(number, clip, painter)
        texts = rules.words_of_look(clip.caption, clip.look)
        found += rules.coding_words(reel.audience, texts, one.codes, clip.id, f"Clip {number}")
        found += rules.family_code(texts, gathered.pseudonyms, clip.id, f"Clip {number}")
    return found


def _to_check(ws: Workspace, reel: Reel, clip: ReelClip) -> ClipToCheck:
    coded: list[Coded] = []
    codes: list[Code] = []
    # What is blind to who works is not spoken of: it would tell what the other coder found.
    for one in passes.passes_of(ws, clip.session_id):
        book = ws.codebook(one.snapshot_id)
        codes += book.codes
        with ws.store.reading() as connection:
            tags = queries.annotations_of(connection, one.id)
        for tag in tags:
            code = book.code(tag.code_id)
            if code is not None:
                coded.append(Coded(tag, code))
    films = [one for one in _take(ws, clip) if one.starts_at_us <= clip.onset_us]
    film = recording_path(ws, films[-1]) if films else None
    starts_at_us = films[-1].starts_at_us if films else 0
    return ClipToCheck(clip, shown_span(reel, clip), tuple(coded), tuple(codes), film, starts_at_us)


def _take(ws: Workspace, clip: ReelClip) -> Take:
    try:
        return take_of(ws, clip.session_id, clip.camera_id)
    except NotFound:
        return ()  # it was taken away; that is told where the reel is laid out


def _listened(number: int, one: ClipToCheck, caches_dir: Path | None, context: JobContext) -> list[Finding]:
    if one.film is None or not one.film.is_file() or one.clip.look.sound_percent == 0:
        return []
    index = load_or_build(one.film, caches_dir, context.share(0.0, 0.5))
    heard = waveform.load_or_make(one.film, index, caches_dir, context.share(0.5, 1.0))
    start = max(0, one.shown.onset_us - one.starts_at_us)
    on_film = Span(MediaTime(start), MediaTime(max(start, one.shown.offset_us - one.starts_at_us)))
    return rules.cut_sounds(number, one.clip, on_film, heard.peaks.tolist(), heard.per_second)


def _fitted(number: int, clip: ReelClip, painter: TextPainter) -> list[Finding]:
    card = clip.look.card
    blocks = [
        ("caption", TextBlock(TextKind.CAPTION, clip.caption)),
        ("line of what the baby says", TextBlock(TextKind.BABY, clip.look.baby_says)),
        *(("subtitle", TextBlock(TextKind.SUBTITLE, one.text)) for one in clip.look.subtitles),
    ]
    if card is not None:
        blocks.append(("title card", TextBlock(TextKind.CARD, card.text, card.under)))
    return [
        Finding(
            Check.FIT, clip.id, f"The {what} of clip {number} does not fit: some of its words are left out."
        )
        for what, block in blocks
        if block.text
        and not painter.paint(block, _CANVAS, _CANVAS.width if block.kind is TextKind.CARD else _WIDTH).fits
    ]
