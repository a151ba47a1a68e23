"""The export register: what was made, for whom, whether it still exists, finding it again, and erasing it.

A file is known by its content. Entries are never undone; erasing a file leaves its entry, with the day on which it went. What takes
time to make is noted before it is made (`begin`) and completed after it (`settle`), so a file never lies anywhere that the register does
not know, even if the program is killed between the two: the next one to open the library settles what was left (`settle_left`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from vig_annotator.errors import ExportError, NotFound
from vig_annotator.jobs import JobContext
from vig_annotator.media.erasing import digest_of, erase
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.drafting import changed, made, removed
from vig_annotator.model.ids import new_id
from vig_annotator.model.made_file import MadeFile, MadeKind, showing
from vig_annotator.model.reel import Audience
from vig_annotator.reels.whole_file import PART_SUFFIX
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import consents as consent_queries
from vig_annotator.storage import queries as row_queries
from vig_annotator.storage import register as queries

_CLOCK_S = 3.0
"""By how much a drive's clock may be coarser than the computer's: memory sticks count in steps of two seconds."""


class Whereabouts(StrEnum):
    """What is known about a made file now."""

    THERE = "there"
    CHANGED = "changed"
    GONE = "gone"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Made:
    """What is to be entered into the register.

    Attributes:
        family_id: whose film it is.
        reel_id: the reel that it was made from, or None.
        session_ids: the sessions that it shows.
        what: what it shows, such as the reel's title.
        audience: whom it was made for.
    """

    family_id: str
    reel_id: str | None
    session_ids: tuple[str, ...]
    what: str
    audience: Audience
    kind: MadeKind = MadeKind.FILM


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written; gathered on any thread, right after it was made."""

    path: Path
    size_bytes: int
    digest: str


def look_at(path: Path, context: JobContext | None = None) -> Written:
    """What the register keeps of a file that was just made; touches no library.

    Raises:
        ExportError: it is not there any more.
        Cancelled: the context was cancelled.
    """
    try:
        return Written(path.absolute(), path.stat().st_size, digest_of(path, context))
    except OSError as error:
        raise ExportError(f"“{path.name}” was made, but is gone again.", "Make it once more.") from error


def enter(ws: Workspace, about: Made, written: Written) -> MadeFile:
    """Enter a file into the register that was made already."""
    return settle(ws, begin(ws, about, [written.path]), [written])[0]


def begin(ws: Workspace, about: Made, paths: Iterable[Path]) -> tuple[MadeFile, ...]:
    """Note files that are going to be made; they are in no list before they are settled."""
    stamp = ws.stamp()
    rows = tuple(
        MadeFile(
            id=new_id(),
            family_id=about.family_id,
            reel_id=about.reel_id,
            session_ids=about.session_ids,
            kind=about.kind,
            what=about.what,
            audience=about.audience,
            path=path.absolute().as_posix(),
            size_bytes=0,
            digest="",
            created_by=stamp.who,
            created_at=stamp.at,
        )
        for path in paths
    )
    ws.history.set_up(ChangeSet(f"make “{about.what}” for somebody", tuple(made(row) for row in rows)))
    return rows


def settle(ws: Workspace, begun: Sequence[MadeFile], written: Iterable[Written] = ()) -> tuple[MadeFile, ...]:
    """Complete the entries of files that are there now, take those out that were not made; answers the former.

    Args:
        ws: the open library.
        begun: as `begin` noted them.
        written: what is known already of files that were made; the others are looked at.
    """
    known = {one.path.as_posix(): one for one in written}
    changes: list[RowChange] = []
    for row in begun:
        found = known.get(row.path) or _made_since(row)
        changes.append(
            removed(row) if found is None else changed(row, size_bytes=found.size_bytes, digest=found.digest)
        )
    there = {change.row.id: change.row for change in changes if change.after is not None}
    changes += _replaced(ws, [row for row in there.values() if isinstance(row, MadeFile)])
    if changes:
        ws.history.set_up(ChangeSet(f"make “{begun[0].what}” for somebody", tuple(changes)))
    return tuple(ws.get(MadeFile, row.id) for row in begun if row.id in there)


def settle_left(ws: Workspace) -> tuple[MadeFile, ...]:
    """To be called when a library was opened: settle what a program noted that was killed while it made films.

    What lies there half made is film of a family that no list knows: it is erased.
    """
    with ws.store.reading() as connection:
        left = queries.unsettled_files(connection)
    for row in left:
        part = Path(row.path + PART_SUFFIX)
        if _is_since(row, part):
            with suppress(ExportError):  # somebody holds it, or its drive is write-protected
                erase(part)
    return settle(ws, left)


def _made_since(row: MadeFile) -> Written | None:
    """What lies at an entry's place, if it was written since the entry was noted."""
    path = Path(row.path)
    try:
        return look_at(path) if _is_since(row, path) else None
    except ExportError:
        return None


def _is_since(row: MadeFile, path: Path) -> bool:
    """Whether a file is there that was written since an entry was noted."""
    try:
        written_s = path.stat().st_mtime
    except OSError:
        return False
    return written_s >= datetime.fromisoformat(row.created_at).timestamp() - _CLOCK_S


