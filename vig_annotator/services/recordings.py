"""The recordings of a session: a take that goes on in further files, what it is as one film, and cameras beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vig_annotator.errors import NotFound, RuleViolation
from vig_annotator.jobs import JobContext
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.media.index_cache import load_or_build
from vig_annotator.media.joined_index import FilmPart, join, parts_of
from vig_annotator.media.sound_match import SoundMatch, match
from vig_annotator.media.waveform import listen
from vig_annotator.model.edits import recordings as rules
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.session_clock import Take, takes
from vig_annotator.services.films import find_film, note_duration, stored_path
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

PlacedFile = tuple[Path, int]
"""A film file and where it begins on the session's clock."""


def main_take(ws: Workspace, session_id: str) -> Take:
    """The recordings that the session's frames are counted in; empty if it has none."""
    return next(iter(takes(recordings_of(ws, session_id))), ())


def files_of(ws: Workspace, take: Take) -> tuple[PlacedFile, ...]:
    """Where a take's files are now.

    Raises:
        MediaMissing: one is nowhere there.
        MediaUnreadable: another content is in the place of one.
    """
    return tuple((find_film(ws, one), one.starts_at_us) for one in take)


def read_frames(
    files: Sequence[PlacedFile], caches_dir: Path | None, context: JobContext | None = None
) -> FrameIndex:
    """The frames of a take; touches no library, so it may run on any thread.

    Args:
        files: in order; the first begins at 0.
        caches_dir: where indexes are kept.
        context: progress and cancel.

    Raises:
        MediaError: a file can't be used.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    parts: list[FilmPart] = []
    for number, (path, starts_us) in enumerate(files):
        step = context.share(number / len(files), (number + 1) / len(files))
        index = load_or_build(path, caches_dir, step)
        if parts and starts_us < parts[-1].stop_us:
            break  # noted by another program, which took the film before to be shorter than it is
        parts.append(FilmPart(path, index, starts_us))
    return parts[0].index if len(parts) == 1 else join(parts)


def note_durations(ws: Workspace, take: Take, index: FrameIndex) -> None:
    """Note how long the files of a take are, once their frames are known."""
    lengths = [part.index.end_us for part in getattr(index, "parts", ())] or [index.end_us]
    for recording, length in zip(take, lengths, strict=False):
        note_duration(ws, recording, MediaTime(length))


def look_at(
    paths: Sequence[Path], caches_dir: Path | None, context: JobContext | None = None
) -> list[tuple[Path, int]]:
    """How long film files are, in microseconds; may run on any thread. Errors as `read_frames`."""
    context = context or JobContext()
    found = []
    for number, path in enumerate(paths):
        step = context.share(number / len(paths), (number + 1) / len(paths))
        found.append((path, load_or_build(path, caches_dir, step).end_us))
    return found


def go_on_with(ws: Workspace, session_id: str, files: Sequence[tuple[Path, int]]) -> list[Recording]:
    """The session's film goes on in further files, one after the other; one step for undo.

    Args:
        ws: the open library.
        session_id: of the session.
        files: each with its length, as `look_at` found it.

    Returns:
        the session's recordings then.

    Raises:
        MediaMissing: a file is not there.
        RuleViolation: a file is in the session already, or it is not known yet how long the film is.
    """
    new = [
        rules.NewFile(
            stored_path(ws, path.absolute()), fingerprint(path), path.stat().st_size, MediaTime(length)
        )
        for path, length in files
    ]
    session = ws.get(Session, session_id)
    ws.history.apply(rules.go_on_with(session, recordings_of(ws, session_id), new, ws.stamp()))
    return recordings_of(ws, session_id)


def take_out_last(ws: Workspace, session_id: str) -> None:
    """Take the last file of the session's film out again; one step for undo.

    Raises:
        RuleViolation: it is its only file, or something in it is tagged, marked or in a reel.
    """
    take = main_take(ws, session_id)
    ws.history.apply(rules.take_out(recordings_of(ws, session_id), take[-1].id, _used_until(ws, session_id)))


def takes_beside(ws: Workspace, session_id: str) -> tuple[Take, ...]:
    """The other cameras' takes, in the order in which they were added."""
    return takes(recordings_of(ws, session_id))[1:]


