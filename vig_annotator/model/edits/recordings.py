"""Adding recordings to a session, moving them on its clock, taking them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from vig_annotator.errors import RuleViolation
from vig_annotator.model.changes import ChangeSet
from vig_annotator.model.edits.drafting import Stamp, changed, made, quoted, removed
from vig_annotator.model.ids import new_id
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.reel import Reel
from vig_annotator.model.session import Recording, Session
from vig_annotator.model.session_clock import Take, ends_at, takes


@dataclass(frozen=True, slots=True)
class NewFile:
    """A film file that is to be taken in.

    Attributes:
        stored: its place as the library keeps it.
        fingerprint: of its content.
        size_bytes: its length.
        duration_us: from its first displayed frame to the end of its last.
    """

    stored: str
    fingerprint: str
    size_bytes: int
    duration_us: MediaTime


def go_on_with(
    session: Session, recordings: Sequence[Recording], files: Sequence[NewFile], stamp: Stamp
) -> ChangeSet:
    """The session's first take goes on in further files, one after the other.

    Raises:
        RuleViolation: a file is in the session already, or it is not known yet how long the take is.
    """
    if not files:
        return ChangeSet("", ())
    there = {one.fingerprint for one in recordings}
    for number, one in enumerate(files):
        if one.fingerprint in there or one.fingerprint in {other.fingerprint for other in files[:number]}:
            raise RuleViolation(
                f"“{PurePath(one.stored).name}” is part of this session already.",
                "Choose the file that follows it.",
            )
    take = takes(recordings)[0]
    if not take[-1].duration_us:
        raise RuleViolation(
            "It is not known yet how long this film is.", "Wait until its frames are read, then try again."
        )
    at_us, position = ends_at(take[-1]), max(one.position for one in recordings) + 1
    changes = []
    for number, one in enumerate(files):
        changes.append(
            made(
                Recording(
                    id=new_id(),
                    session_id=session.id,
                    path=one.stored,
                    fingerprint=one.fingerprint,
                    size_bytes=one.size_bytes,
                    duration_us=one.duration_us,
                    starts_at_us=at_us,
                    position=position + number,
                    created_at=stamp.at,
                )
            )
        )
        at_us = MediaTime(at_us + one.duration_us)
    name = quoted(PurePath(files[0].stored).name, len(files), "files")
    return ChangeSet(f"go on with {name}", tuple(changes))


def take_out(recordings: Sequence[Recording], recording_id: str, used_until_us: int) -> ChangeSet:
    """Take the last file of the first take out of a session; the file itself stays where it is.

    Args:
        recordings: of the session.
        recording_id: which.
        used_until_us: where the last of the session's tags, moments and clips ends.

    Raises:
        RuleViolation: it is the only file of its take, another one follows it, or something was tagged in it.
    """
    take = next(take for take in takes(recordings) if any(one.id == recording_id for one in take))
    one = take[-1]
    if one.id != recording_id or one is take[0]:
        raise RuleViolation(
            "Only the last file of a film that lies in several can be taken out.",
            "Take out the last one first.",
        )
    if used_until_us > one.starts_at_us:
        raise RuleViolation(
            f"Something in “{PurePath(one.path).name}” is tagged, marked or in a reel.", "Delete that first."
        )
    return ChangeSet(f"take out “{PurePath(one.path).name}”", (removed(one),))


def beside(
    session: Session, recordings: Sequence[Recording], file: NewFile, starts_at_us: int, stamp: Stamp
) -> ChangeSet:
    """Another camera filmed the same visit.

    Args:
        session: the visit.
        recordings: what it has.
        file: the other camera's film.
        starts_at_us: where its first frame lies on the session's clock; may be negative.
        stamp: who does it, and when.

    Raises:
        RuleViolation: the file is in the session already, or the two did not film at the same time.
    """
    name = PurePath(file.stored).name
    if file.fingerprint in {one.fingerprint for one in recordings}:
        raise RuleViolation(f"“{name}” is part of this session already.", "Choose the other camera’s film.")
    new = Recording(
        id=new_id(),
        session_id=session.id,
        path=file.stored,
        fingerprint=file.fingerprint,
        size_bytes=file.size_bytes,
        duration_us=file.duration_us,
        starts_at_us=MediaTime(starts_at_us),
        position=max(one.position for one in recordings) + 1,
        created_at=stamp.at,
    )
    _require_same_takes(recordings, (*recordings, new), name)
    return ChangeSet(f"put “{name}” beside the film", (made(new),))


def shift(recordings: Sequence[Recording], take: Take, by_us: int) -> ChangeSet:
    """Move another camera's take on the session's clock, all of its files by as much.

    Raises:
        RuleViolation: it would no longer have filmed at the same time as the film.
    """
    if not by_us:
        return ChangeSet("", ())
    changes = [changed(one, starts_at_us=MediaTime(one.starts_at_us + by_us)) for one in take]
    name = PurePath(take[0].path).name
    moved = {change.row.id: change.after for change in changes}
    after = [moved.get(one.id, one) for one in recordings]
    _require_same_takes(recordings, [one for one in after if isinstance(one, Recording)], name)
    return ChangeSet(f"move “{name}” on the clock", tuple(changes))


def take_away(take: Take, showing: Iterable[Reel] = ()) -> ChangeSet:
    """Show another camera's take no longer; the files stay where they are.

    Args:
        take: the other camera's.
        showing: the reels with a clip that shows it.

    Raises:
        RuleViolation: a reel shows it.
    """
    for reel in showing:
        raise RuleViolation(
            f"The reel “{reel.title}” shows this camera’s film.",
            "Let its clips show the other camera first, or take them out.",
        )
    return ChangeSet(f"take “{PurePath(take[0].path).name}” away", tuple(removed(one) for one in take))


def _require_same_takes(before: Sequence[Recording], after: Sequence[Recording], name: str) -> None:
    first, then = (
        ([one.id for one in every[0]] if (every := takes(each)) else []) for each in (before, after)
    )
    if first != then or len(takes(after)) == 1:
        raise RuleViolation(
            f"There, “{name}” would not have been filmed at the same time as the film.",
            "Move it less, or add it as a file in which the film goes on.",
        )
