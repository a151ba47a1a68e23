"""Looking through a reel before it is made: what it holds is gathered on the window's thread, listening takes a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vig_annotator.errors import NotFound
from vig_annotator.jobs import JobContext
from vig_annotator.media import waveform
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.model import reel_checks as rules
from vig_annotator.model.codebook import Code
from vig_annotator.model.edits.concerns import Coded, shown_span
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience, Reel, ReelClip
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


@dataclass(frozen=True, eq=False, slots=True)
class SessionToCheck:
    """What all clips of a session have in common.

    Attributes:
        coded: everything that was tagged there, as far as who works may see it.
        codes: of the codebooks that it is coded with.
        films: of each camera that a clip was asked about, where its files should be and where they begin on the session's clock.
    """

    coded: tuple[Coded, ...]
    codes: tuple[Code, ...]
    films: dict[str | None, tuple[tuple[Path, int], ...]] = field(default_factory=dict)


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
    session: SessionToCheck
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

    @property
    def codes(self) -> list[Code]:
        """The codes of all its sessions."""
        return [
            code
            for one in {id(one.session): one.session for one in self.clips}.values()
            for code in one.codes
        ]


ClipKey = tuple[int, ReelClip, Span, Audience, tuple[str, ...]]


@dataclass(slots=True)
class Known:
    """What was gathered and found before, for whoever looks through the same reel again and again: only what changed is looked at anew.

    Attributes:
        sessions: by id.
        found: in each clip at its place, for that audience.
        clips_looked_at: how many clips were looked at so far, and not known.
    """

    sessions: dict[str, SessionToCheck] = field(default_factory=dict)
    found: dict[ClipKey, tuple[Finding, ...]] = field(default_factory=dict)
    clips_looked_at: int = 0

    def forgotten(self) -> Known:
        """Nothing is known any more, for something else changed; one that still looks through the reel keeps what it has."""
        return Known(clips_looked_at=self.clips_looked_at)


def gather(ws: Workspace, reel_id: str, known: Known | None = None) -> ReelToCheck:
    """All that looking through a reel needs.

    Args:
        ws: the open library.
        reel_id: which reel.
        known: what was gathered before; good as long as nothing changes but reels and their clips.

    Raises:
        NotFound: there is no such reel.
        CodebookError: a coding can't be understood.
    """
    reel = ws.get(Reel, reel_id)
    pseudonyms = tuple(one.pseudonym for one in reel_building.families_in(ws, reel_id))
    sessions = {} if known is None else known.sessions
    clips = tuple(_to_check(ws, reel, clip, sessions) for clip in reel_building.clips_of(ws, reel_id))
    return ReelToCheck(reel, pseudonyms, clips, ws.caches_dir)


def look_through(
    gathered: ReelToCheck,
    painter: TextPainter | None = None,
    context: JobContext | None = None,
    known: Known | None = None,
) -> list[Finding]:
    """What to look at before the reel is made; touches no library, so it may run on any thread.

    A film that is not there is not listened to; that is told when the reel is made.

    Args:
        gathered: the reel.
        painter: draws words, to see whether they fit; None not to look at that.
        context: progress and cancel.
        known: what was found before, as `gather` was given it.

    Raises:
        MediaError: a film can't be used.
        Cancelled: the context was cancelled.
    """
    context, known = context or JobContext(), known or Known()
    reel, found = gathered.reel, list[Finding]()
    found += rules.coding_words(reel.audience, rules.words_of_reel(reel), gathered.codes, None, "The reel")
    found += rules.family_code(rules.words_of_reel(reel), gathered.pseudonyms, None, "The reel")
    heard: dict[Path, _Heard] = {}
    for number, one in enumerate(gathered.clips, start=1):
        context.check()
        key = (number, one.clip, one.shown, reel.audience, gathered.pseudonyms)
        if key in known.found:
            found += known.found[key]
            continue
        now = tuple(_of_clip(number, one, gathered, painter, heard, context))
        known.clips_looked_at += 1
        if one.film is None or one.film.is_file():  # one that is nowhere there may come back
            known.found[key] = now
        found += now
    return found


_Heard = tuple[Sequence[float], int]
"""A film's loudness, and how many of it make a second."""


def _of_clip(
    number: int,
    one: ClipToCheck,
    gathered: ReelToCheck,
    painter: TextPainter | None,
    heard: dict[Path, _Heard],
    context: JobContext,
) -> list[Finding]:
    """What is found in one clip; `heard` holds the films that were listened to already."""
    clip, audience = one.clip, gathered.reel.audience
    found = rules.too_short(number, clip)
    found += rules.cut_states(number, clip, one.shown, one.session.coded)
    found += _listened(number, one, gathered.caches_dir, heard, context)
    found += rules.doubtful_blurs(number, clip)
    if painter is not None:
        found += _fitted(number, clip, painter)
    texts = rules.words_of_look(clip.caption, clip.look)
    found += rules.coding_words(audience, texts, one.session.codes, clip.id, f"Clip {number}")
    found += rules.family_code(texts, gathered.pseudonyms, clip.id, f"Clip {number}")
    return found


def _to_check(ws: Workspace, reel: Reel, clip: ReelClip, sessions: dict[str, SessionToCheck]) -> ClipToCheck:
    session = sessions.get(clip.session_id)
    if session is None:
        session = sessions[clip.session_id] = _session(ws, clip.session_id)
    if clip.camera_id not in session.films:
        session.films[clip.camera_id] = tuple(
            (recording_path(ws, one), one.starts_at_us) for one in _take(ws, clip)
        )
    films = [one for one in session.films[clip.camera_id] if one[1] <= clip.onset_us]
    film, starts_at_us = films[-1] if films else (None, 0)
    return ClipToCheck(clip, shown_span(reel, clip), session, film, starts_at_us)


def _session(ws: Workspace, session_id: str) -> SessionToCheck:
    coded: list[Coded] = []
    codes: list[Code] = []
    # What is blind to who works is not spoken of: it would tell what the other coder found.
    for one in passes.passes_of(ws, session_id):
        book = ws.codebook(one.snapshot_id)
        codes += book.codes
        with ws.store.reading() as connection:
            tags = queries.annotations_of(connection, one.id)
        for tag in tags:
            code = book.code(tag.code_id)
            if code is not None:
                coded.append(Coded(tag, code))
    return SessionToCheck(tuple(coded), tuple(codes))


def _take(ws: Workspace, clip: ReelClip) -> Take:
    try:
        return take_of(ws, clip.session_id, clip.camera_id)
    except NotFound:
        return ()  # it was taken away; that is told where the reel is laid out


def _listened(
    number: int,
    one: ClipToCheck,
    caches_dir: Path | None,
    heard: dict[Path, _Heard],
    context: JobContext,
) -> list[Finding]:
    if one.film is None or not one.film.is_file() or one.clip.look.sound_percent == 0:
        return []
    if one.film not in heard:
        index = load_or_build(one.film, caches_dir, context.share(0.0, 0.5))
        sound = waveform.load_or_make(one.film, index, caches_dir, context.share(0.5, 1.0))
        heard[one.film] = sound.peaks.tolist(), sound.per_second
    start = max(0, one.shown.onset_us - one.starts_at_us)
    on_film = Span(MediaTime(start), MediaTime(max(start, one.shown.offset_us - one.starts_at_us)))
    return rules.cut_sounds(number, one.clip, on_film, *heard[one.film])


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
