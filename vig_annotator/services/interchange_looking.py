"""Looking into files of other programs before anything is done: what is in them, and what would become of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vig_annotator.codebook.loader import LoadedCodebook, load_codebook, parse_codebook
from vig_annotator.errors import CodebookError, ForeignFileError, UsageError
from vig_annotator.exchange.document import Document
from vig_annotator.exchange.formats import format_of_id, read_document
from vig_annotator.exchange.lasting import UntilNext, lasting
from vig_annotator.exchange.limits import MAX_BYTES, MAX_TAKEN_IN
from vig_annotator.exchange.mapping import Plan, plan_import
from vig_annotator.exchange.mapping_rows import TierRow, mapping_rows
from vig_annotator.exchange.problems import Problems
from vig_annotator.exchange.wishes import Wishes
from vig_annotator.services.interchange_films import FoundFilm, Places, Search, find_films
from vig_annotator.services.interchange_into import Into
from vig_annotator.tidying import without_collector


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read, and not yet taken in.

    Attributes:
        path: where it lies.
        digest: SHA-256 of its bytes.
    """

    path: Path
    digest: str
    document: Document


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """How to take files in.

    Attributes:
        codebook: a codebook file to code with; None to draw one from each file.
        wishes: what is to become of tiers and values, beside what is found by name.
        coder: the name for annotations that name no coder.
        family_id: whose sessions they are; a new family if None.
        film_folders: further places in which to look for films.
        films: films that the user showed, by the name that the file has for each.
        into: the session that they go into, as further codings; None for the film's session, or a new one.
        until_next: which points last until the next.
    """

    codebook: Path | None = None
    wishes: Wishes = field(default_factory=Wishes)
    coder: str = "imported"
    family_id: str | None = None
    film_folders: Sequence[Path] = ()
    films: Mapping[str, Path] = field(default_factory=dict)
    into: Into | None = None
    until_next: UntilNext = field(default_factory=UntilNext)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What there is to decide about a file.

    Attributes:
        rows: its tiers and their texts, with points that last until the next as the stretches that they become.
        codebook: the one that is coded with; None if all codes are drawn from the file.
        pointed: the keys of those rows that hold points in the file, so that they could last until the next; also of
            tiers that hold nothing, beside some that hold points, for the files that are taken in like this one.
        only_points: whether all that has a time in the file is a point.
    """

    rows: tuple[TierRow, ...]
    codebook: LoadedCodebook | None
    pointed: frozenset[str]
    only_points: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What would become of a file, before anything is done.

    Attributes:
        codebook: the one that is coded with; None if all codes are drawn from the file.
        plan: which code each annotation becomes.
        films: for each of the file's observations the films that are there.
        problems: what is not as it should be, of the file and of taking it in.
    """

    file: ReadFile
    choices: ImportChoices
    codebook: LoadedCodebook | None
    plan: Plan
    films: tuple[tuple[FoundFilm, ...], ...]
    problems: tuple[str, ...]


def read_file(path: Path) -> ReadFile:
    """Read a file of another program; nothing is changed.

    Raises:
        ForeignFileError: it is not there, of no known kind, or can't be read; the sentence names the place in it.
    """
    try:
        if path.is_dir():
            raise ForeignFileError(f"“{path.name}” is a folder.", "Name the files in it.")
        if path.stat().st_size > MAX_BYTES:
            raise ForeignFileError(f"“{path.name}” is too big.", f"{MAX_BYTES // 10**6} MB are the most.")
        raw = path.read_bytes()
    except OSError as error:
        raise ForeignFileError(
            f"“{path.name}” can't be read: {error.strerror or error}.", "Check its name and place."
        ) from error
    try:
        document = read_document(raw, path.name)
    except ForeignFileError as error:
        raise ForeignFileError(f"“{path.name}”: {error.message}", error.remedy) from error
    return ReadFile(path, hashlib.sha256(raw).hexdigest(), document)


