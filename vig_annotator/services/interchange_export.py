"""Writing sessions for other programs: what is lost is told first, then the file appears whole or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vig_annotator.codebook.restricting import for_export
from vig_annotator.codebook.writer import write_codebook
from vig_annotator.errors import ExportError, UsageError
from vig_annotator.exchange.document import (
    Counts,
    Document,
    ForeignAnnotation,
    ForeignCode,
    MediaLink,
    Observation,
    Role,
    Tier,
)
from vig_annotator.exchange.formats import Format, format_of_id
from vig_annotator.exchange.keeping import unpack
from vig_annotator.exchange.lanes import OPEN_END, lanes_of
from vig_annotator.exchange.tidy_rows import modifiers_as_text
from vig_annotator.exchange.writing_back import OursNow, written_back
from vig_annotator.media.frame_index import FrameIndex
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.codebook import Code, Codebook
from vig_annotator.model.coding_pass import CodingPass
from vig_annotator.model.family import Family
from vig_annotator.model.session import Session
from vig_annotator.services.films import recording_path
from vig_annotator.services.passes import passes_of
from vig_annotator.services.sessions import recordings_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries


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
    """

    format: Format
    document: Document
    losses: tuple[str, ...]


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
    return ExportPlan(form, document, losses)


def write_export(plan: ExportPlan, out: Path) -> int:
    """Write what was planned; answers how many annotations.

    Raises:
        ExportError: it can't be written; nothing was left behind.
    """
    assert plan.format.write is not None
    write_whole(out, plan.format.write(plan.document))
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


def write_whole(out: Path, content: bytes) -> None:
    """Write a file under a temporary name, then give it its own; gzipped if its name ends in ``.gz``.

    Raises:
        ExportError: it can't be written; nothing was left behind.
    """
    part = out.with_name(out.name + ".part")
    packed = gzip.compress(content, mtime=0) if out.name.casefold().endswith(".gz") else content
    try:
        part.write_bytes(packed)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExportError(
            f"“{out.name}” can't be written: {error.strerror or error}.",
            "Choose another place, or close the program that has the file open.",
        ) from error


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
    writer = _Session(index, choices, ws.folder)
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


class _Session:
    """Collects the tiers, annotations and codes of a session."""

    def __init__(self, index: FrameIndex | None, choices: ExportChoices, folder: Path) -> None:
        self.tiers: list[Tier] = []
        self.annotations: list[ForeignAnnotation] = []
        self.codes: dict[tuple[str, str], ForeignCode] = {}
        self._index = index
        self._choices = choices

    def add_pass(self, coder: str, codebook: Codebook, annotations: Sequence[Annotation]) -> None:
        labels = _unlike_labels(codebook)
        for code in codebook.codes:
            entry = _entry(codebook, code, labels[code.id])
            self.codes.setdefault((entry.subject, entry.name), entry)
        by_row: dict[tuple[str, str, str], list[Annotation]] = {}
        for annotation in annotations:
            found = codebook.code(annotation.code_id)
            by_row.setdefault(_row(codebook, found, annotation.code_id, labels), []).append(annotation)
        for row, members in by_row.items():
            self._add_row(row, coder, codebook, members, labels)

    def _add_row(
        self,
        row: tuple[str, str, str],
        coder: str,
        codebook: Codebook,
        members: Sequence[Annotation],
        labels: dict[str, str],
    ) -> None:
        subject_id, name, group_id = row
        subject = codebook.subject(subject_id)
        lanes = lanes_of(
            (n, one.onset_us, OPEN_END if one.offset_us is None else one.offset_us)
            for n, one in enumerate(members)
        )
        tier_of: dict[int, int] = {}
        for lane in sorted(set(lanes.values())):
            tier_of[lane] = len(self.tiers)
            self.tiers.append(
                Tier(
                    name=name,
                    subject=subject.label if subject else "",
                    coder=coder,
                    role=Role.VALUES,
                    vocabulary=tuple(
                        labels[code.id]
                        for code in codebook.codes
                        if _row(codebook, code, code.id, labels) == row
                    ),
                    kept={
                        "codebook": codebook.id,
                        "codebook_version": codebook.version,
                        "subject_id": subject_id,
                        "group_id": group_id,
                        "lane": lane,
                    },
                )
            )
        for number, one in enumerate(members):
            self.annotations.append(
                ForeignAnnotation(
                    tier=tier_of[lanes[number]],
                    value=labels.get(one.code_id, one.code_id),
                    onset_us=one.onset_us,
                    offset_us=one.offset_us,
                    note="" if self._choices.without_notes else one.note,
                    modifiers=_modifiers(codebook, one),
                    kept=self._kept(one),
                )
            )

    def _kept(self, one: Annotation) -> dict[str, object]:
        index = self._index
        kept: dict[str, object] = {"id": one.id, "modifiers": modifiers_as_text(tuple(one.modifiers.items()))}
        if index is not None:
            kept["onset_frame"] = index.frame_at(one.onset_us)
            if one.offset_us is not None:
                past = one.offset_us >= index.end_us
                kept["offset_frame"] = len(index) if past else index.frame_at(one.offset_us)
        return kept


def _unlike_labels(codebook: Codebook) -> dict[str, str]:
    """A label for each code that no other code of its subject has."""
    labels: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for code in codebook.codes:
        label = (
            code.label if (code.subject, code.label.casefold()) not in taken else f"{code.label} [{code.id}]"
        )
        taken.add((code.subject, label.casefold()))
        labels[code.id] = label
    return labels


def _row(codebook: Codebook, code: Code | None, code_id: str, labels: dict[str, str]) -> tuple[str, str, str]:
    """Subject, name and group id of the tier that a code's annotations go to: its group's, or one of its own."""
    if code is None:
        return "", code_id, ""
    group = codebook.group(code.group)
    if group is None:
        return code.subject, labels[code.id], ""
    return code.subject, group.label, group.id


def _entry(codebook: Codebook, code: Code, label: str) -> ForeignCode:
    subject, group = codebook.subject(code.subject), codebook.group(code.group)
    modifiers = [one for name in code.modifiers if (one := codebook.modifier(name)) is not None]
    return ForeignCode(
        name=label,
        kind=code.kind,
        id=code.id,
        subject=subject.label if subject else code.subject,
        group=group.label if group else "",
        definition=code.definition,
        colour=code.colour or "",
        key=code.key or "",
        valence=code.valence.value,
        modifiers=tuple((one.label, one.choices, one.multiple) for one in modifiers),
    )


def _modifiers(codebook: Codebook, one: Annotation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    def known(name: str) -> str:
        return modifier.label if (modifier := codebook.modifier(name)) else name

    return tuple((known(name), tuple(chosen)) for name, chosen in one.modifiers.items() if chosen)


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
