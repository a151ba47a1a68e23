"""Writing sessions for other programs: what is lost is told first, then the file appears whole or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from vig_annotator.exchange.formats import Format, format_of_id, prepared
from vig_annotator.exchange.keeping import unpack
from vig_annotator.exchange.losses import FoundLoss, chosen_from
from vig_annotator.exchange.session_tiers import SessionTiers
from vig_annotator.exchange.writing_back import OursNow, written_back
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.session import Recording, Session
from vig_annotator.reels.whole_file import whole_file, write_trouble
from vig_annotator.services.films import recording_path
from vig_annotator.services.passes import all_passes_of, passes_of
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.storage.opening import DATABASE_NAME


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """What to leave out, and what stands for what a format can't hold.

    Attributes:
        without_names: coders become “coder 1”, “coder 2” …, sessions and films are called after the family's pseudonym; None:
            as is usual for the format: research formats name nobody.
        without_notes: no notes.
        coder: only this coder's passes; all if empty.
        substitutes: for kinds of `losses.Loss` the ids of what is to stand for them.
    """

    without_names: bool | None = None
    without_notes: bool = False
    coder: str = ""
    substitutes: Mapping[str, str] = field(default_factory=dict)

    def hides_names(self, form: Format) -> bool:
        """Whether an export of that format names nobody."""
        return form.research if self.without_names is None else self.without_names

    def changes_nothing(self, form: Format) -> bool:
        """Whether everything that a session holds is wanted, so that it can go back into the file that it came from."""
        return not (self.hides_names(form) or self.without_notes or self.coder)


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What will be written, and what will be lost.

    Attributes:
        losses: empty when the format holds everything.
        sources: the library's file and the sessions' films, which no export ever replaces.
        name: what the file may be called, without an ending.
        hidden: how many codings of the sessions are left out, because they are blind and not all were sent yet.
    """

    format: Format
    document: Document
    losses: tuple[FoundLoss, ...]
    sources: tuple[Path, ...]
    name: str
    hidden: int = 0


def plan_export(
    ws: Workspace,
    session_id: str,
    format_id: str,
    choices: ExportChoices | None = None,
    index: FrameIndex | None = None,
) -> ExportPlan:
    """Say what an export of one session will write and what it will lose; nothing is written yet.

    A session that was imported from a file of the same format is written back into that file's own form, so that
    what the library has no place for is there again.

    Raises:
        NotFound: there is no such session.
        UsageError: the format is only read, or there is no such coder or substitute.
        CodebookError: a coding's codebook can't be understood.
    """
    (plan,) = plan_exports(ws, [session_id], format_id, choices, {session_id: index} if index else None)
    return plan


def plan_exports(
    ws: Workspace,
    session_ids: Sequence[str],
    format_id: str,
    choices: ExportChoices | None = None,
    indexes: Mapping[str, FrameIndex] | None = None,
) -> tuple[ExportPlan, ...]:
    """The same for several sessions: one plan where the format holds several in a file, else one for each.

    Args:
        ws: the open library.
        session_ids: in the order in which they are written; at least one.
        format_id: what to write.
        choices: what to leave out.
        indexes: the frames of each session's film, where they are known.

    Raises:
        NotFound: there is no such session.
        RuleViolation: it is a sealed packet, which nothing leaves.
        UsageError: the format is only read, or there is no such coder or substitute.
        CodebookError: a coding's codebook can't be understood.
    """
    ws.require_unsealed()
    form = writable(format_id)
    choices = choices or ExportChoices()
    chosen = chosen_from(form.id, choices.substitutes)
    indexes = indexes or {}
    documents = []
    for session_id in session_ids:
        document = session_document(ws, session_id, form, choices, indexes.get(session_id))
        if form.keeps and choices.changes_nothing(form) and (len(session_ids) == 1 or not form.several):
            document = _back_into_its_file(ws, session_id, format_id, document)
        documents.append(document)
    if form.several and len(documents) > 1:
        documents = [_together(documents)]
    frame_us = next((round(one.end_us / len(one)) for one in indexes.values() if len(one)), None)
    sources = (
        ws.folder / DATABASE_NAME,
        *(recording_path(ws, film) for one in session_ids for film in recordings_of(ws, one)),
    )
    hidden = sum(len(all_passes_of(ws, one)) - len(passes_of(ws, one)) for one in session_ids)
    plans = []
    for document, first in zip(documents, session_ids, strict=False):
        ready, losses = prepared(form, document, chosen, frame_us)
        name = _file_stem(
            ws, first, hides=choices.hides_names(form), alone=len(documents) == len(session_ids)
        )
        plans.append(ExportPlan(form, ready, losses, sources, name, hidden))
    return tuple(plans)