def described(file: ReadFile) -> dict[str, Any]:
    """What a file holds, as plain values: the counts, by the names that the command line documents."""
    document, counts = file.document, file.document.counts
    return {
        "file": str(file.path),
        "format": format_of_id(document.format).name,
        "format_version": document.version,
        "tiers": counts.tiers,
        "annotations": counts.annotations,
        "points": counts.points,
        "intervals": counts.intervals,
        "media": counts.media,
        "problems": list(document.problems),
    }


def to_decide(file: ReadFile, choices: ImportChoices) -> ToDecide:
    """Say what there is to decide about a file; touches no library. Of the choices, what was said about codes does not matter.

    Raises:
        CodebookError: the codebook has faults.
        UsageError: it has nothing of a name in `until_next`.
    """
    document, _ = lasting(file.document, choices.until_next)
    loaded = codebook_for(document, choices.codebook, choices.into)
    as_read = mapping_rows(file.document, None, choices.wishes)
    some = any(row.points for row in as_read)
    tiers = {row.key for row in as_read if row.points or (some and not row.count)}
    texts = {one.key for row in as_read for one in row.values if one.points}
    only = some and all(row.points == row.count for row in as_read)
    return ToDecide(mapping_rows(document, loaded, choices.wishes), loaded, frozenset(tiers | texts), only)


def look(file: ReadFile, places: Places, choices: ImportChoices | None = None) -> Looked:
    """Say what would become of a file; touches no library, so it may run on any thread.

    Raises:
        CodebookError: the codebook has faults, or the file holds more codes than a codebook can.
        ForeignFileError: there is nothing in it to take in.
        NotFound: a chosen code is not there.
        UsageError: the file holds several visits and is to go into one; or it has nothing of a name in `until_next`.
    """
    choices = choices or ImportChoices()
    _require_something(file)
    document, about_points = lasting(file.document, choices.until_next)
    file = replace(file, document=document)
    problems = Problems()
    if choices.into is not None and len(document.observations) > 1:
        raise UsageError(
            f"“{file.path.name}” holds {len(document.observations)} visits; only one can go into “{choices.into.title}”.",
            "Import it as visits of their own.",
        )
    if about_points:
        problems.add("points", about_points)
    if file.digest in places.imported:
        title = places.imported[file.digest]
        problems.add("imports", f"The same file was imported before, into “{title}”.")
    search = Search(places, file.path.parent, choices.film_folders, choices.films)
    with without_collector():
        loaded = codebook_for(document, choices.codebook, choices.into)
        plan = plan_import(document, file.path.stem, loaded, choices.wishes, choices.coder)
        films = tuple(
            tuple(find_films(observation.media, search, problems)) for observation in document.observations
        )
    told = (*document.problems, *plan.notes, *problems.told())
    return Looked(file, choices, loaded, plan, films, told)


def _require_something(file: ReadFile) -> None:
    document = file.document
    if not any(
        one.onset_us is not None for item in document.observations for one in item.annotations
    ) and not any(observation.tiers for observation in document.observations):
        raise ForeignFileError(
            f"“{file.path.name}” holds no annotations to take in.",
            "If it holds a vocabulary, convert it as a codebook.",
        )
    count = sum(len(observation.annotations) for observation in document.observations)
    if count > MAX_TAKEN_IN:
        raise ForeignFileError(
            f"“{file.path.name}” holds {count:,} annotations.",
            f"{MAX_TAKEN_IN:,} are the most at once; split the file.",
        )


def codebook_for(document: Document, path: Path | None, into: Into | None = None) -> LoadedCodebook | None:
    """What a file is coded with: the codebook that is named, that of the session it goes into, or the one it brings along.

    None for none of them.

    Raises:
        CodebookError: the codebook that is named has faults.
    """
    if path is not None:
        return load_codebook(path)
    if into is not None and into.codebook is not None:
        return into.codebook
    if document.codebook_text:
        try:
            return parse_codebook(document.codebook_text, "the codebook in the file")
        except CodebookError:
            return None  # it was changed outside; the codes are drawn from the annotations instead
    return None
