"""Exporting from a library that nobody has open: some sessions, those of a family, all, or a reel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vig_annotator.errors import ExportError, MediaError, NotFound, UsageError
from vig_annotator.jobs import JobContext
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.file_names import file_stem
from vig_annotator.model.reel import Reel
from vig_annotator.model.session import Session
from vig_annotator.reels.whole_file import checked
from vig_annotator.services import recordings, sessions
from vig_annotator.services.families import all_families
from vig_annotator.services.interchange_export import (
    ExportChoices,
    ExportPlan,
    plan_exports,
    writable,
    write_export,
)
from vig_annotator.services.reel_building import reels_of
from vig_annotator.services.reel_interchange import gather_reel, write_reel_file
from vig_annotator.services.workspace import Workspace

_WHO = "command line"
_WITH_FRAMES = ("csv", "tsv", "xlsx", "parquet")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions: those named, those of a family, or all.

    Attributes:
        sessions: titles, ids, or beginnings of ids.
        family: a family's pseudonym; empty for none.
        everything: all sessions of the library.
    """

    sessions: Sequence[str] = ()
    family: str = ""
    everything: bool = False


def plan_session_export(
    library: Path,
    wanted: Wanted,
    format_id: str,
    choices: ExportChoices | None = None,
    context: JobContext | None = None,
) -> tuple[ExportPlan, ...]:
    """Say what an export of sessions will write and lose: one plan for each file.

    Args:
        library: the library's folder.
        wanted: which sessions.
        format_id: what to write.
        choices: what to leave out.
        context: progress and cancel.

    Raises:
        NotFound: there is no such library, family or session, or none at all.
        UsageError: there is no such format, coder or substitute.
        LibraryError: the library can't be opened.
    """
    writable(format_id)
    choices = choices or ExportChoices()
    context = context or JobContext()
    with Workspace.open(library, _WHO, create=False) as ws:
        chosen = _sessions(ws, wanted)
        indexes = {}
        if needs_frames(format_id, choices):
            for number, session in enumerate(chosen):
                step = context.share(number / len(chosen), (number + 1) / len(chosen))
                index = _index_of(ws, session, step)
                if index is not None:
                    indexes[session.id] = index
        return plan_exports(ws, [one.id for one in chosen], format_id, choices, indexes)


def needs_frames(format_id: str, choices: ExportChoices) -> bool:
    """Whether an export is the better for knowing the films' frames."""
    return format_id in _WITH_FRAMES or "frame" in choices.substitutes.values()


def require_target(plans: Sequence[ExportPlan], out: Path) -> None:
    """Refuse a file that can't be written, before anything is told about what the format can't hold.

    Raises:
        ExportError: it can't; several files go into a folder, which is looked at when they are written.
    """
    if len(plans) == 1 and not out.is_dir():
        checked(out, overwrite=True, sources=plans[0].sources)


def write_exports(plans: Sequence[ExportPlan], out: Path) -> list[tuple[Path, int]]:
    """Write what was planned; answers each file and how many annotations are in it.

    Args:
        plans: of `plan_exports`.
        out: the file; where there are several, the folder that they go into, made if it is not there.

    Raises:
        ExportError: a file can't be written; those before it are there.
    """
    if len(plans) == 1 and not out.is_dir():
        return [(out, write_export(plans[0], out))]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"The folder “{out.name}” can’t be made: {error.strerror or error}.", "Choose another place."
        ) from error
    done: list[tuple[Path, int]] = []
    for plan in plans:
        path = _free(out, plan, [one for one, _ in done])
        done.append((path, write_export(plan, path)))
    return done


def _free(folder: Path, plan: ExportPlan, taken: Sequence[Path]) -> Path:
    stem = file_stem(plan.name, "session", 120)
    number, path = 2, folder / f"{stem}{plan.format.suffixes[0]}"
    while path in taken:
        path = folder / f"{stem} ({number}){plan.format.suffixes[0]}"
        number += 1
    return path


def export_reel(library: Path, wanted: str, out: Path, context: JobContext | None = None) -> int:
    """Write a reel for an editing program (.otio); answers how many clips.

    Args:
        library: the library's folder.
        wanted: the reel's title or id.
        out: the file.
        context: progress and cancel.

    Raises:
        NotFound: there is no such library or reel.
        UsageError: the reel has no clips, or several are called so.
        RuleViolation: a clip would show a parent a concern that was not allowed for it.
        MediaError: a film can't be used.
        ExportError: the file can't be written; nothing was left behind.
    """
    with Workspace.open(library, _WHO, create=False) as ws:
        gathered = gather_reel(ws, _reel(ws, wanted).id)
    return write_reel_file(gathered, out, context)


def _reel(ws: Workspace, wanted: str) -> Reel:
    every = [reel for family in all_families(ws) for reel in reels_of(ws, family.id)]
    found = [one for one in every if one.id == wanted] or [one for one in every if one.title == wanted]
    if not found:
        titles = ", ".join(f"“{one.title}”" for one in every)
        raise NotFound(
            f"There is no reel “{wanted}” in this library.", f"There are: {titles}." if titles else ""
        )
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} reels are called “{wanted}”.",
            f"Name one by its id: {', '.join(one.id for one in found)}.",
        )
    return found[0]


def _sessions(ws: Workspace, wanted: Wanted) -> list[Session]:
    if wanted.family:
        family = next((one for one in all_families(ws) if one.pseudonym == wanted.family), None)
        if family is None:
            raise NotFound(
                f"There is no family “{wanted.family}” in this library.", "Use the pseudonym on its card."
            )
        chosen = sessions.sessions_of(ws, family.id)
    elif wanted.everything:
        chosen = sessions.sessions_of(ws)
    else:
        chosen = [sessions.find_session(ws, one) for one in wanted.sessions]
    unique = list({one.id: one for one in chosen}.values())
    if not unique:
        raise NotFound("There are no sessions to export.", "Code a film first.")
    return unique


def _index_of(ws: Workspace, session: Session, context: JobContext) -> FrameIndex | None:
    """The frames of the session's first film; None where the film is not to be had: times are exported all the same."""
    take = recordings.main_take(ws, session.id)
    if not take:
        return None
    try:
        return recordings.read_frames(recordings.files_of(ws, take), ws.caches_dir, context)
    except MediaError:
        return None
