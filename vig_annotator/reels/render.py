"""Rendering a planned reel: pictures, sound and encoder each on a thread of their own.

Decoding and encoding side by side is what makes a reel as quick as the ffmpeg program makes it; FFmpeg works without the
interpreter's lock. The threads are joined by short queues, so memory stays flat however long the reel is.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from vig_annotator.errors import ExportError, MediaMissing
from vig_annotator.jobs import JobContext
from vig_annotator.reels.ahead import Ahead
from vig_annotator.reels.assembling import coded_parts, packets_of, picture_of, template_of
from vig_annotator.reels.encode import NO_LABELS, Chapter, Labels, ReelWriter, Samples
from vig_annotator.reels.loudness import gains_of
from vig_annotator.reels.parts import Part, PlannedCard, ReelPlan
from vig_annotator.reels.pictures import pictures_of_reel
from vig_annotator.reels.quality import QUALITIES, Quality
from vig_annotator.reels.segments import SegmentStore
from vig_annotator.reels.sound import sound_of_reel
from vig_annotator.reels.texts import TextPainter
from vig_annotator.reels.whole_file import checked, whole_file

SUFFIXES = (".mp4", ".m4v")
_PICTURES_AHEAD = 8
_SOUND_AHEAD = 8
_CODED = 0.92  # of the work, where a reel is put together from parts
_WRITTEN = 0.98  # of the work; the rest is the table of contents and the push to the disk


def render(
    plan: ReelPlan,
    out: Path,
    context: JobContext,
    *,
    overwrite: bool = False,
    quality: Quality | None = None,
    painter: TextPainter | None = None,
    segments: SegmentStore | None = None,
) -> None:
    """Make the film of a reel.

    Args:
        plan: what is in it.
        out: the MP4 to make; it appears when it is whole, or not at all.
        context: progress and cancel.
        overwrite: whether a file of that name may be replaced (never a film that the reel is made from).
        quality: how it is coded; None for what the reel's style says.
        painter: draws its words; None for a reel without.
        segments: where coded parts are kept, so that a part which did not change is not coded again; None keeps none.

    Raises:
        Cancelled: somebody asked for it; nothing is left behind.
        ExportError: the reel can't be written, or a film changed meanwhile; nothing is left behind.
        MediaError: a film can't be read; nothing is left behind.
    """
    films = tuple(dict.fromkeys(film.path for film in plan.films))
    before = {path: _stamp(path) for path in films}
    check_target(out, overwrite=overwrite, films=films)
    context.report(0.0)
    with whole_file(out, overwrite=overwrite, sources=films) as part:
        how = quality or QUALITIES[plan.style.file_for]
        # Sound is measured while pictures are coded; measured after them, most of the computer would stand idle.
        with _sound_ahead(plan, context) as sound:
            if (
                segments is None
                or segments.closed
                or not _assemble(plan, part, out, context, how, painter, segments, sound)
            ):
                _write(plan, part, out, context, how, painter, sound)
        for path in films:
            if _stamp(path) != before[path]:
                raise ExportError(
                    f"The film “{path.name}” changed while the reel was made.", "Export the reel again."
                )
        context.check()


def check_target(out: Path, *, overwrite: bool, films: Iterable[Path]) -> None:
    """Find out early, before any film is read, whether a reel can be written there.

    Raises:
        ExportError: it can't.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise ExportError(
            f"A reel is an MP4 film, and “{out.name or out}” is not named like one.",
            "Let its name end with .mp4.",
        )
    checked(out, overwrite=overwrite, sources=films)