def placed(take: Take, files: Sequence[PlacedFile]) -> tuple[PlacedFile, ...]:
    """The files of a take on its own clock, which begins with its first frame."""
    return tuple((path, starts_us - take[0].starts_at_us) for path, starts_us in files)


def put_beside(ws: Workspace, session_id: str, path: Path, duration_us: int, starts_at_us: int = 0) -> Take:
    """Another camera filmed the same visit; one step for undo.

    Args:
        ws: the open library.
        session_id: the visit.
        path: the other camera's film.
        duration_us: its length, as `look_at` found it.
        starts_at_us: where its first frame lies on the session's clock.

    Returns:
        its take.

    Raises:
        MediaMissing: the file is not there.
        RuleViolation: it is in the session already, or did not film at the same time.
    """
    file = rules.NewFile(
        stored_path(ws, path.absolute()), fingerprint(path), path.stat().st_size, MediaTime(duration_us)
    )
    now = recordings_of(ws, session_id)
    ws.history.apply(rules.beside(ws.get(Session, session_id), now, file, starts_at_us, ws.stamp()))
    return takes_beside(ws, session_id)[-1]


def shift(ws: Workspace, session_id: str, recording_id: str, by_us: int) -> None:
    """Move another camera's take on the session's clock; one step for undo.

    Args:
        ws: the open library.
        session_id: the visit.
        recording_id: of the take's first recording.
        by_us: later, or earlier if negative.

    Raises:
        NotFound: there is no such take beside the film.
        RuleViolation: it would no longer have filmed at the same time as the film.
    """
    take = take_beside(ws, session_id, recording_id)
    ws.history.apply(rules.shift(recordings_of(ws, session_id), take, by_us))


def take_away(ws: Workspace, session_id: str, recording_id: str) -> None:
    """Show another camera's take no longer; one step for undo.

    Raises:
        NotFound: there is no such take beside the film.
        RuleViolation: a reel shows it.
    """
    take = take_beside(ws, session_id, recording_id)
    with ws.store.reading() as connection:
        showing = [
            reel
            for reel in queries.reels_showing(connection, session_id)
            if any(clip.camera_id == recording_id for clip in queries.clips(connection, reel.id))
        ]
    ws.history.apply(rules.take_away(take, showing))


def compare_sound(
    one: tuple[Path, FrameIndex],
    other: tuple[Path, FrameIndex],
    caches_dir: Path | None,
    context: JobContext | None = None,
) -> SoundMatch:
    """Find by their sound where another camera's film begins on the film's clock; may run on any thread.

    Args:
        one: the film (its first file), and its frames.
        other: the other camera's.
        caches_dir: where waveforms are kept.
        context: progress and cancel.

    Raises:
        MediaError: a file can't be used.
        RuleViolation: one of them has no sound.
        Cancelled: the context was cancelled.
    """
    context = context or JobContext()
    heard = []
    for number, (path, index) in enumerate((one, other)):
        sound = listen(parts_of(path, index), caches_dir, context.share(number / 2, (number + 1) / 2))
        if sound.reason:
            raise RuleViolation(
                f"“{path.name}” can’t be put in step by its sound: {sound.reason}",
                "Do it by a clap or another sudden movement that both cameras saw.",
            )
        heard.append(sound)
    return match(*heard)


def take_beside(ws: Workspace, session_id: str, recording_id: str) -> Take:
    """The take of another camera, by its first recording.

    Raises:
        NotFound: it is no longer beside the session's film.
    """
    found = next((take for take in takes_beside(ws, session_id) if take[0].id == recording_id), None)
    if found is None:
        raise NotFound("This film is no longer beside the other.", "It may have been taken away or undone.")
    return found


def _used_until(ws: Workspace, session_id: str) -> int:
    with ws.store.reading() as connection:
        ends = [one.offset_us for one in queries.moments(connection, session_id)]
        for coding_pass in queries.passes(connection, session_id):
            for tag in queries.annotations_of(connection, coding_pass.id):
                ends.append(tag.offset_us if tag.offset_us is not None else tag.onset_us)
                ends.append(MediaTime(tag.onset_us + 1))
        for reel in queries.reels_showing(connection, session_id):
            ends += [
                one.offset_us for one in queries.clips(connection, reel.id) if one.session_id == session_id
            ]
    return max(ends, default=MediaTime(0))
