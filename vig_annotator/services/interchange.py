"""Taking in files of other programs: all of a file in one undoable step, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vig_annotator.codebook.loader import LoadedCodebook
from vig_annotator.exchange.document import Document, Observation
from vig_annotator.exchange.keeping import KeptFile, Link, pack
from vig_annotator.exchange.mapping import PlannedPass
from vig_annotator.exchange.problems import Problems
from vig_annotator.jobs import JobContext
from vig_annotator.model.annotation import Annotation
from vig_annotator.model.changes import ChangeSet, RowChange
from vig_annotator.model.coding_pass import CodebookSnapshot, CodingPass
from vig_annotator.model.edits import families as family_rules
from vig_annotator.model.edits.drafting import Stamp, made
from vig_annotator.model.family import Family
from vig_annotator.model.ids import new_id
from vig_annotator.model.imported_file import ImportedFile
from vig_annotator.model.mediatime import MediaTime
from vig_annotator.model.session import Recording, Session
from vig_annotator.services.coders import ensure_coders
from vig_annotator.services.families import all_families
from vig_annotator.services.history import Changed
from vig_annotator.services.interchange_films import FoundFilm, places_of
from vig_annotator.services.interchange_looking import (
    ImportChoices,
    Looked,
    ReadFile,
    look,
)
from vig_annotator.services.passes import all_passes_of
from vig_annotator.services.workspace import Workspace
from vig_annotator.storage import queries
from vig_annotator.tidying import without_collector

_REPORT_EVERY = 2_000
_GATHERED = 0.3
"""Which share of the time goes by before the first row is written."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Attributes:
        sessions: the ids of the sessions that it went into.
        annotations: how many annotations the library got.
        problems: what is not as it should be, of the file and of taking it in.
    """

    file: ReadFile
    sessions: tuple[str, ...]
    annotations: int
    problems: tuple[str, ...]


def import_file(ws: Workspace, file: ReadFile, choices: ImportChoices | None = None) -> Imported:
    """Take a file into the library: `look`, then `take_in`; see there for what is raised."""
    return take_in(ws, look(file, places_of(ws), choices))


def take_in(ws: Workspace, looked: Looked, context: JobContext | None = None) -> Imported:
    """Take in what was looked at: sessions, films, codebooks, passes and annotations, all in one undoable step.

    A film that the library knows already brings its session: the annotations join it as further passes, so that
    two coders' files about one film meet; so do they where the user names the session. A film that is found nowhere is told as a problem; the annotations come in all
    the same.

    Args:
        ws: the open library.
        looked: what is taken in.
        context: progress, and cancel.

    Raises:
        NotFound: the family is not there.
        LibraryError: the library can't be written; nothing was taken in.
        Cancelled: nothing was taken in.
    """
    with without_collector():
        return _Taking(ws, looked, context or JobContext()).run()


def take_in_beside(
    ws: Workspace, looked: Looked, context: JobContext
) -> tuple[Imported, tuple[Changed, ...]]:
    """The same on another thread than the one that opened the library; the changes go to `History.take_over` there."""
    changes: list[Changed] = []
    with ws.on_this_thread() as side:
        side.events.subscribe(Changed, changes.append)
        done = take_in(side, looked, context)
    return done, tuple(changes)


class _Taking:
    """One import: collects the rows, then writes them all."""

    def __init__(self, ws: Workspace, looked: Looked, context: JobContext) -> None:
        self._ws = ws
        self._context = context
        self._total = sum(len(one.placed) for passes in looked.plan.passes for one in passes)
        self._looked = looked
        self._file = looked.file
        self._choices = looked.choices
        self._stamp: Stamp = ws.stamp()
        self._changes: list[RowChange] = []
        self._snapshots: set[str] = set()
        self._family: Family | None = None
        self._problems = Problems()
        self._count = 0

    def run(self) -> Imported:
        sessions = []
        for observation, passes, films in zip(
            self._file.document.observations, self._looked.plan.passes, self._looked.films, strict=True
        ):
            sessions.append(self._take(observation, passes, films))
        rows = [change.row for change in self._changes]
        ensure_coders(self._ws, [row.coder for row in rows if isinstance(row, CodingPass)])
        label = f"import “{self._file.path.name}”"
        self._ws.history.apply(
            ChangeSet(label, tuple(self._changes)),
            lambda share: self._context.report(_GATHERED + (0.95 - _GATHERED) * share, "Writing"),
        )
        problems = (*self._looked.problems, *self._problems.told())
        return Imported(self._file, tuple(sessions), self._count, problems)

    def _take(
        self, observation: Observation, passes: tuple[PlannedPass, ...], films: tuple[FoundFilm, ...]
    ) -> str:
        known = next((film for film in films if film.known is not None), None)
        into = self._choices.into
        if into is not None:
            session_id = into.session_id
            shift = into.starts_at_us - (observation.media[0].starts_us if observation.media else 0)
            same = next((one for one in films if one.known and one.known.session_id == session_id), None)
            if same is not None and same.known is not None:
                shift = same.known.starts_at_us - same.link.starts_us
            elif known is not None:
                self._problems.add(
                    "films", f"The film that the file names is of another visit than “{into.title}”."
                )
            elif not into.has_film:
                self._add_films(session_id, films, shift)
        elif known is not None and known.known is not None:
            session_id = known.known.session_id
            shift = known.known.starts_at_us - known.link.starts_us
        else:
            shift = -(observation.media[0].starts_us if observation.media else 0)
            session_id = self._new_session(observation, films, shift)
        links: list[Link | None] = [None] * len(observation.annotations)
        for planned in passes:
            self._take_pass(session_id, planned, shift, links)
        kept = KeptFile(self._alone(observation), shift, tuple(links))
        row = ImportedFile(
            id=new_id(),
            session_id=session_id,
            format=self._file.document.format,
            name=self._file.path.name,
            digest=self._file.digest,
            kept=pack(kept),
            created_at=self._stamp.at,
        )
        self._changes.append(made(row))
        before = sum(1 for link in links if link is not None and link.onset_us < 0)
        if before:
            self._problems.add(
                "sessions",
                f"“{observation.name}”: {before:,} annotations begin before the film's first frame.",
            )
        untimed = sum(1 for one in observation.annotations if one.onset_us is None)
        if untimed:
            self._problems.add(
                "sessions",
                f"“{observation.name}”: {untimed:,} annotations have no time and are only kept aside.",
            )
        return session_id

    def _alone(self, observation: Observation) -> Document:
        document = self._file.document
        return Document(
            document.format,
            document.version,
            (observation,),
            document.counts,
            document.codes,
            (),
            document.codebook_text,
            document.kept,
        )

    def _new_session(self, observation: Observation, films: Sequence[FoundFilm], shift: int) -> str:
        if self._family is None:
            if self._choices.family_id is not None:
                self._family = self._ws.get(Family, self._choices.family_id)
            else:
                change_set, self._family = family_rules.create(all_families(self._ws), self._stamp)
                self._changes.extend(change_set.changes)
        session = Session(
            id=new_id(),
            family_id=self._family.id,
            title=observation.name.strip() or self._file.path.stem,
            recorded_on=observation.recorded_on,
            note=observation.note,
            created_at=self._stamp.at,
        )
        self._changes.append(made(session))
        self._add_films(session.id, films, shift)
        return session.id

    def _add_films(self, session_id: str, films: Sequence[FoundFilm], shift: int) -> None:
        for position, film in enumerate(films):
            self._changes.append(
                made(
                    Recording(
                        id=new_id(),
                        session_id=session_id,
                        path=film.stored,
                        fingerprint=film.fingerprint,
                        size_bytes=film.size_bytes,
                        starts_at_us=MediaTime(film.link.starts_us + shift),
                        position=position,
                        created_at=self._stamp.at,
                    )
                )
            )

    def _take_pass(self, session_id: str, planned: PlannedPass, shift: int, links: list[Link | None]) -> None:
        self._keep_codebook(planned.loaded)
        coding_pass = CodingPass(
            id=new_id(),
            session_id=session_id,
            coder=self._free_coder(session_id, planned),
            snapshot_id=planned.loaded.sha256,
            created_at=self._stamp.at,
        )
        self._changes.append(made(coding_pass))
        for placed in planned.placed:
            offset = None if placed.offset_us is None else MediaTime(placed.offset_us + shift)
            annotation = Annotation(
                id=new_id(),
                pass_id=coding_pass.id,
                code_id=placed.code_id,
                onset_us=MediaTime(placed.onset_us + shift),
                offset_us=offset,
                note=placed.note,
                modifiers=dict(placed.modifiers),
                created_by=planned.coder,
                created_at=self._stamp.at,
            )
            self._changes.append(made(annotation))
            links[placed.index] = Link(
                annotation.id,
                annotation.code_id,
                annotation.onset_us,
                annotation.offset_us,
                annotation.note,
                annotation.modifiers,
            )
            self._count += 1
            if self._count % _REPORT_EVERY == 0:
                self._context.report(_GATHERED * self._count / self._total, "Putting them together")

    def _free_coder(self, session_id: str, planned: PlannedPass) -> str:
        """The coder's name; with a number if that coder has a pass with the same codebook there already."""
        taken = {(one.coder, one.snapshot_id) for one in all_passes_of(self._ws, session_id)} | {
            (row.coder, row.snapshot_id)
            for change in self._changes
            if isinstance(row := change.row, CodingPass) and row.session_id == session_id
        }
        name, number = planned.coder, 2
        while (name, planned.loaded.sha256) in taken:
            name, number = f"{planned.coder} ({number})", number + 1
        return name

    def _keep_codebook(self, loaded: LoadedCodebook) -> None:
        if loaded.sha256 in self._snapshots:
            return
        self._snapshots.add(loaded.sha256)
        with self._ws.store.reading() as connection:
            if queries.get(connection, CodebookSnapshot, loaded.sha256) is not None:
                return
        book = loaded.codebook
        self._changes.append(
            made(
                CodebookSnapshot(
                    loaded.sha256, book.id, book.version, book.title, loaded.yaml_text, self._stamp.at
                )
            )
        )