def _replaced(ws: Workspace, now: Sequence[MadeFile]) -> list[RowChange]:
    """Entries of files in whose place others lie now."""
    at = {row.path: row for row in now}
    return [
        changed(entry, erased_at=ws.stamp().at)
        for entry in made_files(ws)
        if entry.path in at and not entry.erased_at and entry.digest != at[entry.path].digest
    ]


def made_files(ws: Workspace, family_id: str | None = None) -> list[MadeFile]:
    """What was made for a family, or shows its films among those of others; or all. The latest first."""
    with ws.store.reading() as connection:
        every = queries.made_files(connection)
        if family_id is None:
            return every
        sessions = {one.id for one in row_queries.sessions(connection, family_id)}
    return [one for one in every if one.family_id == family_id or not sessions.isdisjoint(one.session_ids)]


def find_entry(ws: Workspace, wanted: str) -> MadeFile:
    """The entry that a person means by an id, or by the beginning of one or of a digest.

    Raises:
        NotFound: there is none, or there are several.
    """
    text = wanted.strip().casefold()
    found = [
        one for one in made_files(ws) if text and (one.id.startswith(text) or one.digest.startswith(text))
    ]
    if len(found) != 1:
        how_many = "no entry" if not found else f"{len(found)} entries"
        raise NotFound(f"“{wanted}” means {how_many} of the register.", "Use an id from the list.")
    return found[0]


def whereabouts(entry: MadeFile) -> Whereabouts:
    """Whether a file lies where it was put, by its size; `search` compares contents."""
    if entry.erased_at:
        return Whereabouts.ERASED
    try:
        size = Path(entry.path).stat().st_size
    except OSError:
        return Whereabouts.GONE
    return Whereabouts.THERE if size == entry.size_bytes else Whereabouts.CHANGED


def search(entries: Sequence[MadeFile], folder: Path, context: JobContext | None = None) -> dict[str, Path]:
    """Look through a folder, and all below it, for made files under whatever name; touches no library.

    Args:
        entries: what is looked for; erased ones are looked for, too, as copies.
        folder: where.
        context: progress and cancel.

    Returns:
        by entry id, the first place where its content lies.

    Raises:
        NotFound: there is no such folder.
        Cancelled: the context was cancelled.
    """
    if not folder.is_dir():
        raise NotFound(f"There is no folder “{folder}”.", "Choose the folder to look in.")
    context = context or JobContext()
    of_size: dict[int, list[MadeFile]] = {}
    for entry in entries:
        of_size.setdefault(entry.size_bytes, []).append(entry)
    found: dict[str, Path] = {}
    for path in _files_below(folder):
        context.check()
        try:
            wanted = of_size.get(path.stat().st_size, ())
            digest = digest_of(path, context) if wanted else ""
        except OSError:
            continue  # what can't be read is not ours to judge
        for entry in wanted:
            if entry.digest == digest:
                found.setdefault(entry.id, path)
    return found


def note_place(ws: Workspace, entry: MadeFile, path: Path) -> MadeFile:
    """Note where a made file was found."""
    now = ws.get(MadeFile, entry.id)
    place = path.absolute().as_posix()
    if now.path != place:
        ws.history.set_up(ChangeSet(f"note where “{now.what}” is", (changed(now, path=place),)))
    return ws.get(MadeFile, entry.id)


def erase_file(ws: Workspace, entry: MadeFile) -> MadeFile:
    """Erase a made file where it lies; see `media.erasing` for what that can promise.

    Raises:
        NotFound: it is not there.
        ExportError: another content lies there now, or it can't be erased.
    """
    path = Path(entry.path)
    if not path.is_file():
        raise NotFound(f"“{path.name}” is no longer where it was put.", "Look for it in a folder first.")
    if path.stat().st_size != entry.size_bytes or digest_of(path) != entry.digest:
        raise ExportError(
            f"“{path.name}” is another film now than the one that was made.", "Look for it in a folder first."
        )
    erase(path)
    return note_erased(ws, entry)


def note_erased(ws: Workspace, entry: MadeFile) -> MadeFile:
    """Note that a made file is gone for good, as when somebody says that they deleted their copy."""
    now = ws.get(MadeFile, entry.id)
    if not now.erased_at:
        change = changed(now, erased_at=ws.stamp().at)
        ws.history.set_up(ChangeSet(f"erase the file of “{now.what}”", (change,)))
    return ws.get(MadeFile, entry.id)


def touched_by(
    ws: Workspace, family_id: str, person_id: str, purposes: Iterable[Purpose]
) -> tuple[MadeFile, ...]:
    """What was made already that shows somebody for these purposes: a withdrawal can't call it back by itself."""
    with ws.store.reading() as connection:
        away = {one.session_id for one in consent_queries.absences_of(connection, person_id)}
        sessions = {one.id for one in row_queries.sessions(connection, family_id)}
        every = queries.made_files(connection)
    return showing(every, purposes, sessions, away)


def _files_below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place) / name for name in sorted(names))
