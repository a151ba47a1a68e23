"""A reel for an editing program: what may be in it is asked of the library, then it is written by a job.

The same is asked as before a reel's film is made, and more: an editing program shows the film as it is, so a reel in which somebody is
hidden or not to be heard is refused. In a reel for parents no concern is marked, not even one that the clinician allowed to be seen,
and a marker is called what parents call it, if there is such a word: editing programs write markers into the films that they make.
Notes and the family's code are never in it; a caption with the code is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.codebook.restricting import for_export
from vig_annotator.errors import RuleViolation
from vig_annotator.exchange.otio_reel import ReelMarker, ReelShot, write_reel
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.audiences import STRENGTHS_FIRST
from vig_annotator.model.codebook import Code, Codebook, Valence
from vig_annotator.model.reel import Reel, ReelClip
from vig_annotator.model.reel_checks import names_family
from vig_annotator.reels.rate import film_rate
from vig_annotator.services import reel_building
from vig_annotator.services.interchange_export import write_whole
from vig_annotator.services.passes import passes_of
from vig_annotator.services.reel_order import ClipOrder, FilmPart, order_reel
from vig_annotator.services.reel_rendering import film_of_part
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.opening import DATABASE_NAME

_COLOURS = {Valence.POSITIVE: "CYAN", Valence.NEUTRAL: "BLUE", Valence.CONCERN: "ORANGE"}


@dataclass(frozen=True, slots=True)
class ReelForEditing:
    """A reel as values, on its sessions' clocks.

    Attributes:
        clips: each with its caption and the tags that may be marked in it.
    """

    title: str
    clips: tuple[tuple[ClipOrder, str, tuple[ReelMarker, ...]], ...]
    caches_dir: Path | None
    library: Path


def gather_reel(ws: Workspace, reel_id: str) -> ReelForEditing:
    """Gather what writing a reel for an editing program needs.

    Raises:
        NotFound: there is no such reel.
        ConsentNeeded: somebody filmed has not agreed to the reel's audience.
        RuleViolation: a clip would show a parent a concern that was not allowed for it; somebody is hidden or muted in one.
        UsageError: the reel has no clips.
        MediaMissing: a film is nowhere there.
        MediaUnreadable: another content is in a film's place.
        CodebookError: a coding's codebook can't be understood.
    """
    order = order_reel(ws, reel_id)
    reel = ws.get(Reel, reel_id)
    rows = reel_building.clips_of(ws, reel_id)
    _require_as_filmed(rows)
    pseudonyms = [one.pseudonym for one in reel_building.families_in(ws, reel_id)]
    captions = [
        "" if any(names_family(row.caption, one) for one in pseudonyms) else row.caption for row in rows
    ]
    clips = tuple(
        (clip, caption, _tags(ws, reel, row, clip))
        for row, caption, clip in zip(rows, captions, order.clips, strict=True)
    )
    return ReelForEditing(order.title, clips, order.caches_dir, ws.folder / DATABASE_NAME)


def write_reel_file(reel: ReelForEditing, out: Path, context: JobContext | None = None) -> int:
    """Write the .otio file; answers how many clips. Touches no library, so it may run on any thread.

    Raises:
        MediaError: a film can't be used, or is not the one that was coded.
        ExportError: the file can't be written; nothing was left behind.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    films = list(dict.fromkeys(part for clip, _, _ in reel.clips for part in clip.films))
    indexes = {
        part: film_of_part(
            part, reel.caches_dir, context.share(number / len(films), (number + 1) / len(films))
        ).index
        for number, part in enumerate(films)
    }
    shots = [
        shot
        for number, (clip, caption, tags) in enumerate(reel.clips, start=1)
        for part in clip.films
        if (shot := _shot(number, clip, part, indexes[part], caption, tags)) is not None
    ]
    write_whole(out, write_reel(reel.title, shots), (reel.library, *(part.path for part in films)))
    return len(shots)


def _shot(
    number: int,
    clip: ClipOrder,
    part: FilmPart,
    index: FrameIndex,
    caption: str,
    tags: tuple[ReelMarker, ...],
) -> ReelShot | None:
    """A clip's stretch of one film; None where it does not reach into it."""
    onset = max(0, clip.span.onset_us - part.starts_at_us)
    offset = min(index.end_us, clip.span.offset_us - part.starts_at_us)
    if onset >= offset:
        return None
    markers = tuple(
        ReelMarker(
            one.name,
            max(onset, one.onset_us - part.starts_at_us),
            min(offset, one.offset_us - part.starts_at_us),
            one.colour,
        )
        for one in tags
        if one.onset_us - part.starts_at_us < offset and one.offset_us - part.starts_at_us >= onset
    )
    rate = None if index.variable_rate else film_rate(index)
    name = caption or f"Clip {number}"
    return ReelShot(name, part.path.as_uri(), rate, onset, offset, index.end_us, caption, markers)


def _require_as_filmed(clips: Sequence[ReelClip]) -> None:
    for number, clip in enumerate(clips, start=1):
        look = clip.look
        if look.blurs or look.quiet or look.sound_percent == 0:
            what = "somebody is hidden" if look.blurs else "something is not to be heard"
            raise RuleViolation(
                f"In clip {number} {what}, and an editing program would show the film as it is.",
                "Make the reel’s film, and use that.",
            )


def _tags(ws: Workspace, reel: Reel, row: ReelClip, clip: ClipOrder) -> tuple[ReelMarker, ...]:
    found: list[ReelMarker] = []
    for coding_pass in passes_of(ws, row.session_id):
        book = for_export(ws.codebook(coding_pass.snapshot_id))
        with ws.store.reading() as connection:
            tagged = queries.annotations_of(connection, coding_pass.id)
        for one in tagged:
            code = book.code(one.code_id)
            end = clip.span.offset_us if one.offset_us is None else one.offset_us
            shown = one.onset_us < clip.span.offset_us and (
                end > clip.span.onset_us or (one.is_point and one.onset_us >= clip.span.onset_us)
            )
            if code is None or not shown:
                continue
            name = _called(book, code) if reel.audience not in STRENGTHS_FIRST else _for_parents(code)
            if name:
                found.append(ReelMarker(name, one.onset_us, end, _COLOURS[code.valence]))
    return tuple(sorted(found, key=lambda one: (one.onset_us, one.offset_us, one.name)))


def _called(book: Codebook, code: Code) -> str:
    subject = book.subject(code.subject)
    return f"{subject.label}: {code.label}" if subject else code.label


def _for_parents(code: Code) -> str:
    return "" if code.valence is Valence.CONCERN else code.parent_label