def _together(documents: Sequence[Document]) -> Document:
    """Several sessions as one document; their codebook travels along where it is the same."""
    codes = {(code.subject, code.name): code for document in documents for code in document.codes}
    texts = {document.codebook_text for document in documents}
    return replace(
        documents[0],
        observations=tuple(one for document in documents for one in document.observations),
        codes=tuple(codes.values()),
        codebook_text=next(iter(texts)) if len(texts) == 1 else "",
    )


def _file_stem(ws: Workspace, session_id: str, *, hides: bool, alone: bool) -> str:
    session = ws.get(Session, session_id)
    family = ws.get(Family, session.family_id).pseudonym
    if not alone:
        return family
    return pseudonym_of(ws, session) if hides else f"{family} {session.title}"


def pseudonym_of(ws: Workspace, session: Session) -> str:
    """What a session is called where nobody is named: its family's pseudonym and its number, such as ``F-001 2``."""
    family = ws.get(Family, session.family_id)
    with ws.store.reading() as connection:
        ids = [one.id for one in queries.sessions(connection, family.id)]
    return f"{family.pseudonym} {ids.index(session.id) + 1}"


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
    ws: Workspace, session_id: str, form: Format, choices: ExportChoices, index: FrameIndex | None = None
) -> Document:
    """A session as a document: a tier for each coder and lane of the timeline.

    Raises:
        NotFound: there is no such session.
        UsageError: there is no such coder.
        CodebookError: a coding's codebook can't be understood.
    """
    session = ws.get(Session, session_id)
    passes = passes_of(ws, session_id)
    hides = choices.hides_names(form)
    names = _coder_names(passes, hides=hides)
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
            links = queries.links_of(connection, coding_pass.id)
        writer.add_pass(names[coding_pass.coder], codebook, annotations, links)
    family = ws.get(Family, session.family_id).pseudonym
    title = pseudonym_of(ws, session) if hides else session.title
    media = tuple(
        _media_link(ws, recording, f"{title} film {number}" if hides else "")
        for number, recording in enumerate(recordings_of(ws, session_id), start=1)
    )
    observation = Observation(
        name=title,
        media=media,
        tiers=tuple(writer.tiers),
        annotations=tuple(writer.annotations),
        recorded_on=session.recorded_on,
        note="" if choices.without_notes else session.note,
        kept={"family": family, "session_id": session.id},
        links=tuple(writer.links),
    )
    books = {one.snapshot_id for one in wanted}
    text = write_codebook(for_export(ws.codebook(next(iter(books))))) if len(books) == 1 else ""
    return Document("vig", "", (observation,), Counts(), tuple(writer.codes.values()), (), text)


def _media_link(ws: Workspace, recording: Recording, stand_in: str) -> MediaLink:
    path = recording_path(ws, recording)
    name = f"{stand_in}{path.suffix}" if stand_in else path.name
    return MediaLink(
        path=name if stand_in else path.as_posix(),
        relative=name,
        starts_us=recording.starts_at_us,
        duration_us=recording.duration_us,
    )


def _coder_names(passes: Sequence[CodingPass], *, hides: bool) -> dict[str, str]:
    coders = list(dict.fromkeys(one.coder for one in passes))
    if not hides:
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
