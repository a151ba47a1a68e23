"""Films of a library: taking one in, finding it again when it was moved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from vig_annotator.errors import MediaMissing, MediaUnreadable, RuleViolation
from vig_annotator.media import held_films
from vig_annotator.media.fingerprint import fingerprint
from vig_annotator.media.probe import probe
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.edits import families as family_rules
from vig_annotator.model.edits.drafting import changed, made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording, Session
from vig_annotator.services.families import all_families
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries

_MOST_FOLDERS_SEARCHED = 2_000


def add_film(ws: Workspace, path: Path, family_id: str | None = None) -> tuple[Session, Recording]:
    """Take a film into the library, or find the session that it belongs to.

    A film is known by its content. One that was opened before, under whatever name, gives its session again, and
    if it had been moved, its place is noted. A new one gives a new session, of the family that is named or of a
    new family under the next pseudonym. The file itself stays where it is.

    Args:
        ws: the open library.
        path: the video file.
        family_id: whose film it is, if it is new.

    Raises:
        MediaMissing: there is no such file, or it may not be read.
        MediaUnreadable: it is no film, or damaged beyond use; nothing is taken in.
        NoPicture: it holds no moving picture.
        NotFound: there is no such family.
    """
    path = path.absolute()
    content = fingerprint(path)
    with ws.store.reading() as connection:
        known = queries.recordings_with(connection, content)
    if known:
        recording = known[0]
        if not recording_path(ws, recording).is_file():
            recording = _note_place(ws, recording, path)
        return ws.get(Session, recording.session_id), recording
    probe(path)
    stamp = ws.stamp()
    changes: tuple[RowChange, ...] = ()
    if family_id is None:
        new_family, family = family_rules.create(all_families(ws), stamp)
        changes = new_family.changes
    else:
        family = ws.get(Family, family_id)
    session = Session(id=new_id(), family_id=family.id, title=path.stem, created_at=stamp.at)
    recording = Recording(
        id=new_id(),
        session_id=session.id,
        path=stored_path(ws, path),
        fingerprint=content,
        size_bytes=path.stat().st_size,
        created_at=stamp.at,
    )
    ws.history.set_up(ChangeSet("add a film", (*changes, made(session), made(recording))))
    return session, recording


def recording_path(ws: Workspace, recording: Recording) -> Path:
    """Where the library says that a film is; whether it is there is another question (`find_film`)."""
    return ws.folder / recording.path


def find_film(ws: Workspace, recording: Recording) -> Path:
    """Where a film is now.

    If it is not in its place, it is looked for by name in the library's folder, beside the library and where the
    library's other films are, and its new place is noted.

    Raises:
        MediaMissing: it is nowhere there.
        MediaUnreadable: another content is in its place.
    """
    path = recording_path(ws, recording)
    if held_films.is_held(path):
        return path
    if path.is_file():
        if path.stat().st_size != recording.size_bytes and fingerprint(path) != recording.fingerprint:
            raise MediaUnreadable(
                f"“{path.name}” is not the film that was coded: its content has changed.",
                "Put the original film back in its place, or show where it is now.",
            )
        return path
    for candidate in _candidates(ws, path.name):
        if (
            candidate.stat().st_size == recording.size_bytes
            and fingerprint(candidate) == recording.fingerprint
        ):
            return recording_path(ws, _note_place(ws, recording, candidate))
    raise MediaMissing(
        f"The film “{path.name}” is not where it was.", "Show where it is now, or put it back in its place."
    )


def relink(ws: Workspace, recording: Recording, new_path: Path) -> Recording:
    """Note where a moved film is now.

    Raises:
        MediaMissing: there is no such file, or it may not be read.
        RuleViolation: it is another film.
    """
    new_path = new_path.absolute()
    if fingerprint(new_path) != recording.fingerprint:
        raise RuleViolation(
            f"“{new_path.name}” is another film than the one that was coded.",
            "Choose the same film; its name does not matter, its content does.",
        )
    return _note_place(ws, recording, new_path)


def note_duration(ws: Workspace, recording: Recording, duration_us: MediaTime) -> Recording:
    """Note how long a film is, once its index is known."""
    now = ws.get(Recording, recording.id)
    if now.duration_us != duration_us:
        ws.history.set_up(ChangeSet("note a film's length", (changed(now, duration_us=duration_us),)))
    return ws.get(Recording, recording.id)


def _note_place(ws: Workspace, recording: Recording, path: Path) -> Recording:
    now = ws.get(Recording, recording.id)
    stored = stored_path(ws, path)
    if now.path != stored:
        ws.history.set_up(ChangeSet("note where a film is", (changed(now, path=stored),)))
    return ws.get(Recording, recording.id)


def stored_path(ws: Workspace, path: Path) -> str:
    """An absolute path as the library keeps it: relative below its folder, so that the whole folder can be moved."""
    return (path.relative_to(ws.folder) if path.is_relative_to(ws.folder) else path).as_posix()


def _candidates(ws: Workspace, name: str) -> Iterator[Path]:
    with ws.store.reading() as connection:
        places = {(ws.folder / place).parent for place in queries.recording_paths(connection)}
    below = (folder for folder in ws.folder.rglob("*/"))
    beside = (folder for folder in ws.folder.parent.glob("*/"))
    folders = chain((ws.folder, ws.folder.parent), sorted(places), below, beside)
    for folder in islice(folders, _MOST_FOLDERS_SEARCHED):
        candidate = folder / name
        if candidate.is_file():
            yield candidate