def _write(
    plan: ReelPlan,
    part: Path,
    out: Path,
    context: JobContext,
    quality: Quality,
    painter: TextPainter | None,
    sound: Ahead[Samples],
) -> None:
    poster = poster_of(plan) if plan.title else -1
    with Ahead(
        lambda: pictures_of_reel(plan, context, painter), _PICTURES_AHEAD, "reel-pictures"
    ) as pictures:
        writer = ReelWriter(part, out, plan.canvas, plan.rate, quality, labels_of(plan))
        try:
            written = 0
            for picture in pictures:
                for again in range(picture.count):
                    writer.write_picture(picture.frame, keyframe=picture.begins_part and again == 0)
                if written <= poster < written + picture.count:
                    writer.write_poster(picture.frame)
                written += picture.count
                while writer.sound_s < writer.picture_s and (block := next(sound, None)) is not None:
                    writer.write_sound(block)
                context.report(
                    _WRITTEN * writer.coded / plan.picture_count,
                    _called(plan.parts[picture.part], plan.clips[-1].number + 1),
                )
            for _ in writer.drain():
                context.report(_WRITTEN * writer.coded / plan.picture_count, "Finishing")
            writer.finish()
        except BaseException:
            writer.abandon()
            raise


def _assemble(
    plan: ReelPlan,
    part: Path,
    out: Path,
    context: JobContext,
    quality: Quality,
    painter: TextPainter | None,
    segments: SegmentStore,
    sound: Ahead[Samples],
) -> bool:
    """Put a reel together from parts coded before and now; False if they can't follow each other: nothing is written or heard yet."""
    with ExitStack() as held:
        coding = context.share(0.0, _CODED)
        paths = coded_parts(plan, quality, painter, segments, held, out, coding)
        template = template_of(paths, held)
        if template is None:
            return False
        step = context.share(_CODED, 1.0)
        writer = ReelWriter(part, out, plan.canvas, plan.rate, quality, labels_of(plan), template=template)
        try:
            if plan.title:
                writer.write_poster(picture_of(paths, plan, poster_of(plan)))
            for packet in packets_of(paths, plan):
                writer.write_coded(packet)
                while writer.sound_s < writer.picture_s and (block := next(sound, None)) is not None:
                    writer.write_sound(block)
                step.report(_WRITTEN * writer.coded / plan.picture_count, "Putting it together")
            for _ in writer.drain():
                step.check()
            writer.finish()
        except BaseException:
            writer.abandon()
            raise
    return True


def _sound_ahead(plan: ReelPlan, context: JobContext) -> Ahead[Samples]:
    """The sound of a reel, which is measured and mixed on a thread of its own as soon as the block begins."""
    return Ahead(lambda: sound_of_reel(plan, gains_of(plan, context)), _SOUND_AHEAD, "reel-sound")


def labels_of(plan: ReelPlan) -> Labels:
    """What the file of a reel says about itself: nothing for a reel without a title."""
    if not plan.title:
        return NO_LABELS
    starts: list[tuple[str, int]] = []
    number = -1
    for part in plan.parts:
        start_us = plan.time_us(part.first_picture)
        if isinstance(part, PlannedCard):
            starts.append((_first_line(part.card.text or part.card.under), start_us))
        elif part.number != number:
            number = part.number
            starts.append((_first_line(part.cut.caption) or f"Clip {number + 1}", start_us))
    stops = [start for _, start in starts[1:]] + [plan.time_us(plan.picture_count)]
    chapters = tuple(Chapter(title, start, stop) for (title, start), stop in zip(starts, stops, strict=True))
    return Labels(plan.title, chapters, poster=True)


def poster_of(plan: ReelPlan) -> int:
    """Which picture stands for the reel: the middle of its first still, or else of its first clip."""
    still = next((part for part in plan.clips if not part.speed), plan.clips[0])
    return still.first_picture + still.count // 2


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _called(part: Part, of: int) -> str:
    return "A card" if isinstance(part, PlannedCard) else f"Clip {part.number + 1} of {of}"


def _stamp(path: Path) -> tuple[int, int]:
    """What tells that a file was changed: its length and when it was last written."""
    try:
        status = path.stat()
    except OSError as error:
        raise MediaMissing(
            f"The film “{path.name}” is not there.",
            "Check whether it was moved or renamed, or its drive unplugged.",
        ) from error
    return status.st_size, status.st_mtime_ns
