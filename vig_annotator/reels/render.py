"""Rendering a planned reel: pictures, sound and encoder each on a thread of their own.

Decoding and encoding side by side is what makes a reel as quick as the ffmpeg program makes it; FFmpeg works without the
interpreter's lock. The threads are joined by short queues, so memory stays flat however long the reel is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vig_annotator.errors import ExportError, MediaMissing
from vig_annotator.jobs import JobContext
from vig_annotator.reels.ahead import Ahead
from vig_annotator.reels.encode import Quality, ReelWriter
from vig_annotator.reels.pictures import pictures_of_reel
from vig_annotator.reels.plan import ReelPlan
from vig_annotator.reels.sound import sound_of_reel
from vig_annotator.reels.whole_file import checked, whole_file

SUFFIXES = (".mp4", ".m4v")
_PICTURES_AHEAD = 8
_SOUND_AHEAD = 8
_WRITTEN = 0.98  # of the work; the rest is the table of contents and the push to the disk


def render(
    plan: ReelPlan,
    out: Path,
    context: JobContext,
    *,
    overwrite: bool = False,
    quality: Quality | None = None,
) -> None:
    """Make the film of a reel.

    Args:
        plan: what is in it.
        out: the MP4 to make; it appears when it is whole, or not at all.
        context: progress and cancel.
        overwrite: whether a file of that name may be replaced (never a film that the reel is made from).
        quality: how it is coded.

    Raises:
        Cancelled: somebody asked for it; nothing is left behind.
        ExportError: the reel can't be written, or a film changed meanwhile; nothing is left behind.
        MediaError: a film can't be read; nothing is left behind.
    """
    films = tuple(dict.fromkeys(clip.film.path for clip in plan.clips))
    before = {path: _stamp(path) for path in films}
    check_target(out, overwrite=overwrite, films=films)
    context.report(0.0)
    with whole_file(out, overwrite=overwrite, sources=films) as part:
        _write(plan, part, out, context, quality or Quality())
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
            f"A reel is an MP4 film, and “{out.name}” is not named like one.", "Let its name end with .mp4."
        )
    checked(out, overwrite=overwrite, sources=films)


def _write(plan: ReelPlan, part: Path, out: Path, context: JobContext, quality: Quality) -> None:
    with (
        Ahead(lambda: pictures_of_reel(plan, context), _PICTURES_AHEAD, "reel-pictures") as pictures,
        Ahead(lambda: sound_of_reel(plan), _SOUND_AHEAD, "reel-sound") as sound,
    ):
        writer = ReelWriter(part, out, plan.canvas, plan.rate, quality)
        try:
            for picture in pictures:
                for again in range(picture.count):
                    writer.write_picture(picture.frame, keyframe=picture.begins_clip and again == 0)
                while writer.sound_s < writer.picture_s and (block := next(sound, None)) is not None:
                    writer.write_sound(block)
                context.report(
                    _WRITTEN * writer.coded / plan.picture_count,
                    f"Clip {picture.clip + 1} of {len(plan.clips)}",
                )
            for _ in writer.drain():
                context.report(_WRITTEN * writer.coded / plan.picture_count, "Finishing")
            writer.finish()
        except BaseException:
            writer.abandon()
            raise


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
