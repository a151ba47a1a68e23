"""Many files in one go: each by itself, one after the other, so that one bad file keeps no other out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vig_annotator.errors import ExportError, LibraryError, UsageError, VigError
from vig_annotator.exchange.formats import FORMATS, format_of_name, prepared
from vig_annotator.exchange.lasting import lasting
from vig_annotator.exchange.losses import chosen_from
from vig_annotator.jobs import JobContext
from vig_annotator.services.interchange import import_file
from vig_annotator.services.interchange_export import writable, write_whole
from vig_annotator.services.interchange_films import places_of
from vig_annotator.services.interchange_into import into_session
from vig_annotator.services.interchange_looking import ImportChoices, described, look, read_file
from vig_annotator.services.sessions import find_session
from vig_annotator.services.workspace import Workspace

_WHO = "command line"
ENDINGS = tuple(ending for form in FORMATS if form.read is not None for ending in form.suffixes)
"""The endings of the names of files that can be read, in small letters."""


@dataclass(slots=True)
class Summary:
    """What a batch came to.

    Attributes:
        files: how many there were.
        refused: how many of them could not be done.
        annotations: how many annotations the others held.
    """

    files: int = 0
    refused: int = 0
    annotations: int = 0

    def add(self, answer: Mapping[str, Any]) -> None:
        """Count the answer about one file."""
        self.files += 1
        if "error" in answer:
            self.refused += 1
        else:
            self.annotations += answer.get("imported", answer.get("written", answer["annotations"])) or 0

    def words(self, done: str) -> str:
        """One line: ``5 of 6 files taken in, 1,204 annotations; 1 could not be.``."""
        files = "file" if self.files == 1 else "files"
        tags = "annotation" if self.annotations == 1 else "annotations"
        line = f"{self.files - self.refused} of {self.files} {files} {done}, {self.annotations:,} {tags}"
        return f"{line}; {self.refused} could not be." if self.refused else f"{line}."


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files that are named, and those of readable kinds in the folders that are named, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(
                sorted(
                    one for one in path.rglob("*") if one.is_file() and one.name.casefold().endswith(ENDINGS)
                )
            )
        else:
            found.append(path)
    return found


def import_batch(
    paths: Sequence[Path],
    library: Path | None,
    choices: ImportChoices,
    dry_run: bool,
    context: JobContext,
    session: str = "",
) -> Iterator[dict[str, Any]]:
    """Take files in, or only look into them; an answer for each, as soon as it is done.

    An answer holds what `interchange_looking.described` says; after taking in also ``sessions`` (their ids), ``imported``
    (annotations that the library got) and what went less than perfectly in ``problems``. A file that can't be taken in
    has ``error``, and nothing of it is in the library.

    Raises:
        LibraryError: the library can't be opened, or no longer be written; what was taken in before stays.
        NotFound: there is no such session to go into, or no library in which to look for it.
        Cancelled: somebody stopped it; what was taken in before stays.
    """
    files = files_in(paths)
    if library is None or (dry_run and not session):
        for number, path in enumerate(files):
            _report(context, number, files)
            yield _looked_into(path, choices)
        return
    with Workspace.open(library, _WHO, create=not dry_run) as ws:
        session_id = find_session(ws, session).id if session else ""
        for number, path in enumerate(files):
            _report(context, number, files)
            if session_id:
                choices = replace(choices, into=into_session(ws, session_id))
            yield _would_take_in(ws, path, choices) if dry_run else _taken_in(ws, path, choices)


def _report(context: JobContext, number: int, files: Sequence[Path]) -> None:
    context.report(number / len(files), f"{number + 1} of {len(files)}: {files[number].name}")


def _looked_into(path: Path, choices: ImportChoices) -> dict[str, Any]:
    try:
        file = read_file(path)
        _, about_points = lasting(file.document, choices.until_next)
    except VigError as error:
        return refused(path, error)
    told = [about_points] if about_points else []
    return described(file) | {"problems": [*file.document.problems, *told]}


def _would_take_in(ws: Workspace, path: Path, choices: ImportChoices) -> dict[str, Any]:
    """What would become of a file in a session that is there: the same answer as of one that was taken in, and nothing is done."""
    try:
        file = read_file(path)
        looked = look(file, places_of(ws), choices)
    except VigError as error:
        return refused(path, error)
    return described(file) | {"problems": list(looked.problems)}


def _taken_in(ws: Workspace, path: Path, choices: ImportChoices) -> dict[str, Any]:
    try:
        file = read_file(path)
        done = import_file(ws, file, choices)
    except LibraryError:  # no file's fault: a full disk, a folder that is gone
        raise
    except VigError as error:
        return refused(path, error)
    return described(file) | {
        "problems": list(done.problems),
        "sessions": list(done.sessions),
        "imported": done.annotations,
    }


def refused(path: Path, error: VigError) -> dict[str, Any]:
    """The answer about a file with which nothing could be done."""
    sentence = " ".join(str(error).split())
    return {
        "file": str(path),
        "format": None,
        "format_version": None,
        "tiers": None,
        "annotations": None,
        "points": None,
        "intervals": None,
        "media": None,
        "problems": [sentence],
        "error": sentence,
    }


def convert_batch(
    source: Path,
    out: Path,
    format_id: str | None,
    substitutes: Mapping[str, str],
    context: JobContext,
) -> Iterator[dict[str, Any]]:
    """Convert every file of readable kinds in a folder into another folder; an answer for each, as `import_batch` gives.

    Files keep their names and their places below the folder; what is there already of that name is replaced.

    Raises:
        UsageError: no format is named, or it is not known or only read, or there is no such substitute.
        ExportError: the folder can't be made.
        Cancelled: somebody stopped it; what was written before stays.
    """
    if format_id is None:
        raise UsageError("Say what the files of the folder become.", "Add --format, such as --format eaf.")
    form = writable(format_id)
    chosen_from(form.id, substitutes)
    files = [one for one in files_in([source]) if not one.is_relative_to(out)]
    taken: set[Path] = set()
    _make_folder(out)
    for number, path in enumerate(files):
        _report(context, number, files)
        target = out / path.relative_to(source).with_suffix(form.suffixes[0])
        if target in taken:
            target = target.with_name(path.name + form.suffixes[0])
        taken.add(target)
        try:
            _make_folder(target.parent)
            yield convert_file(path, target, format_id, substitutes)
        except VigError as error:
            yield refused(path, error)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"The folder “{folder.name or folder}” can’t be made: {error.strerror or error}.",
            "Name another folder.",
        ) from error


def convert_file(
    source: Path, out: Path, format_id: str | None = None, substitutes: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Convert a file; answers what was read, and under ``losses`` what could not be carried over.

    Args:
        source: a file of any program.
        out: the new file; its ending says what to write where no format is named.
        format_id: what to write.
        substitutes: for kinds of `losses.Loss` the ids of what is to stand for them.

    Raises:
        ForeignFileError: it can't be read.
        UsageError: the format is not known, or only read, or there is no such substitute.
        ExportError: the new file can't be written; nothing was left behind.
    """
    form = writable(format_id) if format_id else format_of_name(out.name)
    file = read_file(source)
    assert form.write is not None
    ready, losses = prepared(form, file.document, chosen_from(form.id, substitutes or {}))
    write_whole(out, form.write(ready), (source,))
    written = sum(len(observation.annotations) for observation in ready.observations)
    return described(file) | {
        "out": str(out),
        "out_format": form.id,
        "written": written,
        "losses": [one.sentence for one in losses],
    }
