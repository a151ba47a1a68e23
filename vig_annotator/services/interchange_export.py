"""Writing sessions for other programs: what is lost is told first, then the file appears whole or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vig_annotator.codebook.restricting import for_export
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.errors import UsageError
from vig_annotator.exchange.document import (
    Counts,
    Document,
    MediaLink,
    Observation,
)
from vig_annotator.exchange.formats import Format, format_of_id
from vig_annotator.exchange.keeping import unpack
from vig_annotator.exchange.session_tiers import SessionTiers
from vig_annotator.exchange.writing_back import OursNow, written_back
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.session import Session
from vig_annotator.reels.whole_file import whole_file, write_trouble
from vig_annotator.services.films import recording_path
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.opening import DATABASE_NAME


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """What to leave out.

    Attributes:
        without_names: coders become “coder 1”, “coder 2” …, the session's title its id, and films lose their folders.
        without_notes: no notes.
        coder: only this coder's passes; all if empty.
    """

    without_names: bool = False
    without_notes: bool = False
    coder: str = ""


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What will be written, and what will be lost.

    Attributes:
        losses: a plain sentence each; empty when the format holds everything.
        sources: the library's file and the session's films, which no export ever replaces.
    """

    format: Format
    document: Document
    losses: tuple[str, ...]
    sources: tuple[Path, ...]


def plan_export(
    ws: Workspace,
    session_id: str,
    format_id: str,
    choices: ExportChoices | None = None,
    index: FrameIndex | None = None,
) -> ExportPlan:
    """Say what an export will write and what it will lose; nothing is written yet.

    A session that was imported from a file of the same format is written back into that file's own form, so that
    what the library has no place for is there again.

    Raises:
        NotFound: there is no such session.
        UsageError: the format is only read, or there is no such coder.
        CodebookError: a coding's codebook can't be understood.
    """
    form = writable(format_id)
    choices = choices or ExportChoices()
    document = session_document(ws, session_id, choices, index)
    if form.keeps and not (choices.without_names or choices.without_notes or choices.coder):
        document = _back_into_its_file(ws, session_id, format_id, document)
    losses = tuple(form.losses(document)) if form.losses is not None else ()
    films = [recording_path(ws, recording) for recording in recordings_of(ws, session_id)]
    return ExportPlan(form, document, losses, (ws.folder / DATABASE_NAME, *films))


def write_export(plan: ExportPlan, out: Path) -> int:
    """Write what was planned; answers how many annotations.

    Raises:
        ExportError: it can't be written; nothing was left behind.
    """
    assert plan.format.write is not None
    write_whole(out, plan.format.write(plan.document), plan.sources)
    return sum(len(observation.annotations) for observation in plan.document.observations)


def writable(format_id: str) -> Format:
    """The format of that id.

    Raises:
        UsageError: there is none, or it is only read.
    """
    form = format_of_id(format_id)
    if form.write is None:
        raise UsageError(f"{form.title} can be read, and not written.", "Choose another format.")
    return form


def write_whole(out: Path, content: bytes, sources: Iterable[Path]) -> None:
    """Write a file, whole or not at all; gzipped if its name ends in ``.gz``.

    Args:
        out: the file.
        content: what it holds.
        sources: files that it is made from, which are never replaced.

    Raises:
        ExportError: it can't be written; nothing was left behind.
    """
    packed = gzip.compress(content, mtime=0) if out.name.casefold().endswith(".gz") else content
    with whole_file(out, overwrite=True, sources=sources) as part:
        try:
            part.write_bytes(packed)
        except OSError as error:
            raise write_trouble(error, out) from error


def session_document(
    ws: Workspace, session_id: str, choices: ExportChoices, index: FrameIndex | None = None
) -> Document:
    """A session as a document: a tier for each coder and lane of the timeline.

    Raises:
        NotFound: there is no such session.
        UsageError: there is no such coder.
        CodebookError: a coding's codebook can't be understood.
    """
    session = ws.get(Session, session_id)
    passes = passes_of(ws, session_id)
    names = _coder_names(passes, choices)
    wanted = [one for one in passes if not choices.coder or one.coder == choices.coder]
    if choices.coder and not wanted:
        raise UsageError(
            f"“{choices.coder}” has not coded this session.",
            f"Its coders are: {', '.join(sorted(names))}." if names else "",
        )
    writer = SessionTiers(index, without_notes=choices.without_notes)
    for coding_pass in wanted:
        codebook = for_export(ws.codebook(coding_pass.snapshot_id))
        with ws.store.reading() as connection:
            annotations = queries.annotations_of(connection, coding_pass.id)
        writer.add_pass(names[coding_pass.coder], codebook, annotations)
    family = ws.get(Family, session.family_id).pseudonym
    media = tuple(
        MediaLink(
            path=_film_path(recording_path(ws, recording), choices),
            relative=recording_path(ws, recording).name,
            starts_us=recording.starts_at_us,
            duration_us=recording.duration_us,
        )
        for recording in recordings_of(ws, session_id)
    )
    observation = Observation(
        name=session.id if choices.without_names else session.title,
        media=media,
        tiers=tuple(writer.tiers),
        annotations=tuple(writer.annotations),
        recorded_on=session.recorded_on,
        note="" if choices.without_notes else session.note,
        kept={"family": family, "session_id": session.id},
    )
    books = {one.snapshot_id for one in wanted}
    text = write_codebook(for_export(ws.codebook(next(iter(books))))) if len(books) == 1 else ""
    return Document("vig", "", (observation,), Counts(), tuple(writer.codes.values()), (), text)


def _film_path(path: Path, choices: ExportChoices) -> str:
    return path.name if choices.without_names else path.as_posix()


def _coder_names(passes: Sequence[CodingPass], choices: ExportChoices) -> dict[str, str]:
    coders = list(dict.fromkeys(one.coder for one in passes))
    if not choices.without_names:
        return {coder: coder for coder in coders}
    return {coder: f"coder {number}" for number, coder in enumerate(coders, start=1)}


def _back_into_its_file(ws: Workspace, session_id: str, format_id: str, document: Document) -> Document:
    with ws.store.reading() as connection:
        files = [one for one in queries.imported_files(connection, session_id) if one.format == format_id]
    if len(files) != 1:
        return document
    now: dict[str, OursNow] = {}
    for coding_pass in passes_of(ws, session_id):
        with ws.store.reading() as connection:
            for one in queries.annotations_of(connection, coding_pass.id):
                now[one.id] = OursNow(one.code_id, one.onset_us, one.offset_us, one.note, one.modifiers)
    restored = written_back(unpack(files[0].kept), document, now)
    return replace(restored, codes=restored.codes or document.codes)
